"""What bears on an entry, in the ledger: the entry as it is now, the words around it, what stands on a stretch of a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from servanda.ledger import store
from servanda.ledger.claims import load_claims
from servanda.ledger.schema import claim, entry, matter_claim, name_use, noted, occasion, passage, reading, record
from servanda.ledger.store import Found
from servanda.ledger.versions import history
from servanda.model import Claim, NameUse, Place

_FEW = store.CHUNK // 4
"""Values in one list of a query."""


class Home(NamedTuple):
    """The reading that a claim is of."""

    reading: int
    text: str
    turn: int
    """Where the turn begins in which the claim stands; 0 where it stands in none."""


def claims_called(connection: Connection, prefix: str) -> list[Claim]:
    """The claims on entries of current readings whose ids begin so, by day."""
    keys = connection.scalars(select(entry.c.key).where(entry.c.id >= prefix, entry.c.id < prefix + "g")).all()
    found = connection.scalars(select(claim.c.id).where(claim.c.entry_key.in_(keys[:_FEW])).order_by(claim.c.id))
    return list(load_claims(connection, list(found)))


def home_of(connection: Connection, one: Claim) -> Home:
    """The reading that a claim is of. Raises `ValueError` where its text does not come back."""
    query = select(reading.c.id, reading.c.text_id).join_from(claim, reading, claim.c.reading_id == reading.c.id)
    row = connection.execute(query.where(claim.c.id == one.id)).one()
    turn = select(func.max(entry.c.span_start)).where(
        entry.c.text_id == row.text_id,
        entry.c.kind == "turn",
        entry.c.span_start <= one.place.start,
        entry.c.span_end >= one.place.end,
    )
    return Home(row.id, store.text_of(connection, row.text_id), connection.scalar(turn) or 0)


def names_in(connection: Connection, reading_id: int) -> Iterator[NameUse]:
    """The names that a reading uses."""
    query = select(name_use).where(name_use.c.reading_id == reading_id).order_by(name_use.c.id)
    yield from map(_use, connection.execute(query))


def names_like(connection: Connection, skeletons: Sequence[str], *, most: int) -> Iterator[NameUse]:
    """Some uses of names with these skeletons, in whatever records: the first `most` by the records' SHA-256."""
    query = (
        select(name_use)
        .join_from(name_use, reading, name_use.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(name_use.c.skeleton.in_(skeletons))
        .order_by(record.c.sha256, name_use.c.id)
        .limit(most)
    )
    yield from map(_use, connection.execute(query))


def sides_at(connection: Connection, reading_id: int) -> list[str]:
    """The states and bodies that met on the occasion of which a reading tells."""
    found = connection.scalars(select(occasion.c.attributes).where(occasion.c.reading_id == reading_id))
    return sorted({state for attributes in found for state in json.loads(attributes)["states"]})


def passages_at(connection: Connection, claims: Sequence[Claim]) -> list[Found]:
    """The passages in which claims stand, each with its text's number and its record's SHA-256; none that is only quoted."""
    found: dict[int, Found] = {}
    places = {one.id: one.place for one in claims}
    query = (
        select(passage, reading.c.text_id, record.c.sha256, claim.c.id.label("claim"))
        .join_from(passage, claim, passage.c.reading_id == claim.c.reading_id)
        .join(reading, passage.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(passage.c.voice != "quoted")
        .order_by(passage.c.id)
    )
    for some in _few(list(places)):
        for row in connection.execute(query.where(claim.c.id.in_(some))):
            place = places[row.claim]
            if row.span_start <= place.start < row.span_end:
                found.setdefault(row.id, row)
    return list(found.values())


def passage_behind(connection: Connection, row: Found) -> Found | None:
    """The passage of a speaker that stands next behind another in its reading."""
    query = select(passage, reading.c.text_id, record.c.sha256).join_from(
        passage, reading, passage.c.reading_id == reading.c.id
    )
    query = query.join(record, reading.c.record_id == record.c.id)
    behind = query.where(
        passage.c.reading_id == row.reading_id, passage.c.span_start >= row.span_end, passage.c.voice == "speaker"
    )
    return connection.execute(behind.order_by(passage.c.span_start, passage.c.id).limit(1)).first()


def quoted_in(connection: Connection, reading_id: int) -> list[Found]:
    """The stretches of a reading that are quoted, each with whose words they are."""
    query = select(passage).where(passage.c.reading_id == reading_id, passage.c.voice == "quoted")
    return list(connection.execute(query.order_by(passage.c.id)))


def claims_on(connection: Connection, reading_id: int, stretches: Sequence[tuple[int, int]]) -> list[Claim]:
    """The claims of a reading that stand on any of these stretches; mentions, which are no entries, are left out."""
    query = select(claim.c.id, entry.c.span_start, entry.c.span_end).join_from(claim, entry, claim.c.entry_key == entry.c.key)
    rows = connection.execute(query.where(claim.c.reading_id == reading_id, entry.c.span_start.is_not(None)))
    on = [row.id for row in rows if any(row.span_start < end and row.span_end > start for start, end in stretches)]
    return list(load_claims(connection, on))


def reporting_in_matters(
    connection: Connection, number: int, kinds: Sequence[str], *, after: str, until: str | None, most: int
) -> list[Claim]:
    """Claims of these kinds in the matters of a claim, of records later than a day: the first `most` of them."""
    own = select(matter_claim.c.matter_id).where(matter_claim.c.claim_id == number)
    query = (
        select(claim.c.id)
        .join_from(matter_claim, claim, matter_claim.c.claim_id == claim.c.id)
        .join(reading, claim.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(matter_claim.c.matter_id.in_(own), claim.c.kind.in_(kinds), claim.c.day > after)
        .group_by(claim.c.id, claim.c.day, record.c.sha256)
        .order_by(claim.c.day, record.c.sha256, claim.c.id)
        .limit(most)
    )
    if until is not None:
        query = query.where(claim.c.day <= until)
    return list(load_claims(connection, list(connection.scalars(query))))


def claims_in_place(connection: Connection, sha256: str, start: int, end: int, kind: str) -> list[Claim]:
    """The claims of one kind that overlap a stretch of a record, as it is read now."""
    query = (
        select(claim.c.id)
        .join_from(claim, entry, claim.c.entry_key == entry.c.key)
        .join(reading, claim.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(record.c.sha256 == sha256, claim.c.kind == kind, entry.c.span_start < end, entry.c.span_end > start)
    )
    return list(load_claims(connection, list(connection.scalars(query))))


def commitments_in(connection: Connection, sha256: str) -> list[Claim]:
    """The commitments of a record's current reading, in the order of the text."""
    query = (
        select(claim.c.id)
        .join_from(claim, reading, claim.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(record.c.sha256 == sha256, claim.c.kind == "commitment")
    )
    return sorted(load_claims(connection, list(connection.scalars(query))), key=lambda one: (one.place.start, one.id))


def counted_commitments(connection: Connection, *, before: str | None = None) -> int:
    """Commitments that are due before a day; without one, those that have no day."""
    dated = claim.c.deadline.is_(None) if before is None else claim.c.deadline < before
    query = select(func.count()).select_from(claim).where(claim.c.kind == "commitment", dated)
    return connection.execute(query).scalar_one()


def words_lost(connection: Connection, places: Sequence[Place]) -> set[Place]:
    """Those of these places whose record was replaced by a version that has not their words; only white space may differ."""
    current = _noted(connection, sorted({place.record for place in places}))
    found: set[Place] = set()
    for place in places:
        if place.record not in current:
            last = history(connection, place.record)[-1:]
            text_id = connection.scalar(select(reading.c.text_id).where(reading.c.id == last[0].reading)) if last else None
            if text_id is None or _one_line(place.text) not in _one_line(store.text_of(connection, text_id)):
                found.add(place)
    return found


def _noted(connection: Connection, records: Sequence[str]) -> set[str]:
    """Those of these records (SHA-256) that are noted, and so are what documents say now."""
    found: set[str] = set()
    for some in _few(records):
        query = (
            select(record.c.sha256)
            .join_from(noted, reading, noted.c.reading_id == reading.c.id)
            .join(record, reading.c.record_id == record.c.id)
        )
        found.update(connection.scalars(query.where(record.c.sha256.in_(some))))
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _use(row: Found) -> NameUse:
    said = json.loads(row.attributes)
    return NameUse(record="", name=row.name, skeleton=row.skeleton, **{**said, "parts": tuple(said["parts"])})


def _few(values: Sequence[int] | Sequence[str]) -> Iterator[Sequence[int] | Sequence[str]]:
    for first in range(0, len(values), _FEW):
        yield values[first : first + _FEW]
