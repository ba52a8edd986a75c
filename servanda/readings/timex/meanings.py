"""What a time expression means before it is known when it was said.

Each meaning resolves itself within a `Frame` to a TIMEX3 value. What stays unknown is written with `X` in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol

from servanda.readings.timex.frame import Frame, make_month_day
from servanda.readings.timex.values import (
    Type,
    Value,
    easter,
    first_day,
    make_day,
    moved,
    moved_days,
    nth_weekday,
    season_of,
    shifted,
    unit_of,
    week_of,
    year_of,
)

From = Literal["reference", "mention"]
_UNKNOWN = {
    "year": "XXXX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
}
_UNKNOWN |= {"decade": "XXX", "century": "XX", "season": "XXXX-XX"}
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
_CLOCK_UNITS = ("hour", "minute", "second")
_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12)}
_DECADES = {"decade": 10, "century": 100}


class Meaning(Protocol):
    """Something that can be resolved."""

    def resolve(self, frame: Frame) -> Value | None:
        """The value; None where it cannot be meant as a time after all."""


def point(meaning: Meaning, frame: Frame) -> str | None:
    """The value alone; "today" within a larger expression is the day itself."""
    if isinstance(meaning, Today):
        return frame.reference.isoformat() if frame.reference else None
    value = meaning.resolve(frame)
    return value.value if value else None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context."""

    value: str
    type: Type = "DATE"

    def resolve(self, frame: Frame) -> Value:  # noqa: ARG002 - the others look at it
        return Value(self.type, self.value)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, or a day of a month; the year may be unsaid, or be an expression itself ("of this year")."""

    month: int
    day: int | None = None
    year: Meaning | None = None

    def resolve(self, frame: Frame) -> Value | None:
        if self.year is not None:
            return self._within(point(self.year, frame))
        value = frame.chosen(make_month_day(self.month, self.day))
        return Value("DATE", value or self._in("XXXX"))

    def _within(self, year: str | None) -> Value | None:
        if year is None:
            return None
        if year.startswith("BC"):
            return Value("DATE", self._in(year[:6]))
        number = year_of(year)
        if number is None:
            return Value("DATE", self._in("XXXX"))
        value = make_month_day(self.month, self.day)(number)
        return Value("DATE", value) if value else None

    def _in(self, year: str) -> str:
        return f"{year}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, bare ("Friday") or counted ("last Friday"), or that of a week ("Monday of next week")."""

    number: int
    counted: Literal["last", "this", "next", "coming"] | None = None
    week: Meaning | None = None
    day: int | None = None
    """Day of the month printed beside it ("Friday the 13th")."""

    def resolve(self, frame: Frame) -> Value | None:
        if self.week is not None:
            start = first_day(point(self.week, frame) or "")
            return Value("DATE", self._in_week(start)) if start else None
        if self.day is not None and frame.reference:
            return self._numbered(frame, frame.reference)
        base = frame.anchor() if frame.narrative else frame.reference
        if base is None:
            return Value("DATE", f"XXXX-WXX-{self.number}")
        return Value("DATE", self._from(base, frame).isoformat())

    def _numbered(self, frame: Frame, base: date) -> Value | None:
        months = (moved(base.replace(day=1), count) for count in range(-12, 13))
        days = (make_day(month.year, month.month, self.day or 1) for month in months)
        fitting = [day for day in days if day and date.fromisoformat(day).isoweekday() == self.number]
        value = frame.nearest(fitting)
        return Value("DATE", value) if value else None

    def _in_week(self, start: date) -> str:
        return moved_days(start, self.number - start.isoweekday()).isoformat()

    def _from(self, base: date, frame: Frame) -> date:
        back = (base.isoweekday() - self.number) % 7
        ahead = (self.number - base.isoweekday()) % 7
        if self.counted == "last":
            return moved_days(base, -(back or 7))
        if self.counted == "coming":
            return moved_days(base, ahead or 7)
        if self.counted == "next":
            # said early in a week, "next Friday" is not the Friday that comes first
            return moved_days(base, 7 + self.number - base.isoweekday())
        if self.counted == "this":
            return moved_days(base, -back if frame.tense() == "past" else ahead)
        return moved_days(base, ahead if frame.tense() == "future" and back else -back)


