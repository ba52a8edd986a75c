"""Relations between the figures of one matter.

Two figures are set side by side where they are of one kind and unit and measure the same. Of one period, they have the same
value, differ by source, or contradict one another; of different periods of one length, the later goes on with the series. A
figure without a period is as of the day it was told, and is never in contradiction with another.

A figure meets what was told last for its period, and for the period before, by each who told it: a fixed number of others,
however many figures a matter has.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from servanda.comparison.relations.order import when
from servanda.comparison.relations.periods import Window
from servanda.comparison.relations.told import Told, told_in
from servanda.comparison.relations.weighing import Found, of_one_period, of_two_periods
from servanda.model import Claim, Relation

Compare = Callable[[Told, Told], Found | None]

HELD = 10
"""Values that are held of one period and unit: a new one meets these, the latest told."""
OLDER = 0.6
"""What a relation is worth to a value that another took the place of."""
LEAST = 0.2
"""From which confidence on a relation is told at all."""
LEAST_UNDATED = 0.45
"""The same for figures without a period, of which many are alike in a large matter."""
BACK = 3
"""Earlier periods that are looked through for the one before in the series."""


@dataclass
class Value:
    """A value that one or several figures gave, one after another, in the same words' bounds."""

    best: Told
    """The most exact of them."""
    latest: Told

    def members(self) -> Iterator[Told]:
        yield self.best
        if self.latest is not self.best:
            yield self.latest

    def takes(self, told: Told) -> bool:
        """Whether a figure gives this value again, by the same source."""
        return told.same_source(self.latest) and told.quantity.agrees(self.best.quantity) and told.likeness(self.latest) >= 0.6

    def add(self, told: Told) -> None:
        if told.quantity.width < self.best.quantity.width:
            self.best = told
        self.latest = told


@dataclass
class Series:
    """What was told so far in one kind and unit: by period, and without one."""

    windows: list[Window] = field(default_factory=list)
    """In their order."""
    values: dict[Window | None, deque[Value]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=HELD)))

    def of(self, window: Window | None) -> Iterator[Value]:
        """The values of a period; those of lengths up to about one day are one period."""
        if window is None or not window.rough:
            yield from self.values.get(window, ())
            return
        for other in self.near(window):
            if other.same(window):
                yield from self.values[other]

    def near(self, window: Window) -> list[Window]:
        place = bisect_left(self.windows, window)
        return self.windows[max(0, place - BACK) : place + BACK]

    def before(self, window: Window) -> Iterator[Window]:
        """Earlier periods of the same length, the nearest first."""
        place = bisect_left(self.windows, window)
        for other in reversed(self.windows[max(0, place - 4 * BACK) : place]):
            if other.last < window.last and other.as_long(window):
                yield other

    def add(self, told: Told) -> None:
        held = self.values[told.window]
        if told.window is not None and not held:
            insort(self.windows, told.window)
        for value in held:
            if value.takes(told):
                value.add(told)
                held.remove(value)
                held.append(value)
                return
        held.append(Value(told, told))


def relations_of(claims: Sequence[Claim], alone: Callable[[Claim], Told | None] | None = None) -> list[Relation]:
    """How later figures stand to earlier ones. The order of the claims makes no difference.

    `alone` as for `told_in`.
    """
    series: dict[tuple[str, str, bool], Series] = defaultdict(Series)
    units: dict[str, list[str]] = defaultdict(list)
    found: list[Relation] = []
    for told in told_in(sorted(claims, key=when), alone):
        kind, unit, ahead = told.quantity.kind, told.quantity.unit, told.ahead
        if unit not in units[kind]:
            units[kind].append(unit)
        for other in units[kind]:
            if told.quantity.meets_unit(other):
                found.extend(relation for relation in _met(told, series[kind, other, ahead]))
        series[kind, unit, ahead].add(told)
    return [one for one in found if one.confidence >= (LEAST_UNDATED if one.rule.endswith(".as_of_day") else LEAST)]


def _met(told: Told, earlier: Series) -> Iterator[Relation]:
    """The relations of a figure to those told before it."""
    if told.window is not None:
        for value in earlier.of(told.window):
            for other in value.members():
                yield from _told(told, other, of_one_period(told, other))
    if told.window is None:
        yield from _gone_on_from(told, earlier.values.get(None, ()), of_one_period)
        for window in earlier.windows[-BACK:]:
            yield from _gone_on_from(told, earlier.values[window], of_two_periods)
        return
    yield from _gone_on_from(told, earlier.values.get(None, ()), of_two_periods)
    for window in earlier.before(told.window):
        relations = list(_gone_on_from(told, earlier.values[window], of_two_periods))
        yield from relations
        if relations:
            return


def _gone_on_from(told: Told, values: Iterable[Value], compare: Compare) -> Iterator[Relation]:
    """The relations to values of another period or day. What was told of it last is what is gone on from."""
    surety = 1.0
    for value in reversed([*values]):
        for other in value.members():
            for relation in _told(told, other, compare(told, other)):
                yield replace(relation, confidence=round(relation.confidence * surety, 2))
        if value.latest.likeness(told) and not value.latest.past:
            surety = OLDER


def _told(later: Told, earlier: Told, found: Found | None) -> Iterator[Relation]:
    if found is None:
        return
    if found.turned:
        later, earlier = earlier, later
    yield Relation(
        later=later.claim,
        earlier=earlier.claim,
        relation=found.name,
        confidence=round(found.confidence, 2),
        rule=f"relations.figures.{found.rule}",
        why=found.why,
    )
