"""The last step: who is answerable for each entry, and in which voice (see `answerable`)."""

from __future__ import annotations

from dataclasses import replace

from servanda.model import Commitment, Entry, Exchange, Forecast, Position, Progress, Quotation, Reading, Turn
from servanda.readings.answerable import Answerable, answerable


def attribute(reading: Reading) -> Reading:
    """Set `speaker` and `voice` of every entry, and the holder of a statement that has none of its own."""
    whose = answerable(reading)
    return replace(reading, entries=tuple(_held(_attributed(entry, whose)) for entry in reading.entries))


def _attributed(entry: Entry, whose: Answerable) -> Entry:
    if isinstance(entry, Turn):
        return replace(entry, voice="publisher" if entry.role == "publisher" else "speaker")
    first = entry.spans[0]
    if isinstance(entry, Quotation):
        return replace(entry, voice="quoted", speaker=entry.source)
    if isinstance(entry, Exchange):
        turn = whose.turn_at(first.start)
        return replace(entry, voice="speaker", speaker=entry.asker or turn.speaker) if turn else replace(entry, speaker=None)
    answer = whose.at(first.start, first.end)
    return replace(entry, voice=answer.voice, speaker=answer.speaker)


def _held(entry: Entry) -> Entry:
    if isinstance(entry, Commitment | Progress | Position | Forecast) and entry.holder is None:
        return replace(entry, holder=entry.speaker)
    return entry
