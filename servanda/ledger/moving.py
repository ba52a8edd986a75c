"""Records that change shelves: a private one that its owner makes everyone's, and back again. All their versions go along."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from servanda.errors import UsageError
from servanda.ledger import adding, store
from servanda.ledger.decisions import decisions
from servanda.ledger.schema import document, document_version, entry, reading, record, ruling
from servanda.ledger.shelves import EVERYONE, PRIVATE, address_on, on_shelf, owner_of, plain_address
from servanda.ledger.store import Found
from servanda.ledger.versions import replaced

_ID = re.compile(r"[a-z]+-[0-9a-f]{16}")
_STAYS = "what others could build upon cannot be taken back"


def publish(connection: Connection, sha256: str, *, at: str | None) -> None:
    """Make the private documents that are a record everyone's; asked of their owner's shelf.

    Raises `UsageError` where everyone has another document of that name.
    """
    owner = owner_of(connection)
    assert owner is not None  # noqa: S101 - the caller asks it of somebody's own shelf
    _move(connection, _documents(connection, sha256, on_shelf(document, owner)), owner, private=False, at=at)


def withdraw(connection: Connection, sha256: str, owner: str, *, at: str | None) -> None:
    """Make those of everyone's documents that are a record somebody's private ones: what he published, or what nobody owns.

    Raises `UsageError` where it is another's, and where people decided or ruled upon it: what they did quotes it, and stays.
    """
    own = and_(on_shelf(document, None), or_(document.c.owner == owner, document.c.owner.is_(None)))
    meant = _documents(connection, sha256, own)
    if not meant:
        raise UsageError("it is not yours", remedy="its owner can make it private")
    _check_untouched(connection, {row.document for row in meant})
    _move(connection, meant, owner, private=True, at=at)


def _documents(connection: Connection, sha256: str, own: ColumnElement[bool]) -> list[Found]:
    """The documents that are a record now, each with its version."""
    rows: list[Found] = [
        *connection.execute(
            select(
                document.c.id.label("document"),
                document.c.address,
                document_version.c.reading_id,
                document_version.c.source,
                document_version.c.read_at,
            )
            .join_from(document, document_version)
            .join(reading, document_version.c.reading_id == reading.c.id)
            .join(record, reading.c.record_id == record.c.id)
            .where(record.c.sha256 == sha256, own)
            .order_by(document_version.c.id)
        )
    ]
    return [row for row in rows if row.reading_id == store.current_reading(connection, row.document)]


def _check_untouched(connection: Connection, documents: Collection[int]) -> None:
    """Raises `UsageError` where somebody decided or ruled upon what any version of these documents says."""
    versions = (
        select(reading.c.text_id, record.c.sha256)
        .join_from(document_version, reading)
        .join(record, reading.c.record_id == record.c.id)
        .where(document_version.c.document_id.in_(documents))
    )
    rows = connection.execute(versions.distinct()).all()
    on_texts = entry.c.text_id.in_({row.text_id for row in rows})
    upon = select(ruling.c.id).join(entry, ruling.c.entry_key == entry.c.key).where(on_texts, on_shelf(ruling, None))
    ruled = connection.scalar(upon.order_by(ruling.c.id).limit(1))
    if ruled is not None:
        raise UsageError(f"ruling {ruled} was made upon it, and the trail keeps that", remedy=_STAYS)
    names = {*connection.scalars(select(entry.c.id).where(on_texts)), *(f"record-{row.sha256[:16]}" for row in rows)}
    hashes = {row.sha256 for row in rows}
    if not hashes.isdisjoint(known := replaced(connection)) or not hashes.isdisjoint(known.values()):
        raise UsageError("somebody decided which record it replaces, or is replaced by", remedy=_STAYS)
    for one in decisions(connection):
        said = json.dumps([one.subject, dict(one.values)], ensure_ascii=False)
        if any(hash_ in said for hash_ in hashes) or not names.isdisjoint(_ID.findall(said)):
            raise UsageError(f"decision {one.number} was made upon it, and the log keeps that", remedy=_STAYS)


def _move(connection: Connection, meant: Collection[Found], owner: str, *, private: bool, at: str | None) -> None:
    here, there = (None, owner) if private else (owner, None)
    for row in {row.document: row for row in meant}.values():
        plain = plain_address(here, row.address)
        address = address_on(there, plain)
        if connection.scalar(select(document.c.id).where(document.c.address == address)) is not None:
            raise UsageError(
                f"another record is kept under this name {'among your notes' if private else 'for everyone'}",
                place=plain,
                remedy="copy the file to another name, and read that",
            )
        values: dict[str, Any] = {"address": address, "owner": owner, "visibility": PRIVATE if private else EVERYONE}
        connection.execute(update(document).where(document.c.id == row.document).values(values))
        # it comes to its new shelf as something new does: what was made of all that had come before is made anew
        adding.add_version(connection, row.document, row.reading_id, source=json.loads(row.source), read_at=at or row.read_at)
