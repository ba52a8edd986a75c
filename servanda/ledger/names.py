"""Names that readings use, kept by what their spellings have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, or_, select

from servanda.ledger.inserting import insert_rows
from servanda.ledger.packing import storable
from servanda.ledger.schema import name_use, reading, record
from servanda.ledger.store import CHUNK
from servanda.model import NameUse

_KEPT = ("kind", "office", "state", "day", "uses", "parts", "start", "end")
"""What stands in a row's attributes; what is None is left out."""

_USES = (
    select(name_use.c.name, name_use.c.skeleton, name_use.c.attributes, record.c.sha256)
    .join_from(name_use, reading, name_use.c.reading_id == reading.c.id)
    .join(record, reading.c.record_id == record.c.id)
    .order_by(name_use.c.skeleton, record.c.sha256, name_use.c.id)
)


def keep_names(connection: Connection, reading_id: int, uses: Iterable[NameUse]) -> None:
    """Keep the names that a reading uses."""
    rows = [
        {
            "reading_id": reading_id,
            "name": storable(one.name),
            "skeleton": storable(one.skeleton),
            "attributes": json.dumps(
                {name: value for name in _KEPT if (value := getattr(one, name)) is not None}, separators=(",", ":")
            ),
        }
        for one in uses
    ]
    insert_rows(connection, name_use, rows)


def forget_names(connection: Connection, reading_id: int) -> None:
    """Throw the names of a reading away."""
    connection.execute(delete(name_use).where(name_use.c.reading_id == reading_id))


def skeletons_with(connection: Connection, words: Sequence[str]) -> list[str]:
    """The skeletons in which all these words stand, whole or as a beginning."""
    query = select(name_use.c.skeleton).distinct().order_by(name_use.c.skeleton)
    for word in words:
        query = query.where(name_use.c.skeleton.contains(word, autoescape=True))
    found = connection.scalars(query)
    return [one for one in found if all(any(part.startswith(word) for part in one.split()) for word in words)]


def spellings(connection: Connection, skeletons: Sequence[str]) -> list[str]:
    """The names with these skeletons, as readings have them, by letters."""
    found: set[str] = set()
    for first in range(0, len(skeletons), CHUNK // 4):
        some = name_use.c.skeleton.in_(skeletons[first : first + CHUNK // 4])
        found.update(connection.scalars(select(name_use.c.name).where(some).distinct()))
    return sorted(found)


def uses_of(connection: Connection, skeletons: Sequence[str]) -> Iterator[NameUse]:
    """The uses of names with these skeletons."""
    for first in range(0, len(skeletons), CHUNK // 4):
        yield from _found(connection, _USES.where(name_use.c.skeleton.in_(skeletons[first : first + CHUNK // 4])))


def skeletons_after(day: str) -> Select[tuple[str]]:
    """Asks for the skeletons of the names that some record after a day (ISO) uses; a record of unknown day is after none."""
    return select(name_use.c.skeleton).join_from(name_use, reading).where(reading.c.day > day)


def uses_until(connection: Connection, day: str, also: Sequence[str] = ()) -> Iterator[NameUse]:
    """The uses up to a day of the names that records after it use too, and of those with the skeletons of `also`."""
    meant = or_(name_use.c.skeleton.in_(skeletons_after(day)), name_use.c.skeleton.in_(also))
    yield from _found(connection, _USES.where(meant, or_(reading.c.day.is_(None), reading.c.day <= day)))


def _found(connection: Connection, query: Select[Any]) -> Iterator[NameUse]:
    for row in connection.execution_options(yield_per=CHUNK).execute(query):
        said = json.loads(row.attributes)
        yield NameUse(
            record=row.sha256,
            name=row.name,
            skeleton=row.skeleton,
            **{**said, "parts": tuple(said["parts"])},
        )
