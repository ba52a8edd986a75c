"""What only SQLite can say of the soundness of its own file, and of the full-text index in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from servanda.ledger.fulltext import empty_words, keep_words, make_full_text
from servanda.ledger.schema import FULL_TEXT

_MOST = 20
"""Faults of the file that are told: a damaged one has thousands of the same kind."""


def file_faults(connection: Connection) -> list[str]:
    """What is wrong with the file's pages, indexes and the columns' rules, as SQLite says it."""
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})")]
    return [] if found == ["ok"] else found


def loose_rows(connection: Connection) -> list[str]:
    """Rows that name a row of another table which is not there."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST)
    return [f"row {row[1]} of {row[0]} names one of {row[2]} that is not there" for row in rows]


def index_faults(connection: Connection) -> list[str]:
    """What is wrong with the full-text index in itself. Asking takes a transaction that writes, though nothing is changed."""
    try:
        connection.exec_driver_sql(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('integrity-check')")  # noqa: S608
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            return [str(fault.orig)]
        raise
    return []


def unindexed(connection: Connection) -> int:
    """How many passages have no words in the index, or words no passage."""
    sizes = f"{FULL_TEXT}_docsize"
    passages_only = f"SELECT count(*) FROM passage WHERE id NOT IN (SELECT id FROM {sizes})"  # noqa: S608 - a constant of ours
    words_only = f"SELECT count(*) FROM {sizes} WHERE id NOT IN (SELECT id FROM passage)"  # noqa: S608
    return sum(connection.exec_driver_sql(query).scalar_one() for query in (passages_only, words_only))


class Words:
    """Tells whether passages stand in the index with the words that they have: a second index is made of them, and compared."""

    def __init__(self) -> None:
        self._engine = create_engine("sqlite://")
        with self._engine.begin() as fresh:
            make_full_text(fresh)

    def out_of_step(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> Iterator[int]:
        """The passages whose words in the index are more or fewer than these: number, words, and words that are quoted."""
        with self._engine.begin() as fresh:
            keep_words(fresh, rows)
            made = _sizes(fresh, [row[0] for row in rows])
            empty_words(fresh)
        kept = _sizes(connection, [row[0] for row in rows])
        yield from (number for number, size in made.items() if kept.get(number) != size)

    def close(self) -> None:
        self._engine.dispose()


def _sizes(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """How many words each passage has in the index, as the index writes it; `numbers` are in their order."""
    query = f"SELECT id, sz FROM {FULL_TEXT}_docsize WHERE id BETWEEN ? AND ?"  # noqa: S608
    return {row[0]: row[1] for row in connection.exec_driver_sql(query, (numbers[0], numbers[-1]))} if numbers else {}
