"""What is peculiar to PostgreSQL: how its server is reached, who may write, and what its errors mean.

`postgres_words` has its full text. The driver is pg8000, loaded where a connection is made.
"""

from __future__ import annotations

import getpass
import os
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, exc, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.pg8000 import PGDialect_pg8000

from servanda.errors import LedgerBusyError, LedgerError, NotALedgerError, UsageError
from servanda.ledger import chain
from servanda.ledger.postgres_faults import FAULTS, LOST, STARTING, Fault, code_of

if TYPE_CHECKING:
    from servanda.ledger.postgres_driver import Raw

SCHEMES = ("postgresql://", "postgres://")

HOW_TO_MAKE_ONE = "`servanda read PATH --ledger ADDRESS` makes one"
DRIVER = "pip install 'servanda[postgresql]'"

PATIENCE = 30.0
"""Seconds for which a server that was there and went away is waited for."""

_WRITERS = 0x53727664
"""The advisory lock that a writer holds ("Srvd"): one at a time for each database, so that chains stay in line."""

_PAUSE = 0.1
_SETTINGS = ("host", "port", "sslmode", "sslrootcert")
_MODES = ("disable", "prefer", "require", "verify-full")
_SOCKETS = "/var/run/postgresql"
_PORT = 5432


_GONE = ("network error", "connection is closed")
"""What the driver says of a connection that is no more."""


class Dialect(PGDialect_pg8000):
    """SQLAlchemy's, but that a server which went away is known for gone, and nothing is said of it twice."""

    supports_statement_cache = True

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:  # noqa: ARG002 - SQLAlchemy's form
        """Also by what a server says as it shuts down."""
        gone = isinstance(e, self.loaded_dbapi.InterfaceError) and any(sign in str(e) for sign in _GONE)
        return gone or code_of(e) in STARTING

    def do_rollback(self, dbapi_connection: Any) -> None:
        """What was begun on a connection that is gone is undone by the server."""
        with suppress(self.loaded_dbapi.InterfaceError):
            dbapi_connection.rollback()

    def do_close(self, dbapi_connection: Any) -> None:
        """What is gone is closed."""
        with suppress(self.loaded_dbapi.InterfaceError):
            dbapi_connection.close()


registry.register("postgresql.servanda", __name__, "Dialect")


