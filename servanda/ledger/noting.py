"""Which readings are noted for comparison, and which of them are joined into matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from servanda.ledger import store
from servanda.ledger.schema import carried, claim, decision, document_version, entry_version, noted, ruling, settled


def current(connection: Connection) -> dict[int, str]:
    """The readings that documents say now, with the SHA-256 of their records, in the order in which they came."""
    return {row.id: row.sha256 for row in store.current_readings(connection)}


def noted_readings(connection: Connection, among: Sequence[int] | None = None) -> dict[int, str]:
    """The readings that are noted, each with what noted it; those whose notes are thrown away have an empty name there.

    `among` asks for a few only.
    """
    query = select(noted.c.reading_id, noted.c.comparer)
    if among is not None:
        query = query.where(noted.c.reading_id.in_(among))
    return {row.reading_id: row.comparer for row in connection.execute(query)}


def stand(connection: Connection, comparer: str) -> str:
    """What has come to the ledger so far: another one whenever a record came, or a person decided or ruled something."""
    last = (connection.scalar(select(func.max(table.c.id))) for table in (document_version, decision, ruling))
    return "|".join((comparer, *map(str, last)))


class Came(NamedTuple):
    """A stand in its parts."""

    before_rulings: str
    """Which records and decisions came."""
    ruling: int
    """Number of the last ruling; 0 where nothing was ruled."""


def came_at(stand: str) -> Came:
    """What had come at a stand."""
    before, _, last = stand.rpartition("|")
    return Came(before, int(last) if last.isdecimal() else 0)


def is_settled(connection: Connection, stand: str) -> bool:
    """Whether all was noted and joined at this stand: then nothing is to be done."""
    return connection.scalar(select(settled.c.stand)) == stand


def settled_at(connection: Connection) -> str | None:
    """The stand at which all was last noted and joined; None where it never was."""
    return connection.scalar(select(settled.c.stand))


def settle(connection: Connection, stand: str) -> None:
    """All is noted and joined that had come at this stand."""
    connection.execute(delete(settled))
    connection.execute(insert(settled), {"stand": stand})


def state(connection: Connection) -> tuple[int, int]:
    """Another one whenever notes came or went."""
    readings = connection.scalar(select(func.count()).select_from(noted)) or 0
    return readings, connection.scalar(select(func.max(claim.c.id))) or 0


def unjoined(connection: Connection) -> list[int]:
    """The readings whose claims came or went since all was last joined."""
    return list(connection.scalars(select(noted.c.reading_id).where(noted.c.joined == 0).order_by(noted.c.reading_id)))


def mark_noted(connection: Connection, reading_id: int, comparer: str) -> None:
    """A reading's notes are whole."""
    connection.execute(delete(noted).where(noted.c.reading_id == reading_id))
    connection.execute(insert(noted), {"reading_id": reading_id, "comparer": comparer})


def mark_forgotten(connection: Connection, reading_id: int) -> None:
    """A reading's notes are thrown away. It is remembered until all is joined without it, also where that is broken off."""
    mark_noted(connection, reading_id, "")


def mark_outdated(connection: Connection, entry_key: int) -> None:
    """What is noted of the readings that have an entry is to be noted anew: it was ruled upon."""
    having = select(entry_version.c.reading_id).where(entry_version.c.entry_key == entry_key)
    later = select(carried.c.reading_id).join(ruling, carried.c.ruling_id == ruling.c.id).where(ruling.c.entry_key == entry_key)
    these = noted.c.reading_id.in_(having) | noted.c.reading_id.in_(later)
    connection.execute(update(noted).where(these, noted.c.comparer != "").values(comparer="before a ruling"))


def mark_joined(connection: Connection, reading_ids: Sequence[int]) -> None:
    """What came and went with these readings is now in the matters."""
    for first in range(0, len(reading_ids), store.CHUNK // 4):
        these = noted.c.reading_id.in_(reading_ids[first : first + store.CHUNK // 4])
        connection.execute(delete(noted).where(these, noted.c.comparer == ""))
        connection.execute(update(noted).where(these).values(joined=1))
