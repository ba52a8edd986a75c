"""Units without a number: "for years", "recent weeks", "the quarter", "year-end", "the year-ago period", "week 31"."""

from __future__ import annotations

from fractions import Fraction

from servanda.readings.timex.counting import VAGUE_LENGTHS, clause, is_age, span_start, year_ago
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import group, units
from servanda.readings.timex.meanings import (
    Fixed,
    Length,
    TheUnit,
    Unit,
    WeekNumber,
)
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.years import year_number

_CALENDAR = group("calendar")


def bare_unit(t: Tokens, i: int) -> Hit | None:
    """A unit without a number: "for years", "recent weeks", "the year", "the coming days", "year-end"."""
    word = t.words[i]
    unit = units()[word][0]
    if word.endswith("s") or word in ("millennia", "centuries"):
        return _bare_plural(t, i, unit)
    if t.words[i + 1] in ("-", "'s", "’s", "end"):
        return _hyphened(t, i, unit)
    if unit == "week" and t.words[i + 1].isdecimal() and 1 <= int(t.words[i + 1]) <= 53 and t.words[i + 2] != ",":
        return _numbered_week(t, i)
    if unit == "year" and (t.words[i + 1][:1].isdecimal() or t.words[i + 1] in ("two", "nineteen", "twenty")):
        return None  # "the year 2000"
    before = t.words[i - 1]
    if before == "the":
        return _the_unit(t, i, unit)
    if before == "of" and t.words[i - 2] in ("end", "beginning", "start") and unit in ("month", "year", "week"):
        return Hit(i, i + 1, Unit(unit), "times.the-unit")
    return None


def _hyphened(t: Tokens, i: int, unit: str) -> Hit | None:
    """As in "year-end", "the year's end", "year-earlier", "week-long"."""
    if unit == "year" and "end" in (t.words[i + 1], t.words[i + 2]):
        end = i + 2 if t.words[i + 1] == "end" else i + 3
        start = i - 1 if t.words[i - 1] == "the" and end == i + 3 else i
        return Hit(start, end, Unit("year"), "times.year-end")
    if t.words[i + 1] == "-" and t.words[i + 2] in ("earlier", "ago") and unit in _CALENDAR:
        return year_ago(t, i, unit)
    if t.words[i + 1] == "-" and t.words[i + 2] == "long" and t.glued(i + 2) and t.words[i - 1] != "-":
        return Hit(i, i + 3, Length(((Fraction(units()[t.words[i]][1]), unit),)), "times.length")
    return _the_unit(t, i, unit) if t.words[i - 1] == "the" and t.words[i + 1] != "-" else None


def _numbered_week(t: Tokens, i: int) -> Hit:
    start = i - 1 if t.words[i - 1] == "the" else i
    j = i + 3 if t.words[i + 2] == "of" else i + 2
    year = year_number(t, j) if t.words[j].isdecimal() else None
    return Hit(
        start, year[1] if year else i + 2, WeekNumber(int(t.words[i + 1]), year[0] if year else None), "times.week-number"
    )


def whole_year(t: Tokens, i: int) -> Hit | None:
    """As in "the full year", "the fiscal year"."""
    if t.words[i + 1] != "year" or t.words[i - 1] != "the" or t.words[i + 2][:1].isdecimal() or t.words[i + 2] == "-":
        return None
    if t.words[i + 2] in ("ended", "ending"):
        return Hit(i - 1, i + 2, Length(((Fraction(1), "year"),)), "times.length")
    return Hit(i - 1, i + 2, TheUnit("year"), "times.the-unit")


def _the_unit(t: Tokens, i: int, unit: str) -> Hit | None:
    following = t.words[i + 1]
    of_edge = t.words[i - 2] == "of" and t.words[i - 3] in ("end", "beginning", "middle", "start", "rest")
    if unit in ("decade", "century") and of_edge:
        return Hit(i - 1, i + 1, Unit(unit), "times.the-unit")
    if following in ("before", "after") and unit in ("day", "year", "week", "month"):
        return _day_before(t, i, unit)
    if (
        unit not in ("week", "weekend", "month", "quarter", "year")
        or following in ("when", "that")
        or t.words[i] == "millennium"
    ):
        return None
    if t.words[i - 2] == "of" and unit == "week" and not of_edge:
        return None
    if following in ("of", "beginning", "starting", "commencing") and unit in ("week", "weekend"):
        return Hit(i - 1, i + 1, Unit(unit), "times.week-of")
    if unit == "year" and following in ("ended", "ending"):
        return Hit(i - 1, i + 1, Length(((Fraction(1), unit),)), "times.length")
    return Hit(i - 1, i + 1, TheUnit(unit), "times.the-unit")


def _day_before(t: Tokens, i: int, unit: str) -> Hit | None:
    step = -1 if t.words[i + 1] == "before" else 1
    following = t.words[i + 2]
    if following[:1].isalnum() and following not in ("and", "but", "in", "at", "when"):
        return None
    return Hit(i - 1, i + 2, Unit(unit, step, "mention"), "times.day-before")


def _bare_plural(t: Tokens, i: int, unit: str) -> Hit | None:
    before, following = t.words[i - 1], t.words[i + 1]
    if is_age(t, i + 1) or before in ("light", "-", "$", "/") or before[:1].isdecimal() or following[:1].isdecimal():
        return None
    if (unit == "hour" and following == "of") or (unit == "quarter" and before == "such"):
        return None
    if following in ("ago", "earlier", "before", "later", "after") and not clause(t, i + 2, following):
        value = "FUTURE_REF" if following in ("later", "after") else "PAST_REF"
        return Hit(i, i + 2, Fixed(value), "times.vague-ago" if following == "ago" else "times.vague-later")
    joined = following in ("or", "and") and t.words[i + 2] in units() and t.words[i + 2].endswith("s")
    end = i + 3 if joined else i + 1
    if before in VAGUE_LENGTHS:
        start = i - 2 if t.words[i - 2] in ("the", "these") else i - 1
        return Hit(start, end, Fixed(VAGUE_LENGTHS[before]), "times.vague-length")
    if before == "these" and unit == "day":
        return Hit(i - 1, i + 1, Fixed("PRESENT_REF"), "times.reference")
    if unit == "second" or (unit == "minute" and before not in ("for", "just", "few", "within", "in")):
        return None
    return _spanning(t, i, end, unit)


def _spanning(t: Tokens, i: int, end: int, unit: str) -> Hit:
    """A plural with what belongs to it: "the past years", "the weeks ahead", "decades-long"."""
    if t.words[end] == "-" and t.words[end + 1] == "long":
        end += 2
    start, spanning = span_start(t, i)
    if t.words[i + 1] == "ahead":
        return Hit(start, i + 2, Fixed("FUTURE_REF"), "times.vague-length")
    if spanning in ("past", "last", "next") and start < i:
        return Hit(start, end, Fixed("FUTURE_REF" if spanning == "next" else "PAST_REF"), "times.vague-length")
    if not spanning and t.words[i - 1] == "the":
        start = i  # the article belongs to what follows: "the days before the vote"
    return Hit(start, end, Length(((None, unit),)), "times.bare-plural")
