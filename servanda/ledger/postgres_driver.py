"""The driver for PostgreSQL, where it is installed: imported by who makes a connection, and by nobody else."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from pg8000.dbapi import Connection, InterfaceError


class Raw(Connection):  # type: ignore[misc] # it ships no types
    """The driver's connection, but that one which is cut off while an answer is read says so as every other."""

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
