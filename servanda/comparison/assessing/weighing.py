"""How much a stretch of a later record bears on a commitment.

A sentence bears on it as far as it has its words, or stands beside a sentence that has them; more so where an entry there tells
that something was done, is under way or was put off, where comparing found a relation, and where the same states are concerned.
What stands right behind it and reports goes with it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from servanda.comparison.assessing.profile import Profile
from servanda.comparison.assessing.sides import Sides
from servanda.comparison.matters.naming import differ
from servanda.comparison.matters.parts import is_part
from servanda.comparison.relations.acts import acts_in
from servanda.comparison.relations.likeness import subject
from servanda.comparison.relations.stages import Stage, cued, stage
from servanda.ledger import bearing, store
from servanda.ledger.store import Found
from servanda.model import Claim, Relation
from servanda.readings.layers import sentences_in

TELLS: Mapping[Stage, tuple[float, str]] = {
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
"""The same, where nothing there tells of any."""
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
_CONCERNS: Mapping[bool | None, float] = {True: 1.0, None: 0.85, False: 0.6}
"""What is left where the same states are concerned, where that is not told, and where others are."""
_DIFFERS = 0.6
"""What is left where the thing has another ordinal."""
_SAME_ACT = 0.15
"""What it adds to name the act that the commitment begins with."""
_IN_TIME = 0.25
"""What it adds to be told by the day of the commitment, or soon behind it where it has none; less and less after."""
_LATER = 180.0
"""Days after which about a third of that is left."""
_RELATED = 0.4
"""What a relation that tells it as done adds, where it is sure."""
_FAINT = 0.12
"""Likeness below which a sentence does not speak of it."""
_ANSWER = 2
"""Sentences with which an answer begins."""
_ANSWERS = 0.95
"""What is left of a question's weight for its answer, which comes behind it."""
_DOING = ("fulfils", "partly_fulfils")


@dataclass(frozen=True, slots=True)
class Looked:
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
class Stretch:
    """A stretch that may bear on it."""

    weight: float
    row: Found
    start: int
    end: int
    text: str
    claims: tuple[Claim, ...]
    tells: Stage | None
    relation: Relation | None
    act: str | None
    """What is to be done, where its words name the same act."""
    foreign: bool = False
    """Whether other states are concerned."""
    answers: Stretch | None = None
    """The question before it, which bears on it by its own words."""

    @property
    def order(self) -> tuple[float, str, int]:
        return -self.weight, self.row.sha256, self.start

    def overlaps(self, other: Stretch) -> bool:
        return self.row.sha256 == other.row.sha256 and self.start < other.end and other.start < self.end


def looked_at(connection: Connection, rows: Iterable[Found], profile: Profile) -> Iterator[Looked]:
    """Passages sentence by sentence. Raises `ValueError` where the text of a record does not come back."""
    texts: dict[int, str] = {}
    for row in rows:
        text = texts.get(row.text_id) or texts.setdefault(row.text_id, store.text_of(connection, row.text_id))
        stretches = sentences_in(text, row.span_start, row.span_end)
        likeness = profile.likenesses([text[start:end] for start, end in stretches])
        yield Looked(row, text, stretches, tuple(likeness))


