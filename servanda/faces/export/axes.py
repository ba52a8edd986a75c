"""Axes: where a value or a day stands along a line, and which of them are written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_STEPS = (1.0, 2.0, 5.0, 10.0)
_WANTED = 5
"""About so many ticks on an axis of values."""
_LEAST_SHARE = 0.6
"""An axis begins at zero unless its least value is a larger share of its greatest."""
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SAME = 1e-9
"""Values that lie nearer to each other, as a share of their size, are one value for the eye."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
"""Months between two ticks on an axis of time."""
_MOST_TICKS = 9
"""On an axis of time."""


@dataclass(frozen=True, slots=True)
class Values:
    """An axis of values."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the low end to 1 at the high."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Days:
    """An axis of time."""

    first: date
    last: date
    ticks: tuple[tuple[date, str], ...]

    def share(self, day: date) -> float:
        """Where a day stands, from 0 at the first to 1 at the last."""
        return (day - self.first).days / max(1, (self.last - self.first).days)


def scale_of(most: float) -> tuple[float, str]:
    """What values are divided by so that they are short to write, and the word for it."""
    return next(((size, name) for size, name in _SCALES if most >= size), (1.0, ""))


def values_axis(values: Sequence[float], *, with_zero: bool = False) -> Values:
    """An axis that holds these values, its ends on ticks."""
    low, high = min(values), max(values)
    if with_zero or low <= 0 <= high or min(abs(low), abs(high)) <= _LEAST_SHARE * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= _SAME * max(abs(low), abs(high)):
        spread = abs(low) / 10 or 1.0
        low, high = low - spread, high + spread
    step = _step((high - low) / _WANTED)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))
    return Values(ticks[0], ticks[-1], ticks)


def _step(rough: float) -> float:
    size: float = 10.0 ** math.floor(math.log10(rough))
    return next(step for step in _STEPS if step * size >= rough * (1 - 1e-9)) * size


def days_axis(first: date, last: date) -> Days:
    """An axis of time that holds both days, with some room beside them."""
    room = timedelta(days=max(10, (last - first).days // 20))
    begin = first - room if first - date.min > room else date.min
    end = last + room if date.max - last > room else date.max
    return Days(begin, end, tuple(_time_ticks(begin, end)))


def _time_ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = next((count for count in _MONTHS if months / count <= _MOST_TICKS), _MONTHS[-1])
    begin = first.year * 12 + first.month - 1
    for place in range(-(-begin // apart) * apart, last.year * 12 + last.month, apart):
        day = date(place // 12, place % 12 + 1, 1) if date.min.year <= place // 12 <= date.max.year else None
        if day and first <= day <= last:
            yield day, str(day.year) if apart % 12 == 0 else f"{day.year}-{day.month:02}"
