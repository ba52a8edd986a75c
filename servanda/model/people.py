"""Who is named in records, and who met: persons, bodies and states, and their talks.

Days are ISO dates. Ids are stable: the same records in any order give the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.model.statements import Level
from servanda.model.text import Place

PersonKind = Literal["person", "body", "state"]
MeetingFormat = Literal["restricted", "open", "telephone", "video", "in_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One name as one record has it."""

    record: str
    name: str
    skeleton: str
    """What spellings of one name have in common: small letters, one alphabet, no patronymic."""
    kind: PersonKind = "person"
    office: str | None = None
    """The office said beside the name in this record, in its words."""
    state: str | None = None
    """Short English name of the state whose office it is."""
    day: str | None = None
    uses: int = 1
    """Entries that the record attributes to the name, or names it in."""
    parts: tuple[str, ...] = ()
    """As what it is named: `speaker`, `asker`, `addressee`, `source`, `holder`, `actor`."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office that records give a person, from the first to the last day on which one does."""

    office: str
    state: str | None
    first: str | None
    last: str | None
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person, body or state that several records name, in whatever spelling."""

    id: str
    name: str
    """The fullest of the usual spellings."""
    kind: PersonKind
    names: tuple[str, ...]
    """Every spelling met, the most frequent first."""
    tenures: tuple[Tenure, ...] = ()
    records: tuple[str, ...] = ()
    """SHA-256 of the records, by day."""
    uses: int = 0
    decided: tuple[int, ...] = ()
    """Numbers of the decisions of people that made it what it is."""
    shown: bool = True
    """Whether it is shown without being asked for: lone surnames, and whom one record names and no more, are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody at a meeting, with the office held that day where a record says it."""

    name: str
    office: str | None = None
    state: str | None = None
    person: str | None = None
    """Id of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What one record says of the talks that it tells of: one account of a meeting."""

    told: Place
    """Where it says so."""
    day: str | None
    """Of the talks."""
    states: tuple[str, ...]
    """Short names of the states and bodies that took part, as far as this record says."""
    participants: tuple[Participant, ...] = ()
    level: Level | None = None
    formats: tuple[MeetingFormat, ...] = ()
    place: str | None = None
    others: tuple[str, ...] = ()
    """Skeletons of those who put questions."""
    weak: bool = False
    """Whether it tells of no talks by itself: a joint statement joins the talks of its day, and makes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One round of talks. Several records of it are several accounts."""

    id: str
    day: str | None
    participants: tuple[Participant, ...]
    states: tuple[str, ...] = ()
    """Short names of the states and bodies that met."""
    level: Level | None = None
    formats: tuple[MeetingFormat, ...] = ()
    place: str | None = None
    accounts: tuple[Place, ...] = ()
    """Where each record that tells of it says so."""
    previous: str | None = None
    """Id of the meeting of the same sides before."""
    next: str | None = None
