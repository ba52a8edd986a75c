"""The last step: who is answerable for each entry, and in which voice.

An entry inside a turn is its speaker's, unless it stands inside one of the publisher's insertions or in the turn's label;
everything else is the publisher's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from servanda.model import Entry, Exchange, Reading, Turn
from servanda.readings.spoken import body_start


def attribute(reading: Reading) -> Reading:
    """Set `speaker` and `voice` of every entry."""
    turns = tuple(sorted(reading.of(Turn), key=lambda turn: turn.span.start))
    starts = [turn.span.start for turn in turns]
    text = reading.record.text
    return replace(reading, entries=tuple(_attributed(entry, turns, starts, text) for entry in reading.entries))


def _attributed(entry: Entry, turns: tuple[Turn, ...], starts: list[int], text: str) -> Entry:
    first = entry.spans[0]
    if isinstance(entry, Turn):
        return replace(entry, voice="publisher" if entry.role == "publisher" else "speaker")
    index = bisect_right(starts, first.start) - 1
    turn = turns[index] if index >= 0 and first.start < turns[index].span.end else None
    if turn is None or turn.role == "publisher" or _printed_by_publisher(turn, first.start, text):
        return replace(entry, voice="publisher", speaker=None)
    speaker = entry.asker or turn.speaker if isinstance(entry, Exchange) else turn.speaker
    return replace(entry, voice="speaker", speaker=speaker)


def _printed_by_publisher(turn: Turn, offset: int, text: str) -> bool:
    """Whether a place in a turn is its label, what stands in brackets behind the label, or an insertion."""
    in_label = turn.label is not None and turn.label.start <= offset < body_start(turn, text)
    return in_label or any(span.start <= offset < span.end for span in turn.insertions)
