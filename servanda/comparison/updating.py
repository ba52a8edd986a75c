"""Brings a ledger's comparison up to date: each new reading is noted once, then the matters that it touches are joined anew.

What is noted of a reading depends on that reading alone, and a matter on the notes alone: so the order in which records came
makes no difference, and a comparison that was broken off goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from servanda.comparison import anomalies, claims, matters, occasions, passages, versions
from servanda.ledger import Ledger, Summary, noting
from servanda.model import Reading

COMPARER = "1"
"""Version of what is noted: a higher one notes every reading anew."""

TOGETHER = 20
"""Readings that are noted in one transaction: few enough that another process need not wait long for its turn."""

Progress = Callable[[int, int], None]
"""Told how many readings are done, of how many."""


@dataclass(frozen=True, slots=True)
class Noter:
    """One kind of notes: how they are made of a reading and kept, and how they are thrown away."""

    name: str
    note: Callable[[Connection, int, Reading, Summary], None]
    """Given a transaction, the number of the reading in the ledger, the reading, and what the ledger lists of its record."""
    forget: Callable[[Connection, int], None]


Joiner = Callable[[Ledger, list[int], Progress], None]
"""Given the readings whose notes came or went, makes anew what they touch. Asked twice, it gives the same."""

NOTERS: tuple[Noter, ...] = (
    Noter("names", occasions.note, occasions.forget),
    Noter("claims", claims.note, claims.forget),
    Noter("passages", passages.note, passages.forget),
    Noter("anomalies", anomalies.note, anomalies.forget),
)

JOINERS: tuple[Joiner, ...] = (matters.join, versions.join)


def bring_up_to_date(ledger: Ledger, *, progress: Progress | None = None) -> int:
    """Note every reading that is not noted yet, and join what changed. Gives how many readings were noted."""
    progress = progress or _silent
    with ledger.reads() as connection:
        readings = noting.current(connection)
        known = noting.noted_readings(connection)
    _forget(
        ledger, [number for number, comparer in known.items() if comparer and (number not in readings or comparer != COMPARER)]
    )
    new = [number for number in readings if known.get(number) != COMPARER]
    _note(ledger, new, progress)
    with ledger.reads() as connection:
        waiting = noting.unjoined(connection)
    if waiting:
        for joiner in JOINERS:
            joiner(ledger, waiting, progress)
        with ledger.writes() as connection:
            noting.mark_joined(connection, waiting)
    return len(new)


def _silent(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""


def _forget(ledger: Ledger, numbers: Iterable[int]) -> None:
    for number in numbers:
        with ledger.writes() as connection:
            for noter in NOTERS:
                noter.forget(connection, number)
            noting.mark_forgotten(connection, number)


def _note(ledger: Ledger, numbers: Sequence[int], progress: Progress) -> None:
    """Note readings, several in one transaction, since each transaction waits for the disk."""
    for done in range(0, len(numbers), TOGETHER):
        progress(done, len(numbers))
        some = numbers[done : done + TOGETHER]
        found = [(number, ledger.numbered(number)) for number in some]
        with ledger.writes() as connection:
            noted = noting.noted_readings(connection, some)  # another process may have been quicker
            for number, current in found:
                if current and noted.get(number) != COMPARER:
                    summary, reading = current
                    for noter in NOTERS:
                        noter.note(connection, number, reading, summary)
                    noting.mark_noted(connection, number, COMPARER)
    if numbers:
        progress(len(numbers), len(numbers))
