"""Periods as days: which two are the same, which two are of one length, which came first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.model.days import interval

_LENGTH = re.compile(r"P(?P<number>\d+(?:\.\d+)?)(?P<unit>[DWMY])")
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4375, "Y": 365.25}
_ALIKE = 0.89
"""Least ratio of two lengths that are told as one: February and March, a year and a leap year; not eight months and a year."""
_SLACK = 45
"""Days by which two lengths up to about the same day may lie apart: "over the past three years", said twice in a spring."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days from `first` to `last`, both within, counted from 1 January of the year 1."""

    first: int
    last: int
    rough: bool = False
    """Whether it was told as a length of time up to a day."""

    @property
    def days(self) -> int:
        """Its length."""
        return self.last - self.first + 1

    def same(self, other: Window) -> bool:
        """Whether two are one period."""
        slack = _SLACK if self.rough and other.rough else 0
        return abs(self.first - other.first) <= slack and abs(self.last - other.last) <= slack

    def as_long(self, other: Window) -> bool:
        """Whether two periods are of one length, so that what is counted over them can be set side by side."""
        return min(self.days, other.days) >= _ALIKE * max(self.days, other.days)


def days_of(value: str) -> tuple[str, str] | None:
    """The first and the last day (ISO) of a TIMEX3 period; None where it has no place in the calendar, or an open end."""
    window = window_of(value, None)
    return (date.fromordinal(window.first).isoformat(), date.fromordinal(window.last).isoformat()) if window else None


@lru_cache(maxsize=4096)
def window_of(value: str | None, day: str | None) -> Window | None:
    """A TIMEX3 period as days; a length of time is counted back from `day`. None where that cannot be told."""
    if not value:
        return None
    length = _LENGTH.fullmatch(value)
    if length:
        until = ordinal(day)
        return Window(until - round(float(length["number"]) * _DAYS[length["unit"]]) + 1, until, rough=True) if until else None
    first, slash, last = value.partition("/")
    begin, end = _part(first), _part(last) if slash else _part(first)
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return Window(begin[0], end[1])


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day; None where it is none."""
    found = _part(day) if day else None
    return found[0] if found and found[0] == found[1] else None


def length_in_days(value: str) -> tuple[float, float] | None:
    """A TIMEX3 length of time in days, and how many days it may be off as it is told; None where it is none."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    unit = _DAYS[match["unit"]]
    step = unit / 2 if "." in match["number"] else unit
    return float(match["number"]) * unit, step


def _part(value: str) -> tuple[int, int] | None:
    """The first and the last day of one calendar value."""
    days = interval(value)
    return (date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[1]).toordinal()) if days else None
