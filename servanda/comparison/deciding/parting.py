"""Which sentences of a turn a person means who puts a part of it down to another speaker."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.errors import UsageError
from servanda.model import Reading, Turn
from servanda.readings.layers import Stretch, paragraphs
from servanda.readings.spoken import body_start, speech


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn. The first begins where the turn does, with its printed label, and the last ends where it does."""

    start: int
    end: int
    words: str
    """What is spoken of it, without the label."""


def sentences_of(reading: Reading, turn: Turn) -> tuple[Sentence, ...]:
    """The sentences of a turn, in order; none begins or ends within words that the publisher put in."""
    spoken = speech(reading, turn)
    found = [(spoken.start + start, spoken.start + end) for start, end in spoken.sentences(reading.layer(paragraphs))]
    if not found:
        found = [(body_start(turn, reading.record.text), turn.span.end)]
    made = []
    for index, (start, end) in enumerate(found):
        left = turn.span.start if index == 0 else start
        right = turn.span.end if index == len(found) - 1 else end
        made.append(Sentence(left, right, reading.record.text[start:end]))
    return tuple(made)


def sentences_with(
    reading: Reading, turn: Turn, *, words: str | None = None, first: str | None = None, last: str | None = None
) -> Stretch:
    """The stretch of a turn's sentences that have some words, or from the one with `first` up to the one with `last`.

    Without `first` it goes from the turn's beginning, without `last` to its end. Raises `UsageError` where words do not stand
    in the turn, or more than once, so that it is not known which are meant.
    """
    if words is not None:
        if first is not None or last is not None:
            raise UsageError("words and where they begin or end were both given", remedy="give one of them")
        first = last = words
    sentences = sentences_of(reading, turn)
    start = turn.span.start if first is None else _with(reading, turn, sentences, first)[0]
    end = turn.span.end if last is None else _with(reading, turn, sentences, last)[1]
    if start >= end:
        raise UsageError("the last of these sentences stands before the first", remedy="exchange them")
    return start, end


def _with(reading: Reading, turn: Turn, sentences: tuple[Sentence, ...], words: str) -> Stretch:
    """The sentences on which some words stand."""
    text, wanted = reading.record.text, words.strip()
    begin = body_start(turn, text)
    place = text.find(wanted, begin, turn.span.end)
    if not wanted or place < 0:
        raise UsageError(f"{words!r} does not stand in the turn", place=turn.id, remedy="copy words from it, to the letter")
    if text.find(wanted, place + 1, turn.span.end) >= 0:
        raise UsageError(f"{words!r} stands in the turn more than once", place=turn.id, remedy="give more words")
    on = [one for one in sentences if one.start < place + len(wanted) and place < one.end]
    if not on:
        raise UsageError(f"{words!r} is not spoken: the publisher put it in", place=turn.id, remedy="give words of the turn's")
    return on[0].start, on[-1].end
