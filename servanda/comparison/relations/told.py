"""A figure as it was told: how much, of what, for when, by whom and by whose count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.comparison.people.spelling import key
from servanda.comparison.relations.contexts import phrases, restates, setting_of
from servanda.comparison.relations.measures import Measure, measure_of, scopes_parted
from servanda.comparison.relations.periods import Window, ordinal, window_of
from servanda.comparison.relations.quantities import Quantity, quantity_of
from servanda.model import Claim

TOLD_KINDS = ("figure", "progress")
"""Kinds of claims that are compared as figures."""
SAME_WORK = 0.9
"""How surely two are of one undertaking that name it in a common word and tell how far it is done."""
GROUP = 2
"""Words beside the group's name that two sentences must share: 60 percent of teachers who drive are no 70 percent who teach."""
PART = 3
"""The same for two sums that were given: each gift is another, unless it is told in the same words."""
ONE_NAMED = 0.5
"""How surely two are one of which one alone names whose it is: a province's unemployment is not the country's."""
SMALL = 12
"""Up to so many, what is counted is mostly no news: "two presidents", "three elements of our initiative"."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure, ready to be compared."""

    claim: Claim
    quantity: Quantity
    measure: Measure
    window: Window | None
    day: int | None
    ahead: bool
    past: bool
    part: bool
    of_group: bool
    source: str
    """Whose statement it is, in the spelling that all spellings of the name have in common; empty for the publisher."""
    basis: frozenset[str]
    """Words that name whose statistics it rests on; none where they are the speaker's own, or none are named."""

    def same_speaker(self, other: Told) -> bool:
        """Whether one and the same said both."""
        return self.source == other.source

    def same_source(self, other: Told) -> bool:
        """Whether one and the same said both by the same statistics."""
        return self.same_speaker(other) and not self.other_basis(other)

    def other_basis(self, other: Told) -> bool:
        """Whether they rest on the statistics of different keepers."""
        return self.basis != other.basis and not (self.basis & other.basis)

    def likeness(self, other: Told) -> float:
        """How surely both measure the same; 0 where they must not be compared."""
        if scopes_parted(self.claim, other.claim) or self.quantity.of_other_order(other.quantity):
            return 0.0
        found = self.measure.likeness(other.measure)
        if self._is_of_a_place() != other._is_of_a_place():
            found = min(found, ONE_NAMED)
        if self.quantity.kind == "share" and (self.of_group or other.of_group):
            found = found if self.measure.shared_around(other.measure) >= GROUP else 0.0
        if self.quantity.counted and not (len(self.measure.stems) > 1 and self.measure.stems == other.measure.stems):
            found = found if self.measure.shared_around(other.measure) >= GROUP else min(found, 0.5)
        if self.quantity.kind == "level" and (self.part or other.part):
            found = min(found, 0.5) if self.measure.shared_around(other.measure) >= PART else 0.0
        shared = self.measure.stems & other.measure.stems
        return max(found, SAME_WORK) if found and shared and self.quantity.kind == "done" else found

    def _is_of_a_place(self) -> bool:
        """Whether its measure names whose it is, and not only by a state that the claim concerns: "Norland's output"."""
        return any(not any(state.startswith(name) for state in self.claim.scope) for name in self.measure.names)


def told_in(claims: Sequence[Claim], alone: Callable[[Claim], Told | None] | None = None) -> Iterator[Told]:
    """The figures among claims that can be compared, in their order. What one breath says twice is told once.

    `alone` is `told_alone`, or what remembers its answers.
    """
    alone = alone or told_alone
    held: Told | None = None
    last: Claim | None = None
    for claim in claims:
        again = held is not None and last is not None and restates(last, claim)
        told = _told(claim, held.quantity) if held and again else alone(claim)
        if told is None:
            continue
        last = claim
        if held is not None and _is_one(held, told, again=again):
            held = _joined(held, told)
            continue
        if held is not None:
            yield held
        held = told
    if held is not None:
        yield held


def told_alone(claim: Claim) -> Told | None:
    """A claim as a figure, where it is one."""
    return _told(claim, None)


def _told(claim: Claim, again: Quantity | None) -> Told | None:
    """A claim as a figure; `again` is what it says in other words."""
    if claim.kind not in TOLD_KINDS:
        return None
    setting = setting_of(claim)
    if again and again.unit == "%":
        falls = again.nominal < 0
        change = setting.change or (("down" if falls else "up") if again.kind == "growth" else None)
        setting = replace(setting, unit="%", done=again.kind == "done", change=change)
    quantity = quantity_of(claim, setting)
    if quantity is None or setting.base or _is_trifle(quantity):
        return None
    window, day = window_of(claim.period, claim.day), ordinal(claim.day)
    if window and day and window.first == window.last == day:
        window = None  # "today" is as of the day
    return Told(
        claim=claim,
        quantity=quantity,
        measure=measure_of(claim),
        window=window,
        day=day,
        ahead=_is_ahead(setting.ahead, window, day),
        past=setting.past,
        part=setting.part and not quantity.counted,
        of_group=setting.of_group,
        source=key(claim.said_by) if claim.said_by else "",
        basis=_basis(claim),
    )


def _is_ahead(meant: bool, window: Window | None, day: int | None) -> bool:
    """Whether a figure is of what is to come: its period is, or it is only meant and its period is not over."""
    if window is None or day is None:
        return meant
    return window.first > day or (meant and window.last >= day)


def _is_trifle(quantity: Quantity) -> bool:
    """Whether a figure counts a handful of things present."""
    return quantity.counted and abs(quantity.nominal) <= SMALL


def _basis(claim: Claim) -> frozenset[str]:
    words = str(claim.values.get("basis") or "").lower().split()
    if not words or words[0] in phrases("own"):
        return frozenset()
    return frozenset(word.strip(".,’'") for word in words if len(word) > 3)


def _is_one(held: Told, told: Told, *, again: bool) -> bool:
    """Whether two claims tell one figure: one says the other again, or an entry of progress stands around the figure."""
    if not held.quantity.comparable(told.quantity):
        return False
    same_place = held.claim.place.record == told.claim.place.record and told.claim.place.start < held.claim.place.end
    return same_place or again


def _joined(held: Told, told: Told) -> Told:
    """One of two that tell one figure: the later words, unless they leave more room, with what the other knew more."""
    quantity = held.quantity.joined(told.quantity)
    claim = told.claim if told.claim.kind == "figure" and quantity.width <= held.quantity.width else held.claim
    return replace(
        held,
        claim=claim,
        quantity=quantity,
        measure=held.measure if held.measure.stems else told.measure,
        window=held.window or told.window,
        ahead=held.ahead or told.ahead,
    )
