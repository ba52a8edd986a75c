"""Numbers before units of time, and lengths: "three and a half hours", "a couple of years", "three to four days"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from servanda.readings.timex.lexicon import cardinals, group, units
from servanda.readings.timex.meanings import Length
from servanda.readings.timex.tokens import Tokens

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+$|\d+(?:\.\d+)?$")
_SMALL_FRACTION = re.compile(r"([1-9])/([2-9])$")
_VAGUE = group("vague")
_VAGUE_OF = frozenset({"dozens", "hundreds", "thousands", "scores", "couples", "tens"})
_BETWEEN = group("between")
_AHEAD_OR_BACK = frozenset({"next", "past", "previous", "upcoming", "coming", "last"})
_DASHES = frozenset("-–—‑")
_GLUED_UNITS = {
    "d": "day",
    "w": "week",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "yr": "year",
    "yrs": "year",
}
_SINGULAR = group("singular")
_MONEY = frozenset("$€£¥₽₴")


class Amount(NamedTuple):
    """A number (None: unsaid, as in "several"), the end of a range, and the token after it."""

    value: Fraction | None
    end: int
    high: Fraction | None = None


class LengthAt(NamedTuple):
    """A length, the token after it, and whether its unit is in the singular ("two-year", "a year")."""

    length: Length
    end: int
    singular: bool = False


def cardinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """A whole number in words: its value and the token after it."""
    known = cardinals()
    total = current = 0
    begin = i
    last = 1000
    while True:
        word = t.words[i]
        value = known.get(word)
        if value is not None and value < last and (last >= 100 or (last >= 20 > value > 0 and value < 10)):
            current += value
            last = value if value >= 20 else 1
            i += 1
        elif word == "hundred" and i > begin and 0 < current < 100:
            current *= 100
            last = 100
            i += 1
        elif word == "thousand" and i > begin and current and not total:
            total, current, last = current * 1000, 0, 1000
            i += 1
        elif (word == "-" and last in range(20, 100) and t.words[i + 1] in known) or (
            word == "and" and i > begin and last in (100, 1000) and t.words[i + 1] in known
        ):
            i += 1
        else:
            break
    return (total + current, i) if i > begin else None


def amount(t: Tokens, i: int) -> Amount | None:
    """A number before a unit of time, or the article that stands for one."""
    found = _one_amount(t, i)
    if found is None or found.value is None:
        return found
    word = t.words[found.end]
    if word in ("to", "or") or word in _DASHES:
        other = _one_amount(t, found.end + 1)
        if other and other.value is not None and other.value > found.value and t.words[found.end + 1] not in ("a", "an"):
            return Amount(found.value, other.end, other.value)
    return found


def _one_amount(t: Tokens, i: int) -> Amount | None:
    word = t.words[i]
    if word in ("a", "an"):
        return _after_article(t, i)
    if word == "half":
        return _after_half(t, i)
    if word in _VAGUE:
        if word == "many" and t.words[i + 1] == "," and t.words[i + 2] == "many":
            i += 2
        return Amount(None, i + 1)
    if word in _VAGUE_OF and t.words[i + 1] == "of":
        return Amount(None, i + 2)
    if word == "couple":
        return Amount(Fraction(2), i + 2 if t.words[i + 1] == "of" else i + 1)
    if word[:1].isdecimal():
        return _in_digits(t, i)
    found = cardinal(t, i)
    return _with_half(t, Fraction(found[0]), found[1]) if found else None


def _after_article(t: Tokens, i: int) -> Amount | None:
    word = t.words[i + 1]
    if word == "couple":
        return Amount(Fraction(2), i + 3 if t.words[i + 2] == "of" else i + 2)
    if word in ("few", "number", "series", "matter"):
        return Amount(None, i + 2 if word == "few" else i + 3) if word == "few" or t.words[i + 2] == "of" else None
    if word == "dozen":
        return Amount(Fraction(12), i + 2)
    if word in ("hundred", "thousand"):
        return Amount(Fraction(100 if word == "hundred" else 1000), i + 2)
    if word == "half":
        return Amount(Fraction(1, 2), i + 3 if t.words[i + 2] == "-" else i + 2)
    if word in ("good", "great") and t.words[i + 2] == "many":
        return Amount(None, i + 3)
    return Amount(Fraction(1), i + 1)


def _after_half(t: Tokens, i: int) -> Amount | None:
    following = t.words[i + 1]
    if following in ("a", "an"):
        return Amount(Fraction(1, 2), i + 2)
    if following == "-":
        return Amount(Fraction(1, 2), i + 2)
    return Amount(Fraction(1, 2), i + 1)


def _in_digits(t: Tokens, i: int) -> Amount | None:
    word = t.words[i]
    if t.words[i - 1] in _MONEY and i:
        return None
    small = _SMALL_FRACTION.match(word)
    if small:
        return Amount(Fraction(int(small[1]), int(small[2])), i + 1)
    if not _DIGITS.match(word) or len(word) > 9:
        return None
    value = Fraction(word.replace(",", ""))
    small = _SMALL_FRACTION.match(t.words[i + 1])
    if small and "." not in word:
        return Amount(value + Fraction(int(small[1]), int(small[2])), i + 2)
    if t.words[i + 1] in ("½", "¼", "¾"):
        return Amount(value + {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}[t.words[i + 1]], i + 2)
    if t.words[i + 1] in ("hundred", "thousand"):
        return Amount(value * (100 if t.words[i + 1] == "hundred" else 1000), i + 2)
    return _with_half(t, value, i + 1)


def _with_half(t: Tokens, value: Fraction, end: int) -> Amount:
    if t.phrase(end, ("and", "a", "half")):
        return Amount(value + Fraction(1, 2), end + 3)
    if t.phrase(end, ("-", "and", "-", "a", "-", "half")):
        return Amount(value + Fraction(1, 2), end + 6)
    return Amount(value, end)


def length(t: Tokens, i: int) -> LengthAt | None:
    """A length of time that begins at i: number, unit, and smaller parts after it."""
    number = amount(t, i)
    if number is None:
        return None
    found = _unit_after(t, number)
    if found is None:
        return None
    unit, times, end = found
    value = number.value * times if number.value is not None else None
    high = number.high * times if number.high is not None else None
    singular = t.words[end - 1] in _SINGULAR
    if t.phrase(end, ("and", "a", "half")) and value is not None:
        return LengthAt(Length(((value + Fraction(1, 2) * times, unit),)), end + 3, singular)
    if (
        t.phrase(end, ("or", "two"))
        and t.words[i] in ("a", "an", "one")
        and value is not None
        and t.words[end + 2] not in units()
    ):
        return LengthAt(Length(((value, unit),), Fraction(2 * times)), end + 2, singular)
    if high is None and value is not None:
        return _with_smaller(t, LengthAt(Length(((value, unit),)), end, singular))
    return LengthAt(Length(((value, unit),), high), end, singular)


def _unit_after(t: Tokens, number: Amount) -> tuple[str, int, int] | None:
    """The unit after a number, what it is a multiple of, and the token after it."""
    known = units()
    i = number.end
    if i > 0 and t.glued(i) and t.words[i] in _GLUED_UNITS and t.words[i - 1].isdecimal() and len(t.words[i - 1]) < 3:
        return _GLUED_UNITS[t.words[i]], 1, i + 1
    if (t.words[i] in _DASHES and t.glued(i)) or (t.words[i] == "of" and t.words[i - 1] in _VAGUE):
        i += 1
    for _ in range(2):
        if t.words[i] in _BETWEEN:
            i += 1
    if (
        number.value is not None
        and number.value > 1
        and _is_adjective(t, i)
        and t.words[i + 1] in known
        and t.words[i + 1].endswith("s")
    ):
        i += 1  # "two bloody weeks"
    if t.words[i] in _AHEAD_OR_BACK and t.words[i + 1] in known and t.words[i + 1].endswith("s"):
        i += 1  # "the two next days"
    if t.words[i] in known:
        unit, times = known[t.words[i]]
        if unit == "second" and t.words[i] == "second" and number.value is not None and number.value != 1 and not t.glued(i):
            return None
        return unit, times, i + 1
    return None


def _is_adjective(t: Tokens, i: int) -> bool:
    """Whether a word may qualify the unit after it: a plain word that is no unit and no function word."""
    word = t.words[i]
    return word.isalpha() and len(word) > 3 and not t.capital(i) and word not in units() and word not in group("function")


def _with_smaller(t: Tokens, found: LengthAt) -> LengthAt:
    """Take in "and three months" after "two years"."""
    parts, end = list(found.length.parts), found.end
    order = ("century", "decade", "year", "quarter", "month", "week", "day", "hour", "minute", "second")
    while len(parts) < 4:
        i = end
        if t.words[i] == "," and t.words[i + 1][:1].isdecimal():
            i += 1
        if t.words[i] == "and":
            i += 1
        word = t.words[i]
        if (i == end and not word[:1].isdecimal()) or not (word[:1].isdecimal() or word in cardinals()):
            break
        number = _one_amount(t, i)
        after = _unit_after(t, number) if number and number.value is not None else None
        if number is None or after is None or number.value is None or parts[-1][1] not in order or after[0] not in order:
            break
        if order.index(after[0]) <= order.index(parts[-1][1]) or (
            t.words[end] == "and" and t.words[after[2]] in ("ago", "earlier", "later", "before")
        ):
            break
        parts.append((number.value * after[1], after[0]))
        end = after[2]
    return LengthAt(Length(tuple(parts)), end, found.singular)
