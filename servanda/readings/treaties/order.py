"""The order of an instrument's life: signed, ratified, exchanged, in force, terminated. Another order is a problem.

Known exceptions break nothing: adoption and initialling may come long before signature; a treaty may be applied or take effect
before its own signature where the text says "provisionally" or "retroactively"; and states that join a treaty of many parties
ratify it when it has long been in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from servanda.model import Instrument, InstrumentEvent, Problem, Record
from servanda.model.statements import LifeEvent

_STAGES: tuple[LifeEvent, ...] = ("signed", "ratified", "exchanged", "entered_into_force", "terminated")
_TOLD = {
    "signed": "signed",
    "ratified": "ratified",
    "exchanged": "ratifications exchanged",
    "entered_into_force": "in force",
    "terminated": "terminated",
}
_EXCUSED = ("provisional", "retroactiv", "retrospectiv", "backdat")
_AROUND = 160
"""Characters on both sides of an event in which the record may give the reason."""


def out_of_order(record: Record, lives: Iterable[tuple[Instrument, ...]]) -> Iterator[Problem]:
    """A problem for each pair of events of one instrument whose dates cannot stand in the order of its life."""
    for mentions in lives:
        events = [event for mention in mentions for event in mention.events if event.event in _STAGES]
        for first, second in combinations(events, 2):
            earlier, later = sorted((first, second), key=lambda event: _STAGES.index(event.event))
            if earlier.event != later.event and _breach(record, mentions[0], earlier, later):
                yield _problem(record, mentions[0], earlier, later)


def _breach(record: Record, instrument: Instrument, earlier: InstrumentEvent, later: InstrumentEvent) -> bool:
    """Whether the stage that should come first is dated after the other, by days, months or years that do not overlap."""
    if earlier.date is None or later.date is None:
        return False
    shared = min(len(earlier.date), len(later.date))
    if earlier.date[:shared] <= later.date[:shared]:
        return False
    if earlier.event in ("ratified", "exchanged") and not _of_two(instrument):
        return False
    return not any(_excused(record, event) for event in (earlier, later))


def _of_two(instrument: Instrument) -> bool:
    return "between" in instrument.name.lower().split() or "bilateral" in instrument.name.lower()


def _excused(record: Record, event: InstrumentEvent) -> bool:
    around = record.text[max(0, event.span.start - _AROUND) : event.span.end + _AROUND].lower()
    return any(word in around for word in _EXCUSED)


def _problem(record: Record, instrument: Instrument, earlier: InstrumentEvent, later: InstrumentEvent) -> Problem:
    name = " ".join(instrument.name.split())
    return Problem(
        origin=record.origin,
        code="instruments.order",
        message=f"{name}: {_TOLD[earlier.event]} {earlier.date}, but {_TOLD[later.event]} {later.date} already.",
        span=max(earlier.span, later.span, key=lambda span: span.start),
    )
