"""Accounts of talks, kept by their day and by those who met."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, insert, select

from servanda.ledger.packing import storable
from servanda.ledger.schema import occasion, occasion_party, reading, record
from servanda.ledger.store import CHUNK, Found
from servanda.model import Occasion, Participant, Place


def keep_occasion(connection: Connection, reading_id: int, found: Occasion, parties: Iterable[str]) -> None:
    """Keep what a reading tells of talks, with the skeletons of those who met."""
    told = found.told
    attributes = {
        "told": [told.source, told.title, told.day, told.start, told.end, told.text],
        "states": found.states,
        "participants": [[one.name, one.office, one.state] for one in found.participants],
        "level": found.level,
        "formats": found.formats,
        "place": found.place,
        "others": found.others,
        "weak": found.weak,
    }
    row = {"reading_id": reading_id, "day": found.day, "attributes": json.dumps(attributes, separators=(",", ":"))}
    added = connection.execute(insert(occasion), row).inserted_primary_key
    assert added is not None  # noqa: S101 - the table has a key
    names = sorted({storable(party) for party in parties})
    if names:
        connection.execute(insert(occasion_party), [{"occasion_id": added[0], "skeleton": name} for name in names])


def forget_occasions(connection: Connection, reading_id: int) -> None:
    """Throw away what a reading tells of talks."""
    own = select(occasion.c.id).where(occasion.c.reading_id == reading_id)
    connection.execute(delete(occasion_party).where(occasion_party.c.occasion_id.in_(own)))
    connection.execute(delete(occasion).where(occasion.c.reading_id == reading_id))


def all_occasions(connection: Connection) -> Iterator[Occasion]:
    """Every account of talks, by record."""
    query = (
        select(occasion.c.day, occasion.c.attributes, record.c.sha256)
        .join_from(occasion, reading, occasion.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .order_by(record.c.sha256, occasion.c.id)
    )
    for row in connection.execution_options(yield_per=CHUNK).execute(query):
        yield _occasion(row)


def _occasion(row: Found) -> Occasion:
    said = json.loads(row.attributes)
    source, title, day, start, end, text = said["told"]
    return Occasion(
        told=Place(record=row.sha256, source=source, title=title, day=day, start=start, end=end, text=text),
        day=row.day,
        states=tuple(said["states"]),
        participants=tuple(Participant(name=name, office=office, state=state) for name, office, state in said["participants"]),
        level=said["level"],
        formats=tuple(said["formats"]),
        place=said["place"],
        others=tuple(said["others"]),
        weak=said["weak"],
    )
