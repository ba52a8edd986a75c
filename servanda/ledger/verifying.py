"""Whether a ledger holds what it was given: every digest, every entry's place, every chain, and the full text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from servanda.errors import LedgerBusyError, LedgerFullError
from servanda.ledger import integrity, many_eyes, store
from servanda.ledger.book import Ledger
from servanda.ledger.chain import broken_links, chains
from servanda.ledger.looking import DAMAGE, MAKE_ANEW, RESTORE, Fault, Looked, numbers_of
from servanda.ledger.schema import record, text
from servanda.model import digest, text_digest

Progress = Callable[[int, int], None]
"""Told how many of the readings are verified, and of how many."""

ASK = "compare it with a backup: who altered it cannot be told from here"


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of what people did, as it stands."""

    name: str
    links: int
    head: str
    """Hash of the last: who has noted it elsewhere can tell whether the end was cut off. Empty where there is none."""


@dataclass(slots=True)
class Verified(Looked):
    """What was looked at, and what does not hold."""

    records: int = 0
    chains: list[Chain] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """What could not be looked at, and why: no fault, and no word for it either."""


def verified(ledger: Ledger, *, progress: Progress | None = None) -> Verified:
    """Look at everything a ledger holds, whoever may see it: whatever is there when it begins. Nothing is changed.

    The readings of a large ledger are looked at by as many processes as there are processors.
    """
    found = Verified()
    progress = progress or _silent
    found.faults += _of_index(ledger, found.left_out)
    with ledger.reads() as connection:
        numbers = numbers_of(connection)
        progress(0, len(numbers))
        with many_eyes.looked(ledger, numbers) as parts:
            found.faults += _of_database(connection, ledger.place)
            found.chains = [_chain(connection, table) for table in chains()]
            found.faults += [_of_link(table, number) for table, number in broken_links(connection)]
            found.faults += _of_bytes(connection, found)
            for part in parts:
                found.add(part)
                progress(found.readings, len(numbers))
    return found


def _of_index(ledger: Ledger, left_out: list[str]) -> list[Fault]:
    """The full-text index in itself, in a short transaction of its own: nobody else is held up by the rest."""
    try:
        with ledger.writes() as connection:
            told = integrity.index_faults(connection) if connection.dialect.name == "sqlite" else []
    except (LedgerBusyError, LedgerFullError) as fault:
        left_out.append(f"the inner order of the full-text index, for that takes the right to write: {fault.message}")
        return []
    return [Fault(ledger.place, f"the full text is damaged: {what}", MAKE_ANEW) for what in told]


def _of_database(connection: Connection, place: str) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return  # a server watches over its own files
    yield from (Fault(place, f"the file is damaged: {what}", RESTORE) for what in integrity.file_faults(connection))
    yield from (Fault(place, what, RESTORE) for what in integrity.loose_rows(connection))
    loose = integrity.unindexed(connection)
    if loose:
        yield Fault(
            place, f"the full text is out of step: {loose:,} passages without words, or words without passage", MAKE_ANEW
        )


def _chain(connection: Connection, table: Table) -> Chain:
    links = connection.scalar(select(func.count()).select_from(table)) or 0
    head = connection.scalar(select(table.c.hash).order_by(table.c.id.desc()).limit(1))
    return Chain(table.name, links, head or "")


def _of_link(table: Table, number: int) -> Fault:
    told = f"it was altered, or one before it is gone: the chain can be relied on up to {number - 1}"
    return Fault(f"{table.name.replace('_', ' ')} {number}", told, ASK)


def _of_bytes(connection: Connection, found: Verified) -> Iterator[Fault]:
    """The bytes of records and the texts won from them, against their SHA-256."""
    for row in connection.execute(select(record.c.id, record.c.sha256).order_by(record.c.id)).all():
        found.records += 1
        why = _wrong(row.sha256, lambda row=row: _hash_of_bytes(connection, row.id))  # type: ignore[misc]
        if why:
            yield Fault(f"record-{row.sha256[:16]}", f"its bytes are not what was kept: {why}", RESTORE)
    for row in connection.execute(select(text.c.id, text.c.sha256).order_by(text.c.id)).all():
        why = _wrong(row.sha256, lambda row=row: text_digest(store.text_of(connection, row.id)))  # type: ignore[misc]
        if why:
            yield Fault(f"text {row.sha256[:16]}", f"it is not what was kept: {why}", RESTORE)


def _hash_of_bytes(connection: Connection, number: int) -> str | None:
    """SHA-256 of a record's bytes; None where a text was given, whose own is told apart."""
    content = store.content_of(connection, number)
    return None if content is None else digest(content)


def _wrong(expected: str, made: Callable[[], str | None]) -> str | None:
    try:
        hashed = made()
    except DAMAGE as fault:
        return str(fault) or type(fault).__name__
    return None if hashed in (None, expected) else "its SHA-256 is another"


def _silent(*_: Any) -> None:
    pass
