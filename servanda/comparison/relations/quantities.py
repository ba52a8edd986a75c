"""How much a figure says: what kind of quantity, and within which bounds its words leave it.

"Almost 40 billion" leaves more room than "38.5 billion": a number is taken to be as exact as its digits and the words before
it. Each quantity has two intervals: the usual, within which a listener takes the value to be, and the possible, outside which
the words would be wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from servanda.comparison.relations.contexts import Setting
from servanda.model import Claim
from servanda.words import rows

Kind = Literal["level", "growth", "share", "done", "multiple"]
"""A level is an amount or a count; a share is per cent of something; a growth is how much more or less than before; done is how
far something undertaken is done; a multiple is "three times"."""

Interval = tuple[float, float]

ANY_MONEY = "money?"
"""Unit of a large number without one: "trade rose to 40 billion"."""

_ENDLESS = re.compile(r"333$|667$")
"""How fractions end that were said in a word."""
_LARGE = 1_000_000
_COARSE = 0.1
"""Share of a value that a word of doubt is taken to hide at most: "almost 40" is no 30."""
_ROUNDED = 0.025
"""Share that rounding hides at most, where a value is given without such a word."""
_ORDER = 20
"""How many times larger a thing may grow and still be taken for the same."""
_FAR = 1.5
"""How much larger than "more than 30" a thing may be before the words are wrong of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure says, made comparable. A fall is a growth below nought; fractions are in per cent."""

    kind: Kind
    unit: str
    nominal: float
    usual: Interval
    possible: Interval
    modifier: str
    counted: bool = False
    """Whether it counts things, and is no money, share or measured amount."""

    @property
    def width(self) -> float:
        """How much room the words leave."""
        return self.usual[1] - self.usual[0]

    def comparable(self, other: Quantity) -> bool:
        """Whether two quantities are of one kind and unit."""
        return self.kind == other.kind and self.meets_unit(other.unit)

    def meets_unit(self, unit: str) -> bool:
        """Whether a unit is this one, or one of both is money of a currency that was not said."""
        return self.unit == unit or (ANY_MONEY in (self.unit, unit) and is_money(self.unit) and is_money(unit))

    def agrees(self, other: Quantity) -> bool:
        """Whether a listener would take both for one value."""
        return _meet(self.usual, other.usual)

    def excludes(self, other: Quantity) -> bool:
        """Whether both cannot be true of one thing."""
        return not _meet(self.possible, other.possible)

    def of_other_order(self, other: Quantity) -> bool:
        """Whether one is so much larger that both can hardly measure one thing, or one was told without its "billion"."""
        least, most = sorted((abs(self.nominal), abs(other.nominal)))
        return most > _ORDER * least

    def apart(self, other: Quantity) -> float:
        """How far the values named are apart, as a share of the larger."""
        largest = max(abs(self.nominal), abs(other.nominal))
        return abs(self.nominal - other.nominal) / largest if largest else 0.0

    def joined(self, other: Quantity) -> Quantity:
        """One quantity of two that restate one another: the narrower, or where they do not agree, all from one to the other."""
        if self.agrees(other):
            return other if other.width <= self.width else self
        ends = (*self.usual, *other.usual)
        usual = min(ends), max(ends)
        return replace(other, usual=usual, possible=_hull(usual, _hull(self.possible, other.possible)), modifier="about")


def quantity_of(claim: Claim, setting: Setting) -> Quantity | None:
    """The quantity of a figure, or of a state of progress with a degree; None where it has none that could be compared."""
    values = claim.values
    if claim.kind == "progress":
        degree = _number(values.get("degree"))
        return None if degree is None else _made("done", "%", (degree, degree), _modifier(values))
    numbers = _numbers(values)
    if numbers is None:
        return None
    unit = values.get("unit") or setting.unit
    if unit == "1":
        if max(map(abs, numbers)) >= 1:
            return _made("multiple", "1", numbers, _modifier(values))
        numbers, unit = (numbers[0] * 100, numbers[1] * 100), "%"
    if unit is None:
        if max(map(abs, numbers)) < _LARGE:
            return None
        unit = ANY_MONEY
    found = _made(_kind(values, unit, setting), unit, numbers, _modifier(values))
    return _negative(found) if found.kind == "growth" and setting.change == "down" else found


def is_money(unit: str) -> bool:
    """Whether a unit is a currency's code, or stands for one that was not said."""
    return unit == ANY_MONEY or (len(unit) == 3 and unit.isupper())


