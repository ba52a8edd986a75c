"""A random sample of a ledger's entries, ruled by its readers: how many are right, and how far two readers agree."""

from __future__ import annotations

import hashlib
import heapq
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from servanda.errors import UsageError
from servanda.ledger import rulings, store
from servanda.ledger.remembering import remembered
from servanda.ledger.review import REVIEWED
from servanda.model import EntryRuling, Measured

if TYPE_CHECKING:
    from servanda.ledger.book import Ledger

_SAMPLES = 8
"""Samples that are remembered."""
_NORMAL = 1.959963984540054
"""Standard deviations on either side that hold 95 % of a normal distribution."""


def drawn(ledger: Ledger, count: int, *, kind: str | None = None, seed: str = "1") -> list[str]:
    """Ids of so many entries of the current readings, drawn at random: the same for the same seed and the same entries.

    An entry's lot is the hash of the seed and its id, so that records which come later change the sample little.
    """
    if count < 1:
        raise UsageError(f"{count} entries are no sample", remedy="ask for one at least")
    if kind is not None and kind not in REVIEWED:
        raise UsageError(f"{kind!r} is no kind that is reviewed", remedy=f"one of {', '.join(REVIEWED)}")
    kinds = REVIEWED if kind is None else (kind,)
    with ledger.reads() as connection:
        # whoever rules through a sample asks for it again after each entry
        known: dict[object, list[str]] = remembered(connection, "samples", dict)
        asked = (count, kinds, seed)
        found = known.get(asked)
        if found is None:
            names = store.current_ids(connection, kinds)
            found = [name for _, name in heapq.nsmallest(count, ((_lot(seed, name), name) for name in names))]
            while len(known) >= _SAMPLES:
                known.pop(next(iter(known)), None)
            known[asked] = found
        return found


def _lot(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}|{name}".encode()).digest()


def measured(ledger: Ledger, sample: Sequence[str]) -> Measured:
    """What the rulings that hold say of a sample; each reader's last upon an entry counts."""
    wanted = set(sample)
    with ledger.reads() as connection:
        holding = rulings.standing(rulings.rulings(connection))
    by_entry: dict[str, dict[str, bool]] = {}
    for one in holding:
        if one.entry in wanted:
            by_entry.setdefault(one.entry, {})[one.owner or "unnamed"] = one.act == "accepted"
    right = sum(all(said.values()) for said in by_entry.values())
    low, high = interval(right, len(by_entry)) if by_entry else (None, None)
    readers = sorted({reader for said in by_entry.values() for reader in said})
    return Measured(
        len(wanted), len(by_entry), right, low, high, tuple(readers), alpha(list(map(dict.values, by_entry.values())))
    )


def unruled(ledger: Ledger, sample: Sequence[str], reader: str | None) -> list[str]:
    """Of a sample, what a reader has not ruled upon, whoever else did: two readers rule blind."""
    with ledger.reads() as connection:
        own: Iterable[EntryRuling] = rulings.standing(rulings.rulings(connection))
    done = {one.entry for one in own if one.owner == reader}
    return [name for name in sample if name not in done]


def interval(right: int, ruled: int) -> tuple[float, float]:
    """The Wilson score interval of a share (E. B. Wilson, JASA 22, 1927), with 95 % confidence."""
    share, square = right / ruled, _NORMAL**2
    middle = share + square / (2 * ruled)
    reach = _NORMAL * math.sqrt(share * (1 - share) / ruled + square / (4 * ruled**2))
    whole = 1 + square / ruled
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def alpha(units: Sequence[Iterable[bool]]) -> float | None:
    """Krippendorff's alpha for nominal values: 1 is full agreement, 0 what chance gives. None without a pair of values.

    Where all values are alike nothing can disagree: alpha is 1 there.
    """
    yes = no = 0
    observed = 0.0
    for values in map(list, units):
        if len(values) > 1:
            yes, no = yes + values.count(True), no + values.count(False)
            observed += 2 * values.count(True) * values.count(False) / (len(values) - 1)
    if not yes + no:
        return None
    expected = 2 * yes * no / (yes + no - 1)
    return 1.0 - observed / expected if expected else 1.0
