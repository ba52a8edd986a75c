"""What two sequences have in common, in order: by what is rare in both first, so that no input takes long.

A plain longest common subsequence costs the product of both lengths. Here common ends are taken off, what stands once in both
becomes an anchor (as in the patience method of B. Cohen), and only what is left between anchors is compared pair by pair, where
it is short. What is long and has no anchor is given up as different: a worse answer, never a long wait.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

Pair = tuple[int, int]
"""Index in the old sequence, index in the new one."""

_PAIRWISE = 40_000
"""Pairs of items that are compared one by one at most, between two anchors."""
_DEEPEST = 40
"""How often a stretch between anchors is parted again by anchors of its own."""


class Gap(NamedTuple):
    """A stretch of each sequence, half open, that holds nothing in common; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Items that both sequences have in common, in order: both indexes rise from pair to pair."""
    pairs: list[Pair] = []
    waiting = [(Gap(0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, depth = waiting.pop()
        gap = _without_ends(old, new, gap, pairs)
        if gap.old_start == gap.old_end or gap.new_start == gap.new_end:
            continue
        anchors = _anchors(old, new, gap) if depth < _DEEPEST else []
        if anchors:
            pairs.extend(anchors)
            waiting.extend((between, depth + 1) for between in _between(gap, anchors))
        elif (gap.old_end - gap.old_start) * (gap.new_end - gap.new_start) <= _PAIRWISE:
            pairs.extend(_common(old, new, gap))
    return sorted(pairs)


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[Gap]:
    """What lies between pairs, in sequences of these lengths; where nothing lies on either side there is no gap."""
    for gap in _between(Gap(0, old, 0, new), pairs):
        if gap.old_start < gap.old_end or gap.new_start < gap.new_end:
            yield gap


def _between(gap: Gap, pairs: Sequence[Pair]) -> Iterator[Gap]:
    left, right = gap.old_start, gap.new_start
    for i, j in pairs:
        yield Gap(left, i, right, j)
        left, right = i + 1, j + 1
    yield Gap(left, gap.old_end, right, gap.new_end)


def _without_ends(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap, pairs: list[Pair]) -> Gap:
    """The gap without what both sides begin and end with, which is paired."""
    old_start, old_end, new_start, new_end = gap
    while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
        pairs.append((old_start, new_start))
        old_start, new_start = old_start + 1, new_start + 1
    while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        pairs.append((old_end, new_end))
    return Gap(old_start, old_end, new_start, new_end)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """What stands once on both sides; where nothing does, the n-th of what stands equally often: the longest rising run."""
    here = Counter(old[gap.old_start : gap.old_end])
    there = Counter(new[gap.new_start : gap.new_end])
    shared = {item: count for item, count in here.items() if there.get(item) == count}
    rare = {item for item, count in shared.items() if count == 1} or set(shared)
    places: dict[Hashable, list[int]] = {item: [] for item in rare}
    for place in range(gap.new_start, gap.new_end):
        if new[place] in rare:
            places[new[place]].append(place)
    next_of = {item: iter(found) for item, found in places.items()}
    return _rising(
        [(place, next(next_of[old[place]])) for place in range(gap.old_start, gap.old_end) if old[place] in rare],
    )


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs, given in the order of their first index, whose second index rises too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[place], ends[place] = j, index
    run: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> Iterator[Pair]:
    """The longest common subsequence of a short gap."""
    height, breadth = gap.old_end - gap.old_start, gap.new_end - gap.new_start
    table = [[0] * (breadth + 1)]
    for i in range(height - 1, -1, -1):
        below, row = table[-1], [0] * (breadth + 1)
        item = old[gap.old_start + i]
        for j in range(breadth - 1, -1, -1):
            row[j] = below[j + 1] + 1 if item == new[gap.new_start + j] else max(below[j], row[j + 1])
        table.append(row)
    i = j = 0
    while i < height and j < breadth:
        here, below = table[height - i], table[height - i - 1]
        if old[gap.old_start + i] == new[gap.new_start + j]:
            yield gap.old_start + i, gap.new_start + j
            i, j = i + 1, j + 1
        elif below[j] >= here[j + 1]:
            i += 1
        else:
            j += 1
