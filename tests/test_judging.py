"""What the encoder says of a clause: it sees names only as names, and is asked only where the weights leave something open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Commitment, Record
from servanda.readings.grammar import Stretch, analyse
from servanda.readings.quotes.tagger import WEIGHTS
from servanda.readings.quotes.wordpiece import WordPiece
from servanda.readings.statements import judging
from servanda.readings.statements.encoder import pieces_of
from servanda.readings.statements.finding import proposed
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.scoring import entries_of
from servanda.work import read_text
from servanda.working.one import reader_of

UNCERTAIN = "We should perhaps look at how the port could be opened."
BEFORE = "The talks went on until noon."
WORDS = WordPiece(WEIGHTS / "vocabulary.txt")


def proposals_in(text: str) -> tuple[Record, list[Proposal]]:
    reading = read_text(text, model=False)
    return reading.record, [proposal for _, found in proposed(reading) for proposal in found]


def promised(text: str, score: float | None) -> float:
    """How sure it is that a sentence promises, where the encoder says `score` of every clause, or is not there."""
    _, proposals = proposals_in(text)

    def ask(clauses: Sequence[Stretch]) -> list[dict[str, float]]:
        return [dict.fromkeys(judging.KINDS, score or 0.0) for _ in clauses]

    found = entries_of(analyse(text, 0, len(text)), proposals, ask if score is not None else None)
    return max((entry.confidence for entry in found if isinstance(entry, Commitment)), default=0.0)


def score_of(sentence: str, before: str = BEFORE) -> dict[str, float]:
    """What the encoder says of a sentence as one clause."""
    text = f"{before} {sentence}"
    begin = len(before) + 1
    (found,) = judging.judge().scores(text, (0, len(before)), (begin, len(text)), [(begin, len(text) - 1)])
    return found


def test_what_the_encoder_takes_for_a_promise_is_surer() -> None:
    assert promised(UNCERTAIN, 4.0) > promised(UNCERTAIN, -4.0)


def test_the_encoder_is_not_asked_where_nothing_is_proposed() -> None:
    def ask(clauses: Sequence[Stretch]) -> list[dict[str, float]]:
        pytest.fail(f"asked about {clauses}")

    text = "It was a warm day."
    assert entries_of(analyse(text, 0, len(text)), proposals_in(text)[1], ask) == []


def test_a_promise_is_likelier_for_the_encoder_than_a_courtesy() -> None:
    promise = score_of("We will open the bridge over the river to all trucks by the end of the year.")
    courtesy = score_of("We will always remember the warm welcome that was given to us today.")
    assert promise["commitment"] > courtesy["commitment"]


@given(
    st.sampled_from(["Ardania", "Belmora", "Corvia", "Tessaly"]), st.sampled_from(["Ardania", "Belmora", "Corvia", "Tessaly"])
)
def test_whose_name_is_said_changes_nothing(one: str, other: str) -> None:
    sentence = "{} will support the plan that was signed in 2027."
    assert score_of(sentence.format(one)) == score_of(sentence.format(other))


def test_which_number_is_said_changes_nothing() -> None:
    assert score_of("We will build 12 bridges.") == score_of("We will build 7 bridges.")


def test_what_was_read_before_changes_nothing() -> None:
    first = score_of(UNCERTAIN)
    score_of("They refused to sign.")
    assert score_of(UNCERTAIN) == first


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_every_clause_has_a_piece_of_its_window(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    window = pieces_of(WORDS, BEFORE, (0, len(BEFORE)), text, (0, len(text)))
    begin, after = window.around(start, end)
    assert window.first <= begin < after <= len(window.ids) - 1


def test_a_reading_with_the_model_names_what_judged_it() -> None:
    assert judging.NAME in reader_of(model=True)
    assert judging.NAME not in reader_of(model=False)