@dataclass(frozen=True, slots=True)
class Unit:
    """A calendar unit counted from the record's date or from the latest mention: "last year", "that week", "the next day"."""

    unit: str
    step: int = 0
    origin: From = "reference"

    def resolve(self, frame: Frame) -> Value | None:
        base = frame.anchor() if self.origin == "mention" else frame.reference
        if base is None:
            return Value("DATE", _UNKNOWN.get(self.unit, "XXXX-XX-XX"))
        if self.unit in ("day", "month", "week") and self.origin == "mention" and len(frame.last or "") < 7:
            return self._unknown_within(frame)
        return Value("DATE", unit_of(shifted(base, self.unit, self.step), self.unit))

    def _unknown_within(self, frame: Frame) -> Value:
        """ "that day" where only a year was mentioned."""
        if frame.reference and not frame.narrative:
            return Value("DATE", unit_of(shifted(frame.reference, self.unit, self.step), self.unit))
        head = f"{frame.last_year:04}" if frame.last_year else "XXXX"
        return Value("DATE", head + _UNKNOWN.get(self.unit, "XXXX-XX-XX")[4:])


@dataclass(frozen=True, slots=True)
class TheUnit:
    """ "the quarter", "the year", "the weekend": the one spoken of, else the record's own, or the one just over."""

    unit: str

    def resolve(self, frame: Frame) -> Value | None:
        reference = frame.reference
        if reference is None or frame.narrative:
            return Unit(self.unit, 0, "mention").resolve(frame)
        if self.unit == "quarter":
            known = frame.quarter[0] if frame.quarter else unit_of(moved(reference, -3), "quarter")
            return Value("DATE", known)
        if self.unit == "weekend":
            return Value("DATE", unit_of(_weekend_near(frame, reference), "weekend"))
        if self.unit == "year":
            return Value("DATE", unit_of(reference, "year"))
        return Unit(self.unit, 0, "mention").resolve(frame)


def _weekend_near(frame: Frame, base: date) -> date:
    """The weekend meant by "the weekend": the one before, where the tense is past and none has begun."""
    if frame.tense() == "past" and base.isoweekday() < 6:
        return moved_days(base, -7)
    return base


@dataclass(frozen=True, slots=True)
class MonthStep:
    """A month counted from the record's date: "last June", "next May", "this September"."""

    month: int
    step: int
    day: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        base = frame.anchor() if frame.narrative else frame.reference
        if base is None:
            return Value("DATE", f"XXXX-{self.month:02}")
        year = base.year
        if self.step < 0 and self.month >= base.month:
            year -= 1
        elif self.step > 0 and self.month <= base.month:
            year += 1
        value = make_month_day(self.month, self.day)(year)
        return Value("DATE", value) if value else None


@dataclass(frozen=True, slots=True)
class SplitYear:
    """A year that begins in autumn ("the next academic year"): named by the two calendar years it lies in."""

    step: int

    def resolve(self, frame: Frame) -> Value:
        base = frame.reference
        if base is None:
            return Value("DATE", "XXXX", "XXXX")
        begun = base.year - (base.month < 8) + self.step
        return Value("DATE", f"{begun:04}", f"{begun + 1:04}")


@dataclass(frozen=True, slots=True)
class Today:
    """ "today": the day itself where something happens on it, an unnamed present where it is said of how things are."""

    def resolve(self, frame: Frame) -> Value:
        if frame.reference is None or frame.narrative or not (frame.possessive() or frame.happens()):
            return Value("DATE", "PRESENT_REF")
        return Value("DATE", frame.reference.isoformat())


@dataclass(frozen=True, slots=True)
class SomePoint:
    """ "at some point": past or future by the tense."""

    def resolve(self, frame: Frame) -> Value:
        return Value("DATE", "FUTURE_REF" if frame.tense() == "future" else "PAST_REF")


