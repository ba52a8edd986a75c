"""Matters in the ledger: which claims meet in them, how these stand to each other, and what is asked of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from servanda.ledger.claims import load_claims, terms_of_claims
from servanda.ledger.schema import claim, claim_term, matter, matter_claim, relation
from servanda.ledger.store import CHUNK, Found
from servanda.model import Claim, Matter, Relation

_FEW = CHUNK // 4
"""Values in one list of a query."""


class Use(NamedTuple):
    """A term as one claim has it."""

    claim: int
    reading: int
    kind: str
    weight: int
    """Hundredths of bits."""
    scope: frozenset[str]


def terms_touched(connection: Connection, reading_ids: Sequence[int]) -> dict[str, int]:
    """The terms of these readings' claims, and those of the matters that lost claims, with how many claims have each.

    A term is left out that one claim has, or none, and that never gathered a matter.
    """
    lost = set(connection.scalars(select(matter.c.term).where(matter.c.claims == 0)))
    gathering = set(connection.scalars(select(matter.c.term)))
    counted = select(claim_term.c.term, func.count().label("claims")).group_by(claim_term.c.term)
    if len(reading_ids) > _FEW:
        shared = connection.execute(counted.having(func.count() > 1))
        return {**dict.fromkeys(gathering, 0), **{row.term: row.claims for row in shared}}
    own = lost | {term for some in _few(reading_ids) for term in terms_of_claims(connection, some)}
    found = dict.fromkeys(own & gathering, 0)
    for some in _few(sorted(own)):
        rows = connection.execute(counted.where(claim_term.c.term.in_(some)))
        found.update({row.term: row.claims for row in rows if row.claims > 1 or row.term in found})
    return found


def uses_of(connection: Connection, terms: Sequence[str]) -> Iterator[tuple[str, list[Use]]]:
    """For each of these terms that any claim has, in their order by letters, the claims that have it."""
    for some in _few(sorted(terms)):
        query = (
            select(
                claim_term.c.term, claim_term.c.claim_id, claim_term.c.weight, claim.c.reading_id, claim.c.kind, claim.c.scope
            )
            .join_from(claim_term, claim)
            .where(claim_term.c.term.in_(some))
            .order_by(claim_term.c.term, claim_term.c.claim_id)
        )
        term: str | None = None
        uses: list[Use] = []
        for row in connection.execute(query):
            if row.term != term:
                if term is not None:
                    yield term, uses
                term, uses = row.term, []
            scope = frozenset(row.scope.split("|")) if row.scope else frozenset()
            uses.append(Use(row.claim_id, row.reading_id, row.kind, row.weight, scope))
        if term is not None:
            yield term, uses


def claims_held(connection: Connection, terms: Sequence[str]) -> dict[str, frozenset[int]]:
    """The matters that are gathered by these terms, by their ids, with the claims of each; none where it lost any."""
    counts: dict[str, int] = {}
    for some in _few(terms):
        rows = connection.execute(select(matter.c.id, matter.c.claims).where(matter.c.term.in_(some)))
        counts.update({row.id: row.claims for row in rows})
    held: dict[str, set[int]] = {id_: set() for id_ in counts}
    for some in _few(counts):
        query = select(matter_claim.c.matter_id, matter_claim.c.claim_id).where(matter_claim.c.matter_id.in_(some))
        for row in connection.execute(query):
            held[row.matter_id].add(row.claim_id)
    return {id_: frozenset(own if len(own) == counts[id_] else ()) for id_, own in held.items()}


def names_held(connection: Connection, matter_ids: Sequence[str]) -> dict[str, str]:
    """The names of matters, by their ids."""
    rows = (connection.execute(select(matter.c.id, matter.c.name).where(matter.c.id.in_(some))) for some in _few(matter_ids))
    return {row.id: row.name for some in rows for row in some}


def forget_matters(connection: Connection, matter_ids: Sequence[str]) -> None:
    """Throw matters away, with their relations. What was found in them is thrown away apart."""
    for some in _few(matter_ids):
        connection.execute(delete(relation).where(relation.c.matter_id.in_(some)))
        connection.execute(delete(matter_claim).where(matter_claim.c.matter_id.in_(some)))
        connection.execute(delete(matter).where(matter.c.id.in_(some)))


def keep_matters(connection: Connection, matters: Iterable[tuple[str, Matter]]) -> None:
    """Keep matters, each with the term that it is gathered by, its claims and relations."""
    found = list(matters)
    if not found:
        return
    connection.execute(insert(matter), [_row(term, one) for term, one in found])
    connection.execute(
        insert(matter_claim),
        [
            {"matter_id": one.id, "claim_id": held.id, "attributes": json.dumps({"weight": held.terms.get(term, 0)})}
            for term, one in found
            for held in one.claims
        ],
    )
    relations = [_relation_row(one.id, each) for _, one in found for each in one.relations]
    if relations:
        connection.execute(insert(relation), relations)


def list_matters(connection: Connection, *, until: str | None = None) -> list[tuple[str, Matter]]:
    """Matters without their claims, as they were told up to a day, by name, each with the term that gathers it."""
    query = select(matter)
    if until is not None:
        query = query.where(matter.c.first_day <= until)
    return [(row.term, _matter(row)) for row in connection.execute(query.order_by(matter.c.name, matter.c.id))]


def find_matters(connection: Connection, ref: str) -> list[Matter]:
    """Matters, without their claims, whose id begins so or whose name is this, in whatever letters."""
    query = select(matter).where((matter.c.id == ref) | (matter.c.id.startswith(ref, autoescape=True)))
    found = [_matter(row) for row in connection.execute(query.order_by(matter.c.id))] if ref.startswith("matter-") else []
    if not found:
        named = select(matter).where(matter.c.name.ilike(ref, escape="\\")).order_by(matter.c.id)
        found = [_matter(row) for row in connection.execute(named)]
    return found


def load_matter(connection: Connection, matter_id: str) -> tuple[str, tuple[Claim, ...], tuple[Relation, ...]] | None:
    """The term, the claims and the relations of a matter; None where there is none of this id."""
    term = connection.scalar(select(matter.c.term).where(matter.c.id == matter_id))
    if term is None:
        return None
    numbers = list(connection.scalars(select(matter_claim.c.claim_id).where(matter_claim.c.matter_id == matter_id)))
    claims = tuple(load_claims(connection, numbers))
    by = {one.id: one for one in claims}
    rows = connection.execute(select(relation).where(relation.c.matter_id == matter_id).order_by(relation.c.id))
    return term, claims, tuple(_relation(row, by) for row in rows if row.later in by and row.earlier in by)


def matters_holding(connection: Connection, entry_ids: Sequence[str]) -> dict[str, int]:
    """Ids of the matters that hold claims on these entries, each with how many."""
    from servanda.ledger.schema import entry

    counts: dict[str, int] = {}
    for some in _few(entry_ids):
        query = (
            select(matter_claim.c.matter_id)
            .join_from(matter_claim, claim)
            .join(entry, claim.c.entry_key == entry.c.key)
            .where(entry.c.id.in_(some))
        )
        for id_ in connection.scalars(query):
            counts[id_] = counts.get(id_, 0) + 1
    return counts


def _few(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    for first in range(0, len(every), _FEW):
        yield every[first : first + _FEW]


def _row(term: str, one: Matter) -> dict[str, Any]:
    return {
        "id": one.id,
        "term": term,
        "name": one.name,
        "kind": one.kind,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "claims": len(one.claims),
        "records": one.records,
        "attributes": json.dumps({"scope": one.scope}),
    }


def _matter(row: Found) -> Matter:
    packed: Mapping[str, Any] = json.loads(row.attributes)
    return Matter(
        id=row.id,
        name=row.name,
        kind=row.kind,
        claims=(),
        scope=tuple(packed["scope"]),
        first_day=row.first_day,
        last_day=row.last_day,
        records=row.records,
    )


def _relation_row(matter_id: str, one: Relation) -> dict[str, Any]:
    return {
        "matter_id": matter_id,
        "later": one.later.id,
        "earlier": one.earlier.id,
        "relation": one.relation,
        "attributes": json.dumps({"confidence": one.confidence, "rule": one.rule, "why": one.why}),
    }


def _relation(row: Found, claims: Mapping[int, Claim]) -> Relation:
    packed: Mapping[str, Any] = json.loads(row.attributes)
    return Relation(
        later=claims[row.later],
        earlier=claims[row.earlier],
        relation=row.relation,
        confidence=packed["confidence"],
        rule=packed["rule"],
        why=packed["why"],
    )
