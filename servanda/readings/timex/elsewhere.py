"""Dates in other languages than English: day, month's name and year, days counted from today, lengths in digits.

Modest on purpose: what every official page prints ("25 марта 2025 года", "3 de mayo de 2024", "3. Mai 2024"), no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from servanda.readings.timex.clock import clock
from servanda.readings.timex.days import day_number
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.meanings import Clock, Fixed, Length, Meaning, MonthDay, Unit
from servanda.readings.timex.numerals import numeric_day_first
from servanda.readings.timex.tokens import Tokens
from servanda.words import rows

_LINKS = frozenset({"de", "del", "do", "da"})
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


@cache
def languages() -> frozenset[str]:
    """The languages read here."""
    return frozenset(row[2] for row in rows("time-months-other"))


@cache
def _months(language: str) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in rows("time-months-other") if row[2] == language}


@cache
def _words(language: str, kind: str) -> dict[str, str]:
    return {row[0]: row[2] for row in rows("time-words-other") if row[1] == kind and row[3] == language}


def find_in(t: Tokens, language: str) -> Iterator[Hit]:
    """Every expression of a stretch in a language, in order."""
    days_away = _words(language, "day")
    free = 0
    for i in range(t.count):
        if i < free:
            continue
        word = t.words[i]
        hit: Hit | None = None
        if word[0].isdecimal():
            hit = _from_digits(t, i, language)
        elif word in days_away:
            hit = Hit(i, i + 1, Unit("day", int(days_away[word])), "times.other-day-word")
        elif word in _months(language):
            hit = _from_month(t, i, language)
        if hit:
            hit = _with_clock(t, hit)
            yield hit
            free = hit.end


def _from_digits(t: Tokens, i: int, language: str) -> Hit | None:
    day = day_number(t, i)
    if day:
        j = day[1] + 1 if t.words[day[1]] in (".", "º", "°") or t.words[day[1]] in _LINKS else day[1]
        month = _months(language).get(t.words[j])
        if month:
            year, end = _year(t, j + 1, language)
            return Hit(i, end, MonthDay(month, day[0], year), "times.other-month-day")
    hit = numeric_day_first(t, i)
    if hit:
        return hit
    return _length(t, i, language) or _bare_year(t, i, language)


def _length(t: Tokens, i: int, language: str) -> Hit | None:
    if not t.words[i].isdecimal() or len(t.words[i]) > 3:
        return None
    end = i + 2
    unit = _words(language, "unit").get(t.words[i + 1])
    if unit is None and t.words[i + 1] == "-" and t.glued(end):  # "30-дневный"
        end += 1
        stems = _words(language, "stem")
        unit = next((stems[stem] for stem in stems if t.words[i + 2].startswith(stem)), None)
    if unit is None:
        return None
    return Hit(i, end, Length(((Fraction(int(t.words[i])), _UNITS[unit]),)), "times.other-length")


def _year(t: Tokens, i: int, language: str) -> tuple[Meaning | None, int]:
    j = i + 1 if t.words[i] in _LINKS else i
    word = t.words[j]
    if not (word.isdecimal() and len(word) == 4 and 1000 <= int(word) <= 2199):
        return None, i
    end = j + 1
    if t.words[end] in _words(language, "year"):
        end += 2 if t.words[end] in ("г", "р") and t.words[end + 1] == "." else 1
    return Fixed(word), end


def _from_month(t: Tokens, i: int, language: str) -> Hit | None:
    year, end = _year(t, i + 1, language)
    return Hit(i, end, MonthDay(_months(language)[t.words[i]], None, year), "times.other-month") if year else None


def _bare_year(t: Tokens, i: int, language: str) -> Hit | None:
    year, end = _year(t, i, language)
    return Hit(i, end, year, "times.other-year") if year and end > i + 1 else None


def _with_clock(t: Tokens, hit: Hit) -> Hit:
    j = hit.end + 1 if t.words[hit.end] == "," else hit.end
    if not isinstance(hit.meaning, MonthDay | Fixed) or ":" not in t.words[j]:
        return hit
    found = clock(t, j)
    if found is None or not isinstance(found.meaning, Clock):
        return hit
    return Hit(hit.start, found.end, Clock(found.meaning.text, hit.meaning), "times.day-clock")
