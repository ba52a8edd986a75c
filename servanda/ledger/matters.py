"""Matters in the ledger: which claims meet in them, how these stand to each other, and what is asked of them."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, true

from servanda.ledger.claims import load_claims, terms_of_claims
from servanda.ledger.inserting import insert_rows
from servanda.ledger.schema import claim, claim_term, matter, matter_claim, relation
from servanda.ledger.store import CHUNK, Found
from servanda.model import Claim, Matter, Relation, RelationName

_FEW = CHUNK // 4
"""Values in one list of a query."""
_PLAIN = re.compile(r"[a-z0-9]+")
"""What every database takes for the same letters in whatever case."""


class Use(NamedTuple):
    """A term as one claim has it."""

    claim: int
    reading: int
    kind: str
    weight: int
    """Hundredths of bits."""
    scope: frozenset[str]


class Touched(NamedTuple):
    """A term whose matters are to be made anew."""

    term: str
    claims: int
    """How many have it."""
    first: int
    """The first of them: terms of one record stand together."""


def terms_touched(connection: Connection, reading_ids: Sequence[int]) -> list[Touched]:
    """The terms of these readings' claims, and those of the matters that lost claims, in the order of their first claims.

    A term is left out that one claim has, or none, and that never gathered a matter.
    """
    counted = select(claim_term.c.term, func.count(), func.min(claim_term.c.claim_id)).group_by(claim_term.c.term)
    found: dict[str, Touched] = {}
    if len(reading_ids) > _FEW:
        gathering = set(connection.scalars(select(matter.c.term)))
        found = {row[0]: Touched(*row) for row in connection.execute(counted.having(func.count() > 1)).all()}
    else:
        lost = connection.scalars(select(matter.c.term).where(matter.c.claims == 0))
        own = set(lost).union(terms_of_claims(connection, reading_ids))
        gathering = set()
        for some in _few(sorted(own)):
            gathering.update(connection.scalars(select(matter.c.term).where(matter.c.term.in_(some))))
            rows = connection.execute(counted.where(claim_term.c.term.in_(some))).all()
            found.update({row[0]: Touched(*row) for row in rows if row[1] > 1 or row[0] in gathering})
    missing = (Touched(term, 0, 0) for term in gathering if term not in found)
    return sorted([*found.values(), *missing], key=lambda one: (one.first, one.term))


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
        for term, rows in groupby(connection.execute(query).all(), key=itemgetter(0)):
            yield term, [Use(number, read, kind, weight, _states(scope)) for _, number, weight, read, kind, scope in rows]


@lru_cache(maxsize=10_000)
def _states(scope: str) -> frozenset[str]:
    """The states of a claim, as its row has them."""
    return frozenset(scope.split("|")) if scope else frozenset()


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


class Known(NamedTuple):
    """A relation as it is kept: the numbers of its claims, and what is told of it."""

    later: int
    earlier: int
    relation: RelationName
    attributes: str


def relations_held(connection: Connection, matter_ids: Sequence[str]) -> dict[str, list[Known]]:
    """The relations that are kept for these matters, by the matters' ids."""
    found: dict[str, list[Known]] = {}
    for some in _few(matter_ids):
        query = select(
            relation.c.matter_id, relation.c.later, relation.c.earlier, relation.c.relation, relation.c.attributes
        ).where(relation.c.matter_id.in_(some))
        for matter_id, *row in connection.execute(query).all():
            found.setdefault(matter_id, []).append(Known(*row))
    return found


def relation_of(one: Known, claims: Mapping[int, Claim]) -> Relation:
    """A relation with its claims, given by their numbers."""
    return Relation(later=claims[one.later], earlier=claims[one.earlier], relation=one.relation, **_unpacked(one.attributes))


def forget_matters(connection: Connection, matter_ids: Sequence[str]) -> None:
    """Throw matters away, with their relations. What was found in them is thrown away apart."""
    for some in _few(matter_ids):
        connection.execute(delete(relation).where(relation.c.matter_id.in_(some)))
        connection.execute(delete(matter_claim).where(matter_claim.c.matter_id.in_(some)))
        connection.execute(delete(matter).where(matter.c.id.in_(some)))


class Gathered(NamedTuple):
    """A matter as it is kept."""

    term: str
    """By which it is gathered."""
    matter: Matter
    listed: bool
    """Whether it is listed without being asked for."""


def keep_matters(connection: Connection, matters: Iterable[Gathered]) -> None:
    """Keep matters with their claims and relations."""
    found = list(matters)
    if not found:
        return
    insert_rows(connection, matter, [_row(one) for one in found])
    held = [
        {"matter_id": one.id, "claim_id": claim.id, "attributes": f'{{"weight": {claim.terms.get(term, 0)}}}'}
        for term, one, _ in found
        for claim in one.claims
    ]
    insert_rows(connection, matter_claim, held)
    insert_rows(connection, relation, [_relation_row(one.id, each) for _, one, _ in found for each in one.relations])


def list_matters(connection: Connection, *, until: str | None = None, everything: bool = False) -> list[Matter]:
    """The matters that are listed unasked, or all, as they were told up to a day, by name, without their claims."""
    query = select(matter).where(_listed(until, everything, ())).order_by(matter.c.name, matter.c.id)
    return [_matter(row) for row in connection.execute(query)]


