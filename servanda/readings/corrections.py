"""Corrections that a publisher prints in the record itself: the old words struck out, the right ones in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

_DECLARED = re.compile(
    r"(?:~~(?=\S)(?P<tilde>[^~]{1,300})~~|<(?P<tag>s|del|strike)>(?P<struck>[^<]{1,300})</(?P=tag)>)"
    r"(?:[\s*\\]{0,9}\[(?P<new>[^\[\]]{1,300}?)\\?\](?:\\?\*)?)?"
)


class Declared(NamedTuple):
    """One correction, as offsets in the text."""

    start: int
    end: int
    old: tuple[int, int]
    new: tuple[int, int] | None
    """None where words are struck out and nothing stands for them."""


def declared_in(text: str) -> list[Declared]:
    """The corrections that a text prints itself (`~~18 of 24~~ [16 of 21]*`, the same with `<s>`), in its order."""
    found = []
    for match in _DECLARED.finditer(text):
        old = match.span("tilde" if match.group("tilde") is not None else "struck")
        new = match.span("new") if match.group("new") is not None else None
        found.append(Declared(match.start(), match.end(), old, new))
    return found
