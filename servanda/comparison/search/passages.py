"""What a reading gives to search in: stretches of one voice, each long enough to be about something."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlalchemy import Connection

from servanda.ledger import Summary
from servanda.ledger import passages as kept
from servanda.ledger.passages import Stretch
from servanda.model import Block, Quotation, Reading, Turn
from servanda.readings.answerable import answerable
from servanda.readings.layers import sentences_in
from servanda.readings.spoken import body_start
from servanda.standing import shown_first

SHORT = 600
"""Characters: paragraphs of one voice are taken together up to here. The words of a question rarely fall in one short line."""
LONG = 1500
"""Characters: a longer paragraph is parted between sentences."""

_Piece = tuple[int, int, Turn | None]


def noted(reading: Reading, summary: Summary) -> Callable[[Connection, int], None]:
    """A reading's passages, ready to be kept."""
    return partial(kept.keep_passages, text=reading.record.text, found=tuple(passages_in(reading)), day=summary.day)


def forget(connection: Connection, reading_id: int) -> None:
    """Throw a reading's passages away."""
    kept.forget_passages(connection, reading_id)


def passages_in(reading: Reading) -> Iterator[Stretch]:
    """The passages of a reading: first what is said and printed, in the order of the text, then what is put in and quoted.

    Printed labels are left out: they say who speaks, and would be found instead of what is said.
    """
    record = reading.record
    parties = answerable(reading).parties if record.kind in ("communique", "agreement") else None
    turns = sorted(reading.of(Turn), key=lambda turn: turn.span.start)
    for start, end, turn in _taken_together(_pieces(record.blocks, turns, record.text)):
        for left, right in _parted(record.text, start, end):
            if not _says_something(record.text[left:right]):
                continue
            if turn is not None and turn.role != "publisher":
                yield Stretch(start=left, end=right, speaker=turn.speaker, voice="speaker")
            else:
                yield Stretch(start=left, end=right, speaker=parties, voice="speaker" if parties else "publisher")
    yield from _put_in(turns)
    yield from _quoted(reading, turns)


def _pieces(blocks: Iterable[Block], turns: list[Turn], text: str) -> Iterator[tuple[_Piece, bool]]:
    """Blocks, cut where turns begin and end, without labels; and whether it may follow the one before in one passage."""
    place = 0
    for block in blocks:
        start = block.start
        while start < block.end:
            while place < len(turns) and turns[place].span.end <= start:
                place += 1
            turn = turns[place] if place < len(turns) and turns[place].span.start <= start else None
            border = turn.span.end if turn else turns[place].span.start if place < len(turns) else block.end
            end = min(border, block.end)
            first = max(start, body_start(turn, text)) if turn and turn.role != "publisher" else start
            if first < end:
                yield (first, end, turn), block.kind not in ("heading", "aside")
            start = end


def _taken_together(pieces: Iterable[tuple[_Piece, bool]]) -> Iterator[_Piece]:
    """Short paragraphs of one turn as one piece."""
    open_: _Piece | None = None
    for (start, end, turn), follows in pieces:
        if open_ and follows and turn is open_[2] and end - open_[0] <= SHORT:
            open_ = (open_[0], end, turn)
            continue
        if open_:
            yield open_
        open_ = (start, end, turn)
    if open_:
        yield open_


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long stretch as runs of sentences."""
    if end - start <= LONG:
        yield start, end
        return
    left = right = start
    for begin, stop in sentences_in(text, start, end):
        if stop - left > LONG and right > left:
            yield left, right
            left = begin
        right = stop
    yield left, right


def _put_in(turns: Iterable[Turn]) -> Iterator[Stretch]:
    """The publisher's words within turns."""
    for turn in turns:
        if turn.role != "publisher":
            for span in turn.insertions:
                if _says_something(span.text):
                    yield Stretch(start=span.start, end=span.end, speaker=None, voice="publisher")


def _quoted(reading: Reading, turns: list[Turn]) -> Iterator[Stretch]:
    """Reported words whose source is known. What a speaker retells is the speaker's own, and nobody is quoted by himself."""
    starts = [turn.span.start for turn in turns]
    found: set[Stretch] = set()
    for quotation in reading.of(Quotation):
        sure = quotation.type != "indirect" or shown_first(quotation.kind, quotation.confidence)
        if quotation.source is None or not sure:
            continue
        place = bisect_right(starts, quotation.span.start) - 1
        turn = turns[place] if place >= 0 and quotation.span.start < turns[place].span.end else None
        if turn and turn.role != "publisher" and (quotation.type == "indirect" or turn.speaker == quotation.source):
            continue
        for span in quotation.content:
            if _says_something(span.text):
                found.add(Stretch(start=span.start, end=span.end, speaker=quotation.source, voice="quoted"))
    yield from sorted(found, key=lambda one: (one.start, one.end, one.speaker or ""))


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
