"""Whose words a claim is, as a party to a matter: the state or body that a person speaks for, else the person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.comparison.accounts.sides import offices_of
from servanda.comparison.meetings.sides import holder_called, states_in
from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import known_state
from servanda.ledger import Ledger
from servanda.model import Claim
from servanda.words import table

_JOINED = re.compile(r",? and |, ")
"""What stands between those who say something together."""

_MARKS = " ,;:"

_GROUPS = frozenset(("the parties", "the sides", "both sides", "the leaders", "the participants", "they"))
"""Words that name no party by themselves."""


class Parties:
    """The parties of a matter's claims."""

    def __init__(self, ledger: Ledger, claims: Iterable[Claim]) -> None:
        names = {name for claim in claims for name in _named(claim.said_by)}
        self._offices, self._known = offices_of(ledger, {spelling.key(name) for name in names})

    def of(self, claim: Claim) -> tuple[str, ...]:
        """Who says it, by letters; none for the publisher's words, for who only asks, and where no party is named."""
        if claim.kind == "question":
            return ()
        return tuple(sorted({party for name in _named(claim.said_by) if (party := self._party(name, claim.day))}))

    def _party(self, name: str, day: str | None) -> str | None:
        own = name.removeprefix("the ").removeprefix("The ")
        listed = known_state(own.lower()) or table("bodies").get(own.lower()) or table("capitals").get(own)
        if listed:
            return listed
        holder = holder_called(name, day)
        key = spelling.key(name)
        side = (holder.state if holder else None) or self._offices.get(key)
        if side or key in self._known:
            return side or name
        named = set(states_in(name))
        return named.pop() if len(named) == 1 else None


def _named(said_by: str | None) -> tuple[str, ...]:
    """The names of those who say something, each by itself."""
    if not said_by or said_by.lower() in _GROUPS:
        return ()
    whole = said_by.removeprefix("the ").lower()
    if known_state(whole) or whole in table("bodies"):
        return (said_by,)
    return tuple(plain for name in _JOINED.split(said_by) if (plain := name.strip(_MARKS)))
