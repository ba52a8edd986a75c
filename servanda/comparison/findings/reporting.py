"""Asking for findings: those that are kept with their matters, and those that depend on the day asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypedDict, Unpack

from sqlalchemy import Connection

from servanda.comparison.findings.dropped import dropped
from servanda.comparison.findings.overdue import overdue
from servanda.comparison.matters import docket
from servanda.comparison.people.people import people
from servanda.errors import NotFoundError
from servanda.ledger import Ledger, noting
from servanda.ledger import findings as kept
from servanda.ledger import later as ledger_later
from servanda.model import Finding, FindingKind

_MEASURED = ("overdue", "dropped")
"""Kinds that are measured against a day."""
_TOGETHER = 200
"""Findings that are kept in one transaction: few enough that others need not wait for their turn."""
_LETTERS = re.compile(r"[^\W_]+")


class Told(NamedTuple):
    """What was asked for, and how much more there is."""

    findings: list[Finding]
    waiting: int
    """Findings that are less sure, or tell little new; one that several matters tell counts in each."""
    unmeasured: bool = False
    """Whether what is measured against the day is told as it was before the last comparing, or not yet: see `Asked.kept`."""


class Asked(TypedDict, total=False):
    """What findings are asked for; what is not given is not asked."""

    kind: FindingKind | None
    since: str | None
    """Day (ISO) that the later words are of, at the earliest."""
    matter: str | None
    """A matter's id, the beginning of it, or words of its name."""
    by: str | None
    """Words of the name of somebody whose words a finding stands on."""
    on: str | None
    """Day as of which it is asked: what later records tell, and records of unknown day, are left out."""
    today: str | None
    """Day against which it is measured what is overdue, where `on` is not given; where neither is, nothing is overdue."""
    everything: bool
    """Also what is less sure, or tells little new."""
    kept: bool
    """Of what is measured against `today` only what is kept (`measure`): to find it out takes long where records are many."""


def told(ledger: Ledger, **asked: Unpack[Asked]) -> Told:
    """Findings, by the day of their later words: those that are shown first, or everything.

    Raises `NotFoundError` where no matter, or nobody, is called as asked.
    """
    kind, on, by, everything = asked.get("kind"), asked.get("on"), asked.get("by"), asked.get("everything", False)
    day, matter = on or asked.get("today"), asked.get("matter")
    whole = everything or by is not None
    with ledger.reads() as connection:
        wanted = kept.Wanted(kind, asked.get("since"), on, None if matter is None else _meant(ledger, connection, matter))
        found = [] if kind in _MEASURED else kept.load_findings(connection, wanted, everything=whole)
        waiting = 0 if kind in _MEASURED or whole else kept.waiting_findings(connection, wanted)
        is_kept = day is not None and kept.is_measured(connection, day)
        unmeasured = day is not None and not is_kept and on is None and asked.get("kept", False)
        if day is not None and (is_kept or (unmeasured and kept.was_measured(connection, day))) and kind in (None, *_MEASURED):
            found += kept.load_findings(connection, wanted, everything=whole, against_day=True)
            waiting += 0 if whole else kept.waiting_findings(connection, wanted, against_day=True)
        elif day and not unmeasured:
            found += _measured(connection, day, wanted)
        names = ledger_later.matter_names(connection, sorted({one.matter for one in found if one.matter}))
    holds = docket.held_of(ledger, on)
    if holds is not None:
        names = {matter_id: holds.name(holds.root(matter_id)) or name for matter_id, name in names.items()}
    named = (replace(one, matter_name=names.get(one.matter or "", one.matter_name)) for one in found)
    asked_for = sorted(_once(one for one in named if by is None or _is_by(one, by)), key=_order)
    if by is not None and not asked_for and not people(ledger, by, everything=True):
        raise NotFoundError(f"nobody is called {by}", remedy="`servanda people --all` shows everybody")
    shown = [one for one in asked_for if everything or one.shown]
    return Told(shown, waiting + len(asked_for) - len(shown), unmeasured)


