"""What a calendar value means in days.

Values are TIMEX3 (`2024-06-27`, `2024-06`, `2024-W26`, `2024-Q3`, `2024-H1`, `2024-SU`, `2024`, `202`), days ISO 8601.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"\d{4}$")
_DECADE = re.compile(r"(\d{3})X?$")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")
_MONTHS = {
    **{f"Q{number}": (3 * number - 2, 3) for number in range(1, 5)},
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (3, 3),
    "SU": (6, 3),
    "FA": (9, 3),
    "WI": (12, 3),
}
"""With which month a part of a year begins, and how many it has; a winter belongs to the year in which it begins."""


def interval(value: str) -> tuple[str, str] | None:
    """The first and the last day of a value; a time of day has its day. None for one without a place in the calendar."""
    try:
        return _interval(value)
    except (ValueError, OverflowError):  # 31 February, week 60, the year 0
        return None


def days_after(day: str, days: int) -> str:
    """So many days after a day (ISO 8601), or before it; the calendar's last or first where that lies beyond it."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return (date.max if days > 0 else date.min).isoformat()


def _interval(value: str) -> tuple[str, str] | None:
    if day := _DAY.match(value):
        plain = date(*(int(part) for part in day.groups())).isoformat()
        return plain, plain
    if _YEAR.match(value):
        return _months(int(value), 1, 12)
    if month := _MONTH.match(value):
        return _months(int(month[1]), int(month[2]), 1)
    if part := _PART.match(value):
        return _months(int(part[1]), *_MONTHS[part[2]])
    if week := _WEEK.match(value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return (monday + timedelta(days=5 if week[3] else 0)).isoformat(), (monday + timedelta(days=6)).isoformat()
    if decade := _DECADE.match(value):
        first = int(decade[1]) * 10
        return _months(first, 1, 120)
    return None


def _months(year: int, first: int, count: int) -> tuple[str, str]:
    """So many months from a year's first, second, …"""
    begin = date(year, first, 1)
    years, month = divmod(first + count - 2, 12)
    last = year + years, month + 1
    return begin.isoformat(), date(*last, monthrange(*last)[1]).isoformat()
