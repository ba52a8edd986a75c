"""What two neighbouring expressions mean together: a day and its year, a day and a time of day, the two ends of a range."""

from __future__ import annotations

from dataclasses import replace

from servanda.readings.timex.meanings import (
    Clock,
    DayNumber,
    Extent,
    Fixed,
    Holiday,
    Length,
    Meaning,
    MonthDay,
    MonthStep,
    Named,
    Offset,
    TheUnit,
    Today,
    Unit,
    Weekday,
    WeekNumber,
    WeekOf,
)

PART_CODES = frozenset({"MO", "AF", "EV", "NI", "DT"})

OFFSETS = frozenset({"after", "before", "from", "since"})

_POINTS = (MonthDay, MonthStep, Fixed, Weekday, Unit, TheUnit, Holiday, Today)


def is_day(meaning: Meaning) -> bool:
    """Whether it names one day, to which a time of day can be added."""
    if isinstance(meaning, MonthDay):
        return meaning.day is not None
    if isinstance(meaning, Fixed):
        return len(meaning.value) == 10 and meaning.type == "DATE"
    if isinstance(meaning, Unit):
        return meaning.unit == "day"
    return isinstance(meaning, Weekday | DayNumber | Holiday | Today)


def is_part(meaning: Meaning) -> bool:
    """Whether it is a part of a day ("Friday morning")."""
    return isinstance(meaning, Clock) and meaning.text in PART_CODES


def is_year_like(meaning: Meaning) -> bool:
    """Whether it is a year, said or counted."""
    if isinstance(meaning, Fixed):
        return meaning.type == "DATE" and (len(meaning.value) == 4 or meaning.value.startswith("BC"))
    return isinstance(meaning, Unit | TheUnit) and meaning.unit == "year"


def combined(first: Meaning, second: Meaning, link: str) -> Meaning | None:  # noqa: PLR0911 - a table
    """What two neighbouring expressions mean together, or None where they stand apart."""
    if isinstance(first, Clock) or isinstance(second, Clock | Extent):
        return with_clock(first, second, link)
    if isinstance(first, Length):
        return _counted_from(first, second, link)
    if (
        isinstance(first, Weekday)
        and isinstance(second, MonthDay | Fixed)
        and is_day(second)
        and link in ("", ",", "of", "@", "around")
    ):
        return second
    if isinstance(first, Today | Unit) and is_day(first) and isinstance(second, MonthDay | Fixed) and is_day(second):
        return second if link == "," else None
    if isinstance(first, DayNumber) and isinstance(second, Unit) and second.unit == "month":
        return replace(first, month=second) if first.month is None and link in ("", "of") else None
    if isinstance(first, Unit) and first.unit == "week" and isinstance(second, Weekday) and link in ("", ",", "on"):
        return replace(second, week=first)
    if is_year_like(second) and (found := _within_year(first, second, link)):
        return found
    if (
        isinstance(second, Named | MonthDay)
        and second.year is None
        and is_year_like(first)
        and link in ("'s", "’s", "of", "", "-")
    ):
        return replace(second, year=first)
    if link == "of" and isinstance(first, Unit | TheUnit):
        return _of_unit(first.unit, second)
    if isinstance(first, Weekday) and isinstance(second, Unit) and second.unit == "week":
        return replace(first, week=second)
    return None


def _of_unit(unit: str, second: Meaning) -> Meaning | None:
    """As in "the week of March 6", "the month of June"."""
    if unit == "month" and isinstance(second, MonthDay) and second.day is None:
        return second
    return WeekOf(second, None, unit) if unit in ("week", "weekend") and is_day(second) else None


def with_clock(first: Meaning, second: Meaning, link: str) -> Meaning | None:
    """A day and a time of day, in either order; "5 p.m. this afternoon"; "Friday from 5 to 6 p.m."."""
    if isinstance(second, Extent):
        clocks = isinstance(second.first, Clock) and isinstance(second.last, Clock)
        return on_day(second, first) if clocks and is_day(first) and link in ("", ",", "at", "from", "between") else None
    if isinstance(first, Clock) and isinstance(second, Clock):
        if second.text in PART_CODES and first.text not in PART_CODES and first.day is None:
            return in_part(second, first)
        if (
            first.text in PART_CODES
            and second.text not in PART_CODES
            and second.day is None
            and link in ("", ",", "at", "@", "around")
        ):
            return replace(second, day=first.day)
        return None
    if isinstance(first, Clock) and isinstance(first.day, Weekday) and isinstance(second, Unit) and second.unit == "week":
        return replace(first, day=replace(first.day, week=second)) if link in ("", ",", "of") else None
    if isinstance(first, Clock):
        return replace(first, day=second) if first.day is None and is_day(second) and link in ("", ",", "on", "of") else None
    if isinstance(second, Clock) and is_day(first) and second.day is None and link in ("", ",", "at", "on", "@", "around"):
        return replace(second, day=first)
    return None


