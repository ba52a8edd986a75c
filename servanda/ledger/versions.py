"""Which record is a later version of which: because an address held one after the other, or because a person said so.

What a person said is a decision like any other (`ledger.decisions`): kept in the chain, undone by another. A record that was
replaced is not what documents say any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from servanda.errors import UsageError
from servanda.ledger.decisions import decisions_to, keep_decision, standing
from servanda.ledger.schema import document, document_version, entry, entry_version, noted, reading, record
from servanda.ledger.shelves import seen
from servanda.model import Decision

REPLACES = "replaces"
"""The action of a decision that says of a record which one it is a later version of."""


@dataclass(frozen=True, slots=True)
class Version:
    """One record among the versions of a document."""

    record: str
    """SHA-256 of its bytes."""
    reading: int
    """Number of its last reading."""
    read_at: str | None
    """When it was first read, as the caller said."""


def replaced(connection: Connection) -> dict[str, str]:
    """The records that a person said another replaces: SHA-256 of each, and of the later version."""
    later_of: dict[str, str] = {}
    for one in standing(decisions_to(connection, (REPLACES, "undo"))):
        earlier, later = one.values["earlier"], one.values["later"]
        if _leads_to(later, earlier, later_of):  # the last word counts: what it contradicts is dropped
            later_of.pop(later)
        later_of[earlier] = later
    return later_of


def replace(
    connection: Connection,
    earlier: str,
    later: str,
    *,
    why: str | None = None,
    decided_at: str | None = None,
    owner: str | None = None,
) -> Decision | None:
    """Say that one record is a later version of another, both by their SHA-256. None where that was said before.

    Raises `UsageError` where the earlier one is itself a later version of the other.
    """
    known = replaced(connection)
    if known.get(earlier) == later:
        return None
    if earlier == later or _leads_to(later, earlier, known):
        raise UsageError(
            f"record {later[:16]} cannot replace record {earlier[:16]}: it is that record, or an earlier version of it",
            remedy="name the record that was published first behind --replaces",
        )
    values = {"earlier": earlier, "later": later}
    return keep_decision(connection, f"record-{later[:16]}", REPLACES, values, why=why, decided_at=decided_at, owner=owner)


def history(connection: Connection, sha256: str) -> list[Version]:
    """All versions of the document that a record belongs to, the oldest first; the record alone where it has no other."""
    earlier_of: dict[str, set[str]] = {}
    for earlier, later in replaced(connection).items():
        earlier_of.setdefault(later, set()).add(earlier)
    found: dict[str, Version] = {}
    waiting, links = [sha256], _both_ways(earlier_of)
    order: dict[str, int] = {}
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        for row in _of_its_documents(connection, one):
            found[row.sha256] = Version(row.sha256, row.reading, row.read_at)
            order[row.sha256] = row.first
            waiting.extend(links.get(row.sha256, ()))
    return [found[one] for one in _in_order(found, earlier_of, order)]


def histories(connection: Connection) -> list[list[Version]]:
    """The versions, the oldest first, of every document that has more than one."""
    several = (
        select(document_version.c.document_id)
        .join(reading, document_version.c.reading_id == reading.c.id)
        .join(document, document_version.c.document_id == document.c.id)
        .where(seen(connection))
        .group_by(document_version.c.document_id)
        .having(func.count(reading.c.record_id.distinct()) > 1)
    )
    query = (
        select(record.c.sha256)
        .join_from(document_version, reading)
        .join(record, reading.c.record_id == record.c.id)
        .where(document_version.c.document_id.in_(several))
        .distinct()
    )
    waiting = sorted({*connection.scalars(query), *replaced(connection).values()})
    found: list[list[Version]] = []
    done: set[str] = set()
    for one in waiting:
        if one not in done:
            chain = history(connection, one)
            done.update(version.record for version in chain)
            found.append(chain)
    return found


def gone(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Those of these entries that no noted reading has: the SHA-256 of the last record that had them, by their ids."""
    query = (
        select(entry.c.id, record.c.sha256, noted.c.comparer)
        .join_from(entry, entry_version)
        .join(reading, entry_version.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .join(noted, noted.c.reading_id == reading.c.id, isouter=True)
        .where(entry.c.id.in_(ids))
        .order_by(reading.c.id)
    )
    rows = connection.execute(query).all()
    here = {row.id for row in rows if row.comparer}
    return {row.id: row.sha256 for row in rows if row.id not in here}


def _leads_to(start: str, end: str, later_of: dict[str, str]) -> bool:
    """Whether the later versions of one record include another."""
    seen: set[str] = set()
    while start in later_of and start not in seen:
        seen.add(start)
        start = later_of[start]
        if start == end:
            return True
    return False


def _both_ways(earlier_of: dict[str, set[str]]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for later, ones in earlier_of.items():
        for earlier in ones:
            links.setdefault(later, set()).add(earlier)
            links.setdefault(earlier, set()).add(later)
    return links


def _of_its_documents(connection: Connection, sha256: str) -> Iterable[Any]:
    """The records of all documents that were ever this record, with their last reading there and their first time."""
    documents = (
        select(document_version.c.document_id)
        .join(reading, document_version.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .join(document, document_version.c.document_id == document.c.id)
        .where(record.c.sha256 == sha256, seen(connection))
    )
    query = (
        select(
            record.c.sha256,
            func.max(reading.c.id).label("reading"),
            func.min(document_version.c.read_at).label("read_at"),
            func.min(document_version.c.id).label("first"),
        )
        .join_from(document_version, reading)
        .join(record, reading.c.record_id == record.c.id)
        .where(document_version.c.document_id.in_(documents))
        .group_by(record.c.sha256)
    )
    return connection.execute(query).all()


def _in_order(found: Iterable[str], earlier_of: dict[str, set[str]], order: dict[str, int]) -> list[str]:
    """Each record behind those that it replaces, else in the order in which they came."""
    placed: dict[str, None] = {}

    def place(one: str) -> None:
        for earlier in sorted(earlier_of.get(one, ()), key=lambda other: order.get(other, 0)):
            if earlier in order and earlier not in placed:
                place(earlier)
        placed.setdefault(one)

    for one in sorted(found, key=lambda other: order[other]):
        place(one)
    return list(placed)
