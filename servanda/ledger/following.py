"""Rulings that hold on in a later version of a record, as comparing found out; and those whose words are gone there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from servanda.ledger import store
from servanda.ledger.rulings import rulings, standing
from servanda.ledger.schema import carried, entry, noted, reading, record, ruling
from servanda.ledger.shelves import rulings_seen
from servanda.model import EntryRuling

Pair = tuple[int, int]
"""A ruling by its number, and the number of a later version's reading."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a ruling in a later version."""

    entry: str | None
    """Id of what stands there on the same words; None where they are gone."""
    corrected: Mapping[str, Any]
    """What the ruling corrects, at its place there."""


def ruled_records(connection: Connection) -> dict[str, list[EntryRuling]]:
    """The rulings that hold, by the SHA-256 of the record that was ruled upon."""
    query = (
        select(ruling.c.id, record.c.sha256)
        .join_from(ruling, reading, ruling.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(rulings_seen(connection))
    )
    home = {row.id: row.sha256 for row in connection.execute(query)}
    found: dict[str, list[EntryRuling]] = {}
    if home:
        for one in standing(rulings(connection)):
            found.setdefault(home[one.number], []).append(one)
    return found


def known(connection: Connection) -> set[Pair]:
    """The rulings of which it is known what became of them, with the readings of the later versions."""
    return {(row.ruling_id, row.reading_id) for row in connection.execute(select(carried.c.ruling_id, carried.c.reading_id))}


def keep(connection: Connection, gone: Iterable[Pair], found: Mapping[Pair, Followed]) -> None:
    """Keep what became of rulings, and forget it of others. What is noted of the readings is to be noted anew."""
    touched = set()
    for number, reading_id in gone:
        connection.execute(delete(carried).where(carried.c.ruling_id == number, carried.c.reading_id == reading_id))
        touched.add(reading_id)
    for (number, reading_id), one in found.items():
        text_id = select(reading.c.text_id).where(reading.c.id == reading_id).scalar_subquery()
        here = select(entry.c.key).where(entry.c.text_id == text_id, entry.c.id == one.entry)
        values = {
            "ruling_id": number,
            "reading_id": reading_id,
            "entry_key": connection.scalar(here) if one.entry else None,
            "corrected": json.dumps(dict(one.corrected), sort_keys=True),
        }
        connection.execute(insert(carried), values)
        touched.add(reading_id)
    for reading_id in sorted(touched):
        outdated = update(noted).where(noted.c.reading_id == reading_id, noted.c.comparer != "")
        connection.execute(outdated.values(comparer="before a ruling"))


@dataclass(frozen=True, slots=True)
class Lost:
    """A ruling whose words are gone."""

    ruling: EntryRuling
    words: str | None
    """What was ruled upon, as the earlier version had it; None for what stands on several stretches."""
    reading: int
    """Of the later version."""


def lost(connection: Connection) -> list[Lost]:
    """The rulings that hold no more, since a later version has not the words that were ruled upon; in their order."""
    query = (
        select(carried.c.ruling_id, carried.c.reading_id, entry.c.span_start, entry.c.span_end, entry.c.text_id)
        .join_from(carried, ruling, carried.c.ruling_id == ruling.c.id)
        .join(entry, ruling.c.entry_key == entry.c.key)
        .where(carried.c.entry_key.is_(None))
        .order_by(carried.c.ruling_id)
    )
    rows = connection.execute(query).all()
    holds = {one.number: one for one in standing(rulings(connection))} if rows else {}
    found = []
    for row in rows:
        if row.ruling_id in holds:
            words = None if row.span_start is None else store.text_of(connection, row.text_id)[row.span_start : row.span_end]
            found.append(Lost(holds[row.ruling_id], words, row.reading_id))
    return found
