"""What tracing asks of the ledger: passages that have words, all that stands at a place, and how many records there are."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from servanda.ledger.fulltext import Wanted, looked_up
from servanda.ledger.schema import claim, claim_term, entry, entry_version, noted, passage, reading, record, text
from servanda.ledger.store import Found, text_of

_TIES = 3
"""How many more than asked for are looked up, so that of equally good ones the earliest day comes first."""


def passages_with(
    connection: Connection, wanted: Wanted, *, speakers: Collection[str] | None = None, until: str | None = None, limit: int
) -> Sequence[Found]:
    """The passages that have what is wanted, the best first; each with the number and hash of its text.

    `speakers` keeps to what one of these says, or is quoted with; `until` to records of that day or earlier.
    """
    # The index ranks first, and only the best are looked up: of common words there are more than one could join.
    found = looked_up(connection, wanted, quoted=speakers is not None)
    best = select(found.index.c.rowid, found.rank.label("rank")).where(found.has)
    if speakers is not None or until is not None:
        best = best.join_from(found.index, passage, found.index.c.rowid == passage.c.id)
    if speakers is not None:
        best = best.where(passage.c.speaker.in_(speakers))
    if until is not None:
        best = best.where(passage.c.day <= until)
    ranked = best.order_by(found.rank).limit(_TIES * limit).subquery()
    query = (
        select(passage, reading.c.text_id, record.c.sha256, text.c.sha256.label("text_sha256"))
        .join_from(ranked, passage, ranked.c.rowid == passage.c.id)
        .join(reading, passage.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .join(text, reading.c.text_id == text.c.id)
        .order_by(ranked.c.rank, passage.c.day.nulls_first(), record.c.sha256, passage.c.span_start, passage.c.voice)
        .limit(limit)
    )
    return connection.execute(query).all()


def passages_at(connection: Connection, reading_id: int, start: int, end: int) -> Sequence[Found]:
    """The passages of a reading that touch a stretch, in the order of the text."""
    return connection.execute(
        select(passage)
        .where(passage.c.reading_id == reading_id, passage.c.span_start < end, passage.c.span_end > start)
        .order_by(passage.c.span_start, passage.c.span_end.desc(), passage.c.voice, passage.c.speaker.nulls_first())
    ).all()


def quotations_at(connection: Connection, reading_id: int, start: int, end: int) -> list[dict[str, Any]]:
    """The quotations of a reading that touch a stretch, with what the reading says of each."""
    text_id = select(reading.c.text_id).where(reading.c.id == reading_id).scalar_subquery()
    query = (
        select(entry_version.c.attributes)
        .join_from(entry_version, entry, entry_version.c.entry_key == entry.c.key)
        .where(entry_version.c.reading_id == reading_id, entry.c.text_id == text_id, entry.c.kind == "quotation")
        .where(entry.c.span_start < end, entry.c.span_end > start)
        .order_by(entry_version.c.ordinal)
    )
    return [json.loads(attributes) for attributes in connection.scalars(query)]


def looked_through(connection: Connection, until: str | None) -> tuple[int, str | None]:
    """How many records can be searched, of that day or earlier where one is given, and the day of the last."""
    last = select(func.max(passage.c.day))
    if until is None:
        return connection.scalar(select(func.count()).select_from(noted)) or 0, connection.scalar(last)
    dated = passage.c.day <= until
    count = connection.scalar(select(func.count(passage.c.reading_id.distinct())).where(dated))
    return count or 0, connection.scalar(last.where(dated))


def claims_about(connection: Connection, terms: Collection[str], kinds: Collection[str], *, limit: int) -> list[int]:
    """Numbers of the claims of these kinds that have most of these terms by weight, the best first."""
    weight = func.sum(claim_term.c.weight)
    query = (
        select(claim_term.c.claim_id)
        .join_from(claim_term, claim, claim_term.c.claim_id == claim.c.id)
        .where(claim_term.c.term.in_(terms), claim.c.kind.in_(kinds))
        .group_by(claim_term.c.claim_id, claim.c.day)
        .order_by(weight.desc(), claim.c.day.nulls_first(), claim_term.c.claim_id)
        .limit(limit)
    )
    return [*connection.scalars(query)]


def text_of_claim(connection: Connection, number: int) -> str:
    """The text of the record that a claim stands in."""
    text_id = connection.execute(select(reading.c.text_id).join(claim).where(claim.c.id == number)).scalar_one()
    return text_of(connection, text_id)
