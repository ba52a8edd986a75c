"""Which matters a name calls: those of just this name, else those whose names have all its words, or words that begin so."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.comparison.matters import docket
from servanda.ledger import Ledger
from servanda.model import Matter

_SEVERAL = 2
"""Records."""


def called(ledger: Ledger, name: str, *, on: str | None = None) -> list[Matter]:
    """The matters that a name calls, by name; those of just this name with their claims."""
    exact = docket.matters(ledger, name, on=on, everything=True)
    if exact:
        return exact
    wanted = name.casefold().split()
    listed = docket.with_words(ledger, wanted, on=on) if wanted else []
    return [one for one in listed if docket.has_words(one.name, wanted)]


def first_called(ledger: Ledger, names: Sequence[str], most: int, *, on: str | None = None) -> list[Matter]:
    """Of the matters that any of these names calls, so many, without their claims: first those called just so.

    Then those of which most records speak. What one record alone speaks of is left out where several speak of another.
    """
    exact = {name: docket.named(ledger, name, on=on) for name in names}
    found = {one.id: one for some in exact.values() for one in some}
    wanted = [words for name, some in exact.items() if not some and (words := name.casefold().split())]
    plain = {name.casefold() for name in names}
    for least in (_SEVERAL, 0):
        among = [one for one in found.values() if one.records >= least]
        among += docket.told_most(ledger, wanted, most, least=least, on=on) if wanted else []
        if among:
            every = {one.id: one for one in among}.values()
            return sorted(every, key=lambda one: (one.name.casefold() not in plain, -one.records, one.name))[:most]
    return []
