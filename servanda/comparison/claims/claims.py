"""What a reading says that another could repeat, answer or contradict: its figures, statements, instruments and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from sqlalchemy import Connection

from servanda.comparison.claims.about import Sentences, focus_of
from servanda.comparison.claims.dating import Dates
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
    Position,
    Progress,
    Reading,
    Record,
    Span,
    Topic,
    digest,
)
from servanda.outward import entry_to_dict
from servanda.readings.answerable import answerable

KINDS = (Figure, Commitment, Progress, Position, Forecast, Topic, Instrument, Exchange)
"""Kinds of entries that meet those of other records."""


def noted(reading: Reading, summary: Summary) -> Callable[[Connection, int], None]:
    """A reading's claims, ready to be kept."""
    return partial(kept.keep_claims, claims=tuple(claims_in(reading, summary)))


def forget(connection: Connection, reading_id: int) -> None:
    """Throw a reading's claims away, and what was joined of them."""
    kept.forget_claims(connection, reading_id)


def claims_in(reading: Reading, summary: Summary | Record) -> Iterator[Claim]:
    """The claims of a reading, in the order of its entries; a question is a claim of its asker.

    `summary` says where they stand: what the ledger lists of the record, or the record itself where it is in no ledger.
    """
    read = Sentences(reading, summary.title)
    dates = Dates(reading)
    told: set[int] = set()
    for entry in reading.entries:
        if not isinstance(entry, KINDS):
            continue
        values = {**entry_to_dict(entry), "id": reading.known_as.get(entry.id, entry.id)}
        kind = "question" if isinstance(entry, Exchange) else entry.kind
        focus = focus_of(entry)
        for span, own in _stretches(entry, values):
            told.update(range(read.at(span.start), read.at(span.end - 1) + 1))
            start, end = read.stretches[read.at(span.start)] if read.stretches else (span.start, span.end)
            sentence = reading.record.text[min(start, span.start) : max(end, span.end)]
            terms = read.about(kind, span, focus)
            yield Claim(
                id=0,
                place=summary.located(span, speaker=own["speaker"], entry=values["id"]),
                kind=kind,
                values=own,
                sentence=sentence,
                said_by=_said_by(own),
                scope=read.scope(sentence),
                terms=terms,
                phrases=read.phrases(span, terms),
                **dates.of(entry.kind, span, own),
            )
    yield from _mentions(reading, summary, read, dates, told)


def _mentions(
    reading: Reading, summary: Summary | Record, read: Sentences, dates: Dates, told: AbstractSet[int]
) -> Iterator[Claim]:
    """Sentences in which nothing is claimed, but something spoken of: they tell when a matter was last on the table."""
    whose = answerable(reading)
    for number, (start, end) in enumerate(read.stretches):
        if number in told or not read.speaks_of_something(number):
            continue
        span = reading.record.cut(start, end)
        answer = whose.at(start, end)
        seed = f"mention|{reading.record.origin.text}|{start}-{end}"
        values = {
            "kind": "mention",
            "id": f"mention-{digest(seed.encode('utf-8', 'surrogatepass'))[:16]}",
            "voice": answer.voice,
            "confidence": 1.0,
            "rule": "comparison.mention",
        }
        terms = read.about("mention", span, ())
        yield Claim(
            id=0,
            place=summary.located(span, speaker=answer.speaker),
            kind="mention",
            values=values,
            sentence=span.text,
            said_by=answer.speaker,
            scope=read.scope(span.text),
            terms=terms,
            phrases=read.phrases(span, terms),
            **dates.of("mention", span, values),
        )


def _stretches(entry: Entry, values: dict[str, Any]) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Where an entry stands, and its values; each question of an exchange stands for itself."""
    if isinstance(entry, Passage):
        yield entry.span, values
    if isinstance(entry, Exchange):
        shared = {name: values[name] for name in ("kind", "id", "record", "asker", "outlet", "confidence", "speaker", "voice")}
        for question, own in zip(entry.questions, values["questions"], strict=True):
            yield question.span, {**shared, **own}


def _said_by(values: dict[str, Any]) -> str | None:
    """Whose statement it is."""
    name = values.get("holder") or values.get("raised_by") or values.get("asker") or values["speaker"]
    return str(name) if name else None
