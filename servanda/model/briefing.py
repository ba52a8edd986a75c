"""A brief before a meeting: lines in plain sentences, and the notes that give the exact words behind each.

A line is a fixed template around words of records. Where its words are cut, an ellipsis says so; the note has all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.model.text import Place

BriefSectionName = Literal["meeting", "due", "done", "changed", "contradicted", "open", "promised", "positions", "said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefNote:
    """The exact words behind a part of a line, and where they stand."""

    number: int
    """Counts the notes of a brief from 1."""
    place: Place
    """The sentence; `entry` is the entry in it that the line tells."""
    own: Place
    """That entry's own words."""
    said_by: str | None
    """Whose statement it is; None for the publisher."""
    told_by: str | None = None
    """Who tells it, where that is a speaker other than the one whose statement it is."""
    reported: bool = False
    """Whether the words are the publisher's, who reports the statement."""
    line: int
    """Line of the record on which the words begin, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPart:
    """A part of a line: a record's words where it has a note, else the template's."""

    text: str
    note: int | None = None
    """Number of the note that gives these words in full. They are one line, without the quotation marks around them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One thing to know, in one or two sentences."""

    parts: tuple[BriefPart, ...]

    @property
    def text(self) -> str:
        """The whole line as it is read aloud."""
        return "".join(f"“{part.text}”" if part.note else part.text for part in self.parts)

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of its notes, in the order in which they are named."""
        return tuple(part.note for part in self.parts if part.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """What there is to know of one sort, the most important first."""

    name: BriefSectionName
    title: str
    lines: tuple[BriefLine, ...] = ()
    more: int = 0
    """Lines that the two pages have no room for."""
    command: str | None = None
    """The command that shows all of them."""
    nothing: str | None = None
    """Where there are no lines: in how many records nothing was found, and until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What to know before the next meeting, in two pages."""

    title: str
    subject: str
    """Name of the person, body, state or matter that it is about."""
    on: str
    """Day (ISO) as of which it holds."""
    since: str | None
    """Day from which on records are told of; None for all."""
    last_meeting: str | None
    """Day of the last meeting that records tell of."""
    desk: str | None = None
    """What users set for the matter, in no record."""
    looked_at: str
    """In how many records was looked, of which days, and what was left out: one or two sentences."""
    records: int
    last_record: str | None
    """Day of the last record that was looked at."""
    sections: tuple[BriefSection, ...]
    notes: tuple[BriefNote, ...]
