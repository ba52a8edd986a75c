"""The thing that words name first, by its noun: "the optimal pathway to a new bridge" names a pathway, and no bridge.

Two statements may have many words in common and be of two things: an agreement on navigation, and a careful use of the
technology of navigation. What is told as done is what was undertaken where its noun stands in the undertaking too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.comparison.relations.likeness import stems_of

_BREAK = re.compile(
    r"[(,;:.–—]|\b(?:of|for|to|on|in|with|by|at|from|towards?|against|that|which|who|whose|where|as|between|among|through"
    r"|under|via|into|over|across|within|including|designed|aimed|relating|regarding|concerning|is|are|was|were|has|have|will)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LIGHT = re.compile(
    r"^(?:progress|steps?|work|efforts?|actions?|implementation|start|launch|completion|signing|beginning)$", re.IGNORECASE
)
"""Nouns that say how far a thing is, and not which: the one behind their preposition does."""


@lru_cache(maxsize=50_000)
def things_in(text: str) -> frozenset[str]:
    """The stems of the noun that words name first; of two behind one another where the first only says how far it is."""
    for part in _BREAK.split(text):
        found = _WORD.findall(part)
        if found and stems_of(found[-1]) and not _LIGHT.match(found[-1]):
            return stems_of(found[-1])
    return frozenset()
