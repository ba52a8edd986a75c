"""Lengths of time, and points that lie some length away from another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.readings.timex.frame import Frame
from servanda.readings.timex.meanings.base import UNKNOWN, From, Meaning, point
from servanda.readings.timex.values import (
    Value,
    first_day,
    shifted,
    unit_of,
)

_CODE = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "night": "D",
    "quarter": "Q",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
_CODE |= {"decade": "DE", "century": "CE", "weekend": "WE"}

CLOCK_UNITS = ("hour", "minute", "second")

_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12)}

_DECADES = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: parts from large to small, each a number (None: unsaid) of a unit; `high` is the end of a range."""

    parts: tuple[tuple[Fraction | None, str], ...]
    high: Fraction | None = None

    def resolve(self, frame: Frame) -> Value:  # noqa: ARG002 - the other meanings look at it
        unit = self.parts[0][1]
        end = written([(self.high, unit)]) if self.high is not None else None
        return Value("DURATION", written(list(self.parts)), end)

    def resolve_value(self) -> str:
        """The value alone, which needs no context."""
        return written(list(self.parts))

    @property
    def vague(self) -> bool:
        """Whether the number is unsaid."""
        return self.parts[0][0] is None


def written(parts: list[tuple[Fraction | None, str]]) -> str:
    """ISO 8601 form of a length, `X` where a number is unsaid."""
    dates = clocks = ""
    for amount, unit in _whole(parts):
        if amount is None:
            piece = f"X{_CODE[unit]}"
        elif unit in _DECADES:
            piece = f"{_number(amount * _DECADES[unit])}Y"
        else:
            piece = f"{_number(amount)}{_CODE[unit]}"
        if unit in CLOCK_UNITS:
            clocks += piece
        else:
            dates += piece
    return f"P{dates}" + (f"T{clocks}" if clocks else "")


def _whole(parts: list[tuple[Fraction | None, str]]) -> list[tuple[Fraction | None, str]]:
    """Halves said in the next smaller unit, where that comes out whole."""
    amount, unit = parts[-1]
    if amount is None or amount.denominator == 1 or unit not in _SMALLER:
        return parts
    smaller, factor = _SMALLER[unit]
    whole = amount.numerator // amount.denominator
    rest = (amount - whole) * factor
    if rest.denominator != 1:
        return parts
    return [*parts[:-1], *([(Fraction(whole), unit)] if whole else []), (rest, smaller)]


def _number(amount: Fraction) -> str:
    return str(amount.numerator) if amount.denominator == 1 else f"{float(amount):g}"


@dataclass(frozen=True, slots=True)
class Offset:
    """A point some length before (-1) or after (1) another: "three years ago", "a week later", "two days after Christmas"."""

    length: Length
    sign: int
    base: Meaning | None = None
    origin: From = "reference"

    def resolve(self, frame: Frame) -> Value | None:
        if self.length.vague:
            return Value("DATE", "PAST_REF" if self.sign < 0 else "FUTURE_REF")
        quarter = frame.last_quarter() if self._one_year_back() and self.base is None and not frame.narrative else None
        if quarter:
            return Value("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}")
        start = self._start(frame)
        value = self._moved(start, self.length.parts[0][0]) if start else None
        if start is None or value is None or self._contradicts(value, frame):
            unit = self.length.parts[-1][1]
            return Value("DATE", UNKNOWN.get("month" if unit == "month" else unit, "XXXX-XX-XX"))
        if self.base is not None and len(point(self.base, frame) or "") == 10:
            value = self._day(start) or value
        if self.length.high is None:
            return Value("DATE", value)
        # "a week or two ago": the further end comes first in time
        other = self._moved(start, self.length.high)
        first, last = sorted((value, other))
        return Value("DATE", first, last)

    def _contradicts(self, value: str, frame: Frame) -> bool:
        """Whether what happened "thirty years later" would lie ahead of the record, counted from nothing that is named."""
        long = self.length.parts[-1][1] in ("year", "decade", "century")
        day = first_day(value) if long and self.origin == "mention" and self.sign > 0 else None
        return day is not None and frame.reference is not None and day > frame.reference and frame.tense() == "past"

    def _one_year_back(self) -> bool:
        return self.sign < 0 and self.length.parts == ((Fraction(1), "year"),)

    def _start(self, frame: Frame) -> date | None:
        if self.base is not None:
            return first_day(point(self.base, frame) or "")
        if self._one_year_back() and not frame.narrative:
            return frame.reference
        return frame.anchor() if self.origin == "mention" else frame.reference

    def _day(self, start: date) -> str | None:
        """Counted from a day, months and years lead to a day too: "two months after May 5"."""
        for amount, unit in self.length.parts:
            if amount is None or amount.denominator != 1 or unit in CLOCK_UNITS:
                return None
            start = shifted(start, unit, self.sign * int(amount))
        return start.isoformat()

    def _moved(self, start: date, first: Fraction | None) -> str:
        parts = [(first, self.length.parts[0][1]), *self.length.parts[1:]]
        finest = "year"
        for amount, unit in parts:
            if amount is None:
                continue
            whole = int(amount)
            start = shifted(start, unit, self.sign * whole)
            finest = unit
            if amount != whole and unit == "year":
                start = shifted(start, "month", self.sign * int((amount - whole) * 12))
                finest = "month"
        return _at_grain(start, finest)


def _at_grain(day: date, unit: str) -> str:
    if unit in ("decade", "century"):
        return unit_of(day, "year")
    if unit == "week":
        return day.isoformat()
    return unit_of(day, unit)
