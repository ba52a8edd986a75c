"""On whose side somebody speaks: of who made a commitment, of those it was made with, of both, of others, of an outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from servanda.comparison.meetings.sides import side_of, states_in
from servanda.comparison.people.spelling import key
from servanda.ledger import bearing
from servanda.model import Claim, NameUse, Side


class Sides:
    """The sides of a commitment. What is asked of a reading once is kept."""

    def __init__(self, connection: Connection, claim: Claim, reading_id: int) -> None:
        self._connection = connection
        self._names: dict[int, tuple[Mapping[str, frozenset[str]], frozenset[str]]] = {}
        self._who = key(claim.said_by) if claim.said_by else ""
        self._known, _ = self._of(reading_id)
        self.holder = self._states(claim.said_by, reading_id)
        parties = {state.casefold() for state in bearing.sides_at(connection, reading_id)} | set(claim.scope)
        self.other = frozenset(parties) - self.holder

    def side(self, said_by: str | None, reading_id: int) -> Side:
        """On whose side somebody speaks in a reading; None is the publisher."""
        if said_by is None:
            return "publisher"
        if self._who and key(said_by) == self._who:
            return "holder"
        states = self._states(said_by, reading_id)
        if states & self.holder:
            return "together" if states & self.other else "holder"
        return "other" if states & self.other else "third"

    def concern(self, text: str, reading_id: int) -> bool:
        """Whether a text may concern the same states: it names one, or none, or stands among their words."""
        ours = self.holder | self.other
        states = frozenset(_named(text, self._of(reading_id)[1])) | self.met(reading_id)
        return not ours or not states or bool(states & ours)

    def met(self, reading_id: int) -> frozenset[str]:
        """The states and bodies that met where a reading tells of talks."""
        return self._of(reading_id)[1]

    def _states(self, name: str | None, reading_id: int) -> frozenset[str]:
        """The states that somebody speaks for: those that the name says, else that of the office held, in whatever record."""
        if not name:
            return frozenset()
        known, met = self._of(reading_id)
        own = frozenset(_named(name, met)) or known.get(key(name), frozenset()) or self._known.get(key(name), frozenset())
        return own or frozenset(part for part in _words(name) if part in met)

    def _of(self, reading_id: int) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
        if reading_id not in self._names:
            uses = tuple(bearing.names_in(self._connection, reading_id))
            met = frozenset(state.casefold() for state in bearing.sides_at(self._connection, reading_id))
            self._names[reading_id] = _sides_of(uses), met
        return self._names[reading_id]


def _sides_of(uses: Iterable[NameUse]) -> dict[str, frozenset[str]]:
    """For each name, by what its spellings have in common, the states that it speaks for."""
    found: dict[str, frozenset[str]] = {}
    for use in uses:
        side = use.name if use.kind == "state" else side_of(use, use.name)[1]
        if side:
            found[key(use.name)] = found.get(key(use.name), frozenset()) | {side.casefold()}
    return found


def _named(text: str, met: Iterable[str]) -> Iterable[str]:
    """The states that a text names, those met with among them though no list has them."""
    unlisted = frozenset(state.title() for state in met)
    return (state.casefold() for state in states_in(text, unlisted))


def _words(name: str) -> list[str]:
    return [word.strip(".,;").casefold() for word in name.split()]
