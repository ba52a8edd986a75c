"""Many rows at once into PostgreSQL, by its COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, exc

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copied_in(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows of text, numbers, bytes and None to a table, in the transaction at hand."""
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - it is in a transaction
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN'
    cursor: Any = raw.cursor()
    try:
        cursor.execute(statement, stream=BytesIO(b"".join(map(_line, rows))))
    except connection.dialect.loaded_dbapi.Error as fault:
        lost = connection.dialect.is_disconnect(fault, None, None)
        if lost:
            connection.invalidate()
        raise exc.DBAPIError(statement, None, fault, connection_invalidated=lost) from fault


def _line(row: Sequence[Any]) -> bytes:
    return ("\t".join(map(_told, row)) + "\n").encode()


def _told(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)
