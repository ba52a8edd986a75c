"""The level at which sides meet: by the offices of those who talk, else by what the record calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from servanda.model import Level, Participant
from servanda.words import rows

_ORDER: tuple[Level, ...] = ("department", "government", "head")

_HEADS = frozenset(
    ("president", "chancellor", "king", "queen", "emir", "sultan", "taoiseach", "pope", "prime minister", "premier")
)
_BELOW = frozenset(
    (
        "vice",
        "deputy",
        "first",
        "aide",
        "adviser",
        "advisor",
        "assistant",
        "office",
        "press",
        "spokesperson",
        "spokesman",
        "envoy",
        "representative",
        "council",
        "ambassador",
        "former",
        "secretary",
    )
)
"""Words that make of a head of state's office somebody else's."""
_GOVERNMENT = frozenset(
    (
        "minister",
        "ministers",
        "secretary of state",
        "vice president",
        "deputy prime minister",
        "secretary",
        "министр",
        "министра",
    )
)
_DEPARTMENT = frozenset(("aide", "adviser", "advisor", "assistant", "ambassador", "envoy", "representative", "expert", "head"))
_AT_HEADS = frozenset(("secretary general", "secretary-general"))


def level_of(people: Iterable[Participant]) -> Level | None:
    """The highest level among those who talk; None where no office tells."""
    found = [level for one in people if one.office and (level := office_level(one.office))]
    return max(found, key=_ORDER.index, default=None)


def office_level(office: str) -> Level | None:
    """The level of one office, in small letters; None where it is of none."""
    words = office.split()
    if office in _AT_HEADS or any(office.endswith(one) for one in _AT_HEADS):
        return "head"
    if not _BELOW.intersection(words) and (_HEADS.intersection(words) or "prime minister" in office):
        return "head"
    if "vice president" in office or any(word in _GOVERNMENT for word in words):
        return "department" if _DEPARTMENT.intersection(words) or "press" in words else "government"
    return "department" if _DEPARTMENT.intersection(words) else None


def highest(levels: Iterable[Level | None]) -> tuple[int, Level | None]:
    """The highest of some levels, with its rank; rank -1 where there is none."""
    return max(((_ORDER.index(level), level) for level in levels if level), default=(-1, None))


def level_said(text: str) -> Level | None:
    """The level that words name ("the presidents", "expert groups"); the first where several do."""
    lower = text.lower()
    found = []
    for word, level in ((row[0], row[1]) for row in rows("level-words")):
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower)
        if match:
            found.append((match.start(), -len(word), level))
    return cast("Level", min(found)[2]) if found else None
