"""What the ledger tells of a record in a list, and of an append."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from servanda.ledger.store import Found
from servanda.model import Place, Span


@dataclass(frozen=True, slots=True)
class Appended:
    """What appending a reading did."""

    new: bool
    """Whether anything changed: False where this very reading is what the document says already."""
    record: str
    """SHA-256 of the record's bytes, hex."""
    entries: int
    """Entries in the reading."""
    problems: int
    """Problems in the reading."""
    private: bool = False
    """Whether it is kept as a private record."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One record as `list` shows it. What the record does not tell is None."""

    record: str
    """SHA-256 of the record's bytes, hex."""
    source: str | None
    """Path or address as given."""
    title: str | None
    publisher: str | None
    published: str | None
    event_date: str | None
    reference_date: str | None
    kind: str | None
    language: str | None
    characters: int
    counts: Mapping[str, int]
    """How many entries of each kind, by the kind's outward name; kinds with none are left out. Problems are apart."""
    problems: int
    reader: str
    """Name and version of what read it."""
    read_at: str | None
    """When, as the caller said; None where he did not."""

    @property
    def id(self) -> str:
        """The record's id in the outward form, which every `ref` of a ledger accepts."""
        return f"record-{self.record[:16]}"

    @property
    def day(self) -> str | None:
        """The day the record is filed under (ISO): of the talks, else of its publication, else the one a user gave for it."""
        return self.event_date or self.published or self.reference_date

    def located(self, span: Span, *, speaker: str | None = None, entry: str | None = None) -> Place:
        """A stretch of the record, as others are shown it."""
        return Place(
            record=self.record,
            source=self.source,
            title=self.title,
            day=self.day,
            start=span.start,
            end=span.end,
            text=span.text,
            speaker=speaker,
            entry=entry,
        )


def summary_of(row: Found) -> Summary:
    """What a list shows of a version."""
    facts = json.loads(row.facts)
    return Summary(
        record=row.sha256,
        source=json.loads(row.source),
        title=facts["title"],
        publisher=facts["publisher"],
        published=facts["published"],
        event_date=facts["event_date"],
        reference_date=facts["reference_date"],
        kind=facts["record_kind"],
        language=facts["language"],
        characters=facts["characters"],
        counts=json.loads(row.counts),
        problems=row.problems,
        reader=row.reader,
        read_at=row.read_at,
    )
