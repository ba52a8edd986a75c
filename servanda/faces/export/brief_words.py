"""What the forms of a brief share: how its notes, and what it has no room for, are worded."""

from __future__ import annotations

from pathlib import PurePath

from servanda.comparison.findings.sentences.phrases import day_words
from servanda.faces.safety import one_line
from servanda.faces.wording import counted, shortened
from servanda.model import Brief, BriefNote, BriefSection

_TITLE = 70
"""Characters of a record's title that a note gives."""
_HEAD, _TAIL = 6, 4
"""Words at the beginning and the end of what a line gives in full, by which a note names them again."""
_FEW = 16
"""So many words a note gives again in full."""


def as_of(brief: Brief) -> str:
    """As of which day it holds, and from which day on things are told."""
    since = f", since {day_words(brief.since)}" if brief.since else ""
    return f"As of {day_words(brief.on)}{since}. {brief.looked_at}"


def caution() -> str:
    """What a brief says, and what it does not."""
    return (
        "Each line gives a record’s words and says whose they are, not that they are true. What was not found may still be so."
    )


def more_words(section: BriefSection) -> str:
    """How much of a section the two pages have no room for; empty where all is told."""
    return f"{counted(section.more, 'more line')} had no room here. To read on:" if section.more else ""


def told_in_full(brief: Brief) -> frozenset[int]:
    """Numbers of the notes whose words stand in the line uncut."""
    notes = {note.number: note for note in brief.notes}
    parts = (part for section in brief.sections for line in section.lines for part in line.parts if part.note)
    return frozenset(part.note for part in parts if part.note and _same(part.text, notes[part.note].place.text))


def _same(told: str, text: str) -> bool:
    bare = one_line(text).strip(' "“”«»,;:.').replace("“", "‘").replace("”", "’")
    return told.strip(" .") == bare


def note_words(note: BriefNote, *, in_full: bool) -> str:
    """The exact words; of those that the line has in full the first and the last, with an ellipsis between."""
    text = one_line(note.place.text).strip(' "“”«»')
    words = text.split()
    if in_full and len(words) > _FEW:
        return f"{' '.join(words[:_HEAD])} … {' '.join(words[-_TAIL:])}"
    return shortened(text, 480)


def note_place(note: BriefNote) -> str:
    """Whose words they are, and where they stand."""
    place = note.place
    who = note.said_by or "The publisher"
    words_of = f" in the words of {note.told_by}" if note.told_by else " in the record’s words" if note.reported else ""
    who = f"{who},{words_of}" if words_of else who
    title = f", “{shortened(place.title, _TITLE)}”" if place.title else ""
    name = PurePath(place.source).name if place.source else f"record {place.record[:12]}"
    where = f"{name}, line {note.line}, characters {place.start} to {place.end}"
    return one_line(f"{who}, {day_words(place.day)}{title}, {where}.")
