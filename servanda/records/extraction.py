"""What every form of document is turned into before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model import Block, RecordKind

PUBLISHER_LIMIT = 200
"""A publisher's or place's name longer than this is none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document's own markup says of it (`<meta>`, TEI header, front matter). None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date."""
    event_date: str | None = None
    """ISO date."""
    place: str | None = None
    language: str | None = None
    """ISO 639-1."""
    kind: RecordKind | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What became a `Problem` once the record exists: a code, a sentence, and where in the extracted text."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Text with its blocks, and how it was won."""

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    extractor: str
    """Name and version: what the same bytes became may change only together with it."""
    encoding: str | None = None
    facts: Facts = Facts()
    faults: tuple[Fault, ...] = ()
