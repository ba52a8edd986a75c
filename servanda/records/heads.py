"""What a record says of itself: title, publisher, dates, place, language, kind; each with the words it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model import Block, RecordKind
from servanda.records.extraction import Extraction

__all__ = ["Head", "head_of"]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a record. None is unknown."""

    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    event_date: str | None = None
    place: str | None = None
    language: str | None = None
    kind: RecordKind | None = None
    grounds: tuple[tuple[str, int, int], ...] = ()
    """Attribute and offsets of the words it stands on."""


def head_of(extraction: Extraction, source: str | None, *, kind: RecordKind | None = None, language: str | None = None) -> Head:
    """What the record's markup, head and, in doubt, name say of it; `kind` and `language` as asked for go before."""
    facts = extraction.facts
    return Head(
        extraction.blocks,
        facts.title,
        facts.publisher,
        facts.published,
        facts.event_date,
        facts.place,
        language or facts.language,
        kind or facts.kind,
    )
