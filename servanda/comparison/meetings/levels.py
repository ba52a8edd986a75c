"""The level at which sides meet: by the offices of those who talk, else by what the record calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from servanda.model import Level, Participant
from servanda.words import of_part, rows

_ORDER: tuple[Level, ...] = ("department", "government", "head")


def level_of(people: Iterable[Participant]) -> Level | None:
    """The highest level among those who talk; None where no office tells."""
    found = [level for one in people if one.office and (level := office_level(one.office))]
    return max(found, key=_ORDER.index, default=None)


def office_level(office: str) -> Level | None:
    """The level of one office, in small letters; None where it is of none."""
    if office.endswith(tuple(of_part("office-levels", "topmost"))):
        return "head"
    if _names(office, "head") and not _names(office, "below"):
        return "head"
    if _names(office, "government"):
        return "department" if _names(office, "department") or _names(office, "aside") else "government"
    return "department" if _names(office, "department") else None


def _names(office: str, part: str) -> bool:
    """Whether a word or phrase of a part is in an office."""
    named = office.split()
    return any(word in (office if " " in word else named) for word in of_part("office-levels", part))


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
