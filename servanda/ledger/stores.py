"""Where a ledger may be kept, and what each such place must be able to do. `opening` chooses by the address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from os import PathLike
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

from servanda.errors import LedgerLostError
from servanda.ledger import postgres, sqlite

_T = TypeVar("_T")

_PAUSE = 0.1
"""Seconds between two tries."""


class Store(Protocol):
    """One place for one ledger."""

    @property
    def place(self) -> str:
        """Its address, as it may be shown: without a password."""

    @property
    def remedy(self) -> str:
        """How a ledger is made where there is none."""

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables with which another process of this user can open `place`."""

    @property
    def patience(self) -> float:
        """Seconds for which it is waited for where it was there and went away."""

    def connect(self, *, create: bool, wait: float) -> Engine:
        """An engine whose transactions read what was there when they began, or, with the option `writes`, are alone in writing.

        `wait` is how many seconds they wait for another writer.
        """

    def prepare_to_write(self, engine: Engine, wait: float) -> None:
        """What is done once, outside transactions, before the tables are made."""

    def mark(self, connection: Connection) -> None:
        """Mark the place as a ledger for other programs, within the transaction that makes the tables."""

    def writing(self, engine: Engine) -> AbstractContextManager[Connection]:
        """A transaction that writes: when it ends well, what it wrote is on the disk."""

    def translated(self) -> AbstractContextManager[None]:
        """Turn what the database raises into a `LedgerError`: one line with the place and a remedy."""


def store_at(url: str | PathLike[str]) -> Store:
    """The place meant by a path or an address. Raises `UsageError` where none is."""
    given = os.fspath(url)
    return postgres.Database.at(given) if given.startswith(postgres.SCHEMES) else sqlite.File(sqlite.file_of(given))


def again(store: Store, work: Callable[[], _T]) -> _T:
    """Do something; once more from its beginning where a server was lost over it, until it stays away for too long."""
    began = time.monotonic()
    while True:
        try:
            return work()
        except LedgerLostError:
            if time.monotonic() - began > store.patience:
                raise
            time.sleep(_PAUSE)
