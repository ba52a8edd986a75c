"""How far it reaches that a few readings were noted anew: which commitments may be overdue, or dropped, otherwise than before.

A ruling alters a few claims of one record. Of most commitments of others nothing is told otherwise by that, and what was
measured of them against a day holds on. Where this cannot be said, all is measured anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from typing import Any

from sqlalchemy import Connection

from servanda.comparison.matters.fates import RENEWING
from servanda.ledger import company, findings, noting
from servanda.ledger.claims import terms_of_claims
from servanda.ledger.company import Company

_FEW = 40
"""Readings beyond which all is measured anew."""
_SPOKEN_OF = 6
"""Records that speak of a matter, from which on one more or fewer makes it neither worth looking at nor not."""


class Reach:
    """Looks at a comparison before, while and after readings are noted anew. What was measured against a day is to hold on."""

    def __init__(self, day: str) -> None:
        self._day = day
        self._readings: frozenset[int] = frozenset()
        self._known = False
        self._last = 0
        self._notes: list[tuple[Any, ...]] = []
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
        self._notes = company.heard_beside_claims(connection, sorted(new))
        self._terms = set(terms_of_claims(connection, sorted(new)))
        self._was = company.companies(connection, self._terms)

    def between(self, connection: Connection) -> None:
        """Look at it when they have their new notes, and no matter is made anew yet."""
        if not self._known:
            return
        self._known = self._notes == company.heard_beside_claims(connection, sorted(self._readings))
        more = set(terms_of_claims(connection, sorted(self._readings))) - self._terms
        self._was.update(company.companies(connection, more))
        self._terms |= more

    def after(self, connection: Connection) -> set[int] | None:
        """The commitments of which something else may be found than before, when all is made anew; None where any may be."""
        if not self._known or not company.come_since(connection, self._last) <= self._readings:
            return None  # another process compares, too
        now = company.companies(connection, self._terms)
        reached = company.claims_of(connection, sorted(self._readings))
        for matter_id in self._was.keys() | now.keys():
            reached |= self._otherwise(self._was.get(matter_id), now.get(matter_id))
        found = company.commitments_among(connection, reached)
        more = found
        while more:  # who promises a thing again shares its fate
            more = company.commitments_before(connection, more, RENEWING) - found
            found = found | more
        return found

    def _otherwise(self, was: Company | None, now: Company | None) -> set[int]:
        """The claims of a matter that are in other company, or to which later ones stand otherwise."""
        before, after = was or Company({}, set(), {}), now or Company({}, set(), {})
        if self._others(before.members) != self._others(after.members):
            return {*before.members, *after.members}
        both, days = {**before.members, **after.members}, {**before.days, **after.days}
        mine = {number for number, reading in (*before.members.items(), *after.members.items()) if reading in self._readings}
        changed = before.standings ^ after.standings
        changed |= {one for one in before.standings | after.standings if one[1] in mine}  # a number may be given again
        found = mine | {earlier for earlier, *_ in changed}
        if self._own(before) == self._own(after):
            return found
        if min(len(set(one.members.values())) for one in (before, after)) < _SPOKEN_OF:
            return set(both)
        last = max(days[number] for number in mine)
        return found | {number for number in both if days[number] < last}  # of these one record more or fewer could tell

    def _others(self, members: Mapping[int, int]) -> set[int]:
        return {number for number, reading in members.items() if reading not in self._readings}

    def _own(self, one: Company) -> Set[int]:
        """Those of the readings that speak of a matter."""
        return self._readings.intersection(one.members.values())
