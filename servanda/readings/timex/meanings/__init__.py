"""What a time expression means before it is known when it was said.

Each meaning resolves itself within a `Frame` to a TIMEX3 value. What stays unknown is written with `X` in its place.
"""

from servanda.readings.timex.meanings.base import Fixed, Meaning, Today, point
from servanda.readings.timex.meanings.clocks import Clock, Extent
from servanda.readings.timex.meanings.days import DayNumber, Holiday, MonthDay, MonthStep, Weekday
from servanda.readings.timex.meanings.lengths import Length, Offset
from servanda.readings.timex.meanings.units import Named, SameQuarter, SomePoint, SplitYear, TheUnit, Unit, WeekNumber, WeekOf

__all__ = [
    "Clock",
    "DayNumber",
    "Extent",
    "Fixed",
    "Holiday",
    "Length",
    "Meaning",
    "MonthDay",
    "MonthStep",
    "Named",
    "Offset",
    "SameQuarter",
    "SomePoint",
    "SplitYear",
    "TheUnit",
    "Today",
    "Unit",
    "WeekNumber",
    "WeekOf",
    "Weekday",
    "point",
]
