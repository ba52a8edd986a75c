"""What a turn says: its words without the label and without the publisher's insertions, at the record's own offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from servanda.model import Reading, Turn
from servanda.readings.layers import Stretch, paragraphs, sentences_in

_AFTER_LABEL = re.compile(r"\s*(?:\([^()\n]{0,80}\)\s*){0,2}[:.]?\s*")
_BRACKETED = re.compile(r"\([^()\n]{0,60}\)|\\?\[[^\[\]\n]{0,60}\]")


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a turn. `text` is as long as the record's own stretch; what the publisher put in is blanked."""

    start: int
    """Where `text` begins in the record."""
    text: str

    def sentences(self, borders: tuple[Stretch, ...]) -> list[Stretch]:
        """Sentences as offsets into `text`, none across the border of a paragraph. `borders` are the record's paragraphs."""
        end = self.start + len(self.text)
        index = max(0, bisect_right(borders, (self.start, end)) - 1)
        found: list[Stretch] = []
        while index < len(borders) and borders[index][0] < end:
            left, right = max(borders[index][0], self.start), min(borders[index][1], end)
            if left < right:
                found.extend(sentences_in(self.text, left - self.start, right - self.start))
            index += 1
        return found


def body_start(turn: Turn, text: str) -> int:
    """Where a turn's own words begin: after the label, what stands in brackets behind it, and the colon."""
    if turn.label is None:
        return turn.span.start
    match = _AFTER_LABEL.match(text, turn.label.end, turn.span.end)
    return min(match.end() if match else turn.label.end, turn.span.end)


def speech(reading: Reading, turn: Turn, limit: int | None = None) -> Speech:
    """The words of a turn, or the first `limit` characters of them."""
    text = reading.record.text
    start = body_start(turn, text)
    end = turn.span.end if limit is None else min(turn.span.end, start + limit)
    words = text[start:end]
    for span in turn.insertions:
        if start <= span.start < end:
            left, right = span.start - start, min(span.end, end) - start
            words = words[:left] + " " * (right - left) + words[right:]
    return Speech(start, _BRACKETED.sub(_blank, words))


CAPTIONS = frozenset(("text/vtt", "application/x-subrip"))
"""Media types whose lines and paragraphs end where the screen does, not where a sentence does."""


def said_sentences(reading: Reading, spoken: Speech) -> list[Stretch]:
    """The sentences of a speech, as offsets into its text."""
    if reading.record.media_type in CAPTIONS:
        return list(sentences_in(spoken.text, 0, len(spoken.text)))
    return spoken.sentences(reading.layer(paragraphs))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
