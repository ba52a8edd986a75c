"""The driver for PostgreSQL, where it is installed: imported by who makes a connection, and by nobody else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from pg8000.converters import make_params
from pg8000.core import NULL_BYTE, SYNC_MSG, Context, _flush, _write
from pg8000.dbapi import Connection, InterfaceError


class Raw(Connection):  # type: ignore[misc] # it ships no types
    """The driver's connection, but that it asks each statement in one go, and says of itself when it was cut off."""

    def execute_unnamed(
        self, statement: str, vals: Iterable[Any] = (), oids: Sequence[int] = (), stream: Any = None
    ) -> Context:
        """Send a statement with its values, and read the answer. The driver's own waits for the server three times for one."""
        context = Context(statement, stream=stream)
        params = make_params(self.py_types, vals)
        self.send_PARSE(NULL_BYTE, statement, oids)
        self.send_DESCRIBE_STATEMENT(NULL_BYTE)
        self.send_BIND(NULL_BYTE, params)
        self.send_EXECUTE()
        _write(self._sock, SYNC_MSG)
        _flush(self._sock)
        self.handle_messages(context)
        return context

    def handle_messages(self, context: Any) -> None:
        """Read the answer. Raises `InterfaceError` where the server is gone."""
        try:
            super().handle_messages(context)
        except OSError as fault:
            raise InterfaceError("network error") from fault

    def close(self) -> None:
        """Close it for good: what could not be sent any more would hold it open."""
        line = self._usock
        if line is None:
            raise InterfaceError("connection is closed")
        try:
            super().close()
        finally:
            with suppress(OSError):
                os.close(line.detach())
