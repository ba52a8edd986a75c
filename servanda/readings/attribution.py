"""The last step: who is answerable for each entry, and in which voice.

An entry inside a turn is its speaker's, unless it stands inside one of the publisher's insertions or in the turn's label, or in
words that he quotes from another, direct or mixed. In a report, what stands in reported words, indirect ones too, is their
source's. A communiqué and an agreement are the words of their parties. Everything else is the publisher's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from servanda.model import Entry, Exchange, Quotation, Reading, Turn
from servanda.readings.quotes.parties import joined
from servanda.readings.quotes.scene import Scene
from servanda.readings.spoken import body_start

_NESTED = 12
"""Quotations that may begin between the start of one and a place within it; reported words nest, but not without end."""


def attribute(reading: Reading) -> Reading:
    """Set `speaker` and `voice` of every entry."""
    answerable = _Answerable(reading)
    return replace(reading, entries=tuple(answerable.attributed(entry) for entry in reading.entries))


class _Answerable:
    """Whose the places of one record are."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.record.text
        self._turns = tuple(sorted(reading.of(Turn), key=lambda turn: turn.span.start))
        self._starts = [turn.span.start for turn in self._turns]
        contents = ((span.start, span.end, quotation) for quotation in reading.of(Quotation) for span in quotation.content)
        self._contents = sorted(contents, key=lambda item: item[:2])
        self._content_starts = [start for start, _, _ in self._contents]
        self._parties = _parties(reading)

    def attributed(self, entry: Entry) -> Entry:
        """The entry with whose it is."""
        if isinstance(entry, Turn):
            return replace(entry, voice="publisher" if entry.role == "publisher" else "speaker")
        place = entry.spans[0].start
        turn = self._turn_at(place)
        if isinstance(entry, Quotation):
            return replace(entry, voice="quoted", speaker=entry.source)
        if isinstance(entry, Exchange):
            return (
                replace(entry, voice="speaker", speaker=entry.asker or turn.speaker) if turn else replace(entry, speaker=None)
            )
        quotation = self._quotation_at(place, entry.spans[0].end, spoken=turn is not None)
        if quotation is not None:
            return replace(entry, voice="quoted", speaker=quotation.source)
        if turn is None and self._parties:
            return replace(entry, voice="speaker", speaker=self._parties)
        return replace(entry, voice="speaker" if turn else "publisher", speaker=turn.speaker if turn else None)

    def _turn_at(self, place: int) -> Turn | None:
        """The turn whose speaker's words stand at a place; None where they are the publisher's."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self._turns[index].span.end:
            return None
        turn = self._turns[index]
        return None if turn.role == "publisher" or _printed_by_publisher(turn, place, self._text) else turn

    def _quotation_at(self, start: int, end: int, *, spoken: bool) -> Quotation | None:
        """The innermost quotation with a known source that holds [start, end); in a turn, of direct or mixed speech only."""
        index = bisect_right(self._content_starts, start) - 1
        for left, right, quotation in reversed(self._contents[max(0, index - _NESTED) : index + 1]):
            holds = left <= start and end <= right and quotation.source is not None
            if holds and not (spoken and quotation.type == "indirect"):
                return quotation
        return None


def _parties(reading: Reading) -> str | None:
    """The parties whose words a communiqué or an agreement is; None for other records and where it does not name them."""
    if reading.record.kind not in ("communique", "agreement"):
        return None
    scene = Scene(reading, reading.of(Quotation))
    names = tuple(scene.sides or [party.name for party in scene.parties])
    return joined(names) if len(names) > 1 else None  # nobody declares jointly alone: a state merely mentioned is no party


def _printed_by_publisher(turn: Turn, offset: int, text: str) -> bool:
    """Whether a place in a turn is its label, what stands in brackets behind the label, or an insertion."""
    in_label = turn.label is not None and turn.label.start <= offset < body_start(turn, text)
    return in_label or any(span.start <= offset < span.end for span in turn.insertions)
