"""Where speech stops and the publisher goes on: rules, headings, time stamps, captions, the clerk's narrative."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from servanda.model import Record
from servanda.readings.insertions import is_direction
from servanda.readings.letters import BLANK, CAPITALS
from servanda.words import rows

MarkKind = Literal["tail", "narrative", "line"]
"""What is the publisher's from here: the rest of the record, all up to the next label, or this line alone."""

_RULE = r"(?:[*_#=~•·—–\-]{B}*+){{3,}}|[*#]|<[…\s.]*>|\*{B}\*{B}\*".replace("{B}", BLANK).replace("{{", "{").replace("}}", "}")
_TIME = (
    rf"(?:\*\*|_)?(?:END\b[ .:]*+)?{BLANK}*+\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?{BLANK}*+(?:[AaPp]\.?{BLANK}?[Mm]\.?)?"
    rf"{BLANK}*+\(?(?:[A-Z]{{2,5}}|local(?: time)?)?\)?(?:\*\*|_)?"
)
_LINE = re.compile(
    rf"^{BLANK}*+(?:"
    rf"(?P<rule>{_RULE})"
    rf"|(?P<time>{_TIME}|{{time}}{BLANK}*+\d+)"
    rf"|(?P<end>(?:[-–—#*]{BLANK}?)*+(?:END|ENDS|End|Ends|КОНЕЦ|FIN)(?:{BLANK}+OF{BLANK}+[A-Z ]+"
    rf"|{BLANK}+of{BLANK}+(?:the{BLANK}+)?[a-z ]+)?[.:]?(?:{BLANK}?[-–—#*])*+)"
    rf"|(?P<page>\[\[Page[^\]\n]*\]\]|\d{{1,4}}(?:/\d{{1,4}})?|\d{{2}}-\d{{5}}(?:{BLANK}\([A-Z]\))?|\*\d+[A-Z]?\*)"
    rf"|(?P<qa>Q{BLANK}?(?:&|and){BLANK}?A[^.\n]{{0,20}}|Questions?(?:{BLANK}(?:and|&){BLANK}[Aa]nswers?)?)"
    rf"|(?P<bracket>(?:[*_]{{0,2}}[(\[][^()\[\]\n]{{1,160}}[)\]][*_]{{0,2}}{BLANK}*+)++)"
    rf"|(?P<tag></?(?:P|CHAPTER|BR|HR)\b[^<>\n]{{0,80}}>)"
    rf"|(?P<heading>#{{1,6}}{BLANK}+[^\n]{{1,200}})"
    rf"){BLANK}*+\r?$",
    re.M,
)
_NOTE = re.compile(
    (
        r"\[(?:my|our|author[’']s|editor[’']s|translator[’']s)?\s*(?:emphasis|italics|bold|translation"
        r"|note)[^\[\]\n]{0,60}\](?=\s*(?:\n|$))"
    ),
    re.I,
)
_SHORT = re.compile(rf"^{BLANK}*(?P<line>[^\n\d]{{0,80}}\d[^\n]{{0,60}}?){BLANK}*\r?$", re.M)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that is the publisher's, and how far it reaches."""

    start: int
    end: int
    kind: MarkKind


class Edges:
    """The publisher's marks of one record, in order."""

    def __init__(self, record: Record, headings: Iterable[tuple[int, int]] = ()) -> None:
        """`headings` are stretches known to be the publisher's beside those that the text or its blocks tell."""
        self._text = record.text
        known = [*_marks(record), *(Mark(start, end, "line") for start, end in headings)]
        self.marks = tuple(sorted(known, key=lambda mark: mark.start))
        self._starts = [mark.start for mark in self.marks]

    def between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that begin in [start, end)."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def speech_end(self, body: int, end: int, *, last: bool) -> int:
        """Where the speech that begins at `body` stops; the rest up to `end` is the publisher's.

        A direction that tells of the speaker himself ("(Laughs.)") is still his turn's, also in a paragraph of its own.
        """
        marks = self.between(body, end)
        for mark in marks:
            if mark.kind == "narrative" or (last and mark.kind == "tail"):
                end = mark.start
                break
        for mark in reversed(marks):
            if mark.kind != "line" or mark.start >= end or self._text[mark.end : end].strip():
                continue
            if not is_direction(self._text[mark.start : mark.end]):
                end = mark.start
        return end


