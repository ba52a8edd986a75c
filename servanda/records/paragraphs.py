"""Lines become blocks: paragraphs of hard-wrapped text are put together, lines that are paragraphs of their own stay apart.

How a text is laid out is judged once, from the text itself (`_layout_of`): in wrapped text most lines end because the next word
would not have fitted, and go on in the middle of a sentence. A single break is then judged by the two lines beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Final, NamedTuple

from servanda.model import Block, BlockKind
from servanda.words import words

__all__ = ["Line", "blocks_of", "is_label", "is_numbered_heading", "lines_of"]

WIDEST: Final = 140
"""Lines that are longer were not broken by hand or by a mail program."""
_SAMPLE: Final = 4000
"""Lines by which the layout is judged."""

_LINE: Final = re.compile("[^\n\r\f\v\x85\u2028\u2029]+")
_ENDS: Final = re.compile("[.!?…:;。！？؟।][\"'”’»)\\]*_]*$|[)\\]*_—-]$")
_ITEM: Final = re.compile(
    r"(?:[-*+•‣▪◦·–]|\d{1,3}[.)]|[a-z]\.|\(?[a-z]{1,2}\)|\([A-Z]\)|\([ivx]{1,5}\)|[ivx]{1,5}\)|\(\d{1,3}\))\s+(?=\S)"
)
_ATX: Final = re.compile(r"(#{1,6})(?:\s+|$)")
_RULE: Final = re.compile(r"(?:\\?[-_*=~#–—•.]\s*){3,}$")
_FURNITURE: Final = re.compile(
    r"\d{1,4}$|\d{1,4}\s*/\s*\d{1,4}$|[-–]\s*\d{1,4}\s*[-–]$|page\s+\d+(?:\s+of\s+\d+)?$|\[\[page\s+\w+\]\]$|\[?\d{1,2}:\d\d(?::\d\d)?\]?$|\d\d-\d{5}$",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(r"</?(?:figure|figcaption|picture|img|svg|video|audio|iframe|script|style)\b")
_SHOWN: Final = re.compile(r"<(?P<name>figcaption|script|style)\b[^<>]*>.*?</(?P=name)>|<[^<>]*>", re.DOTALL)
"""What a picture's tags hold: its caption among them, which is not told in the text."""
_TAG_OPENS: Final = re.compile(r"<[a-z][a-z0-9]*\s")
_LONGEST_TAG: Final = 10_000
"""Characters; a picture may stand in its own tag."""
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?:\s*[|–—].{1,80})?$")
_NUMBER: Final = re.compile(r"[\dIVXLC]+(?:[.:]\d+)*\.?$")
_QUESTIONER: Final = re.compile(r"(?:Q|A|В|О)(?:[:.]\s|\s{2,}|$)|QUESTION\b")
_STRONG: Final = re.compile(r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*|(?<!\w)__([^\s_](?:[^_]*[^\s_])?)__(?!\w)")


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends."""

    start: int
    end: int
    indent: int
    """White space before it, in characters."""
    apart: bool
    """Whether a blank line, or a page's end, stands before it."""
    broken: bool
    """Whether it ends as Markdown breaks a line by hand: two spaces or a backslash."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text's lines make paragraphs."""

    width: int = 0
    """Column at which lines are wrapped; 0 where a line is a paragraph."""
    markdown: bool = False
    openings: frozenset[int] = frozenset()
    """Indentations by which a paragraph's first line is told from its other lines."""


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of a text from an offset on."""
    before = start
    apart = True
    for match in _LINE.finditer(text, start):
        left, right = match.span()
        if left - before > 1 and not apart:
            apart = text[before:left] != "\r\n"
        before = right
        raw = match.group()
        body = raw.strip()
        length = len(body)
        if length == right - left:
            yield Line(left, right, 0, apart, body[-1] == "\\")
        elif length:
            indent = length and raw.index(body[0])
            end = left + indent + length
            yield Line(left + indent, end, indent, apart, right - end >= 2 or body[-1] == "\\")
        apart = not length


def _layout_of(text: str, lines: list[Line], *, markdown: bool) -> _Layout:
    """The layout that some lines of a text speak for."""
    pairs = [(first, second) for first, second in pairwise(lines) if not second.apart]
    if not pairs:
        return _Layout(markdown=markdown)
    long = sum(_is_long(text, first) or _is_long(text, second) for first, second in pairs)
    if long * 20 > len(pairs):
        return _Layout(markdown=markdown)
    columns = sorted(first.indent + first.end - first.start for first, _ in pairs if not _holds_address(text, first))
    if not columns:
        return _Layout(markdown=markdown)
    width = columns[min(len(columns) - 1, len(columns) * 9 // 10)]
    lower = sum(text[second.start].islower() for _, second in pairs)
    full = sum(_is_full(text, first, second, width) for first, second in pairs)
    wrapped = lower * 4 >= len(pairs) or (len(pairs) >= 3 and full * 5 >= 2 * len(pairs) and width > 30)
    return _Layout(width, markdown, _openings(pairs)) if wrapped else _Layout(markdown=markdown)


def _is_long(text: str, line: Line) -> bool:
    """Whether a line was not wrapped; an address in it cannot be, whatever the width."""
    return line.end - line.start > WIDEST and not _holds_address(text, line)


def _holds_address(text: str, line: Line) -> bool:
    return text.find("://", line.start, line.end) >= 0


def _openings(pairs: list[tuple[Line, Line]]) -> frozenset[int]:
    """Indentations from which the next line more often than not steps out."""
    out = Counter(first.indent for first, second in pairs if 2 <= first.indent - second.indent <= 8)
    level = Counter(first.indent for first, second in pairs if first.indent == second.indent)
    return frozenset(indent for indent, times in out.items() if times >= 3 and times * 2 >= level[indent])


def blocks_of(text: str, start: int = 0, *, markdown: bool = False) -> Iterator[Block]:
    """The blocks of a text from an offset on, in order; together they hold all but white space."""
    lines = lines_of(text, start)
    sample = list(islice(lines, _SAMPLE))
    layout = _layout_of(text, sample, markdown=markdown)
    paragraph: list[Line] = []
    for line in chain(sample, lines):
        if paragraph and not _in_tag(text, paragraph, line) and _parts(text, paragraph, line, layout):
            yield _block(text, paragraph, layout)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _block(text, paragraph, layout)


def _first_word(text: str, line: Line) -> int:
    """Length of a line's first word, as far as it matters."""
    end = text.find(" ", line.start, min(line.end, line.start + 16))
    return (end if end >= 0 else min(line.end, line.start + 16)) - line.start


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the following line's first word would not have fitted. Proportional type makes the margin ragged: hence 93 %."""
    return line.indent + line.end - line.start + 1 + _first_word(text, following) >= 0.93 * width


def _parts(text: str, paragraph: list[Line], line: Line, layout: _Layout) -> bool:
    """Whether a line begins a block of its own."""
    if line.apart:
        return True
    before = paragraph[-1]
    first = text[line.start]
    if layout.markdown and first == "#" and _ATX.match(text, line.start, line.end):
        return True
    if not layout.width:
        return not _runs_on(text, before, line)
    if _stands_alone(text, before) or _stands_alone(text, line):
        return True
    if line.indent > paragraph[0].indent + 1 and _ITEM.match(text, paragraph[0].start, paragraph[0].end):
        return _begins(text, line)
    if _is_full(text, before, line, layout.width):
        ends = bool(_ENDS.search(text, max(before.start, before.end - 6), before.end))
        return (ends and _begins(text, line)) or _steps_in(paragraph, line, layout)
    if first.islower() and not _ITEM.match(text, line.start, line.end):
        return False
    return (
        before.broken
        or _begins(text, line)
        or _steps_in(paragraph, line, layout)
        or _ENDS.search(text, max(before.start, before.end - 6), before.end) is not None
        or before.indent + before.end - before.start < 0.6 * layout.width
    )


def _in_tag(text: str, paragraph: list[Line], line: Line) -> bool:
    """Whether a line goes on with a tag that was opened above it."""
    if line.apart:
        return False
    end = paragraph[-1].end
    opens = text.rfind("<", max(paragraph[0].start, end - _LONGEST_TAG), end)
    return opens >= 0 and text.find(">", opens, end) < 0 and _TAG_OPENS.match(text, opens, line.start) is not None


def _runs_on(text: str, before: Line, line: Line) -> bool:
    """A paragraph that was wrapped by hand among paragraphs that were not."""
    length = before.end - before.start
    return 40 <= length <= WIDEST and text[line.start].islower() and text[before.end - 1] not in '.!?…:;”"»)*'


def _stands_alone(text: str, line: Line) -> bool:
    """Rules, page numbers, dates and headings of Markdown never share a block."""
    if line.end - line.start > 200:
        return False
    first = text[line.start]
    if first in "-_*=~–—•.\\[#" or first.isdigit():
        piece = text[line.start : line.end]
        return bool(_RULE.match(piece) or _FURNITURE.match(piece) or _ATX.match(piece) or _ISO_DAY.match(piece))
    return False


def _begins(text: str, line: Line) -> bool:
    """Whether a line looks like the beginning of an item or of a turn."""
    return _ITEM.match(text, line.start, line.end) is not None or is_label(text, line)


def is_label(text: str, line: Line) -> bool:
    """Whether a line begins like a speaker's label: a few words, capitals, a colon; or `Q` and a gap."""
    if _QUESTIONER.match(text, line.start, line.end):
        return True
    colon = text.find(":", line.start, min(line.end, line.start + 100))
    if colon < 0 or not (colon + 1 >= line.end or text[colon + 1].isspace() or text[colon + 1] in "*_["):
        return False
    label = text[line.start : colon]
    parts = label.split()
    if len(parts) > 12 or any(mark in label for mark in "!?;,"):
        return False
    named = sum(part.lstrip("([*_\\").istitle() or part.isupper() or part[:1].isupper() for part in parts if len(part) > 3)
    longer = sum(len(part) > 3 for part in parts)
    return label[:1].lstrip("[*_\\(").isupper() and named * 2 >= longer


def _steps_in(paragraph: list[Line], line: Line, layout: _Layout) -> bool:
    """Whether the indentation changes as between paragraphs: further in than before, or out of a paragraph's second line."""
    opening, before = paragraph[0], paragraph[-1]
    if line.indent > before.indent + 1:
        return not _centred(opening, line)
    if line.indent in layout.openings and line.indent >= before.indent and line.indent == opening.indent:
        return not _centred(opening, line)
    return len(paragraph) > 1 and line.indent + 2 <= before.indent and line.indent + 2 <= paragraph[1].indent


def _centred(first: Line, second: Line) -> bool:
    """Two lines of one centred heading."""
    return first.indent >= 8 and second.indent >= 8


def _block(text: str, paragraph: list[Line], layout: _Layout) -> Block:
    opening = paragraph[0]
    start, end = opening.start, paragraph[-1].end
    kind, level = _kind(text, paragraph, layout)
    strong = _strong(text, start, end) if layout.markdown else ()
    return Block(start, end, kind, level, strong)


def _kind(text: str, paragraph: list[Line], layout: _Layout) -> tuple[BlockKind, int]:
    opening = paragraph[0]
    piece = text[opening.start : min(opening.end, opening.start + 200)]
    if _PICTURE.match(piece) and not _SHOWN.sub("", text[opening.start : paragraph[-1].end]).strip():
        return "aside", 0
    if len(paragraph) == 1 and (_RULE.match(piece) or _FURNITURE.match(piece)):
        return "aside", 0
    if layout.markdown:
        if heading := _ATX.match(piece):
            return "heading", len(heading.group(1))
        if piece.startswith(("<!--", "[comment]:")) and text.startswith("-->", paragraph[-1].end - 3):
            return "aside", 0
    if _ITEM.match(piece):
        return "item", 1 + opening.indent // 4
    if _is_heading(text, paragraph, layout):
        return "heading", 2
    return "paragraph", 0


def _is_heading(text: str, paragraph: list[Line], layout: _Layout) -> bool:
    """A centred line, or "Article 5" alone on its line."""
    opening, last = paragraph[0], paragraph[-1]
    if len(paragraph) == 1 and is_numbered_heading(text[opening.start : opening.end]):
        return True
    if not layout.width or opening.indent < 8 or len(paragraph) > 4 or text[last.end - 1] in ".:;,":
        return False
    return all(line.indent >= 8 and 2 * line.indent + line.end - line.start <= 1.3 * layout.width for line in paragraph)


def is_numbered_heading(piece: str) -> bool:
    """Whether a line is such as "Article 5" and nothing more."""
    parts = piece.lower().strip("*_# ").split() if len(piece) <= 40 else []
    return len(parts) == 2 and parts[0] in words("heading-words") and _NUMBER.match(parts[1].upper()) is not None


def _strong(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if text.find("**", start, end) < 0 and text.find("__", start, end) < 0:
        return ()
    return tuple(match.span(match.lastindex or 0) for match in _STRONG.finditer(text, start, end))
