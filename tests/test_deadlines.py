"""Two records that give a day for one undertaking go in; which day was moved comes out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison.findings.doubts import beyond_doubt
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations import deadlines
from servanda.model import Claim
from tests.claims_written import said

SPRING, AUTUMN, LATER = "2023-03-30", "2023-10-12", "2025-02-11"


def due(day: str, words: str, by_words: str, by: str, **values: Any) -> Claim:
    """An undertaking that gives a day, in words of its own."""
    start = words.index(by_words)
    grounds = {"deadline": [{"start": start, "end": start + len(by_words)}]}
    return said("commitment", day, words, deadline=by, deadline_end=by, grounds=grounds, **values)


PROMISED = due(SPRING, "We will open the Sorrel Line tunnel by the end of 2023.", "by the end of 2023", "2023")
PUT_OFF = due(AUTUMN, "We will open the Sorrel Line tunnel in 2025.", "in 2025", "2025")


def moved(*claims: Claim) -> list[tuple[str | None, str | None]]:
    return [(one.earlier.day, one.later.day) for one in deadlines.relations_of(claims)]


def test_what_is_due_on_another_day_than_before_was_put_off() -> None:
    (found,) = deadlines.relations_of([PROMISED, PUT_OFF])
    assert (found.relation, found.rule) == ("updates", "deadlines.moved")
    assert beyond_doubt(found)
    assert sentence(found).endswith("(its day is “by the end of 2023” by the earlier words, “in 2025” by the later).")


def test_what_is_promised_anew_after_its_day_was_put_off() -> None:
    late = due(LATER, "We will open the Sorrel Line tunnel in May.", "in May", "2025-05")
    assert moved(PROMISED, late) == [(SPRING, LATER)]


def test_what_was_brought_forward_was_moved_too() -> None:
    sooner = due(AUTUMN, "We will open the Sorrel Line tunnel in November.", "in November", "2023-11")
    assert moved(PUT_OFF, sooner) == []
    assert moved(due(SPRING, PUT_OFF.place.text, "in 2025", "2025"), sooner) == [(SPRING, AUTUMN)]


@pytest.mark.parametrize(
    ("words", "by_words", "by"),
    [
        ("We will open the Sorrel Line tunnel in December 2023.", "in December 2023", "2023-12"),
        ("We will open the Kessin bridge over the Lidd in 2025.", "in 2025", "2025"),
        ("We will open 3 Sorrel Line tunnels in 2025.", "in 2025", "2025"),
        ("We will close the Sorrel Line tunnel in 2025.", "in 2025", "2025"),
        ("We will open the Sorrel Line tunnel within two years.", "within two years", "P2Y"),
    ],
    ids=["more exactly", "something else", "another number", "another act", "a length of time"],
)
def test_what_is_no_other_day_of_it_moves_nothing(words: str, by_words: str, by: str) -> None:
    assert [one for one in deadlines.relations_of([PROMISED, due(AUTUMN, words, by_words, by)]) if beyond_doubt(one)] == []


def test_what_is_held_again_after_its_day_was_not_put_off() -> None:
    first = due(SPRING, "We will host the Lidd River Basin summit in 2023.", "in 2023", "2023")
    again = due(LATER, "We will host the Lidd River Basin summit in 2025.", "in 2025", "2025")
    assert moved(first, again) == []
    assert moved(first, due(AUTUMN, again.place.text, "in 2025", "2025")) == [(SPRING, AUTUMN)]


def test_what_was_announced_for_the_week_is_another_each_week() -> None:
    week = due(SPRING, "We will send food parcels to Kessin next week.", "next week", "2023-W14")
    assert moved(week, due("2023-04-02", "We will send food parcels to Kessin on Friday.", "on Friday", "2023-04-14")) == []


def test_a_day_is_held_against_the_one_that_was_given_last() -> None:
    between = due("2023-06-01", "We will open the Sorrel Line tunnel in 2024.", "in 2024", "2024")
    assert moved(PROMISED, between, PUT_OFF) == [(SPRING, "2023-06-01"), ("2023-06-01", AUTUMN)]


@given(
    st.permutations([PROMISED, PUT_OFF, due("2023-06-01", "We will open the Sorrel Line tunnel in 2024.", "in 2024", "2024")])
)
def test_the_order_in_which_records_come_makes_no_difference(claims: list[Claim]) -> None:
    assert moved(*claims) == [(SPRING, "2023-06-01"), ("2023-06-01", AUTUMN)]
