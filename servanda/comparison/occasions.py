"""Of what talks one record tells, where it is a record of talks: which day, who, at what level, in what form, where.

A title tells first ("Telephone conversation with President of Ardania Jan Orel"), else the lead. A briefing by one side's press
secretary, a debate or a speech is no meeting of sides, unless it is on one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from servanda.comparison import naming, spelling
from servanda.comparison.levels import level_of, level_said
from servanda.comparison.sides import side_of, states_in
from servanda.comparison.telling import Told, formats_in, in_sentence, in_title, is_another
from servanda.ledger import Summary
from servanda.ledger import occasions as kept
from servanda.ledger.names import forget_names, keep_names
from servanda.model import NameUse, Occasion, Participant, Place, Reading, Time, Turn
from servanda.readings.layers import Stretch, sentences
from servanda.readings.letters import CAPITALISED
from servanda.words import table

_LEAD = 5
"""Sentences of a record's beginning that may tell of talks."""
_LEAD_REACH = 1500
_SHORTEST = 12
"""Characters of a sentence: a line with a date is none."""
_NEAR = (-3, 14)
"""Days before and after a record's own between which the day of its talks lies: told of soon after, announced soon before."""
_CAPITALISED = re.compile(CAPITALISED)
_TELLERS = re.compile(r"\b(?:representatives|delegations|leaders|presidents|heads|parties|sides|teams|groups)\b", re.I)


def note(connection: Connection, reading_id: int, reading: Reading, summary: Summary) -> None:
    """Keep the names that a reading uses, and what it tells of talks."""
    names = naming.names_in(reading, summary)
    keep_names(connection, reading_id, names)
    found = occasion_in(reading, summary, names)
    if found:
        kept.keep_occasion(connection, reading_id, found, parties(found))


def forget(connection: Connection, reading_id: int) -> None:
    """Throw away the names of a reading, and what it tells of talks."""
    forget_names(connection, reading_id)
    kept.forget_occasions(connection, reading_id)


def parties(found: Occasion) -> set[str]:
    """The skeletons of those who met."""
    return {spelling.key(one.name) for one in found.participants} | {state.lower() for state in found.states}


def occasion_in(reading: Reading, summary: Summary, names: Iterable[NameUse]) -> Occasion | None:
    """What a record tells of talks, given the names it uses; None where it is no record of any."""
    if summary.kind in ("debate", "agreement"):
        return None
    return _Account(reading, summary, names).occasion()


