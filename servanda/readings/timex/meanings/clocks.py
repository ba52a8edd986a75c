"""Times of day, and what reaches from one point to another."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.timex.frame import Frame, make_month_day
from servanda.readings.timex.meanings.base import From, Meaning, Today, point
from servanda.readings.timex.meanings.days import MonthDay, Weekday
from servanda.readings.timex.values import (
    Value,
    first_day,
    moved_days,
)


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
