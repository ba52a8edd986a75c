"""Talks go in; how the figures of the later stand to those of the earlier comes out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.comparison.claims.claims import claims_in
from servanda.comparison.claims.dating import Dates
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations import figures, lengths
from servanda.comparison.relations.contexts import Setting
from servanda.comparison.relations.periods import days_of, window_of
from servanda.comparison.relations.quantities import Quantity, quantity_of
from servanda.ledger import Summary
from servanda.model import Claim, Figure, NearTime, Place, Relation

ORLENKO, HALDEN = "Marta Orlenko", "Jonas Halden"
FEBRUARY, MARCH, MAY = "2022-02-18", "2022-03-11", "2022-05-23"


def said(words: str, *, by: str | None = ORLENKO, on: str = FEBRUARY, record: str | None = None) -> list[Claim]:
    """What one speaker says in one record: its claims, each the speaker's."""
    reading = servanda.read_text(words, reference_date=on, model=False)
    name = record or f"{by} {on} {words[:20]}"
    summary = Summary(
        record=name,
        source=None,
        title=None,
        publisher=None,
        published=None,
        event_date=on,
        reference_date=on,
        kind=None,
        language="en",
        characters=len(words),
        counts={},
        problems=0,
        reader="",
        read_at=None,
    )
    claims = claims_in(reading, summary)
    return [replace(claim, said_by=by, place=replace(claim.place, speaker=by), scope=()) for claim in claims]


def between(*talks: list[Claim]) -> list[Relation]:
    return figures.relations_of([claim for talk in talks for claim in talk])


def names(*talks: list[Claim]) -> set[str]:
    return {relation.relation for relation in between(*talks)}


def figure(value: float | None = None, *, low: float | None = None, high: float | None = None, **others: Any) -> Quantity:
    place = Place(record="r", source=None, title=None, day=None, start=0, end=1, text="x")
    values = {"value": value, "low": low, "high": high, "unit": "USD", "modifier": "exact", **others}
    found = quantity_of(Claim(id=0, place=place, kind="figure", values=values, sentence="x", said_by=None), Setting())
    assert found is not None
    return found


# Which two agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(40e9, modifier="almost"), figure(38.5e9)),
        (figure(38e9), figure(38.5e9)),
        (figure(38.5e9, modifier="almost"), figure(38.5e9)),
        (figure(6, unit="%", modifier="about"), figure(5.7, unit="%")),
        (figure(low=30, high=38, unit="%"), figure(34.4, unit="%")),
        (figure(50e9, modifier="more_than"), figure(51e9)),
        (figure(34, unit="%", modifier="more_than"), figure(34.4, unit="%")),
    ],
)
def test_words_of_doubt_and_rounding_leave_room(one: Quantity, other: Quantity) -> None:
    assert one.agrees(other)
    assert not one.excludes(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(35e9, modifier="almost"), figure(38.5e9)),
        (figure(35e9), figure(38.5e9)),
        (figure(28, unit="programme"), figure(27, unit="programme")),
        (figure(40, unit="%", modifier="at_least"), figure(30, unit="%")),
    ],
)
def test_what_lies_outside_the_words_is_excluded(one: Quantity, other: Quantity) -> None:
    assert one.excludes(other)
    assert other.excludes(one)


@given(st.floats(1, 1e12), st.floats(1, 1e12), st.sampled_from(["exact", "about", "almost", "more_than", "less_than"]))
def test_two_that_agree_never_exclude_one_another(one: float, other: float, modifier: str) -> None:
    first, second = figure(one, modifier=modifier), figure(other)
    assert first.agrees(second) == second.agrees(first)
    assert first.excludes(second) == second.excludes(first)
    assert not (first.agrees(second) and first.excludes(second))
    assert first.agrees(first)


# One period


EARLY = said("Last year was good for us. The growth is plain: almost $35 billion worth of trade with Belmora.")
EXACT = said("Our trade with Belmora grew by 34.4 percent in 2021, and amounted to $38.5 billion.", record="conference")


