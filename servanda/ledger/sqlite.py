"""What is peculiar to SQLite: where the file is, how it is opened, and what its errors mean. `fulltext` has the rest."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, exc

from servanda.errors import LedgerBusyError, LedgerError, LedgerFullError, NotALedgerError, NotFoundError, UsageError

APPLICATION_ID = 0x53727664
"""Stands in the file's header ("Srvd"), so that `file` and others can tell what it is."""

HOW_TO_MAKE_ONE = "`servanda read PATH --ledger FILE` makes one"

_CACHE_KIB = 16 * 1024
_PAUSE = 0.01
"""Seconds between two tries."""
_SOON = 0.003
"""The same of a writer who waits for another process."""
_PATIENCE = 60.0
"""Seconds that a thread waits for the others of its process: each writes for some milliseconds."""

_Fault = tuple[type[LedgerError], str, str]

_HELD: _Fault = (LedgerBusyError, "another process holds the ledger", "wait until it is done, and try again")
_FORBIDDEN: _Fault = (LedgerFullError, "the ledger may not be written to", "ask for the right to write to it and its folder")
_CLOSED: _Fault = (LedgerFullError, "the ledger cannot be opened", "ask for the right to read and write it and its folder")
_FULL: _Fault = (LedgerFullError, "no space is left for the ledger", "free some, or keep it on another disk")
_REFUSED: _Fault = (LedgerFullError, "the disk refuses the ledger", "see that it has space and is sound")
_OTHER: _Fault = (NotALedgerError, "this file is no ledger", "name another file")
_DAMAGED: _Fault = (NotALedgerError, "the ledger's file is damaged", "restore it from a copy, or read the records anew")

_FAULTS: dict[int, _Fault] = {
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _REFUSED,
    sqlite3.SQLITE_NOTADB: _OTHER,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}


def file_of(url: str | PathLike[str]) -> Path:
    """The file meant by a path or a `sqlite:///` address. Raises `UsageError` where none is."""
    given = os.fspath(url)
    path = given.removeprefix("sqlite:///")
    if "://" in path:
        raise UsageError(
            "ledgers are kept in SQLite files and in PostgreSQL",
            place=given,
            remedy="give a path, or postgresql://USER@HOST/DATABASE",
        )
    if not path or path == ":memory:" or "\0" in path:
        raise UsageError("a ledger needs a file", place=given, remedy="give a path, or sqlite:///PATH")
    return Path(path)


@dataclass(frozen=True, slots=True)
class File:
    """A ledger's file: see `stores.Store`."""

    path: Path
    remedy: str = HOW_TO_MAKE_ONE
    turn: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)
    """Held by the thread of this process that writes: the others wait in line, where SQLite would let them try their luck."""

    @property
    def place(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing: who may read the file may open it."""
        return {}

    @property
    def patience(self) -> float:
        """None: a file does not go away."""
        return 0.0

    def connect(self, *, create: bool, wait: float) -> Engine:
        """See `connect`."""
        return connect(self.path, create=create, wait=wait)

    def prepare_to_write(self, engine: Engine, wait: float) -> None:
        """See `prepare_to_write`."""
        prepare_to_write(engine, wait)

    def mark(self, connection: Connection) -> None:
        """See `mark`."""
        mark(connection)

    @contextmanager
    def writing(self, engine: Engine) -> Iterator[Connection]:
        """A transaction that holds the lock from its beginning."""
        if not self.turn.acquire(timeout=_PATIENCE):
            raise _explained(_HELD, self.place)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                yield connection
        finally:
            self.turn.release()

    def translated(self) -> AbstractContextManager[None]:
        """See `translated`."""
        return translated(self.place)


def connect(path: Path, *, create: bool, wait: float) -> Engine:
    """An engine for a ledger's file, which is made where it is missing and `create` is set. Nothing is written yet.

    Raises `NotFoundError` where there is no file, or no folder for it; `NotALedgerError` where a folder stands in its place.
    """
    if path.is_dir():
        raise NotALedgerError("this is a folder, not a ledger", place=str(path), remedy="name a file in it")
    if not path.exists() and not create:
        raise NotFoundError("there is no ledger here", place=str(path), remedy=HOW_TO_MAKE_ONE)
    if not path.parent.is_dir():
        raise NotFoundError("there is no such folder", place=str(path.parent), remedy="make it, or name another file")
    mode = _mode(path, create=create)
    # The pool keeps a connection open: with the last one SQLite would fold the log back into the file at every append.
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connection(path, mode, wait),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=-1,  # who reads within reading never waits for others who do
    )
    event.listen(engine, "begin", lambda connection: _begin(connection, wait))
    return engine


def _mode(path: Path, *, create: bool) -> str:
    """How to open it. A ledger on a read-only disk is taken as it lies: SQLite could not keep its log there."""
    if path.exists() and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        return "mode=ro&immutable=1"
    return "mode=rwc" if create else "mode=rw"


def _connection(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("foreign_keys=ON", "synchronous=FULL", f"cache_size=-{_CACHE_KIB}", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection, wait: float) -> None:
    """A writer takes the lock before it reads, so that it never has to be turned away half-way.

    It asks for it every few milliseconds: SQLite by itself asks ever more seldom, and misses the moment between two
    transactions of a process that writes much.
    """
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    wait = connection.get_execution_options().get("wait", wait)
    until = time.monotonic() + wait
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except exc.OperationalError as fault:
                if not _is_busy(fault.orig) or time.monotonic() > until:
                    raise
                time.sleep(_SOON)
            else:
                return
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(wait * 1000)}")


def _is_busy(fault: BaseException | None) -> bool:
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def prepare_to_write(engine: Engine, wait: float) -> None:
    """Switch the file to a write-ahead log, once: readers are then never in a writer's way. Must stand outside transactions.

    `wait` is how many seconds to wait for another process. Where that one is switching too, SQLite turns us away at once,
    whatever it was told to wait; so we ask again.
    """
    until = time.monotonic() + wait
    raw = engine.raw_connection()
    with closing(raw):
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as fault:
                if not _is_busy(fault) or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
            else:
                return


def mark(connection: Connection) -> None:
    """Write the ledger's mark into the file's header, within the transaction that makes the tables."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn what the database and the file system raise into one line with a remedy."""
    try:
        yield
    except exc.DBAPIError as fault:
        raise _meaning(fault.orig, place) from fault
    except sqlite3.Error as fault:
        raise _meaning(fault, place) from fault
    except UnicodeDecodeError as fault:  # Python cannot read even what SQLite says of a damaged file
        raise _explained(_DAMAGED, place) from fault
    except OSError as fault:
        kind, message, remedy = _CLOSED
        raise kind(f"{message}: {fault.strerror}", place=place, remedy=remedy) from fault


def _meaning(fault: BaseException | None, place: str) -> LedgerError:
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None and "decode" in str(fault):  # Python's own complaint of a column that is no UTF-8
        return _explained(_DAMAGED, place)
    unknown = (LedgerError, f"the database failed: {fault}", "please report this")
    return _explained(_FAULTS.get((code or 0) & 0xFF, unknown), place)  # the low byte is the class of the error


def _explained(fault: _Fault, place: str) -> LedgerError:
    kind, message, remedy = fault
    return kind(message, place=place, remedy=remedy)
