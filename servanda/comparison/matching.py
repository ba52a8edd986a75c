"""Which claims that share a term are about one thing: those of the same states, from more than one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from servanda.ledger.matters import Use
from servanda.model import digest

LEAST = 250
"""Weight in hundredths of bits that a term must have in a claim."""
FOUNDING = 400
"""Weight with which a matter must be spoken of in two records, for there to be one."""
BROADEST = 600
"""Claims beyond which what they share is a field, and no matter."""


class Hub(NamedTuple):
    """Claims that are about one thing."""

    term: str
    scope: tuple[str, ...]
    claims: tuple[int, ...]

    @property
    def id(self) -> str:
        """Follows from what it is about and whose it is, never from its claims."""
        seed = f"{self.term}|{'|'.join(self.scope)}"
        return f"matter-{digest(seed.encode('utf-8', 'surrogatepass'))[:12]}"


def hubs_of(term: str, uses: Sequence[Use]) -> list[Hub]:
    """The matters that a term gathers: its claims, parted where they concern states that never meet."""
    near = [use for use in uses if use.weight >= LEAST]
    found = []
    for scope, members in _parted(near):
        founding = {use.reading for use in members if use.weight >= FOUNDING and use.kind != "mention"}
        if len(founding) > 1 and len(members) <= BROADEST:
            found.append(Hub(term, scope, tuple(sorted(use.claim for use in members))))
    return found


def _parted(uses: Iterable[Use]) -> list[tuple[tuple[str, ...], list[Use]]]:
    """Uses by the states that they concern: two are together where they have a state in common, or a third with each."""
    parts: list[tuple[set[str], list[Use]]] = []
    for use in uses:
        scope, members, others = set(use.scope), [use], []
        for states, held in parts:
            if states & scope or not (states or scope):
                scope |= states
                members = held + members
            else:
                others.append((states, held))
        parts = [*others, (scope, members)]
    first = [(min(states, default=""), members) for states, members in parts]
    return [((state,) if state else (), members) for state, members in sorted(first, key=lambda one: one[0])]