def in_part(part: Meaning, clocks: Meaning) -> Meaning | None:
    """As in "tonight from 7 to 7:30", "last night at 8": the part of the day says which half is meant."""
    if isinstance(clocks, Extent):
        first, last = in_part(part, clocks.first), in_part(part, clocks.last)
        return Extent(first, last) if first and last else None
    if not isinstance(part, Clock) or not isinstance(clocks, Clock):
        return None
    hour = int(clocks.text[:2])
    if part.text in ("AF", "EV", "NI") and hour < 12:
        hour += 12
    return Clock(f"{hour:02}{clocks.text[2:]}", part.day, part.origin)


def on_day(clocks: Extent, day: Meaning) -> Extent | None:
    """Two times of day on one day."""
    first, last = clocks.first, clocks.last
    if not (isinstance(first, Clock) and isinstance(last, Clock)) or first.day or last.day:
        return None
    return Extent(replace(first, day=day), replace(last, day=day))


def _counted_from(length: Length, second: Meaning, link: str) -> Meaning | None:
    """As in "two days after Christmas"."""
    if link not in OFFSETS or not (is_day(second) or isinstance(second, MonthDay)) or length.high is not None:
        return None
    return Offset(length, -1 if link == "before" else 1, second)


def _within_year(first: Meaning, second: Meaning, link: str) -> Meaning | None:
    if isinstance(first, Unit) and first.unit == "year" and isinstance(second, Fixed) and link == ",":
        return second
    if link in ("", ",", "of") or (link == "in" and isinstance(second, Fixed)):
        return _in_year(first, second, link)
    return None


def _in_year(first: Meaning, year: Meaning, link: str) -> Meaning | None:
    if isinstance(first, MonthDay | WeekNumber) and first.year is None:
        return replace(first, year=year)
    if isinstance(first, Named | Holiday) and first.year is None and first.step is None:
        return replace(first, year=year)
    if isinstance(first, Extent):
        begin, last = _in_year(first.first, year, link), _in_year(first.last, year, link)
        return Extent(begin, last) if begin and last else None
    return None


def range_of(first: Meaning, last: Meaning) -> Extent | None:  # noqa: PLR0911 - a table of what may meet what
    """From one expression to the other; the first takes the year that the last alone has said. None where they are no range."""
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        if first.year is None and last.year is not None:
            first = replace(first, year=_year_before(last.year) if first.month > last.month else last.year)
        return Extent(first, last)
    if isinstance(first, MonthDay) and first.year is None and isinstance(last, Fixed) and len(last.value) == 10:
        return Extent(replace(first, year=Fixed(last.value[:4])), last)
    if isinstance(first, Clock) and isinstance(last, Clock):
        return Extent(replace(first, day=first.day or last.day), replace(last, day=last.day or first.day))
    if isinstance(first, Fixed) and isinstance(last, Fixed) and first.type == last.type == "DATE":
        ordered = (len(first.value) == len(last.value) and first.value < last.value) or first.value.startswith("BC")
        return Extent(first, last) if ordered else None
    if isinstance(first, Named) and isinstance(last, Named) and last.year is not None:
        return Extent(first if first.year else replace(first, year=last.year), last)
    if isinstance(last, Fixed) and last.value == "PRESENT_REF" and isinstance(first, _POINTS):
        return Extent(first, Today())
    if isinstance(first, Fixed) and first.value == "PRESENT_REF" and isinstance(last, _POINTS):
        return Extent(Unit("day"), last)
    if isinstance(first, _POINTS) and isinstance(last, _POINTS) and not _is_rate_or_reference(first, last):
        return Extent(first, last)
    return None


def _year_before(year: Meaning) -> Meaning:
    """The year in which "Nov-Feb 2017" begins."""
    if isinstance(year, Fixed) and year.value.isdecimal():
        return Fixed(f"{int(year.value) - 1:04}")
    return year


def _is_rate_or_reference(*ends: Meaning) -> bool:
    return any(isinstance(end, Fixed) and (end.type != "DATE" or end.value.endswith("_REF")) for end in ends)
