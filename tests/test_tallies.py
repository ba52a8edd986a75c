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


GOAL = "These centres help to reach the government's goal of planting 100,000 orchard trees in 100 days."
RAISED = "Last week, we set a goal of 200,000 orchard trees by the hundredth day, double the original goal of 100,000 trees."


def test_a_goal_that_is_set_anew_is_told_beside_the_one_before() -> None:
    (found,) = between(said(GOAL, on=SPRING), said(RAISED, on=SUMMER))
    assert values([found]) == [("100,000 orchard trees", "200,000 orchard trees")]
    assert sentence(found).endswith("as a goal, from “100,000 orchard trees” to “200,000 orchard trees”.")


def test_an_original_goal_that_is_told_of_later_is_no_new_one() -> None:
    recalled = said("We met our original goal of 100,000 orchard trees long ago.", on=AUTUMN)
    assert between(said(RAISED, on=SUMMER), recalled) == []


def test_what_was_reached_goes_on_with_no_goal() -> None:
    assert between(said(GOAL, on=SPRING), said("So far we have planted 120,000 orchard trees.", on=SUMMER)) == []


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


def test_what_was_done_since_one_day_is_a_total() -> None:
    earlier = said("Since the flood law was signed, the towns have announced $140 million in dams and weirs.", on=SPRING)
    later = said(
        "The towns have announced $166 million in dams and weirs in the year since the flood law was signed.", on=SUMMER
    )
    assert values(between(earlier, later)) == [("$140 million", "$166 million")]


def test_totals_since_two_days_are_two() -> None:
    earlier = said("Since the flood law was signed, the towns have announced $140 million in dams and weirs.", on=SPRING)
    later = said("Since I took office, the towns have announced $166 million in dams and weirs.", on=SUMMER)
    assert between(earlier, later) == []


def test_one_sentence_brought_up_to_date_goes_on_with_itself() -> None:
    earlier = said("The harbour of Kessin has received $42 million from the Dredging Fund to deepen its basins.", on=SPRING)
    later = said("The harbour of Kessin has received $58 million from the Dredging Fund to deepen its basins.", on=SUMMER)
    assert values(between(earlier, later)) == [("$42 million", "$58 million")]


def test_a_total_may_grow_more_the_longer_nobody_told_it() -> None:
    later = "To date, my government has rebuilt 110,000 flooded homes along the River Lidd."
    assert between(said(FIRST, on=SPRING), said(later, on=SUMMER)) == []
    assert values(between(said(FIRST, on=SPRING), said(later, on="2025-04-10"))) == [
        ("more than 40,000 flooded homes", "110,000 flooded homes")
    ]
