"""Where in a stretch of a record quoted words stand, and where they differ.

The whole quotation is laid against any part of the stretch, at the least cost: a word more or another costs most; words of
the record that are passed over cost one at first and little after, so that a clause left out is one gap; where the quotation
marks that it left something out, nothing. The work is bounded: what is too long is matched by what is rare in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from servanda.comparison.versions.alignment import matched

_OPEN, _ON = 1.0, 0.05
_UNLIKE = 1.5
"""What a word costs that is not the record's. It is more than to pass over a few: it may stand further on."""
_SAME, _OTHER, _MORE, _FROM_PASSING = 1, 2, 4, 8
"""How a word was taken: beside the same there, beside another, beside none; and whether words were passed over before."""
_MOST = 40_000
"""Pairs of words that are compared one by one at most."""
_BRACKET_ON = 0.02
_BRACKET = 100
"""Up to so many words a place is free that brackets fill; beyond, one where something was left out."""
_FAR = 1e9

Pair = tuple[int, int]


class Apart(NamedTuple):
    """Words here that are not those there, half open; one of the two may be empty."""

    here_start: int
    here_end: int
    there_start: int
    there_end: int


class Fit(NamedTuple):
    """How a quotation lies on a stretch."""

    pairs: tuple[Pair, ...]
    """Words in common, in order: index here, index there."""
    apart: tuple[Apart, ...]
    """All else, but for what may be there by marks of omission."""


def fitted(here: Sequence[str], there: Sequence[str], free: Mapping[int, int]) -> Fit | None:
    """How the words of a quotation lie best on those of a stretch; None where they have nothing in common."""
    if not here or not there:
        return None
    if not free:
        at = found_whole(here, there)
        if at is not None:
            return Fit(tuple((place, at + place) for place in range(len(here))), ())
    pairs = _least_cost(here, there, free) if len(here) * len(there) <= _MOST else matched(here, there)
    return Fit(tuple(pairs), tuple(_apart(pairs, len(here), len(there), free))) if pairs else None


def found_whole(here: Sequence[str], there: Sequence[str]) -> int | None:
    """Where words stand in a row among others; None where they do not."""
    first, length = here[0], len(here)
    wanted = list(here)
    for place in range(len(there) - length + 1):
        if there[place] == first and list(there[place : place + length]) == wanted:
            return place
    return None


def _least_cost(here: Sequence[str], there: Sequence[str], free: Mapping[int, int]) -> list[Pair]:
    """Pairs by the cheapest way through: rows are words here, columns words there (O. Gotoh's three steps, with free ends).

    A way is *settled* where its last step took a word from here, *passing* where it passed over words there.
    """
    breadth = len(there)
    settled, passing = [0.0] * (breadth + 1), [_FAR] * (breadth + 1)
    taken: list[bytearray] = []
    passed: list[bytearray] = []
    for row, word in enumerate(here):
        before = [min(pair) for pair in zip(settled, passing, strict=True)]
        from_passing = [other < one for one, other in zip(settled, passing, strict=True)]
        here_taken = bytearray(breadth + 1)
        settled = [before[0] + _UNLIKE] * (breadth + 1)
        here_taken[0] = _MORE | (_FROM_PASSING if from_passing[0] else 0)
        for column in range(1, breadth + 1):
            same = there[column - 1] == word
            cost, more = before[column - 1] + (0.0 if same else _UNLIKE), before[column] + _UNLIKE
            if more < cost:
                settled[column] = more
                here_taken[column] = _MORE | (_FROM_PASSING if from_passing[column] else 0)
            else:
                settled[column] = cost
                here_taken[column] = (_SAME if same else _OTHER) | (_FROM_PASSING if from_passing[column - 1] else 0)
        taken.append(here_taken)
        passing, here_passed = _passing(settled, free.get(row + 1, 0))
        passed.append(here_passed)
    return _way_back(taken, passed, min(range(breadth + 1), key=settled.__getitem__))


def _passing(settled: Sequence[float], more: int) -> tuple[list[float], bytearray]:
    """What it costs to have passed over words there up to each column, and whether the word before was passed over too."""
    on = 0.0 if more > _BRACKET else _BRACKET_ON if more else _ON
    opening = on if more else _OPEN + on
    passing, gone_on = [_FAR] * len(settled), bytearray(len(settled))
    for column in range(1, len(settled)):
        fresh, further = settled[column - 1] + opening, passing[column - 1] + on
        passing[column] = min(fresh, further)
        gone_on[column] = further < fresh
    return passing, gone_on


def _way_back(taken: Sequence[bytearray], passed: Sequence[bytearray], column: int) -> list[Pair]:
    pairs: list[Pair] = []
    row = len(taken) - 1
    while row >= 0:
        step = taken[row][column]
        if step & _SAME:
            pairs.append((row, column - 1))
        if not step & _MORE:
            column -= 1
        row -= 1
        if step & _FROM_PASSING:
            while passed[row][column]:
                column -= 1
            column -= 1
    return pairs[::-1]


def _apart(pairs: Sequence[Pair], length: int, breadth: int, free: Mapping[int, int]) -> Iterator[Apart]:
    """What lies between the pairs. Before the first and behind the last, only words from here are apart."""
    if pairs[0][0]:
        yield Apart(0, pairs[0][0], max(0, pairs[0][1] - pairs[0][0]), pairs[0][1])
    for (i, j), (k, m) in pairwise(pairs):
        if k - i == 1 and m - j == 1:
            continue
        if k - i == 1 and m - j - 1 <= free.get(k, 0):
            continue
        inner = [place for place in free if i < place <= k]
        if k - i > 1 and inner and all(free[place] > _BRACKET for place in inner):
            yield from _around_omission(i, j, k, m, inner[0])
        else:
            yield Apart(i + 1, k, j + 1, m)
    if pairs[-1][0] < length - 1:
        more = length - 1 - pairs[-1][0]
        yield Apart(pairs[-1][0] + 1, length, pairs[-1][1] + 1, min(breadth, pairs[-1][1] + 1 + more))


def _around_omission(i: int, j: int, k: int, m: int, place: int) -> Iterator[Apart]:
    """Words apart before and behind a mark of omission, each beside as many words there."""
    if place > i + 1:
        yield Apart(i + 1, place, j + 1, min(m, j + place - i))
    if place < k:
        yield Apart(place, k, max(j + 1, m - (k - place)), m)
