"""The record that is an instrument itself: what its title calls it, and when it says that it was made.

A treaty says so in its testimonium ("In witness whereof … Done at Varna, this sixth day of November …"), beneath its title
("Signed at Varna on …", "(Varna, 6 November 1994)"), in its article on signature ("opened for signature at Varna on …"); a
resolution by the meeting that adopted it ("Resolution adopted by the Assembly on …", "Ninth plenary meeting, 25 May 2012").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

from servanda.model import Record, Time
from servanda.model.statements import LifeEvent
from servanda.readings.treaties.dating import usable
from servanda.readings.treaties.lexicon import group, nouns
from servanda.words import rows

_HEAD = 1500
"""Characters from a record's beginning in which its title and what stands beneath it are looked for."""
_FOOT = 3000
_TITLE = 400
_BEGINS = {
    "clause": r"(?:^|[\r.;:\]\[>*•])[^\S\n]*+",
    "line": r"(?:^|\r)[ \t]*",
    "head": r"(?<![^\W_])",
    "foot": r"(?<![^\W_])",
    "any": "",
    "end": r"(?<![^\W_])",
}
_PREAMBLE = re.compile(
    r"\b(?:the (?:contracting|governments?|states? part|high contracting|parties to|member states|signator)"
    r"|having|considering|desiring|recalling|whereas|conscious|recogni[sz]ing|convinced|aware|noting|bearing in mind"
    r"|(?:re)?affirming|guided by|acknowledging|welcoming|article (?:1|i)\b|preamble|i have the hono|i wish to|i refer to"
    r"|with reference to|excellency)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a record says of its own making."""

    event: LifeEvent
    start: int
    end: int
    time: Time
    place: tuple[int, int] | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Formula:
    pattern: re.Pattern[str]
    event: LifeEvent
    rule: str
    where: str
    reach: int
    """Characters to the date at most."""
    marks: tuple[str, ...]
    """Words in small letters without one of which it is not looked for."""


@cache
def _formulas() -> tuple[_Formula, ...]:
    found = []
    for words, event, rule, where, reach, marks in rows("instrument-formulas"):
        pattern = re.compile(_BEGINS[where] + rf"({words})(?![^\W_])", re.IGNORECASE | re.MULTILINE)
        found.append(_Formula(pattern, cast(LifeEvent, event), rule, where, int(reach), tuple(marks.split("|"))))
    return tuple(found)


def made(record: Record, times: Sequence[Time]) -> list[Made]:
    """What the record says of its own making: one account for each formula that has a date, the surest first."""
    low = record.text.lower()
    asked = [formula for formula in _formulas() if any(mark in low for mark in formula.marks)]
    if not asked:
        return []
    days = [time for time in times if usable(time) and len(time.value) == 10 and _tells_its_year(time.span.text)]
    starts = [time.span.start for time in days]
    found = [hit for formula in asked if (hit := _dated(record, formula, days, starts)) is not None]
    return found if _speaks_of_itself(low) else [hit for hit in found if hit.rule in _ALONE]


_ALONE = ("instruments.testimonium", "instruments.meeting", "instruments.adopted-by", "instruments.adopts", "instruments.note")
"""Formulas that only an instrument has. The others may tell of another one, in news for instance."""
_OF_ITSELF = re.compile(
    r"\b(?:th(?:is|e present) (?:agreement|convention|protocol|treaty|declaration|memorandum|resolution|amendment)"
    r"|(?:high )?contracting part|states? part(?:y|ies)|agree(?:d|ment)? as follows|annex [a-z0-9]|article [0-9ivx]+\b"
    r"|paragraph [0-9]|the general assembly|decides|requests the|following amendment)"
)
_OFTEN = 2


def _speaks_of_itself(low: str) -> bool:
    """Whether a text is drawn up as an instrument: articles, parties, "this agreement"."""
    return sum(1 for _ in islice(_OF_ITSELF.finditer(low), _OFTEN)) == _OFTEN


_YEAR_WORDS = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d\d|hundred|thousand|nineteen", re.IGNORECASE)


def _tells_its_year(words: str) -> bool:
    return bool(_YEAR_WORDS.search(words))


def _dated(record: Record, formula: _Formula, days: Sequence[Time], starts: Sequence[int]) -> Made | None:
    text = record.text
    begin = max(0, len(text) - _FOOT) if formula.where == "end" else 0
    limit = _head_end(text) if formula.where == "head" else len(text)
    found: Made | None = None
    for match in formula.pattern.finditer(text, begin, limit):
        k = bisect_left(starts, match.end() - 1)
        if k == len(days) or starts[k] - match.end() > formula.reach:
            continue
        if formula.where in ("clause", "line") and _runs_on(text, match.start(1)):
            continue
        time = days[k]
        between = text[match.end() : time.span.start]
        if (
            _REFUSED.search(between)
            or _to_come(text, match.start(1))
            or (formula.reach < 300 and _SENTENCE_END.search(between))
        ):
            continue
        place = place_in(text, match.end(), time.span.start)
        found = Made(formula.event, match.start(1), time.span.end, time, place, formula.rule)
        if formula.event != "adopted" or formula.where == "head":
            break
    return found


def _to_come(text: str, at: int) -> bool:
    return text[max(0, at - 9) : at].lower().endswith(("will be ", "shall be "))


def _runs_on(text: str, at: int) -> bool:
    """Whether a line that begins here in small letters only goes on with the sentence before."""
    before = text[max(0, at - 80) : at].rstrip()
    return text[at].islower() and bool(before) and before[-1] not in ".;:]>*•"


def _head_end(text: str) -> int:
    """Where the preamble begins: what stands before it is of the record itself, what stands in it is often of others."""
    match = _PREAMBLE.search(text, 0, _HEAD)
    return match.start() if match else min(len(text), _HEAD)


_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[a-z])[.;]\s+(?=[A-Z\[(])|\n[ \t\r]*\n")
_REFUSED = re.compile(
    r"\b(?:until|till|before|after|since|between|from|shall|will|may (?!\d)|not|as of"
    r"|(?:convention|treaty|agreement|protocol|resolution) of)\b",
    re.IGNORECASE,
)


_PLACE = re.compile(
    r"\s*(?:at|in)\s+(?:the\s+(?:city|town)\s+of\s+)?"
    r"((?:the\s+)?[A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*){0,3}|[a-z][a-z’'-]+)(?=[,\s(])"
)


_MAKING = re.compile(r"\b(?:done|signed)(?= (?:at|in) )", re.IGNORECASE)


def place_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a place is named right behind a formula's verb, or behind "done" further on."""
    making = _MAKING.search(text, start, end)
    match = _PLACE.match(text, making.end() if making else start, end)
    if match is None or match.group(1).lower() in ("duplicate", "two", "three", "triplicate", "one", "a", "english", "this"):
        return None
    return match.span(1)


def title(record: Record, made: Sequence[Made]) -> tuple[int, int, str] | None:
    """Where the record's title names it as an instrument, and its kind; a resolution's first line, where it names no kind."""
    text = record.text
    limit = min(_TITLE, _head_end(text))
    for match in _TITLE_WORD.finditer(text, 0, limit):
        kind = _title_kind(match.group(1).lower())
        if kind is not None:
            end = _title_end(text, match.end(1))
            return _line_start(text, match.start()), end, kind
    if made[0].rule in _OF_RESOLUTIONS:
        first = _FIRST_LINE.search(text)
        return (*first.span(), "resolution") if first else None
    return _named_at_signing(text, made[0])


def _named_at_signing(text: str, account: Made) -> tuple[int, int, str] | None:
    """What the record calls itself where it is signed ("have signed this Treaty"), where its title says nothing."""
    for match in _THIS.finditer(text, max(0, account.start - 300), account.end):
        noun = nouns().get(match.group(1).lower())
        if noun is not None:
            return (*match.span(1), noun.kind)
    return None


_THIS = re.compile(r"\b(?:this|present) ([^\W\d_]+)", re.IGNORECASE)
_TITLE_WORD = re.compile(r"([^\W\d_]+?)(?=source\b|src\b|[\W\d_]|$)", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\w[^\r\n]{3,160}(?<=\w)")
_OF_RESOLUTIONS = ("instruments.meeting", "instruments.adopted-by", "instruments.adopted-head", "instruments.adopted-line")


def _title_kind(word: str) -> str | None:
    noun = nouns().get(word)
    if noun is not None and not noun.many and noun.family not in ("policy", "numbered"):
        return noun.kind
    return word if word in group("title-nouns") else None


def _line_start(text: str, at: int) -> int:
    breaks = ("\n\n", "\r\r", "\n\r", "\r \r")
    start = max([at - 120, 0, *(text.rfind(mark, 0, at) + len(mark) for mark in breaks if mark in text[:at])])
    while start < at and not text[start].isalnum():
        start += 1
    return start


_TITLE_END = re.compile(
    r"(?:source:|src:|\(|,|\.(?=\s|$)|\n[ \t\r]*\n|\b(?:signed|done|adopted|opened) (?:at|in|by|on)\b)", re.IGNORECASE
)


def _title_end(text: str, at: int) -> int:
    limit = min(len(text), at + 300, max(at, _head_end(text)))
    match = _TITLE_END.search(text, at, limit)
    end = match.start() if match else limit
    while end > at and not text[end - 1].isalnum():
        end -= 1
    return end
