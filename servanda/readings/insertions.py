"""The publisher's words inside a turn: stage directions, glosses and editor's notes in brackets, a web site's asides."""

from __future__ import annotations

import re
from functools import cache

from servanda.words import table, words

Stretch = tuple[int, int]

_SQUARE = re.compile(r"\[[^\[\]]{1,400}\](?!\()|\[\[[^\[\]\n]{1,60}\]\]|<…>|\\\[[^\[\]]{1,200}\\\]")
"""What stands in square brackets; the words of a link, "[text](address)", are said."""
_ROUND = re.compile(r"\([^()]{1,300}\)")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_SHARE = re.compile(r"\(\s*(?:[^\W\d_]+\s+){0,3}\d[\d.,]*\s*(?:%|per ?cent\b|percentage points?\b|процент)[^()]*\)", re.I)
"""A share beside another, which is read out like it: "grew by 4.6 percent (4.7 percent in Ardania)"."""
_COUNTED = re.compile(r"\(\s*(?:[ivxlcdm]{1,5}|[a-zа-я]|\d[\d.,/:\-– ]*%?|[IVXLC]{1,5}|[A-Z])\s*\)")
_CLAUSE = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "am",
        "will",
        "would",
        "can",
        "could",
        "have",
        "has",
        "had",
        "that",
        "which",
        "who",
        "что",
    )
)
"""Words of a clause: with one of them a longer parenthesis is something said."""
GLOSS = 7
"""Words; a longer parenthesis is the speaker's own aside, unless it begins as a stage direction does."""


def insertions(text: str, start: int, end: int) -> list[Stretch]:
    """The publisher's stretches within the speech at [start, end), in order."""
    found: list[Stretch] = []
    if text.find("[", start, end) >= 0 or text.find("<…>", start, end) >= 0:
        found += [match.span() for match in _SQUARE.finditer(text, start, end)]
    if text.find("(", start, end) >= 0:
        found += [match.span() for match in _ROUND.finditer(text, start, end) if _is_publishers(text, match)]
    found += [match.span() for match in _asides().finditer(text, start, end)]
    found.sort()
    return _parted(found)


def _is_publishers(text: str, match: re.Match[str]) -> bool:
    """Whether a round bracket holds what nobody said: a direction, a gloss, words supplied."""
    if (
        _COUNTED.fullmatch(match.group())
        or _SHARE.fullmatch(match.group())
        or (match.start() and text[match.start() - 1].isalnum())
    ):
        return False
    said = [word.lower() for word in _WORD.findall(match.group())]
    if not said:
        return False
    if said[0] in words("stage-words"):
        return True
    if len(said) > GLOSS:
        return False
    return not (len(said) > 3 and any(word in _CLAUSE or word in table("speech-words") for word in said))


def is_direction(line: str) -> bool:
    """Whether a line in brackets says how the speaker or the hall behaves: "(Laughs.)", "(Applause.)"."""
    first = _WORD.search(line)
    return first is not None and line.lstrip(" \t\xa0*_\\")[:1] in ("(", "[") and first.group().lower() in words("stage-words")


@cache
def _asides() -> re.Pattern[str]:
    """A site's "see also" in the middle of a text that lost its lines: titles, each ended by its date."""
    date = r"\d{1,2} (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря) \d{4} года"
    return re.compile(rf"Смотрите также (?:[^.!?\n]{{3,200}}? {date} ?)+(?=[^\W\d_]|$)")


def _parted(stretches: list[Stretch]) -> list[Stretch]:
    """Without those that stand inside another."""
    out: list[Stretch] = []
    for start, end in stretches:
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out
