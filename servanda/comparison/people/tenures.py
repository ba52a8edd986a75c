"""Whom the uses of one name mean, one person or several, and which offices records give each, from when to when."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import OF_STATES
from servanda.model import NameUse, Tenure
from servanda.words import table

_SLIP = 5
"""One record in so many may give a person another state's office by a slip; then it parts nobody."""


@dataclass(slots=True)
class _Held:
    """When records give somebody an office of a state."""

    first: str | None = None
    last: str | None = None
    records: set[str] = field(default_factory=set)

    def add(self, use: NameUse) -> None:
        self.records.add(use.record)
        if use.day:
            self.first = min(self.first or use.day, use.day)
            self.last = max(self.last or use.day, use.day)


def office_name(office: str) -> str:
    """The name by which an office is shown: "minister of foreign affairs" is a foreign minister."""
    return table("office-names").get(office, office)


def tenures(uses: Iterable[NameUse]) -> tuple[Tenure, ...]:
    """The offices that records give a person, the earliest first. A state that is left out is the one given elsewhere."""
    held: dict[tuple[str, str | None], _Held] = {}
    for use in uses:
        if use.office:
            held.setdefault((office_name(use.office), use.state), _Held()).add(use)
    for office, state in sorted(held, key=str):
        others = [key for key in held if key[0] == office and key[1]]
        if state is None and len(others) == 1 and len(held[others[0]].records) * _SLIP > len(held[(office, None)].records):
            _join(held[others[0]], held.pop((office, None)))
    found = [
        Tenure(office=office, state=state, first=one.first, last=one.last, records=len(one.records))
        for (office, state), one in held.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.first or "", one.office, one.state or "")))


def _join(one: _Held, other: _Held) -> None:
    one.records |= other.records
    one.first = min(filter(None, (one.first, other.first)), default=None)
    one.last = max(filter(None, (one.last, other.last)), default=None)


def parted(uses: Sequence[NameUse]) -> dict[str, list[NameUse]]:
    """The uses of one name by whom they mean: '' where there is one person, or for the one most records mean.

    Two people are told apart by offices of two states on the same days, or by different middle initials. What tells neither
    goes with whoever is named on the nearest day.
    """
    marks = _by_state(uses) or _by_middle(uses)
    if not marks:
        return {"": list(uses)}
    telling = _Telling(uses, marks)
    groups: dict[str, list[NameUse]] = {}
    for use in uses:
        groups.setdefault(marks.get(id(use)) or telling.nearest(use), []).append(use)
    main = min(groups, key=lambda mark: (-len({use.record for use in groups[mark]}), mark))
    return {("" if mark == main else mark): found for mark, found in groups.items()}


def _by_state(uses: Sequence[NameUse]) -> dict[int, str]:
    """For each use that tells, the state whose office it is: empty where nobody holds offices of two at once."""
    held: dict[str, _Held] = {}
    telling = [use for use in uses if use.state and use.office and OF_STATES.intersection(use.office.split())]
    for use in telling:
        held.setdefault(use.state or "", _Held()).add(use)
    most = max((len(one.records) for one in held.values()), default=0)
    sure = {state: one for state, one in held.items() if len(one.records) * _SLIP > most}
    if not any(_overlap(one, other) for one in sure.values() for other in sure.values() if one is not other):
        return {}
    return {id(use): use.state or "" for use in telling if use.state in sure}


def _overlap(one: _Held, other: _Held) -> bool:
    if not (one.first and one.last and other.first and other.last):
        return False
    return one.first <= other.last and other.first <= one.last


def _by_middle(uses: Sequence[NameUse]) -> dict[int, str]:
    """For each use that tells, the middle initial: empty where there is no more than one."""
    marks = {id(use): spelling.middle(use.name) for use in uses}
    counts = Counter(mark for mark in marks.values() if mark)
    return {place: mark for place, mark in marks.items() if mark} if len(counts) > 1 else {}


class _Telling:
    """The uses that tell whom they mean, found by their record and by their day."""

    def __init__(self, uses: Sequence[NameUse], marks: dict[int, str]) -> None:
        self._of_record: dict[str, str] = {}
        by_day: dict[int | None, str] = {}
        for use in uses:
            mark = marks.get(id(use))
            if mark is not None:
                day = _number(use.day) if use.day else None
                self._of_record[use.record] = min(mark, self._of_record.get(use.record, mark))
                by_day[day] = min(mark, by_day.get(day, mark))
        self._smallest = min(by_day.values())
        by_day.pop(None, None)
        self._days = sorted(day for day in by_day if day is not None)
        self._marks = [by_day[day] for day in self._days]

    def nearest(self, use: NameUse) -> str:
        """The mark of the use on the nearest day, of its own record first; the smallest where several are as near."""
        own = self._of_record.get(use.record)
        if own is not None:
            return own
        if not use.day or not self._days:
            return self._smallest
        day = _number(use.day)
        behind = bisect_left(self._days, day)
        near = range(max(0, behind - 1), min(behind + 1, len(self._days)))
        return min((abs(self._days[place] - day), self._marks[place]) for place in near)[1]


def _number(day: str) -> int:
    """A day as a number, roughly: months of 31 days are enough to tell which of two is nearer."""
    parts = [int(part) if part.isdigit() else 0 for part in day.split("-")] + [0, 0]
    return parts[0] * 372 + parts[1] * 31 + parts[2]
