"""Named parts of years and months: quarters, halves, seasons, "the first week of May", feasts."""

from __future__ import annotations

from servanda.readings.timex.days import day_number
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import group, holidays, months, ordinals, seasons, weekdays
from servanda.readings.timex.meanings import DayNumber, Fixed, Holiday, Meaning, MonthDay, Named, Unit, WeekOf
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.years import year_number

_LAST = frozenset({"last", "final"})
_SEASON_BEFORE = group("season-before")
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
_PLAIN_AFTER = group("plain-after")


def part_at(t: Tokens, i: int) -> Hit | None:
    """Quarters, halves, and the weeks or weekdays of a month, at an ordinal: "the third quarter", "the first week of May"."""
    found = _ordinal(t, i)
    if found is None:
        return None
    number, j = found
    if t.words[j] == "-" and t.glued(j):
        j += 1
    for word in ("fiscal", "calendar", "full"):
        if t.words[j] == word:
            j += 1
    start = _article(t, i) if t.words[j - 1] != "-" else i
    word = t.words[j]
    if word in ("quarter", "quarters"):
        return _quarter(t, start, number, j + 1)
    if word == "half":
        return _half(t, start, number, j + 1)
    if word in weekdays() and t.words[j + 1] in ("of", "in"):
        return _of_month(t, start, j + 2, number, "day", weekdays()[word])
    if word in ("week", "weekend", "month") and t.words[j + 1] in ("of", "in"):
        return _of_month(t, start, j + 2, number, word, None)
    if word == "day" and t.words[j + 1] == "of":
        return _of_month(t, start, j + 2, number, "day", None)
    return None


def _ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    word = t.words[i]
    if word in _LAST:
        return -1, i + 1
    found = ordinals().get(word)
    if found:
        return found, i + 1
    if word in ("twenty", "thirty"):
        return day_number(t, i)
    if word[:1].isdecimal() and t.words[i + 1] in ("st", "nd", "rd", "th") and t.glued(i + 1):
        day = day_number(t, i)
        return (day[0], day[1]) if day else None
    return None


def _article(t: Tokens, i: int) -> int:
    if t.words[i - 1] in ("fiscal", "calendar"):
        i -= 1
    if t.words[i - 1] == "-" and t.words[i - 2] == "fiscal":
        i -= 2
    return i - 1 if t.words[i - 1] == "the" else i


def _quarter(t: Tokens, start: int, number: int, end: int) -> Hit | None:
    if t.words[end - 2] == "last" and number == -1:
        found = _year_behind(t, end)
        return Hit(start, found[1], Named("Q4", found[0]), "times.quarter") if found else None
    if number == -1:
        number = 4
    if number > 4:
        return None
    return _with_year(t, start, end, f"Q{number}", "times.quarter")


def _with_year(t: Tokens, start: int, end: int, code: str, rule: str) -> Hit:
    found = _year_behind(t, end)
    if found:
        return Hit(start, found[1], Named(code, found[0]), rule)
    ahead = _year_ahead(t, start)
    if ahead:
        return Hit(ahead[1], end, Named(code, ahead[0]), rule)
    return Hit(start, end, Named(code), rule)


def _year_behind(t: Tokens, i: int) -> tuple[Meaning, int] | None:
    if t.words[i] == "of" and t.words[i + 1] in ("this", "last", "next") and t.words[i + 2] == "year":
        return Unit("year", _STEPS[t.words[i + 1]]), i + 3
    j = i + 1 if t.words[i] in ("of", ",", "in") else i
    if t.words[j] in ("fiscal", "year"):
        j += 1
    found = year_number(t, j)
    return found if found and (t.words[j].isdecimal() or t.words[i] == "of") else None


def _year_ahead(t: Tokens, start: int) -> tuple[Meaning, int] | None:
    """A year before its part: "the 1988 second quarter"."""
    word = t.words[start - 1]
    if word.isdecimal() and len(word) == 4:
        return Fixed(word), start - 2 if t.words[start - 2] == "the" else start - 1
    return None


def _half(t: Tokens, start: int, number: int, end: int) -> Hit | None:
    code = "H2" if number in (-1, 2) else "H1"
    if number not in (-1, 1, 2):
        return None
    found = _year_behind(t, end)
    if found:
        return Hit(start, found[1], Named(code, found[0]), "times.half")
    if t.words[end] == "of" and t.words[end + 1] == "the" and t.words[end + 2] == "year":
        return Hit(start, end + 3, Named(code, Unit("year", 0, "mention")), "times.half")
    ahead = _year_ahead(t, start)
    return Hit(ahead[1], end, Named(code, ahead[0]), "times.half") if ahead else None