@dataclass(slots=True)
class Database:
    """A ledger in a database of a server: see `stores.Store`."""

    url: URL
    remedy: str = HOW_TO_MAKE_ONE
    _reached: bool = field(default=False, init=False)

    @classmethod
    def at(cls, given: str) -> Database:
        """The database meant by an address. Raises `UsageError` where none is."""
        try:
            url = make_url(given)
        except (exc.ArgumentError, ValueError):
            url = None
        if url is None or not url.database or "\0" in given:
            raise UsageError("this names no database", remedy="give postgresql://USER@HOST/DATABASE")
        unknown = [name for name in url.query if name not in _SETTINGS]
        if unknown or url.query.get("sslmode", "prefer") not in _MODES:
            wrong = f"{unknown[0]} is no setting" if unknown else f"sslmode is none of {', '.join(_MODES)}"
            raise UsageError(wrong, place=_shown(url), remedy=f"one may set {', '.join(_SETTINGS)}")
        return cls(url)

    @property
    def place(self) -> str:
        """The address without its password."""
        return _shown(self.url)

    @property
    def environment(self) -> Mapping[str, str]:
        """The password, where the address has one."""
        return {"PGPASSWORD": str(self.url.password)} if self.url.password is not None else {}

    @property
    def patience(self) -> float:
        """A server that was never there is not waited for."""
        return PATIENCE if self._reached else 0.0

    def connect(self, *, create: bool, wait: float) -> Engine:  # noqa: ARG002 - a database is made by who may: `createdb`
        """An engine for the database, which must be there. Raises `LedgerError` where the driver is not installed."""
        try:
            engine = create_engine(
                "postgresql+servanda://",
                creator=lambda: self._connection(wait),
                poolclass=QueuePool,
                pool_size=2,
                max_overflow=14,
                pool_pre_ping=True,
            )
        except ImportError as fault:
            raise LedgerError("the driver for PostgreSQL is not installed", place=self.place, remedy=DRIVER) from fault
        event.listen(engine, "begin", lambda connection: _begin(connection, wait))
        return engine

    def prepare_to_write(self, engine: Engine, wait: float) -> None:
        """Nothing: a server is ready."""

    def mark(self, connection: Connection) -> None:
        """Say at the table that is a ledger's own what the database is."""
        from servanda.ledger.schema import VERSION_TABLE

        connection.exec_driver_sql(f"COMMENT ON TABLE {VERSION_TABLE} IS 'A ledger of Servanda; the revision of its tables'")

    @contextmanager
    def writing(self, engine: Engine) -> Iterator[Connection]:
        """A transaction that is alone in writing. Where the server is lost as it ends, it is found out how it ended.

        What cannot be found out afterwards (nobody signed it, so it may be done twice) ends as `LedgerLostError`.
        """
        with engine.execution_options(writes=True).connect() as connection:
            transaction = connection.begin()
            links = chain.links_of(connection)
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except exc.DBAPIError as fault:
                if not fault.connection_invalidated or not _were_kept(engine, links):
                    raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what the server and the driver raise into one line with a remedy."""
        try:
            yield
        except exc.DBAPIError as fault:
            lost = LOST if fault.connection_invalidated else None
            raise self._explained(lost or _meaning(fault.orig)) from fault
        except exc.TimeoutError as fault:
            busy: Fault = (LedgerBusyError, "too much is asked of the ledger at once", "wait a little, and try again")
            raise self._explained(busy) from fault

    def _explained(self, fault: Fault) -> LedgerError:
        kind, message, remedy = fault
        return kind(message, place=self.place, remedy=remedy)

    def _connection(self, wait: float) -> Raw:
        """A connection. A server that is starting is waited for; one that was there before, and now is not, for longer."""
        from pg8000.exceptions import Error

        until = time.monotonic() + max(wait, self.patience)
        while True:
            try:
                made = self._connected(wait)
            except (OSError, Error) as fault:
                passing = code_of(fault) in STARTING or (self._reached and code_of(fault) is None)
                if not passing or time.monotonic() > until:
                    raise self._explained(_meaning(fault)) from fault
                time.sleep(_PAUSE)
            else:
                self._reached = True
                return made

    def _connected(self, wait: float) -> Raw:
        from servanda.ledger.postgres_driver import Raw

        host, port = self._host_and_port()
        line = _socket(host, port, wait)
        try:
            made = Raw(
                user=self.url.username or os.environ.get("PGUSER") or getpass.getuser(),
                password=self.url.password if self.url.password is not None else os.environ.get("PGPASSWORD"),
                database=self.url.database,
                host=host,
                sock=line,
                ssl_context=self._security(host),
                application_name="servanda",
            )
        except BaseException:
            line.close()
            raise
        try:
            encoding = str(made.parameter_statuses.get("server_encoding"))
            if encoding != "UTF8":
                raise NotALedgerError(
                    f"the database keeps its text in {encoding}",
                    place=self.place,
                    remedy="make it by `createdb --encoding UTF8 --template template0 NAME`",
                )
            made.autocommit = True  # transactions are begun by `_begin`
            made.cursor().execute("SET jit = off")  # to compile takes longer than any question that is asked here
        except BaseException:
            made.close()
            raise
        return made

    def _host_and_port(self) -> tuple[str, int]:
        """A host's name, or the folder of a server's socket."""
        query = self.url.query
        host = self.url.host or query.get("host") or os.environ.get("PGHOST") or _SOCKETS
        port = self.url.port or query.get("port") or os.environ.get("PGPORT") or _PORT
        try:
            return str(host), int(str(port))
        except ValueError:
            raise UsageError(f"{port!r} is no port", place=self.place, remedy="give a number") from None

    def _security(self, host: str) -> ssl.SSLContext | bool | None:
        """How the connection is secured: what the driver takes. None is by TLS where the server offers it."""
        mode = self.url.query.get("sslmode", "prefer")
        if mode == "disable" or host.startswith("/"):
            return False
        if mode == "verify-full":
            root = self.url.query.get("sslrootcert")
            return ssl.create_default_context(cafile=str(root) if root else None)
        return True if mode == "require" else None


def _shown(url: URL) -> str:
    return URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query).render_as_string()


def _socket(host: str, port: int, wait: float) -> socket.socket:
    """A socket that is connected within so many seconds, and then notices by itself when the other machine is gone."""
    if not host.startswith("/"):
        made = socket.create_connection((host, port), timeout=max(wait, 1.0))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the last bytes of many rows wait for nothing
    else:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.connect(f"{host}/.s.PGSQL.{port}")
        except BaseException:
            made.close()
            raise
    made.settimeout(None)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return made


def _begin(connection: Connection, wait: float) -> None:
    """A reader sees the ledger as it is now until it is done; a writer first waits until it is alone."""
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return
    wait = connection.get_execution_options().get("wait", wait)
    connection.exec_driver_sql(
        "BEGIN ISOLATION LEVEL READ COMMITTED; "
        f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}; "
        f"SELECT pg_advisory_xact_lock({_WRITERS})"
    )


def _were_kept(engine: Engine, links: chain.Links) -> bool:
    """Whether a transaction that was lost as it ended has ended well: what it added to a chain is there, or is not."""
    if not links:
        return False
    with engine.connect() as connection:
        return chain.holds(connection, links)


def _meaning(fault: BaseException | None) -> Fault:
    code = code_of(fault)
    if code in FAULTS:
        return FAULTS[code]
    if isinstance(fault, OSError) or (code is None and "network error" in str(fault)):
        return LOST
    told = fault.args[0] if fault is not None and fault.args else fault
    said = told.get("M") if isinstance(told, dict) else fault
    return LedgerError, f"the database failed: {said}", "please report this"
