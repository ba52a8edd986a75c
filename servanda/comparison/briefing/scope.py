"""What a brief looks at: the records of meetings with somebody, or those that speak of a matter, and what is stated in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from servanda.comparison.matters import calling, docket, status
from servanda.comparison.meetings.meetings import meetings
from servanda.comparison.people.people import person, skeletons_of
from servanda.errors import NotFoundError, UsageError
from servanda.ledger import Ledger, later, names
from servanda.ledger.briefs import Noted, claims_in, noted_readings
from servanda.model import Claim, Matter, Meeting, Person

LOOKED_AT = 80
"""Records that are looked at: those of the latest days."""
LAST = "last"
"""What `since` is where the last meeting is meant."""
KINDS = frozenset(("commitment", "progress", "position", "topic", "question"))
"""Kinds of statements that a brief tells."""
_ON_THE_TABLE = ("raised", "discussed", "agreed", "resolved")
_HEARD = frozenset(("speaker", "source", "holder"))
"""Parts of a name in a record that let its bearer be heard there."""
_READ = (None, "en")
"""Languages whose statements are read."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a brief looks at, as of a day."""

    subject: str
    """Name of the person, body or state, else of the matter."""
    on: str
    readings: tuple[Noted, ...]
    """Those looked at, by day."""
    left_out: int
    """Records of earlier days that are not looked at."""
    claims: tuple[Claim, ...]
    """What they state, by day and place."""
    beside: tuple[Claim, ...]
    """What else they say: of a matter anything, with somebody what was on the table."""
    accounts: frozenset[str]
    """Records (SHA-256) all of whose statements count; of the others what the one asked for says."""
    meetings: tuple[Meeting, ...]
    """By day; those of a later day than the one asked are only announced."""
    since: str | None = None
    """The first day of which something new is told; None for all."""
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each record, by which names it knows the one asked for."""
    whom: str | None = None
    """Name of the person, body or state asked for."""
    matters: tuple[Matter, ...] = ()

    def is_own(self, record: str, name: str | None) -> bool:
        """Whether a record means the one asked for by this name."""
        return name is not None and name in self.own.get(record, ())

    def is_new(self, day: str | None) -> bool:
        """Whether what is of this day is told of."""
        return self.since is None or (day or "") >= self.since

    @property
    def read(self) -> tuple[Noted, ...]:
        """The readings of the days asked for, in languages whose statements are read."""
        return tuple(one for one in self.readings if self.is_new(one.day) and one.language in _READ)

    @property
    def looked_at(self) -> tuple[Noted, ...]:
        """The same of all days."""
        return tuple(one for one in self.readings if one.language in _READ)

    @property
    def unread(self) -> int:
        """How many more are in languages whose statements are not read."""
        return sum(self.is_new(one.day) and one.language not in _READ for one in self.readings)

    @property
    def last_meeting(self) -> Meeting | None:
        """The last meeting that was held by the day asked; of several of one day the one most told of."""
        held = [one for one in self.meetings if one.day and one.day <= self.on]
        return max(held, key=lambda one: (one.day or "", len(one.accounts), one.id), default=None)


def scope_of(ledger: Ledger, on: str, *, name: str | None, matter: str | None, since: str | None) -> Scope:
    """What a brief as of a day looks at: all with a person, all of a matter, or of a matter what is said with a person.

    Raises `NotFoundError` where nobody, no matter or no last meeting is known, `UsageError` where neither is asked for.
    """
    if name is None and matter is None:
        raise UsageError("a brief is with somebody or on a matter", remedy="give --with NAME, --matter NAME or both")
    if name is None:
        found = _of_matter(ledger, status.whole(ledger, matter or "", on=on), on)
    else:
        found = _with(ledger, name, on)
        found = _of_both(ledger, found, matter) if matter is not None else found
    if since == LAST:
        last = found.last_meeting
        if last is None:
            raise NotFoundError(f"no record tells of a meeting: {found.subject}", remedy="give a day: --since DATE")
        since = last.day
    return replace(found, since=since)


def _with(ledger: Ledger, name: str, on: str) -> Scope:
    """What is said with a person, body or state; a side of talks of this very name comes before whom a part of it may mean."""
    held = tuple(meetings(ledger, (name,), on=on))
    sides = sorted({side for meeting in held for side in meeting.states if side.casefold() == name.casefold()})
    try:
        one = person(ledger, name, on=on)
    except NotFoundError:
        if not sides:
            raise
        return _of_meetings(ledger, sides[0], held, None, on)
    if sides and name.casefold() not in {known.casefold() for known in (one.id, one.name, *one.names)}:
        return _of_meetings(ledger, sides[0], held, None, on)
    held = tuple(meetings(ledger, (one.id if one.kind == "person" else one.name,), on=on))
    return _of_meetings(ledger, one.name, held, one, on)


def _of_meetings(ledger: Ledger, subject: str, held: tuple[Meeting, ...], one: Person | None, on: str) -> Scope:
    accounts = frozenset(place.record for meeting in held for place in meeting.accounts)
    with ledger.reads() as connection:
        own = _names(connection, one) if one else {}
        readings, left_out = _latest(noted_readings(connection, sorted(accounts | own.keys())), on)
        found = claims_in(connection, [row.reading for row in readings], KINDS)
    claims = tuple(claim for claim in found if claim.place.record in accounts or _says(claim, own))
    return Scope(
        subject=subject,
        on=on,
        readings=readings,
        left_out=left_out,
        claims=claims,
        beside=tuple(claim for claim in claims if claim.kind == "topic" and claim.values["outcome"] in _ON_THE_TABLE),
        accounts=accounts,
        meetings=held,
        own=own,
        whom=subject,
    )


def _names(connection: Connection, one: Person) -> dict[str, frozenset[str]]:
    """By which names each record lets somebody be heard."""
    found: dict[str, set[str]] = {}
    records, known = set(one.records), set(one.names)
    for use in names.uses_of(connection, skeletons_of(one)):
        if use.record in records and use.name in known and _HEARD.intersection(use.parts):
            found.setdefault(use.record, set()).add(use.name)
    return {record: frozenset(spelled) for record, spelled in found.items()}


def _says(claim: Claim, own: Mapping[str, Collection[str]]) -> bool:
    return claim.kind != "question" and claim.said_by in own.get(claim.place.record, ())


def _latest(readings: Sequence[Noted], on: str) -> tuple[tuple[Noted, ...], int]:
    """The readings of the latest days up to one, and how many are left out."""
    known = [one for one in readings if (one.day or "") <= on]
    first = max(0, len(known) - LOOKED_AT)
    return tuple(known[first:]), first


def _of_matter(ledger: Ledger, matter: Matter, on: str) -> Scope:
    records = sorted({claim.place.record for claim in matter.claims})
    with ledger.reads() as connection:
        readings, left_out = _latest(noted_readings(connection, records), on)
    looked_at = {one.record for one in readings}
    spoken_at = (one for one in meetings(ledger, on=on) if any(place.record in looked_at for place in one.accounts))
    own = tuple(claim for claim in matter.claims if claim.place.record in looked_at and claim.id not in matter.beside)
    return Scope(
        subject=matter.name,
        on=on,
        readings=readings,
        left_out=left_out,
        claims=tuple(claim for claim in own if claim.kind in KINDS),
        beside=tuple(claim for claim in own if claim.kind != "question"),
        accounts=frozenset(looked_at),
        meetings=tuple(spoken_at),
        matters=(matter,),
    )


def _of_both(ledger: Ledger, scope: Scope, ref: str) -> Scope:
    """Of what is stated in a person's records that which is in the matters called so."""
    meant = {one.id: one for one in calling.called(ledger, ref, on=scope.on)}
    holds = docket.held_of(ledger, scope.on)
    with ledger.reads() as connection:
        stored = later.matters_of(connection, [claim.id for claim in scope.claims])
    homes = {
        claim.id: {holds.home(id_, claim.place.entry or "") if holds else id_ for id_ in stored.get(claim.id, ())}
        for claim in scope.claims
    }
    claims = tuple(claim for claim in scope.claims if not homes[claim.id].isdisjoint(meant))
    within = [meant[id_] for id_ in sorted(meant) if any(id_ in homes[claim.id] for claim in claims)]
    if not within:
        raise NotFoundError(f"no matter called {ref} is spoken of with {scope.subject}", remedy="`servanda matters` shows them")
    beside = tuple(claim for claim in scope.beside if claim in claims)
    subject = f"{' and '.join(dict.fromkeys(one.name for one in within))}, with {scope.subject}"
    return replace(scope, subject=subject, claims=claims, beside=beside, matters=tuple(within))
