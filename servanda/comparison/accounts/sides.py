"""Whose account a record is: of the side that publishes it, or, where both sides speak in it, each speaker's of his own.

A record seldom says who publishes it. Its words do: whoever tells of talks names his own side first ("X spoke with Y", "a
conversation between X and Y"), and leaves it out of a title ("Telephone conversation with Y"). So it is done between states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from servanda.comparison.meetings.sides import holder_called, states_in
from servanda.comparison.meetings.telling import in_sentence
from servanda.comparison.people import spelling
from servanda.ledger import Ledger, Summary
from servanda.ledger.names import uses_of
from servanda.model import Account, Meeting, Place, Reading, Turn
from servanda.readings.answerable import answerable
from servanda.readings.layers import sentences

_WITH = re.compile(r"\bwith\b", re.IGNORECASE)
_LEAD = 6
"""Sentences of a record's beginning in which talks are told of."""


@dataclass(frozen=True, slots=True)
class Source:
    """A record of a meeting, with its reading and where it tells of the talks."""

    summary: Summary
    reading: Reading
    told: Place


def accounts_in(source: Source, meeting: Meeting, offices: Mapping[str, str]) -> list[Account]:
    """The accounts that one record gives. `offices` has, by the key of a name, the state whose office a person holds."""
    told, reading = source.told, source.reading
    parties = answerable(reading).parties
    if parties and len(meeting.states) > 1:
        return [Account(sides=meeting.states, told=told)]
    speakers = {turn.speaker: None for turn in reading.of(Turn) if turn.role == "principal" and turn.speaker}
    known = {name: _state_of(name, meeting, offices) for name in speakers}
    own = sorted({side for side in known.values() if side})
    if len(own) > 1:
        return [Account(sides=(side,), speaker=name, told=told) for name, side in known.items() if side]
    side = own[0] if own else _telling_side(source, meeting)
    return [Account(sides=(side or _record_name(source.summary),), told=told)]


def _state_of(name: str, meeting: Meeting, offices: Mapping[str, str]) -> str | None:
    """The side of a speaker: as the meeting has it, as records say, as the list of office holders has it."""
    key = spelling.key(name)
    for one in meeting.participants:
        if spelling.key(one.name) == key and one.state:
            return one.state
    holder = holder_called(name, meeting.day)
    return offices.get(key) or (holder.state if holder else None)


def _telling_side(source: Source, meeting: Meeting) -> str | None:
    """The side that tells of the talks in its own record; None where the words do not say."""
    title = source.summary.title or ""
    joined = _WITH.search(title)
    teller = _first_named(title[: joined.start()] if joined else title, meeting)
    if teller:
        return teller
    other = _first_named(title[joined.end() :], meeting) if joined else None
    if other and len(meeting.states) == 2:
        return next(side for side in meeting.states if side != other)
    named = (_first_named(sentence, meeting) for sentence in _lead(source.reading) if in_sentence(sentence))
    return next((side for side in named if side), None)


def _first_named(text: str, meeting: Meeting) -> str | None:
    """The side that a text names first: by one who took part, else by its own name."""
    small = spelling.latin(text)
    found = []
    for one in meeting.participants:
        surname = spelling.name_words(one.name)[-1:]
        place = small.find(spelling.latin(surname[0])) if surname else -1
        if place >= 0 and one.state:
            found.append((place, one.state))
    if found:
        return min(found)[1]
    return next((side for side in states_in(text) if side in meeting.states), None)


def _lead(reading: Reading) -> Sequence[str]:
    text = reading.record.text
    return [text[start:end] for start, end in reading.layer(sentences)[:_LEAD]]


def _record_name(summary: Summary) -> str:
    return PurePath(summary.source).name if summary.source else summary.title or summary.id


def names_asked(readings: Iterable[Reading]) -> list[str]:
    """The keys of the names of all who speak in these records as principals."""
    spoken = {turn.speaker for one in readings for turn in one.of(Turn) if turn.role == "principal" and turn.speaker}
    return sorted({spelling.key(name) for name in spoken})


def offices_of(ledger: Ledger, keys: Iterable[str]) -> tuple[dict[str, str], frozenset[str]]:
    """For names, by their keys, the one state whose office records give them; and the keys of those who are persons."""
    said: dict[str, set[str]] = {}
    persons: set[str] = set()
    with ledger.reads() as connection:
        for use in uses_of(connection, sorted(keys)):
            if use.kind == "person":
                persons.add(use.skeleton)
            if use.state and use.office:
                said.setdefault(use.skeleton, set()).add(use.state)
    return {key: states.pop() for key, states in said.items() if len(states) == 1}, frozenset(persons)
