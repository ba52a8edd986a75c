"""The accounts of one meeting beside each other: which there are, and which points each of them tells."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.comparison.accounts.aligning import Group, aligned
from servanda.comparison.accounts.differing import differences
from servanda.comparison.accounts.meaning import always_there, meaning_of, weighed
from servanda.comparison.accounts.sides import Source, accounts_in, names_asked, offices_of
from servanda.comparison.accounts.units import Unit, units_of
from servanda.comparison.accounts.waiting import alike, in_one_breath
from servanda.comparison.meetings import meetings
from servanda.errors import NotFoundError, UsageError
from servanda.ledger import Ledger
from servanda.model import Account, Accounts, Meeting, Place, Point, PointStanding, Telling

_SOME = 5
"""Meetings that are named where several are meant."""
_COMPARED = (None, "en")
"""Languages whose words are compared; None is a record too short to tell."""
_SURE, _SURE_AT_LENGTH = 0.2, 0.3
"""Likeness from which on a shared point is shown without being asked for: in short accounts, and where one is long."""
_ALONE, _ALONE_AT_LENGTH, _ALONE_WAITING = 0.95, 0.9, 0.8
"""How often what is called one side's alone is so (docs/measured.md): where all accounts are short, where one is long, and
there behind `--all`."""
_SAME = 0.4
"""Likeness from which on two stretches are so much of one thing that they can be said to differ."""
_LONG = 40
"""Stretches from which on an account is shown by its statements alone, unless all is asked for."""


def accounts(ledger: Ledger, meeting: str | Sequence[str], records: Sequence[str] = (), *, on: str | None = None) -> Accounts:
    """The accounts of one meeting: its id or the beginning of it, or names of those who met and perhaps its day.

    `records` leaves out the accounts of all other records. Raises `NotFoundError` where no meeting or several are meant, or a
    record is none of its accounts; `UsageError` where nothing is named.
    """
    found = _meant(ledger, [meeting] if isinstance(meeting, str) else list(meeting), on)
    wanted = _wanted(ledger, found, records)
    sources, unread = [], []
    for told in found.accounts:
        if wanted and told.record not in wanted:
            continue
        summary = ledger.record(told.record)
        if summary.language in _COMPARED:
            sources.append(Source(summary, ledger.reading(told.record), told))
        else:
            unread.append(told)
    offices, _ = offices_of(ledger, names_asked(source.reading for source in sources))
    own = [(account, source) for source in sources for account in accounts_in(source, found, offices)]
    units = [unit for number, (account, source) in enumerate(own) for unit in units_of(source, account, number)]
    return Accounts(
        meeting=found,
        accounts=tuple(account for account, _ in own),
        points=tuple(_points(units, [account for account, _ in own], [source for _, source in own], found)),
        unread=tuple(unread),
    )


def _meant(ledger: Ledger, names: list[str], on: str | None) -> Meeting:
    """The one meeting that is meant."""
    if not names:
        raise UsageError("no meeting is named", remedy="`servanda meetings` lists them")
    if len(names) == 1 and names[0].startswith("meeting-"):
        found = [one for one in meetings.meetings(ledger, on=on) if one.id.startswith(names[0])]
    else:
        days = [name for name in names if name[:4].isdigit()]
        found = meetings.meetings(ledger, [name for name in names if name not in days], on=on)
        found = [one for one in found if all((one.day or "").startswith(day) for day in days)]
    told = " ".join(names)
    if not found:
        raise NotFoundError(f"no meeting is known by {told}", remedy="`servanda meetings` lists them")
    if len(found) > 1:
        some = "; ".join(f"{one.id} ({one.day or 'no date'}, {', '.join(one.states)})" for one in found[:_SOME])
        more = f"; and {len(found) - _SOME} more" if len(found) > _SOME else ""
        raise NotFoundError(f"{len(found)} meetings are known by {told}", remedy=f"add a day or an id: {some}{more}")
    return found[0]


def _wanted(ledger: Ledger, found: Meeting, records: Sequence[str]) -> set[str]:
    wanted = {ledger.record(ref).record for ref in records}
    strange = wanted - {told.record for told in found.accounts}
    if strange:
        name = ledger.record(sorted(strange)[0])
        raise NotFoundError(
            f"{name.source or name.title or name.id} is no account of {found.id}",
            remedy="`servanda meetings` lists its accounts",
        )
    return wanted


def _points(units: Sequence[Unit], accounts: Sequence[Account], sources: Sequence[Source], meeting: Meeting) -> list[Point]:
    """What the sides share, in the order of the first account that tells it; then what one tells, in its own order."""
    drop = always_there(meeting)
    sides = [frozenset(accounts[unit.account].sides) for unit in units]
    meanings = weighed([meaning_of(unit.told, meeting, drop) for unit in units], sides)
    groups = aligned(units, meanings, sides)
    taken = {number for group in groups for number in group.members}
    everyone = sorted({side for account in accounts for side in account.sides})
    make = _Making(units, accounts, sources, everyone)
    near = in_one_breath(units, sides, taken)
    if make.at_length:
        near |= alike(meanings, sides, taken)
    shared = sorted((make.shared(group) for group in groups), key=_order)
    alone = [make.alone(number, near=number in near) for number in range(len(units)) if number not in taken]
    return [*shared, *alone]


def _order(point: Point) -> tuple[int, int]:
    first = point.tellings[0]
    return first.account, first.place.start


class _Making:
    """Points of stretches."""

    def __init__(
        self, units: Sequence[Unit], accounts: Sequence[Account], sources: Sequence[Source], everyone: Sequence[str]
    ) -> None:
        self._units, self._accounts, self._sources, self._everyone = units, accounts, sources, everyone
        counts = [0] * len(accounts)
        for unit in units:
            counts[unit.account] += 1
        self._long = [count > _LONG for count in counts]
        self.at_length = any(self._long)
        """Whether one of the accounts is long."""

    def shared(self, group: Group) -> Point:
        """A point that several sides tell."""
        members = sorted(group.members)
        one, other = sorted(group.members[:2])  # what joined them is of the same thing, but not always of the same part of it
        told = differences(self._units[one], self._units[other]) if group.likeness >= _SAME else []
        differs = tuple(dict.fromkeys(told))
        sure = _SURE_AT_LENGTH if any(self._long[self._units[number].account] for number in members) else _SURE
        return self._point(
            members, "differently" if differs else "both", differs, min(1.0, group.likeness), group.likeness >= sure
        )

    def alone(self, number: int, *, near: bool) -> Point:
        """A point that one side tells, as far as was found; `near` to what others tell, it waits until all is asked for."""
        unit = self._units[number]
        shown = not near and (not self._long[unit.account] or unit.kind != "sentence")
        both = len(self._accounts[unit.account].sides) > 1
        sureness = _ALONE
        if near or self.at_length:
            sureness = _ALONE_AT_LENGTH if shown else _ALONE_WAITING
        return self._point([number], "both" if both else "one", (), sureness, shown)

    def _sides(self, number: int) -> tuple[str, ...]:
        return self._accounts[self._units[number].account].sides

    def _point(
        self, members: Sequence[int], standing: PointStanding, differs: tuple[str, ...], confidence: float, shown: bool
    ) -> Point:
        telling = sorted({side for number in members for side in self._sides(number)})
        return Point(
            standing=standing,
            sides=tuple(telling),
            unmentioned=tuple(side for side in self._everyone if side not in telling),
            tellings=tuple(self._telling(number) for number in members),
            differs=differs,
            confidence=round(confidence, 2),
            shown=shown,
        )

    def _telling(self, number: int) -> Telling:
        unit = self._units[number]
        return Telling(account=unit.account, place=self._place(unit), kind=unit.kind)

    def _place(self, unit: Unit) -> Place:
        source = self._sources[unit.account]
        span = source.reading.record.cut(unit.start, unit.end)
        return source.summary.located(span, speaker=unit.speaker, entry=unit.entry)
