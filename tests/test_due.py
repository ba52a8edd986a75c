"""What is due: promises by their day, what later records tell of them, and what it is worth that nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from servanda import compare, open_ledger, read_text
from servanda.comparison import Comparison
from servanda.comparison.matters.fates import telling
from servanda.comparison.matters.naming import share, shared
from servanda.model import Due, Relation
from tests.river_talks import TREATY, ledger_of_talks
from tests.spoken import said

LOCK = "We will open the second lock by the end of October 2024"
LINE = "We will lay the new line by the end of\nJune 2025"
FORUM = "On June 27-28 this year, Velmar will host the Forum of Border Towns"


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with open_ledger(ledger_of_talks(tmp_path_factory.mktemp("due"))) as ledger:
        yield compare(ledger)


def of(dues: tuple[Due, ...], words: str) -> Due:
    [found] = [one for one in dues if one.claim and one.claim.place.text == words]
    return found


def words_of(dues: tuple[Due, ...]) -> list[str]:
    return [one.claim.place.text for one in dues if one.claim]


def test_a_promise_is_due_on_the_last_day_that_its_words_allow(comparison: Comparison) -> None:
    assert of(comparison.due("2025-04-01").dues, LOCK).day == "2024-10-31"


def test_what_is_soon_due_is_not_called_past(comparison: Comparison) -> None:
    soon = of(comparison.due("2025-04-01").dues, LINE)
    assert (soon.day, soon.passed) == ("2025-06-30", False)
    assert of(comparison.due("2025-07-01").dues, LINE).passed


def test_what_lies_too_far_ahead_is_not_told_yet(comparison: Comparison) -> None:
    assert LINE not in words_of(comparison.due("2024-06-01").dues)
    assert LINE in words_of(comparison.due("2024-06-01", within=400).dues)


def test_of_what_comes_the_soonest_are_told_and_of_what_passed_the_last(comparison: Comparison) -> None:
    whole = [one.day for one in comparison.due("2024-06-01", within=400).dues]
    coming = comparison.due("2024-06-01", since="2024-06-01", within=400, limit=2, soonest=True, counted=False)
    assert [one.day for one in coming.dues] == whole[:2]
    assert coming.dated >= len(whole)
    passed = comparison.due("2025-07-01", within=-1, limit=1, counted=False)
    assert words_of(passed.dues) == [LINE]


def test_a_later_record_that_tells_it_is_done_is_shown(comparison: Comparison) -> None:
    lock = of(comparison.due("2025-04-01").dues, LOCK)
    assert [(told.relation, told.later.place.text) for told in lock.told] == [("fulfils", "The second lock has been opened")]


def test_asked_as_of_a_day_nothing_later_is_known(comparison: Comparison) -> None:
    lock = of(comparison.due("2024-11-15").dues, LOCK)
    assert (lock.passed, lock.told, lock.later_records) == (True, (), 0)
    assert comparison.due("2024-01-01").dues == ()


def test_where_nothing_is_found_it_is_said_how_many_later_records_were_read_and_until_when(comparison: Comparison) -> None:
    line = of(comparison.due("2025-07-01").dues, LINE)
    assert (line.told, line.later_records, line.last_record) == ((), 0, None)
    forum = of(comparison.due("2025-04-01").dues, FORUM)
    assert (forum.told, forum.later_records, forum.last_record) == ((), 2, "2025-03-14")


def test_what_was_only_proposed_waits_counted(comparison: Comparison) -> None:
    first, everything = comparison.due("2025-01-01"), comparison.due("2025-01-01", everything=True)
    [ferry] = [words for words in words_of(everything.dues) if "ferry" in words]
    assert ferry not in words_of(first.dues)
    assert first.unsure == len(everything.dues) - len(first.dues)


def test_it_can_be_asked_by_who_promised_or_is_to_act(comparison: Comparison) -> None:
    assert LOCK in words_of(comparison.due("2025-04-01", by="marsh").dues)
    assert LOCK not in words_of(comparison.due("2025-04-01", by="Weller").dues)
    assert words_of(comparison.due("2025-04-01", by="Velmar").dues) == [FORUM]


def test_it_can_be_asked_since_a_day(comparison: Comparison) -> None:
    assert words_of(comparison.due("2025-04-01", since="2025-01-01").dues) == [LINE]


def test_of_more_than_are_wanted_the_earliest_are_left_out_and_counted(comparison: Comparison) -> None:
    whole, some = comparison.due("2025-04-01"), comparison.due("2025-04-01", limit=2)
    assert some.dues == whole.dues[-2:]
    assert some.earlier == len(whole.dues) - 2


def test_a_users_own_due_date_is_told_apart_from_the_records(tmp_path: Path) -> None:
    with open_ledger(ledger_of_talks(tmp_path)) as ledger:
        comparison = compare(ledger)
        treaty = comparison.matter(TREATY)
        comparison.settle(treaty.id, {"due": "2025-05-01", "owner": "Ida Brandt", "next_step": "write to Velmar"})
        [own] = [one for one in comparison.due("2025-04-01").dues if one.claim is None]
        assert (own.day, own.passed, own.matter_name, own.owner) == ("2025-05-01", False, TREATY, "Ida Brandt")
        assert [one.matter for one in comparison.due("2025-04-01", by="Brandt").dues] == [treaty.id]


# What tells of a promise


def told(words: str, kind: str = "progress", relation: str = "fulfils", day: str = "2025-03-14", **known: Any) -> Relation:
    promise = said("commitment", "2024-05-24", "we will open the second lock")
    later = said(kind, day, words, **known.pop("claim", {}))
    return Relation(later=later, earlier=promise, relation=relation, **{"confidence": 0.8, "rule": "x", "why": "x", **known})  # type: ignore[arg-type]


def test_a_report_in_the_same_words_tells_what_became_of_a_promise() -> None:
    assert len(telling([told("the second lock is open")], "2025-04-01")) == 1


@pytest.mark.parametrize(
    "other",
    [
        told("the treaty was signed"),
        told("the second lock is open", relation="repeats"),
        told("we will open the second lock", kind="commitment"),
        told("the second lock is open", confidence=0.2),
        told("the second lock is open", rule="again"),
        told("the second lock is open", day="2024-05-24"),
        told("the second lock is open", day="2025-06-01"),
    ],
)
def test_other_words_a_promise_made_again_what_is_unsure_and_what_was_not_told_by_the_day_do_not(other: Relation) -> None:
    assert telling([other], "2025-04-01") == ()


def test_one_sentence_tells_of_a_promise_once() -> None:
    sentence = "The second lock is open under the Lock Treaty."
    both = [
        told("second lock is open", claim={"sentence": sentence}),
        told("second Lock", kind="topic", claim={"sentence": sentence}),
    ]
    assert [one.later.kind for one in telling(both, "2025-04-01")] == ["progress"]


@pytest.mark.parametrize("words", ["14 of the 20 locks have been opened", "30 percent of the locks have been opened"])
def test_a_counted_part_is_told_as_done_in_part(words: str) -> None:
    part = replace(
        told(words, claim={"status": "fulfilled"}), earlier=said("commitment", "2024-05-24", "we will open 20 locks")
    )
    assert [one.relation for one in telling([part], "2025-04-01")] == ["partly_fulfils"]


def test_that_all_of_them_are_done_tells_of_the_last_ones_too() -> None:
    promise = said("commitment", "2024-05-24", "we will finish the last three programmes")
    report = said("progress", "2025-03-14", "All 20 joint programmes have been completed", status="fulfilled")
    relation = replace(told(""), later=report, earlier=promise, relation="partly_fulfils")
    assert [one.relation for one in telling([relation], "2025-04-01")] == ["fulfils"]


def test_the_name_of_a_town_alone_joins_no_report_to_a_promise() -> None:
    assert not shared("The eighth session will be held in Halm", "Trade in the shops of Halm has doubled")
    assert not shared("President Elena Marsh will visit the dam", "President Elena Marsh thanked the band")


def test_the_second_section_is_not_the_first() -> None:
    assert shared("the first section will open in May", "they opened the first section")
    assert not shared("the first section will open in May", "the opening of the second section was put off")


def test_a_wordy_promise_is_spoken_of_by_the_thing_that_it_numbers() -> None:
    promise = "we will open the first section in May, and if I am still in office I will drive the first train myself"
    assert share(promise, "they opened the first section of the line") == 1
    assert share(promise, "the train of thought of the office is hard to drive to an end") < 1


PROMISE = """News conference of the Presidents of Ardania and Belmora
March 14, 2025

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar, and met the press.

Elena Marsh: We will open the first section of the railway by September 1, 2025.

Tomas Weller: We are glad of that.
"""
OPENING = """Meeting with President of Belmora Tomas Weller
September 1, 2025

President of Ardania Elena Marsh met with President of Belmora Tomas Weller in Marl.

Elena Marsh: Good morning. Here, at last, is the first section of the railway, open as you see, and the band plays.

Tomas Weller: Good morning.
"""


def test_a_record_of_the_very_day_that_speaks_of_it_is_no_silence(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.servanda")) as ledger:
        for name, text in (("promise.txt", PROMISE), ("opening.txt", OPENING)):
            ledger.append(read_text(text, source=name, model=False))
        [section] = [one for one in compare(ledger).due("2025-10-31").dues if one.claim]
    assert section.spoken is not None
    assert (section.spoken.day, "the first section of the railway" in section.spoken.text) == ("2025-09-01", True)
