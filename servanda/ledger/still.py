"""A ledger as it stood at one moment: read only, whatever is written meanwhile."""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from servanda.errors import UsageError
from servanda.ledger import noting
from servanda.ledger.book import Ledger

READERS = 6
"""Threads that read at once; others wait for their turn."""


class Still(Ledger):
    """A ledger as it stood when this was made. Its transactions end when nobody holds it any more.

    The log of a file grows as long as one is held, so it is for minutes, not for days.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger._engine, ledger._store)
        self._free: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._own = threading.local()
        opened: list[Connection] = []
        weakref.finalize(self, _close, opened)
        with self._store.translated():
            for _ in range(READERS):
                connection = self._engine.connect()
                opened.append(connection)
                noting.settled_at(connection)  # the moment is that of the first thing read
                self._free.put(connection)

    @contextmanager
    def reads(self) -> Iterator[Connection]:
        """A transaction of that moment. A thread that reads within reading is given the same."""
        held: Connection | None = getattr(self._own, "held", None)
        if held is not None:
            yield held
            return
        connection = self._own.held = self._free.get()
        try:
            with self._store.translated():
                yield connection
        finally:
            self._own.held = None
            self._free.put(connection)

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """Raises `UsageError`: what was cannot be written to."""
        raise UsageError("a ledger as it stood is only read", remedy="write to the ledger itself")
        yield  # type: ignore[unreachable]  # what makes it a context

    def close(self) -> None:
        """Nothing: the ledger itself is its owner's."""


def _close(opened: list[Connection]) -> None:
    for connection in opened:
        connection.close()
