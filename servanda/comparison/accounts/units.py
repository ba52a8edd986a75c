"""What one account tells, cut into stretches that each tell one thing.

A sentence is cut where a main clause, a second thing reported or another item of the agenda begins, so that what one account
puts in one sentence can meet what another puts in three. Questions, headlines and the publisher's insertions are no account.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from servanda.comparison.accounts.sides import Source
from servanda.comparison.claims.about import Sentences
from servanda.comparison.meetings.telling import in_sentence
from servanda.comparison.people import spelling
from servanda.comparison.relations.likeness import weights_of
from servanda.model import (
    Account,
    Commitment,
    Entry,
    Figure,
    Instrument,
    Position,
    Progress,
    Quotation,
    Reading,
    Time,
    Topic,
    Turn,
)
from servanda.model.statements import grounds_of
from servanda.readings.answerable import Answerable, answerable
from servanda.readings.grammar import Clause, Sentence, analyse
from servanda.words import words

_STATEMENTS = (Commitment, Position, Progress, Topic, Instrument, Figure)
"""What can stand in a stretch, the weightiest kind first."""
_LEAST = 3.0
"""Bits of meaning that each part of a sentence must have, if it is cut there."""
_AGREEING = re.compile(r"\b(?:agree|decid|resolv|accept)", re.IGNORECASE)
"""How verbs begin that tell of what was done, and not only that something was said."""
_SHORTEST = 12
"""Characters of a stretch that tells something."""
_MARKS = " ,;–—\t\r\n"
_LINKS = ("as well as", "and", "but", "while", "whereas", "with", "that")
"""Words that lead into the next part of a sentence, and belong to neither."""
_TALKING = frozenset(("discuss", "review", "address", "consider", "exchange"))
"""Verbs that lead from the talks to what they were on."""
_COUNTED = 10
"""Things from which on a number of them is told for the number's sake."""
_OPENING = 6
"""Sentences of an account in which it may tell that the talks took place."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of an account that tells one thing."""

    account: int
    start: int
    end: int
    text: str
    speaker: str | None
    """Who is answerable for the words."""
    reported: frozenset[str] = frozenset()
    """Keys of the names of those whose words or acts the account says it tells, other than its own teller."""
    told: str = ""
    """Its words without those that say who said it, and that it was said."""
    entries: tuple[Entry, ...] = field(default=(), compare=False, repr=False)
    times: tuple[Time, ...] = field(default=(), compare=False, repr=False)
    occasion: bool = False
    """Whether it says that the talks took place, and nothing else is known of it."""
    sentence: int = 0
    """Where the sentence begins from which it was cut."""
    exchange: tuple[str, int] = ("", 0)
    """The record, and where the question begins that it was said in answer to; 0 before the first question."""

    @property
    def kind(self) -> str:
        """The weightiest entry that stands there."""
        weightiest = self._weightiest()
        return weightiest.kind if weightiest else "sentence"

    @property
    def entry(self) -> str | None:
        """The id of the weightiest entry that stands there."""
        weightiest = self._weightiest()
        return weightiest.id if weightiest else None

    def _weightiest(self) -> Entry | None:
        return next((one for kind in _STATEMENTS for one in self.entries if isinstance(one, kind) and _is_telling(one)), None)


def _is_telling(entry: Entry) -> bool:
    """Whether an entry makes a stretch a statement: "two presidents" is a figure, and says nothing by itself."""
    if not isinstance(entry, Figure):
        return True
    return entry.unit == "%" or entry.period is not None or entry.value is None or abs(entry.value) >= _COUNTED


def units_of(source: Source, account: Account, number: int) -> list[Unit]:
    """The stretches of one account, in the order of the text."""
    return list(_Account(source, account, number).units())


class _Account:
    def __init__(self, source: Source, account: Account, number: int) -> None:
        reading = source.reading
        self._account, self._number = account, number
        self._text = reading.record.text
        self._whose: Answerable = answerable(reading)
        self._sentences = Sentences(reading, source.summary.title).stretches
        self._entries = sorted(
            (one for one in reading.entries if isinstance(one, (*_STATEMENTS, Quotation, Time))),
            key=lambda one: one.spans[0].start,
        )
        self._starts = [one.spans[0].start for one in self._entries]
        self._turns = tuple(turn for turn in reading.of(Turn) if turn.role != "publisher")
        self._principal = any(turn.role == "principal" for turn in self._turns)
        self._questions = sorted(turn.span.start for turn in self._turns if turn.role == "asker")
        self._record = source.summary.record
        self._body = _body_of(reading, source.summary.title)

    def units(self) -> Iterator[Unit]:
        told = 0
        for start, end in self._sentences:
            if not self._is_told(start, end):
                continue
            told += 1
            for left, right in self._parts(start, end):
                yield self._unit(left, right, sentence=start, opening=told <= _OPENING)

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a sentence belongs to the account."""
        if end - start < _SHORTEST:
            return False
        if not self._turns:
            return start >= self._body and _is_sentence(self._text, start, end)
        turn = self._whose.turn_at(start)
        if turn is None or turn.role == "asker" or not _is_sentence(self._text, start, end):
            return False
        if self._account.speaker is not None:
            return turn.speaker == self._account.speaker
        return turn.role == "principal" if self._principal else not _plays_a_part(turn)

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut where it goes on to another thing, as far as each part tells enough."""
        sentence = analyse(self._text, start, end)
        inside = self._within(start, end)
        items = {*_item_cuts(inside), *_purpose_cuts(sentence)}
        left = start
        for place in sorted({*_clause_cuts(sentence), *items}):
            parts = (self._text[left:place], self._text[place:end])
            if start < place < end and (place in items or all(_bits(part) >= _LEAST for part in parts)):
                yield _trimmed(self._text, left, place)
                left = place
        yield _trimmed(self._text, left, end)

    def _unit(self, start: int, end: int, *, sentence: int, opening: bool) -> Unit:
        inside = self._within(start, end)
        answer = self._whose.at(start, end)
        quotations = [one for one in inside if isinstance(one, Quotation)]
        reported = [one.source for one in quotations if one.source] or self._holder(inside)
        text = self._text[start:end]
        return Unit(
            account=self._number,
            start=start,
            end=end,
            text=text,
            speaker=answer.speaker,
            reported=_keys(reported) - _keys([self._account.speaker or ""]),
            told=_without_cues(text, start, quotations),
            entries=tuple(one for one in inside if not isinstance(one, (Quotation, Time))),
            times=tuple(one for one in inside if isinstance(one, Time)),
            occasion=opening and in_sentence(text) is not None and not quotations,
            sentence=sentence,
            exchange=(self._record, self._asked(start)),
        )

    def _asked(self, place: int) -> int:
        """Where the last question before a place begins; 0 where nothing was asked yet."""
        index = bisect_right(self._questions, place)
        return self._questions[index - 1] if index else 0

    @staticmethod
    def _holder(inside: Iterable[Entry]) -> list[str]:
        """Whose statement stands there, where nobody is quoted."""
        names = (getattr(one, "holder", None) or getattr(one, "raised_by", None) for one in inside)
        return [str(next(filter(None, names), ""))]

    def _within(self, start: int, end: int) -> list[Entry]:
        """The entries of which at least half stands in a stretch, or that hold all of it."""
        first = bisect_left(self._starts, start - _REACH)
        last = bisect_right(self._starts, end)
        return [one for one in self._entries[first:last] if _is_there(one, start, end)]


