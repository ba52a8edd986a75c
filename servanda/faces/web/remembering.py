"""Answers that were made before. Each is kept with what it follows from: while that is the same, so is the page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.ledger import Ledger, rulings

KEPT_BYTES = 64 * 1024 * 1024
"""How much is remembered: what was not asked for longest is forgotten first."""

Follows = Literal["everything", "came", "its record", "compared"]
"""What a page follows from, beside the day and whoever asks: of which of these a change makes it anew.

`everything` that came to the ledger; what `came` of records and decisions, whatever was ruled; the versions of `its record`,
with the rulings upon them; what is `compared`, whatever was ruled since. Where it is not sure, it is everything.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The body of an answer, and where it follows from some records alone, from which."""

    body: bytes
    records: tuple[str, ...] = ()
    ruling: int = 0
    """The last ruling upon them that it tells of for certain, whatever became of it in later versions."""


class Remembered:
    """Answers by what they follow from."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The answer that was made of this; None where none is remembered."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: Hashable, kept: Kept) -> None:
        """Remember an answer; one that is larger than an eighth of all is not worth it."""
        if len(kept.body) > self._limit // 8:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += len(kept.body) - (len(before.body) if before else 0)
            self._kept[key] = kept
            while self._size > self._limit:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone.body)


class Ruled:
    """Which records were ruled upon of late, by the trail of rulings: whoever ruled, here or by the command line."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._since: int | None = None
        self._read = 0
        self._last: dict[str, int] = {}
        self._lock = threading.Lock()

    def is_since(self, records: Sequence[str], ruling: int) -> bool:
        """Whether any of these records was ruled upon after a ruling; also where that one is too long ago to tell."""
        with self._lock:
            if self._since is None:
                self._since = self._read = ruling
            with self._ledger.reads() as connection:
                for number, record in rulings.records_ruled(connection, after=self._read):
                    self._last[record] = self._read = number
            return ruling < self._since or any(self._last.get(record, 0) > ruling for record in records)
