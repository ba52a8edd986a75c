"""Spans of years that statements are for ("the programme for 2021–2023"), and which of them follows on which."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.model import Claim

_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)\b")
_LONGEST = 15
"""Years that a stage of a programme lasts at most."""


def next_stage(later: Claim, earlier: Claim) -> bool:
    """Whether the later words are for the span of years that begins where that of the earlier words ends."""
    after, before = years_in(later.sentence), years_in(earlier.sentence)
    return bool(after and before and after[0] == before[1] + 1)


@lru_cache(maxsize=20_000)
def years_in(text: str) -> tuple[int, int] | None:
    """The first and last year of the only span of years in a text; None where it names none, or several."""
    found = set()
    for match in _YEARS.finditer(text):
        first, last = match.groups()
        span = int(first), int(first[: 4 - len(last)] + last)
        if 0 < span[1] - span[0] <= _LONGEST:
            found.add(span)
    return found.pop() if len(found) == 1 else None
