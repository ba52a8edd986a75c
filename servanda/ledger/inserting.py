"""Many rows at once: what SQLAlchemy would insert, without what it does for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

from servanda.ledger.copying_in import copied_in


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns, of text and numbers: their values are handed to the database as they are."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        names = list(rows[0])
        copied_in(connection, table.name, names, ([row[name] for name in names] for row in rows))
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    places = compiled.positiontup
    if places is None:  # a database that knows parameters by their names
        connection.exec_driver_sql(str(compiled), [dict(row) for row in rows])
    else:
        connection.exec_driver_sql(str(compiled), [tuple(map(row.__getitem__, places)) for row in rows])
