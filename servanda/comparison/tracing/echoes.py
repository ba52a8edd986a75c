"""Who repeated words later, and how: by day, with whose they are there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from servanda.comparison.tracing.holding import Judged, Tracer
from servanda.comparison.tracing.items import Item
from servanda.errors import UsageError
from servanda.ledger import Ledger, Summary
from servanda.ledger.tracing import looked_through
from servanda.model import Echoes, Record, Source
from servanda.readings.layers import Stretch, sentences_in

_FEW = 6
"""Words of an entry below which its whole sentence is looked for: "28 programmes" are said by many of many things."""
_LONG = 400
"""Words beyond which it is a speech, whose sentences must be asked for one by one."""


def echoes(ledger: Ledger, ref: str, *, on: str | None = None) -> Echoes:
    """The later places that have the words of an entry, exactly or altered, up to a day.

    Later is what a record of a later day says, another record of the same day, or the same record further on. Raises
    `NotFoundError` where there is no such entry, `UsageError` where it is a whole speech.
    """
    summary, values = ledger.entry(ref)
    record = ledger.reading(summary.record).record
    parts = _parts(values, record)
    if sum(len(record.text[start:end].split()) for start, end in parts) > _LONG:
        raise UsageError(f"{ref} is a whole speech", remedy="name an entry within it: a commitment, a quotation, a figure")
    holder = values.get("holder") or values.get("source") or values.get("speaker")
    item = Item("quotation", parts, str(holder) if holder else None)
    with ledger.reads() as connection:
        tracer = Tracer(connection, record.text, record.origin.text, on)
        judged = tracer.everywhere(item)
        found = [_as_words(tracer.source(one)) for one in judged if _is_later(one, summary, record, item)]
        records, until = looked_through(connection, on)
    return Echoes(
        words=_first(values, summary, record, item),
        echoes=tuple(sorted(found, key=_by_day)),
        records=records,
        until=until,
    )


def _as_words(source: Source) -> Source:
    """A place told by its words alone: whose they are there is told by speaker and voice."""
    return replace(source, verdict="altered" if source.differences else "exact")


def _parts(values: dict[str, Any], record: Record) -> tuple[Stretch, ...]:
    """Where the words of an entry stand; of a short one its whole sentence."""
    content = values.get("content") or values.get("questions") or [values]
    parts = tuple((part["start"], part["end"]) for part in content)
    if sum(len(record.text[start:end].split()) for start, end in parts) >= _FEW:
        return parts
    start, end = parts[0][0], parts[-1][1]
    block = next((block for block in record.blocks if block.start <= start and end <= block.end), None)
    around = sentences_in(record.text, block.start, block.end) if block else ()
    return next(((sentence,) for sentence in around if sentence[0] <= start and end <= sentence[1]), parts)


def _is_later(judged: Judged, summary: Summary, record: Record, item: Item) -> bool:
    row, laid = judged.laid.row, judged.laid
    if row.text_sha256 == record.origin.text:
        return laid.start >= item.end
    return row.day is not None and (summary.day is None or row.day >= summary.day)


def _by_day(source: Source) -> tuple[str, str, int]:
    return source.place.day or "", source.place.record, source.place.start


def _first(values: dict[str, Any], summary: Summary, record: Record, item: Item) -> Source:
    """The words, where the entry stands."""
    return Source(
        place=summary.located(record.cut(item.start, item.end), speaker=item.given_to, entry=values["id"]),
        voice=values["voice"],
        line=record.line(item.start),
        verdict="exact",
    )
