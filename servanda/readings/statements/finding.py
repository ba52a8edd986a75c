"""The walk over a record's sentences: each that may state something is analysed once and shown to every detector."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from servanda.model import Entry, Reading
from servanda.readings.grammar import Sentence, analyse
from servanda.readings.layers import sentences
from servanda.readings.statements import commitments, forecasts, positions, progress, topics
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.scoring import entries_of
from servanda.readings.statements.setting import Setting

__all__ = ["DETECTORS", "find_statements", "proposed"]

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
    """Add commitments, progress, positions, forecasts and topics."""
    found: dict[str, Entry] = {}
    for sentence, proposals in proposed(reading):
        for entry in entries_of(sentence, proposals):
            found.setdefault(entry.id, entry)
    return reading.having(found.values())


def proposed(reading: Reading) -> Iterator[tuple[Sentence, list[Proposal]]]:
    """Each sentence that may state something, analysed, with all that the detectors make of it."""
    setting = Setting(reading)
    text = reading.record.text
    for start, end in reading.layer(sentences):
        for left in range(start, end, _LONGEST):
            sentence = analyse(text, left, min(end, left + _LONGEST))
            proposals = [proposal for detect in DETECTORS for proposal in detect(sentence, setting)]
            if proposals:
                yield sentence, proposals
