"""What later records say that bears on a commitment: proposed as evidence, the plainest first, each with why.

A sentence bears on it as far as it has its words, or stands beside a sentence that has them; more so where an entry there tells
that something was done, is under way or was put off, where comparing found a relation, and where the same states are concerned.
What stands right behind it and reports goes with it. Nothing here says that anything was kept: that is for a person to rule.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection

from servanda.comparison.assessing import seeking
from servanda.comparison.assessing.profile import Profile, profile_of
from servanda.comparison.assessing.sides import Sides
from servanda.comparison.relations.stages import Stage, cued, stage
from servanda.ledger import bearing, store
from servanda.ledger.later import matter_names, matters_of
from servanda.ledger.passages import sources
from servanda.ledger.store import Found
from servanda.model import Claim, Evidence, Place, Relation
from servanda.readings.layers import sentences_in
from servanda.words import words

_TELLS: Mapping[Stage, tuple[float, str]] = {
    Stage.DONE: (0.35, "an entry there tells of something as done"),
    Stage.PARTLY: (0.3, "an entry there tells of something as done in part"),
    Stage.HALTED: (0.25, "an entry there tells of something as halted, put off or not kept"),
    Stage.UNDER_WAY: (0.2, "an entry there tells of something as under way"),
    Stage.UNDERTAKEN: (0.05, "an entry there undertakes something"),
    Stage.TALKED: (0.05, "an entry there tells of talk of it"),
    Stage.ASKED: (0.0, ""),
    Stage.HELD: (-0.05, ""),
    Stage.FORESEEN: (-0.1, ""),
    Stage.NAMED: (-0.1, ""),
}
"""What it adds that an entry tells of a stage, and how that is said."""
_NOTHING = -0.1
_OTHER_WORDS = 0.4
"""What is left of that where the entry's own words have none of the commitment's."""
_BY_CUE = 0.8
"""What is left of it where no entry tells it, only a word of the sentence."""
_BEHIND = 0.8
"""What is left of it where it is told in the sentence behind."""
_REPORTS = 0.08
"""From which on a sentence behind goes with the one before."""
_REACH, _LENGTH = 2, 450
"""Sentences behind that may go with one, and the characters that they have together."""
_OTHERS = 0.6
"""What is left where other states are concerned."""
_SOON = 0.15
"""What it adds to be told soon; less and less over a year."""
_YEAR = 365.0
_RELATED = 0.4
"""What a relation that tells it as done adds, where it is sure."""
_FAINT = 0.12
"""Likeness below which a sentence does not speak of it."""
_PLAIN = 0.35
"""Weight from which on it is shown without being asked for."""
_SHOWN = 9
"""How many of them at most."""
_KEPT = 30
"""How many are proposed at all."""
_PASSAGES = 60
"""Passages that are looked at sentence by sentence: those with the sentence most like it."""
_DOING = ("fulfils", "partly_fulfils")
_WORDS = 5
"""Shared words that are told."""
_OF_NOTHING = frozenset((None, "1", "%"))
"""Units in which too much is told."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage of a later record, with its sentences and how plainly each speaks of the commitment."""

    row: Found
    text: str
    sentences: tuple[tuple[int, int], ...]
    likeness: tuple[float, ...]

    @property
    def order(self) -> tuple[float, str, int]:
        """By its best sentence, then by its place."""
        return -max(self.likeness, default=0.0), self.row.sha256, self.row.span_start


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch that may bear on it."""

    weight: float
    row: Found
    start: int
    end: int
    text: str
    claims: tuple[Claim, ...]
    tells: Stage | None
    relation: Relation | None = field(default=None)

    @property
    def order(self) -> tuple[float, str, int]:
        return -self.weight, self.row.sha256, self.start

    def overlaps(self, other: _Found) -> bool:
        return self.row.sha256 == other.row.sha256 and self.start < other.end and other.start < self.end


def proposed(connection: Connection, claim: Claim, *, on: str | None = None) -> tuple[Evidence, ...]:
    """What records later than a commitment, and not later than a day, say that bears on it; the plainest first.

    Words that several records print are proposed once, where they came first. Raises `ValueError` where the text of a record
    does not come back.
    """
    home = bearing.home_of(connection, claim)
    names = [use.name for use in bearing.names_in(connection, home.reading)]
    profile = profile_of(claim, home.text, home.turn, names)
    relations = seeking.related(connection, claim, on)
    rows = seeking.passages(connection, claim, profile, relations, on)
    looked = sorted(_read(connection, rows, profile), key=lambda one: one.order)[:_PASSAGES]
    sides = Sides(connection, claim, home.reading)
    found = _Weighing(connection, claim, profile, sides, relations).stretches(looked)
    kept = _apart(sorted(found, key=lambda one: one.order))[:_KEPT]
    told = _Told(connection, claim, profile, home.reading, kept)
    return tuple(told.evidence(number, one, sides) for number, one in enumerate(kept, 1))


def _read(connection: Connection, rows: Iterable[Found], profile: Profile) -> Iterator[_Passage]:
    texts: dict[int, str] = {}
    for row in rows:
        text = texts.get(row.text_id) or texts.setdefault(row.text_id, store.text_of(connection, row.text_id))
        stretches = sentences_in(text, row.span_start, row.span_end)
        said = [text[start:end] for start, end in stretches]
        near = ([*said[max(0, place - 2) : place], *said[place + 1 : place + 2]] for place in range(len(said)))
        likeness = (profile.likeness(sentence, beside) for sentence, beside in zip(said, near, strict=True))
        yield _Passage(row, text, stretches, tuple(likeness))


class _Weighing:
    """Weighs the stretches of passages."""

    def __init__(
        self, connection: Connection, claim: Claim, profile: Profile, sides: Sides, relations: Iterable[Relation]
    ) -> None:
        self._connection = connection
        self._day = claim.day or ""
        self._profile = profile
        self._sides = sides
        self._relations = {one.later.id: one for one in sorted(relations, key=lambda one: (one.confidence, one.relation))}

    def stretches(self, looked: Sequence[_Passage]) -> Iterator[_Found]:
        """The stretches of these passages that may bear on it."""
        places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in looked:
            places[one.row.reading_id].append((one.row.span_start, one.row.span_end))
        claims = {number: bearing.claims_on(self._connection, number, own) for number, own in places.items()}
        for one in looked:
            row = one.row
            ours = self._sides.concern(one.text[row.span_start : row.span_end], row.reading_id)
            for place, likeness in enumerate(one.likeness):
                if likeness >= _FAINT:
                    yield self._stretch(one, place, likeness if ours else _OTHERS * likeness, claims[row.reading_id])

    def _stretch(self, one: _Passage, place: int, likeness: float, claims: Sequence[Claim]) -> _Found:
        """A sentence with those behind that report, and its weight."""
        start, end = one.sentences[place]
        tells, what = self._telling(one, place, claims)
        for behind in range(place + 1, min(place + 1 + _REACH, len(one.sentences))):
            if one.sentences[behind][1] - start > _LENGTH:
                break
            more, told = self._telling(one, behind, claims)
            if more >= _REPORTS:
                end = one.sentences[behind][1]
                if more * _BEHIND > tells:
                    tells, what = more * _BEHIND, told
        own = _within(claims, start, end)
        found = [self._relations[claim.id] for claim in own if claim.id in self._relations]
        relation = max(found, key=lambda one: (one.relation in _DOING, one.confidence, one.relation), default=None)
        related = _RELATED * relation.confidence if relation and relation.relation in _DOING else 0.0
        soon = _SOON * math.exp(-_days(self._day, one.row.day) / _YEAR)
        weight = likeness * (1 + tells + soon) + related
        return _Found(weight, one.row, start, end, one.text[start:end], tuple(own), what, relation)

    def _telling(self, one: _Passage, place: int, claims: Sequence[Claim]) -> tuple[float, Stage | None]:
        """What it adds that a sentence tells how far something is, and how far that is."""
        start, end = one.sentences[place]
        told: list[tuple[float, Stage | None]] = [(_NOTHING, None)]
        for claim in _within(claims, start, end):
            if _reports(claim) and not self._is_of_before(claim):
                at = stage(claim)
                told.append((_TELLS[at][0] * (1 if self._profile.names(claim.place.text) else _OTHER_WORDS), at))
        cue = cued(one.text[start:end])
        if cue and cue.stage != Stage.ASKED and self._profile.names(cue.thing):
            told.append((_TELLS[cue.stage][0] * _BY_CUE, cue.stage))
        return max(told, key=lambda one: (one[0], one[1] or 0))

    def _is_of_before(self, claim: Claim) -> bool:
        """Whether it tells of events in the life of an instrument that were over when the commitment was made."""
        dates = [event["date"] for event in claim.values.get("events", ())]
        return bool(dates) and all(date and date < self._day[: len(date)] for date in dates)


def _within(claims: Iterable[Claim], start: int, end: int) -> list[Claim]:
    return [claim for claim in claims if claim.place.start < end and claim.place.end > start]


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Of stretches that overlap, and of words that are printed again, the first."""
    kept: list[_Found] = []
    words_of: dict[str, int] = {}
    for one in found:
        printed = " ".join(one.text.casefold().split())
        again = words_of.get(printed)
        if again is not None:
            if (one.row.day, one.row.sha256) < (kept[again].row.day, kept[again].row.sha256):
                kept[again] = one
        elif not any(one.overlaps(other) for other in kept):
            words_of[printed] = len(kept)
            kept.append(one)
    return kept


