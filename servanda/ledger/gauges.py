"""What the keeper of a ledger watches: whether it answers, and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text

from servanda.errors import NotFoundError
from servanda.ledger.schema import VERSION_TABLE, ruling
from servanda.ledger.shelves import rulings_seen
from servanda.ledger.sqlite import File

if TYPE_CHECKING:
    from servanda.ledger.book import Ledger


@dataclass(frozen=True, slots=True)
class Pulse:
    """A ledger answers."""

    store: str
    """What keeps it: `sqlite` or `postgresql`."""
    revision: str
    """Of its tables."""


def pulse(ledger: Ledger) -> Pulse:
    """Ask a ledger for a sign of life. Raises `LedgerError` where it cannot serve, `NotFoundError` where its file is gone."""
    file = _file(ledger)
    if file is not None and not file.path.exists():  # what was opened before would answer on, until the room is closed
        raise NotFoundError(
            "the ledger's file is gone", place=ledger.place, remedy="restore it from a copy, and open the room anew"
        )
    with ledger.reads() as connection:
        revision = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant of ours
        return Pulse(connection.dialect.name, str(revision))


def rulings_kept(ledger: Ledger) -> int:
    """How many rulings were ever made upon the records that are seen, those that hold no more among them."""
    with ledger.reads() as connection:
        query = select(func.count()).select_from(ruling).where(rulings_seen(connection))
        return int(connection.scalar(query) or 0)


def size_of(ledger: Ledger) -> int:
    """Bytes that it takes on the disk, with the log of what was written last."""
    file = _file(ledger)
    if file is None:
        with ledger.reads() as connection:
            return _database_size(connection)
    places = (file.path, file.path.with_name(f"{file.path.name}-wal"))
    return sum(place.stat().st_size for place in places if place.exists())


def _database_size(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _file(ledger: Ledger) -> File | None:
    kept_in = ledger._store
    return kept_in if isinstance(kept_in, File) else None
