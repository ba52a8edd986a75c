"""What is due, in the ledger: commitments by the last day on which they are in time, and what later claims tell of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Text, case, cast, func, literal, select

from servanda.ledger.claims import load_claims
from servanda.ledger.schema import claim, relation
from servanda.ledger.store import CHUNK
from servanda.model import Claim, Relation

_ONLY_AGAIN = "again"
"""The rule of what is merely spoken of again."""
_NO_TEXT = r"\\u(0000|d[89a-f])"
"""In JSON, what a server's text cannot hold: NUL and halves of surrogate pairs."""


def claims_due(
    connection: Connection,
    *,
    until: str,
    since: str | None = None,
    before: str | None = None,
    among: Container[int] | None = None,
    of: Callable[[tuple[str | None, str | None]], bool] | None = None,
) -> list[Claim]:
    """The commitments that are due by a day (before it, not before another), by day; of these numbers, where any are named.

    `of` is asked of whom each is, by the names of whose words it is and of who is to do it: to load a claim takes far longer.
    """
    names = names_told(connection) if of else literal("")
    query = select(claim.c.id, names).where(claim.c.deadline <= until)
    if since is not None:
        query = query.where(claim.c.deadline >= since)
    if before is not None:
        query = query.where(claim.c.deadline < before)
    rows = [(number, names) for number, names in connection.execute(query) if among is None or number in among]
    found = load_claims(connection, [number for number, names in rows if of is None or of(names_in(names))])
    return sorted(found, key=lambda one: (one.values["deadline_end"], one.day or "", one.place.record, one.place.start, one.id))


def names_told(connection: Connection) -> ColumnElement[str]:
    """JSON of whose words a claim is, and who is to do what it tells, as the database takes it out of all that is kept.

    It stays JSON: a name may hold what a database's own text cannot. Where anything does, a server tells all that is kept.
    """
    if connection.dialect.name == "postgresql":
        packed = cast(claim.c.attributes, JSON)
        whose = cast(func.json_build_array(packed["said_by"], packed["values"]["actor"]), Text)
        return case((claim.c.attributes.regexp_match(_NO_TEXT), claim.c.attributes), else_=whose)
    return func.json_extract(claim.c.attributes, "$.said_by", "$.values.actor")


@lru_cache(maxsize=10_000)
def names_in(told: str) -> tuple[str | None, str | None]:
    """Whose words a claim is, and who is to do what it tells, of what `names_told` gives."""
    said = json.loads(told)
    said_by, actor = (said["said_by"], said["values"]["actor"]) if isinstance(said, dict) else said
    return said_by, actor


def count_due(connection: Connection, *, until: str, since: str | None = None) -> int:
    """How many `claims_due` gives."""
    query = select(func.count()).select_from(claim).where(claim.c.deadline <= until)
    return connection.scalar(query if since is None else query.where(claim.c.deadline >= since)) or 0


def day_of_last(connection: Connection, count: int, *, until: str, since: str | None = None) -> str | None:
    """The day of the commitment behind so many others, of those that `claims_due` gives, the last first; None behind all."""
    query = select(claim.c.deadline).where(claim.c.deadline <= until)
    if since is not None:
        query = query.where(claim.c.deadline >= since)
    return connection.scalar(query.order_by(claim.c.deadline.desc()).offset(count).limit(1))


def told_of(connection: Connection, claims: Sequence[Claim], *, again: bool = True) -> dict[int, list[Relation]]:
    """For each claim by its number, how later claims stand to it, by the day of the later.

    Without `again`, what only speaks of it again is left out: that is most of all relations, and need not be loaded.
    """
    earlier = {one.id: one for one in claims}
    rows = [
        (row, _told(row.attributes))
        for numbers in _parts(list(earlier))
        for row in connection.execute(select(relation).where(relation.c.earlier.in_(numbers)))
        if again or not is_only_again(row.attributes)
    ]
    later = {one.id: one for one in load_claims(connection, sorted({row.later for row, _ in rows}))}
    found: dict[int, dict[tuple[int, str], Relation]] = defaultdict(dict)
    for row, said in rows:
        found[row.earlier][row.later, row.relation] = Relation(
            later=later[row.later],
            earlier=earlier[row.earlier],
            relation=row.relation,
            confidence=said["confidence"],
            rule=said["rule"],
            why=said["why"],
        )
    return {number: sorted(told.values(), key=_order) for number, told in found.items()}


def is_only_again(attributes: str) -> bool:
    """Whether a relation, as its row has it, is that something is merely spoken of again."""
    return bool(_told(attributes)["rule"] == _ONLY_AGAIN)


@lru_cache(maxsize=10_000)
def _told(attributes: str) -> Mapping[str, Any]:
    """What is kept of a relation; a few rules say the same of most."""
    said: dict[str, Any] = json.loads(attributes)
    return said


def _order(told: Relation) -> tuple[str, str, int, str]:
    return told.later.day or "", told.later.place.record, told.later.place.start, told.relation


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as one statement may name."""
    for first in range(0, len(numbers), CHUNK // 4):
        yield numbers[first : first + CHUNK // 4]
