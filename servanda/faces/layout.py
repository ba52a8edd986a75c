"""A record as it is laid out for the eye: parts by speaker, paragraphs within them, and pieces that bear the same marks.

Spans may nest, touch and cross. Both faces that show a text (terminal and page) walk the same pieces, so that what is marked
in one is marked in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from servanda.model import (
    Block,
    BlockKind,
    Commitment,
    Exchange,
    Figure,
    Forecast,
    Instrument,
    Position,
    Problem,
    Progress,
    Question,
    Quotation,
    Reading,
    Span,
    Time,
    Topic,
    Turn,
)

Statement = Commitment | Progress | Position | Forecast | Topic | Instrument

MarkKind = Literal[
    "insertion",
    "label",
    "topic",
    "position",
    "commitment",
    "progress",
    "forecast",
    "quotation",
    "cue",
    "mention",
    "question",
    "problem",
    "instrument",
    "figure",
    "time",
]
STATEMENTS: dict[MarkKind, type[Statement]] = {
    "topic": Topic,
    "position": Position,
    "commitment": Commitment,
    "progress": Progress,
    "forecast": Forecast,
    "instrument": Instrument,
}
"""What is marked as a statement of each kind."""

_OUTERMOST_FIRST = {kind: place for place, kind in enumerate(get_args(MarkKind))}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked, and what it is marked as."""

    start: int
    end: int
    kind: MarkKind
    number: int
    """Counts the marks of its kind from 1, in the order of the text: tables and anchors use it."""
    entry: Turn | Quotation | Question | Problem | Figure | Time | Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch all of which bears the same marks, the outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block, or as much of it as one speaker says."""

    kind: BlockKind
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one turn says; `turn` is None for text that no turn covers."""

    turn: Turn | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    block: Block
    turn: Turn | None


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """Everything to be marked in a reading's text, in order."""
    found = [*_turn_marks(reading), *_quotation_marks(reading), *_numbered("question", _questions(reading))]
    found += _numbered("figure", ((figure.span, figure) for figure in reading.of(Figure)))
    found += _numbered("time", ((time.span, time) for time in reading.of(Time)))
    for kind, type_ in STATEMENTS.items():
        found += _numbered(kind, ((entry.span, entry) for entry in reading.of(type_)))
    found += _numbered("problem", ((problem.span, problem) for problem in reading.problems))
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, _OUTERMOST_FIRST[mark.kind])))


def _turn_marks(reading: Reading) -> Iterator[Mark]:
    insertions = 0
    for number, turn in enumerate(reading.of(Turn), start=1):
        if turn.label:
            yield Mark(turn.label.start, turn.label.end, "label", number, turn)
        for span in turn.insertions:
            insertions += 1
            yield Mark(span.start, span.end, "insertion", insertions, turn)


def _quotation_marks(reading: Reading) -> Iterator[Mark]:
    """Contents, and the words by which they are reported; a cue or mention that serves several quotations is marked once."""
    marked: set[tuple[MarkKind, int, int]] = set()
    for number, quotation in enumerate(reading.of(Quotation), start=1):
        for span in quotation.content:
            yield Mark(span.start, span.end, "quotation", number, quotation)
        reporting: tuple[tuple[MarkKind, Span | None], ...] = (("cue", quotation.cue), ("mention", quotation.source_mention))
        for kind, words in reporting:
            if words and (kind, words.start, words.end) not in marked:
                marked.add((kind, words.start, words.end))
                yield Mark(words.start, words.end, kind, number, quotation)


def _questions(reading: Reading) -> Iterator[tuple[Span, Question]]:
    for exchange in reading.of(Exchange):
        for question in exchange.questions:
            yield question.span, question


def _numbered(
    kind: MarkKind, entries: Iterable[tuple[Span | None, Question | Figure | Time | Problem | Statement]]
) -> Iterator[Mark]:
    """Marks of one kind. What has no place in the text is counted (its number is its row in a table) but not marked."""
    for number, (span, entry) in enumerate(entries, start=1):
        if span:
            yield Mark(span.start, span.end, kind, number, entry)


def parts_of(reading: Reading, marks: Sequence[Mark] | None = None) -> Iterator[Part]:
    """The whole text, part by part, in order; every character but white space between blocks is in exactly one piece."""
    weave = _Weave(marks_of(reading) if marks is None else marks)
    gathered: list[Paragraph] = []
    turn: Turn | None = None
    for stretch in _stretches(reading):
        if gathered and stretch.turn is not turn:
            yield Part(turn, tuple(gathered))
            gathered = []
        turn = stretch.turn
        gathered.append(Paragraph(stretch.block.kind, stretch.block.level, weave.pieces(stretch.start, stretch.end)))
    if gathered:
        yield Part(turn, tuple(gathered))


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    """Blocks cut at the borders of turns, without white space at their ends."""
    record = reading.record
    turns = sorted(reading.of(Turn), key=lambda turn: turn.span.start)
    index = 0
    for block in record.blocks:
        position = block.start
        while position < block.end:
            while index < len(turns) and turns[index].span.end <= position:
                index += 1
            turn = turns[index] if index < len(turns) else None
            inside = turn is not None and turn.span.start <= position
            border = block.end if turn is None else turn.span.end if inside else turn.span.start
            end = min(block.end, border)
            stretch = record.trimmed(position, end)
            if stretch:
                yield _Stretch(stretch.start, stretch.end, block, turn if inside else None)
            position = end


class _Weave:
    """Cuts a text into pieces in one sweep from its start to its end."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._open: list[Mark] = []

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of [start, end); stretches must be asked for in the order of the text."""
        self._open = [mark for mark in self._open if mark.end > start]
        coming = self._coming(start, end)
        cuts = {start, end}
        for mark in (*self._open, *coming):
            cuts.update(cut for cut in (mark.start, mark.end) if start < cut < end)
        pieces: list[Piece] = []
        upcoming = 0
        for left, right in pairwise(sorted(cuts)):
            self._open = [mark for mark in self._open if mark.end > left]
            while upcoming < len(coming) and coming[upcoming].start <= left:
                self._open.append(coming[upcoming])
                upcoming += 1
            pieces.append(Piece(left, right, tuple(self._open)))
        return tuple(pieces)

    def _coming(self, start: int, end: int) -> list[Mark]:
        found: list[Mark] = []
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            if self._marks[self._next].end > start:
                found.append(self._marks[self._next])
            self._next += 1
        return found