def _kind(values: Mapping[str, Any], unit: str, setting: Setting) -> Kind:
    if unit in ("point", "basis point"):
        return "growth"
    if unit == "%":
        if setting.done:
            return "done"
        return "growth" if setting.change else "share"
    return "growth" if values.get("change") else "level"


def _numbers(values: Mapping[str, Any]) -> Interval | None:
    """The least and the greatest value named."""
    value = _number(values.get("value"))
    low, high = _number(values.get("low")), _number(values.get("high"))
    if value is not None:
        return value, value
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


def _number(value: float | str | None) -> float | None:
    """A number as a float; None where it is none, or too large for one."""
    if value is None:
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _modifier(values: Mapping[str, Any]) -> str:
    return str(values.get("modifier") or "exact")


def _made(kind: Kind, unit: str, numbers: Interval, modifier: str) -> Quantity:
    low, high = min(numbers), max(numbers)
    counted = kind == "level" and not is_money(unit) and unit not in _physical()
    return Quantity(
        kind=kind,
        unit=unit,
        nominal=(low + high) / 2,
        usual=_usual(low, high, modifier, counted=counted),
        possible=_possible(low, high, modifier, counted=counted),
        modifier=modifier,
        counted=counted,
    )


def _usual(low: float, high: float, modifier: str, *, counted: bool) -> Interval:
    """Within which a listener takes the value to be."""
    under, over = min(_step(low), _COARSE * abs(low)), min(_step(high), _COARSE * abs(high))
    if modifier == "about":
        return low - max(under / 2, _ROUNDED * abs(low)), high + max(over / 2, _ROUNDED * abs(high))
    if modifier in ("almost", "less_than"):
        return low - under, high
    if modifier in ("more_than", "at_least"):
        return low, high + over
    if modifier == "at_most":
        return low - under, high
    if counted and high < 1000 and low == int(low) and high == int(high):
        return low, high  # 28 programmes are not 27
    return low - min(under / 2, _ROUNDED * abs(low)), high + min(over / 2, _ROUNDED * abs(high))


def _possible(low: float, high: float, modifier: str, *, counted: bool) -> Interval:
    """Outside which the words would be wrong."""
    if modifier == "at_least":
        return low, math.inf
    if modifier == "at_most":
        return -math.inf, high
    if modifier == "more_than":
        return low, max(_FAR * high, high)
    if modifier == "less_than":
        return low / _FAR, high
    if modifier == "almost":
        return low - _doubt(low), high
    if modifier == "about":
        return low - _doubt(low), high + _doubt(high)
    return _usual(low, high, modifier, counted=counted)


def _doubt(value: float) -> float:
    """By how much "almost" and "about" may be off at most: the more exact the number beside them, the less."""
    return min(max(2 * _step(value), _ROUNDED * abs(value)), _COARSE * abs(value))


def _step(value: float) -> float:
    """The place of the last digit that is not nought: 10 for 40, 0.1 for 38.5. Digits behind the sixth do not count."""
    if not value:
        return 0.0
    digits, _, exponent = f"{abs(value):.5e}".partition("e")
    told = digits.rstrip("0").rstrip(".")
    if _ENDLESS.search(told):
        return _COARSE * abs(value)  # "a third", which stands as 33.33
    return float(10.0 ** (int(exponent) - max(0, len(told) - 2)))


def _negative(quantity: Quantity) -> Quantity:
    return replace(
        quantity,
        nominal=-quantity.nominal,
        usual=(-quantity.usual[1], -quantity.usual[0]),
        possible=(-quantity.possible[1], -quantity.possible[0]),
    )


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have more in common than an end, or one is a point of the other."""
    noise = 1e-9 * max(1.0, *(abs(end) for end in (*one, *other) if math.isfinite(end)))
    if one[1] - one[0] <= noise or other[1] - other[0] <= noise:
        noise = -noise
    return one[0] < other[1] - noise and other[0] < one[1] - noise


def _hull(one: Interval, other: Interval) -> Interval:
    return min(one[0], other[0]), max(one[1], other[1])


@cache
def _physical() -> frozenset[str]:
    """Codes of measured units, in which counting is not exact."""
    return frozenset(row[0] for row in rows("units"))
