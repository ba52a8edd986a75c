"""Full text as SQLite has it (FTS5): see `fulltext.Words`.

The index is *contentless*: it keeps where words stand, and no text. To take a passage out, its words must be given again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Float, MetaData, Table, func, literal_column, text

from servanda.ledger.columns import Whole
from servanda.ledger.schema import FULL_TEXT
from servanda.ledger.tokens import TOKENIZER, Lookup, Wanted, expression_of, plain_rows

_INDEX = Table(FULL_TEXT, MetaData(), Column("rowid", Whole, primary_key=True))


def make(connection: Connection) -> None:
    """What is quoted has a column of its own: it stands in its paragraph too, and is looked for only with its speaker."""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(words, quoted, content='', {TOKENIZER})")


def keep(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put passages in."""
    statement = f"INSERT INTO {FULL_TEXT} (rowid, words, quoted) VALUES (?, ?, ?)"  # noqa: S608 - a constant of ours
    connection.exec_driver_sql(statement, plain_rows(rows))


def forget(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Take passages out."""
    statement = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, words, quoted) VALUES ('delete', ?, ?, ?)"  # noqa: S608
    connection.exec_driver_sql(statement, plain_rows(rows))


def empty(connection: Connection) -> None:
    """Take out all passages."""
    connection.exec_driver_sql(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('delete-all')")  # noqa: S608


def looked_up(connection: Connection, wanted: Wanted, *, quoted: bool) -> Lookup:  # noqa: ARG001 - a server is asked first
    """The rows, with BM25 as FTS5 computes it."""
    columns = "{words quoted}" if quoted else "words"
    has = text(f"{FULL_TEXT} MATCH :wanted").bindparams(wanted=f"{columns} : ({expression_of(wanted)})")
    return Lookup(_INDEX, has, func.bm25(literal_column(FULL_TEXT), type_=Float))
