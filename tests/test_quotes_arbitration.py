"""Weighing rules and the trained model against one another: what is kept, what excludes what, and how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.readings.quotes.arbitration import arbitrate, with_person
from servanda.readings.quotes.candidates import MODEL, Candidate, exclude, meetings
from servanda.readings.quotes.compound import compounded
from servanda.readings.quotes.labelled import labelled_speech, outside
from servanda.readings.quotes.marks import marked_stretches
from servanda.readings.quotes.proposals import Proposal

NESTED = "Marsh said that the envoy had told her that “the bridge is open.”"
EXCERPT = """The two spoke on Sunday.

“BARLOW: Will the bridge be finished by May?

“ORLIN: It will. We have the crews.

“And we have the steel.”

The station aired it at noon.
"""


def stretch(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def proposed(text: str, content: str, cue: str, source: str | None, rule: str, confidence: float = 0.9) -> Candidate:
    mention = stretch(text, source) if source else None
    return Candidate(Proposal((stretch(text, content),), stretch(text, cue), mention, confidence, rule), spoken=False)


def kept(text: str, *candidates: Candidate, model: bool = True) -> list[Proposal]:
    return arbitrate(text, marked_stretches(text, ((0, len(text)),)), candidates, model=model)


def test_a_cue_reports_once():
    text = "Marsh said that the bridge is open and left."
    rule = proposed(text, "the bridge is open", "said", "Marsh", "quotes.that")
    model = proposed(text, "that the bridge is open and left", "said", "Marsh", MODEL)
    assert len(kept(text, rule, model)) == 1


def test_a_quotation_within_a_quotation_survives_the_model():
    outer = proposed(NESTED, "that the envoy had told her that “the bridge is open.”", "said", "Marsh", MODEL)
    inner = proposed(NESTED, "“the bridge is open.”", "had told", "the envoy", "quotes.direct-after")
    assert [NESTED[slice(*one.content[0])] for one in kept(NESTED, inner, outer)] == [
        "that the envoy had told her that “the bridge is open.”",
        "“the bridge is open.”",
    ]


def test_rules_alone_lose_nothing():
    text = "Marsh said that the bridge is open."
    rule = proposed(text, "the bridge is open", "said", "Marsh", "quotes.that", 0.5)
    assert len(kept(text, rule, model=False)) == 1


def test_agreement_of_both_is_surer_than_either_alone():
    text = "Marsh said that the bridge is open."
    rule = proposed(text, "the bridge is open", "said", "Marsh", "quotes.that")
    model = proposed(text, "the bridge is open", "said", "Marsh", MODEL)
    (together,), (by_rule,), (by_model,) = kept(text, rule, model), kept(text, rule), kept(text, model)
    assert together.confidence > max(by_rule.confidence, by_model.confidence)


def test_words_of_the_model_without_a_source_take_that_of_the_sentence():
    text = "Marsh said that the bridge is open, adding that the road is not."
    first = proposed(text, "that the bridge is open", "said", "Marsh", MODEL)
    second = proposed(text, "that the road is not", "adding", None, MODEL)
    assert [text[slice(*one.source)] for one in kept(text, first, second) if one.source] == ["Marsh", "Marsh"]


def test_two_parties_that_claim_the_same_words_exclude_one_another_unless_one_is_within():
    text = "Marsh said that the envoy noted that the bridge is open."
    outer = proposed(text, "the envoy noted that the bridge is open", "said", "Marsh", MODEL)
    inner = proposed(text, "the bridge is open", "noted", "the envoy", "quotes.that")
    across = proposed(text, "that the bridge is open", "said", "Marsh", "quotes.that")
    assert not exclude(outer, inner)
    assert exclude(outer, across)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_doubtful_person_never_makes_words_surer(said: float, meant: float):
    assert 0 <= with_person(said, meant) <= round(said, 2)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=30))
def test_what_is_kept_excludes_nothing_kept(places: list[tuple[int, int, bool]]):
    text = "word " * 20
    candidates = [
        Candidate(Proposal(((start, start + long),), None, (0, 4), 0.9, MODEL if model else "quotes.marks"), spoken=False)
        for start, long, model in places
    ]
    found = [Candidate(one, spoken=False) for one in kept(text, *candidates)]
    assert not [(one, other) for i, one in enumerate(found) for j in meetings(found)[i] if exclude(one, other := found[j])]


def test_in_a_labelled_excerpt_each_label_speaks_for_itself():
    found = labelled_speech(EXCERPT, _marked(EXCERPT))
    assert [
        (EXCERPT[slice(*one.source)], [EXCERPT[slice(*piece)] for piece in one.content]) for one in found if one.source
    ] == [
        ("BARLOW", ["Will the bridge be finished by May?"]),
        ("ORLIN", ["It will. We have the crews.", "“And we have the steel.”"]),
    ]


@pytest.mark.parametrize("text", ["“Rivers: a history” is out.", "Marsh said: “We have the crews.”\n\n“Orlin: no comment.”"])
def test_one_label_alone_may_be_a_title(text: str):
    assert not labelled_speech(text, _marked(text))


def test_of_a_labelled_excerpt_nobody_else_claims_the_whole():
    labelled = labelled_speech(EXCERPT, _marked(EXCERPT))
    whole = Proposal(((EXCERPT.index("“BARLOW"), EXCERPT.index("steel.”") + 7),), None, None, 0.6, "quotes.floating")
    apart = Proposal((stretch(EXCERPT, "on Sunday"),), stretch(EXCERPT, "spoke"), None, 0.6, "quotes.that")
    assert outside([whole, apart], labelled) == [apart]


def _marked(text: str):
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    return marked_stretches(text, tuple(paragraphs))


def test_two_cues_in_a_row_are_one_report():
    text = "The ministry responded by saying the bridge is safe."
    first = proposed(text, "saying the bridge is safe", "responded by", "The ministry", MODEL, 0.9).proposal
    second = proposed(text, "the bridge is safe", "saying", None, MODEL, 0.7).proposal
    (one,) = compounded(text, [first, second])
    assert (text[slice(*one.cue or (0, 0))], text[slice(*one.content[0])]) == ("responded by saying", "the bridge is safe")
    assert one.source == first.source


def test_a_report_within_a_report_is_no_second_reading_of_it():
    text = "Marsh said the envoy told her that the bridge is safe."
    outer = proposed(text, "the envoy told her that the bridge is safe", "said", "Marsh", MODEL).proposal
    inner = proposed(text, "that the bridge is safe", "told", "the envoy", MODEL).proposal
    assert compounded(text, [outer, inner]) == [outer, inner]
