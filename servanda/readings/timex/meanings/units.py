"""Years, quarters, seasons, months and weeks: counted from a day, named, or spoken of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.readings.timex.frame import Frame
from servanda.readings.timex.meanings.base import UNKNOWN, From, Meaning, point
from servanda.readings.timex.values import (
    Value,
    first_day,
    moved,
    moved_days,
    nth_weekday,
    season_of,
    shifted,
    unit_of,
    week_of,
    year_of,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A calendar unit counted from the record's date or from the latest mention: "last year", "that week", "the next day"."""

    unit: str
    step: int = 0
    origin: From = "reference"

    def resolve(self, frame: Frame) -> Value | None:
        base = frame.anchor() if self.origin == "mention" else frame.reference
        if base is None:
            return Value("DATE", UNKNOWN.get(self.unit, "XXXX-XX-XX"))
        if self.unit in ("day", "month", "week") and self.origin == "mention" and len(frame.last or "") < 7:
            return self._unknown_within(frame)
        return Value("DATE", unit_of(shifted(base, self.unit, self.step), self.unit))

    def _unknown_within(self, frame: Frame) -> Value:
        """As in "that day" where only a year was mentioned."""
        if frame.reference and not frame.narrative:
            return Value("DATE", unit_of(shifted(frame.reference, self.unit, self.step), self.unit))
        head = f"{frame.last_year:04}" if frame.last_year else "XXXX"
        return Value("DATE", head + UNKNOWN.get(self.unit, "XXXX-XX-XX")[4:])


@dataclass(frozen=True, slots=True)
class TheUnit:
    """As in "the quarter", "the year", "the weekend": the one spoken of, else the record's own, or the one just over."""

    unit: str

    def resolve(self, frame: Frame) -> Value | None:
        reference = frame.reference
        if self.unit == "period":  # only where it is plain that quarters are compared
            return Value("DATE", frame.quarter[0]) if frame.quarter else None
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
class SomePoint:
    """As in "at some point": past or future by the tense."""

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
class WeekNumber:
    """As in "week 31", of a year said or of the record's own."""

    number: int
    year: Meaning | None = None

    def resolve(self, frame: Frame) -> Value | None:
        said = year_of(point(self.year, frame) or "") if self.year else None
        year = said or (frame.reference.year if frame.reference else None)
        return Value("DATE", f"{year:04}-W{self.number:02}" if year else f"XXXX-W{self.number:02}")
