"""What in a text is held against the records: quotations, what is told as somebody's, and sentences set down without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.model import HeldKind, Quotation, Reading, Time, Turn
from servanda.readings.layers import Stretch, paragraphs, sentences
from servanda.readings.quotes.cues import group
from servanda.readings.quotes.marks import Marked, marked_stretches

_WORDS = 4
"""Words between marks that nobody is named for, from which on they may be speech and no title, term or word held with tongs."""
_SENTENCE = 10
"""Words of a sentence that is looked for though nothing marks it as another's."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_REST = 5
"""Words that are told as somebody's beside words between marks, from which on they are held too."""


@dataclass(frozen=True, slots=True)
class Item:
    """Words that are held against the records."""

    kind: HeldKind
    parts: tuple[Stretch, ...]
    """Where they stand, in order: an inserted "he said" parts them."""
    given_to: str | None
    told: bool = False
    """Whether they are retold, so that tenses and persons may have turned."""
    shown: bool = True

    @property
    def start(self) -> int:
        """Where the first part begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.parts[-1][1]


def items_in(reading: Reading) -> list[Item]:
    """What is held of a text, in its order."""
    text = reading.record.text
    marked = [one for one in marked_stretches(text, reading.layer(paragraphs)) if _length(text, one.start, one.end)]
    found = [item for quotation in reading.of(Quotation) for item in _of_quotation(reading, quotation, marked)]
    taken = [part for item in found for part in item.parts]
    for one in marked:
        if one.level == 1 and _length(text, one.start, one.end) >= _WORDS and not _touched(one.start, one.end, taken):
            found.append(Item("quotation", ((one.start, one.end),), None))
            taken.append((one.start, one.end))
    found += _unmarked(reading, taken)
    kept = [item for item in dict.fromkeys(found) if not (item.told and any(_inside(item, other) for other in found))]
    return sorted(kept, key=lambda item: (item.start, item.end, item.given_to or ""))


def _inside(item: Item, other: Item) -> bool:
    """Whether what is retold stands within words between marks: those are held as they stand."""
    return not other.told and any(start <= item.start and item.end <= end for start, end in other.parts)


def _of_quotation(reading: Reading, quotation: Quotation, marked: Sequence[Marked]) -> Iterator[Item]:
    """However sure the reading is of it: who has a draft traced asks for all that it gives to others."""
    text = reading.record.text
    source = quotation.source and _as_named(text, quotation.source)
    parts = tuple((span.start, span.end) for span in quotation.content)
    if quotation.type == "direct" and not _opens_outside(text, parts, marked):
        for together in _continued(text, parts):
            yield Item("quotation", together, source)
        return
    inner = [one for one in marked if any(start <= one.start and one.end <= end for start, end in parts)]
    outermost = [one for one in inner if not any(other is not one and _holds(other, one) for other in inner)]
    between = tuple((one.start, one.end) for one in outermost if _length(text, one.start, one.end) > 2)
    for stretch in between:
        yield Item("quotation", (stretch,), source)
    rests = [rest for part in parts for rest in _without(part, between)]
    told = tuple(
        rest
        for rest in rests
        if not between or (_length(text, *rest) - _dated(reading, *rest) >= _REST and not _leads_in(text, rest, between))
    )
    if told:
        yield Item("attribution", told, source, told=True, shown=source is not None)


def _opens_outside(text: str, parts: Sequence[Stretch], marked: Sequence[Marked]) -> bool:
    """Whether a quotation begins with a "that" before its marks: it is no word of the speaker's."""
    begins = [one.start for one in marked if parts[0][0] < one.start < parts[0][1]]
    return bool(begins) and text[parts[0][0] : min(begins)].strip().lower() == "that"


def _leads_in(text: str, rest: Stretch, between: Sequence[Stretch]) -> bool:
    """Whether words are but the head of a clause whose verb stands between marks: "that Ardania would “open it”"."""
    joined = any(not text[rest[1] : start].strip() for start, _ in between if start >= rest[1])
    last = text[slice(*rest)].split()[-1:]
    return joined and bool(last) and group(last[0].lower()) in ("aux", "modal", "be")


def _continued(text: str, parts: Sequence[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """Parts that are one quotation: where a sentence ends between two, the second may be of another place."""
    run: list[Stretch] = []
    for part in parts:
        if run and _SENTENCE_END.search(text[run[-1][1] : part[0]]):
            yield tuple(run)
            run = []
        run.append(part)
    yield tuple(run)


def _without(part: Stretch, others: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch outside others."""
    at, end = part
    for left, right in others:
        if at <= left and right <= end:
            if left > at:
                yield at, left
            at = right
    if at < end:
        yield at, end


def _unmarked(reading: Reading, taken: Sequence[Stretch]) -> Iterator[Item]:
    """Sentences in the publisher's own text, which may be another's, set down without marks."""
    text = reading.record.text
    spoken = [(turn.span.start, turn.span.end) for turn in reading.of(Turn) if turn.role != "publisher"]
    for start, end in reading.layer(sentences):
        if _length(text, start, end) >= _SENTENCE and not _touched(start, end, taken) and not _touched(start, end, spoken):
            yield Item("repeated", ((start, end),), None)


def _touched(start: int, end: int, others: Sequence[Stretch]) -> bool:
    return any(left < end and start < right for left, right in others)


def _holds(outer: Marked, inner: Marked) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _as_named(text: str, name: str) -> str:
    """A name as far as the text has it: who "Mr Weller" is with a given name, the reader of a draft only guesses."""
    words = name.split()
    there = [word for word in words if word in text]
    return " ".join(there) if there and words[-1] in there else name


def _dated(reading: Reading, start: int, end: int) -> int:
    """Words of a stretch that only say when."""
    times = (one.span for one in reading.of(Time) if start <= one.span.start and one.span.end <= end)
    return sum(len(span.text.split()) for span in times)


def _length(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())
