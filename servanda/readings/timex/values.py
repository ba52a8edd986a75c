"""TIMEX3 values and the calendar behind them.

A value is the string that TIMEX3 defines (`2024-06-27`, `2024-W26`, `2024-Q3`, `2024-SU`, `197`, `20`, `2024-06-27T18:04`).
Functions here turn values into days and back; None is returned where a value names no day (`PAST_REF`, `XXXX-06-27`, `BC0490`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Type = Literal["DATE", "TIME", "DURATION", "SET"]

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SUFFIX = {"WI": 12, "SP": 3, "SU": 6, "FA": 9, "H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(\d|WE))?$")
_NAMED = re.compile(r"(\d{4})-([A-Z][A-Z0-9])$")
_YEARS = re.compile(r"\d{2,4}$")


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 type with its value, and the last day of a range."""

    type: Type
    value: str
    end: str | None = None


def make_day(year: int, month: int, day: int) -> str | None:
    """The value of a day; None where the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{day:02}"
    return None


def first_day(value: str) -> date | None:
    """The first day of what a value names."""
    try:
        if match := _DAY.match(value):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _MONTH.match(value):
            return date(int(match[1]), int(match[2]), 1)
        if match := _WEEK.match(value):
            offset = 6 if match[3] == "WE" else int(match[3] or 1)
            return date.fromisocalendar(int(match[1]), int(match[2]), offset)
        if match := _NAMED.match(value):
            return date(int(match[1]), _SUFFIX[match[2]], 1) if match[2] in _SUFFIX else None
        if _YEARS.match(value):
            return date(int(value.ljust(4, "0")), 1, 1)
    except ValueError:
        return None
    return None


def days_in(value: str) -> int:
    """About how many days a value spans."""
    if len(value) == 10:
        return 1
    if _WEEK.match(value):
        return 7
    if match := _NAMED.match(value):
        return 183 if match[2].startswith("H") else 91
    return 30 if len(value) == 7 else 365


def year_of(value: str) -> int | None:
    """The year a value lies in; None for decades, centuries and what has no year."""
    head = value[:4]
    return int(head) if len(head) == 4 and head.isdecimal() else None


def moved(day: date, months: int) -> date:
    """The same day some months away, or the month's last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved_days(day: date, days: int) -> date:
    """Some days away, within the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def week_of(day: date) -> str:
    """The ISO week a day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def season_of(day: date) -> str:
    """The season a day lies in; a winter belongs to the year in which it begins."""
    for code, start in _SEASON_START.items():
        if start <= day.month < start + 3:
            return f"{day.year:04}-{code}"
    return f"{day.year - (day.month < 3):04}-WI"


_FORMS: dict[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year:04}",
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "week": week_of,
    "weekend": lambda day: week_of(day) + "-WE",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "half": lambda day: f"{day.year:04}-H{1 if day.month < 7 else 2}",
    "decade": lambda day: f"{day.year // 10:03}",
    "century": lambda day: f"{day.year // 100:02}",
    "season": season_of,
}


def unit_of(day: date, unit: str) -> str:
    """The calendar unit a day lies in."""
    form = _FORMS.get(unit)
    return form(day) if form else day.isoformat()


_MONTHS = {"year": 12, "month": 1, "quarter": 3, "half": 6, "decade": 120, "century": 1200, "season": 3}
_DAYS = {"week": 7, "weekend": 7, "day": 1, "night": 1}


def shifted(day: date, unit: str, count: int) -> date:
    """The day some calendar units away."""
    if unit in _MONTHS:
        return moved(day, _MONTHS[unit] * count)
    if unit in _DAYS:
        return moved_days(day, _DAYS[unit] * count)
    return day


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The first (second, …) such weekday of a month; -1 for the last."""
    length = monthrange(year, month)[1]
    days = [date(year, month, d) for d in range(1, length + 1) if date(year, month, d).isoweekday() == weekday]
    try:
        return days[count - 1 if count > 0 else count]
    except IndexError:
        return None


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computation (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
