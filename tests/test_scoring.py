"""Proposals become entries where they are likely; what is shown first is likelier still."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Commitment, Forecast, Ground, Record, Topic
from servanda.readings.grammar import analyse
from servanda.readings.statements.finding import proposed
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.scoring import Sight, bar, entries_of
from servanda.standing import operating_points, shown_first
from servanda.work import read_text

KINDS = ("commitment", "progress", "position", "forecast")
PROMISE = "We will build a new bridge across the border river by the end of 2027."


def record_of(text: str) -> Record:
    return read_text(text, model=False).record


def promise(record: Record, start: int, end: int, confidence: float = 0.5) -> Proposal:
    span = record.cut(start, end)
    entry = Commitment(
        origin=record.origin,
        span=span,
        action=span.text,
        force="pledged",
        confidence=confidence,
        rule="test.promise",
        grounds=(Ground("action", span),),
    )
    return Proposal(entry, features_of_the_promise())


@cache
def features_of_the_promise() -> tuple[str, ...]:
    """What the detector sees in the promise."""
    proposals = [proposal for _, found in proposed(read_text(PROMISE, model=False)) for proposal in found]
    return next(proposal.features for proposal in proposals if proposal.entry.kind == "commitment")


def forecast(record: Record, start: int, end: int) -> Proposal:
    span = record.cut(start, end)
    entry = Forecast(origin=record.origin, span=span, content=span.text, confidence=0.9, rule="test.forecast")
    return Proposal(entry)


def confidence_of(text: str) -> float:
    record = record_of(text)
    sentence = analyse(text, 0, len(text))
    return max((entry.confidence for entry in entries_of(sentence, [promise(record, 0, len(text) - 1)])), default=0.0)


def test_a_plain_promise_becomes_a_commitment() -> None:
    found = read_text(PROMISE, model=False).of(Commitment)
    assert [entry.span.text for entry in found] == [PROMISE[:-1]]
    assert found[0].confidence >= bar("commitment")


@pytest.mark.parametrize(
    "text",
    ["I will be brief.", "Thank you, we will take one more question.", "It was a pleasure to visit the old town of Mellin."],
)
def test_courtesies_and_the_order_of_talk_promise_nothing(text: str) -> None:
    assert not read_text(text, model=False).of(Commitment)


def test_confidence_has_two_places() -> None:
    for entry in read_text(PROMISE, model=False).of(Commitment):
        assert 0 <= entry.confidence <= 1
        assert Decimal(str(entry.confidence)).as_tuple().exponent >= -2


def test_of_two_proposals_for_one_clause_one_becomes_an_entry() -> None:
    record = record_of(PROMISE)
    sentence = analyse(PROMISE, 0, len(PROMISE))
    found = entries_of(sentence, [promise(record, 0, len(PROMISE) - 1), promise(record, 0, len(PROMISE))])
    assert len(found) == 1


def test_what_is_promised_is_not_foreseen_as_well() -> None:
    record = record_of(PROMISE)
    sentence = analyse(PROMISE, 0, len(PROMISE))
    kinds = [entry.kind for entry in entries_of(sentence, [forecast(record, 0, 30), promise(record, 0, len(PROMISE) - 1)])]
    assert kinds == ["commitment"]


def test_a_forecast_of_another_clause_stays() -> None:
    text = "We will build a new bridge across the border river, and the harvest will be poor."
    record = record_of(text)
    cut = text.index(", and")
    found = entries_of(analyse(text, 0, len(text)), [promise(record, 0, cut), forecast(record, cut + 6, len(text) - 1)])
    assert {entry.kind for entry in found} == {"commitment", "forecast"}


def test_kinds_without_weights_keep_their_detectors_confidence() -> None:
    record = record_of(PROMISE)
    span = record.cut(0, 30)
    topic = Topic(origin=record.origin, span=span, matter=span.text, outcome="raised", confidence=0.9, rule="test.topic")
    (entry,) = entries_of(analyse(PROMISE, 0, len(PROMISE)), [Proposal(topic)])
    assert entry.confidence == 0.9


@given(
    st.sampled_from(["Ardania", "Belmora", "Corvia", "Tessaly"]), st.sampled_from(["Ardania", "Belmora", "Corvia", "Tessaly"])
)
def test_whose_promise_it_is_does_not_make_it_likelier(one: str, other: str) -> None:
    text = "The government of {} will build a new bridge by 2027."
    assert confidence_of(text.format(one)) == confidence_of(text.format(other))


def test_names_in_a_detectors_features_are_seen_only_as_names() -> None:
    text = "We support Corvia in this."
    record = record_of(text)
    proposal = replace(promise(record, 0, 10), features=("noun=corvia", "noun=support"))
    seen = Sight(analyse(text, 0, len(text))).seen(proposal)
    assert "noun=corvia" not in seen
    assert {"noun=Name", "noun=support"} <= seen


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_scored(text: str) -> None:
    record = record_of(f"- {text}")  # a record holds text
    shown = record.text
    entries_of(analyse(shown, 0, len(shown)), [promise(record, 0, len(shown))])


@pytest.mark.parametrize("kind", KINDS)
def test_what_becomes_an_entry_may_still_wait_for_a_persons_eye(kind: str) -> None:
    assert 0 < bar(kind) < operating_points()[kind]
    assert not shown_first(kind, bar(kind))
    assert shown_first(kind, 0.99)


@pytest.mark.parametrize("kind", KINDS)
def test_the_weights_know_each_feature_once(kind: str) -> None:
    text = files("servanda.readings.statements").joinpath("weights", f"{kind}.tsv").read_text(encoding="utf-8")
    names = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert len(names) == len(set(names))
    assert "" in names
