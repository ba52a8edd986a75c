"""Instruments: treaties, statements, acts and programme documents that a record names, with what happened to them.

Sentence by sentence: names (`treaties.names`), what is told of them (`treaties.events`), when and where (`treaties.dating`). A
record that is an instrument itself is read by its final clauses (`treaties.closing`). One entry for each name where it is first
met, and one wherever something is told of it; dates that cannot stand in the order of a treaty's life become problems.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from servanda.model import Reading, Record, Span, Time, Turn
from servanda.readings.layers import telling_sentences
from servanda.readings.treaties import closing
from servanda.readings.treaties.dating import Dated, dated
from servanda.readings.treaties.events import Told, kind_of_anaphor, told_in
from servanda.readings.treaties.lexicon import triggers
from servanda.readings.treaties.lives import Lives, Mention, event_of, key_of
from servanda.readings.treaties.names import Name, acronym, names_in, within_another
from servanda.readings.treaties.order import out_of_order
from servanda.readings.treaties.row import Row

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 2000
"""Characters; what is longer is a list or a text without stops, and is read in parts of this size."""
_TALK = 2
"""Turns with a printed speaker, from which on a record is talk and no instrument."""
_IT, _THE = 2, 5
"""Sentences back to which "it" and "the treaty" may point."""


@dataclass(slots=True)
class _Sentence:
    row: Row
    number: int
    times: tuple[Time, ...]


def find_instruments(reading: Reading) -> Reading:
    """Add the record's instruments."""
    record = reading.record
    times = tuple(sorted(reading.of(Time), key=lambda time: time.span.start))
    starts = [time.span.start for time in times]
    lives = Lives(record)
    number = 0
    for start, end in reading.layer(telling_sentences):
        number += 1
        said = set(_WORD.findall(record.text[start:end].lower()))
        if said.isdisjoint(triggers()) and not _of_an_alias(record.text[start:end], lives):
            continue
        for left in range(start, end, _LONGEST):
            number += left > start
            right = min(end, left + _LONGEST)
            near = times[bisect_left(starts, left) : bisect_left(starts, right)]
            _read(lives, _Sentence(Row(record.text, left, right), number, near))
    if sum(turn.label is not None for turn in reading.of(Turn)) < _TALK:
        _read_closing(lives, times)
    return reading.having(lives.entries(), out_of_order(record, lives.lives()))


def _of_an_alias(sentence: str, lives: Lives) -> bool:
    return any(alias in sentence for alias in lives.aliases)


def _read(lives: Lives, sentence: _Sentence) -> None:
    row = sentence.row
    names = names_in(row)
    names = [name for name in names if not any(other.after <= name.first < other.closed for other in names)]
    names += [name for name in _by_alias(row, lives) if not any(other.first <= name.first < other.closed for other in names)]
    names.sort(key=lambda name: (name.first, -name.after))
    mentions = {
        name: _mention(lives, sentence, name, nested=within_another(name, names)) for name in names if not _points_back(name)
    }
    taken: set[Time] = set()
    for told in told_in(row, names):
        when = dated(row, told, sentence.times, names, taken)
        for mention in _meant(lives, sentence, told, mentions):
            mention.events.append(
                event_of(lives.record, told.event, _span(row, told, when, lives.record), when.time, _place(row, when))
            )


def _by_alias(row: Row, lives: Lives) -> list[Name]:
    if not lives.aliases:
        return []
    found = []
    for i, token in enumerate(row.tokens):
        known = lives.aliases.get(token.text)
        if known is not None:
            found.append(Name(i, i + 1, i, known.kind, "instruments.alias", closed=i + 1))
    return found


def _mention(lives: Lives, sentence: _Sentence, name: Name, *, nested: bool) -> Mention:
    row = sentence.row
    start, end = row.tokens[name.first].start, row.tokens[name.after - 1].end
    by_alias = name.rule == "instruments.alias"
    mention = Mention(
        start=start,
        end=end,
        kind=name.kind,
        rule=name.rule,
        sentence=sentence.number,
        key=lives.aliases[row.printed(name.first)].key if by_alias else key_of(row.text[start:end]),
        generic=name.generic,
        nested=nested,
        alias=acronym(row, name),
    )
    return lives.add(mention)


def _points_back(name: Name) -> bool:
    """Whether a generic name only points back to an instrument ("the treaty"), or means none in particular ("agreements")."""
    return name.generic and name.after - name.first == 1


def _meant(lives: Lives, sentence: _Sentence, told: Told, mentions: dict[Name, Mention]) -> list[Mention]:
    """The mentions that an event belongs to."""
    row = sentence.row
    if not told.names:
        reach = _IT if told.way == "it" else _THE
        found = lives.named_before(kind_of_anaphor(told.anaphor), sentence.number, reach)
        return [found] if found else []
    meant = []
    for name in told.names:
        mention = mentions.get(name)
        if mention is None and row.low(name.first - 1) in ("the", "this", "that"):
            kind = kind_of_anaphor(row.low(name.head))
            mention = lives.named_before(kind, sentence.number, _THE)
        if mention is not None:
            meant.append(mention)
    return meant


def _span(row: Row, told: Told, when: Dated, record: Record) -> Span:
    start, end = row.tokens[told.first].start, row.tokens[told.after - 1].end
    if when.time is not None:
        if when.time.span.start >= start:
            end = max(end, when.time.span.end)
        elif when.sure and start - when.time.span.end < 80:
            start = when.time.span.start
    if when.place is not None:
        end = max(end, row.tokens[when.place[1] - 1].end)
    return record.cut(start, end)


def _place(row: Row, when: Dated) -> tuple[int, int] | None:
    if when.place is None:
        return None
    return row.tokens[when.place[0]].start, row.tokens[when.place[1] - 1].end


# The record as an instrument


def _read_closing(lives: Lives, times: tuple[Time, ...]) -> None:
    record = lives.record
    made = closing.made(record, times)
    if not made:
        return
    own = _own(lives, made)
    if own is None:
        return
    own.rule = "instruments.title"
    signed = [account for account in made if account.event == "signed"]
    for account in (signed or made)[:1]:
        span = record.cut(account.start, account.end)
        own.events = [event for event in own.events if event.event != account.event]
        own.events.append(event_of(record, account.event, span, account.time, account.place))


def _own(lives: Lives, made: list[closing.Made]) -> Mention | None:
    """The mention that is the record's own title; made where the title was met as none."""
    found = closing.title(lives.record, made)
    if found is None:
        return None
    start, end, kind = found
    for mention in lives.mentions:
        if mention.start < end and mention.end > start and mention.kind.split()[-1] == kind and not mention.generic:
            return mention
    own = Mention(
        start=start, end=end, kind=kind, rule="instruments.title", sentence=0, key=key_of(lives.record.text[start:end])
    )
    return lives.add(own)
