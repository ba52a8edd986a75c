"""Bytes, text and places: what a record is, and how its text is cut.

Offsets are Unicode code points into `Record.text`, half open. Dates are ISO 8601 strings (`2024-06-27`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from servanda.errors import SpanError

RecordKind = Literal["transcript", "report", "communique", "agreement", "debate", "briefing"]
BlockKind = Literal["heading", "paragraph", "item", "cell", "aside"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a record's text. Made by `Record.cut`, so that `record.text[start:end] == text` holds."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    text: str
    """Exactly the record's text there: the evidence."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise SpanError(f"[{self.start}, {self.end}) is no span of {len(self.text)} characters")


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of the record on which one attribute of an entry stands."""

    attribute: str
    """Name of the attribute (`speaker`, `measure`, `published`)."""
    span: Span
    """Where it is said."""


@dataclass(frozen=True, slots=True)
class SpeakerHint:
    """Who speaks a block, where the markup itself says so (`<speech speakername=…>`, TEI `<u who=…>`)."""

    name: str | None
    """As printed in the markup; None where only an identifier is given."""
    utterance: int
    """Counts the utterances of the record from 0: blocks of one utterance are one turn."""
    identifier: str | None = None
    """The markup's own identifier of the person."""
    office: str | None = None
    """Office or constituency, as printed."""
    role: str | None = None
    """The markup's word for the part played (`chair`, `regular`, `guest`)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table cell. Blocks are in order, do not overlap, and hold all text but white space."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    """`aside` is what the markup itself marks as not spoken: a stage direction, a note, a time stamp, a caption."""
    level: int = 0
    """Depth of a heading or item, from 1; 0 where that means nothing."""
    strong: tuple[tuple[int, int], ...] = ()
    """Where the markup prints in bold or as a label, half-open offsets into the text."""
    speaker: SpeakerHint | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Which record, and which extraction of its text, an entry stands on."""

    record: str
    """SHA-256 of the record's bytes, hex."""
    text: str
    """SHA-256 of the record's text in UTF-8 (lone surrogates passed through), hex."""


def digest(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of a text, hex. Lone surrogates, which UTF-8 does not allow, are passed through so that no text is refused."""
    return digest(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a record, and what a reader needs to find and to weigh it."""

    record: str
    """SHA-256 of the record's bytes, hex."""
    source: str | None
    """Path or address as given."""
    title: str | None
    day: str | None
    """Day of the talks, else of publication."""
    start: int
    end: int
    text: str
    """Exactly the record's text there."""
    speaker: str | None = None
    """Who is answerable for the words; None for the publisher."""
    entry: str | None = None
    """Id of the entry that stands there, where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One published document as received, and what is known of it. What the record does not tell is None."""

    origin: Origin
    text: str
    """Decoded or extracted text; a byte order mark is dropped, line ends are kept."""
    blocks: tuple[Block, ...]
    content: bytes | None = field(default=None, repr=False)
    """The bytes as received; None where a text was given, not a file."""
    media_type: str = "text/plain"
    encoding: str | None = None
    """Character set the bytes were decoded by; None where the format has its own."""
    extractor: str = "plain/1"
    """Name and version of what turned bytes into text."""
    source: str | None = None
    """Path or address, as given."""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date on which it was published, where printed."""
    event_date: str | None = None
    """ISO date of the talks."""
    place: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    kind: RecordKind | None = None
    reference_date: str | None = None
    """ISO date against which words such as "today" are read: as asked for, else the event's, else the publication's."""
    grounds: tuple[Ground, ...] = ()
    """Where the record says its title, dates, place and so on. What came from markup or a file's name has none."""

    @property
    def day(self) -> str | None:
        """The day it is filed under (ISO): of the talks, else of its publication, else the one a user gave for it."""
        return self.event_date or self.published or self.reference_date

    def cut(self, start: int, end: int) -> Span:
        """The span [start, end). Raises `SpanError` where there is none."""
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"[{start}, {end}) is not in a record of {len(self.text)} characters", place=self.source)
        return Span(start, end, self.text[start:end])

    def trimmed(self, start: int, end: int) -> Span | None:
        """The span without white space at its ends; None where nothing is left."""
        piece = self.text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        return self.cut(left, right) if left < right else None

    def holds(self, span: Span) -> bool:
        """Whether the span's text is what stands there."""
        return self.text[span.start : span.end] == span.text

    def line(self, offset: int) -> int:
        """Number of the line an offset stands on, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def located(self, span: Span, *, speaker: str | None = None, entry: str | None = None) -> Place:
        """A stretch of it, as other records are shown it."""
        return Place(
            record=self.origin.record,
            source=self.source,
            title=self.title,
            day=self.day,
            start=span.start,
            end=span.end,
            text=span.text,
            speaker=speaker,
            entry=entry,
        )