def _marks(record: Record) -> list[Mark]:
    text = record.text
    lines = list(_LINE.finditer(text))
    found = [Mark(match.start(), match.end(), "line") for match in lines]
    found += [Mark(match.start(), match.end(), "tail") for match in _NOTE.finditer(text)]
    found += [Mark(block.start, block.end, "line") for block in record.blocks if block.kind in ("aside", "heading")]
    found += _phrase_marks(text)
    found += [Mark(*match.span(), "line") for match in _notice().finditer(text)]
    return found + _furniture(text, sum(match.lastgroup == "page" for match in lines))


def _phrase_marks(text: str) -> list[Mark]:
    """Paragraphs that begin with one of the publisher's or record keeper's phrases."""
    found: list[Mark] = []
    phrases = _phrases()
    for match in _FIRST_WORD.finditer(text):
        for phrase, kind in phrases.get(match.group(1).lower(), ()):
            start, end = match.start(1), match.start(1) + len(phrase)
            if text[start:end].lower() == phrase and _begins_paragraph(text, match.start()):
                found.append(Mark(start, end, kind))
                break
    return found


_FIRST_WORD = re.compile(rf"^(?:{BLANK}|[*_>•\-])*([{CAPITALS}©]\w*)", re.M)


def _begins_paragraph(text: str, line: int) -> bool:
    """Whether a line begins a paragraph: a blank line or a sentence's end before it."""
    before = text[max(0, line - 80) : line].rstrip(" \t\r\xa0")
    return not before or before.endswith("\n\n") or before.rstrip()[-1:] in '.!?:;)]…»”"'


@cache
def _phrases() -> dict[str, tuple[tuple[str, MarkKind], ...]]:
    """The phrases by their first word, the longest first."""
    by_word: dict[str, list[tuple[str, MarkKind]]] = {}
    for phrase, kind, *_ in sorted(rows("edge-phrases"), key=lambda row: -len(row[0])):
        first = re.match(r"\w+|©", phrase)
        by_word.setdefault(first.group() if first else phrase, []).append((phrase, kind))  # type: ignore[arg-type]
    return {word: tuple(found) for word, found in by_word.items()}


@cache
def _notice() -> re.Pattern[str]:
    """A standing notice up to the next blank line, wherever on the page it was printed."""
    phrases = "|".join(re.escape(phrase) for phrase, *_ in rows("page-notices"))
    return re.compile(rf"^{BLANK}*(?:{phrases})\b[^\n]*(?:\n[^\n]*\S[^\n]*){{0,20}}", re.M)


def _furniture(text: str, pages: int) -> list[Mark]:
    """Running heads and feet: short lines with figures that come back, page after page, with other figures."""
    if "\f" not in text and pages < 3:
        return []
    seen: dict[str, list[tuple[int, int]]] = {}
    for match in _SHORT.finditer(text):
        line = match.group("line")
        if line[-1] in ".,;:?!":
            continue
        seen.setdefault(_DIGITS.sub("0", line), []).append(match.span("line"))
    counts = Counter({line: len(places) for line, places in seen.items()})
    return [Mark(*place, "line") for line, places in seen.items() if counts[line] >= 3 for place in places]


def tail_inline(text: str, body: int, end: int) -> int:
    """Where a site's "see also" begins within a record of one long line; `end` where it does not."""
    match = _inline_tail().search(text, max(body, end - 600), end)
    return match.start() if match else end


@cache
def _inline_tail() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[.!?»”\"…])\s+(?:Смотрите также|Читайте также|See also|Опубликовано в разделе"
        rf"|Published in section)(?=\s[{CAPITALS}«])"
    )