@dataclass(frozen=True, slots=True)
class Named:
    """A quarter, half or season by its code, in a year said or understood; counted where `step` is given ("last fall")."""

    code: str
    year: Meaning | None = None
    step: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        if self.year is not None:
            year = point(self.year, frame)
            if year is None:
                return None
            return Value("DATE", f"{year[:6] if year.startswith('BC') else year[:4]}-{self.code}")
        if self.step is not None and frame.reference:
            return Value("DATE", self._counted(frame.reference))
        value = frame.chosen(lambda year: f"{year:04}-{self.code}")
        return Value("DATE", value or f"XXXX-{self.code}")

    def _counted(self, base: date) -> str:
        now = season_of(base)
        year = base.year
        start = first_day(f"{year:04}-{self.code}")
        if self.step == -1 and (start is None or start >= base or now.endswith(self.code)):
            year -= 1
        elif self.step == 1 and start and start <= base:
            year += 1
        return f"{year:04}-{self.code}"


@dataclass(frozen=True, slots=True)
class SameQuarter:
    """The quarter mentioned last, in another year: "the year-ago quarter", "the 1988 quarter"; else the year itself."""

    year: Meaning

    def resolve(self, frame: Frame) -> Value | None:
        year = point(self.year, frame)
        quarter = frame.last_quarter()
        if year is None or quarter is None:
            return Value("DATE", year) if year else None
        return Value("DATE", f"{year[:4]}{quarter[4:]}")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: parts from large to small, each a number (None: unsaid) of a unit; `high` is the end of a range."""

    parts: tuple[tuple[Fraction | None, str], ...]
    high: Fraction | None = None

    def resolve(self, frame: Frame) -> Value:  # noqa: ARG002 - the others look at it
        amount, unit = self.parts[0]
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
        if unit in _CLOCK_UNITS:
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
        if start is None:
            amount, unit = self.length.parts[-1]
            return Value("DATE", _UNKNOWN.get("month" if unit == "month" else unit, "XXXX-XX-XX"))
        value = self._moved(start, self.length.parts[0][0])
        if self.base is not None and len(point(self.base, frame) or "") == 10:
            value = self._day(start) or value
        if self.length.high is None:
            return Value("DATE", value)
        # "a week or two ago": the further end comes first in time
        other = self._moved(start, self.length.high)
        first, last = sorted((value, other))
        return Value("DATE", first, last)

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
            if amount is None or amount.denominator != 1 or unit in _CLOCK_UNITS:
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


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, on a day said or understood; `hour` None leaves only `part` ("Friday morning")."""

    text: str
    """The part of the value after `T`: `18:04`, `MO`."""
    day: Meaning | None = None
    origin: From = "reference"

    def resolve(self, frame: Frame) -> Value | None:
        if self.day is not None:
            day = point(self.day, frame)
        elif frame.same_sentence() and frame.last and len(frame.last) >= 10:
            day = frame.last[:10]
        else:
            base = frame.anchor() if self.origin == "mention" or frame.narrative else frame.reference
            day = base.isoformat() if base else None
        if day is None or day.endswith("_REF"):
            day = "XXXX-XX-XX"
        return Value("TIME", f"{day.partition('T')[0]}T{self.text}")