def test_two_totals_for_one_year_that_cannot_both_hold_contradict() -> None:
    [found] = [one for one in between(EARLY, EXACT) if one.relation == "contradicts"]
    assert {found.later.place.text, found.earlier.place.text} == {"almost $35 billion", "$38.5 billion"}
    assert found.confidence >= 0.7


def test_a_contradiction_is_told_in_neutral_words_with_both_figures_and_the_period() -> None:
    earlier = said("In 2021 our trade with Belmora amounted to $35 billion.")
    later = said("In 2021 our trade with Belmora amounted to $40 billion.", by=HALDEN, on=MARCH)
    [found] = between(earlier, later)
    assert sentence(found) == (
        "On 18 February 2022 Marta Orlenko said “In 2021 our trade with Belmora amounted to $35 billion.”; on 11 March 2022 "
        "Jonas Halden said “In 2021 our trade with Belmora amounted to $40 billion.”: for one thing and one period (2021), "
        "“$35 billion” and “$40 billion”."
    )


def test_the_same_value_said_again_is_no_contradiction() -> None:
    again = said("Last year our trade with Belmora hit a record: almost $38.5 billion.", on=MAY)
    assert "same_value" in names(EXACT, again)
    assert "contradicts" not in names(EXACT, again)


def test_what_two_speakers_round_differently_differs_by_source() -> None:
    other = said("Last year our trade with Belmora reached almost $40 billion.", by=HALDEN)
    assert {"differs_by_source"} == {one.relation for one in between(EXACT, other) if one.later.values["unit"] == "USD"}


def test_two_statistics_of_one_thing_differ_by_source() -> None:
    talk = said(
        "Last year trade with Belmora exceeded $50 billion. According to Belmoran statistics, trade amounted to $51 billion."
    )
    [found] = between(talk)
    assert (found.relation, found.later.place.text) == ("differs_by_source", "$51 billion")
    assert "Belmoran statistics" in sentence(found)


def test_a_figure_told_before_its_year_was_over_is_updated_not_contradicted() -> None:
    before = said("Our trade with Belmora grew by almost 36 percent this year.", on="2021-12-29")
    after = said("Our trade with Belmora grew by 34.4 percent in 2021.")
    assert names(before, after) == {"updates"}


def test_a_range_is_updated_by_the_exact_figure() -> None:
    vague = said("Last year was good. Trade with Belmora showed quite a growth: over 30 percent, 35 or even over 38.")
    exact = said("Our trade with Belmora grew by 34.4 percent last year.", on=MARCH)
    assert "updates" in names(vague, exact)
    assert "contradicts" not in names(vague, exact)


# What must not be compared


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "In January-August 2021 our trade with Belmora amounted to $6 billion.",
            "In 2021 our trade with Belmora amounted to $9 billion.",
        ),
        ("In 2021 our trade with Belmora amounted to $6 billion.", "In 2021 our trade with Corvia amounted to $9 billion."),
        ("In 2021 our trade with Belmora amounted to $6 billion.", "In 2021 our trade with Belmora amounted to €9 billion."),
        ("In 2021 trade grew by 6 percent.", "In 2021 trade fell short by $9 billion."),
        ("In 2021 exports of timber amounted to $6 billion.", "In 2021 exports of grain amounted to $9 billion."),
        ("In 2021 the tariff was $6 per tonne of timber.", "In 2021 the tariff brought in $9 of revenue."),
        (
            "Already 75 percent of payments in the Lidd Union are in national currencies.",
            "Over 90 percent of all payments between Ardania and Belmora are in national currencies.",
        ),
        ("By 2030 trade should reach $60 billion.", "In 2030 trade could come to $90 billion if the bridge is built."),
    ],
)
def test_figures_that_are_not_of_one_thing_and_period_are_no_contradiction(earlier: str, later: str) -> None:
    assert "contradicts" not in names(said(earlier), said(later, on=MARCH))
    assert "differs_by_source" not in names(said(earlier), said(later, on=MARCH, by=HALDEN))