def _of_month(t: Tokens, start: int, j: int, number: int, unit: str, weekday: int | None) -> Hit | None:
    """As in "the last week of July", "the first Monday in May 2024"."""
    within: Meaning | None = None
    if t.words[j] == "the" and t.words[j + 1] in ("month", "year"):
        within, end = Unit(t.words[j + 1]), j + 2
    elif t.words[j] in ("this", "last", "next") and t.words[j + 1] in ("month", "year"):
        within, end = Unit(t.words[j + 1], _STEPS[t.words[j]]), j + 2
    elif t.words[j] in months():
        k = j + 2 if t.words[j + 1] in (".", ",") and year_number(t, j + 2) else j + 1
        found = year_number(t, k)
        within, end = MonthDay(months()[t.words[j]], None, found[0] if found else None), found[1] if found else j + 1
    elif (found := year_number(t, j)) and t.words[j].isdecimal():
        within, end = found
    if within is None:
        return None
    if unit == "day" and weekday is None and number > 0:
        if number > 31:
            return None
        return Hit(start, end, DayNumber(number, within), "times.day-of-month")
    return Hit(start, end, WeekOf(within, number, unit, weekday), "times.week-of-month")


def coded(t: Tokens, i: int) -> Hit | None:
    """As in "Q3 2024", "H1", "3Q 2024"."""
    letter = t.words[i]
    if t.words[i + 2] == ":":
        return None  # a label: "Q1:"
    dated = (
        t.words[i - 1].isdecimal()
        or t.words[i + 2] in ("of", "-")
        or len(t.words[i + 2]) == 4
        or (t.words[i - 1] == "-" and t.glued(i))
    )
    if letter in ("q", "h") and (t.capital(i) or dated) and t.words[i + 1] in ("1", "2", "3", "4") and t.glued(i + 1):
        if letter == "h" and t.words[i + 1] not in ("1", "2"):
            return None
        found = _year_behind(t, i + 2) or _year_after_dash(t, i + 2)
        if found is None and letter == "h" and not dated:
            return None
        code = f"{letter.upper()}{t.words[i + 1]}"
        return Hit(i, found[1] if found else i + 2, Named(code, found[0] if found else None), "times.quarter")
    return None


def _year_after_dash(t: Tokens, i: int) -> tuple[Meaning, int] | None:
    return year_number(t, i + 1) if t.words[i] in ("-", "/") and t.glued(i) and t.words[i + 1].isdecimal() else None


def season(t: Tokens, i: int) -> Hit | None:
    """As in "the summer of 1955", "spring 2008", "last fall", "in the winter". "Fall" and "spring" are words too."""
    word = t.words[i]
    code = seasons()[word]
    before = t.words[i - 1]
    if before in _STEPS:
        start = i - 1
        if before in ("past", "coming") and t.words[i - 2] in ("this", "the"):
            start = i - 2
        return Hit(start, i + 1, Named(code, None, _STEPS[before]), "times.season")
    found = _year_behind(t, i + 1)
    start = i - 1 if before == "the" else i
    if found:
        return Hit(start, found[1], Named(code, found[0]), "times.season")
    if t.words[i + 1] == "of" or (
        word == "fall" and not (before == "the" and t.words[i - 2] in ("in", "during", "by", "until"))
    ):
        if t.words[i + 1] == "of" and (t.words[i + 2] in ("this", "last", "next", "that") or "year" in t.words[i + 3 : i + 5]):
            return Hit(start, i + 1, Named(code), "times.season")
        return None
    if before not in _SEASON_BEFORE or (t.capital(i) and t.capital(i - 1)) or t.words[i + 1] in ("-", "school", "break"):
        return None
    if word.endswith("time") or (t.words[i + 1].isalpha() and t.words[i + 1] not in _PLAIN_AFTER):
        return None
    return Hit(start, i + 1, Named(code), "times.season")


def feast(t: Tokens, i: int) -> Hit | None:
    """A feast or public day by name, with its year where one follows."""
    known = holidays()
    for size in (4, 3, 2, 1):
        rule = known.get(tuple(word.replace("’", "'") for word in t.words[i : i + size]))
        if rule is None:
            continue
        if not t.capital(i) and size == 1 and t.words[i] not in ("christmas", "easter", "halloween", "thanksgiving"):
            return None
        if t.capital(i + size) and t.words[i + size].isalpha() and t.words[i + size] not in months():
            return None  # a name: "Good Friday Agreement"
        found = _year_behind(t, i + size)
        step = _STEPS.get(t.words[i - 1])
        start = i - 1 if t.words[i - 1] in _STEPS else i
        end = found[1] if found else i + size
        return Hit(start, end, Holiday(rule, found[0] if found else None, step), "times.holiday")
    return None
