"""Builds the text of a marked-up document and its blocks side by side, so that offsets hold by construction.

Every extractor of markup and office documents says what it meets (`begin`, `say`, `break_line`, `strong`), in the order of
the document; the builder writes the text, puts white space between blocks and records where each block lies. A block is
opened only when its first visible character comes, so that empty elements leave no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from servanda.errors import EmptyRecordError
from servanda.model import Block, BlockKind, SpeakerHint
from servanda.records.paragraphs import blocks_of

__all__ = ["BuiltText", "TextBuilder"]

PARAGRAPH_GAP = "\n\n"
LINE_GAP = "\n"
CELL_GAP = "\t"

_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)+")
_WHITE = re.compile(r"[ \t\r\n\f]+")
"""What markup folds into one space. A no-break space is a character of the text and stays."""


class BuiltText(NamedTuple):
    """The text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


class TextBuilder:
    """Text and blocks in the making. One use: build, then `finish`."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._speaker: SpeakerHint | None = None
        self._gap = PARAGRAPH_GAP
        self._current: list[str] = []
        self._size = 0  # characters in _current
        self._exact = False
        self._bare = True  # nothing, or white space, stands last in _current
        self._strong_depth = 0
        self._strong_from = 0
        self._marks: list[tuple[int, int]] = []

    def begin(
        self,
        kind: BlockKind = "paragraph",
        *,
        level: int = 0,
        speaker: SpeakerHint | None = None,
        gap: str = PARAGRAPH_GAP,
    ) -> None:
        """End the open block, if any, and let what follows be a new one, parted from the last by the white space `gap`."""
        self._close()
        self._kind, self._level, self._speaker, self._gap = kind, level, speaker, gap

    def say(self, data: str) -> None:
        """Text of the open block, its white space folded."""
        folded = _WHITE.sub(" ", data)
        if self._bare and folded.startswith(" "):
            folded = folded[1:]
        if folded:
            self._add(folded)

    def say_as_is(self, data: str) -> None:
        """Text of the open block whose white space counts (a tab, the preserved spaces of an office document)."""
        if data:
            self._add(data)

    def say_exactly(self, data: str) -> None:
        """Text with white space and line ends as they are (`<pre>`); its lines are put into blocks as those of plain text."""
        self._exact = True
        if data:
            self._add(data)

    def break_line(self) -> None:
        """A line end within the block; two in a row part paragraphs."""
        if not self._current:
            return
        if self._current[-1] == "\n":
            self.begin(self._kind, level=self._level, speaker=self._speaker, gap=PARAGRAPH_GAP)
            return
        if self._current[-1].endswith(" ") and len(self._current[-1]) > 1:
            self._current[-1] = self._current[-1][:-1]
            self._size -= 1
        self._add("\n")

    def strong(self, on: bool) -> None:
        """Bold, or a label, begins or ends here; may be nested."""
        if on:
            if self._strong_depth == 0:
                self._strong_from = self._size
            self._strong_depth += 1
        elif self._strong_depth:
            self._strong_depth -= 1
            if self._strong_depth == 0:
                self._mark(self._strong_from, self._size)

    @property
    def speaker(self) -> SpeakerHint | None:
        """Of the open block."""
        return self._speaker

    @property
    def kind(self) -> BlockKind:
        """Of the open block."""
        return self._kind

    @property
    def is_open(self) -> bool:
        """Whether the open block has text already."""
        return bool(self._current)

    def finish(self) -> BuiltText:
        """The text and its blocks. Raises `EmptyRecordError` where no visible character came."""
        self._close()
        if not self._blocks:
            raise EmptyRecordError("the document holds no text", remedy="look whether its text stands in images")
        return BuiltText("".join(self._pieces), tuple(self._blocks))

    def _add(self, data: str) -> None:
        self._current.append(data)
        self._size += len(data)
        self._bare = data[-1] in " \n\t\r\f"

    def _mark(self, start: int, end: int) -> None:
        if start < end:
            self._marks.append((start, end))

    def _close(self) -> None:
        if self._strong_depth:
            self._mark(self._strong_from, self._size)
        if self._current:
            self._write("".join(self._current))
        self._current, self._size, self._bare = [], 0, True
        self._marks, self._strong_from, self._exact = [], 0, False

    def _write(self, raw: str) -> None:
        if not raw.strip():
            return
        text = _without_blank_lines(raw.rstrip()) if self._exact else raw.strip()
        if self._length:
            self._pieces.append(self._gap)
            self._length += len(self._gap)
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        marks = [(start + left, start + right) for left, right in _trimmed(text, self._marks, raw.index(text))]
        if self._exact:
            self._blocks.extend(self._lines(text, start, marks))
        else:
            self._blocks.append(Block(start, self._length, self._kind, self._level, tuple(marks), self._speaker))

    def _lines(self, text: str, start: int, marks: list[tuple[int, int]]) -> Iterator[Block]:
        """The blocks of plain text that stands at `start`; a mark belongs to the block it begins in."""
        at = 0
        for block in blocks_of(text):
            end = start + block.end
            own: list[tuple[int, int]] = []
            while at < len(marks) and marks[at][0] < end:
                own.append((marks[at][0], min(marks[at][1], end)))
                at += 1
            yield replace(block, start=start + block.start, end=end, strong=tuple(own), speaker=self._speaker)


def _without_blank_lines(text: str) -> str:
    """Without the blank lines it begins with; the indentation of its first line is kept."""
    blank = _BLANK_LINES.match(text)
    return text[blank.end() :] if blank else text


def _trimmed(text: str, marks: list[tuple[int, int]], cut: int) -> list[tuple[int, int]]:
    """Marks less white space at their ends, joined where only that lies between; `cut` characters fell off in front."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        left, right = max(0, start - cut), min(len(text), end - cut)
        piece = text[left:right]
        left += len(piece) - len(piece.lstrip())
        right = left + len(piece.strip())
        if left >= right:
            continue
        if joined and not text[joined[-1][1] : left].strip():
            left = joined.pop()[0]
        joined.append((left, right))
    return joined
