"""What comparing makes of single claims, each once, however many matters it is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from servanda.comparison.relations.likeness import worded
from servanda.comparison.relations.tallies import tally_of
from servanda.comparison.relations.told import told_alone
from servanda.model import Claim

Made = TypeVar("Made")


class _Once(Generic[Made]):
    """A function of claims that keeps what it gave. A claim is known by being the same object, and is kept with it."""

    def __init__(self, make: Callable[[Claim], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[Claim, Made]] = {}

    def __call__(self, claim: Claim) -> Made:
        kept = self._kept.get(id(claim))
        if kept is None:
            kept = self._kept[id(claim)] = (claim, self._make(claim))
        return kept[1]


class Prepared:
    """Claims as statements, as figures and as running totals, for as long as this is held."""

    def __init__(self) -> None:
        self.worded = _Once(worded)
        self.told = _Once(told_alone)
        self.tallied = _Once(tally_of)
