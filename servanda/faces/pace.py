"""How fast work goes, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

_SOONEST = 3.0
"""Seconds before a pace is told: until then it is chance."""


class Pace:
    """Told of amounts that are done, out of a total; says how many pieces a second that were, and what time is left."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._left = total
        self._clock = clock
        self._begun = clock()
        self._amount = self._pieces = 0

    def step(self, amount: int, *, worked: bool = True) -> None:
        """One piece is done; `worked` is False where it took no work, and so tells nothing of the pace."""
        self._left -= amount
        if worked:
            self._amount += amount
            self._pieces += 1

    def __str__(self) -> str:
        """`3.2/s · 12 min left`, or nothing yet."""
        spent = self._clock() - self._begun
        if spent < _SOONEST or not self._amount:
            return ""
        return f"{self._pieces / spent:.1f}/s · {duration(self._left * spent / self._amount)} left"


def duration(seconds: float) -> str:
    """A length of time as people say it: `40 s`, `12 min`, `3.5 h`."""
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
