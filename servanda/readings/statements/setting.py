"""What a detector may ask of the record around a sentence: whose words they are, who is meant, what else stands there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from servanda.model import Figure, Instrument, Passage, Quotation, Reading, Record, Span, Time, Turn
from servanda.readings.answerable import Answer, answerable
from servanda.readings.layers import Stretch, sentences
from servanda.readings.quotes.scene import Scene
from servanda.readings.quotes.sources import meant_by

Kind = TypeVar("Kind", bound=Passage)

_WHOLE: tuple[type[Passage], ...] = (Time, Figure, Instrument)
"""What no statement cuts through."""
_BESIDE = 2
"""Entries of one kind before a place among which one may reach over it: one name may hold another."""


class Setting:
    """One record, its turns, times, figures, instruments and quotations known."""

    def __init__(self, reading: Reading) -> None:
        self.record: Record = reading.record
        self.answerable = answerable(reading)
        self._reading = reading
        self._inside: dict[type[Passage], tuple[list[int], list[Passage]]] = {}

    @property
    def scene(self) -> Scene:
        """Who is there, who has the floor, who takes part."""
        return self.answerable.scene

    @cached_property
    def mislabelled(self) -> frozenset[str]:
        """Speakers to whom a label gives another's office."""
        return frozenset(turn.speaker for turn in self._reading.of(Turn) if turn.speaker and turn.anomaly == "office_conflict")

    @cached_property
    def labels(self) -> dict[str, str]:
        """The first label under which each speaker is printed."""
        found: dict[str, str] = {}
        for turn in self._reading.of(Turn):
            if turn.speaker and turn.label:
                found.setdefault(turn.speaker, turn.label.text)
        return found

    @cached_property
    def government(self) -> str | None:
        """The state whose seat of government the record names, alone or far more often than any other's; else None."""
        return self.scene.government

    def answer(self, start: int, end: int) -> Answer:
        """Who is answerable for the words of [start, end)."""
        return self.answerable.at(start, end)

    def meant(self, start: int, end: int) -> str | None:
        """The person or body that the mention [start, end) means: full name, `A and B`; None where one cannot tell."""
        if (told := self._tellers.get((start, end))) is not None:
            return told
        answer = self.answer(start, end)
        return meant_by(self.scene, self.record.cut(start, end), answer.quotation)

    @cached_property
    def _tellers(self) -> dict[Stretch, str]:
        """Who is meant where words are reported and their source is known: there "they" are the same."""
        found = ((one.source_mention, one.source) for one in self._reading.of(Quotation))
        return {(mention.start, mention.end): source for mention, source in found if mention and source}

    def cut(self, start: int, end: int) -> Span:
        """A stretch of the record, which cuts through no time, figure or name of an instrument at its ends.

        Such ends move out: to the "p.m." of a time, the "nearly" of a figure, the mark that closes a bracket. Within a name a
        stretch may stand by itself.
        """
        for kind in _WHOLE:
            for entry in self._around(kind, start, end):
                inside = entry.span.start <= start and end <= entry.span.end
                if not (inside and kind is Instrument):
                    start, end = min(start, entry.span.start), max(end, entry.span.end)
        text = self.record.text
        unclosed = text.startswith(")", end) and text.count("(", start, end) > text.count(")", start, end)
        return self.record.cut(start, end + unclosed)

    def trimmed(self, start: int, end: int) -> Span | None:
        """The same, without white space at its ends; None where nothing else stands there."""
        span = self.record.trimmed(start, end)
        return self.cut(span.start, span.end) if span is not None else None

    def times(self, start: int, end: int) -> tuple[Time, ...]:
        """Times within a stretch; a year in the name of an instrument ("the 2030 Agenda") says nothing of when."""
        return tuple(time for time in self._within(Time, start, end) if not self._named(time.span))

    def in_time(self, start: int, end: int) -> bool:
        """Whether a stretch begins or ends within a time: the "Friday" of "by Friday, 3 May"."""
        return any(entry.span.start <= start and end <= entry.span.end for entry in self._around(Time, start + 1, end - 1))

    def figures(self, start: int, end: int) -> tuple[Figure, ...]:
        """Figures within a stretch."""
        return self._within(Figure, start, end)

    def instruments(self, start: int, end: int) -> tuple[Instrument, ...]:
        """Named instruments within a stretch."""
        return self._within(Instrument, start, end)

    def sentences_after(self, place: int, most: int) -> tuple[Stretch, ...]:
        """The sentences that begin behind a place, `most` of them."""
        ordered = self._reading.layer(sentences)
        first = bisect_left(ordered, (place, 0))
        return ordered[first : first + most]

    def sentence_before(self, place: int) -> Stretch | None:
        """The sentence that begins last before a place."""
        ordered = self._reading.layer(sentences)
        first = bisect_left(ordered, (place, 0))
        return ordered[first - 1] if first else None

    def _named(self, span: Span) -> bool:
        """Whether a span stands within the name of an instrument."""
        starts, entries = self._ordered(Instrument)
        after = bisect_left(starts, span.start + 1)
        return any(span.end <= entry.span.end for entry in entries[max(0, after - _BESIDE) : after])

    def _around(self, kind: type[Passage], start: int, end: int) -> Iterator[Passage]:
        """The entries of a kind within which a stretch begins or ends."""
        starts, entries = self._ordered(kind)
        for place in (start, end):
            for entry in entries[max(0, bisect_left(starts, place) - _BESIDE) : bisect_left(starts, place)]:
                if place < entry.span.end:
                    yield entry

    def _within(self, kind: type[Kind], start: int, end: int) -> tuple[Kind, ...]:
        starts, entries = self._ordered(kind)
        found = entries[bisect_left(starts, start) : bisect_left(starts, end)]
        return tuple(entry for entry in found if isinstance(entry, kind) and entry.span.end <= end)

    def _ordered(self, kind: type[Passage]) -> tuple[list[int], list[Passage]]:
        """The places where the entries of a kind begin, and these, in order."""
        if kind not in self._inside:
            ordered = sorted(self._reading.of(kind), key=lambda entry: entry.span.start)
            self._inside[kind] = [entry.span.start for entry in ordered], list(ordered)
        return self._inside[kind]
