"""What a brief asks of the ledger: the statements of some readings, and in whose stretch of a text a place stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from servanda.ledger.claims import load_claims
from servanda.ledger.passages import Stretch
from servanda.ledger.schema import claim, entry, noted, passage, reading, record
from servanda.ledger.shelves import reading_seen
from servanda.ledger.store import CHUNK, Found
from servanda.model import Claim


class Noted(NamedTuple):
    """A noted reading of a record."""

    reading: int
    text: int
    record: str
    """SHA-256."""
    day: str | None
    language: str | None


def noted_readings(connection: Connection, records: Sequence[str]) -> list[Noted]:
    """The noted readings of these records (SHA-256), by day, then by record."""
    found = []
    for some in _few(records):
        query = (
            select(reading.c.id, reading.c.text_id, reading.c.facts, record.c.sha256)
            .join_from(noted, reading, noted.c.reading_id == reading.c.id)
            .join(record, reading.c.record_id == record.c.id)
            .where(record.c.sha256.in_(some))
        )
        found += [_noted(row, row.sha256) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one.day or "", one.record, one.reading))


def read_once(connection: Connection, record_hash: str) -> Noted | None:
    """The last reading of a record (SHA-256), though a later version took its place; None where there is none."""
    query = (
        select(reading.c.id, reading.c.text_id, reading.c.facts)
        .join_from(reading, record, reading.c.record_id == record.c.id)
        .where(record.c.sha256 == record_hash, reading_seen(connection))
        .order_by(reading.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return _noted(row, record_hash) if row else None


def _noted(row: Found, record_hash: str) -> Noted:
    facts = json.loads(row.facts)
    day = facts["event_date"] or facts["published"] or facts["reference_date"]
    return Noted(row.id, row.text_id, record_hash, day, facts["language"])


def claims_in(connection: Connection, readings: Sequence[int], kinds: Collection[str]) -> list[Claim]:
    """The claims of some kinds in these readings, by day and then in the order of the text."""
    numbers: list[int] = []
    for some in _few(readings):
        query = select(claim.c.id).where(claim.c.reading_id.in_(some), claim.c.kind.in_(sorted(kinds)))
        numbers.extend(connection.scalars(query))
    return list(load_claims(connection, numbers))


def claims_on(connection: Connection, text_id: int, entry_id: str) -> list[Claim]:
    """The claims that stand on an entry of a text: several where it is an exchange of several questions."""
    query = select(claim.c.id).join_from(claim, entry).where(entry.c.text_id == text_id, entry.c.id == entry_id)
    return list(load_claims(connection, list(connection.scalars(query))))


def stretches_of(connection: Connection, reading_id: int) -> list[Stretch]:
    """The stretches of a reading in one voice each, in the order of the text; the outer before the inner."""
    query = select(passage).where(passage.c.reading_id == reading_id)
    rows = connection.execute(query.order_by(passage.c.span_start, passage.c.span_end.desc(), passage.c.id))
    return [Stretch(start=row.span_start, end=row.span_end, speaker=row.speaker, voice=row.voice) for row in rows]


def _few(values: Sequence[Any]) -> list[Sequence[Any]]:
    """As many at a time as one statement may name."""
    return [values[first : first + CHUNK // 4] for first in range(0, len(values), CHUNK // 4)]
