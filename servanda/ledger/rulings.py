"""Rulings in the ledger: kept in a chain, each with the hash of the one before; told which of them hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, select

from servanda.ledger.chain import add_link, holding, up_to
from servanda.ledger.schema import carried, entry, entry_version, reading, record, ruling
from servanda.ledger.shelves import EVERYONE, PRIVATE, owner_of, rulings_seen
from servanda.ledger.store import CHUNK, Found
from servanda.model import EntryRuling

_RULINGS = (
    select(ruling, entry.c.id.label("entry"), entry_version.c.attributes.label("read"))
    .join_from(ruling, entry, ruling.c.entry_key == entry.c.key)
    .join(entry_version, and_(entry_version.c.reading_id == ruling.c.reading_id, entry_version.c.ordinal == ruling.c.ordinal))
)
"""Rulings, each with its entry's id, and what was read of it."""


def keep_ruling(connection: Connection, seen: Found, made: EntryRuling) -> EntryRuling:
    """Add a ruling to the chain, which numbers it. `seen` is the row of the entry's version that was seen.

    Upon a private record its owner rules, and nobody else is told.
    """
    owner = owner_of(connection)
    made = made if owner is None else replace(made, owner=owner)
    said = {
        "corrected": dict(made.corrected),
        "seen": made.seen,
        "why": made.why,
        "together": made.together,
        "undoes": made.undoes,
    }
    if made.settles:
        said["settles"] = True
    row = add_link(
        connection,
        ruling,
        {
            "entry_key": seen.entry_key,
            "reading_id": seen.reading_id,
            "ordinal": seen.ordinal,
            "verdict": made.act,
            "attributes": json.dumps(said, sort_keys=True),
            "ruled_at": made.ruled_at,
            "owner": made.owner,
            "visibility": EVERYONE if owner is None else PRIVATE,
        },
    )
    return replace(made, number=row["id"], confidence=json.loads(seen.attributes).get("confidence"))


def rulings(
    connection: Connection,
    *,
    keys: Sequence[int] | None = None,
    until: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> list[EntryRuling]:
    """Rulings in their order: on entries with these keys (on all, where none are named), up to a day, after a number."""
    query = _RULINGS.where(ruling.c.id > after, rulings_seen(connection)).order_by(ruling.c.id)
    found: list[EntryRuling] = []
    if keys is None:
        found = [_ruling(dict(row._mapping)) for row in connection.execute(query if limit is None else query.limit(limit))]
    else:
        for first in range(0, len(keys), CHUNK):
            some = query.where(ruling.c.entry_key.in_(keys[first : first + CHUNK]))
            found += [_ruling(dict(row._mapping)) for row in connection.execute(some)]
        found.sort(key=lambda one: one.number)
    return [one for one in found if up_to(until, one.ruled_at)]


def on_reading(connection: Connection, number: int, *, key: int | None = None, until: str | None = None) -> list[EntryRuling]:
    """The rulings on entries of a reading, made upon this version of them or another, in their order; `key` names one entry.

    Among them are those upon an earlier version of the record that hold on here (`following`), by the ids they have here.
    """
    every = select(entry_version.c.entry_key).where(entry_version.c.reading_id == number)
    own = ruling.c.entry_key.in_(every) if key is None else ruling.c.entry_key == key
    found = [
        _ruling(dict(row._mapping))
        for row in connection.execute(_RULINGS.where(own, rulings_seen(connection)).order_by(ruling.c.id))
    ]
    found = sorted([*found, *_brought(connection, number, key)], key=lambda one: one.number)
    return [one for one in found if up_to(until, one.ruled_at)]


_HERE = entry.alias("here")
_BROUGHT = (
    _RULINGS.add_columns(_HERE.c.id.label("here"), carried.c.corrected.label("moved"))
    .join(carried, carried.c.ruling_id == ruling.c.id)
    .join(_HERE, carried.c.entry_key == _HERE.c.key)
)


def _brought(connection: Connection, number: int, key: int | None) -> list[EntryRuling]:
    """The rulings upon earlier versions that hold on in a reading and were not undone."""
    query = _BROUGHT.where(carried.c.reading_id == number, rulings_seen(connection))
    rows = connection.execute(query if key is None else query.where(carried.c.entry_key == key)).all()
    if not rows:
        return []
    holds = {one.number for one in standing(rulings(connection, keys=sorted({row.entry_key for row in rows})))}
    return [
        replace(made, entry=row.here, carried_from=made.entry, corrected=json.loads(row.moved))
        for row in rows
        if row.id in holds
        for made in (_ruling(dict(row._mapping)),)
    ]


def records_ruled(connection: Connection, *, after: int) -> list[tuple[int, str]]:
    """The rulings after a number, in their order, each with the SHA-256 of every record that has what was ruled upon."""
    query = (
        select(ruling.c.id, record.c.sha256)
        .join_from(ruling, entry_version, entry_version.c.entry_key == ruling.c.entry_key)
        .join(reading, reading.c.id == entry_version.c.reading_id)
        .join(record, reading.c.record_id == record.c.id)
        .where(ruling.c.id > after)
        .order_by(ruling.c.id)
        .distinct()
    )
    return [(row.id, row.sha256) for row in connection.execute(query)]


def row_seen(connection: Connection, number: int) -> Found:
    """The row of the version upon which a ruling was made."""
    query = select(ruling.c.reading_id, ruling.c.ordinal).where(ruling.c.id == number)
    return version_row(connection, *connection.execute(query).one())


def version_row(connection: Connection, reading_id: int, ordinal: int) -> Found:
    """The row of an entry's version: its key, its id and its attributes."""
    query = (
        select(
            entry_version.c.entry_key,
            entry_version.c.reading_id,
            entry_version.c.ordinal,
            entry_version.c.attributes,
            entry.c.id,
            entry.c.kind,
        )
        .join_from(entry_version, entry, entry_version.c.entry_key == entry.c.key)
        .where(entry_version.c.reading_id == reading_id, entry_version.c.ordinal == ordinal)
    )
    return connection.execute(query).one()


def standing(rulings: Iterable[EntryRuling]) -> list[EntryRuling]:
    """The rulings that hold, in their order: not the undone ones, and no undoing."""
    return holding(rulings, lambda one: one.undoes)


def _ruling(row: Mapping[str, Any]) -> EntryRuling:
    said = json.loads(row["attributes"])
    return EntryRuling(
        number=row["id"],
        entry=row["entry"],
        act=row["verdict"],
        corrected=said["corrected"],
        seen=said["seen"],
        why=said["why"],
        ruled_at=row["ruled_at"],
        owner=row["owner"],
        together=said["together"],
        undoes=said["undoes"],
        settles=said.get("settles", False),
        confidence=json.loads(row["read"]).get("confidence"),
    )
