"""Words that presuppose that a thing is there ("strengthening the common space"), or that it is not yet ("forming one")."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Literal

from servanda.comparison.relations.likeness import telling_stems
from servanda.words import rows

Sort = Literal["grown", "begun"]

_GOVERNED = 8
"""Words behind such a word that can name its thing."""
_WANTED = re.compile(r"\b(?:need|needs|call|calls|calling|necessity)(?: for| of)? (?:a|an|the)? ?$", re.IGNORECASE)
"""Words before such a word by which the thing is wanted, and not there: "the need for an enhanced presence"."""
_GOING_ON = re.compile(
    r"\b(?:continu\w*|keep|keeps|kept|go|goes|going|went|carry|carries|carried) (?:to |on )?$", re.IGNORECASE
)
"""Words before such a word by which the thing is there, though it is still being made: "continue to build"."""
_STOP = re.compile(r"[,;:.!?–—]\s")


@lru_cache(maxsize=100_000)
def made(text: str, sort: Sort) -> frozenset[str]:
    """Stems of the words that name what a text presupposes to be there, or not to be there yet."""
    found: set[str] = set()
    for match in _words()[sort].finditer(text):
        if (_WANTED if sort == "grown" else _GOING_ON).search(text, 0, match.start()):
            continue
        behind = _STOP.split(text[match.end() :], maxsplit=1)[0].split()
        found |= telling_stems(" ".join(behind[:_GOVERNED]))
    return frozenset(found)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    by: dict[str, list[str]] = defaultdict(list)
    for word, sort in rows("making-words"):
        by[sort].append(re.escape(word).replace(re.escape("*"), r"\w*"))
    return {sort: re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE) for sort, forms in by.items()}
