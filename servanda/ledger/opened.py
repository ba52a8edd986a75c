"""A ledger's door to its store: one engine, transactions that read and that write, and what to do where a server was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from servanda.ledger.stores import Store, again

_T = TypeVar("_T")


class Opened:
    """What is open. Close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, kept_in: Store) -> None:
        self._engine = engine
        self._store = kept_in
        self._place = kept_in.place

    @property
    def place(self) -> str:
        """Where it is: what `open` takes, and may be shown; a password is not in it."""
        return self._place

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables with which another process of this user can open `place`: the password, where there is one."""
        return self._store.environment

    def patient(self, seconds: float) -> Self:
        """The same ledger for work that others take part in: who writes through it waits so long for his turn.

        It is closed with the ledger it was asked of.
        """
        return type(self)(self._engine.execution_options(wait=seconds), self._store)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def reads(self) -> Iterator[Connection]:
        """A transaction that reads, for the functions of `servanda.ledger`'s modules. Faults come out as `LedgerError`."""
        with self._store.translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. Faults come out as `LedgerError`."""
        with self._store.translated(), self._store.writing(self._engine) as connection:
            yield connection

    def kept(self, work: Callable[[Connection], _T]) -> _T:
        """Do something in a transaction that writes; `again` where a server was lost over it."""

        def once() -> _T:
            with self.writes() as connection:
                return work(connection)

        return self.again(once)

    def again(self, work: Callable[[], _T]) -> _T:
        """Do something; once more from its beginning, where a server was lost over it and is back.

        That is safe with one transaction that writes: it is lost only where nothing of it was kept, or where doing it twice
        keeps it once.
        """
        return again(self._store, work)
