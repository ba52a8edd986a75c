"""What the ledger says of an address already: so that nobody reads again what has been read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from servanda.ledger.schema import document, document_version, reading, record
from servanda.ledger.shelves import address_on, owner_of, seen
from servanda.ledger.summaries import Summary, summary_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says now, and how it was read."""

    summary: Summary
    options: Mapping[str, str]
    """What the caller asked for when it was read."""


def said_at(connection: Connection, address: str) -> Said | None:
    """What the document at an address says now; None where there is none. `address` is an absolute path or a URL."""
    query = (
        select(
            document_version.c.source,
            document_version.c.read_at,
            reading.c.facts,
            reading.c.counts,
            reading.c.problems,
            reading.c.reader,
            reading.c.options,
            record.c.sha256,
        )
        .join_from(document, document_version)
        .join(reading, document_version.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(document.c.address == address_on(owner_of(connection), address), seen(connection))
        .order_by(document_version.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Said(summary_of(row), json.loads(row.options))