def one(ledger: Ledger, ref: str, *, today: str | None = None) -> Finding:
    """A finding by its id; what is overdue or dropped is measured against a day. Raises `NotFoundError` where there is none."""
    with ledger.reads() as connection:
        found = kept.load_finding(connection, ref)
        if found is None and today and kept.is_measured(connection, today):
            found = kept.load_finding(connection, ref, against_day=True)
        elif found is None and today:
            found = next((one for one in _measured(connection, today, kept.Wanted()) if one.id == ref), None)
        if found is None:
            remedy = "it may be gone with a record that was read anew; `servanda findings --all` has all"
            raise NotFoundError(f"no finding is called {ref}", remedy=remedy)
        names = ledger_later.matter_names(connection, [found.matter] if found.matter else [])
    holds = docket.held_of(ledger, None)
    name = names.get(found.matter or "", found.matter_name)
    return replace(found, matter_name=(holds.name(holds.root(found.matter)) or name) if holds and found.matter else name)


def _meant(ledger: Ledger, connection: Connection, ref: str) -> list[str]:
    """Ids of the matters meant, by the names that records or a user gave them."""
    meant = ledger_later.matters_called(connection, ref) or [one.id for one in docket.matters(ledger, ref, everything=True)]
    if not meant:
        raise NotFoundError(f"no matter is called {ref}", remedy="`servanda matters --all` shows them")
    return meant


def measure(ledger: Ledger, day: str) -> None:
    """Find out what is overdue or dropped as of a day (ISO), and keep it until a record, a ruling or another day comes."""
    with ledger.reads() as connection:
        stand = noting.settled_at(connection)
        if stand is None or kept.is_measured(connection, day):
            return
        found = list({one.id: one for one in _measured(connection, day, kept.Wanted())}.values())
    with ledger.writes() as connection:
        kept.forget_measured(connection)
    for first in range(0, len(found), _TOGETHER):
        with ledger.writes() as connection:
            kept.keep_measured(connection, found[first : first + _TOGETHER])
    with ledger.writes() as connection:
        if noting.settled_at(connection) == stand:  # else another process compared what came in between
            kept.mark_measured(connection, day, stand)


def _measured(connection: Connection, on: str, wanted: kept.Wanted) -> Iterator[Finding]:
    """What is overdue or dropped as of a day."""
    meant = wanted.matter_ids
    among = None if meant is None else ledger_later.claims_of_matters(connection, meant)
    for name, finder in (("overdue", overdue), ("dropped", dropped)):
        for one in finder(connection, on, among) if wanted.kind in (None, name) else ():
            if (wanted.since is None or (one.later.day or "") >= wanted.since) and (meant is None or one.matter in meant):
                yield one


def _once(found: Iterable[Finding]) -> Sequence[Finding]:
    """What two matters tell of the same places is told once: where it is shown, then where it is surer."""
    best: dict[tuple[object, ...], Finding] = {}
    for one in found:
        key = (one.kind == "edited", *(_place(place) for place in (one.later, one.earlier)))
        if key not in best or _worth(one) < _worth(best[key]):
            best[key] = one
    return list(best.values())


def _worth(one: Finding) -> tuple[object, ...]:
    return not one.shown, -one.confidence, one.id


def _place(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name, None) for name in ("record", "start", "end"))


def _order(one: Finding) -> tuple[object, ...]:
    earlier = one.earlier.day or "" if one.earlier else ""
    return one.later.day or "", one.later.record, one.later.start, earlier, one.kind, one.id


def _is_by(one: Finding, name: str) -> bool:
    """Whether all words of a name are in that of a speaker, whatever their case and accents."""
    return any(_plain(name) <= _plain(place.speaker) for place in (one.later, one.earlier) if place and place.speaker)


def _plain(name: str) -> set[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return set(_LETTERS.findall(bare.casefold()))
