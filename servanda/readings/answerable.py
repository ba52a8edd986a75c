"""Whose the words at a place of a record are.

Words inside a turn are its speaker's, unless they stand inside one of the publisher's insertions or in the turn's label, or are
quoted from another, direct or mixed. In a report, what stands in reported words, indirect ones too, is their source's. A
communiqué and an agreement are the words of their parties. Everything else is the publisher's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from servanda.model import Quotation, Reading, Record, Turn, Voice
from servanda.readings.quotes.authors import is_chairs_own
from servanda.readings.quotes.mentions import is_writing
from servanda.readings.quotes.parties import joined
from servanda.readings.quotes.scene import Scene
from servanda.readings.spoken import body_start

_NESTED = 12
"""Quotations that may begin between the start of one and a place within it; reported words nest, but not without end."""
SURE = 0.6
"""Confidence of a quotation from which on what stands in its words is its source's: most of those between this and the point
from which on quotations are shown first are right (`python -m bench quotations` counts them)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is answerable for a stretch of text."""

    speaker: str | None
    """None for the publisher, and where a careful reader cannot tell."""
    voice: Voice
    turn: Turn | None = None
    """The turn it stands in, if it is spoken."""
    quotation: Quotation | None = None
    """The reported words it stands in, where their source is answerable."""


class Answerable:
    """Who is answerable for each stretch of one record. Made once its turns and quotations are known (see `answerable`)."""

    def __init__(self, reading: Reading) -> None:
        self.scene = Scene(reading, reading.of(Quotation))
        """Who is there, who has the floor, who takes part."""
        self._text = reading.record.text
        self._turns = tuple(sorted(reading.of(Turn), key=lambda turn: turn.span.start))
        self._starts = [turn.span.start for turn in self._turns]
        contents = ((span.start, span.end, quotation) for quotation in reading.of(Quotation) for span in quotation.content)
        self._contents = sorted(contents, key=lambda item: item[:2])
        self._content_starts = [start for start, _, _ in self._contents]
        self.parties = _parties(reading.record, self.scene)
        """The parties whose words a communiqué or an agreement is, joined; None for other records."""

    def at(self, start: int, end: int) -> Answer:
        """Who is answerable for [start, end)."""
        turn = self.turn_at(start)
        quotation = self._quotation_at(start, end, spoken=turn is not None)
        if quotation is not None and not is_writing(quotation.source or ""):
            return Answer(quotation.source, "quoted", turn, quotation)
        if quotation is not None and not (turn is None and self.parties):
            return Answer(None, "quoted", turn, quotation)  # a writing answers for nothing; its author is not named
        if turn is not None:
            return Answer(turn.speaker, "speaker", turn)
        return Answer(self.parties, "speaker") if self.parties else Answer(None, "publisher")

    def turn_at(self, place: int) -> Turn | None:
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
            sure = quotation.confidence >= SURE
            holds = left <= start and end <= right and quotation.source is not None and sure
            if holds and not (spoken and quotation.type == "indirect"):
                return quotation
        return None


def answerable(reading: Reading) -> Answerable:
    """Who is answerable for each stretch of a reading: made once for all that ask, as long as turns and quotations stay."""
    return reading.layer(_Kept).of(reading)


class _Kept:
    """What was made last for a record, with the turns and quotations that it was made of."""

    def __init__(self, record: Record) -> None:
        del record  # a layer is made of its record; this one waits for a reading
        self._made: tuple[tuple[Turn, ...], tuple[Quotation, ...], Answerable] | None = None

    def of(self, reading: Reading) -> Answerable:
        """The same again, or made anew where other turns or quotations are known."""
        turns, quotations = reading.of(Turn), reading.of(Quotation)
        if self._made is None or self._made[:2] != (turns, quotations):
            self._made = turns, quotations, Answerable(reading)
        return self._made[2]


def _parties(record: Record, scene: Scene) -> str | None:
    """The parties whose words a communiqué or an agreement is; None for other records and where it does not name them."""
    if scene.authors or record.kind not in ("communique", "agreement") or is_chairs_own(record):
        return joined(scene.authors) or None
    names = tuple(party.name for party in scene.parties)
    return joined(names) if len(names) > 1 else None  # nobody but a group declares jointly alone


def _printed_by_publisher(turn: Turn, offset: int, text: str) -> bool:
    """Whether a place in a turn is its label, what stands in brackets behind the label, or an insertion."""
    in_label = turn.label is not None and turn.label.start <= offset < body_start(turn, text)
    return in_label or any(span.start <= offset < span.end for span in turn.insertions)
