"""The instruments of one record as they are gathered: which mentions become entries, and which are the same instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.model import Ground, Instrument, InstrumentEvent, Record, Span, Time
from servanda.model.statements import LifeEvent
from servanda.readings.treaties.lexicon import group
from servanda.words import table

_WORD = re.compile(r"[^\W_]+")
_UNMEASURED = "0.80"


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
    events: list[InstrumentEvent] = field(default_factory=list)


class Lives:
    """Mentions in the order of the text."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.mentions: list[Mention] = []
        self.aliases: dict[str, Mention] = {}
        self._known: dict[str, list[frozenset[str]]] = {}

    def add(self, mention: Mention) -> Mention:
        """Keep a mention; it is shown where its name was not met before."""
        known = self._known.setdefault(mention.kind, [])
        same = _alike if mention.nested else _same
        if mention.generic or any(same(mention.key, other) for other in known):
            mention.shown = False
        elif mention.key:
            known.append(mention.key)
        self.mentions.append(mention)
        if mention.alias:
            self.aliases.setdefault(mention.alias, mention)
        return mention

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
        """Entries that are the same instrument, where more than one event is told of it."""
        groups: list[tuple[Mention, list[Mention]]] = []
        for mention in self.mentions:
            if not mention.events:
                continue
            home = next(
                (found for first, found in groups if first.kind == mention.kind and _same(first.key, mention.key)), None
            )
            if home is None or mention.generic:
                groups.append((mention, [mention]))
            else:
                home.append(mention)
        for _, found in groups:
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
