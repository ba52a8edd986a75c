"""Which state's government a record comes from, by the seats of government that it names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from servanda.words import table

_FAR_MORE = 3
"""How often a seat is named for each time that another state's is."""


def governing_state(text: str) -> str | None:
    """The state whose seat of government a text names, alone or far more often than any other's; else None."""
    seats = Counter(table("seats")[match.group()] for match in _seats().finditer(text))
    return next((state for state, times in seats.items() if times >= _FAR_MORE * (seats.total() - times)), None)


@cache
def _seats() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(seat)}\b" for seat in table("seats")))
