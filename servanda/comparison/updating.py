"""Brings a ledger's comparison up to date: each new reading is noted once, then the matters that it touches are joined anew.

What is noted of a reading depends on that reading alone, and a matter on the notes alone: so the order in which records came
makes no difference, and a comparison that was broken off goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from servanda.comparison import hands
from servanda.comparison.claims import claims
from servanda.comparison.findings import alone, reporting
from servanda.comparison.findings.reach import Reach
from servanda.comparison.matters import joining
from servanda.comparison.meetings import meetings, occasions
from servanda.comparison.people import people
from servanda.comparison.search import passages
from servanda.comparison.versions import ruled, versions
from servanda.errors import UsageError
from servanda.ledger import Ledger, Summary, findings, moving, noting
from servanda.ledger.gentle import Gentle
from servanda.model import Reading

COMPARER = "12"
"""Version of what is noted: a higher one notes every reading anew."""

TOGETHER = 20
"""Readings that are noted in one transaction: few enough that another process need not wait long for its turn."""

Progress = Callable[[int, int], None]
"""Told how many readings are done, of how many."""


Keep = Callable[[Connection, int], None]
"""Given a transaction and the number of a reading in the ledger, keeps what was noted of it."""


@dataclass(frozen=True, slots=True)
class Noter:
    """One kind of notes: how they are made of a reading and kept, and how they are thrown away."""

    name: str
    noted: Callable[[Reading, Summary], Keep]
    """Given a reading, and what the ledger lists of its record: what keeps its notes."""
    forget: Callable[[Connection, int], None]


Joiner = Callable[[Ledger, list[int], Progress], None]
"""Given the readings whose notes came or went, makes anew what they touch. Asked twice, it gives the same."""

NOTERS: tuple[Noter, ...] = (
    Noter("names", occasions.noted, occasions.forget),
    Noter("claims", claims.noted, claims.forget),
    Noter("passages", passages.noted, passages.forget),
    Noter("alone", alone.noted, alone.forget),
)

JOINERS: tuple[Joiner, ...] = (joining.join, versions.join, people.join, meetings.join)


def bring_up_to_date(ledger: Ledger, *, progress: Progress | None = None, reach: Reach | None = None) -> int:
    """Note every reading that is not noted yet, and join what changed. Gives how many readings were noted.

    `reach` looks on, where it is asked how far that reached.
    """
    progress = progress or _silent
    if ledger.owner is not None:
        raise UsageError("private records are compared with nothing", remedy="compare everyone's, or publish them first")
    with ledger.reads() as connection:
        stand = noting.stand(connection, COMPARER)
        if noting.is_settled(connection, stand):
            return 0
    ruled.carry(ledger)
    with ledger.reads() as connection:
        gone, new = _changes(connection)
        if reach:
            reach.before(connection, gone, new)
    _forget(ledger, gone)
    if len(new) < hands.MANY:
        _note(ledger, new, progress)
    else:
        hands.shared(ledger, "note", lambda each, share, shares: _note(each, _share(new, share, shares), progress))
    with ledger.reads() as connection:
        waiting = noting.unjoined(connection)
        if reach:
            reach.between(connection)
    if waiting:
        for joiner in JOINERS:
            joiner(ledger, waiting, progress)
    with ledger.writes() as connection:
        noting.mark_joined(connection, waiting)
        noting.settle(connection, stand)
    return len(new)


def withdraw(ledger: Ledger, ref: str, owner: str, *, at: str | None = None) -> None:
    """Make one of everyone's records somebody's private one, with its earlier versions: what he published, or nobody owns.

    What was noted of it is thrown away in the same transaction, and what it had touched is made anew before this returns.
    Raises `NotFoundError` where there is no such record, `UsageError` where it is another's, or people have worked with it.
    """
    record = ledger.record(ref).record
    with ledger.writes() as connection:
        moving.withdraw(connection, record, owner, at=at)
        for number in _changes(connection)[0]:
            _forget_one(connection, number)
    bring_up_to_date(ledger)


def stand(ledger: Ledger) -> str:
    """What has come to a ledger so far: records, decisions and rulings."""
    with ledger.reads() as connection:
        return noting.stand(connection, COMPARER)


class State(NamedTuple):
    """How far a ledger is compared."""

    stand: str
    """What has come to it so far."""
    settled: str | None
    """What had come when all was last compared; None where that never was."""
    is_measured: bool
    """Whether what is measured against the day asked is kept as of `settled`."""

    @property
    def is_settled(self) -> bool:
        """Whether all is compared that came."""
        return self.stand == self.settled


def state(ledger: Ledger, day: str) -> State:
    """How far a ledger is compared, and whether it is kept what is measured against a day (ISO)."""
    with ledger.reads() as connection:
        return State(noting.stand(connection, COMPARER), noting.settled_at(connection), findings.is_measured(connection, day))


def waiting(ledger: Ledger) -> int:
    """How many records came, went, or were ruled upon since all was last compared."""
    with ledger.reads() as connection:
        gone, new = _changes(connection)
        return len({*gone, *new})


def bring_up_to_date_beside(ledger: Gentle, day: str) -> None:
    """Compare what came, and find out what is overdue or dropped as of a day (ISO), while others write to the ledger too.

    To find that out takes long where it is not known yet: it is given up as soon as something new is to be compared.
    """
    reach = Reach(day)
    bring_up_to_date(ledger, reach=reach)
    with ledger.reads() as connection:
        among, settled = reach.after(connection), noting.settled_at(connection)
    reporting.measure(ledger, day, among=among, goes_on=lambda: among is not None or stand(ledger) == settled)


def note_share(ledger: Ledger, share: int, shares: int) -> None:
    """Note a share of the readings that are not noted yet."""
    with ledger.reads() as connection:
        _, new = _changes(connection)
    _note(ledger, _share(new, share, shares), _silent)


def _share(numbers: Iterable[int], share: int, shares: int) -> list[int]:
    """By their numbers, not their places: who starts later finds fewer."""
    return [number for number in numbers if number % shares == share]


SHARES: Mapping[hands.Task, Callable[[Ledger, int, int], None]] = {"note": note_share, "join": joining.join_share}
"""Tasks of which other processes can take a share."""


def _silent(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""


def _changes(connection: Connection) -> tuple[list[int], list[int]]:
    """Readings whose notes are out of date, and readings that are to be noted."""
    readings = noting.current(connection)
    known = noting.noted_readings(connection)
    gone = [number for number, comparer in known.items() if comparer and (number not in readings or comparer != COMPARER)]
    return gone, [number for number in readings if known.get(number) != COMPARER]


def _forget(ledger: Ledger, numbers: Iterable[int]) -> None:
    for number in numbers:
        with ledger.writes() as connection:
            _forget_one(connection, number)


def _forget_one(connection: Connection, number: int) -> None:
    for noter in NOTERS:
        noter.forget(connection, number)
    noting.mark_forgotten(connection, number)


def _note(ledger: Ledger, numbers: Sequence[int], progress: Progress) -> None:
    """Note readings, several in one transaction, since each transaction waits for the disk."""
    together = 1 if isinstance(ledger, Gentle) else TOGETHER
    for done in range(0, len(numbers), together):
        progress(done, len(numbers))
        some = numbers[done : done + together]
        with ledger.reads() as connection:
            noted = noting.noted_readings(connection, some)
        made = {number: _made(ledger, number) for number in some if noted.get(number) != COMPARER}
        with ledger.writes() as connection:
            noted = noting.noted_readings(connection, some)  # another process may have been quicker
            for number, keeps in made.items():
                if keeps and noted.get(number) != COMPARER:
                    for keep in keeps:
                        keep(connection, number)
                    noting.mark_noted(connection, number, COMPARER)
    if numbers:
        progress(len(numbers), len(numbers))


def _made(ledger: Ledger, number: int) -> list[Keep]:
    """The notes of a reading, ready to be kept; none where no document says it any more."""
    found = ledger.numbered(number)
    if found is None:
        return []
    summary, reading = found
    return [noter.noted(reading, summary) for noter in NOTERS]
