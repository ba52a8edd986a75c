"""Where talks were held, by names of places that are known and by the words that stand before them."""

from __future__ import annotations

import re
from typing import Final

from servanda.records.dates import Day, days_in
from servanda.words import words

__all__ = ["Stretch", "is_known_place", "place_at", "place_in_title", "place_of_talks", "signing"]

Stretch = tuple[int, int]
"""Half-open offsets into the text."""

_LEAD: Final = 1200
_FOOT: Final = 2500
_SIGNED: Final = re.compile(
    r"(?<!\w)([^\W\d_]{4,12})\s+(?:at|in|à|en|zu|в|у|a|em|te|v)\s+(?:the\s+city\s+of\s+|г(?:ороде|\.)\s+)?"
    r"([^\W\d_][^\d\n,;:()]{1,40}?),?\s+(?:(?:on|this|the|le|el|am|il|em|dnia|den|op|as\s+of)\s+){0,2}$",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"(?<!\w)(?:in|at|à|en|в|у|w|v|i)\s+", re.IGNORECASE)
_APART: Final = re.compile(r"[,(]\s*(?=[^\W\d_][^,()]{2,25},)")
_NAME: Final = re.compile(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){0,2}")
_MET: Final = re.compile(
    r"\b(?:met|meeting|talks|negotiations|held|summit|gathered|took place|conference)\b[^.\n]{0,30}?"
    r"\s(?:in|at)\s+(?=[^\W\d_a-z])"
)
_IN_BEFORE: Final = re.compile(r"\b(?:in|at)\s+([^\W\d_a-z][^,\n]{2,30}),\s*$")


def is_known_place(piece: str) -> bool:
    """Whether a piece of text, or a part of it between commas, is a place or a state known by name."""
    parts = [part.strip(" *_") for part in (piece, *piece.split(","))]
    return any(part in words("places") or part.lower() in words("countries") for part in parts)


def place_at(text: str, start: int) -> Stretch | None:
    """A place known by name that begins at an offset."""
    match = _NAME.match(text, start)
    parts = match.group().split(" ") if match else []
    for count in range(len(parts), 0, -1):
        name = " ".join(parts[:count]).rstrip(".,'’")
        if name in words("places"):
            return (start, start + len(name))
    return None


def place_in_title(text: str, title: Stretch) -> Stretch | None:
    """The place in a title such as "… | Kyiv, Ukraine", "… in Geneva", "… (Geneva, 3 May 2022)"."""
    bar = text.rfind(" | ", *title)
    if bar > title[0] and title[1] - bar < 60 and not any(sign.isdigit() for sign in text[bar : title[1]]):
        return (bar + 3, title[1])
    starts = [match.end() for match in _IN.finditer(text, *title)]
    starts += [match.end() for match in _APART.finditer(text, *title)]
    return next((place for start in starts if (place := place_at(text, start))), None)


def place_of_talks(text: str, start: int, day: str | None) -> Stretch | None:
    """Where the lead says that people met, or where a caption at the foot says the picture was taken on the day."""
    met = (place_at(text, match.end()) for match in _MET.finditer(text, start, min(len(text), start + _LEAD)))
    place = next((place for place in met if place), None)
    if place or not day:
        return place
    foot = max(start, len(text) - _FOOT)
    for found in days_in(text, foot, len(text)):
        match = _IN_BEFORE.search(text, max(foot, found.start - 60), found.start)
        if match and found.iso == day and match.group(1) in words("places"):
            return match.span(1)
    return None


def signing(text: str) -> tuple[Day, Stretch] | None:
    """The day and place of signing ("Done at Minsk on 8 December 1991"), looked for at both ends of a text."""
    for start, end in ((0, min(len(text), 3000)), (max(0, len(text) - 4000), len(text))):
        for day in days_in(text, start, end):
            match = _SIGNED.search(text, max(start, day.start - 100), day.start)
            if match and match.group(1).lower() in words("signing-words") and match.group(2)[0].isupper():
                return day, match.span(2)
    return None
