"""Of what talks one record tells, where it is a record of talks: which day, who, at what level, in what form, where.

A title tells first ("Telephone conversation with President of Ardania Jan Orel"), else the lead. A briefing by one side's press
secretary, a debate or a speech is no meeting of sides, unless it is on one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from servanda.comparison.meetings import parties
from servanda.comparison.meetings.levels import level_of, level_said
from servanda.comparison.meetings.telling import Told, formats_in, formats_taken, in_sentence, in_title, is_another, place_in
from servanda.comparison.people import naming, spelling
from servanda.ledger import Summary
from servanda.ledger import occasions as kept
from servanda.ledger.meetings import forget_meetings
from servanda.ledger.names import forget_names, keep_names
from servanda.ledger.persons import mark_persons
from servanda.model import MeetingFormat, NameUse, Occasion, Participant, Reading, Time, Turn
from servanda.readings.layers import Stretch, sentences

_LEAD = 5
"""Sentences of a record's beginning that may tell of talks."""
_LEAD_REACH = 1500
_SHORTEST = 12
"""Characters of a sentence: a line with a date is none."""
_IN_ROOMS: frozenset[MeetingFormat] = frozenset(("restricted", "open"))
"""Forms that are told of the talks themselves, wherever the lead names them; calls it names may be others."""
_NEAR = (-3, 14)
"""Days before and after a record's own between which the day of its talks lies: told of soon after, announced soon before."""


def noted(reading: Reading, summary: Summary) -> Callable[[Connection, int], None]:
    """The names that a reading uses, and what it tells of talks, ready to be kept."""
    names = naming.names_in(reading, summary)
    found = occasion_in(reading, summary, names)

    def keep(connection: Connection, reading_id: int) -> None:
        keep_names(connection, reading_id, names)
        if found:
            kept.keep_occasion(connection, reading_id, found, skeletons(found))

    return keep


def forget(connection: Connection, reading_id: int) -> None:
    """Throw away the names of a reading, and what it tells of talks."""
    mark_persons(connection, reading_id)
    forget_meetings(connection, reading_id)
    forget_names(connection, reading_id)
    kept.forget_occasions(connection, reading_id)


def skeletons(found: Occasion) -> set[str]:
    """The skeletons of those who met."""
    return {spelling.key(one.name) for one in found.participants} | {state.lower() for state in found.states}


def occasion_in(reading: Reading, summary: Summary, names: Iterable[NameUse]) -> Occasion | None:
    """What a record tells of talks, given the names it uses; None where it is no record of any."""
    if summary.kind == "debate" or (summary.kind == "agreement" and not in_title(summary.title or "")):
        return None
    return _Account(reading, summary, names).occasion()


