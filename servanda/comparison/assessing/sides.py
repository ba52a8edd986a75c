"""On whose side somebody speaks: of who made a commitment, of those it was made with, of both, of others, of an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from servanda.comparison.claims import scope
from servanda.comparison.meetings.sides import side_of, states_in
from servanda.comparison.people.spelling import key
from servanda.ledger import bearing
from servanda.model import Claim, NameUse, Side

_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")

_USES = 40
"""Uses of a name in other records that are looked at."""


class Sides:
    """The sides of a commitment. What is asked of a reading once is kept."""

    def __init__(self, connection: Connection, claim: Claim, reading_id: int) -> None:
        self._connection = connection
        self._names: dict[int, Mapping[str, frozenset[str]]] = {}
        self._met: dict[int, frozenset[str]] = {}
        self._others: dict[str, frozenset[str]] = {}
        self._home = reading_id
        self._who = {key(one) for one in _each(claim.said_by or "")} - {""}
        self.holder = self._states(claim.said_by, reading_id)
        """The states, in small letters, for which the holder speaks."""
        self.other = (self.met(reading_id) | frozenset(claim.scope)) - self.holder
        """The other states at the talks."""

    def side(self, said_by: str | None, reading_id: int) -> Side:
        """On whose side somebody speaks in a reading; None is the publisher."""
        if said_by is None:
            return "publisher"
        if self._who & {key(one) for one in _each(said_by)}:
            return "holder"
        states = self._states(said_by, reading_id)
        if states & self.holder:
            return "together" if states & self.other else "holder"
        return "other" if states & self.other else "third"

    def concern(self, text: str, states: Iterable[str], reading_id: int) -> bool | None:
        """Whether a text concerns the same states: those that it names, that its claims concern, or that met. None: untold."""
        ours = self.holder | self.other
        met = self.met(reading_id)
        theirs = scope.states_in(text) | met | frozenset(states)
        return bool(theirs & ours) if ours and theirs else None

    def met(self, reading_id: int) -> frozenset[str]:
        """The states and bodies that met where a reading tells of talks."""
        if reading_id not in self._met:
            self._met[reading_id] = frozenset(state.casefold() for state in bearing.sides_at(self._connection, reading_id))
        return self._met[reading_id]

    def _states(self, name: str | None, reading_id: int) -> frozenset[str]:
        """The states that somebody speaks for: those that the name says, else that of the office held, here or at home."""
        if not name:
            return frozenset()
        unlisted = frozenset(state.title() for state in self.met(reading_id) | self.met(self._home))
        named = frozenset(state.casefold() for state in states_in(name, unlisted))
        offices = {**self._offices(self._home), **self._offices(reading_id)}
        return named or frozenset(state for one in _each(name) for state in offices.get(key(one)) or self._elsewhere(key(one)))

    def _elsewhere(self, skeleton: str) -> frozenset[str]:
        """The one state for which somebody speaks in other records; none where these tell of several."""
        if skeleton not in self._others:
            uses = bearing.names_like(self._connection, [skeleton], most=_USES)
            found = _sides_of(uses).get(skeleton, frozenset())
            self._others[skeleton] = found if len(found) == 1 else frozenset()
        return self._others[skeleton]

    def _offices(self, reading_id: int) -> Mapping[str, frozenset[str]]:
        if reading_id not in self._names:
            self._names[reading_id] = _sides_of(bearing.names_in(self._connection, reading_id))
        return self._names[reading_id]


def _each(names: str) -> list[str]:
    """The names in a list: "Elena Marsh and Tomas Weller"."""
    return [name for name in _BETWEEN.split(names) if name]


def _sides_of(uses: Iterable[NameUse]) -> dict[str, frozenset[str]]:
    """For each name, by what its spellings have in common, the states that it speaks for."""
    found: dict[str, frozenset[str]] = {}
    for use in uses:
        side = use.name if use.kind == "state" else side_of(use, use.name)[1]
        if side:
            found[key(use.name)] = found.get(key(use.name), frozenset()) | {side.casefold()}
    return found
