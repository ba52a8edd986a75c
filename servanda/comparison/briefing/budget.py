"""How much room the lines of a brief take on two pages of A4, in lines of print."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from servanda.comparison.briefing.lines import Cited
from servanda.model import BriefNote

PAGES = 121.0
"""Lines of print that two pages hold."""
FURNITURE = 26.0
"""Of these what the title, what was looked at and the headings take, with the lines that say that there is more."""
_COLUMNS = 96
"""Characters of a line of print."""
_NOTE_COLUMNS = 118
_NOTE_HEIGHT = 0.82
"""Height of a line of a note, against one of the text."""
_NOTE_TAIL = 110
"""Characters of a note that tell whose its words are, and where they stand."""
_AGAIN = 60
"""Characters by which a note names words again that the line has in full."""
_NOTE_WORDS = 420
"""Characters of exact words that a note prints at most."""
_GAP = 0.35
"""Room between two lines of a brief."""


def line(parts: Sequence[str | tuple[Cited, BriefNote]]) -> float:
    """The room that a line of a brief takes with its notes."""
    text = sum(len(part) if isinstance(part, str) else len(part[0].words) + 5 for part in parts)
    notes = (_note(*part) for part in parts if not isinstance(part, str))
    return ceil(text / _COLUMNS) + _GAP + sum(ceil(length / _NOTE_COLUMNS) * _NOTE_HEIGHT for length in notes)


def _note(cited: Cited, note: BriefNote) -> int:
    """The length of a note: of words that the line has in full it gives the first and the last only."""
    whole = len(note.place.text)
    in_full = "…" not in cited.words and len(cited.words) * 10 >= whole * 9
    return min(whole, _AGAIN if in_full else _NOTE_WORDS) + _NOTE_TAIL
