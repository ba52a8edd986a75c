"""What is told by one side as far as was found, and may yet be part of what the other tells too.

In speech one thing is said many times in passing, in other words each time, and only some of the times are recognised. So of
long accounts what is near to a shared thing is not called one side's alone unasked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from servanda.comparison.accounts.aligning import holders_of
from servanda.comparison.accounts.meaning import Meaning, likeness
from servanda.comparison.accounts.units import Unit

_AGAIN, _NEAR = 0.3, 0.35
"""Share in common from which on a stretch may say again what its own side says of a shared thing, or what another side says."""


def in_one_breath(units: Sequence[Unit], sides: Sequence[frozenset[str]], shared: Collection[int]) -> frozenset[int]:
    """Stretches that were cut from one sentence with a shared one, or answer a question that another side answers, too."""
    sentences = {(units[number].account, units[number].sentence) for number in shared}
    answering: dict[tuple[str, int], set[frozenset[str]]] = defaultdict(set)
    for unit, own in zip(units, sides, strict=True):
        answering[unit.exchange].add(own)
    return frozenset(
        number
        for number, unit in enumerate(units)
        if (unit.account, unit.sentence) in sentences or (unit.exchange[1] and len(answering[unit.exchange]) > 1)
    )


def alike(meanings: Sequence[Meaning], sides: Sequence[frozenset[str]], shared: Collection[int]) -> frozenset[int]:
    """Stretches with much in common with what another side says, or with what their own says of a shared thing."""
    holders = holders_of(meanings)
    found = set()
    for number, meaning in enumerate(meanings):
        for other in sorted({other for word in meaning for other in holders.get(word, ())} - {number}):
            foreign = not sides[other] & sides[number]
            if (foreign or other in shared) and likeness(meaning, meanings[other])[1] >= (_NEAR if foreign else _AGAIN):
                found.add(number)
                break
    return frozenset(found)