class Weighing:
    """Weighs the stretches of passages."""

    def __init__(
        self, connection: Connection, claim: Claim, profile: Profile, sides: Sides, relations: Iterable[Relation]
    ) -> None:
        self._connection = connection
        self._day = claim.day or ""
        self._due = str(claim.values.get("deadline_end") or self._day)
        self._words = claim.place.text
        self._act = acts_in(subject(claim))[:1]
        self._profile = profile
        self._sides = sides
        self._relations = {one.later.id: one for one in sorted(relations, key=lambda one: (one.confidence, one.relation))}

    def stretches(self, looked: Sequence[Looked]) -> Iterator[Stretch]:
        """The stretches of these passages that may bear on it."""
        places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in looked:
            places[one.row.reading_id].append((one.row.span_start, one.row.span_end))
        claims = {number: bearing.claims_on(self._connection, number, own) for number, own in places.items()}
        for one in looked:
            row = one.row
            own = _within(claims[row.reading_id], row.span_start, row.span_end)
            states = {state for claim in own for state in claim.scope}
            ours = self._sides.concern(one.text[row.span_start : row.span_end], states, row.reading_id)
            for place, likeness in enumerate(one.likeness):
                if likeness >= _FAINT:
                    found = self._stretch(one, place, claims[row.reading_id])
                    yield replace(found, weight=found.weight * _CONCERNS[ours], foreign=ours is False)

    def _stretch(self, one: Looked, place: int, claims: Sequence[Claim]) -> Stretch:
        """A sentence with those behind that tell of something further on, and its weight."""
        start, end = one.sentences[place]
        tells, what = self._telling(one, place, claims)
        for behind in range(place + 1, min(place + 1 + _REACH, len(one.sentences))):
            if "\n" in one.text[start : one.sentences[behind][1]] or one.sentences[behind][1] - start > _LENGTH:
                break
            more, told = self._telling(one, behind, claims)
            if more >= _REPORTS and told is not None and (what is None or told > what):
                end, tells, what = one.sentences[behind][1], max(tells, more * _BEHIND), told
        own = _within(claims, start, end)
        found = [self._relations[claim.id] for claim in own if claim.id in self._relations]
        relation = max(found, key=lambda one: (one.relation in _DOING, one.confidence, one.relation), default=None)
        related = _RELATED * relation.confidence if relation and relation.relation in _DOING else 0.0
        in_time = _IN_TIME * math.exp(-_days(self._due, one.row.day) / _LATER)
        text = one.text[start:end]
        act = next(iter({*self._act} & {*acts_in(text)}), None)
        weight = one.likeness[place] * (1 + tells + in_time + (_SAME_ACT if act else 0.0)) + related
        if differ(self._words, text):
            weight *= _DIFFERS
        return Stretch(weight, one.row, start, end, text, tuple(own), what, relation, act)

    def _telling(self, one: Looked, place: int, claims: Sequence[Claim]) -> tuple[float, Stage | None]:
        """What it adds that a sentence tells how far something is, and how far that is."""
        start, end = one.sentences[place]
        told: list[tuple[float, Stage | None]] = [(_NOTHING, None)]
        for claim in _within(claims, start, end):
            if reports(claim) and not self._is_of_before(claim):
                at = Stage.PARTLY if stage(claim) == Stage.DONE and is_part(claim) else stage(claim)
                told.append((TELLS[at][0] * (1 if self._profile.names(claim.place.text) else _OTHER_WORDS), at))
        cue = cued(one.text[start:end])
        if cue and cue.stage != Stage.ASKED and self._profile.names(cue.thing):
            told.append((TELLS[cue.stage][0] * _BY_CUE, cue.stage))
        return max(told, key=lambda one: (one[0], one[1] or 0))

    def _is_of_before(self, claim: Claim) -> bool:
        """Whether it tells of events in the life of an instrument that were over when the commitment was made."""
        dates = [event["date"] for event in claim.values.get("events", ())]
        return bool(dates) and all(date and date < self._day[: len(date)] for date in dates)


def _within(claims: Iterable[Claim], start: int, end: int) -> list[Claim]:
    return [claim for claim in claims if claim.place.start < end and claim.place.end > start]


def answer_to(connection: Connection, one: Stretch) -> Stretch | None:
    """What somebody else says right behind a question; None where it is no question, or nobody does."""
    if not one.text.rstrip().endswith("?"):
        return None
    row = bearing.passage_behind(connection, one.row)
    if row is None or row.speaker in (None, one.row.speaker):
        return None
    text = store.text_of(connection, row.text_id)
    sentences = sentences_in(text, row.span_start, row.span_end)[:_ANSWER]
    start, end = sentences[0]
    if len(sentences) > 1 and sentences[1][1] - start <= _LENGTH:
        end = sentences[1][1]
    claims = tuple(bearing.claims_on(connection, row.reading_id, [(start, end)]))
    return Stretch(
        _ANSWERS * one.weight, row, start, end, text[start:end], claims, None, None, None, foreign=one.foreign, answers=one
    )


def apart(found: Iterable[Stretch]) -> list[Stretch]:
    """Of stretches that overlap, and of words that are printed again, the first."""
    kept: list[Stretch] = []
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
    return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days)


def reports(claim: Claim) -> bool:
    """Whether a claim states something, rather than to count or to ask."""
    return claim.kind not in ("figure", "question")
