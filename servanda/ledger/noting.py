"""Which readings are noted for comparison, and which of them are joined into matters."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from servanda.ledger import store
from servanda.ledger.schema import noted


def current(connection: Connection) -> dict[int, str]:
    """The readings that documents say now, with the SHA-256 of their records, in the order in which they came."""
    return {row.id: row.sha256 for row in store.versions(connection)}


def noted_readings(connection: Connection) -> dict[int, str]:
    """The readings that are noted, each with what noted it."""
    return {row.reading_id: row.comparer for row in connection.execute(select(noted.c.reading_id, noted.c.comparer))}


def unjoined(connection: Connection) -> list[int]:
    """The readings whose claims are noted, but not in their matters yet."""
    return list(connection.scalars(select(noted.c.reading_id).where(noted.c.joined == 0).order_by(noted.c.reading_id)))


def mark_noted(connection: Connection, reading_id: int, comparer: str) -> None:
    """A reading's notes are whole."""
    connection.execute(insert(noted), {"reading_id": reading_id, "comparer": comparer})


def unmark(connection: Connection, reading_id: int) -> None:
    """A reading's notes are gone."""
    connection.execute(delete(noted).where(noted.c.reading_id == reading_id))


def mark_joined(connection: Connection, reading_ids: Iterable[int]) -> None:
    """These readings' claims are in their matters."""
    for number in reading_ids:
        connection.execute(update(noted).where(noted.c.reading_id == number).values(joined=1))