class _Account:
    """One record, looked at for the talks it may tell of."""

    def __init__(self, reading: Reading, summary: Summary, names: Iterable[NameUse]) -> None:
        self._reading = reading
        self._text = reading.record.text
        self._title = summary.title or ""
        self._summary = summary
        self._names = tuple(names)
        self._lead = self._sentences()

    def occasion(self) -> Occasion | None:
        told, said = in_title(self._title) if self._title else None, self._title
        where = self._title_place()
        if told is None and not is_another(self._title):
            where = next((place for place in self._lead if in_sentence(self._text[slice(*place)])), None)
            said = self._text[slice(*where)] if where else ""
            told = in_sentence(said)
        if told is None:
            told, said, where = self._spoken_together(), self._title, self._title_place()
        if told is None:
            return None
        lead = [self._text[slice(*place)] for place in self._lead]
        took_part = parties.took_part(self._reading, self._names, told, said, lead, titled=said == self._title)
        if took_part is None:
            return None
        return self._made(told, said, where or self._telling(), *took_part)

    def _spoken_together(self) -> Told | None:
        """Where a transcript has several speak who hold offices of different sides: it goes with talks, and makes none."""
        principal = {turn.speaker for turn in self._reading.entries if isinstance(turn, Turn) and turn.role == "principal"}
        sides = {use.state for use in self._names if use.name in principal and use.office and use.state}
        alone = self._summary.kind != "transcript" or len(sides) < 2
        return None if alone else Told(0, len(self._title), weak=True)

    def _telling(self) -> Stretch:
        """The first sentence that tells of talks, else the first of all: where the title stands in no words of the text."""
        telling = (place for place in self._lead if in_sentence(self._text[slice(*place)]))
        return next(telling, self._lead[0] if self._lead else (0, min(len(self._text), 1)))

    # When, how, where

    def _made(self, told: Told, said: str, where: Stretch, people: list[Participant], states: tuple[str, ...]) -> Occasion:
        first = next((text for place in self._lead if in_sentence(text := self._text[slice(*place)])), "")
        lead = [self._text[slice(*place)] for place in self._lead[:3]]
        said = f"{said} {first}"
        formats = tuple(
            sorted({*formats_in(said), *_IN_ROOMS.intersection(formats_in(" ".join(lead))), *formats_taken(lead[:2])})
        )
        away = told.briefed or bool({"telephone", "video"} & set(formats))
        place = None if away else self._reading.record.place or self._place()
        if place and not formats:
            formats = ("in_person",)
        return Occasion(
            told=self._summary.located(self._reading.record.cut(*where)),
            day=self._day(where),
            states=states,
            participants=tuple(people),
            level=level_of(people) or level_said(" ".join((said, *lead[:2]))),
            formats=formats,
            place=place,
            others=tuple(sorted({use.skeleton for use in self._names if "asker" in use.parts})),
            weak=told.weak and not any(in_sentence(self._text[slice(*one)]) for one in self._lead[:2]),
        )

    def _place(self) -> str | None:
        """Where the first sentences that tell of talks say that they were held."""
        telling = (text for place in self._lead[:3] if in_sentence(text := self._text[slice(*place)]))
        return next((place for text in telling if (place := place_in(text))), None)

    def _day(self, where: Stretch) -> str | None:
        """The day that the words around say, where it is near the record's own; else the record's."""
        own = self._summary.day
        first = next((place for place in self._lead if in_sentence(self._text[slice(*place)])), where)
        told = [
            day
            for begin, end in (where, first)
            for entry in self._reading.entries
            if isinstance(entry, Time) and begin <= entry.span.start < end and (day := _full_day(entry.value))
        ]
        return next((day for day in told if own is None or _NEAR[0] <= _days(own, day) <= _NEAR[1]), own)

    def _title_place(self) -> Stretch | None:
        for ground in self._reading.record.grounds:
            if ground.attribute == "title":
                return ground.span.start, ground.span.end
        start = self._text.find(self._title) if self._title else -1
        return (start, start + len(self._title)) if start >= 0 else None

    def _sentences(self) -> list[Stretch]:
        """The first sentences, without front matter: its addresses and stamps are nobody's account."""
        title = self._title_place()
        after = title[1] if title else 0
        labels = [
            turn.label.start
            for turn in self._reading.entries
            if isinstance(turn, Turn) and turn.label and turn.role != "publisher"
        ]
        until = min([_LEAD_REACH + after, *labels])
        places = ((max(after, start), end) for start, end in self._reading.layer(sentences) if end > after and start < until)
        asides = [(one.start, one.end) for one in self._reading.record.blocks if one.kind == "aside" and not one.start]
        found = [
            (start, end)
            for start, end in places
            if end - start > _SHORTEST and not any(first <= start < last for first, last in asides)
        ]
        return found[:_LEAD]


def _full_day(value: str) -> str | None:
    try:
        return datetime.date.fromisoformat(value).isoformat() if len(value) == 10 else None
    except ValueError:
        return None


def _days(one: str, other: str) -> int:
    return (datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days
