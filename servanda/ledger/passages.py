"""Passages in the ledger: kept with their words in the full-text index, forgotten, and found."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select

from servanda.ledger import store
from servanda.ledger.fulltext import Lookup, Wanted, forget_words, keep_words, looked_up
from servanda.ledger.inserting import insert_rows
from servanda.ledger.packing import storable
from servanda.ledger.schema import document, document_version, passage, reading, record
from servanda.ledger.shelves import seen
from servanda.ledger.store import Found
from servanda.model import Place, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a record in one voice. What the publisher puts into somebody's words is a stretch within a stretch."""

    start: int
    end: int
    speaker: str | None
    voice: Voice
    """`quoted` is for reported words, which stand in another stretch too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What passages are looked for. What is None is not asked for."""

    wanted: Wanted
    speakers: Collection[str] | None = None
    """Names as readings have them: only what one of these says, or is quoted with."""
    since: str | None = None
    until: str | None = None


def keep_passages(connection: Connection, reading_id: int, text: str, found: Sequence[Stretch], *, day: str | None) -> None:
    """Keep the passages of a reading of this text, and their words."""
    first = (connection.scalar(select(func.max(passage.c.id))) or 0) + 1
    rows = [
        {
            "id": number,
            "reading_id": reading_id,
            "span_start": one.start,
            "span_end": one.end,
            "day": day,
            "speaker": one.speaker and storable(one.speaker),
            "voice": one.voice,
        }
        for number, one in enumerate(found, first)
    ]
    if rows:
        insert_rows(connection, passage, rows)
        keep_words(connection, list(words_to_index(text, range(first, first + len(found)), found)))


def forget_passages(connection: Connection, reading_id: int) -> None:
    """Throw a reading's passages away, and their words."""
    rows = connection.execute(select(passage).where(passage.c.reading_id == reading_id).order_by(passage.c.id)).all()
    if rows:
        text_id = connection.execute(select(reading.c.text_id).where(reading.c.id == reading_id)).scalar_one()
        text = store.text_of(connection, text_id)
        forget_words(connection, list(words_to_index(text, [row.id for row in rows], [_stretch(row) for row in rows])))
        connection.execute(delete(passage).where(passage.c.reading_id == reading_id))


def find_passages(connection: Connection, sought: Sought, *, limit: int) -> tuple[int, Sequence[Found]]:
    """How many passages there are, and the best of them: see `best_passages`."""
    found = looked_up(connection, sought.wanted, quoted=sought.speakers is not None)
    total = connection.execute(_asked(select(func.count()).select_from(found.index), found, sought)).scalar_one()
    return total, _best(connection, found, sought, limit=limit)


def best_passages(connection: Connection, sought: Sought, *, limit: int) -> Sequence[Found]:
    """The best passages, best first; of equals the latest, then by record and place. How many there are is not counted."""
    found = looked_up(connection, sought.wanted, quoted=sought.speakers is not None)
    return _best(connection, found, sought, limit=limit)


def few_passages(connection: Connection, sought: Sought, *, most: int) -> Sequence[Found] | None:
    """All passages sought, in no order; None where there are more than `most`. To rank them would take as long again."""
    found = looked_up(connection, sought.wanted, quoted=sought.speakers is not None)
    some = _asked(select(found.index.c.rowid), found, sought).limit(most + 1).subquery()
    rows = connection.execute(_PASSAGES.join(some, passage.c.id == some.c.rowid)).all()
    return rows if len(rows) <= most else None


_PASSAGES = (
    select(passage, reading.c.text_id, record.c.sha256)
    .join_from(passage, reading, passage.c.reading_id == reading.c.id)
    .join(record, reading.c.record_id == record.c.id)
)


def _best(connection: Connection, found: Lookup, sought: Sought, *, limit: int) -> Sequence[Found]:
    # The index ranks alone, and only what is as good as the best is looked up: of common words there are very many.
    ranked = _asked(select(found.index.c.rowid, found.rank.label("rank")), found, sought).cte("ranked")
    best = select(ranked.c.rank).order_by(ranked.c.rank).limit(limit).subquery()
    query = (
        _PASSAGES.join(ranked, ranked.c.rowid == passage.c.id)
        .where(ranked.c.rank <= select(func.max(best.c.rank)).scalar_subquery())
        .order_by(ranked.c.rank, passage.c.day.desc().nulls_last(), record.c.sha256, passage.c.span_start, passage.c.voice)
        .limit(limit)
    )
    return connection.execute(query).all()


def _asked(query: Select[Any], found: Lookup, sought: Sought) -> Select[Any]:
    query = query.where(found.has)
    if (sought.speakers, sought.since, sought.until) != (None, None, None):
        query = query.join(passage, found.index.c.rowid == passage.c.id)
    if sought.speakers is not None:
        query = query.where(passage.c.speaker.in_(sought.speakers))
    if sought.since is not None:
        query = query.where(passage.c.day >= sought.since)
    if sought.until is not None:
        query = query.where(passage.c.day <= sought.until)
    return query


def sources(connection: Connection, reading_ids: Collection[int]) -> dict[int, tuple[str | None, str | None]]:
    """Where the records of these readings were found, as given, and their titles."""
    query = (
        select(document_version.c.reading_id, document_version.c.source, reading.c.facts)
        .join_from(document_version, reading)
        .join(document, document_version.c.document_id == document.c.id)
        .where(document_version.c.reading_id.in_(reading_ids), seen(connection))
        .order_by(document_version.c.id)
    )
    rows = connection.execute(query)
    return {row.reading_id: (json.loads(row.source), json.loads(row.facts)["title"]) for row in rows}


def located(
    row: Found,
    origin: tuple[str | None, str | None],
    start: int,
    end: int,
    words: str,
    *,
    speaker: str | None,
    entry: str | None = None,
) -> Place:
    """A stretch of the record that a passage is of, for a reader; `origin` is what `sources` says of it."""
    source, title = origin
    return Place(
        record=row.sha256,
        source=source,
        title=title,
        day=row.day,
        start=start,
        end=end,
        text=words,
        speaker=speaker,
        entry=entry,
    )


def words_of(connection: Connection, row: Found, text: str) -> str:
    """The words of a passage, at their places in it: blank where the publisher's stand between them."""
    inside = (passage.c.span_start >= row.span_start, passage.c.span_end <= row.span_end)
    query = select(passage).where(passage.c.reading_id == row.reading_id, passage.c.voice == "publisher", *inside)
    return _without(text, _stretch(row), [_stretch(inner) for inner in connection.execute(query)])


def words_to_index(text: str, numbers: Sequence[int], found: Sequence[Stretch]) -> Iterator[tuple[int, str, str]]:
    """Rows for the index: number, words, and words that are quoted."""
    publishers = sorted((one for one in found if one.voice == "publisher"), key=lambda one: (one.start, one.end))
    starts = [one.start for one in publishers]
    for number, one in zip(numbers, found, strict=True):
        inner = publishers[bisect_left(starts, one.start) : bisect_right(starts, one.end)]
        words = _without(text, one, inner)
        yield (number, "", words) if one.voice == "quoted" else (number, words, "")


def _without(text: str, outer: Stretch, inner: Sequence[Stretch]) -> str:
    words = text[outer.start : outer.end]
    if outer.voice == "publisher":
        return words
    for one in inner:
        if outer.start <= one.start and one.end <= outer.end:
            words = words[: one.start - outer.start] + " " * (one.end - one.start) + words[one.end - outer.start :]
    return words


def _stretch(row: Found) -> Stretch:
    return Stretch(start=row.span_start, end=row.span_end, speaker=row.speaker, voice=row.voice)
