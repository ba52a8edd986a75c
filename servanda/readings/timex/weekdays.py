"""Weekdays: "Friday", "Mon.", "Friday the 13th"."""

from __future__ import annotations

from servanda.readings.timex.days import day_number
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import months, weekdays
from servanda.readings.timex.meanings import (
    Weekday,
)
from servanda.readings.timex.tokens import Tokens


def weekday(t: Tokens, i: int) -> Hit | None:
    """A weekday; short forms only before a date or a full stop; in the plural what recurs."""
    word = t.words[i]
    number = weekdays()[word]
    if word in ("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"):
        return _short_weekday(t, i, number)
    if t.words[i - 1] in ("black", "bloody", "good", "super", "cyber", "ash", "palm", "easter") and t.capital(i - 1):
        return None
    return _with_number(t, i, i + 1, number)


def _with_number(t: Tokens, i: int, end: int, number: int) -> Hit:
    """Take in the day of the month beside a weekday: "Friday the 13th", "Mon 13th"."""
    j = end + 1 if t.words[end] == "the" else end
    day = day_number(t, j)
    if (
        day
        and (j > end or day[1] > j + 1 or _stands_alone(t, j))
        and t.words[day[1]] not in {*months(), "of", "day", "quarter"}
    ):
        return Hit(i, day[1], Weekday(number, day=day[0]), "times.weekday-day")
    return Hit(i, end, Weekday(number), "times.weekday")


def _stands_alone(t: Tokens, i: int) -> bool:
    """Whether a bare number after a weekday counts nothing: "Friday 31!", "Monday 21 between …"."""
    following = t.words[i + 1]
    return t.words[i].isdecimal() and (
        following in ("", "at", "between", ",", "!", "?", ";") or (following == "." and not t.words[i + 2])
    )


def _short_weekday(t: Tokens, i: int, number: int) -> Hit | None:
    end = i + 2 if t.words[i + 1] == "." and t.glued(i + 1) else i + 1
    j = end + 1 if t.words[end] == "," else end
    dated = t.words[j] in months() or t.words[j][:1].isdecimal() or (t.words[j] == "the" and t.words[j + 1][:1].isdecimal())
    if not t.capital(i) or not (dated or t.words[i - 1] in ("on", "next", "last", "this")):
        return None
    return _with_number(t, i, end, number)
