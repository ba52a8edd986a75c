"""Which words of a title or lead tell of talks that were held: the word's class, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from servanda.model import MeetingFormat
from servanda.readings.letters import CAPITALISED
from servanda.words import rows, table

_SENTENCE = re.compile(r"\b(?:is|are|was|were|will|can|could|must|should|has|have|had|do|does|did|[a-z]{2,}ed)\b")
"""Small words that make a headline a sentence."""
_NAME_COLON = re.compile(r"^(?![A-Z]+:)[^\W\d_a-zа-я][^\s:]*(?: [^\W\d_a-zа-я][^\s:]*){0,3}: ")
"""Who is quoted, before what is: no title of talks."""
_TOGETHER = re.compile(
    r"\b(?:remarks|statements|(?:press|news) (?:conference|availability)|заявления|пресс-конференц\w*)\b", re.I
)
"""What several persons do together, where a title names them."""
_OCCASION = re.compile(r" (?:at|on|to|in|for|during|before|after|honoring|announcing) ", re.I)
"""Where or of what they spoke: whoever is named behind it need not have been there."""
_LONGEST = 500
"""Characters of a sentence that are looked at."""
_REACH, _REACH_BEHIND = 60, 160
"""Characters between a verb or preposition and the word for talks that it goes with; between that word and a verb behind it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of a title or sentence that tells of talks."""

    start: int
    end: int
    briefed: bool = False
    """Whether somebody else than those who met tells of it."""
    weak: bool = False
    """Whether it is a text issued together, which tells of no talks by itself."""
    joint: bool = False
    """Whether several persons appear together, or issue a text."""
    together: bool = False
    """Whether it tells no more than that several persons spoke at one place."""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    forms = sorted((row[0] for row in rows("occasion-words") if row[1] == kind), key=lambda form: (-len(form), form))
    return re.compile("|".join(map(_form, forms)), re.I)


def _form(form: str) -> str:
    words = re.escape(form).replace(re.escape("*"), r"\w*")
    return rf"(?<!\w){words}(?!\w)"


def in_title(title: str) -> Told | None:
    """What a title tells of talks by itself. None where it tells nothing, or is a headline that is a sentence."""
    if _pattern("alone").search(title) or _NAME_COLON.match(title):
        return None
    first = min(
        (match.start() for kind in ("briefing", "public") if (match := _pattern(kind).search(title))), default=len(title)
    )
    talks = _pattern("talks").search(_without_publications(title))
    joint = _pattern("joint").search(title)
    briefed = _pattern("briefing").search(title) is not None
    if _SENTENCE.search(title):
        return None
    if talks and talks.start() > first:
        about = list(_pattern("about").finditer(title, first, talks.start()))
        if about:
            return Told(about[-1].end() if briefed else about[0].start(), len(title), briefed=briefed, joint=joint is not None)
    if talks and not briefed:
        return Told(0, len(title), joint=joint is not None)
    if joint and not briefed:
        spoken = re.search(r"press|news|пресс", joint.group(), re.I)
        return Told(0, len(title), joint=True, weak=not spoken)
    if briefed or not _TOGETHER.search(title):
        return None
    after = _OCCASION.search(title)
    end = after.start() if after else len(title)
    return Told(0, end, joint=True, together=True) if re.search(r" and | и ", title[:end], re.I) else None


def is_another(title: str) -> bool:
    """Whether a title names something that is no account of talks, whatever its lead says: an address, a briefing."""
    found = _pattern("alone").search(title) or _pattern("briefing").search(title) or _pattern("public").match(title)
    return found is not None or _NAME_COLON.match(title) is not None


def _without_publications(title: str) -> str:
    """The title with what names a publication blanked: a "background press call" is no call of those who met."""
    for kind in ("briefing", "joint", "public"):
        title = _pattern(kind).sub(lambda match: " " * len(match.group()), title)
    return title


@lru_cache(maxsize=64)
def in_sentence(sentence: str) -> Told | None:
    """What a sentence tells of talks that took place, or will: somebody met, or talks were held, ended, followed."""
    sentence = sentence[:_LONGEST]
    met = _pattern("met").search(sentence)
    if met:
        return Told(0, len(sentence))
    for talks in _pattern("talks").finditer(_without_publications(sentence)):
        for held in _pattern("held").finditer(sentence):
            before = held.end() <= talks.start()
            apart = talks.start() - held.end() if before else held.start() - talks.end()
            if 0 <= apart <= (_REACH if before else _REACH_BEHIND):
                return Told(0, len(sentence))
    return None


def formats_in(text: str) -> tuple[MeetingFormat, ...]:
    """The formats that words name."""
    found = {name for name, pattern in _formats() if pattern.search(text)}
    if "video" in found:
        found.discard("telephone")
    return tuple(sorted(cast("set[MeetingFormat]", found)))


def formats_taken(sentences: Iterable[str]) -> set[MeetingFormat]:
    """In what form somebody took part: "attended, via videoconference, a meeting of the council"."""
    taken = (match.group() for sentence in sentences if (match := _TAKEN.search(sentence[:_LONGEST])))
    return {form for words in taken for form in formats_in(words) if form == "video"}


_TAKEN = re.compile(
    r"\b(?:attended|took part|participated|joined|chaired|held)\b[^.;]{0,80}\b(?:meetings?|talks|summit|session|negotiations)\b"
    r"[^.;]{0,40}"
)


def place_in(sentence: str) -> str | None:
    """Where a sentence says that talks were held: "held its seventh session in Halm on 15 May"; None where it does not."""
    found = _WHERE.search(sentence[:_LONGEST]) or _BORDER.search(sentence[:_LONGEST])
    place = found.group("place") if found else None
    return place if place and place.split()[0].lower() not in table("month-names") else None


_WHERE = re.compile(
    rf"\b(?:held|hold|had|met|completed)\b[^.;,]{{0,80}}\bin (?P<place>{CAPITALISED}(?: {CAPITALISED})?)"
    r"(?=,|\.(?:\s|$)| on \d| on [A-Z]| today| yesterday|$)"
)
"""The name of a place behind a verb that tells of talks, closed by a day or the end of the clause."""


_BORDER = re.compile(
    r"\b(?:held|hold|had|met|completed)\b[^.;,]{0,80}\b(?:on|at|near|in the (?:area|region) of) the"
    rf" (?P<place>{CAPITALISED}(?:[ –‒-]{CAPITALISED})? border)\b"
)
"""Talks at a border: "held in the area of the Ardania-Belmora border"."""


@cache
def _formats() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[2], re.compile(_form(row[0]), re.I)) for row in rows("occasion-words") if row[2] != "-")
