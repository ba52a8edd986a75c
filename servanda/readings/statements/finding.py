"""The walk over a record's sentences: each that may state something is analysed once and shown to every detector."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from servanda.model import Entry, Reading
from servanda.readings.answerable import answerable
from servanda.readings.grammar import Sentence, analyse
from servanda.readings.layers import Stretch, sentences, telling_sentences
from servanda.readings.spoken import body_start
from servanda.readings.statements import commitments, forecasts, judging, positions, progress, topics
from servanda.readings.statements.proposals import Proposal, Statement
from servanda.readings.statements.scoring import Ask, entries_of
from servanda.readings.statements.setting import Setting

__all__ = ["DETECTORS", "find_statements", "find_statements_with_model", "proposed"]

Detector = Callable[[Sentence, Setting], Iterable[Proposal]]

DETECTORS: tuple[Detector, ...] = (
    commitments.detect,  # who is to do what
    progress.detect,  # what was undertaken and is done, or how far
    positions.detect,  # who is for or against what
    forecasts.detect,  # what others and events will do
    topics.detect,  # what was on the table
)
"""What looks for statements in a sentence, each for its kind."""

_LONGEST = 4000
"""Characters; what is longer is no sentence but a list or a text without stops, and is read in parts of this size."""


def find_statements(reading: Reading) -> Reading:
    """Add commitments, progress, positions, forecasts and topics, by rules and weights."""
    return _found(reading, judge=None)


def find_statements_with_model(reading: Reading) -> Reading:
    """The same, with the encoder's judgement of what the weights leave open; it must be installed (`tagger.available`)."""
    return _found(reading, judge=judging.judge())


def _found(reading: Reading, judge: judging.Judge | None) -> Reading:
    found: dict[str, Entry] = {}
    for sentence, proposals in proposed(reading):
        for entry in entries_of(sentence, proposals, _asking(reading, sentence, judge) if judge else None):
            found.setdefault(entry.id, _no_surer_than_its_holder(entry, reading))
    return reading.having(found.values())


def _no_surer_than_its_holder(entry: Statement, reading: Reading) -> Statement:
    """A statement in reported words is no surer than that they are the words of their source, who holds it."""
    quotation = answerable(reading).at(entry.span.start, entry.span.end).quotation
    if quotation is None or quotation.confidence >= entry.confidence:
        return entry
    return replace(entry, confidence=quotation.confidence)


_SAYS = re.compile(r"[^\W\d_]{2}")
"""A word of more than one letter."""
_ITEM = re.compile(r"\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3})\)\s+(?=\S)")
"""What numbers an item: "(b)", "iii)"; it is no part of what the item says."""


def _said_from(setting: Setting, left: int, right: int) -> int:
    """Where a sentence begins that is said: behind a label without a colon ("Q    And what …") and the number of an item.

    A colon parts a label from the clause by itself, and the weights have learnt from sentences with it.
    """
    text = setting.record.text
    turn = setting.scene.turn_at(left)
    if turn is not None and turn.span.start == left and ":" not in text[left : body_start(turn, text)]:
        left = min(body_start(turn, text), right)
    item = _ITEM.match(text, left, right)
    return item.end() if item else left


def _asking(reading: Reading, sentence: Sentence, judge: judging.Judge) -> Ask:
    """What asks the encoder about clauses of a sentence; the sentence before it is read with it."""

    def ask(clauses: Sequence[Stretch]) -> list[dict[str, float]]:
        ordered = reading.layer(sentences)
        first = bisect_left(ordered, (sentence.start, 0))
        before = ordered[first - 1] if first else None
        return judge.scores(sentence.text, before, (sentence.start, sentence.end), clauses)

    return ask


def proposed(reading: Reading) -> Iterator[tuple[Sentence, list[Proposal]]]:
    """Each sentence that may state something, analysed, with all that the detectors make of it."""
    setting = Setting(reading)
    text = reading.record.text
    for start, end in reading.layer(telling_sentences):
        for left in range(start, end, _LONGEST):
            right = min(end, left + _LONGEST)
            if not _SAYS.search(text, left, right):
                continue  # rules and rows of dots state nothing, however long they are
            sentence = analyse(text, _said_from(setting, left, right), right)
            proposals = [proposal for detect in DETECTORS for proposal in detect(sentence, setting)]
            if proposals:
                yield sentence, proposals
