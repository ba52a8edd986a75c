"""Records that count on go in; which total goes on with which comes out."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations import tallies
from servanda.model import Claim, Relation
from tests.test_relations_figures import said

SPRING, SUMMER, AUTUMN = "2024-04-10", "2024-07-03", "2024-10-21"
HALDEN = "Jonas Halden"

FIRST = "To date, my government has rebuilt more than 40,000 flooded homes along the River Lidd."
SECOND = (
    "Today we hand over another 2,000 keys, bringing the total number of flooded homes that we have rebuilt to 52,000 homes."
)


def between(*talks: list[Claim]) -> list[Relation]:
    return tallies.relations_of([claim for talk in talks for claim in talk])


def values(relations: list[Relation]) -> list[tuple[str, str]]:
    return [(one.earlier.place.text, one.later.place.text) for one in relations]


def test_a_total_goes_on_with_the_one_told_last_before() -> None:
    last = said("So far we have rebuilt 61,000 flooded homes.", on=AUTUMN)
    found = between(said(FIRST, on=SPRING), said(SECOND, on=SUMMER), last)
    assert values(found) == [("more than 40,000 flooded homes", "52,000 homes"), ("52,000 homes", "61,000 flooded homes")]
    assert {one.relation for one in found} == {"updates"}


def test_the_finding_says_that_both_are_totals_so_far() -> None:
    found = between(said(FIRST, on=SPRING), said(SECOND, on=SUMMER))
    assert sentence(found[0]).endswith("in total so far, from “more than 40,000 flooded homes” to “52,000 homes”.")


def test_sums_of_money_are_counted_on_too() -> None:
    earlier = said("Under my administration, we have approved over $117 million in relief for the farmers.", on=SPRING)
    later = said("That brings the total relief for the farmers approved by this government to $127 million.", on=SUMMER)
    assert values(between(earlier, later)) == [("over $117 million", "$127 million")]


@pytest.mark.parametrize(
    "later",
    [
        "My government has rebuilt an additional 52,000 flooded homes along the River Lidd.",
        "By the end of next year we will have rebuilt 52,000 flooded homes along the River Lidd.",
        "Our goal is to have rebuilt a total of 52,000 flooded homes along the River Lidd.",
        "To date we have rebuilt flooded homes, compared to 52,000 flooded homes in Belmora.",
        "So far, 52,000 flooded homes wait for the surveyors of the Treasury.",
        "To date, my government has rebuilt up to 52,000 flooded homes along the River Lidd.",
        "To date, my government has rebuilt 152,000 flooded homes along the River Lidd.",
        "To date, my government has rebuilt more than 40,000 flooded homes along the River Lidd.",
    ],
    ids=["added", "to come", "meant", "compared", "other words", "at most", "too many", "the same"],
)
def test_what_is_no_later_total_of_it_goes_on_with_nothing(later: str) -> None:
    assert between(said(FIRST, on=SPRING), said(later, on=SUMMER)) == []


def test_totals_of_two_regions_are_two() -> None:
    earlier = said("To date we have rebuilt more than 40,000 flooded homes in Norland.", on=SPRING)
    later = said("To date we have rebuilt more than 52,000 flooded homes in Sudmark.", on=SUMMER)
    assert between(earlier, later) == []


def test_of_two_records_of_one_day_one_tells_it() -> None:
    twice = said(SECOND, on=SUMMER, by=HALDEN), said(SECOND, on=SUMMER)
    assert len(between(said(FIRST, on=SPRING), *twice)) == 1


def test_totals_of_an_unknown_day_go_on_with_nothing() -> None:
    undated = [replace(claim, place=replace(claim.place, day=None)) for claim in said(FIRST, on=SPRING)]
    assert between(undated, said(SECOND, on=SUMMER)) == []


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_makes_no_difference(random_: random.Random) -> None:
    claims = [claim for talk in (said(FIRST, on=SPRING), said(SECOND, on=SUMMER)) for claim in talk]
    mixed = claims.copy()
    random_.shuffle(mixed)
    assert values(tallies.relations_of(mixed)) == values(tallies.relations_of(claims))
