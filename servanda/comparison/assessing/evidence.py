"""What later records say that bears on a commitment: proposed as evidence, the plainest first, each with why.

Nothing here says that anything was kept: that is for a person to rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Connection

from servanda.comparison.assessing import seeking
from servanda.comparison.assessing.profile import Profile, profile_of
from servanda.comparison.assessing.sides import Sides
from servanda.comparison.assessing.weighing import TELLS, Stretch, Weighing, answer_to, apart, looked_at, reports
from servanda.comparison.relations.stages import stage
from servanda.ledger import bearing
from servanda.ledger.later import matter_names, matters_of
from servanda.ledger.passages import located, sources
from servanda.model import Claim, Evidence
from servanda.words import words

_PLAIN = 0.35
"""Weight from which on it is shown without being asked for, if more than one word is shared."""
_SHOWN = 9
"""How many of them at most."""
_MUCH = 0.45
"""Of all the weight of its words, what one word must have to join a place to it."""
_KEPT = 30
"""How many are proposed at all."""
_PASSAGES = 60
"""Passages that are looked at sentence by sentence: those with the sentence most like it."""
_WORDS = 5
"""Shared words that are told."""
_OF_NOTHING = frozenset((None, "1", "%"))
"""Units in which too much is told."""


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
    looked = sorted(looked_at(connection, rows, profile), key=lambda one: one.order)[:_PASSAGES]
    sides = Sides(connection, claim, home.reading)
    found = Weighing(connection, claim, profile, sides, relations).stretches(looked)
    kept = apart(sorted(found, key=lambda one: one.order))[:_KEPT]
    answers = [answer for one in kept if (answer := answer_to(connection, one))]
    kept = apart(sorted([*kept, *answers], key=lambda one: one.order))[:_KEPT]
    told = _Told(connection, claim, profile, home.reading, kept)
    return tuple(told.evidence(number, one, sides) for number, one in enumerate(kept, 1))


class _Told:
    """Stretches told as evidence, with whose words they are and why they are proposed."""

    def __init__(
        self, connection: Connection, claim: Claim, profile: Profile, reading_id: int, kept: Sequence[Stretch]
    ) -> None:
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

    def evidence(self, number: int, one: Stretch, sides: Sides) -> Evidence:
        """A stretch as it is proposed."""
        said_by, shared = self._said_by(one), self._profile.shared(one.text)
        row, origin = one.row, self._origins[one.row.reading_id]
        entry = next((claim.place.entry for claim in one.claims if reports(claim)), None)
        return Evidence(
            number=number,
            place=located(row, origin, one.start, one.end, one.text, speaker=row.speaker, entry=entry),
            side=sides.side(said_by, row.reading_id),
            said_by=said_by,
            why=tuple(self._reasons(one, shared[:_WORDS])),
            relation=one.relation.relation if one.relation else None,
            shown=number <= _SHOWN and one.weight >= _PLAIN and self._is_of_it(one),
        )

    def _is_of_it(self, one: Stretch) -> bool:
        """Whether more joins it to the commitment than a word that many things have."""
        if one.answers:
            return self._is_of_it(one.answers)
        if one.relation is not None or one.foreign:
            return one.relation is not None
        return one.act is not None or self._profile.telling(one.text) > 1 or self._profile.share(one.text) >= _MUCH

    def _said_by(self, one: Stretch) -> str | None:
        """Whose statement it is: of the entry that reports there, of who is quoted there, else of who speaks."""
        reporting = sorted(filter(reports, one.claims), key=lambda claim: (-TELLS[stage(claim)][0], claim.place.start))
        for claim in reporting:
            if self._profile.names(claim.place.text):
                return claim.said_by
        for row in self._quoted[one.row.reading_id]:
            start, end = max(one.start, row.span_start), min(one.end, row.span_end)
            if start < end and self._profile.names(one.text[start - one.start : end - one.start]):
                return str(row.speaker) if row.speaker else None
        return str(one.row.speaker) if one.row.speaker else None

    def _reasons(self, one: Stretch, shared: Sequence[str]) -> Iterator[str]:
        if one.answers:
            yield "it answers a question that has the same words"
        elif shared:
            yield f"same words: {', '.join(f'“{word}”' for word in shared)}"
        else:
            yield "the sentences beside it have the same words"
        if one.act:
            yield f"same act: {one.act}"
        if one.relation:
            yield f"compared as “{one.relation.relation.replace('_', ' ')}”: {one.relation.why}"
        if one.tells is not None and TELLS[one.tells][1]:
            yield TELLS[one.tells][1]
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

    def _events(self, one: Stretch) -> Iterator[str]:
        events = [event["event"] for claim in one.claims if claim.kind == "instrument" for event in claim.values["events"]]
        if events:
            yield f"an instrument is told as {', '.join(sorted({event.replace('_', ' ') for event in events}))}"


@cache
def _denials() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('denials'), key=len, reverse=True)))})\b", re.IGNORECASE)
