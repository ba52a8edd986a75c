"""From a place to a ledger that is there, is one, and is of this version."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

from servanda.errors import LedgerVersionError, NotALedgerError, NotFoundError
from servanda.ledger import fulltext
from servanda.ledger.schema import REVISIONS, VERSION_TABLE, metadata
from servanda.ledger.stores import Store


def opened(store: Store, *, create: bool, wait: float) -> Engine:
    """An engine for the ledger in a store, made or brought up to date where needed."""
    with store.translated():
        engine = store.connect(create=create, wait=wait)
        try:
            _settle(engine, store, create=create, wait=wait)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _settle(engine: Engine, store: Store, *, create: bool, wait: float) -> None:
    with engine.connect() as connection:
        revision = _revision(connection, store)
    if revision == REVISIONS[-1]:
        return
    if revision is None and not create:
        raise NotFoundError("there is no ledger here yet", place=store.place, remedy=store.remedy)
    if revision is None:
        store.prepare_to_write(engine, wait)
    elif revision not in REVISIONS:
        raise LedgerVersionError(
            f"a newer Servanda made this ledger (its tables are of revision {revision})",
            place=store.place,
            remedy="install that version",
        )
    with store.writing(engine) as connection:
        found = _revision(connection, store)  # another process may have been quicker
        if found is None:
            _make(connection, store)
        elif found != REVISIONS[-1]:
            from servanda.ledger.migrations import upgrade  # Alembic is dear to load, and seldom needed

            upgrade(connection)


def _revision(connection: Connection, store: Store) -> str | None:
    """The revision of the tables; None in an empty database. Raises `NotALedgerError` where other tables are."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        revision = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant of ours
        if isinstance(revision, str):
            return revision
    elif not tables:
        return None
    raise NotALedgerError("this database is no ledger", place=store.place, remedy="name another file")


def _make(connection: Connection, store: Store) -> None:
    """The tables as the last migration leaves them (a test compares the two), without loading Alembic."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        f"CREATE TABLE {VERSION_TABLE} "
        f"(version_num VARCHAR(32) NOT NULL, CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('{REVISIONS[-1]}')")  # noqa: S608 - constants of ours
    fulltext.make_full_text(connection)
    store.mark(connection)
