"""A talk goes in, its times come out: each test names one promise."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import Block, Origin, Reading, Record, Time, digest, text_digest
from servanda.readings.times import Conventions, find_times

DAY = "2024-05-24"  # a Friday


def record(text: str, reference: str | None = DAY, language: str | None = "en") -> Record:
    blocks = tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))
    origin = Origin(digest(text.encode("utf-8", "surrogatepass")), text_digest(text))
    return Record(origin=origin, text=text, blocks=blocks, reference_date=reference, language=language)


def times(text: str, reference: str | None = DAY, language: str | None = "en", **conventions: bool) -> list[Time]:
    reading = find_times(Reading(record=record(text, reference, language)), Conventions(**conventions))
    return list(reading.of(Time))


def marked(text: str, reference: str | None = DAY, language: str | None = "en", **conventions: bool) -> list[str]:
    """Each time as `words = value` or `words = value..end`."""
    return [
        f"{' '.join(entry.span.text.split())} = {entry.value}" + (f"..{entry.end_value}" if entry.end_value else "")
        for entry in times(text, reference, language, **conventions)
    ]


def only(text: str, reference: str | None = DAY) -> Time:
    found = times(text, reference)
    assert len(found) == 1, [entry.span.text for entry in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty was signed on May 9, 2025 in Arden.", "May 9, 2025 = 2025-05-09"),
        ("It was signed on 9 May 2025.", "9 May 2025 = 2025-05-09"),
        ("It was signed on the 9th of May, 2025.", "the 9th of May, 2025 = 2025-05-09"),
        ("Posted: 24.05.2024", "24.05.2024 = 2024-05-24"),
        ("2025-05-12 | Geneva", "2025-05-12 = 2025-05-12"),
        ("The vote of 13/12/2018 stands.", "13/12/2018 = 2018-12-13"),
        ("The vote of 12/13/2018 stands.", "12/13/2018 = 2018-12-13"),
        ("It opened in September 2021.", "September 2021 = 2021-09"),
        ("It opened on Sept. 30, 2021.", "Sept. 30, 2021 = 2021-09-30"),
    ],
)
def test_a_full_date_needs_no_context_in_whatever_notation(text: str, expected: str) -> None:
    assert marked(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will meet on June 27th-28th this year.", "June 27th-28th this year = 2024-06-27..2024-06-28"),
        ("The programme for 2024-2026 was adopted.", "2024-2026 = 2024..2026"),
        ("The programme for 2024–26 was adopted.", "2024–26 = 2024..2026"),
        ("From 1999 to 2012 they kept the peace.", "1999 to 2012 = 1999..2012"),
        ("Between 2019 and 2023 trade doubled.", "2019 and 2023 = 2019..2023"),
        ("The talks ran from 3 to 5 March 2020.", "3 to 5 March 2020 = 2020-03-03..2020-03-05"),
        ("From May to October 2020 the border was shut.", "May to October 2020 = 2020-05..2020-10"),
        ("A week or two ago he said no.", "A week or two ago = 2024-05-10..2024-05-17"),
        ("In the next academic year it opens.", "the next academic year = 2024..2025"),
    ],
)
def test_a_range_in_one_expression_is_one_time_with_both_ends(text: str, expected: str) -> None:
    assert marked(text) == [expected]


def test_the_next_financial_year_is_counted_from_the_day_of_the_talk() -> None:
    assert marked("In 2011 it began. In the next financial year it opens.")[1] == "the next financial year = 2025"


def test_the_ends_of_a_range_can_be_marked_apart() -> None:
    assert marked("From 1999 to 2012 they kept the peace.", split_ranges=True) == ["1999 = 1999", "2012 = 2012"]


def test_days_that_share_a_month_are_a_time_each() -> None:
    assert marked("Talks were held on May 3, 4 and 7, 2024.") == [
        "May 3 = 2024-05-03",
        "4 = 2024-05-04",
        "7, 2024 = 2024-05-07",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He arrived yesterday.", "yesterday = 2024-05-23"),
        ("He leaves the day after tomorrow.", "the day after tomorrow = 2024-05-26"),
        ("He was here last week.", "last week = 2024-W20"),
        ("Trade fell last year.", "last year = 2023"),
        ("Trade fell at the end of last year.", "the end of last year = 2023"),
        ("Trade fell in July last year.", "July last year = 2023-07"),
        ("It opens in September of this year.", "September of this year = 2024-09"),
        ("He left three years ago.", "three years ago = 2021"),
        ("He left two months ago.", "two months ago = 2024-03"),
        ("He left ten days ago.", "ten days ago = 2024-05-14"),
        ("In mid-December it froze.", "mid-December = 2023-12"),
        ("It happened last night.", "last night = 2024-05-23TNI"),
        ("It begins in the next quarter.", "the next quarter = 2024-Q3"),
        ("In the next year, 2025, it begins.", "the next year, 2025 = 2025"),
    ],
)
def test_what_is_relative_is_read_against_the_records_day(text: str, expected: str) -> None:
    assert marked(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met the envoy on Wednesday.", "2024-05-22"),
        ("He will meet the envoy on Wednesday.", "2024-05-29"),
        ("He met the envoy last Friday.", "2024-05-17"),
        ("Next Monday they talk.", "2024-05-27"),
        ("They met on November 3.", "2023-11-03"),
        ("They will meet on November 3.", "2024-11-03"),
        ("They met on Monday, May 20.", "2024-05-20"),
    ],
)
def test_the_tense_says_which_weekday_or_day_is_meant(text: str, expected: str) -> None:
    assert only(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the 70s and 80s we built it.", ["the 70s = 197", "80s = 198"]),
        ("In the early 1990s we built it.", ["the early 1990s = 199"]),
        ("In the XXI century this is wrong.", ["the XXI century = 20"]),
        ("In the nineteenth century it was right.", ["the nineteenth century = 18"]),
        ("In the third quarter of 2023 it grew.", ["the third quarter of 2023 = 2023-Q3"]),
        ("In Q3 2023 it grew.", ["Q3 2023 = 2023-Q3"]),
        ("In the first half of 2023 it grew.", ["the first half of 2023 = 2023-H1"]),
        ("It opens in the first half of next year.", ["the first half of next year = 2025-H1"]),
        ("It grew in the last quarter of last year.", ["the last quarter of last year = 2023-Q4"]),
        ("In the summer of 2022 it grew.", ["the summer of 2022 = 2022-SU"]),
        ("Sparda fell in 490 BC.", ["490 BC = BC0490"]),
        ("In fiscal 2023 it grew.", ["fiscal 2023 = 2023"]),
        ("Over the weekend of the first week of May 2024", ["the first week of May 2024 = 2024-W18"]),
    ],
)
def test_parts_and_spans_of_years_have_their_own_values(text: str, expected: list[str]) -> None:
    assert [line for line in marked(text) if "weekend" not in line] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes 30 days.", "30 days = P30D"),
        ("It takes at least 30 days.", "at least 30 days = P30D"),
        ("It took three and a half hours.", "three and a half hours = PT3H30M"),
        ("It took a couple of years.", "a couple of years = P2Y"),
        ("It took a year and a half.", "a year and a half = P1Y6M"),
        ("Over the last four years it grew.", "the last four years = P4Y"),
        ("We met in the last three to four days.", "the last three to four days = P3D..P4D"),
        ("We waited for a few days.", "a few days = PXD"),
        ("For the first time in decades it rained.", "decades = PXDE"),
        ("We held a two-day summit.", "two-day = P2D"),
        ("It has been so for many, many years.", "many, many years = PXY"),
        ("It has been so for a long time.", "a long time = PXX"),
        ("It took two years and three months.", "two years and three months = P2Y3M"),
    ],
)
def test_a_length_of_time_is_a_duration(text: str, expected: str) -> None:
    assert marked(text) == [expected]
    assert only(text).type == "DURATION"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We meet every year.", "P1Y"),
        ("We meet annually.", "P1Y"),
        ("They report monthly.", "P1M"),
        ("We meet every three months.", "P3M"),
        ("We meet every other week.", "P2W"),
        ("We meet every Monday.", "XXXX-WXX-1"),
        ("We meet every summer.", "XXXX-SU"),
        ("It costs 40 million a year.", "P1Y"),
    ],
)
def test_what_recurs_is_a_set(text: str, expected: str) -> None:
    found = only(text)
    assert (found.type, found.value) == ("SET", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("East Room, 6:04 P.M. EST", "6:04 P.M. EST = 2024-05-24T18:04"),
        ("Posted: 24.05.2024 19:54:00", "24.05.2024 19:54:00 = 2024-05-24T19:54:00"),
        ("24 Jul 2023, 17:00", "24 Jul 2023, 17:00 = 2023-07-24T17:00"),
        ("It ends at 5 p.m. on May 30.", "5 p.m. on May 30 = 2024-05-30T17:00"),
        ("He spoke on Thursday morning.", "Thursday morning = 2024-05-23TMO"),
        ("It ended at noon.", "noon = 2024-05-24T12:00"),
    ],
)
def test_a_time_of_day_is_read_with_its_day(text: str, expected: str) -> None:
    assert marked(text) == [expected]
    assert only(text).type == "TIME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We signed it today.", DAY),
        ("Today's talks were useful.", DAY),
        ("Today we are a leader in this field, and trade is open.", "PRESENT_REF"),
        ("They are working on it right now.", "PRESENT_REF"),
        ("We recently opened a school.", "PAST_REF"),
        ("In recent years we opened schools.", "PAST_REF"),
        ("In the coming days we decide.", "FUTURE_REF"),
        ("It will be so in the near future.", "FUTURE_REF"),
        ("We will soon open a school.", "FUTURE_REF"),
        ("In due course we decide.", "FUTURE_REF"),
    ],
)
def test_an_unnamed_present_past_or_future_is_a_reference(text: str, expected: str) -> None:
    assert only(text).value == expected


@pytest.mark.parametrize(
    "text",
    [
        "He may come, and they may sign.",
        "They march on, and the march goes on.",
        "One second of thought is not the second reason, and the Sun rises.",
        "After the fall of the city nothing was left.",
        "Resolution 2728 and Article 1998 stand.",
        "We sent 2000 people and $1999.",
        "The vote was 52 to 48, a ratio of 2:1.",
        "He is a 44-year-old engineer; she is 52 years old.",
        "Now then, we begin.",
        "A third of the trade and three-quarters of the grain.",
        "He flew a Corvus-2000 from gate 1905.",
        "See https://ardania.example/news/2022/09/27/remarks-of-may-5-2024 for more.",
        "It is open 24/7, as it was before 9/11.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert marked(text) == []


def test_a_bare_now_is_marked_only_where_asked_for() -> None:
    assert marked("We now agree.") == []
    assert marked("We now agree.", bare_now=True) == ["now = PRESENT_REF"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We meet on June 27.", "XXXX-06-27"),
        ("We meet in June.", "XXXX-06"),
        ("We met last year.", "XXXX"),
        ("We met last week.", "XXXX-WXX"),
        ("We meet on Friday.", "XXXX-WXX-5"),
        ("We met yesterday.", "XXXX-XX-XX"),
    ],
)
def test_without_a_records_day_what_is_relative_keeps_its_unknown_places(text: str, expected: str) -> None:
    assert only(text, reference=None).value == expected


def test_a_history_carries_the_year_it_last_named() -> None:
    told = (
        "In March 1861 the league was founded. In April 1861 it had a seat. In May 1862 war came. In June 1862 it ended. "
        "In July 1863 the peace was signed. In September the seat moved, and the next year it closed."
    )
    assert marked(told, "2024-05-24")[-2:] == ["September = 1863-09", "the next year = 1864"]


def test_a_comparison_is_with_the_same_quarter_a_year_before() -> None:
    text = "In the third quarter of 2023 the fund earned 5 million, compared with 4 million a year earlier."
    assert marked(text) == ["the third quarter of 2023 = 2023-Q3", "a year earlier = 2022-Q3"]


def test_a_date_shares_the_year_of_the_date_just_before_it() -> None:
    text = "The council met on 6 May 2019 and again on 2 June."
    assert marked(text)[-1] == "2 June = 2019-06-02"


def test_that_year_is_the_year_mentioned_before() -> None:
    assert marked("He came to Belmora in March 1997. Later that year he left.", None)[-1] == "Later that year = 1997"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "25 марта 2025 года 18:55", ["25 марта 2025 года 18:55 = 2025-03-25T18:55"]),
        ("ru", "Перемирие на 30 суток с 19 марта.", ["30 суток = P30D", "19 марта = 2024-03-19"]),
        ("ru", "Это 30-дневное перемирие.", ["30-дневное = P30D"]),
        ("es", "Se reunieron el 3 de mayo de 2024.", ["3 de mayo de 2024 = 2024-05-03"]),
        ("fr", "Ils se sont réunis le 14 juillet 2023.", ["14 juillet 2023 = 2023-07-14"]),
        ("de", "Sie trafen sich am 3. Mai 2024.", ["3. Mai 2024 = 2024-05-03"]),
    ],
)
def test_dates_with_month_names_are_read_in_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert marked(text, DAY, language) == expected


def test_every_time_names_its_rule_and_an_honest_confidence() -> None:
    for entry in times("On May 9, 2025, and for 30 days, every year since the 70s, at 5 p.m., in recent years."):
        assert entry.rule.startswith("times.")
        assert 0 < entry.confidence < 1
        assert round(entry.confidence, 2) == entry.confidence


def test_a_line_break_does_not_part_an_expression() -> None:
    assert marked("over the last few\nyears, since April 2,\n2025") == [
        "the last few years = PXY",
        "April 2, 2025 = 2025-04-02",
    ]


WORDS = st.sampled_from(
    (
        *(
            "the",
            "a",
            "of",
            "in",
            "on",
            "May",
            "march",
            "last",
            "next",
            "year",
            "years",
            "27",
            "28th",
            "2024",
            "-",
            "–",
            ",",
            ".",
        ),
        *(
            "1990",
            "s",
            "24.05.2024",
            "5",
            "p.m.",
            "to",
            "and",
            "three",
            "half",
            "two",
            "weeks",
            "ago",
            "Friday",
            "quarter",
            "first",
        ),
        *(
            "century",
            "every",
            "day",
            "today",
            "10/25",
            "'",
            "season",
            "fall",
            "end",
            "mid",
            "early",
            "at",
            "12:30",
            "BC",
            "99999999",
        ),
        *("XXI", "0", "31", "between", "from", "now", "tonight", "\n"),
    )
)


@pytest.mark.parametrize("text", ["Today — today we open it.", "In the 2020 — 2022 is another matter — vote"])
def test_a_broken_off_sentence_is_no_range(text: str) -> None:
    assert all(entry.end_value is None for entry in times(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_times_are_cut_from_the_record_and_never_overlap(text: str) -> None:
    found = times(text)
    source = record(text)
    assert all(source.holds(entry.span) for entry in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.one_of(st.none(), st.just("0001-01-01"), st.just("9999-12-31")))
def test_no_text_and_no_date_breaks_the_reading(text: str, reference: str | None) -> None:
    for piece in (text, f"in {text} years ago, next year, last week, {text} 2024, a century later, the day before"):
        assert times(piece, reference) == times(piece, reference)


@pytest.mark.parametrize(
    "unit", ["1,", "a ", "May ", "27 June, ", "1-", "the end of ", "two hundred ", "thousand ", "(", "5 to "]
)
def test_hostile_input_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    times(unit * (20_000 // len(unit)))
    assert time.process_time() - started < 2


def test_the_clause_a_month_stands_in_tells_its_year() -> None:
    """ "Agreed" is past; what begins from September is not."""
    said = "We have agreed that from September their diplomas will be recognised."
    assert marked(said, "2025-03-14") == ["September = 2025-09"]
    assert marked("She said that in September exports fell.", "2025-03-14") == ["September = 2024-09"]


def test_what_was_years_later_is_not_counted_from_the_records_day() -> None:
    assert marked("He led the port at 33, and nearly thirty years later, he was chosen again.") == [
        "nearly thirty years later = XXXX"
    ]
    assert marked("In 1990 he led the port, and ten years later, he was chosen again.")[1] == "ten years later = 2000"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Today, I am proud that we add two ports.", DAY),
        ("Today, the Ministry is releasing a report.", DAY),
        ("Today, the world is a dangerous place.", "PRESENT_REF"),
    ],
)
def test_today_is_the_day_where_something_is_held_or_made_known(text: str, value: str) -> None:
    assert only(text).value == value
