"""What falls due around a day, and what later records tell of it.

A commitment whose day passed and of which no later record tells is not said to be broken: it is said how many later records
were read, and until when. A user's own due dates for matters stand beside the records' and are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TypedDict, Unpack

from sqlalchemy import Connection

from servanda.comparison.deciding.decided import Held
from servanda.comparison.findings.overdue import is_diary, last_before
from servanda.comparison.findings.silence import Later, Silence
from servanda.comparison.matters import docket, fates
from servanda.comparison.matters.following import stems_of
from servanda.comparison.matters.spoken import spoken_of
from servanda.comparison.relations.order import when
from servanda.comparison.search.searching import called
from servanda.ledger import Ledger, deadlines, later
from servanda.model import Claim, Due, Matter, Relation
from servanda.model.days import days_after
from servanda.standing import shown_first

WITHIN = 90
"""Days beyond the day asked in which something is soon due, unless it is said otherwise."""
_READ_FIRST = 4
"""So many times as many commitments as are told at most are read first, since not all of them are shown; then ever more."""


class Asked(TypedDict, total=False):
    """How `due` may be asked."""

    since: str | None
    within: int
    by: str | None
    limit: int | None
    everything: bool
    counted: bool
    soonest: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What falls due around a day, by day, and how much of it is left out."""

    dues: tuple[Due, ...]
    unsure: int = 0
    """Commitments left out: less sure, only proposed, of the very day of their record, or of a diary of long ago."""
    earlier: int = 0
    """Commitments left out because their day passed longest ago, or, where those due soonest are asked for, comes last."""
    dated: int = 0
    """Commitments of anybody that have a day up to then, whether told or left out: counted where what is left out is not."""


def due(ledger: Ledger, on: str, **asked_for: Unpack[Asked]) -> Agenda:
    """What is due by `within` days after a day (`WITHIN`), and not before `since`.

    What no record up to the day tells is left out. `by` keeps to what a person or body said or is to do, in any spelling of the
    name, and to matters on that desk. `limit` is how many commitments are told at most: the last ones, or those due `soonest`
    after `since`. `everything` adds what is unsure. With `counted=False` it is not counted what is left out, but `dated`, and
    no more is read than is told.
    """
    since, by, limit = asked_for.get("since"), asked_for.get("by"), asked_for.get("limit")
    everything, counted = asked_for.get("everything", False), asked_for.get("counted", True)
    within, soonest = asked_for.get("within", WITHIN), asked_for.get("soonest", False)
    until = days_after(on, within)
    claims: list[Claim] = []
    read: str | None = None
    of = None if by is None else partial(_is_called, by)
    with ledger.reads() as connection:
        for first in [since] if counted or soonest or limit is None else _reaching_back(connection, limit, until, since):
            due_then = deadlines.claims_due(connection, until=until, since=first, before=read, of=of)
            more = [one for one in due_then if (one.day or "") <= on and not _is_past_talk(one)]
            claims, read = [*more, *claims], first
            sure = _together(one for one in claims if everything or _is_shown(one, on))
            if limit is not None and len(sure) >= limit:
                break
        asked = sure[:limit] if soonest or limit is None else sure[max(0, len(sure) - limit) :]
        found = _told(connection, asked, on, docket.held_of(ledger, on))
        dated = 0 if counted else deadlines.count_due(connection, until=until, since=since)
    unsure = 0 if everything or not counted else sum(not _is_shown(one, on) for one in claims)
    listed = {one.id: one for one in docket.some(ledger, {id_ for _, home in found for id_ in home}, on=on)}
    named = [_in_matter(one, [listed[id_] for id_ in home if id_ in listed]) for one, home in found]
    own = [_of_matter(one, on) for one in listed.values() if one.due and (since or "") <= one.due <= until]
    dues = [*named, *(one for one in own if by is None or _is_called(by, (one.owner,)))]
    return Agenda(tuple(sorted(dues, key=_order)), unsure, len(sure) - len(asked) if counted else 0, dated)


def _reaching_back(connection: Connection, limit: int, until: str, since: str | None) -> Iterator[str | None]:
    """Days since which so many commitments may be told, the latest first; at last `since` itself."""
    count = limit
    while (day := deadlines.day_of_last(connection, count := count * _READ_FIRST, until=until, since=since)) is not None:
        yield day
    yield since