def _days(first: str | None, last: str | None) -> int:
    """Days from one day to another; none where a day is not known."""
    if not first or not last:
        return 0
    return max(0, (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days)


class _Told:
    """Stretches told as evidence, with whose words they are and why they are proposed."""

    def __init__(self, connection: Connection, claim: Claim, profile: Profile, reading_id: int, kept: Sequence[_Found]) -> None:
        self._profile = profile
        self._units = {
            one.values["unit"]
            for one in bearing.claims_on(connection, reading_id, [(claim.place.start, claim.place.end)])
            if one.kind == "figure"
        } - _OF_NOTHING
        self._origins = sources(connection, {one.row.reading_id for one in kept})
        self._quoted = {number: bearing.quoted_in(connection, number) for number in {one.row.reading_id for one in kept}}
        numbers = [claim.id, *(other.id for one in kept for other in one.claims)]
        self._matters = matters_of(connection, sorted(set(numbers)))
        self._own = self._matters.get(claim.id, [])
        self._called = matter_names(connection, self._own)

    def evidence(self, number: int, one: _Found, sides: Sides) -> Evidence:
        """A stretch as it is proposed."""
        said_by = self._said_by(one)
        source, title = self._origins[one.row.reading_id]
        return Evidence(
            number=number,
            place=Place(
                record=one.row.sha256,
                source=source,
                title=title,
                day=one.row.day,
                start=one.start,
                end=one.end,
                text=one.text,
                speaker=one.row.speaker,
                entry=next((claim.place.entry for claim in one.claims if _reports(claim)), None),
            ),
            side=sides.side(said_by, one.row.reading_id),
            said_by=said_by,
            why=tuple(self._reasons(one)),
            relation=one.relation.relation if one.relation else None,
            shown=number <= _SHOWN and one.weight >= _PLAIN,
        )

    def _said_by(self, one: _Found) -> str | None:
        """Whose statement it is: of the entry that reports there, of who is quoted there, else of who speaks."""
        reporting = sorted(filter(_reports, one.claims), key=lambda claim: (-_TELLS[stage(claim)][0], claim.place.start))
        for claim in reporting:
            if self._profile.names(claim.place.text):
                return claim.said_by
        for row in self._quoted[one.row.reading_id]:
            start, end = max(one.start, row.span_start), min(one.end, row.span_end)
            if start < end and self._profile.names(one.text[start - one.start : end - one.start]):
                return str(row.speaker) if row.speaker else None
        return str(one.row.speaker) if one.row.speaker else None

    def _reasons(self, one: _Found) -> Iterator[str]:
        shared = self._profile.shared(one.text)[:_WORDS]
        if shared:
            yield f"same words: {', '.join(f'“{word}”' for word in shared)}"
        else:
            yield "the sentences beside it have the same words"
        if one.relation:
            yield f"compared as “{one.relation.relation.replace('_', ' ')}”: {one.relation.why}"
        if one.tells is not None and _TELLS[one.tells][1]:
            yield _TELLS[one.tells][1]
        yield from self._events(one)
        units = self._units & {claim.values["unit"] for claim in one.claims if claim.kind == "figure"}
        if units:
            yield f"a figure in the same unit ({', '.join(sorted(units))})"
        same = sorted({id_ for claim in one.claims for id_ in self._matters.get(claim.id, ())} & set(self._own))
        if same:
            yield f"same matter: {self._called[same[0]]}"
        denial = _denials().search(one.text)
        if denial:
            yield f"it says “{' '.join(denial.group().split())}”"

    def _events(self, one: _Found) -> Iterator[str]:
        events = [event["event"] for claim in one.claims if claim.kind == "instrument" for event in claim.values["events"]]
        if events:
            yield f"an instrument is told as {', '.join(sorted({event.replace('_', ' ') for event in events}))}"


def _reports(claim: Claim) -> bool:
    return claim.kind not in ("figure", "question")


@cache
def _denials() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('denials'), key=len, reverse=True)))})\b", re.IGNORECASE)
