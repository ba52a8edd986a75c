"""The instruments of one record as they are gathered: which mentions become entries, and which are the same instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.model import Ground, Instrument, InstrumentEvent, Record, Span, Time
from servanda.model.statements import LifeEvent
from servanda.readings.treaties.lexicon import group, nouns
from servanda.words import table

_WORD = re.compile(r"[^\W_]+")
_UNMEASURED = "0.80"
_FEW, _MANY = 20, 200
"""Names with one word in common up to which all, and at most how many of them, are compared."""


@dataclass(slots=True)
class Mention:
    """One place where an instrument is named, and what was told of it there."""

    start: int
    end: int
    kind: str
    rule: str
    sentence: int
    key: frozenset[str]
    shown: bool = True
    """Whether it becomes an entry without any event: the first mention of a name."""
    generic: bool = False
    nested: bool = False
    """Whether it stands within another name."""
    alias: str | None = None
    number: int = 0
    """The same for all mentions of one instrument."""
    events: list[InstrumentEvent] = field(default_factory=list)


class Lives:
    """Mentions in the order of the text."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.mentions: list[Mention] = []
        self.aliases: dict[str, Mention] = {}
        self._by_word: dict[tuple[str, str], list[Mention]] = {}

    def add(self, mention: Mention) -> Mention:
        """Keep a mention; it is shown where its name was not met before."""
        mention.number = len(self.mentions)
        first = None if mention.generic else self._met(mention)
        if first is not None:
            mention.number = first.number
        elif not mention.generic:
            for word in mention.key:
                self._by_word.setdefault((mention.kind, word), []).append(mention)
        mention.shown = first is None and not mention.generic
        self.mentions.append(mention)
        if mention.alias:
            self.aliases.setdefault(mention.alias, mention)
        return mention

    def _met(self, mention: Mention) -> Mention | None:
        """The first mention of the same instrument, looked for by the rarest word of the name."""
        same = _alike if mention.nested else _same
        own = [word for word in mention.key if word not in nouns()] or mention.key
        lists = [self._by_word.get((mention.kind, word), []) for word in own]
        near = lists if mention.nested else [min(lists, key=len)] + [found for found in lists if len(found) <= _FEW]
        return next((other for found in near for other in found[:_MANY] if same(mention.key, other.key)), None)

    def named_before(self, kind: str | None, sentence: int, reach: int) -> Mention | None:
        """The last instrument named, of that kind where one is asked for, at most so many sentences back."""
        for mention in reversed(self.mentions):
            if mention.sentence < sentence - reach:
                return None
            if kind is None or mention.kind.split()[-1] == kind:
                return mention
        return None

    def entries(self) -> Iterator[Instrument]:
        """The entries: first mentions of a name, and mentions with events."""
        for mention in self.mentions:
            if mention.shown or mention.events:
                yield self._entry(mention)

    def lives(self) -> Iterator[tuple[Instrument, ...]]:
        """The entries of each instrument of which something is told."""
        groups: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.events:
                groups.setdefault(mention.number, []).append(mention)
        for found in groups.values():
            yield tuple(self._entry(mention) for mention in found)

    def _entry(self, mention: Mention) -> Instrument:
        span = self.record.cut(mention.start, mention.end)
        return Instrument(
            origin=self.record.origin,
            span=span,
            name=span.text,
            instrument_kind=mention.kind,
            events=tuple(sorted(mention.events, key=lambda event: (event.span.start, event.event))),
            rule=mention.rule,
            confidence=float(table("instrument-confidence").get(mention.rule, _UNMEASURED)),
        )


def key_of(text: str) -> frozenset[str]:
    """The words of a name that tell it from others of its kind."""
    said = (word.lower() for word in _WORD.findall(text))
    return frozenset(word for word in said if word not in group("connectors") and word not in group("determiners"))


def _same(name: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one name holds all that the other tells, or they differ in little."""
    numbers = {word for word in name ^ other if word.isdigit()}
    if numbers and not (name < other or other < name):
        return False
    shared = len(name & other)
    return name == other or (shared >= 2 and (name <= other or other <= name))


def _alike(name: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names differ in little, as those by which one treaty is called within the names of its protocols."""
    return _same(name, other) or len(name & other) >= 0.7 * min(len(name), len(other))


def event_of(record: Record, event: LifeEvent, span: Span, time: Time | None, place: tuple[int, int] | None) -> InstrumentEvent:
    """An event with the grounds of its date and place."""
    grounds = []
    if time is not None:
        grounds.append(Ground("date", time.span))
    if place is not None:
        grounds.append(Ground("place", record.cut(*place)))
    where = record.cut(*place).text if place is not None else None
    return InstrumentEvent(span=span, event=event, date=time.value if time else None, place=where, grounds=tuple(grounds))