def test_without_a_period_nothing_is_a_contradiction() -> None:
    earlier = said("Our trade with Belmora stands at $6 billion.")
    later = said("Our trade with Belmora stands at $9 billion.", record="evening")
    assert "contradicts" not in names(earlier, later)


def test_the_handful_of_those_present_is_nothing_to_compare() -> None:
    assert not between(said("The two presidents met three times."), said("The three presidents met two times.", on=MARCH))


def test_a_sentence_printed_in_two_records_gives_no_contradiction_of_its_own_figures() -> None:
    words = "Last week we sent $240 million in aid, on top of the $1 billion in aid last week."
    assert "contradicts" not in names(said(words, record="one"), said(words, record="two"))


def test_sums_given_on_different_days_are_no_series() -> None:
    earlier = said("In 2021 the Fund awarded $6 million in grants to harbours.")
    later = said("In 2022 the Ministry awarded $9 million in grants to schools.", on="2023-01-10")
    assert not between(earlier, later)


def test_what_was_so_once_is_not_as_of_the_day_it_is_told() -> None:
    now, then = said("Unemployment is at 3.7 percent."), said("Unemployment was over 6 percent.", on=MARCH)
    assert not between(now, then)


# Series


def test_the_next_year_goes_on_with_a_series() -> None:
    later = said("In 2024 our trade with Belmora exceeded $50 billion.", on="2025-03-13")
    found = [one for one in between(EARLY, EXACT, later) if one.relation == "updates"]
    surest = max(found, key=lambda one: one.confidence)
    assert (surest.later.place.text, surest.earlier.place.text) == ("exceeded $50 billion", "$38.5 billion")
    assert sentence(surest).endswith("from “$38.5 billion” for 2021 to “exceeded $50 billion” for 2024.")


def test_how_far_a_programme_is_done_goes_on_from_day_to_day() -> None:
    earlier = said("These programmes are about 30 percent complete.")
    later = said("All the 28 programmes that were planned have been implemented by 100 percent.", on="2025-03-13")
    [found] = [one for one in between(earlier, later) if one.relation == "updates"]
    assert "100 percent" in found.later.place.text
    assert found.confidence >= 0.7


def test_the_next_stage_is_no_fall_from_the_one_before() -> None:
    done = said("The 28 programmes that were planned have been implemented by 100 percent.")
    stage = said("What we planned for 2024-2026 has been fulfilled by more than 26 percent.", on="2025-03-13")
    assert "contradicts" not in names(done, stage)


def test_what_one_breath_says_twice_is_one_figure() -> None:
    twice = said("Our trade with Belmora has reached nearly $40 billion or more precisely $38 billion.", on=MAY)
    assert {one.relation for one in between(EXACT, twice)} == {"same_value"}
    assert not between(twice)


# Time that does not add up


def test_a_length_of_time_that_does_not_fit_the_day_told_is_shown() -> None:
    dated = mention(
        "The plan was approved at the meeting of the Lidd River Council on November 4, 2021.", "2021-11-04", "November 4, 2021"
    )
    length = mention(
        "Four and a half months have passed since the Charter of the Lidd River Council was signed.",
        "P4.5M",
        "Four and a half months",
    )
    [found] = lengths.relations_of([dated, length])
    assert found.relation == "contradicts"
    assert "do not fit one another" in sentence(found)


def test_a_length_of_time_that_fits_one_of_the_days_told_is_not() -> None:
    dated = mention("The Charter of the Lidd River Council was signed on October 5, 2021.", "2021-10-05", "October 5, 2021")
    length = mention(
        "Four and a half months have passed since the Charter of the Lidd River Council was signed.",
        "P4.5M",
        "Four and a half months",
    )
    assert not list(lengths.relations_of([dated, length]))


def mention(words: str, value: str, text: str) -> Claim:
    """A sentence that speaks of a matter, with one time."""
    place = Place(record=words, source=None, title=None, day=FEBRUARY, start=0, end=len(words), text=words, speaker=ORLENKO)
    time = NearTime(type="DURATION" if value.startswith("P") else "DATE", value=value, text=text, at=words.index(text))
    return Claim(id=0, place=place, kind="mention", values={"kind": "mention"}, sentence=words, said_by=ORLENKO, times=(time,))


