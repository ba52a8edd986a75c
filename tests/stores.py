"""What tests do to a ledger behind its back, in whatever store it is."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

from servanda.ledger import postgres, stores
from tests.postgres import Cluster


class Stores(Protocol):
    """Places for ledgers, which tests name by paths."""

    def execute(self, place: Path, *statements: str) -> list[tuple[Any, ...]]:
        """What the last of these statements gives."""

    def everything_in(self, place: Path) -> str:
        """A digest of every row of every table."""


class Files:
    """A file at each path."""

    def execute(self, place: Path, *statements: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(place)) as database, database:
            return [row for statement in statements for row in database.execute(statement).fetchall()]

    def everything_in(self, place: Path) -> str:
        with closing(sqlite3.connect(place)) as database:
            return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


class Server:
    """A database of a server for each path."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._urls: dict[Path, str] = {}

    def url(self, place: str | PathLike[str]) -> str:
        """The address of the database for a path; one with nothing in it where the path is new."""
        path = Path(place).absolute()
        if path not in self._urls:
            self._urls[path] = self._cluster.new_database()
        return self._urls[path]

    def forget(self) -> None:
        """None of the paths is needed any more."""
        self._cluster.give_back(*self._urls.values())
        self._urls.clear()

    def store_at(self, place: str | PathLike[str]) -> stores.Store:
        given = str(place).removeprefix("sqlite:///")
        return stores.store_at(given if given.startswith(postgres.SCHEMES) else self.url(given))

    def execute(self, place: Path, *statements: str) -> list[tuple[Any, ...]]:
        return self._cluster.execute(self.url(place).rpartition("/")[2], *statements)

    def everything_in(self, place: Path) -> str:
        tables = self.execute(place, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        rows = " UNION ALL ".join(f"SELECT '{table}', one::text FROM \"{table}\" AS one" for (table,) in tables)
        return hashlib.sha256(repr(self.execute(place, f"{rows} ORDER BY 1, 2")).encode()).hexdigest()
