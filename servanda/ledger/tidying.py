"""A ledger's file is made smaller; what comparing made of its records is thrown away, to be made anew."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete

from servanda.errors import LedgerFullError, UsageError
from servanda.ledger import sqlite
from servanda.ledger.book import Ledger
from servanda.ledger.fulltext import empty_words
from servanda.ledger.schema import FULL_TEXT, metadata

DERIVED = frozenset(
    {
        "noted", "settled", "name_use", "person", "meeting", "occasion", "occasion_party", "passage", "claim", "claim_term",
        "matter", "matter_claim", "relation", "finding", "measured_finding", "measured", "carried",
    }
)  # fmt: skip
"""Tables that comparing fills from readings and from what people decided. All others hold what cannot be made again."""


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of a ledger's file."""

    whole: int
    unused: int
    """Of pages that hold nothing any more."""


def in_a_file(ledger: Ledger) -> bool:
    """Whether a ledger is kept in a file of its own."""
    with ledger.reads() as connection:
        return connection.dialect.name == "sqlite"


def size_of(ledger: Ledger) -> Size:
    """How large a ledger's file is. Raises `UsageError` where it is in no file."""
    if not in_a_file(ledger):
        raise UsageError("a server keeps its own files", place=ledger.place, remedy="let the server vacuum its tables")
    with ledger.reads() as connection:
        pages, unused, each = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
            for name in ("page_count", "freelist_count", "page_size")
        )
    return Size(pages * each, unused * each)


def forget_comparison(ledger: Ledger) -> None:
    """Throw away, in one transaction, all that comparing made. The next comparing makes it anew from the readings."""
    with ledger.writes() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name in DERIVED:
                connection.execute(delete(table))
        empty_words(connection)


def vacuum(ledger: Ledger) -> tuple[Size, Size]:
    """Write the file anew without the room that nothing takes; gives its size before and after.

    It happens in one transaction: whatever stops it, the file is as it was or as it is to be. Raises `LedgerFullError` where
    the disk has no room for a second file, `LedgerBusyError` where another process reads or writes meanwhile.
    """
    before = size_of(ledger)
    place = Path(ledger.place)
    free = shutil.disk_usage(place.absolute().parent).free
    if free < before.whole:
        raise LedgerFullError(
            f"the file is written anew beside itself: that takes {before.whole:,} bytes, and {free:,} are free",
            place=str(place),
            remedy="free some, or move the ledger to another disk first",
        )
    with ledger.writes() as connection:
        connection.exec_driver_sql(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('optimize')")  # noqa: S608 - a constant
    with ledger.reads() as connection, sqlite.translated(str(place)):
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a connection in use has one
        raw.rollback()  # SQLite writes a file anew outside transactions only
        with closing(raw.cursor()) as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, size_of(ledger)
