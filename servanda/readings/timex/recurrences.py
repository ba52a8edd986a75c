"""What recurs: "every year", "each Monday", "per day"."""

from __future__ import annotations

from fractions import Fraction

from servanda.readings.timex.amounts import amount, length
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import dayparts, months, seasons, units, weekdays
from servanda.readings.timex.meanings import (
    Fixed,
    Length,
)
from servanda.readings.timex.tokens import Tokens


def recurring(t: Tokens, i: int) -> Hit | None:
    """As in "every year", "each Monday", "every other week", "every three months", "every morning"."""
    j = i + 1
    times = 1
    if t.words[j] in ("other", "second"):
        times, j = 2, j + 1
    number = amount(t, j) if t.words[j] not in ("a", "an") and times == 1 else None
    if number and number.value:
        found = length(t, j)
        if found:
            return Hit(i, found.end, Fixed(found.length.resolve_value(), "SET"), "times.every")
    if t.words[j] in ("single", "passing", "working", "given", "business"):
        j += 1
    word = t.words[j]
    if word in units() and word not in ("second", "minute"):
        unit, size = units()[word]
        return Hit(i, j + 1, Fixed(Length(((Fraction(times * size), unit),)).resolve_value(), "SET"), "times.every")
    if word in weekdays() and len(word) > 3:
        return Hit(i, j + 1, Fixed(f"XXXX-WXX-{weekdays()[word]}", "SET"), "times.every")
    if word in months() and t.capital(j):
        return Hit(i, j + 1, Fixed(f"XXXX-{months()[word]:02}", "SET"), "times.every")
    if word in seasons():
        return Hit(i, j + 1, Fixed(f"XXXX-{seasons()[word]}", "SET"), "times.every")
    if word in dayparts():
        return Hit(i, j + 1, Fixed(f"XXXX-XX-XXT{dayparts()[word]}", "SET"), "times.every")
    return None


def per_unit(t: Tokens, i: int) -> Hit | None:
    """As in "per year", "per day"."""
    found = units().get(t.words[i + 1])
    if found is None or t.words[i + 1].endswith("s") or found[0] in ("hour", "minute", "second") or t.words[i + 1] == "-":
        return None
    return Hit(i, i + 2, Fixed(Length(((Fraction(found[1]), found[0]),)).resolve_value(), "SET"), "times.rate")