class _Account:
    """One record, looked at for the talks it may tell of."""

    def __init__(self, reading: Reading, summary: Summary, names: Iterable[NameUse]) -> None:
        self._reading = reading
        self._text = reading.record.text
        self._title = summary.title or ""
        self._summary = summary
        self._uses = [use for use in names if use.kind == "person"]
        self._lead = self._sentences()

    def occasion(self) -> Occasion | None:
        title = in_title(self._title) if self._title else None
        told, said = title, self._title
        where: Stretch | None = self._title_place()
        if title is None:
            where = next((place for place in self._lead if in_sentence(self._text[slice(*place)])), None)
            if where is None or is_another(self._title):
                return None
            told, said = in_sentence(self._text[slice(*where)]), self._text[slice(*where)]
        if told is None:
            return None
        people = self._people(told, said)
        states = self._states(told, said, people)
        if not self._is_talks(told, people, states):
            return None
        return self._made(told, said, where or (0, min(len(self._text), 1)), people, states)

    @staticmethod
    def _is_talks(told: Told, people: Sequence[Participant], states: Sequence[str]) -> bool:
        if len(states) >= 2:
            return True
        mixed = told.joint and len(people) >= 2 and len({one.state for one in people}) >= 2 and bool(states)
        gathering = len(states) == 1 and states[0] in table("bodies").values() and not told.weak
        return mixed or gathering or (told.briefed and bool(states))

    # Who

    def _people(self, told: Told, said: str) -> list[Participant]:
        stretch = said[told.start : told.end]
        named = self._named(stretch) or self._named(said) if not told.briefed else self._named(stretch)
        if not told.briefed:
            named += [use for use in self._speaking() if use not in named]
        if len({side_of(use, self._full(use))[1] for use in named}) < 2 and not told.briefed:
            lead = " ".join(self._text[slice(*place)] for place in self._lead[:2] if in_sentence(self._text[slice(*place)]))
            named += [use for use in self._named(lead) if use not in named]
        return self._participants(named)

    def _participants(self, named: Iterable[NameUse]) -> list[Participant]:
        found: dict[str, Participant] = {}
        for use in sorted(named, key=lambda one: (one.office is None, one.name)):
            name = self._full(use)
            office, side = side_of(use, name)
            key = spelling.key(name)
            if key not in found and (side or office or spelling.is_short(name) is False):
                found[key] = Participant(name=name, office=office, state=side)
        return [found[key] for key in sorted(found)]

    def _full(self, use: NameUse) -> str:
        """The fullest name that the record has for whom a short name means."""
        same = [one.name for one in self._uses if one.skeleton == use.skeleton]
        return max(same, key=lambda name: (len(spelling.name_words(name)), not name.isupper(), name), default=use.name)

    def _named(self, stretch: str) -> list[NameUse]:
        """Those whose surnames stand in a stretch."""
        said = {spelling.word_key(form) for word in _CAPITALISED.findall(stretch) for form in _forms(word)}
        return [use for use in self._uses if "asker" not in use.parts and self._surnames(use) & said]

    @staticmethod
    def _surnames(use: NameUse) -> set[str]:
        """The words by which titles may call somebody: the surname, which some languages put first."""
        words = spelling.name_words(use.name)
        first = words[0] if len(words) > 1 and words[0] not in table("given-names") and use.office else None
        return {spelling.word_key(word) for word in (words[-1:] if not first else (first, words[-1]))}

    def _speaking(self) -> list[NameUse]:
        """Those whose own words the record prints as talks, and who hold an office of a side."""
        principal = {turn.speaker for turn in self._reading.entries if isinstance(turn, Turn) and turn.role == "principal"}
        speaking = [use for use in self._uses if use.name in principal and "asker" not in use.parts]
        return [use for use in speaking if side_of(use, self._full(use))[1]]

    def _states(self, told: Told, said: str, people: Sequence[Participant]) -> tuple[str, ...]:
        found = {one.state for one in people if one.state}
        stretch = said[told.start : told.end]
        named = set(states_in(stretch)) - set(states_in(self._reading.record.place or ""))
        if len(found | named) < 2 and not told.briefed:
            named |= set(states_in(said))
        if len(found | named) < 2:
            for place in self._lead:
                sentence = self._text[slice(*place)]
                if _TELLERS.search(sentence) and len(set(states_in(sentence))) >= 2:
                    named |= set(states_in(sentence))
                    break
        if len(found | named) < 2 and not told.briefed:
            found |= {side for use in self._uses if "named" in use.parts and use.office and (side := side_of(use, use.name)[1])}
        return tuple(
            sorted(found if len(found) >= 2 and people else found | named)
        )  # else the title may name what they spoke of

    # When, how, where

    def _made(self, told: Told, said: str, where: Stretch, people: list[Participant], states: tuple[str, ...]) -> Occasion:
        first = next((text for place in self._lead if in_sentence(text := self._text[slice(*place)])), "")
        lead = " ".join(self._text[slice(*place)] for place in self._lead[:2])
        said = f"{said} {first}"
        formats = formats_in(said)
        away = told.briefed or bool({"telephone", "video"} & set(formats))
        place = None if away else self._reading.record.place
        if place and not formats:
            formats = ("in_person",)
        return Occasion(
            told=Place(
                record=self._summary.record,
                source=self._summary.source,
                title=self._summary.title,
                day=self._summary.event_date or self._summary.published,
                start=where[0],
                end=where[1],
                text=self._text[slice(*where)],
            ),
            day=self._day(where),
            states=states,
            participants=tuple(people),
            level=level_of(people) or level_said(f"{said} {lead}"),
            formats=formats,
            place=place,
            others=tuple(sorted({use.skeleton for use in self._uses if "asker" in use.parts})),
            weak=told.weak and not any(in_sentence(self._text[slice(*one)]) for one in self._lead[:2]),
        )

    def _day(self, where: Stretch) -> str | None:
        """The day that the words around say, where it is near the record's own; else the record's."""
        own = self._summary.event_date or self._summary.published
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
        title = self._title_place()
        after = title[1] if title else 0
        labels = [
            turn.label.start
            for turn in self._reading.entries
            if isinstance(turn, Turn) and turn.label and turn.role != "publisher"
        ]
        until = min([_LEAD_REACH + after, *labels])
        places = ((max(after, start), end) for start, end in self._reading.layer(sentences) if end > after and start < until)
        found = [(start, end) for start, end in places if end - start > _SHORTEST]
        return found[:_LEAD]


def _forms(word: str) -> Iterator[str]:
    """A capitalised word, its parts where a hyphen joins them, and in Russian the shorter forms of which it may be a case."""
    yield word
    yield from re.split(r"[-’']", word)
    if "а" <= word[1:2].lower() <= "я":
        yield from (word[:-cut] for cut in (1, 2, 3) if len(word) - cut > 3)


def _full_day(value: str) -> str | None:
    try:
        return datetime.date.fromisoformat(value).isoformat() if len(value) == 10 else None
    except ValueError:
        return None


def _days(one: str, other: str) -> int:
    return (datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days