def matters_told_most(
    connection: Connection, *, until: str | None, everything: bool, but: Sequence[str], start: int, count: int
) -> tuple[int, list[Matter]]:
    """How many `list_matters` gives but for some, and so many of them behind so many others: by records, the most first."""
    asked = _listed(until, everything, but)
    total = connection.scalar(select(func.count()).select_from(matter).where(asked)) or 0
    ids = select(matter.c.id).where(asked).order_by(matter.c.records.desc(), matter.c.name, matter.c.id)
    found = list(connection.scalars(ids.offset(start).limit(count)))  # of an index alone, however many are passed over
    rows = {row.id: row for row in connection.execute(select(matter).where(matter.c.id.in_(found)))}
    return total, [_matter(rows[id_]) for id_ in found]


def _listed(until: str | None, everything: bool, but: Sequence[str]) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [] if everything else [matter.c.listed == 1]
    if until is not None:
        asked.append(matter.c.first_day <= until)
    if but:
        asked.append(matter.c.id.not_in(but))
    return and_(true(), *asked)


def matters_with_words(connection: Connection, words: Sequence[str], *, until: str | None = None) -> list[Matter]:
    """The matters in whose names all these words stand (of letters without accents, in whatever case), by name.

    A word that has other letters is not looked for: the caller does.
    """
    query = select(matter).where(_listed(until, True, ()))
    for word in words:
        if word.isascii():
            query = query.where(_has(word))
    return [_matter(row) for row in connection.execute(query.order_by(matter.c.name, matter.c.id))]


def names_told_most(
    connection: Connection, wanted: Iterable[Sequence[str]], *, least: int, until: str | None = None
) -> Generator[tuple[str, str], None, None]:
    """Ids and names of the matters of so many records at least that have all words of one of these in their names.

    Those told of in most records come first, one by one as they are asked for. Of the words (in small letters) their runs of
    letters without accents are looked for, in whatever case: the caller looks at the rest.
    """
    having = or_(*(and_(true(), *(_has(run) for word in words for run in _PLAIN.findall(word))) for words in wanted))
    query = select(matter.c.id, matter.c.name).where(_listed(until, True, ()), matter.c.records >= least, having)
    with closing(connection.execute(query.order_by(matter.c.records.desc(), matter.c.name, matter.c.id))) as rows:
        for row in rows:
            yield row.id, row.name


def _has(word: str) -> ColumnElement[bool]:
    """Whether a word stands in a matter's name, in whatever letters."""
    return func.lower(matter.c.name).contains(word.lower(), autoescape=True)


def some_matters(connection: Connection, matter_ids: Sequence[str], *, until: str | None = None) -> list[Matter]:
    """These of the matters that `list_matters` gives, by name."""
    rows: list[Found] = []
    for some in _few(matter_ids):
        query = select(matter).where(matter.c.id.in_(some))
        rows += connection.execute(query if until is None else query.where(matter.c.first_day <= until)).all()
    return [_matter(row) for row in sorted(rows, key=lambda row: (row.name, row.id))]


def find_matters(connection: Connection, ref: str) -> list[Matter]:
    """Matters, without their claims, whose id begins so or whose name is this, in whatever letters."""
    query = select(matter).where(matter.c.id >= ref, matter.c.id < ref + "g")  # an id ends in hex digits
    found = [_matter(row) for row in connection.execute(query.order_by(matter.c.id))] if ref.startswith("matter-") else []
    if not found:
        named = select(matter).where(func.lower(matter.c.name) == func.lower(ref)).order_by(matter.c.id)
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
    query = select(relation.c.later, relation.c.earlier, relation.c.relation, relation.c.attributes)
    rows = connection.execute(query.where(relation.c.matter_id == matter_id).order_by(relation.c.id)).all()
    known = (Known(*row) for row in rows)
    return term, claims, tuple(relation_of(one, by) for one in known if one.later in by and one.earlier in by)


def load_claims_of(connection: Connection, matter_id: str, kind: str) -> list[Claim]:
    """The claims of one kind in a matter, by day."""
    query = select(claim.c.id).join_from(matter_claim, claim, matter_claim.c.claim_id == claim.c.id)
    numbers = connection.scalars(query.where(matter_claim.c.matter_id == matter_id, claim.c.kind == kind))
    return list(load_claims(connection, list(numbers)))


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


def _row(gathered: Gathered) -> dict[str, Any]:
    one = gathered.matter
    return {
        "id": one.id,
        "term": gathered.term,
        "listed": int(gathered.listed),
        "name": one.name,
        "kind": one.kind,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "claims": len(one.claims),
        "records": one.records,
        "attributes": json.dumps({"scope": one.scope, "tellers": one.tellers}),
    }


def _matter(row: Found) -> Matter:
    packed: Mapping[str, Any] = json.loads(row.attributes)
    return Matter(
        id=row.id,
        name=row.name,
        kind=row.kind,
        claims=(),
        scope=tuple(packed["scope"]),
        tellers=packed.get("tellers", 0),
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
        "attributes": _packed(one.confidence, one.rule, one.why),
    }


@lru_cache(maxsize=10_000)
def _packed(confidence: float, rule: str, why: str) -> str:
    """What is told of a relation; a few rules say the same of most."""
    return json.dumps({"confidence": confidence, "rule": rule, "why": why})


@lru_cache(maxsize=10_000)
def _unpacked(attributes: str) -> Mapping[str, Any]:
    """The inverse of `_packed`."""
    told: dict[str, Any] = json.loads(attributes)
    return told
