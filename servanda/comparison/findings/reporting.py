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
from servanda.ledger import Ledger
from servanda.ledger import findings as kept
from servanda.ledger import later as ledger_later
from servanda.model import Finding, FindingKind

_MEASURED = ("overdue", "dropped")
"""Kinds that are measured against a day."""
_LETTERS = re.compile(r"[^\W_]+")


class Told(NamedTuple):
    """What was asked for, and how much more there is."""

    findings: list[Finding]
    waiting: int
    """Findings that are less sure, or tell little new; one that several matters tell counts in each."""


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


def told(ledger: Ledger, **asked: Unpack[Asked]) -> Told:
    """Findings, by the day of their later words: those that are shown first, or everything.

    Raises `NotFoundError` where no matter, or nobody, is called as asked.
    """
    kind, since, on, by = asked.get("kind"), asked.get("since"), asked.get("on"), asked.get("by")
    everything, matter, day = asked.get("everything", False), asked.get("matter"), on or asked.get("today")
    found: list[Finding] = []
    waiting = 0
    with ledger.reads() as connection:
        meant = None if matter is None else _meant(ledger, connection, matter)
        if kind not in _MEASURED:
            found = kept.load_findings(
                connection, kind=kind, since=since, until=on, matter_ids=meant, everything=everything or by is not None
            )
            if not everything and by is None:
                waiting = kept.waiting_findings(connection, kind=kind, since=since, until=on, matter_ids=meant)
        if day:
            found += _measured(connection, day, kind, since=since, meant=meant)
        names = ledger_later.matter_names(connection, sorted({one.matter for one in found if one.matter}))
    holds = docket.held_of(ledger, on)
    if holds is not None:
        names = {matter_id: holds.name(holds.root(matter_id)) or name for matter_id, name in names.items()}
    named = (replace(one, matter_name=names.get(one.matter or "", one.matter_name)) for one in found)
    wanted = sorted(_once(one for one in named if by is None or _is_by(one, by)), key=_order)
    if by is not None and not wanted and not people(ledger, by, everything=True):
        raise NotFoundError(f"nobody is called {by}", remedy="`servanda people --all` shows everybody")
    shown = [one for one in wanted if everything or one.shown]
    return Told(shown, waiting + len(wanted) - len(shown))


def one(ledger: Ledger, ref: str, *, today: str | None = None) -> Finding:
    """A finding by its id; what is overdue or dropped is measured against a day. Raises `NotFoundError` where there is none."""
    with ledger.reads() as connection:
        found = kept.load_finding(connection, ref)
        if found is None and today:
            found = next((one for one in _measured(connection, today, None, since=None, meant=None) if one.id == ref), None)
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


def _measured(
    connection: Connection, on: str, kind: str | None, *, since: str | None, meant: Sequence[str] | None
) -> Iterator[Finding]:
    """What is overdue or dropped as of a day."""
    for name, finder in (("overdue", overdue), ("dropped", dropped)):
        for one in finder(connection, on) if kind in (None, name) else ():
            if (since is None or (one.later.day or "") >= since) and (meant is None or one.matter in meant):
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
