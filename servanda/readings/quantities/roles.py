"""Sets of words by the part they play in an amount's surroundings."""

from __future__ import annotations

from functools import cache

from servanda.words import rows


@cache
def role(name: str) -> frozenset[str]:
    """The words that play one part; the list's head says which parts there are."""
    return frozenset(row[0] for row in rows("amount-words") if row[1] == name)


@cache
def context(name: str) -> frozenset[str]:
    """The words by which the period and the basis of a figure are found."""
    return frozenset(row[0] for row in rows("figure-contexts") if row[1] == name)
