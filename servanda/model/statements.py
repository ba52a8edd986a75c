"""What is promised, done, made, held, foreseen and on the agenda.

Attributes that stand on words of the record have a ground of the same name (`actor`, `action`, `condition`, `deadline`,
`matter`, `degree`). Who is answerable for the words is the entry's `speaker`; `holder` is whose statement it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from servanda.model.entries import Entry, Modifier, Passage
from servanda.model.text import Ground, Span

Force = Literal["pledged", "agreed", "planned", "proposed", "conditional"]
Firmness = Literal["high", "mid", "low"]
Status = Literal["fulfilled", "in_progress", "partly_fulfilled", "postponed", "stalled", "broken"]
Stance = Literal["supports", "supports_with_conditions", "opposes", "undecided"]
Outcome = Literal["raised", "discussed", "agreed", "postponed", "referred", "resolved", "unresolved"]
Level = Literal["department", "government", "head"]
LifeEvent = Literal[
    "drafted",
    "initialled",
    "adopted",
    "signed",
    "ratified",
    "exchanged",
    "entered_into_force",
    "amended",
    "extended",
    "suspended",
    "terminated",
]


def grounds_of(entry: Entry, attribute: str) -> tuple[Span, ...]:
    """The stretches on which one attribute of an entry stands, in the order given."""
    return tuple(ground.span for ground in entry.grounds if ground.attribute == attribute)


def _places(entry: Entry, attribute: str) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in grounds_of(entry, attribute))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessTest:
    """A draft, in words, of what would count as kept, partly kept and broken. It is a person's to edit and to judge by."""

    kept: str
    partly: str
    broken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Passage):
    """A discrete, specific, public statement that an actor will do something or bring it about."""

    kind: ClassVar[str] = "commitment"

    holder: str | None = None
    """Who says so; None for the publisher."""
    actor: str | None = None
    """Who is to act: a person, a state, or several joined by "and"; None where the record does not tell."""
    action: str
    """The shortest stretch that says what is to be done; its place is the ground of that name."""
    force: Force
    deadline: str | None = None
    """TIMEX3 value, where one is given."""
    deadline_start: str | None = None
    """First day (ISO) of the interval that the deadline names; None where it has no calendar meaning."""
    deadline_end: str | None = None
    """Last day (ISO): the commitment is due by its end."""
    deadline_rule: str | None = None
    """Which reading made the interval of the deadline's words."""
    condition: str | None = None
    """What must happen first, in the record's words."""
    firmness: Firmness | None = None
    """How binding the words are, in the bands of the G7 and G20 research groups' coders; never merged with testability."""
    testability: bool | None = None
    """Whether one could later say that it happened (Comparative Party Pledges Project); None where it cannot be told."""
    success_test: SuccessTest | None = None

    def _telling(self) -> str:
        return _places(self, "action")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Passage):
    """A statement that something undertaken, planned or programmed has been done, or how far."""

    kind: ClassVar[str] = "progress"

    holder: str | None = None
    matter: str
    """What was undertaken, in the record's words; its place is the ground of that name."""
    status: Status
    degree: Decimal | None = None
    """Per cent done, where given."""
    modifier: Modifier | None = None
    """As for a figure, of the degree."""
    period: str | None = None
    """The interval it is for (TIMEX3), where the record says it."""

    def _telling(self) -> str:
        return _places(self, "matter")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEvent:
    """One event in the life of an instrument, as in the Vienna Convention on the Law of Treaties."""

    span: Span
    event: LifeEvent
    date: str | None = None
    """TIMEX3 date, where given."""
    place: str | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Passage):
    """A treaty, agreement, statement, decree, resolution, roadmap or programme that is named. The span is its name."""

    kind: ClassVar[str] = "instrument"

    name: str
    """As printed where the span is."""
    instrument_kind: str
    """The noun that says what it is: "treaty", "joint statement"."""
    events: tuple[InstrumentEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Passage):
    """A holder's stance on a matter that is being decided or disputed."""

    kind: ClassVar[str] = "position"

    holder: str | None = None
    """Whose stance it is, which may be another than who tells of it."""
    matter: str
    """What it is on, in the record's words; its place is the ground of that name."""
    stance: Stance
    conditions: tuple[Span, ...] = ()
    """Conditions and open questions attached, in the order of the text."""

    def _telling(self) -> str:
        return _places(self, "matter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Passage):
    """A statement of what will happen that is no commitment: what others, events or circumstances will do."""

    kind: ClassVar[str] = "forecast"

    holder: str | None = None
    content: str
    """What is foreseen; its place is the ground of that name."""
    horizon: str | None = None
    """TIMEX3 value of when, where given."""
    condition: str | None = None

    def _telling(self) -> str:
        return _places(self, "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Passage):
    """What a record says was raised, discussed, agreed, postponed or referred: the agenda."""

    kind: ClassVar[str] = "topic"

    matter: str
    """In the record's words; its place is the ground of that name."""
    raised_by: str | None = None
    outcome: Outcome
    level_from: Level | None = None
    level_to: Level | None = None

    def _telling(self) -> str:
        return _places(self, "matter")