@dataclass(frozen=True, slots=True)
class DayNumber:
    """A day by its number alone ("the 24th"), in the month understood, or the month said."""

    day: int
    month: Meaning | None = None

    def resolve(self, frame: Frame) -> Value | None:
        base: date | None
        if self.month is not None:
            base = first_day(point(self.month, frame) or "")
        else:
            base = frame.anchor() if frame.narrative else frame.reference
        value = make_day(base.year, base.month, self.day) if base else f"XXXX-XX-{self.day:02}"
        return Value("DATE", value) if value else None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast by the rule for its day, as the word list writes it."""

    rule: str
    year: Meaning | None = None
    step: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        if self.year is not None:
            number = year_of(point(self.year, frame) or "")
            day = holiday(self.rule, number) if number else None
            return Value("DATE", day) if day else None
        base = frame.reference
        if self.step and base:
            days = [value for value in (holiday(self.rule, base.year + k) for k in (-1, 0, 1)) if value]
            ahead = [value for value in days if value > base.isoformat()]
            behind = [value for value in days if value < base.isoformat()]
            return Value("DATE", min(ahead) if self.step > 0 else max(behind))
        value = frame.chosen(lambda year: holiday(self.rule, year))
        unknown = f"XXXX-{self.rule}" if len(self.rule) == 5 else "XXXX-XX-XX"
        return Value("DATE", value or unknown)


def holiday(rule: str, year: int) -> str | None:
    """The day of a feast in a year. Rules are those of the word list `time-holidays`."""
    rule, _, after = rule.partition("+")
    if rule.startswith("E"):
        count = int(after or rule[1:])
        return moved_days(easter(year), count).isoformat()
    parts = rule.split("-")
    if len(parts) == 2:
        return make_day(year, int(parts[0]), int(parts[1]))
    count = -1 if parts[2] == "L" else int(parts[2])
    day = nth_weekday(year, int(parts[0]), int(parts[1]), count)
    return moved_days(day, int(after or 0)).isoformat() if day else None


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds a day ("the week of March 6"), or the first, second, … last of a month or year."""

    within: Meaning
    number: int | None = None
    unit: str = "week"
    weekday: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        value = point(self.within, frame)
        start = first_day(value or "")
        if start is None or value is None:
            return Value("DATE", "XXXX-WXX") if value else None
        if self.number is None:
            return Value("DATE", unit_of(start, self.unit))
        if self.weekday:
            day = nth_weekday(start.year, start.month, self.weekday, self.number)
            return Value("DATE", day.isoformat()) if day else None
        return Value("DATE", self._nth(start, value))

    def _nth(self, start: date, value: str) -> str:
        number = self.number or 1
        size = "year" if len(value) == 4 else "month"
        if number < 0:
            last = moved_days(shifted(start, size, 1), -1)
            base = moved_days(last, 1 - last.isoweekday())
            if self.unit == "week" and last.isoweekday() < 4:
                base = moved_days(base, -7)
            return unit_of(last if self.unit != "week" else base, self.unit)
        if self.unit != "week":
            return unit_of(shifted(start, self.unit, number - 1), self.unit)
        # the ISO week that holds the period's first Thursday is its first
        thursday = moved_days(start, (4 - start.isoweekday()) % 7)
        return week_of(moved_days(thursday, 7 * (number - 1)))


@dataclass(frozen=True, slots=True)
class Extent:
    """From one point to another, in one expression."""

    first: Meaning
    last: Meaning

    def resolve(self, frame: Frame) -> Value | None:
        first = self.first.resolve(frame)
        last = self._last(frame, first)
        if first is None or last is None:
            return first or last
        return Value(first.type, first.value, last.value)

    def _last(self, frame: Frame, first: Value | None) -> Value | None:
        begin = first_day(first.value) if first else None
        if begin and isinstance(self.last, Weekday) and self.last.counted is None:
            ahead = (self.last.number - begin.isoweekday()) % 7
            return Value("DATE", moved_days(begin, ahead or 7).isoformat())
        if begin and isinstance(self.last, MonthDay) and self.last.year is None:
            later = make_month_day(self.last.month, self.last.day)
            values = [value for value in (later(begin.year), later(begin.year + 1)) if value]
            return next((Value("DATE", value) for value in values if (first_day(value) or begin) >= begin), None)
        if isinstance(self.last, Today):
            return Value("DATE", point(self.last, frame) or "PRESENT_REF")
        return self.last.resolve(frame)


@dataclass(frozen=True, slots=True)
class WeekNumber:
    """ "week 31", of a year said or of the record's own."""

    number: int
    year: Meaning | None = None

    def resolve(self, frame: Frame) -> Value | None:
        said = year_of(point(self.year, frame) or "") if self.year else None
        year = said or (frame.reference.year if frame.reference else None)
        return Value("DATE", f"{year:04}-W{self.number:02}" if year else f"XXXX-W{self.number:02}")
