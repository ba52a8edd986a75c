"""Which claims stand in matters together with those of a few readings, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from servanda.ledger.deadlines import is_only_again
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


def heard_beside_claims(connection: Connection, reading_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """What of the notes of readings tells who is heard there, who met, and which words stand where.

    Told without the numbers of rows: the same for the same notes.
    """
    uses = select(name_use.c.reading_id, name_use.c.name, name_use.c.skeleton, name_use.c.attributes)
    parties = select(occasion.c.reading_id, occasion_party.c.skeleton).join_from(occasion_party, occasion)
    words = select(*(column for column in passage.columns if column is not passage.c.id))
    names = connection.execute(uses.where(name_use.c.reading_id.in_(reading_ids)))
    found: set[tuple[Any, ...]] = {(*name, lets_be_heard(attributes)) for *name, attributes in names}
    found.update(map(tuple, connection.execute(parties.where(occasion.c.reading_id.in_(reading_ids)))))
    found.update(map(tuple, connection.execute(words.where(passage.c.reading_id.in_(reading_ids)))))
    return sorted(found, key=repr)


def claims_of(connection: Connection, reading_ids: Sequence[int]) -> set[int]:
    """The numbers of the claims of readings."""
    return set(connection.scalars(select(claim.c.id).where(claim.c.reading_id.in_(reading_ids))))


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
    """The numbers of the commitments to which any of these claims stands so, as a later one."""
    query = (
        select(relation.c.earlier)
        .join_from(relation, claim, relation.c.earlier == claim.c.id)
        .where(claim.c.kind == "commitment", relation.c.relation.in_(relations))
        .distinct()
    )
    return {number for some in _few(numbers) for number in connection.scalars(query.where(relation.c.later.in_(some)))}


def _few(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    for first in range(0, len(every), _FEW):
        yield every[first : first + _FEW]
