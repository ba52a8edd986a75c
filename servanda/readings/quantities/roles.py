"""Sets of words by the part they play in an amount's surroundings."""

from __future__ import annotations

from functools import cache

from servanda.words import of_part


@cache
def role(name: str) -> frozenset[str]:
    """The words that play one part; the list's head says which parts there are."""
    return of_part("amount-words", name)


@cache
def context(name: str) -> frozenset[str]:
    """The words by which the period and the basis of a figure are found."""
    return of_part("figure-contexts", name)
