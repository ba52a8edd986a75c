"""Persons, bodies and states as comparing names alone gives them: kept so that a part of their list need not make them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from servanda.ledger.inserting import insert_rows
from servanda.ledger.names import skeletons_after
from servanda.ledger.schema import name_use, person
from servanda.ledger.store import CHUNK, Found
from servanda.model import Person, PersonKind, Tenure

_FEW = CHUNK // 4
"""Values in one list of a query."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


def keep_persons(connection: Connection, skeletons: Sequence[str], found: Iterable[tuple[str, Person]]) -> None:
    """Keep whom names with these skeletons mean, each with its skeleton, instead of whom they were held to mean before."""
    for some in _parts(skeletons):
        connection.execute(delete(person).where(person.c.skeleton.in_(some)))
    insert_rows(connection, person, [_row(skeleton, one) for skeleton, one in found])


def mark_persons(connection: Connection, reading_id: int) -> None:
    """Whom the names of a reading mean is to be made anew: it is about to lose them."""
    own = select(name_use.c.skeleton).where(name_use.c.reading_id == reading_id)
    connection.execute(update(person).where(person.c.skeleton.in_(own)).values(outdated=1))


def skeletons_outdated(connection: Connection) -> set[str]:
    """The skeletons of names that were lost, and whom the others of them mean is not made anew yet."""
    return set(connection.scalars(select(person.c.skeleton).where(person.c.outdated == 1).distinct()))


def skeletons_touched(connection: Connection, reading_ids: Sequence[int]) -> list[str]:
    """The skeletons of the names that these readings use, and of those that readings had which are gone."""
    found = skeletons_outdated(connection)
    for some in _parts(reading_ids):
        query = select(name_use.c.skeleton).where(name_use.c.reading_id.in_(some)).distinct()
        found.update(connection.scalars(query))
    return sorted(found)


def skeletons_of_ids(connection: Connection, beginnings: Iterable[str]) -> set[str]:
    """The skeletons of those whose ids begin so."""
    found: set[str] = set()
    for begins in beginnings:
        query = select(person.c.skeleton).where(person.c.id >= begins, person.c.id < begins + "g")  # an id ends in hex digits
        found.update(connection.scalars(query))
    return found


def load_persons(
    connection: Connection, skeletons: Sequence[str] | None, *, but: Sequence[str] = (), until: str | None = None
) -> Iterator[Person]:
    """Whom names with these skeletons mean, or all; none of those with the others.

    Where all are meant, `until` leaves out whom a record after that day names.
    """
    if skeletons is None:
        asked = _asked(None, everything=True, but=but, until=until)
        yield from map(_person, connection.execute(select(person).where(asked)))
        return
    for some in _parts(sorted(set(skeletons).difference(but))):
        yield from map(_person, connection.execute(select(person).where(person.c.skeleton.in_(some))))


def load_holders(connection: Connection, office: str, *, but: Sequence[str] = ()) -> Iterator[Person]:
    """Whoever has held an office of this name, and a few more; none of those with these skeletons."""
    query = select(person).where(person.c.skeleton.not_in(but), person.c.attributes.contains(_encode(office), autoescape=True))
    yield from map(_person, connection.execute(query))


class Asked(TypedDict):
    """Which of those are meant that are kept."""

    kind: PersonKind | None
    everything: bool
    """Everybody, or those only who are shown unasked."""
    but: Sequence[str]
    """None of those with these skeletons."""
    until: str | None
    """Nobody whom a record after this day (ISO) names: who he is as of that day is to be made of his names."""


def count_persons(connection: Connection, **asked: Unpack[Asked]) -> int:
    """How many there are."""
    return connection.scalar(select(func.count()).select_from(person).where(_asked(**asked))) or 0


def some_persons(connection: Connection, *, start: int, count: int, **asked: Unpack[Asked]) -> list[Person]:
    """The same by name: so many, behind so many others."""
    query = select(person).where(_asked(**asked)).order_by(person.c.name, person.c.id)
    return [_person(row) for row in connection.execute(query.offset(start).limit(count))]


def _asked(kind: PersonKind | None, *, everything: bool, but: Sequence[str], until: str | None) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [person.c.shown.in_((0, 1)) if everything else person.c.shown == 1]
    if until is not None:
        asked.append(person.c.skeleton.not_in(skeletons_after(until)))
    if kind is not None:
        asked.append(person.c.kind == kind)
    if but:
        asked.append(person.c.skeleton.not_in(but))
    return and_(*asked)


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(values), _FEW):
        yield values[first : first + _FEW]


def _row(skeleton: str, one: Person) -> dict[str, Any]:
    tenures = [[each.office, each.state, each.first, each.last, each.records] for each in one.tenures]
    return {
        "id": one.id,
        "skeleton": skeleton,
        "kind": one.kind,
        "name": one.name,
        "shown": int(one.shown),
        "attributes": _encode({"names": one.names, "tenures": tenures, "records": one.records, "uses": one.uses}),
    }


def _person(row: Found) -> Person:
    packed = json.loads(row.attributes)
    return Person(
        id=row.id,
        name=row.name,
        kind=row.kind,
        names=tuple(packed["names"]),
        tenures=tuple(_tenure(*each) for each in packed["tenures"]),
        records=tuple(packed["records"]),
        uses=packed["uses"],
        shown=bool(row.shown),
    )


def _tenure(office: str, state: str | None, first: str | None, last: str | None, records: int) -> Tenure:
    return Tenure(office=office, state=state, first=first, last=last, records=records)
