"""Meetings: the accounts that records give of talks, brought together by day, sides and persons.

Several records of the same talks are several accounts of one meeting. What is made depends on the accounts alone, never on
the order in which they came. It is made when records are compared, and kept; as of a day it is made when asked.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from servanda.comparison.deciding.decided import Held, as_of, held
from servanda.comparison.listing import part_of
from servanda.comparison.meetings.levels import highest
from servanda.comparison.meetings.sides import holder_called
from servanda.comparison.people import people, spelling
from servanda.comparison.people.gazetteer import OF_STATES, known_state
from servanda.comparison.people.tenures import office_name
from servanda.ledger import Ledger, noting
from servanda.ledger import meetings as kept
from servanda.ledger.decisions import decisions
from servanda.ledger.names import uses_of
from servanda.ledger.occasions import all_occasions
from servanda.model import Listed, Meeting, MeetingFormat, Occasion, Participant, digest
from servanda.words import table

_SAME_ASKERS = 2
"""Of those who put questions, so many tell that a record without a date is of the same talks."""

_APART: frozenset[MeetingFormat] = frozenset(("telephone", "video"))
"""Formats in which one side's day may be the other's next."""

Sides = frozenset[str]


@dataclass(frozen=True, slots=True)
class Talks:
    """Accounts of one meeting."""

    sides: Sides
    day: str | None
    accounts: tuple[Occasion, ...]


def meetings(ledger: Ledger, names: Sequence[str] = (), *, since: str | None = None, on: str | None = None) -> list[Meeting]:
    """The meetings of which records tell, by day; those of all these persons and states, where some are named.

    `on` leaves out what no record up to that day tells; `since` leaves out the meetings before that day.
    """
    with ledger.reads() as connection:
        holds = held(as_of(decisions(connection), on))
        if on is None:
            found = [_as_decided(one, holds) for one in kept.load_meetings(connection, since=since)]
        else:
            found = [one for one in _found(connection, holds, on) if since is None or (one.day or "") >= since]
    return [one for one in found if all(_met(one, name) for name in names)]


def part(
    ledger: Ledger, start: int, count: int, names: Sequence[str] = (), *, since: str | None = None, on: str | None = None
) -> Listed[Meeting]:
    """So many of `meetings`, the latest first, behind so many others; where nobody is named, they alone are loaded."""
    if names or on is not None:
        return part_of(meetings(ledger, names, since=since, on=on)[::-1], start, count)
    with ledger.reads() as connection:
        holds = held(decisions(connection))
        total, found = kept.latest_meetings(connection, since=since, start=start, count=count)
    return Listed(tuple(_as_decided(one, holds) for one in found), total)


def called(ledger: Ledger, ids: Sequence[str], *, on: str | None = None) -> list[Meeting]:
    """The meetings with these ids, by day."""
    if on is not None:
        return [one for one in meetings(ledger, on=on) if one.id in ids]
    with ledger.reads() as connection:
        holds = held(decisions(connection))
        return [_as_decided(one, holds) for one in kept.meetings_called(connection, ids)]


def join(ledger: Ledger, readings: Sequence[int], progress: object) -> None:  # noqa: ARG001 - the form of a joiner
    """Bring the accounts of all records together anew; what is kept is written only where it is another now."""
    with ledger.reads() as connection:
        seen = noting.state(connection)
        found = _found(connection, held(()), None)
        if found == kept.load_meetings(connection):
            return
    with ledger.writes() as connection:
        if noting.state(connection) != seen:  # a record came or went in between
            found = _found(connection, held(()), None)
        kept.keep_meetings(connection, found)


def _found(connection: Connection, holds: Held, on: str | None) -> list[Meeting]:
    """The meetings by day, as of a day; the persons at them by the ids that people decided."""
    accounts = [one for one in all_occasions(connection) if on is None or (one.told.day or one.day or "") <= on]
    known = _known_sides(connection, accounts, on)
    return _in_line([_meeting(talks, holds) for talks in brought_together(_with_sides(one, known) for one in accounts)])


def _as_decided(one: Meeting, holds: Held) -> Meeting:
    """A meeting as it is kept, with the persons at it by the ids that people decided."""
    if not holds.by:
        return one
    took_part = (replace(each, person=holds.home(each.person or "", each.name)) for each in one.participants)
    return replace(one, participants=tuple(took_part))


def _known_sides(connection: Connection, accounts: Iterable[Occasion], on: str | None) -> dict[str, str]:
    """For those whose side an account does not say: the one state whose office records of that day or before give them."""
    asked = {spelling.key(person.name) for one in accounts for person in one.participants if person.state is None}
    said: dict[str, set[str]] = {}
    for use in uses_of(connection, sorted(asked)):
        if use.state and use.office and OF_STATES.intersection(use.office.split()) and (on is None or (use.day or "") <= on):
            said.setdefault(use.skeleton, set()).add(use.state)
    return {key: states.pop() for key, states in said.items() if len(states) == 1}


def _with_sides(account: Occasion, known: Mapping[str, str]) -> Occasion:
    """The account with the sides that other records say."""
    people = tuple(
        replace(one, state=known.get(spelling.key(one.name))) if one.state is None else one for one in account.participants
    )
    if people == account.participants:
        return account
    states = {*account.states, *(one.state for one in people if one.state)}
    return replace(account, participants=people, states=tuple(sorted(states)))


def brought_together(accounts: Iterable[Occasion]) -> list[Talks]:
    """Accounts by the meeting of which they tell, by day."""
    by_sides: dict[Sides, list[Occasion]] = {}
    for one in accounts:
        by_sides.setdefault(frozenset(one.states), []).append(one)
    whole = {sides: _by_day(sides, found) for sides, found in by_sides.items() if len(sides) > 1}
    talks = [one for found in whole.values() for one in found]
    for sides, found in sorted(by_sides.items(), key=lambda pair: sorted(pair[0])):
        if len(sides) < 2:
            talks = _with_one_sided(talks, sides, found)
    return sorted(talks, key=lambda one: (one.day or "", sorted(one.sides), [account.told.record for account in one.accounts]))


def _by_day(sides: Sides, accounts: Sequence[Occasion]) -> list[Talks]:
    """The talks of the same sides, by day."""
    dated = sorted((one for one in accounts if one.day and not one.weak), key=_order)
    days: list[list[Occasion]] = []
    for one in dated:
        if days and _same_day(days[-1], one):
            days[-1].append(one)
        else:
            days.append([one])
    talks = [Talks(sides, group[0].day, tuple(group)) for day in days for group in _apart(day)]
    for one in sorted((one for one in accounts if one.weak or not one.day), key=_order):
        fitting = [place for place, found in enumerate(talks) if _fits(found, one)]
        if fitting:
            place = max(fitting, key=lambda place: (len(talks[place].accounts), -place))
            talks[place] = replace(talks[place], accounts=tuple(sorted((*talks[place].accounts, one), key=_order)))
        elif not one.weak:
            talks.append(Talks(sides, None, (one,)))
    return talks


def _order(one: Occasion) -> tuple[str, str, int]:
    return one.day or "", one.told.record, one.told.start


def _same_day(group: Sequence[Occasion], one: Occasion) -> bool:
    """Whether an account is of the day of a group: of that very day, or of the next where both are of a call."""
    if group[0].day == one.day:
        return True
    calls = _APART.intersection(one.formats) and any(_APART.intersection(other.formats) for other in group)
    return bool(calls) and _days(group[0].day, one.day) == 1


def _days(first: str | None, second: str | None) -> int:
    if not first or not second:
        return 10**6
    return abs((datetime.date.fromisoformat(second) - datetime.date.fromisoformat(first)).days)


def _apart(day: Sequence[Occasion]) -> Iterator[list[Occasion]]:
    """The accounts of one day by whom they name for each side: presidents meet, and their ministers meet elsewhere.

    An account that names nobody goes with those of the highest level.
    """
    groups: list[list[Occasion]] = []
    for one in day:
        if one.participants:
            own = [group for group in groups if not any(_of_others(one, other) for other in group)]
            merged = [one, *(account for group in own for account in group)]
            groups = [*(group for group in groups if group not in own), merged]
    groups = [sorted(group, key=_order) for group in groups] or [[]]
    groups.sort(key=lambda group: (-highest(one.level for one in group)[0], [one.told.record for one in group]))
    groups[0] = sorted([*groups[0], *(one for one in day if not one.participants)], key=_order)
    yield from groups


def _of_others(one: Occasion, other: Occasion) -> bool:
    """Whether two accounts name different people for the same side."""
    for side in {participant.state for participant in one.participants if participant.state}:
        here, there = _named(one, side), _named(other, side)
        if here and there and not here & there:
            return True
    return False


def _named(one: Occasion, side: str | None) -> set[str]:
    return {spelling.key(participant.name) for participant in one.participants if participant.state == side}


def _fits(talks: Talks, one: Occasion) -> bool:
    """Whether a text issued together is of the day of these talks, or a record without a date has the same people asking."""
    if one.day:
        return _days(talks.day, one.day) <= 1
    others = {name for account in talks.accounts for name in account.others}
    return len(others.intersection(one.others)) >= _SAME_ASKERS


def _with_one_sided(talks: list[Talks], sides: Sides, accounts: Sequence[Occasion]) -> list[Talks]:
    """With the accounts that tell of one side only: each goes with the one meeting that it can be of, else stands alone."""
    talks = list(talks)
    alone = []
    for one in sorted(accounts, key=_order):
        fitting = [place for place, found in enumerate(talks) if sides < found.sides and _may_be_of(found, one)]
        if len(fitting) == 1:
            found = talks[fitting[0]]
            talks[fitting[0]] = replace(found, accounts=tuple(sorted((*found.accounts, one), key=_order)))
        elif not one.weak:
            alone.append(one)
    return talks + _by_day(sides, alone)


def _may_be_of(talks: Talks, one: Occasion) -> bool:
    here = {spelling.key(participant.name) for participant in one.participants}
    there = {spelling.key(participant.name) for account in talks.accounts for participant in account.participants}
    calls = _APART.intersection(one.formats)
    return bool(here & there) and _days(talks.day, one.day) <= (1 if calls else 0)


def _meeting(talks: Talks, holds: Held) -> Meeting:
    accounts = talks.accounts
    formats = {form for one in accounts for form in one.formats}
    if formats & _APART:
        formats -= {"in_person"}
    places = Counter(one.place for one in accounts if one.place and not formats & _APART)
    seed = "|".join((*sorted(talks.sides), talks.day or accounts[0].told.record, _mark(talks)))
    return Meeting(
        id=f"meeting-{digest(seed.encode('utf-8', 'surrogatepass'))[:12]}",
        day=talks.day,
        participants=_participants(accounts, holds),
        states=tuple(sorted(talks.sides)),
        level=highest(one.level for one in accounts)[1],
        formats=tuple(sorted(formats)),
        place=min(places, key=lambda place: (not place.isascii(), -places[place], place)) if places else None,
        accounts=tuple(one.told for one in accounts),
    )


def _mark(talks: Talks) -> str:
    """What tells two meetings of the same sides on one day: the level, which new accounts of either do not change."""
    return highest(one.level for one in talks.accounts)[1] or ""


def _participants(accounts: Iterable[Occasion], holds: Held) -> tuple[Participant, ...]:
    """Everybody named, once, by the fullest name; with the office that most accounts give."""
    named: dict[str, list[Participant]] = {}
    for account in accounts:
        for one in account.participants:
            named.setdefault(spelling.key(one.name), []).append(one)
    found = []
    for key, uses in named.items():
        name = min((one.name for one in uses), key=lambda name: (not name.isascii(), -len(spelling.name_words(name)), name))
        holder = holder_called(name, None) if name[0] > "\u0370" else None  # of records in Russian alone: the name in English
        name = holder.name if holder else name
        offices = Counter(office_name(one.office) for one in uses if one.office)
        states = Counter(one.state for one in uses if one.state)
        found.append(
            Participant(
                name=name,
                office=min(offices, key=lambda office: (-offices[office], office)) if offices else None,
                state=min(states, key=lambda state: (-states[state], state)) if states else None,
                person=people.id_of(key, name, holds),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.state or "", one.name)))


def _in_line(found: Sequence[Meeting]) -> list[Meeting]:
    """Each meeting with the one before and the one after it of the same sides."""
    before: dict[tuple[str, ...], int] = {}
    line = list(found)
    for place, one in enumerate(line):
        last = before.get(one.states)
        if one.day and last is not None:
            line[place] = replace(line[place], previous=line[last].id)
            line[last] = replace(line[last], next=one.id)
        if one.day:
            before[one.states] = place
    return line


def _met(one: Meeting, name: str) -> bool:
    """Whether a person, state or body of that name took part; part of a person's name is enough."""
    state = known_state(name) or table("bodies").get(name.lower())
    if state:
        return state in one.states
    wanted = {spelling.word_key(word) for word in spelling.name_words(name)}
    given = spelling.key(name)
    return name.lower() in (side.lower() for side in one.states) or any(
        participant.person == name
        or spelling.key(participant.name) == given
        or wanted <= {spelling.word_key(word) for word in spelling.name_words(participant.name)}
        for participant in one.participants
    )
