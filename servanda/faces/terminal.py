"""Lines for a terminal: styles where they are wanted, wrapping that styles do not upset, a bar that shows progress."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import TextIO

import click

from servanda.faces.safety import one_line

MAX_WIDTH = 100
"""Longer lines are hard to read, however wide the terminal."""

_NARROWEST, _LEAST_WORDS = 8, 30
"""Columns that a column of a table, and the words at the end of its rows, have at least, however narrow the terminal."""
_BROADEST = 30
"""Columns that a column before the words has at most: one long name must not push all words out of sight."""

Fragment = tuple[str, str]
"""Text without line ends, and the name of its style."""

Line = tuple[list[Fragment], str]
"""Fragments to be wrapped, and what each line of them begins with."""

_GAP = re.compile(r"[ \t\n\r]+")
"""Where a line may be broken: not at a space that holds a number together."""

_STYLES: dict[str, dict[str, str | bool]] = {
    "": {},
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "speaker": {"bold": True, "fg": "cyan"},
    "publisher": {"fg": "yellow"},
    "question": {"fg": "magenta"},
    "cue": {"italic": True, "fg": "yellow"},
    "direct": {"underline": True},
    "mixed": {"underline": True, "italic": True},
    "indirect": {"italic": True},
    "figure": {"bold": True, "fg": "green"},
    "time": {"bold": True, "fg": "blue"},
    "problem": {"fg": "red"},
    "good": {"fg": "green"},
    "bad": {"bold": True, "fg": "red"},
}


def wants_colour(stream: TextIO) -> bool:
    """Whether to style what goes there: to a terminal only, and never against the user's `NO_COLOR` (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill."""
    return max(40, min(shutil.get_terminal_size().columns, MAX_WIDTH))


def paint(text: str, style: str, *, colour: bool) -> str:
    """The text in a style."""
    return click.style(text, **_STYLES[style]) if colour and style and text else text  # type: ignore[arg-type]


def shortened(text: str, columns: int) -> str:
    """The text on one line, cut with an ellipsis where it is too long."""
    line = one_line(text)
    return line if len(line) <= columns else f"{line[: max(1, columns - 1)].rstrip()}…"


def wrapped(fragments: Iterable[Fragment], columns: int, *, colour: bool, indent: str = "") -> Iterator[str]:
    """Lines of at most so many columns; a word is never parted, whatever styles meet in it."""
    line: list[Fragment] = []
    used = 0
    for word in _words(fragments):
        length = sum(len(text) for text, _ in word)
        if line and used + 1 + length > columns - len(indent):
            yield indent + _painted(line, colour=colour)
            line, used = [], 0
        if line:
            before, after = line[-1][1], word[0][1]
            line.append((" ", before if before == after else ""))
            used += 1
        line.extend(word)
        used += length
    if line:
        yield indent + _painted(line, colour=colour)


def _painted(line: Iterable[Fragment], *, colour: bool) -> str:
    """A line in its colours, each run of one style painted at once."""
    runs = groupby(line, key=itemgetter(1))
    return "".join(paint("".join(text for text, _ in run), style, colour=colour) for style, run in runs)


def _words(fragments: Iterable[Fragment]) -> Iterator[list[Fragment]]:
    """What stands between white space, each word with the styles of its parts."""
    word: list[Fragment] = []
    for text, style in fragments:
        for index, piece in enumerate(_GAP.split(text)):
            if index and word:
                yield word
                word = []
            if piece:
                word.append((piece, style))
    if word:
        yield word


class Progress:
    """A bar on a terminal, drawn over itself and gone in the end; nothing at all elsewhere.

    What is to stay is printed after `clear`; the next step draws the bar again below it.
    """

    def __init__(self, total: int, stream: TextIO | None = None, *, shown: bool = True) -> None:
        self._stream = stream or sys.stderr
        self._total = total
        self._done = 0
        self._shown = shown and total > 0 and self._stream.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Progress:
        """Draw it for the first time."""
        self._draw("")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Wipe it off."""
        self.clear()

    def step(self, name: str) -> None:
        """One more is done; `name` says which."""
        self.reach(self._done + 1, name)

    def reach(self, done: int, name: str) -> None:
        """So many are done; `name` says of what, or which was the last."""
        self._done = done
        self._draw(name)

    def clear(self) -> None:
        """Wipe it off, so that something can be printed in its place; the next step draws it again."""
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()

    def _draw(self, name: str) -> None:
        if not self._shown:
            return
        columns = width()
        room = 24
        filled = room * self._done // self._total
        head = f" {'━' * filled}{'╌' * (room - filled)}  {self._done}/{self._total}  "
        self._stream.write(f"\r\x1b[2K{head}{shortened(name, max(4, columns - len(head) - 1))}")
        self._stream.flush()


def columned(rows: Sequence[Sequence[str]], *, right: Container[int] = ()) -> list[str]:
    """Rows as aligned lines; the columns in `right` are flush right, and the last is cut to what a terminal has left."""
    safe = [[one_line(cell) for cell in row] for row in rows]
    broad = [max(map(len, column)) for column in zip(*safe, strict=True)]
    left = sum(broad[:-1]) + 2 * (len(broad) - 1)
    room = max(20, shutil.get_terminal_size().columns - left) if sys.stdout.isatty() else None
    lines = []
    for row in safe:
        cells = [
            cell.rjust(size) if place in right else cell.ljust(size)
            for place, (cell, size) in enumerate(zip(row, broad, strict=True))
        ]
        cells[-1] = shortened(row[-1], room) if room else row[-1]
        lines.append("  ".join(cells).rstrip())
    return lines


def tabulated(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned lines whose last column is wrapped under itself on a terminal, and kept on one line elsewhere.

    The other columns are cut where they are broad, on a terminal also where nothing else would be left for the last.
    """
    safe = [[one_line(cell) for cell in row] for row in rows]
    broad = [min(_BROADEST, max(map(len, column))) for column in zip(*safe, strict=True)][:-1]
    room = sys.maxsize
    if sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        while sum(broad) + 2 * len(broad) + _LEAST_WORDS > columns and max(broad) > _NARROWEST:
            broad[broad.index(max(broad))] -= 1
        room = max(_LEAST_WORDS, columns - sum(broad) - 2 * len(broad))
    lines: list[str] = []
    for row in safe:
        head = "  ".join(shortened(cell, size).ljust(size) for cell, size in zip(row[:-1], broad, strict=True))
        words = list(wrapped([(row[-1], "")], room, colour=False)) or [""]
        lines.append(f"{head}  {words[0]}".rstrip())
        lines.extend(f"{' ' * len(head)}  {more}" for more in words[1:])
    return lines
