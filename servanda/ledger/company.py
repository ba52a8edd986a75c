"""Which claims stand in matters together with those of a few readings, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from servanda.ledger.deadlines import is_only_again, names_in, names_told
from servanda.ledger.later import lets_be_heard
from servanda.ledger.schema import (
    claim,
    matter,
    matter_claim,
    measured_finding,
    name_use,
    occasion,
    occasion_party,
    passage,
    relation,
)
from servanda.ledger.store import CHUNK

_FEW = CHUNK // 4
"""Values in one list of a query."""

Standing = tuple[int, int, str, str]
"""An earlier commitment and a later claim by their numbers, how the one stands to the other, and what is told of that."""


class Company(NamedTuple):
    """A matter's claims, and what later ones tell of its commitments."""

    members: dict[int, int]
    """Its claims by their numbers, each with its reading's."""
    standings: set[Standing]
    days: dict[int, str]
    """The days of the records that they stand in; empty where one has none."""


class Heard(NamedTuple):
    """What of the notes of readings, beside their claims, tells how many later records could tell of something."""

    names: set[tuple[int, str]]
    """A reading, and what spellings of the name of one who is heard there have in common."""
    parties: set[tuple[int, str]]
    """The same of those who met."""
    words: list[tuple[int, int, int, str | None, str]]
    """A reading, where a passage begins and ends, its day and in whose voice it is; what is quoted is not looked through."""


def heard_in(connection: Connection, reading_ids: Sequence[int]) -> Heard:
    """Who is heard in readings, who met, and where their words stand: the same for the same notes, by whatever rows."""
    uses = select(name_use.c.reading_id, name_use.c.skeleton, name_use.c.attributes)
    uses = uses.where(name_use.c.reading_id.in_(reading_ids))
    parties = select(occasion.c.reading_id, occasion_party.c.skeleton).join_from(occasion_party, occasion)
    words = select(passage.c.reading_id, passage.c.span_start, passage.c.span_end, passage.c.day, passage.c.voice)
    words = words.where(passage.c.reading_id.in_(reading_ids), passage.c.voice != "quoted")
    return Heard(
        {(row.reading_id, row.skeleton) for row in connection.execute(uses) if lets_be_heard(row.attributes)},
        {(number, name) for number, name in connection.execute(parties.where(occasion.c.reading_id.in_(reading_ids)))},
        sorted((tuple(row) for row in connection.execute(words)), key=repr),
    )


def commitments_of(connection: Connection, skeletons: Iterable[str], *, before: str) -> set[int]:
    """The commitments in words of bearers of these names, of records of days before one."""
    query = (
        select(claim.c.id, name_use.c.name, names_told(connection))
        .join_from(claim, name_use, claim.c.reading_id == name_use.c.reading_id)
        .where(claim.c.kind == "commitment", claim.c.day < before)
    )
    rows = (row for some in _few(skeletons) for row in connection.execute(query.where(name_use.c.skeleton.in_(some))))
    return {number for number, name, told in rows if names_in(told)[0] == name}


def commitments_of_parties(connection: Connection, skeletons: Iterable[str], *, before: str) -> set[int]:
    """The commitments of records, of days before one, that tell of an occasion at which any of these was."""
    query = (
        select(claim.c.id)
        .join_from(occasion_party, occasion)
        .join(claim, claim.c.reading_id == occasion.c.reading_id)
        .where(claim.c.kind == "commitment", claim.c.day < before)
    )
    return {
        number
        for some in _few(skeletons)
        for number in connection.scalars(query.where(occasion_party.c.skeleton.in_(some)).distinct())
    }


def claims_noted(connection: Connection, reading_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """All that is noted of the claims of readings, by their numbers."""
    query = select(claim).where(claim.c.reading_id.in_(reading_ids)).order_by(claim.c.id)
    return {number: tuple(noted) for number, *noted in connection.execute(query)}


def last_claim(connection: Connection) -> int:
    """The number of the claim that was noted last."""
    return connection.scalar(select(func.max(claim.c.id))) or 0


def come_since(connection: Connection, last: int) -> set[int]:
    """The readings whose claims were noted since one with this number was the last."""
    return set(connection.scalars(select(claim.c.reading_id).where(claim.c.id > last).distinct()))


def companies(connection: Connection, terms: Iterable[str]) -> dict[str, Company]:
    """The matters that are gathered by these terms, by their ids."""
    found: dict[str, Company] = {}
    members = (
        select(matter_claim.c.matter_id, matter_claim.c.claim_id, claim.c.reading_id, claim.c.day)
        .join_from(matter, matter_claim, matter.c.id == matter_claim.c.matter_id)
        .join(claim, matter_claim.c.claim_id == claim.c.id)
    )
    standings = (
        select(relation.c.matter_id, relation.c.earlier, relation.c.later, relation.c.relation, relation.c.attributes)
        .join_from(matter, relation, matter.c.id == relation.c.matter_id)
        .join(claim, relation.c.earlier == claim.c.id)
        .where(claim.c.kind == "commitment")
    )
    for some in _few(sorted(set(terms))):
        for matter_id, number, reading_id, day in connection.execute(members.where(matter.c.term.in_(some))):
            one = found.setdefault(matter_id, Company({}, set(), {}))
            one.members[number] = reading_id
            one.days[number] = day or ""
        for matter_id, *standing in connection.execute(standings.where(matter.c.term.in_(some))):
            if not is_only_again(standing[-1]):
                found.setdefault(matter_id, Company({}, set(), {})).standings.add((*standing,))
    return found


def commitments_among(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of these claims that are commitments."""
    query = select(claim.c.id).where(claim.c.kind == "commitment")
    return {number for some in _few(numbers) for number in connection.scalars(query.where(claim.c.id.in_(some)))}


def commitments_measured(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of these commitments that stand in readings of which something is kept that was measured against a day."""
    told = select(measured_finding.c.reading_id)
    query = select(claim.c.id).where(claim.c.kind == "commitment", claim.c.reading_id.in_(told))
    return set(numbers).intersection(connection.scalars(query))


def commitments_before(connection: Connection, numbers: Collection[int], relations: Sequence[str]) -> set[int]:
    """The numbers of the commitments to which any of these claims stands so, as a later one; not where it only speaks of it."""
    query = (
        select(relation.c.earlier, relation.c.attributes)
        .join_from(relation, claim, relation.c.earlier == claim.c.id)
        .where(claim.c.kind == "commitment", relation.c.relation.in_(relations))
    )
    rows = (row for some in _few(numbers) for row in connection.execute(query.where(relation.c.later.in_(some))))
    return {row.earlier for row in rows if not is_only_again(row.attributes)}


def _few(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    for first in range(0, len(every), _FEW):
        yield every[first : first + _FEW]
