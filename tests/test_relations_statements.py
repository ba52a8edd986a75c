"""Statements of one matter go in; how the later ones stand to the earlier ones comes out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations.order import is_later, when
from servanda.comparison.relations.stages import Stage, stage
from servanda.comparison.relations.statements import relations_of
from servanda.model import Claim, Relation
from tests.claims_written import AUTUMN, LATER, SPRING, event, said


def between(*claims: Claim) -> list[str]:
    return [one.relation for one in relations_of(claims)]


def only(*claims: Claim) -> Relation:
    found = relations_of(claims)
    assert len(found) == 1, [(one.relation, one.later.place.text, one.earlier.place.text) for one in found]
    return found[0]


PROMISE = said("commitment", SPRING, "open the first section of the Sorrel Line by the end of 2024")
OPENED = said("progress", LATER, "the first section of the Sorrel Line has been opened", by="Jonas Halden")


def test_what_was_promised_and_is_reported_as_done_is_fulfilled() -> None:
    assert only(PROMISE, OPENED).relation == "fulfils"


def test_a_relation_leads_from_the_later_words_to_the_earlier() -> None:
    found = only(OPENED, PROMISE)
    assert (found.later, found.earlier) == (OPENED, PROMISE)


def test_what_is_done_of_something_else_fulfils_in_part_only() -> None:
    other = said("progress", LATER, "new carriages have been delivered")
    assert only(PROMISE, other).relation == "partly_fulfils"


RATIFY = said("commitment", SPRING, "ratify the Treaty on the River Lidd by the end of January")


@pytest.mark.parametrize(
    ("words", "fulfilled"),
    [
        ("the Treaty on the River Lidd has been signed", False),
        ("the Treaty on the River Lidd has been ratified", True),
        ("the Treaty on the River Lidd has entered into force", True),
    ],
)
def test_a_promise_is_fulfilled_by_its_own_act_or_one_that_takes_it_for_granted(words: str, fulfilled: bool) -> None:
    relations = {one.relation for one in relations_of([RATIFY, said("progress", LATER, words)])}
    assert bool(relations & {"fulfils", "partly_fulfils"}) == fulfilled


def test_what_was_talked_of_is_not_told_as_undertaken() -> None:
    talked = said("topic", LATER, "the preparation of the Treaty on the River Lidd")
    assert stage(talked) == Stage.TALKED


def test_two_acts_on_one_treaty_are_no_repetition() -> None:
    signing = said("commitment", LATER, "sign the Treaty on the River Lidd in autumn")
    assert "repeats" not in {one.relation for one in relations_of([RATIFY, signing])}


def test_what_is_done_in_part_fulfils_in_part() -> None:
    half = said("progress", AUTUMN, "the first section of the Sorrel Line is half built", status="partly_fulfilled")
    assert only(PROMISE, half).relation == "partly_fulfils"


@pytest.mark.parametrize("status", ["postponed", "stalled", "broken", "in_progress"])
def test_news_of_how_a_promise_goes_is_an_update(status: str) -> None:
    told = said("progress", AUTUMN, "the opening of the first section of the Sorrel Line", status=status)
    assert only(PROMISE, told).relation == "updates"


def test_what_was_told_as_done_and_is_still_asked_for_is_weakened() -> None:
    opened = said("progress", SPRING, "we have opened our market to the goods of Ardania", by="Jonas Halden")
    asked = said("commitment", LATER, "remove the remaining restrictions on the market for goods", force="proposed")
    assert only(opened, asked).relation == "weakens"


def test_a_promise_made_again_is_a_repetition() -> None:
    again = said("commitment", AUTUMN, "open the first section of the Sorrel Line", by="Jonas Halden")
    assert only(PROMISE, again).relation == "repeats"


def test_a_promise_is_weaker_than_before_where_it_is_proposed_only() -> None:
    weaker = said("commitment", AUTUMN, "open the first section of the Sorrel Line", force="proposed")
    assert only(PROMISE, weaker).relation == "weakens"


def test_a_promise_is_stronger_than_before_where_it_was_planned_only() -> None:
    plan = said("commitment", SPRING, "open a consulate in Marl", force="planned")
    firm = said("commitment", AUTUMN, "open a consulate in Marl", force="pledged")
    assert only(plan, firm).relation == "strengthens"


def test_who_says_that_it_was_said_before_repeats() -> None:
    words = "attend the exercise if everything goes as planned"
    again = said("commitment", AUTUMN, words, by="Jonas Halden", sentence=f"As you mentioned, I will {words}.")
    assert only(said("commitment", SPRING, "attend the exercise"), again).relation == "repeats"


def test_what_is_told_of_the_same_thing_on_a_later_day_is_something_else() -> None:
    named = said("mention", SPRING, "The Sorrel Line crosses the Lidd at Brackwater.")
    other = said("mention", AUTUMN, "Below the Sorrel Line the Lidd is shallow at Brackwater.")
    assert only(named, other).rule == "again"


def test_a_sentence_that_is_only_said_again_tells_nothing_else() -> None:
    named = said("mention", SPRING, "The Sorrel Line crosses the Lidd at Brackwater.")
    again = said("mention", AUTUMN, "The Sorrel Line crosses\nthe Lidd at Brackwater.")
    assert between(named, again) == []


def test_one_holder_who_is_for_and_against_on_one_day_contradicts_himself() -> None:
    loan = said("position", SPRING, "the bridge loan", stance="supports", record="morning")
    against = said("position", SPRING, "the bridge loan", stance="opposes", record="the evening's news conference")
    assert between(loan, against) == ["contradicts"]


def test_one_holder_who_changes_his_mind_does_not_contradict_himself() -> None:
    loan = said("position", SPRING, "the bridge loan", stance="supports")
    assert between(loan, said("position", LATER, "the bridge loan", stance="opposes")) == ["weakens"]


def test_two_holders_against_each_other_differ() -> None:
    loan = said("position", SPRING, "the bridge loan", stance="supports")
    other = said("position", AUTUMN, "the bridge loan", by="Jonas Halden", stance="opposes")
    assert between(loan, other) == ["differs_by_source"]


def test_silence_of_one_side_is_no_denial() -> None:
    assert between(said("topic", SPRING, "shares of water"), said("topic", SPRING, "railway tariffs", record="other")) != [
        "contradicts"
    ]


def test_a_treaty_goes_on_from_signing_to_force() -> None:
    signed = said("instrument", SPRING, "Treaty on the River Lidd", events=[event("signed")])
    force = said("instrument", LATER, "Treaty on the River Lidd", events=[event("signed"), event("entered_into_force")])
    found = only(signed, force)
    assert (found.relation, found.why) == ("updates", "signed in the earlier record, entered into force in the later")


def test_a_treaty_that_is_amended_is_told_as_amended() -> None:
    signed = said("instrument", SPRING, "Treaty on the River Lidd", events=[event("signed")])
    assert between(signed, said("instrument", LATER, "Treaty on the River Lidd", events=[event("amended")])) == ["amends"]


def test_what_stands_in_one_sentence_is_not_compared_with_itself() -> None:
    words = "We will build the bridge and open the road."
    first = said("commitment", SPRING, "build the bridge", at=8, sentence=words)
    assert relations_of([first, said("commitment", SPRING, "open the bridge road", at=29, sentence=words)]) == []


def test_a_record_of_unknown_day_is_not_called_later_or_earlier() -> None:
    assert relations_of([said("commitment", None, "open the line"), OPENED]) == []


def test_within_a_record_of_unknown_day_what_stands_further_on_is_later() -> None:
    first = said("commitment", None, "open the line", record="a")
    assert is_later(said("progress", None, "the line is open", record="a", at=200), first)


def test_a_news_conference_comes_behind_the_talks_of_its_day() -> None:
    talks = said("topic", SPRING, "water", record="z", title="Talks of Ardania and Belmora")
    after = said("topic", SPRING, "water", record="a", title="News conference following the talks")
    assert when(talks) < when(after)


def test_a_relation_is_told_with_both_days_both_speakers_and_both_their_words() -> None:
    assert sentence(only(PROMISE, OPENED)) == (
        "On 30 March 2023 Ada Marsh said, as undertaken: “open the first section of the Sorrel Line by the end of 2024”; "
        "on 11 December 2025 Jonas Halden told it as done: “the first section of the Sorrel Line has been opened”."
    )


def test_nobody_is_named_where_only_the_record_says_so() -> None:
    told = said("progress", LATER, "the first section of the Sorrel Line has been opened", by=None, title="Sorrel Line")
    assert "on 11 December 2025 the record “Sorrel Line” told it as done" in sentence(only(PROMISE, told))


def test_what_a_record_tells_of_somebody_is_not_told_as_his_words() -> None:
    words = "the presidents were asked to open the first section of the Sorrel Line by the end of 2024"
    told = said("commitment", SPRING, words, by="Ada Marsh", title="Talks in Kessin", voice="publisher")
    told = replace(told, place=replace(told.place, speaker=None))
    found = sentence(only(told, OPENED))
    assert "the record “Talks in Kessin”, telling of Ada Marsh, said, as undertaken: “the presidents" in found


KINDS: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.sampled_from(
    [
        ("commitment", {"force": "pledged"}),
        ("commitment", {"force": "proposed"}),
        ("progress", {"status": "fulfilled"}),
        ("progress", {"status": "in_progress"}),
        ("topic", {"outcome": "agreed"}),
        ("position", {"stance": "opposes"}),
        ("position", {"stance": "supports"}),
        ("instrument", {"events": [event("signed")]}),
        ("forecast", {}),
    ]
)
WORDS = st.lists(
    st.sampled_from(["bridge", "loan", "river", "line", "tariff", "water", "border", "school"]), min_size=1, max_size=4
)


@st.composite
def matters(draw: st.DrawFn) -> list[Claim]:
    found = []
    for place in range(draw(st.integers(0, 12))):
        kind, values = draw(KINDS)
        day = draw(st.sampled_from([SPRING, AUTUMN, LATER, None]))
        by = draw(st.sampled_from(["Ada Marsh", "Jonas Halden", None]))
        found.append(said(kind, day, " ".join(draw(WORDS)), by, at=100 * place, sentence=f"sentence {place}", **values))
    return found


@settings(max_examples=60, deadline=None)
@given(matters(), st.randoms())
def test_the_order_in_which_claims_come_makes_no_difference(claims: list[Claim], chance: random.Random) -> None:
    mixed = list(claims)
    chance.shuffle(mixed)
    assert _told(relations_of(mixed)) == _told(relations_of(claims))


@settings(max_examples=60, deadline=None)
@given(matters())
def test_no_relation_leads_back_in_time_and_each_says_how_sure_it_is_and_why(claims: list[Claim]) -> None:
    for one in relations_of(claims):
        assert when(one.later) > when(one.earlier)
        assert 0 < one.confidence <= 1
        assert one.why
        assert sentence(one).endswith(".")


def test_a_claim_meets_a_fixed_number_of_others_however_large_the_matter() -> None:
    claims = [
        said(
            "progress", f"20{20 + place // 300}-01-{1 + place % 28:02d}", f"bridge {place}", at=place * 50, status="in_progress"
        )
        for place in range(1500)
    ]
    assert len(relations_of(claims)) < 20 * len(claims)


def _told(relations: Sequence[Relation]) -> set[tuple[object, ...]]:
    return {(when(one.later), when(one.earlier), one.relation, one.confidence, one.why) for one in relations}


def test_what_was_there_and_is_still_to_be_made_is_weakened() -> None:
    grown = said("topic", SPRING, "we discussed strengthening the common water administration of the Lidd")
    begun = said("topic", LATER, "we discussed the formation of a common water administration")
    assert between(grown, begun) == ["repeats", "weakens"]
    assert "firmly" not in sentence(next(one for one in relations_of([grown, begun]) if one.relation == "weakens"))


def test_a_stage_that_begins_where_another_ends_takes_its_place() -> None:
    first = said(
        "instrument", SPRING, "Programme of joint works", sentence="We adopted the Programme of joint works 2021–2023."
    )
    words = "What we planned for 2024–2026 is done by a quarter."
    assert between(first, said("progress", LATER, "what we planned", sentence=words)) == ["supersedes"]


def test_an_event_that_was_announced_and_is_told_as_held_is_fulfilled() -> None:
    announced = said("mention", SPRING, "We spoke of the upcoming session of the Lidd water commission.")
    held = said("mention", AUTUMN, "The city hosted a session of the Lidd water commission.", by=None)
    assert only(announced, held).relation == "fulfils"


def test_a_sentence_of_its_own_tells_that_something_is_needed_still() -> None:
    done = said("progress", SPRING, "the barriers to trade in timber have been removed", by="Jonas Halden")
    needed = said("mention", LATER, "We still need to remove barriers to trade in timber.", by="Jonas Halden")
    assert only(done, needed).relation == "weakens"
