"""Adding to the ledger: a record's bytes and text, a reading of it, the document that it is a version of.

Each function is given a connection, within a transaction that its caller began.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select

from servanda.ledger.inserting import insert_rows
from servanda.ledger.packing import Packed, storable
from servanda.ledger.schema import document, document_version, entry, entry_version, problem, reading, record, text
from servanda.ledger.shelves import EVERYONE, PRIVATE, address_on, owner_of
from servanda.ledger.store import CHUNK, day_and_language
from servanda.model import Passage, Reading, Record


class There(NamedTuple):
    """What a ledger has already of what is to be kept, by its numbers; None where it has none."""

    document: int | None
    current: int | None
    """The reading that the document's last version is."""
    record: int | None
    text: int | None
    reading: int | None


def there(connection: Connection, address: str, kept: Record, digest: str) -> There:
    """What there is of a document on the shelf that is seen, of a record, its text and its reading with this digest.

    All is asked at once: each question to a server costs the way there and back.
    """
    at = document.c.address == address_on(owner_of(connection), address)
    last = select(document_version.c.reading_id).join(document, document_version.c.document_id == document.c.id).where(at)
    of_record = record.c.sha256 == kept.origin.record
    asked = (
        select(document.c.id).where(at),
        last.order_by(document_version.c.id.desc()).limit(1),
        select(record.c.id).where(of_record),
        select(text.c.id).where(text.c.sha256 == kept.origin.text),
        select(reading.c.id).join(record, reading.c.record_id == record.c.id).where(of_record, reading.c.digest == digest),
    )
    return There(*connection.execute(select(*(one.scalar_subquery() for one in asked))).one())


def add_document(connection: Connection, address: str) -> int:
    """Add a document at an address of the shelf that is seen. Gives its number."""
    owner = owner_of(connection)
    visibility = PRIVATE if owner else EVERYONE
    return _added(connection, document, address=address_on(owner, address), owner=owner, visibility=visibility)


def add_record(connection: Connection, kept: Record) -> int:
    """Add a record's bytes. Gives their number."""
    size = len(kept.content) if kept.content is not None else None
    content = zlib.compress(kept.content) if kept.content is not None else None
    return _added(connection, record, sha256=kept.origin.record, size=size, content=content)


def add_text(connection: Connection, kept: Record, record_id: int) -> int:
    """Add a record's text, but where its bytes are the text. Gives its number."""
    body = kept.text.encode("utf-8", "surrogatepass")
    if body == kept.content:
        return _added(connection, text, sha256=kept.origin.text, size=len(body), record_id=record_id)
    return _added(connection, text, sha256=kept.origin.text, size=len(body), body=zlib.compress(body))


def add_reading(
    connection: Connection, kept: Reading, packed: Packed, *, record_id: int, text_id: int | None, options: str
) -> int:
    """Add a reading with its entries and problems, and, where no `text_id` is given, its text. Gives its number."""
    known = _keys(connection, text_id) if text_id is not None else {}
    text_id = add_text(connection, kept.record, record_id) if text_id is None else text_id
    number = _added(
        connection,
        reading,
        record_id=record_id,
        text_id=text_id,
        digest=packed.digest,
        reader=kept.reader,
        options=options,
        facts=packed.facts,
        blocks=zlib.compress(packed.blocks.encode("ascii")),
        counts=packed.counts,
        problems=len(kept.problems),
        day=day_and_language(packed.facts)[0],
    )
    added = _add_many(connection, entry, _new_entries(kept, packed, text_id, known))
    keys = _keys(connection, text_id) if added else known
    _add_many(
        connection,
        entry_version,
        (
            {"reading_id": number, "ordinal": ordinal, "entry_key": keys[id_], "attributes": attributes}
            for ordinal, (id_, attributes) in enumerate(zip(packed.ids, packed.attributes, strict=True))
        ),
    )
    _add_many(
        connection,
        problem,
        (
            {"reading_id": number, "ordinal": ordinal, "code": storable(found.code), "attributes": attributes}
            for ordinal, (found, attributes) in enumerate(zip(kept.problems, packed.problems, strict=True))
        ),
    )
    return number


def add_version(connection: Connection, document_id: int, number: int, *, source: str | None, read_at: str | None) -> None:
    """From now on a document says what this reading says."""
    _added(
        connection,
        document_version,
        document_id=document_id,
        reading_id=number,
        source=json.dumps(source),
        read_at=read_at,
    )


def _keys(connection: Connection, text_id: int) -> dict[str, int]:
    """The keys of all entries that readings of a text have found, by their ids."""
    rows = connection.execute(select(entry.c.id, entry.c.key).where(entry.c.text_id == text_id))
    return {row.id: row.key for row in rows}


def _new_entries(kept: Reading, packed: Packed, text_id: int, known: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Rows of the entries that no reading of this text has found before, each once."""
    added: set[str] = set()
    for id_, found in zip(packed.ids, kept.entries, strict=True):
        if id_ not in known and id_ not in added:
            added.add(id_)
            span = found.span if isinstance(found, Passage) else None
            yield {
                "id": id_,
                "kind": found.kind,
                "text_id": text_id,
                "span_start": span.start if span else None,
                "span_end": span.end if span else None,
            }


def _add_many(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    """Add rows, so many at a time that memory does not grow with their number. Gives how many there were."""
    added = 0
    while chunk := list(islice(rows, CHUNK)):
        insert_rows(connection, table, chunk)
        added += len(chunk)
    return added


def _added(connection: Connection, table: Table, **values: Any) -> int:
    key = connection.execute(insert(table), values).inserted_primary_key
    assert key is not None  # noqa: S101 - every table above has one
    return int(key[0])
