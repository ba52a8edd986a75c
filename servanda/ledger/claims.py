"""Claims in the ledger: kept, found by what they are about, and loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from servanda.ledger.inserting import insert_rows
from servanda.ledger.schema import claim, claim_term, entry, matter, matter_claim, reading, record, relation
from servanda.ledger.store import CHUNK, Found
from servanda.model import Claim, NearTime, Place, TimeType

_IN_PLACE = ("record", "start", "end", "text", "id", "reader", "speaker")
"""Fields of the outward form that the place has already."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


def keep_claims(connection: Connection, reading_id: int, claims: Iterable[Claim]) -> None:
    """Keep a reading's claims, with the terms by which they are found."""
    text_id = connection.scalar(select(reading.c.text_id).where(reading.c.id == reading_id))
    keys = {row.id: row.key for row in connection.execute(select(entry.c.id, entry.c.key).where(entry.c.text_id == text_id))}
    last = connection.scalar(select(func.max(claim.c.id))) or 0
    rows: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []
    for number, one in enumerate(claims, last + 1):
        row = {
            "id": number,
            "reading_id": reading_id,
            "entry_key": keys[one.place.entry] if one.place.entry else None,
            "kind": one.kind,
            "scope": "|".join(one.scope),
            "day": one.day,
            "deadline": one.values.get("deadline_end"),
            "attributes": _packed(one),
        }
        rows.append(row)
        terms.extend({"term": term, "claim_id": number, "weight": weight} for term, weight in one.terms.items())
    insert_rows(connection, claim, rows)
    insert_rows(connection, claim_term, sorted(terms, key=lambda row: (row["term"], row["claim_id"])))


def forget_claims(connection: Connection, reading_id: int) -> None:
    """Throw a reading's claims away, with their terms, relations and places in matters, which are to be made anew."""
    own = select(claim.c.id).where(claim.c.reading_id == reading_id)
    touched = select(matter_claim.c.matter_id).where(matter_claim.c.claim_id.in_(own))
    connection.execute(update(matter).where(matter.c.id.in_(touched)).values(claims=0))
    connection.execute(delete(relation).where(relation.c.later.in_(own) | relation.c.earlier.in_(own)))
    connection.execute(delete(matter_claim).where(matter_claim.c.claim_id.in_(own)))
    terms = sorted(set(terms_of_claims(connection, [reading_id])))
    for first in range(0, len(terms), CHUNK // 4):
        some = claim_term.c.term.in_(terms[first : first + CHUNK // 4])
        connection.execute(delete(claim_term).where(some, claim_term.c.claim_id.in_(own)))
    connection.execute(delete(claim).where(claim.c.reading_id == reading_id))


def terms_of_claims(connection: Connection, reading_ids: Sequence[int]) -> Iterator[str]:
    """The terms of these readings' claims, from the claims themselves: `claim_term` is in the order of terms."""
    for attributes in connection.scalars(select(claim.c.attributes).where(claim.c.reading_id.in_(reading_ids))):
        yield from json.loads(attributes)["terms"]


def load_claims(connection: Connection, numbers: Sequence[int]) -> Iterator[Claim]:
    """Claims by their numbers, by day and then in the order of the text."""
    found: list[Claim] = []
    for first in range(0, len(numbers), CHUNK // 4):
        query = _CLAIMS.where(claim.c.id.in_(numbers[first : first + CHUNK // 4]))
        found.extend(map(_claim, connection.execute(query).all()))
    yield from sorted(found, key=lambda one: (one.day or "", one.place.record, one.place.start, one.id))


def claims_in(connection: Connection, records: Sequence[str], kinds: Sequence[str]) -> Iterator[Claim]:
    """The claims of these kinds in these records (by SHA-256), by record and then in the order of its entries."""
    query = _CLAIMS.where(record.c.sha256.in_(records), claim.c.kind.in_(kinds)).order_by(claim.c.reading_id, claim.c.id)
    yield from (_claim(row) for row in connection.execute(query))


_CLAIMS = (
    select(claim.c.id, claim.c.kind, claim.c.day, claim.c.attributes, entry.c.id.label("entry"), record.c.sha256)
    .join_from(claim, entry, claim.c.entry_key == entry.c.key, isouter=True)
    .join(reading, claim.c.reading_id == reading.c.id)
    .join(record, reading.c.record_id == record.c.id)
)


def _packed(one: Claim) -> str:
    place = one.place
    values = {name: value for name, value in one.values.items() if name not in _IN_PLACE or (name == "id" and not place.entry)}
    return _encode(
        {
            "place": [place.source, place.title, place.start, place.end, place.text, place.speaker],
            "values": values,
            "sentence": one.sentence,
            "said_by": one.said_by,
            "scope": one.scope,
            "terms": dict(one.terms),
            "phrases": dict(one.phrases),
            "period": [one.period, one.period_from],
            "times": [[time.type, time.value, time.end_value, time.text, time.at] for time in one.times],
        }
    )


def _near_time(kind: TimeType, value: str, end_value: str | None, text: str, at: int) -> NearTime:
    return NearTime(type=kind, value=value, end_value=end_value, text=text, at=at)


def _claim(row: Found) -> Claim:
    packed: dict[str, Any] = json.loads(row.attributes)
    source, title, start, end, text, speaker = packed["place"]
    values = {
        **packed["values"],
        "id": row.entry or packed["values"]["id"],
        "record": row.sha256,
        "start": start,
        "end": end,
        "text": text,
        "speaker": speaker,
    }
    return Claim(
        id=row.id,
        place=Place(
            record=row.sha256,
            source=source,
            title=title,
            day=row.day,
            start=start,
            end=end,
            text=text,
            speaker=speaker,
            entry=row.entry,
        ),
        kind=row.kind,
        values=values,
        sentence=packed["sentence"],
        said_by=packed["said_by"],
        scope=tuple(packed["scope"]),
        terms=packed["terms"],
        phrases=packed["phrases"],
        period=packed["period"][0],
        period_from=packed["period"][1],
        times=tuple(_near_time(*time) for time in packed["times"]),
    )
