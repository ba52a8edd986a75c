"""A matter's figures over time, sorted for the eye: what may stand on one scale, and where on it.

Units never share a scale, nor do a level and a growth in the same unit, nor billions and single pieces. A figure stands at
the period it is for, where that is known, else at the day of its record; both are told apart.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from servanda.comparison.relations.order import when
from servanda.comparison.relations.periods import days_of
from servanda.model import Claim, Matter
from servanda.outward import number_in
from servanda.words import rows, words

Dated = Literal["said", "inferred", "record"]

_FAR = 500
"""On one scale no value is so many times the next smaller one: the smaller would all lie on the ground."""
_IDLE = frozenset(("word", "thing", "way", "side", "point", "question", "issue", "matter", "half", "part", "step", "one"))
"""Nouns that are counted in speech and are no quantity of anything."""
_MONTHS = re.compile(
    r"\b(?:in|for|over|during)\s+(?:the\s+)?first\s+(\w+)\s+months\s+of\s+(?:(this|last)\s+year|(\d{4}))\b", re.IGNORECASE
)
"""A part of a year: "in the first eight months of 2024", "of this year"."""
_YEAR = 12
_DRAWABLE = 30
"""Numbers of more digits before or behind the point are on no scale that an eye could read."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a scale of time."""

    claim: Claim
    first: date
    """First day that it is for; so is the last below."""
    last: date
    dated_by: Dated
    """`said` where the record says the period, `inferred` where it is plain from what stands near, `record` where neither is
    known and the days are the record's own."""
    low: Decimal
    high: Decimal
    """The value, twice, unless it is a range."""

    @property
    def modifier(self) -> str:
        """`exact`, `about`, `more_than` and so on."""
        return str(self.claim.values["modifier"])


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures that may be drawn on one scale."""

    unit: str | None
    growth: bool
    """Whether they tell by how much something grew or fell, not how much there is."""
    points: tuple[Point, ...]
    """By first day, last day, then in the order in which they were told."""

    @property
    def vague(self) -> bool:
        """Whether nothing that can be counted or measured is named: "five billion" of what, "one word", "in two ways"."""
        return self.unit in (None, "1") or self.unit in words("counted-otherwise") | _IDLE


def panels_of(matter: Matter, unit: str | None = None) -> tuple[Panel, ...]:
    """The figures of a matter by unit and size, of the given unit alone if so asked; the scale with most figures comes first,
    and what counts nothing that is named comes last.

    Left out is what has no day at all. A fall is a growth below zero.
    """
    sorted_in: dict[tuple[str | None, bool], list[Point]] = defaultdict(list)
    for claim in matter.claims:
        if claim.kind == "figure" and (unit is None or _same_unit(claim.values["unit"], unit)):
            point = _point(claim)
            if point:
                sorted_in[claim.values["unit"], claim.values["change"] is not None].append(point)
    panels = [
        Panel(name, growth, tuple(_in_order(near))) for (name, growth), points in sorted_in.items() for near in _by_size(points)
    ]
    return tuple(
        sorted(panels, key=lambda panel: (panel.vague, -len(panel.points), panel.unit or "", panel.growth, panel.points[0].low))
    )


def _same_unit(unit: str | None, asked: str) -> bool:
    return (unit or "1").casefold() == asked.casefold()


def _by_size(points: Iterable[Point]) -> Iterator[list[Point]]:
    """The points parted where their sizes lie far apart."""
    near: list[Point] = []
    for point in sorted(points, key=_size):
        if near and _size(near[-1]) and _size(point) > _FAR * _size(near[-1]):
            yield near
            near = []
        near.append(point)
    yield near


def _size(point: Point) -> Decimal:
    return max(abs(point.low), abs(point.high))


def _in_order(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda point: (point.first, point.last, when(point.claim)))


def _point(claim: Claim) -> Point | None:
    ends = _ends(claim.values)
    days = days_of(claim.period) if claim.period else None
    dated_by: Dated = "inferred" if claim.period_from in ("sentence", "before") else "said"
    days = _months(claim) or days if claim.period is None else days
    if days is None and claim.day:
        days, dated_by = (claim.day, claim.day), "record"
    if days is None or ends is None:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in days)
    except ValueError:
        return None
    return Point(claim, first, last, dated_by, *ends)


def _months(claim: Claim) -> tuple[str, str] | None:
    """The first months of a year that the words before a figure name for it, as days; None where they name no such period."""
    before, found, _ = claim.sentence.partition(claim.place.text)
    named = list(_MONTHS.finditer(before if found else ""))
    if len(named) != 1 or not claim.day:
        return None
    count, of = named[0].group(1).casefold(), (named[0].group(2) or named[0].group(3)).casefold()
    numbers = {word: value for word, value, kind in rows("number-words") if kind == "unit"}
    months = int(numbers.get(count, count if count.isdigit() else "0"))
    year = int(of) if of.isdigit() else int(claim.day[:4]) - (of == "last")
    if not 1 <= months <= _YEAR or not date.min.year <= year <= date.max.year:
        return None
    return f"{year:04}-01-01", f"{year:04}-{months:02}-{monthrange(year, months)[1]:02}"


def _ends(values: Any) -> tuple[Decimal, Decimal] | None:
    """The lower and the upper end; a range open on one side is drawn at the end that is known."""
    value = number_in(values["value"])
    low, high = (value, value) if value is not None else (number_in(values["low"]), number_in(values["high"]))
    low, high = low if low is not None else high, high if high is not None else low
    if low is None or high is None or any(end and abs(end.adjusted()) > _DRAWABLE for end in (low, high)):
        return None
    return (-high, -low) if values["change"] == "down" else (low, high)
