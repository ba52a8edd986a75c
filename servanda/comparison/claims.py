"""What a reading says that another could repeat, answer or contradict: its figures, statements, instruments and questions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from servanda.comparison.dating import Dates
from servanda.ledger import Summary
from servanda.ledger import claims as kept
from servanda.model import (
    Claim,
    Commitment,
    Entry,
    Exchange,
    Figure,
    Forecast,
    Instrument,
    Passage,
    Place,
    Position,
    Progress,
    Reading,
    Span,
    Topic,
)
from servanda.outward import entry_to_dict
from servanda.readings.layers import sentences

KINDS = (Figure, Commitment, Progress, Position, Forecast, Topic, Instrument, Exchange)
"""Kinds of entries that meet those of other records."""


def note(connection: Connection, reading_id: int, reading: Reading, summary: Summary) -> None:
    """Keep a reading's claims."""
    kept.keep_claims(connection, reading_id, claims_in(reading, summary))


def forget(connection: Connection, reading_id: int) -> None:
    """Throw a reading's claims away, and what was joined of them."""
    kept.forget_claims(connection, reading_id)


def claims_in(reading: Reading, summary: Summary) -> Iterator[Claim]:
    """The claims of a reading, in the order of its entries; a question is a claim of its asker."""
    stretches = reading.layer(sentences)
    starts = [start for start, _ in stretches]
    dates = Dates(reading)
    for entry in reading.entries:
        if not isinstance(entry, KINDS):
            continue
        values = entry_to_dict(entry)
        for span, own in _stretches(entry, values):
            place = max(0, bisect_right(starts, span.start) - 1)
            start, end = stretches[place] if stretches else (span.start, span.end)
            yield Claim(
                id=0,
                place=_place(entry, span, own, summary),
                kind="question" if isinstance(entry, Exchange) else entry.kind,
                values=own,
                sentence=reading.record.text[min(start, span.start) : max(end, span.end)],
                said_by=_said_by(own),
                **dates.of(entry.kind, span, own),
            )


def _stretches(entry: Entry, values: dict[str, Any]) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Where an entry stands, and its values; each question of an exchange stands for itself."""
    if isinstance(entry, Passage):
        yield entry.span, values
    if isinstance(entry, Exchange):
        shared = {name: values[name] for name in ("kind", "id", "record", "asker", "outlet", "confidence", "speaker", "voice")}
        for question, own in zip(entry.questions, values["questions"], strict=True):
            yield question.span, {**shared, **own}


def _place(entry: Entry, span: Span, values: dict[str, Any], summary: Summary) -> Place:
    return Place(
        record=summary.record,
        source=summary.source,
        title=summary.title,
        day=summary.event_date or summary.published or summary.reference_date,
        start=span.start,
        end=span.end,
        text=span.text,
        speaker=values["speaker"],
        entry=entry.id,
    )


def _said_by(values: dict[str, Any]) -> str | None:
    """Whose statement it is."""
    name = values.get("holder") or values.get("raised_by") or values.get("asker") or values["speaker"]
    return str(name) if name else None
