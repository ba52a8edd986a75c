"""Parts of lists that are kept in their order, with a few others put among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import merge
from typing import Any, TypeVar

from servanda.model import Listed

Item = TypeVar("Item")

Fetch = Callable[[int, int], Sequence[Item]]
"""Given how many to pass over and how many to give at most: so many of a list in its order."""


def part_of(items: Sequence[Item], start: int, count: int) -> Listed[Item]:
    """Some of a list that is at hand."""
    return Listed(tuple(items[start : start + count]), len(items))


def with_others(
    kept: Fetch[Item], total: int, others: Sequence[Item], order: Callable[[Item], Any], start: int, count: int
) -> Listed[Item]:
    """A part of the list in which `others` stand in their places among so many that are kept.

    However long the list is, no more of it is fetched than the part and as many before it as there are others.
    """
    before = max(0, start - len(others))
    some = kept(before, start - before + count)
    beside = sorted(others, key=order)
    if before and not some:
        return Listed((), total + len(beside))
    passed = sum(order(one) < order(some[0]) for one in beside) if before else 0
    first = start - before - passed
    whole = list(merge(some, beside[passed:], key=order))
    return Listed(tuple(whole[first : first + count]), total + len(beside))
