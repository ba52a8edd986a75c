"""How far it reaches that a few readings were noted anew: which commitments may be overdue, or dropped, otherwise than before.

A ruling alters a few claims of one record, and often none. The record's claims are noted anew with new numbers; one that says
what it said before is the same, and what stands to it as before reaches nothing. Of most commitments of others nothing is told
otherwise then, and what was measured of them against a day holds on. Where this cannot be said, all is measured anew.

What a quoted passage more or fewer does to the ranks of all others is not followed: it is too little to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from typing import Any

from sqlalchemy import Connection

from servanda.comparison.matters.fates import AGAIN, RENEWING
from servanda.ledger import company, findings, later, noting
from servanda.ledger.claims import terms_of_claims
from servanda.ledger.company import Company, Heard

_FEW = 40
"""Readings beyond which all is measured anew."""
_SPOKEN_OF = 6
"""Records that speak of a matter, from which on one more or fewer makes it neither worth looking at nor not."""

_Noted = Mapping[int, tuple[Any, ...]]
"""Claims by their numbers, each with all that is noted of it."""


class Reach:
    """Looks at a comparison before, while and after readings are noted anew. What was measured against a day is to hold on."""

    def __init__(self, day: str) -> None:
        self._day = day
        self._readings: frozenset[int] = frozenset()
        self._known = False
        self._last = 0
        self._heard = self._heard_now = Heard(set(), set(), [])
        self._claims: _Noted = {}
        self._terms: set[str] = set()
        self._was: dict[str, Company] = {}

    def before(self, connection: Connection, gone: Collection[int], new: Collection[int]) -> None:
        """Look at it before anything of these readings is forgotten, which lose their notes and get new ones."""
        if set(gone) != set(new) or len(new) > _FEW or noting.unjoined(connection):
            return  # a record came or went: of whoever is heard in it, more or fewer later records were read
        if not findings.is_measured(connection, self._day):
            return
        self._known, self._last = True, company.last_claim(connection)
        self._readings = frozenset(new)
        self._heard = company.heard_in(connection, sorted(new))
        self._claims = company.claims_noted(connection, sorted(new))
        self._terms = set(terms_of_claims(connection, sorted(new)))
        self._was = company.companies(connection, self._terms)

    def between(self, connection: Connection) -> None:
        """Look at it when they have their new notes, and no matter is made anew yet."""
        if not self._known:
            return
        self._heard_now = company.heard_in(connection, sorted(self._readings))
        self._known = self._heard.words == self._heard_now.words
        more = set(terms_of_claims(connection, sorted(self._readings))) - self._terms
        self._was.update(company.companies(connection, more))
        self._terms |= more

    def after(self, connection: Connection) -> set[int] | None:
        """The commitments of which something else may be found than before, when all is made anew; None where any may be."""
        if not self._known or not company.come_since(connection, self._last) <= self._readings:
            return None  # another process compares, too
        noted = company.claims_noted(connection, sorted(self._readings))
        numbers = _numbers_now(self._claims, noted)
        was = {matter_id: _renumbered(one, numbers) for matter_id, one in self._was.items()}
        now = company.companies(connection, self._terms)
        anew = {number for number in numbers.values() if number < 0} | (noted.keys() - numbers.values())
        reached: set[int] = set()
        for matter_id in was.keys() | now.keys():
            reached |= self._otherwise(was.get(matter_id), now.get(matter_id), anew)
        found = more = company.commitments_among(connection, reached)
        for _ in range(AGAIN):  # who promises a thing again shares its fate
            more = company.commitments_before(connection, more, RENEWING) - found
            found = found | more
        # what was measured of the readings' own commitments went with their notes
        return found | company.commitments_among(connection, noted.keys()) | self._heard_otherwise(connection)

    def _heard_otherwise(self, connection: Connection) -> set[int]:
        """The commitments of earlier records of which another number of these readings could tell."""
        was, now = self._heard, self._heard_now
        days = {one.reading: one.day for one in later.dated(connection, sorted(self._readings))}
        found: set[int] = set()
        for reading, names in _by_reading(was.names ^ now.names).items():
            found |= company.commitments_of(connection, names, before=days[reading] or "")
        for reading, names in _by_reading(was.parties ^ now.parties).items():
            found |= company.commitments_of_parties(connection, names, before=days[reading] or "")
        return found

    def _otherwise(self, was: Company | None, now: Company | None, anew: Set[int]) -> set[int]:
        """The claims of a matter that are in other company, or to which later ones stand otherwise.

        `anew` are claims of the readings that say something else than before, or are no more.
        """
        before, after = was or Company({}, set(), {}), now or Company({}, set(), {})
        if self._others(before.members) != self._others(after.members):
            return {*before.members, *after.members}
        both, days = {**before.members, **after.members}, {**before.days, **after.days}
        found = (anew & both.keys()) | {earlier for earlier, *_ in before.standings ^ after.standings}
        if self._own(before) == self._own(after):
            return found
        if min(len(set(one.members.values())) for one in (before, after)) < _SPOKEN_OF:
            return set(both)
        last = max(days[number] for number, reading in both.items() if reading in self._readings)
        return found | {number for number in both if days[number] < last}  # of these one record more or fewer could tell

    def _others(self, members: Mapping[int, int]) -> set[int]:
        return {number for number, reading in members.items() if reading not in self._readings}

    def _own(self, one: Company) -> Set[int]:
        """Those of the readings that speak of a matter."""
        return self._readings.intersection(one.members.values())


def _numbers_now(was: _Noted, now: _Noted) -> dict[int, int]:
    """The number that each claim has now, by the one that it had; where none says the same, one that no claim has."""
    same = defaultdict(list)
    for number in sorted(now, reverse=True):
        same[now[number]].append(number)
    return {number: same[was[number]].pop() if same[was[number]] else -number for number in sorted(was)}


def _renumbered(one: Company, numbers: Mapping[int, int]) -> Company:
    """The same matter, with other numbers of some of its claims."""
    return Company(
        {numbers.get(number, number): reading for number, reading in one.members.items()},
        {(numbers.get(earlier, earlier), numbers.get(later, later), how, told) for earlier, later, how, told in one.standings},
        {numbers.get(number, number): day for number, day in one.days.items()},
    )


def _by_reading(changed: Set[tuple[int, str]]) -> dict[int, set[str]]:
    """The names by the reading in which each is heard, or no longer."""
    found: dict[int, set[str]] = defaultdict(set)
    for reading, name in changed:
        found[reading].add(name)
    return found
