"""Which claims that share a term are about one thing: those that concern the same states, told more than once.

A word that many talks have ("trade") makes a matter between two states only: trade of A with B is not trade of A with C. What
is left over meets by single states. A rare word or a phrase ("microelectronics", "import substitution") is one thing wherever
the states that are concerned hang together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from servanda.comparison.claims.terms import is_rare
from servanda.ledger.matters import Use
from servanda.model import digest

FOUNDING = 245
"""Weight in hundredths of bits with which a matter must be spoken of twice, for there to be one."""
SEVERAL = 3
"""Records that claim something of it, and so found a matter whatever the weight."""
BROADEST = 300
"""Claims beyond which what they share is a field, and no matter."""
BROADEST_OF_ONE = 100
"""The same, of a common word that concerns one state or none: at home everything is spoken of."""
_MANY = 4
"""States beyond which those that are named together are not each other's partners."""
_SAME = 0.75
"""Share of a matter's claims that another must hold for it to be the same matter, told of other states."""


class Hub(NamedTuple):
    """Claims that are about one thing."""

    term: str
    scope: tuple[str, ...]
    """The states by which they were put together."""
    claims: tuple[int, ...]

    @property
    def id(self) -> str:
        """Follows from what it is about and whose it is, never from its claims."""
        seed = f"{self.term}|{'|'.join(self.scope)}"
        return f"matter-{digest(seed.encode('utf-8', 'surrogatepass'))[:12]}"


Part = tuple[tuple[str, ...], list[Use]]


def hubs_of(term: str, uses: Sequence[Use]) -> list[Hub]:
    """The matters that a term gathers, in a settled order."""
    if is_rare(term):
        parts = [part for part in _hanging_together(uses) if _is_told_twice(part[1])]
    else:
        parts = _distinct(_by(uses, _partners))
        held = {use.claim for _, part in parts for use in part}
        alone = _distinct(_by([use for use in uses if use.claim not in held], _singly(uses)))
        parts += [part for part in alone if len(part[1]) <= BROADEST_OF_ONE]
    return [Hub(term, scope, tuple(sorted(use.claim for use in part))) for scope, part in parts if len(part) <= BROADEST]


def _is_told_twice(uses: Sequence[Use]) -> bool:
    """Whether two records speak of it plainly, and one at least claims something of it; or one record claims it twice.

    What several records claim something of need not be named so plainly.
    """
    plainly = [use for use in uses if use.weight >= FOUNDING]
    if sum(use.kind != "mention" for use in plainly) > 1:
        return True
    claiming = {use.reading for use in uses if use.kind != "mention"}
    return len(claiming) >= SEVERAL or (bool(claiming) and len({use.reading for use in plainly}) > 1)


def _partners(use: Use) -> Iterable[tuple[str, ...]]:
    return combinations(sorted(use.scope), 2) if len(use.scope) <= _MANY else ()


def _singly(uses: Iterable[Use]) -> Callable[[Use], Iterable[tuple[str, ...]]]:
    """Each state that a use concerns; one that names none is of those that all others of its record concern, if any."""
    told: dict[int, frozenset[str]] = {}
    for use in uses:
        if use.scope:
            told[use.reading] = use.scope & told.get(use.reading, use.scope)
    return lambda use: [(state,) for state in sorted(use.scope or told.get(use.reading, frozenset()))] or [()]


def _by(uses: Iterable[Use], keys: Callable[[Use], Iterable[tuple[str, ...]]]) -> list[Part]:
    parts: dict[tuple[str, ...], list[Use]] = {}
    for use in uses:
        for key in keys(use):
            parts.setdefault(key, []).append(use)
    return list(parts.items())


def _distinct(parts: Iterable[Part]) -> list[Part]:
    """Parts that are told of twice, without those that are nearly all in a greater one."""
    kept: list[Part] = []
    seen: list[set[int]] = []
    for scope, uses in sorted(parts, key=lambda part: (-len(part[1]), part[0])):
        claims = {use.claim for use in uses}
        if _is_told_twice(uses) and not any(len(claims & other) >= _SAME * len(claims) for other in seen):
            kept.append((scope, uses))
            seen.append(claims)
    return kept


def _hanging_together(uses: Iterable[Use]) -> list[Part]:
    """Uses parted where they concern states that no other use brings together.

    What names no state is of what its record says elsewhere by the same term, where that is one thing; else a part of its own.
    """
    roots: dict[str, str] = {}

    def root(state: str) -> str:
        while (above := roots.setdefault(state, state)) != state:
            roots[state] = roots[above]
            state = above
        return state

    parts: dict[str, list[Use]] = {}
    every = list(uses)
    for use in every:
        states = sorted(use.scope)
        for state in states[1:]:
            low, high = sorted((root(states[0]), root(state)))
            roots[high] = low
    told: dict[int, set[str]] = {}
    for use in every:
        if use.scope:
            told.setdefault(use.reading, set()).add(root(min(use.scope)))
    for use in every:
        beside = told.get(use.reading, set())
        state = root(min(use.scope)) if use.scope else next(iter(beside)) if len(beside) == 1 else ""
        parts.setdefault(state, []).append(use)
    return [((state,) if state else (), part) for state, part in sorted(parts.items())]