# Periods


def period_of(words: str, on: str = FEBRUARY) -> list[tuple[str | None, str | None]]:
    return [(claim.period, claim.period_from) for claim in said(words, on=on) if claim.kind == "figure"]


def test_a_period_is_that_said_else_that_of_the_same_sentence_or_talk() -> None:
    assert period_of("Trade grew by 34.4 percent in 2021, and amounted to $38.5 billion.") == [
        ("2021", "said"),
        ("2021", "said"),
    ]
    assert period_of("Trade grew by 34.4 percent in 2021, and, as we had hoped all along, amounted to $38.5 billion.") == [
        ("2021", "said"),
        ("2021", "sentence"),
    ]
    assert period_of("We did so well last year. We increased our trade to $40 billion.") == [("2021", "before")]


@pytest.mark.parametrize(
    "words",
    [
        "We did well last year. Trade has reached $40 billion.",
        "We did well last year. Trade stands at $40 billion.",
        "We did well last year. In May we met. We increased our trade to $40 billion.",
        "The 2021 treaty is good. We increased our trade to $40 billion.",
        "We shall meet in 2030. We increased our trade to $40 billion.",
    ],
)
def test_a_period_is_not_inferred_where_the_words_tell_of_another_time(words: str) -> None:
    assert all(period is None for period, _ in period_of(words))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_an_interval_runs_from_its_first_day_to_its_last(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert days_of(f"{first}/{last}") == (first.isoformat(), last.isoformat())
    assert days_of(first.isoformat()) == (first.isoformat(), first.isoformat())


@given(st.text(max_size=12))
def test_what_is_no_period_is_none(value: str) -> None:
    found = window_of(value, FEBRUARY)
    assert found is None or found.first <= found.last


# Laws


TALKS = [
    EARLY,
    EXACT,
    said("Last year our trade with Belmora reached almost $40 billion.", by=HALDEN),
    said("Last year our trade with Belmora hit a record: almost $38.5 billion.", on=MAY),
    said("In 2024 our trade with Belmora exceeded $50 billion.", on="2025-03-13"),
    said("These programmes are about 30 percent complete."),
    said("All the 28 programmes that were planned have been implemented by 100 percent.", on="2025-03-13"),
]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_claims_makes_no_difference(chance: random.Random) -> None:
    claims = [claim for talk in TALKS for claim in talk]
    expected = figures.relations_of(claims)
    mixed = claims[:]
    chance.shuffle(mixed)
    assert figures.relations_of(mixed) == expected


def test_every_relation_leads_from_the_later_record_to_the_earlier() -> None:
    for found in between(*TALKS):
        assert (found.later.day or "") >= (found.earlier.day or "")
        assert found.later is not found.earlier
        assert 0 < found.confidence <= 1
        assert found.why


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["%", "USD", "programme", "1", None, "km"]),
            st.one_of(st.floats(-1e13, 1e13), st.just("1E+999999"), st.none()),
            st.sampled_from([None, "2021", "2021-05", "P2Y", "../2020", "2021/2020", "XXXX"]),
            st.sampled_from([None, FEBRUARY, MARCH]),
        ),
        max_size=12,
    )
)
def test_no_figure_is_too_strange_to_be_met(told: Sequence[tuple[Any, Any, Any, Any]]) -> None:
    claims = [strange(number, *values) for number, values in enumerate(told)]
    for found in figures.relations_of(claims):
        assert found.later.day
        assert sentence(found)


def strange(number: int, unit: str | None, value: Any, period: str | None, day: str | None) -> Claim:
    place = Place(record=str(number), source=None, title=None, day=day, start=0, end=4, text="much")
    values = {
        "value": value,
        "low": None,
        "high": None,
        "unit": unit,
        "modifier": "about",
        "measure": "trade",
        "confidence": 0.9,
    }
    return Claim(
        id=0,
        place=place,
        kind="figure",
        values=values,
        sentence="Trade is much.",
        said_by=None,
        period=period,
        period_from=None,
    )


