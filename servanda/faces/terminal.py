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

_NARROW, _NARROWEST = (12, 10), (8, 6)
"""Columns that words in a column of a table, and its head, have at least: beside the last column, and without it."""
_LEAST_WORDS, _LEAST_BESIDE = 30, 20
"""Columns to be left for the words at the end of a table's rows; with fewer than the second they stand under their row."""
_LONGEST_WORD = 50
"""A longer word, as an address is, may overrun its column."""
_BROADEST = 30
"""Columns that a column before the words has at most: one long name must not push all words out of sight."""
_UNDER = "    "
"""What lines begin with that stand under their row."""
_WHOLE = re.compile(r"-|[<>~≥≤]?\d[\d.,%\u202f-]*|\d{4}-\d\d-\d\d.{0,4}|[0-9a-f]{8,}|[a-z]+-[0-9a-f]{8,}(?:-[0-9a-f]+)?")
"""A day, an id or a number, which is of no use when it is cut."""

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


def tabulated(rows: Sequence[Sequence[str]], *, right: Container[int] = ()) -> list[str]:
    """Rows, heads first, as aligned lines; the columns in `right` are flush right.

    The last column is wrapped under itself on a terminal, under the whole row where too little room is left, and kept on one
    line elsewhere. The other columns are cut where they are broad or the terminal is narrow; days, ids and numbers never are.
    """
    safe = [[one_line(cell) for cell in row] for row in rows]
    columns = list(zip(*safe, strict=True))
    floors = [_floor(column, *_NARROW) for column in columns[:-1]]
    broad = [max(floor, min(_BROADEST, max(map(len, column)))) for floor, column in zip(floors, columns, strict=False)]
    if not sys.stdout.isatty():
        return _lined(safe, broad, right, room=sys.maxsize)
    total = shutil.get_terminal_size().columns
    longest = min(_LONGEST_WORD, max(len(word) for cell in columns[-1] for word in ("", *cell.split())))
    beside = _narrowed(broad, floors, total - max(_LEAST_WORDS, longest))
    room = total - sum(beside) - 2 * len(beside)
    if room >= max(_LEAST_BESIDE, longest):
        return _lined(safe, beside, right, room=room)
    alone = _narrowed(broad, [_floor(column, *_NARROWEST) for column in columns[:-1]], total + 2)
    return _lined(safe, alone, right, room=total - len(_UNDER), under=True)


def _floor(column: Sequence[str], least: int, least_head: int) -> int:
    """Columns that a column of a table needs at least: all of its days, ids and numbers, some of its words and head."""
    head, *cells = column
    whole = max((len(cell) for cell in cells if _WHOLE.fullmatch(cell)), default=0)
    words = max((len(cell) for cell in cells if not _WHOLE.fullmatch(cell)), default=0)
    return max(whole, min(least, words), min(least_head, len(head)))


def _narrowed(broad: Sequence[int], floors: Sequence[int], total: int) -> list[int]:
    """Breadths that keep the columns and the gaps behind them within a total, if they can; the broadest are narrowed first."""
    left = list(broad)
    while sum(left) + 2 * len(left) > total:
        spare = [place for place, size in enumerate(left) if size > floors[place]]
        if not spare:
            break
        left[max(spare, key=lambda place: left[place])] -= 1
    return left


def _lined(
    rows: Sequence[Sequence[str]], broad: Sequence[int], right: Container[int], *, room: int, under: bool = False
) -> list[str]:
    """Rows as lines, the last cell beside the others or under them."""
    lines: list[str] = []
    for row in rows:
        cells = [shortened(cell, size) for cell, size in zip(row, broad, strict=False)]
        padded = [
            cell.rjust(size) if place in right else cell.ljust(size)
            for place, (cell, size) in enumerate(zip(cells, broad, strict=True))
        ]
        head = "  ".join(padded)
        words = list(wrapped([(row[-1], "")], room, colour=False)) or [""]
        if under:
            told = words if lines else []  # the words need no head of their own
            lines += [head.rstrip(), *(f"{_UNDER}{more}" for more in told if more)]
        else:
            lines.append(f"{head}  {words[0]}".rstrip())
            lines.extend(f"{' ' * len(head)}  {more}" for more in words[1:])
    return lines
