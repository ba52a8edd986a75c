"""Dates in digits only: "24.05.2024", "2022-02-18", "13/12/2018", "12-2015", "10/25"."""

from __future__ import annotations

import re

from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import group, months, weekdays
from servanda.readings.timex.meanings import Fixed, MonthDay
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.values import make_day

_DASHES = frozenset("-–—‑~")

_THREE = re.compile(r"(\d{1,4})[./](\d{1,2})[./](\d{1,4})$")


_TWO = re.compile(r"(\d{1,2})/(\d{1,2})$")


_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})$")


_BASIC = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])$")


def numeric(t: Tokens, i: int) -> Hit | None:
    """A date in digits. Day and month are told apart by what is possible; where both are, a full stop means day first."""
    return _of_parts(t, i, day_first=False) or _month_of_year(t, i) or _day_of_month(t, i)


def numeric_day_first(t: Tokens, i: int) -> Hit | None:
    """A date in digits, as written where the day always comes first."""
    return _of_parts(t, i, day_first=True)


def _of_parts(t: Tokens, i: int, *, day_first: bool) -> Hit | None:
    word = t.words[i]
    if len(word) == 4 and t.words[i + 1] in ("-", "/"):
        return _year_first(t, i) if t.words[i + 2] in months() else _iso(t, i) if t.words[i + 1] == "-" else None
    if match := _BASIC.match(word):
        value = make_day(int(match[1]), int(match[2]), int(match[3]))
        return Hit(i, i + 1, Fixed(value), "times.iso") if value else None
    if match := _THREE.match(word):
        value = _three(match[1], match[2], match[3], day_first=day_first or "." in word)
        return Hit(i, i + 1, Fixed(value), "times.numeric") if value else None
    if t.words[i + 1] in ("-", ".") and t.words[i + 3] == t.words[i + 1] and word.isdecimal() and len(word) <= 2:
        return _dashed(t, i, day_first=day_first)
    return None


def _month_of_year(t: Tokens, i: int) -> Hit | None:
    """As in "12-2015", "10/2018"."""
    word = t.words[i]
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 12 and t.words[i + 1] == "-" and _is_glued_year(t, i + 2):
        return Hit(i, i + 3, Fixed(f"{t.words[i + 2]}-{int(word):02}"), "times.numeric-month")
    match = _MONTH_YEAR.match(word)
    if match and 1 <= int(match[1]) <= 12 and 1800 <= int(match[2]) <= 2199:
        return Hit(i, i + 1, Fixed(f"{match[2]}-{int(match[1]):02}"), "times.numeric-month")
    return None


def _day_of_month(t: Tokens, i: int) -> Hit | None:
    """As in "on 10/25"."""
    match = _TWO.match(t.words[i])
    if not match or not _cued(t, i):
        return None
    first, second = int(match[1]), int(match[2])
    month, day = (second, first) if first > 12 else (first, second)
    return Hit(i, i + 1, MonthDay(month, day), "times.numeric-day") if 1 <= month <= 12 and 1 <= day <= 31 else None


_CUES = group("cues")


def _is_glued_year(t: Tokens, i: int) -> bool:
    """Whether the year of "12-2015" stands at i."""
    word = t.words[i]
    return (
        t.glued(i - 1)
        and t.glued(i)
        and word.isdecimal()
        and len(word) == 4
        and 1800 <= int(word) <= 2199
        and t.words[i + 1] != "-"
    )


def _cued(t: Tokens, i: int) -> bool:
    """Whether something before says that "10/25" is a date and no fraction."""
    before = t.words[i - 1]
    if t.words[i] in ("9/11", "24/7"):
        return False
    first, _, second = t.words[i].partition("/")
    ends = not t.words[i + 1].isalnum() or t.words[i + 1] in ("at", "before", "after", "between", "from")
    if ends and max(int(first), int(second)) > 12 and t.words[i + 1] not in ("%", "-", "/"):
        return True  # one of the two can be no month, and the pair is no common fraction
    if t.words[i + 1] in ("of", "%", "majority", "vote") or (before == "to" and not _TWO.match(t.words[i - 2])):
        return False
    if before in (",", "or", "and"):
        return bool(_TWO.match(t.words[i - 2])) and _cued(t, i - 2)
    return before in _CUES or (before in _DASHES and bool(_TWO.match(t.words[i - 2]))) or before in weekdays()


def _year_first(t: Tokens, i: int) -> Hit | None:
    """As in "2019-Aug-01"."""
    day = t.words[i + 4]
    if not (t.words[i].isdecimal() and t.words[i + 3] == t.words[i + 1] and day.isdecimal() and len(day) <= 2):
        return None
    value = make_day(int(t.words[i]), months()[t.words[i + 2]], int(day))
    return Hit(i, i + 5, Fixed(value), "times.iso") if value and all(t.glued(i + k) for k in range(1, 5)) else None


def _iso(t: Tokens, i: int) -> Hit | None:
    a, b = t.words[i + 2], t.words[i + 4]
    if not (a.isdecimal() and len(a) <= 2 and t.glued(i + 1) and t.glued(i + 2) and t.words[i].isdecimal()):
        return None
    if t.words[i + 3] == "-" and t.glued(i + 3) and b.isdecimal() and len(b) <= 2 and t.glued(i + 4):
        value = make_day(int(t.words[i]), int(a), int(b))
        return Hit(i, i + 5, Fixed(value), "times.iso") if value else None
    following = int(t.words[i][2:]) + 1
    month = len(a) == 2 and 1 <= int(a) <= 12 and (int(a) < following or (a.startswith("0") and int(a) != following))
    if month and not (t.words[i + 3] in _DASHES and t.glued(i + 3)):
        return Hit(i, i + 3, Fixed(f"{t.words[i]}-{a}"), "times.iso-month")
    return None


def _dashed(t: Tokens, i: int, *, day_first: bool) -> Hit | None:
    a, b, c = t.words[i], t.words[i + 2], t.words[i + 4]
    if not (b.isdecimal() and c.isdecimal() and len(b) <= 2 and len(c) in (2, 4) and all(t.glued(i + k) for k in range(1, 5))):
        return None
    if len(c) == 2 and t.words[i + 5] in _DASHES:
        return None
    value = _three(a, b, c, day_first=day_first)
    return Hit(i, i + 5, Fixed(value), "times.numeric") if value else None


def _three(a: str, b: str, c: str, *, day_first: bool) -> str | None:
    if len(a) == 4:
        return make_day(int(a), int(b), int(c))
    if len(c) not in (2, 4) or len(a) > 2:
        return None
    year = int(c) if len(c) == 4 else 1900 + int(c) if int(c) >= 50 else 2000 + int(c)
    first, second = int(a), int(b)
    if day_first or first > 12:
        return make_day(year, second, first)
    return make_day(year, first, second) or make_day(year, second, first)