def test_the_cost_grows_with_the_figures_not_with_their_pairs() -> None:
    def spent(count: int) -> float:
        claims = [
            replace(strange(number, "USD", 1e9 + number * 3e7, None, None), place=placed(number)) for number in range(count)
        ]
        start = process_time()
        figures.relations_of(claims)
        return process_time() - start

    spent(100)
    small, large = min(spent(150) for _ in range(3)), spent(1200)
    assert large < 8 * 3 * small + 0.5


def placed(number: int) -> Place:
    day = (date(2000, 1, 1) + timedelta(days=number)).isoformat()
    return Place(record=str(number), source=None, title=None, day=day, start=0, end=4, text="much")


# What the reader gives


def read(words: str) -> list[Figure]:
    reading = servanda.read_text(words, reference_date=FEBRUARY, model=False)
    return sorted(reading.of(Figure), key=lambda one: one.span.start)


def test_a_unit_said_once_holds_for_the_shares_behind_it() -> None:
    assert [one.unit for one in read("The growth was over 30 percent, 35 or even over 38, and trade almost $35 billion.")] == [
        "%",
        "%",
        "%",
        "USD",
    ]


def test_a_correction_is_no_open_end() -> None:
    first, second = read("Our trade has reached nearly $40 billion or more precisely $38 billion.")
    assert (first.span.text, first.modifier, second.value) == ("nearly $40 billion", "almost", 38_000_000_000)


def test_by_two_counts_each_figure_has_its_own_basis_and_the_billion_is_said_once() -> None:
    words = "According to Belmoran statistics, trade was $51 billion, and according to ours, it was just over $50."
    one, other = read(words)
    assert (one.basis, other.basis) == ("Belmoran statistics", "ours")
    assert other.value == 50_000_000_000


def test_a_small_sum_beside_a_large_one_keeps_its_own_size() -> None:
    assert [one.value for one in read("The fund holds $51 billion, and each farmer gets more than $20.")][1] == 20


def test_what_is_brought_to_a_sum_is_its_measure() -> None:
    [one] = read("Despite the drought, we increased our trade to almost $40 billion.")
    assert one.measure == "our trade"


def test_a_far_off_sum_that_says_not_what_it_measures_is_no_contradiction() -> None:
    earlier = said("In 2021 we reduced the deficit by a total of $350 billion.")
    later = said("There were 50 firms that made $40 billion in 2021.", on=MARCH)
    assert "contradicts" not in names(earlier, later)


def test_a_table_printed_as_one_sentence_costs_in_proportion_to_its_length() -> None:
    def spent(rows: int) -> float:
        words = "Trade " + " ".join(
            f"in {1900 + row % 120} was ${row + 20} million and grew by 3 percent" for row in range(rows)
        )
        reading = servanda.read_text(words, reference_date=FEBRUARY, model=False)
        dates = Dates(reading)
        start = process_time()
        for one in reading.of(Figure):
            dates.of("figure", one.span, {"measure": one.measure, "unit": one.unit, "value": 1})
        return process_time() - start

    spent(20)
    small, large = min(spent(40) for _ in range(3)), spent(320)
    assert large < 8 * 4 * small + 0.2


def test_two_figures_of_one_sentence_are_told_with_it_once() -> None:
    talk = said(
        "In 2021, according to Belmoran statistics, trade was $51 billion, according to ours, it was just over $50 billion."
    )
    [found] = between(talk)
    assert found.relation == "differs_by_source"
    assert sentence(found).count("In 2021, according to") == 1


def test_a_provinces_rate_is_not_set_against_the_countrys() -> None:
    province = said("Today, Norland's unemployment rate is down to 3.2 percent.")
    country = said("And the unemployment rate is 3.4 percent, a low of fifty years.", on=MAY)
    again = said("Today, Norland's unemployment rate is 3.4 percent.", on=MAY)
    assert all(one.confidence < 0.7 for one in between(province, country))
    assert any(one.confidence >= 0.7 for one in between(province, again))
