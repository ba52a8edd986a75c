"""A ledger moved from one store to another, whole: every row as it is, and verified row by row before it is kept.

What is copied is one moment of the ledger, whoever writes to it meanwhile, and it is written in one transaction: all of it is
there, or nothing. The full text is each store's own, and is made anew of the passages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, select, text

from servanda.errors import NotALedgerError, UsageError
from servanda.ledger import sqlite, store
from servanda.ledger.backup import rights_like
from servanda.ledger.book import Ledger
from servanda.ledger.chain import broken_links
from servanda.ledger.fulltext import keep_words
from servanda.ledger.inserting import insert_rows
from servanda.ledger.passages import Stretch, words_to_index
from servanda.ledger.schema import metadata, passage, reading
from servanda.ledger.stores import store_at

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""

_FEW = 20
"""Rows that are held at once where each may be a whole record."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: rows of each table, and of each the SHA-256 of all its rows, the same in both stores."""

    rows: dict[str, int]
    digests: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        return hashlib.sha256(json.dumps(self.digests, sort_keys=True).encode("ascii")).hexdigest()


def opened_for(source: Ledger, target: str) -> Ledger:
    """The ledger that a copy is to be written to; a file that is made for it is for those alone who may read the source."""
    kept_in = store_at(target)
    if isinstance(kept_in, sqlite.File) and kept_in.path.parent.is_dir() and not kept_in.path.exists():
        with kept_in.translated():
            kept_in.path.touch(mode=rights_like(source))
    return Ledger.open(target)


def copy(source: Ledger, target: Ledger, *, progress: Progress | None = None) -> Copied:
    """Copy a ledger into another, in which there must be nothing.

    Raises `UsageError` where there is something, `NotALedgerError` where what was written does not come back as it was, or a
    chain does not hold; then the target is as empty as it was.
    """
    tables = metadata.sorted_tables
    with source.reads() as origin, target.writes() as made:
        _refuse_unless_empty(made, target.place)
        counted = {table.name: _count(origin, table) for table in tables}
        steps = _Steps(2 * sum(counted.values()), progress)
        digests = {table.name: _copied(origin, made, table, steps) for table in tables}
        _index(made)
        for table in tables:
            if _read_back(made, table, steps) != digests[table.name]:
                what = f"what was written to {table.name} does not come back as it was"
                raise NotALedgerError(what, place=target.place, remedy="try again")
        _check_chains(made, source.place)
        _number_on(made)
    return Copied(counted, digests)


class _Steps:
    """How many rows are done, of how many."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self, rows: int) -> None:
        self._done += rows
        if self._progress:
            self._progress(self._done, self._total)


def _refuse_unless_empty(connection: Connection, place: str) -> None:
    filled = next((table.name for table in metadata.sorted_tables if _count(connection, table)), None)
    if filled is not None:
        raise UsageError(
            f"there is something in this ledger already ({filled})", place=place, remedy="name one that is not there"
        )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _copied(origin: Connection, target: Connection, table: Table, steps: _Steps) -> str:
    """Copy a table. Gives the SHA-256 of all its rows."""
    hashed = hashlib.sha256()
    for rows in _pages(origin, table):
        insert_rows(target, table, rows)
        hashed.update(b"".join(map(_line, rows)))
        steps(len(rows))
    return hashed.hexdigest()


def _read_back(connection: Connection, table: Table, steps: _Steps) -> str:
    """The SHA-256 of all rows of a table."""
    hashed = hashlib.sha256()
    for rows in _pages(connection, table):
        hashed.update(b"".join(map(_line, rows)))
        steps(len(rows))
    return hashed.hexdigest()


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in the order of its key, some at a time."""
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    some = _FEW if heavy else store.CHUNK
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=some)
    for rows in connection.execute(query).partitions(some):
        yield [dict(row._mapping) for row in rows]


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(list(row.values()), default=bytes.hex).encode("ascii")


def _index(connection: Connection) -> None:
    """Make the full text of the passages, reading by reading."""
    rows = connection.execute(
        select(passage).order_by(passage.c.reading_id, passage.c.id).execution_options(yield_per=store.CHUNK)
    )
    for number, own in groupby(rows, key=lambda row: int(row.reading_id)):
        found = list(own)
        text_id = connection.execute(select(reading.c.text_id).where(reading.c.id == number)).scalar_one()
        stretches = [Stretch(start=row.span_start, end=row.span_end, speaker=row.speaker, voice=row.voice) for row in found]
        words = words_to_index(store.text_of(connection, text_id), [row.id for row in found], stretches)
        keep_words(connection, list(words))


def _check_chains(connection: Connection, place: str) -> None:
    for table, number in broken_links(connection):
        what = f"the chain of {table.name} is broken at {number}"
        raise NotALedgerError(what, place=place, remedy="`servanda verify` tells what does not hold")


def _number_on(connection: Connection) -> None:
    """Have a server number further rows behind those that are there, which were numbered before, and look at them once."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            last = select(func.max(column)).scalar_subquery()
            counter = func.pg_get_serial_sequence(text(f"'\"{table.name}\"'"), text(f"'{column.name}'"))
            connection.execute(select(func.setval(counter, func.coalesce(last, 1), last.is_not(None))))
    connection.exec_driver_sql("ANALYZE")  # it plans by what it knows of the tables
