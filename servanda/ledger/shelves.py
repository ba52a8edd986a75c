"""Whose records are seen: everyone's, or the private ones of one person. The two never mix.

A ledger has a shelf that is everyone's, and one for each person who keeps notes in it. Which of them is seen is a property of
the connection, so that no caller can forget to ask: `seen` goes into every query that finds out what documents say. What is
compared, and so every matter, person, meeting and finding, is of everyone's shelf alone.
"""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Table, and_, select

from servanda.errors import UsageError
from servanda.ledger.packing import storable
from servanda.ledger.schema import document, document_version, reading, record, ruling

OWNER = "servanda_owner"
"""Execution option of an engine: whose private records are seen through it. Without it, everyone's are."""

EVERYONE, PRIVATE = "everyone", "owner"
"""Values of the columns called `visibility`."""

_PREFIX = "private:"
"""Begins the address of a private document: whatever is at that path or address for everyone is another document."""


def owner_of(connection: Connection) -> str | None:
    """Whose private records are seen; None where everyone's are."""
    owner: str | None = connection.get_execution_options().get(OWNER)
    return owner


def seen(connection: Connection) -> ColumnElement[bool]:
    """The condition that a document stands on the shelf that is seen."""
    return on_shelf(document, owner_of(connection))


def reading_seen(connection: Connection) -> ColumnElement[bool]:
    """The condition that a document of the shelf that is seen says a reading, or once said it."""
    said = select(document_version.c.id).join(document, document_version.c.document_id == document.c.id)
    return said.where(document_version.c.reading_id == reading.c.id, seen(connection)).exists()


def rulings_seen(connection: Connection) -> ColumnElement[bool]:
    """The condition that a ruling was made upon what stands on the shelf that is seen."""
    return on_shelf(ruling, owner_of(connection))


def on_shelf(table: Table, owner: str | None) -> ColumnElement[bool]:
    """The condition that a document or a ruling is on somebody's shelf; on everyone's, where nobody is named."""
    if owner is None:
        return table.c.visibility == EVERYONE
    return and_(table.c.visibility == PRIVATE, table.c.owner == owner)


def address_on(owner: str | None, address: str) -> str:
    """What the document at a path or an address is called on a shelf."""
    return storable(address if owner is None else f"{_PREFIX}{quote(owner, safe='')}:{address}")


def plain_address(owner: str | None, address: str) -> str:
    """The path or address, without what names the shelf."""
    return address.removeprefix(address_on(owner, ""))


def looks_private(address: str) -> bool:
    """Whether an address begins as that of a private document: nobody may give such a one as his own."""
    return address.startswith(_PREFIX)


def keeps(connection: Connection, owner: str, address: str) -> bool:
    """Whether somebody keeps the document at an address as a private one."""
    found = select(document.c.id).where(document.c.address == address_on(owner, address), on_shelf(document, owner))
    return connection.scalar(found) is not None


def published(connection: Connection, owner: str) -> set[str]:
    """The addresses of those of everyone's documents that somebody owns."""
    return set(connection.scalars(select(document.c.address).where(on_shelf(document, None), document.c.owner == owner)))


def check_not_everyones(connection: Connection, sha256: str) -> None:
    """Raises `UsageError` where a record is, or was, everyone's: who keeps it as a private one would hide nothing."""
    query = (
        select(document.c.id)
        .join_from(document, document_version)
        .join(reading, document_version.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(record.c.sha256 == sha256, on_shelf(document, None))
    )
    if connection.scalar(query.limit(1)) is not None:
        raise UsageError(
            "this very record is everyone's: as a private one it would hide nothing",
            place=f"record-{sha256[:16]}",
            remedy="`servanda note --private` makes it yours alone, where nobody worked with it yet",
        )
