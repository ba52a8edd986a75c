"""Printed lines become paragraphs, by where they stand on the page.

A new paragraph begins where the gap between lines widens, the type changes, the line steps in, or the line before ended short
with the end of a sentence. What recurs at the head or foot of pages, and page numbers, are set aside.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from servanda.model import BlockKind
from servanda.records.building import LINE_GAP, PARAGRAPH_GAP, TextBuilder

__all__ = ["PrintedLine", "write_pages"]

EDGE_LINES = 3
"""So many lines from the top or the bottom of a page may be running heads."""
WIDE_GAP = 1.35
"""A gap so many times the usual one parts paragraphs."""
STEP = 0.8
"""A line steps in or out by so many times its size of type."""
COLUMN = 24
"""Lines that begin within so many points stand in one column."""
SLACK = 1.3
"""A word is taken to need so many times its usual width: letters differ."""
HEADING_LENGTH = 200

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:/|of)\s*\d{1,5})?[-–—\s]*", re.IGNORECASE)
_BULLET = re.compile(r"[•●▪◦]\s")
_ITEM = re.compile(r"(?:[-–•●▪◦·*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
_ENDED = re.compile(r"[.!?:;…。][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed. Lengths are points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    base: float
    """Height of the baseline."""
    size: float
    """Size of the type."""
    bold: int = 0
    """So many of its first characters are bold."""


def write_pages(pages: list[list[PrintedLine]], builder: TextBuilder) -> None:
    """Write the pages' lines as blocks, in the order given."""
    furniture = _furniture(pages)
    body = _body_size(pages)
    for number, lines in enumerate(pages):
        pitch, margins = _pitch(lines), _margins(lines)
        paragraph: list[PrintedLine] = []
        for line in lines:
            aside = (number, id(line)) in furniture
            if paragraph and (aside or _parts(paragraph, line, pitch, margins)):
                _write(paragraph, builder, body)
                paragraph = []
            if aside:
                _say([line], builder, "aside", 0)
            else:
                paragraph.append(line)
        if paragraph:
            _write(paragraph, builder, body)


def _furniture(pages: list[list[PrintedLine]]) -> set[tuple[int, int]]:
    """Page and identity of the lines that are running heads or page numbers."""
    edges = [edge for number, lines in enumerate(pages) for edge in _edges(number, lines)]
    places: dict[tuple[str, int, str], set[int]] = {}
    for edge in edges:
        places.setdefault(edge.key, set()).add(edge.page)
    often = max(3, len(pages) // 4)
    found: set[tuple[int, int]] = set()
    for edge in edges:
        line = edge.line
        alike = places[edge.key]
        near = any(edge.page + step in alike for step in (-2, -1, 1, 2))
        recurs = near and (edge.outermost or len(alike) >= often) and len(line.text) <= HEADING_LENGTH
        if recurs or (edge.outermost and _PAGE_NUMBER.fullmatch(line.text)):
            found.add((edge.page, id(line)))
    return found


class _Edge(NamedTuple):
    """A line near the top or the bottom of its page."""

    page: int
    line: PrintedLine
    key: tuple[str, int, str]
    """What it has in common with the running heads of other pages: edge, height, text but for numbers."""
    outermost: bool


def _edges(number: int, lines: list[PrintedLine]) -> list[_Edge]:
    by_height = sorted(lines, key=lambda line: -line.base)
    sides = (("top", by_height[:EDGE_LINES]), ("bottom", by_height[EDGE_LINES:][-EDGE_LINES:][::-1]))
    return [
        _Edge(number, line, (side, round(line.base / 4), _DIGITS.sub("#", line.text).casefold()), line.base == edge[0].base)
        for side, edge in sides
        for line in edge
    ]


def _body_size(pages: list[list[PrintedLine]]) -> float:
    """The size most characters are set in."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _pitch(lines: list[PrintedLine]) -> float:
    """The usual distance of one line to the next."""
    gaps = [before.base - line.base for before, line in pairwise(lines) if 0 < before.base - line.base < 3 * max(line.size, 1)]
    return median(gaps) if gaps else 0.0


def _margins(lines: list[PrintedLine]) -> dict[int, float]:
    """How far to the right the lines reach, by where they begin (in steps of `COLUMN`)."""
    found: dict[int, float] = {}
    for line in lines:
        column = round(line.left / COLUMN)
        found[column] = max(found.get(column, 0.0), line.right)
    return found


def _parts(paragraph: list[PrintedLine], line: PrintedLine, pitch: float, margins: dict[int, float]) -> bool:
    """Whether a line begins a new paragraph."""
    before = paragraph[-1]
    gap = before.base - line.base
    if abs(line.size - before.size) > 0.1 * max(line.size, before.size):
        return gap > 0.5 * before.size or gap < 0  # on the line itself: a raised number
    if abs(gap) < 0.3 * line.size and line.left > before.right:
        return False  # goes on to the right on the same line
    if gap < 0:  # the head of the next column
        return bool(_ENDED.search(before.text)) or not line.text[0].islower()
    if pitch and gap > WIDE_GAP * max(pitch, line.size):
        return True
    if _BULLET.match(line.text) or (_ITEM.match(line.text) and _ENDED.search(before.text)):
        return True
    return _steps(paragraph, line) or _ended_early(before, line, margins)


def _steps(paragraph: list[PrintedLine], line: PrintedLine) -> bool:
    before = paragraph[-1]
    step = line.left - before.left
    if step > STEP * line.size:  # in, unless it hangs under an item's text
        return not (len(paragraph) == 1 and _ITEM.match(before.text)) and not _centred(before, line)
    return step < -STEP * line.size and len(paragraph) > 1 and not _centred(before, line)


def _centred(before: PrintedLine, line: PrintedLine) -> bool:
    return abs((before.left + before.right) - (line.left + line.right)) < 0.5 * line.size


def _ended_early(before: PrintedLine, line: PrintedLine, margins: dict[int, float]) -> bool:
    """Whether a sentence's end ends its line although the next word would have fitted, or bold print follows it."""
    if not _ENDED.search(before.text):
        return False
    if line.bold and before.bold < len(before.text):
        return True
    column = round(line.left / COLUMN)
    margin = max(margins.get(near, 0.0) for near in (column - 1, column, column + 1))
    width = (line.right - line.left) / len(line.text)
    word = len(line.text.split(maxsplit=1)[0])
    return before.right + SLACK * width * (word + 1) + line.size < margin


def _write(paragraph: list[PrintedLine], builder: TextBuilder, body: float) -> None:
    size = paragraph[0].size
    length = sum(len(line.text) for line in paragraph)
    if body and size >= 1.15 * body and length <= HEADING_LENGTH:
        _say(paragraph, builder, "heading", 1 if size >= 1.5 * body else 2)
    elif _ITEM.match(paragraph[0].text):
        _say(paragraph, builder, "item", 1)
    else:
        _say(paragraph, builder, "paragraph", 0)


def _say(lines: list[PrintedLine], builder: TextBuilder, kind: BlockKind, level: int) -> None:
    builder.begin(kind, level=level, gap=LINE_GAP if kind == "item" else PARAGRAPH_GAP)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            same_line = abs(before.base - line.base) < 0.3 * line.size and line.left >= before.left
            builder.say(" ") if same_line else builder.break_line()
        if line.bold:
            builder.strong(True)
            builder.say(line.text[: line.bold])
            builder.strong(False)
        builder.say(line.text[line.bold :])
