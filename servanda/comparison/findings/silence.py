"""How many later records were read that could tell of something, and until when: what "nothing was found" is worth.

Counted are records in which the same holder is heard or, where nobody in particular holds it, records of talks of the same
parties; and records of the same matter in which one of the parties of its talks is there again. Records in a language whose
statements are not read are counted apart: that nothing was found in them says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from servanda.ledger import later
from servanda.model import Claim

_READ = (None, "en")
"""Languages whose statements are read."""
_SIDES = 2
"""Of the parties of talks so many must be there again, for their later talks to count."""


@dataclass(frozen=True, slots=True)
class Later:
    """Later records that could tell of something."""

    records: int
    """How many were read."""
    last: str | None
    """The day of the last of them."""
    unread: int = 0
    """How many more are in a language whose statements are not read."""
    readings: frozenset[int] = frozenset()
    """The readings of those that were read."""

    @property
    def words(self) -> str:
        """How many were read, until when, and how many could not be."""
        noun = "record" if self.records == 1 else "records"
        told = f"{self.records} later {noun}" + (f", the last of {self.last}" if self.last else "")
        if not self.unread:
            return told
        others = "record is" if self.unread == 1 else "records are"
        return f"{told}; {self.unread} more {others} in languages whose statements are not read"


class Silence:
    """Answers which later records could tell of a claim, as of a day. What it asks the ledger once, it keeps."""

    def __init__(self, connection: Connection, on: str | None = None) -> None:
        self._connection = connection
        self._on = on
        self._numbers: dict[str, int | None] = {}
        self._heard: dict[tuple[str, ...], set[int]] = {}
        self._parties: dict[tuple[str, ...], dict[int, int]] = {}

    def after(self, claim: Claim, matter_ids: Sequence[str] = (), *, day: str) -> Later:
        """The records after a day in which the claim's holder is heard, or its matters are spoken of."""
        found = later.dated(self._connection, self._telling(claim, tuple(matter_ids)))
        until = [one for one in found if self._on is None or (one.day or "") <= self._on]
        behind = [one for one in until if one.day and one.day > day and one.record != claim.place.record]
        read = [one for one in behind if one.language in _READ]
        last = max((one.day or "" for one in read), default=None)
        return Later(len(read), last, len(behind) - len(read), frozenset(one.reading for one in read))

    def _telling(self, claim: Claim, matter_ids: tuple[str, ...]) -> set[int]:
        own = self._reading(claim.place.record)
        if own is None:
            return set()
        parties = tuple(later.parties_of(self._connection, own))
        names = tuple(later.skeletons_of(self._connection, own, claim.said_by)) if claim.said_by else ()
        found = self._hearing(names) if names else self._meeting(parties, min(_SIDES, len(parties)))
        if matter_ids and parties:
            of_matters = later.readings_of_matters(self._connection, matter_ids)
            found = found | (of_matters & self._meeting(parties, 1))
        return found

    def _reading(self, record: str) -> int | None:
        """The noted reading of a record; None where it is of a later day than the one asked."""
        if record not in self._numbers:
            number = later.noted_reading(self._connection, record)
            told = later.dated(self._connection, [number]) if number is not None else []
            self._numbers[record] = next((one.reading for one in told if self._on is None or (one.day or "") <= self._on), None)
        return self._numbers[record]

    def _hearing(self, skeletons: tuple[str, ...]) -> set[int]:
        if skeletons not in self._heard:
            self._heard[skeletons] = later.readings_hearing(self._connection, skeletons)
        return self._heard[skeletons]

    def _meeting(self, parties: tuple[str, ...], least: int) -> set[int]:
        """The readings of talks at which so many of these parties were."""
        if parties not in self._parties:
            self._parties[parties] = later.readings_of_parties(self._connection, parties) if parties else {}
        return {number for number, count in self._parties[parties].items() if count >= least}