_REACH = 1000
"""Characters before a stretch in which what holds it may begin."""


def _is_there(one: Entry, start: int, end: int) -> bool:
    span = one.spans[0]
    if isinstance(one, Topic):
        span = next(iter(grounds_of(one, "matter")), span)
    shared = min(span.end, end) - max(span.start, start)
    return shared > 0 and 2 * shared >= min(span.end - span.start, end - start)


def _body_of(reading: Reading, title: str | None) -> int:
    """Where a record begins that prints no speakers: behind its title."""
    for ground in reading.record.grounds:
        if ground.attribute == "title":
            return ground.span.end
    place = reading.record.text.find(title) if title else -1
    return place + len(title or "") if place >= 0 else 0


def _plays_a_part(turn: Turn) -> bool:
    """Whether a turn is that of somebody who only leads the talk."""
    label = turn.label.text.strip(" :").lower() if turn.label else ""
    return label in words("leads-talks")


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether a stretch is more than a line with a date or a sign: it has a verb, or tells of talks, or ends as a sentence."""
    return bool(analyse(text, start, end).clauses) or in_sentence(text[start:end]) is not None


def _clause_cuts(sentence: Sentence) -> Iterator[int]:
    """Where a sentence goes on to another thing: a main clause, a second thing reported, a participle behind a comma."""
    reported: set[int | None] = set()
    begun = False
    for one in sentence.clauses:
        if _is_main(one):
            if begun and (one.inherits or _parted(sentence.text, one.start)):
                yield one.start
            begun = True
        elif one.inherits and one.verb.finite and one.verb.modal is None and one.head in ("", "that"):
            yield one.start
        elif one.head == "that" and not one.inherits:
            if one.parent in reported:
                yield one.start
            reported.add(one.parent)
        elif one.head == "-ing" and sentence.text[: one.start].rstrip().endswith(","):
            yield one.start


def _purpose_cuts(sentence: Sentence) -> Iterator[int]:
    """Where it goes on from the talks to what they were on: "held a call to discuss trade"."""
    for one in sentence.clauses:
        if one.head == "to" and one.verb.lemma in _TALKING and in_sentence(sentence.text[sentence.start : one.start]):
            yield one.start


def _is_main(one: Clause) -> bool:
    return one.parent is None and not one.head


def _parted(text: str, start: int) -> bool:
    """Whether a mark stands before a clause, or before the small word that joins it to the one before."""
    before = text[:start].rstrip()
    for link in _LINKS:
        before = before.removesuffix(f" {link}").rstrip()
    return before.endswith((",", ";", ":", " –", " —", "–-"))


def _item_cuts(inside: Sequence[Entry]) -> Iterator[int]:
    """Where the next item of an agenda begins."""
    matters = sorted(span.start for one in inside if isinstance(one, Topic) for span in grounds_of(one, "matter"))
    yield from matters[1:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a sentence without the marks and the small words that lead from it to the next."""
    piece = text[start:end].rstrip(_MARKS)
    while link := next((link for link in _LINKS if piece.endswith(f" {link}")), None):
        piece = piece[: -len(link)].rstrip(_MARKS)
    left = start + len(piece) - len(piece.lstrip(_MARKS))
    right = start + len(piece)
    return left, right + (right < end and text[right] in ".!?")


def _bits(text: str) -> float:
    return sum(weights_of(text).values())


def _without_cues(text: str, start: int, quotations: Iterable[Quotation]) -> str:
    """The words of a stretch without those that say who said it, and that it was said."""
    for one in quotations:
        if one.cue and _AGREEING.search(one.cue.text):
            continue
        for span in (one.cue, one.source_mention):
            if span and start <= span.start and span.end <= start + len(text):
                text = text[: span.start - start] + " " * (span.end - span.start) + text[span.end - start :]
    return text


def _keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of names, those joined by "and" apart."""
    return frozenset(key for name in names for one in name.split(" and ") if (key := spelling.key(one)))
