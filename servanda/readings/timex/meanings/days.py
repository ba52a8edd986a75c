"""Days and months: named, numbered, counted by the week, feasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.readings.timex.frame import Frame, make_month_day
from servanda.readings.timex.meanings.base import Meaning, point
from servanda.readings.timex.values import (
    Value,
    easter,
    first_day,
    make_day,
    moved,
    moved_days,
    nth_weekday,
    year_of,
)


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
class MonthStep:
    """A month counted from the record's date: "last June", "next May", "this September"."""

    month: int
    step: int
    day: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        base = frame.anchor() if frame.narrative and frame.reference else frame.reference
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