def followed_up(ledger: Ledger, claims: Iterable[Claim], on: str) -> list[Due]:
    """What later records tell, as of a day, of those of these commitments that have a day and are shown; by that day.

    What says the same in the same words is told once. Their matters are not looked up.
    """
    dated = (one for one in claims if one.kind == "commitment" and one.values["deadline_end"])
    shown = [one for one in dated if (one.day or "") <= on and is_awaited(one, on)]
    holds = docket.held_of(ledger, on)
    with ledger.reads() as connection:
        return sorted((one for one, _ in _told(connection, _together(sorted(shown, key=when)), on, holds)), key=_order)


def _together(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims in the order given, those that say the same in the same words together, the first told of them first."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        same = (claim.values["deadline_end"], claim.said_by, " ".join(claim.place.text.casefold().split()))
        found.setdefault(same, []).append(claim)
    return [sorted(same, key=when) for same in found.values()]


def _told(connection: Connection, asked: Sequence[Sequence[Claim]], on: str, holds: Held | None) -> list[tuple[Due, list[str]]]:
    """Commitments with what later records tell of them, and how many were read; beside each the ids of its matters."""
    claims = [claim for same in asked for claim in same]
    told = fates.followed(connection, claims)
    stored = later.matters_of(connection, [claim.id for claim in claims])
    silence = Silence(connection, on)
    found = []
    for same in asked:
        places = [(id_, one.place.entry or "") for one in same for id_ in stored.get(one.id, ())]
        home = sorted({holds.home(id_, entry) if holds else id_ for id_, entry in places})
        since = silence.after(same[0], sorted({id_ for id_, _ in places}), day=last_before(same[0]))
        fate = fates.telling((relation for one in same for relation in told.get(one.id, ())), on)
        one = _commitment(same, on, fate, since)
        if one.passed and not any(told.relation == "fulfils" for told in fate):
            known = max((told.later.day or "" for told in fate), default=same[-1].day or on)
            read = silence.after(same[0], sorted({id_ for id_, _ in places}), day=known)
            one = replace(one, spoken=spoken_of(connection, same, read.readings, since=days_after(known, 1), until=on))
        found.append((one, home))
    return found


def _in_matter(one: Due, homes: Sequence[Matter]) -> Due:
    """The same with the narrowest matter that its sentence names; a commitment may be in others for what stands around it."""
    stems = stems_of(one.claim.sentence) if one.claim else set()
    naming = [home for home in homes if stems_of(home.name) <= stems]
    best = min(naming, key=lambda home: (home.records, home.id), default=None)
    return replace(one, matter=best.id, matter_name=best.name) if best else one


def is_awaited(claim: Claim, on: str, *, everything: bool = False) -> bool:
    """Whether a commitment with a day is to be followed, as of a day; with `everything` whatever is no retelling is."""
    return not _is_past_talk(claim) and (everything or _is_shown(claim, on))


def _is_past_talk(claim: Claim) -> bool:
    """Whether the day was over when it was spoken of: what is retold is no promise."""
    return bool(claim.day and claim.values["deadline_end"] < claim.day)


def _is_shown(claim: Claim, on: str) -> bool:
    """Whether it is sure enough, somebody took it on, and it is more than the diary of days long gone."""
    day: str = claim.values["deadline_end"]
    if claim.values["force"] == "proposed" or not shown_first(claim.kind, claim.values["confidence"]):
        return False
    return day != claim.day and not (day < on and is_diary(claim))


@lru_cache(maxsize=4096)
def _is_called(asked: str, names: tuple[str | None, ...]) -> bool:
    return any(called(asked, [name for name in names if name]))


def is_of(claim: Claim, by: str | None) -> bool:
    """Whether a commitment is what this person or body said or is to do; it is anybody's where none is asked for."""
    return by is None or _is_called(by, (claim.said_by, claim.values["actor"]))


def _commitment(same: Sequence[Claim], on: str, told: tuple[Relation, ...], since: Later) -> Due:
    claim = same[0]
    day = claim.values["deadline_end"]
    return Due(
        day=day,
        passed=day < on,
        claim=claim,
        repeated=tuple(one.place for one in same[1:]),
        told=told,
        later_records=since.records,
        last_record=since.last,
        unread_records=since.unread,
        shown=_is_shown(claim, on),
    )


def _of_matter(matter: Matter, on: str) -> Due:
    """What a user set for a matter."""
    assert matter.due  # noqa: S101 - asked by the caller
    return Due(
        day=matter.due,
        passed=matter.due < on,
        matter=matter.id,
        matter_name=matter.name,
        owner=matter.owner,
        next_step=matter.next_step,
    )


def _order(one: Due) -> tuple[object, ...]:
    if one.claim is None:
        return one.day, 0, one.matter or "", 0
    return one.day, 1, one.claim.place.record, one.claim.place.start
