"""Asking for findings: those that are kept with their matters, and those that depend on the day asked."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict, TypeVar, Unpack

from sqlalchemy import Connection

from servanda.comparison.findings.dropped import dropped, undertaken
from servanda.comparison.findings.findings import finding_id, worded
from servanda.comparison.findings.overdue import overdue
from servanda.comparison.matters import docket
from servanda.comparison.people.people import people
from servanda.comparison.relations.likeness import held_in
from servanda.errors import LedgerBusyError, LedgerFullError, NotFoundError
from servanda.ledger import Ledger, noting
from servanda.ledger import findings as kept
from servanda.ledger import later as ledger_later
from servanda.ledger.claims import load_claims
from servanda.ledger.company import commitments_measured
from servanda.ledger.deadlines import claims_due
from servanda.model import Claim, Finding, FindingKind

_MEASURED = ("overdue", "dropped")
"""Kinds that are measured against a day."""
_LOOKING = 1.0
"""Seconds after which it is looked again whether measuring is to go on."""
_TOGETHER = 200
"""Findings that are kept in one transaction: few enough that others need not wait for their turn."""
_TELLING, _SHARE = 3, 0.75
"""How many telling words two promises of one deed share at least, and which share of the one that has fewer."""
_LETTERS = re.compile(r"[^\W_]+")
Item = TypeVar("Item")


class Told(NamedTuple):
    """What was asked for, and how much more there is."""

    findings: list[Finding]
    waiting: int
    """Findings that are less sure, or tell little new; one that several matters tell counts in each."""
    unmeasured: bool = False
    """Whether what is measured against the day is told as it was before the last comparing, or not yet: see `Asked.kept`."""


class Listing(TypedDict, total=False):
    """Which findings are listed; what is not given is not asked."""

    kind: FindingKind | None
    since: str | None
    """Day (ISO) that the later words are of, at the earliest."""
    on: str | None
    """Day as of which it is asked: what later records tell, and records of unknown day, are left out."""
    today: str | None
    """Day against which it is measured what is overdue, where `on` is not given; where neither is, nothing is overdue."""
    everything: bool
    """Also what is less sure, or tells little new."""


class Asked(Listing, total=False):
    """What findings are asked for."""

    matter: str | None
    """A matter's id, the beginning of it, or words of its name."""
    by: str | None
    """Words of the name of somebody whose words a finding stands on."""
    kept: bool
    """Of what is measured against `today` only what is kept (`measure`): to find it out takes long where records are many."""


def told(ledger: Ledger, **asked: Unpack[Asked]) -> Told:
    """Findings, by the day of their later words: those that are shown first, or everything.

    Raises `NotFoundError` where no matter, or nobody, is called as asked.
    """
    kind, on, by, everything = asked.get("kind"), asked.get("on"), asked.get("by"), asked.get("everything", False)
    matter, whole = asked.get("matter"), everything or by is not None
    with ledger.reads() as connection:
        wanted = kept.Wanted(kind, asked.get("since"), on, None if matter is None else _meant(ledger, connection, matter))
        place = where(connection, kind, on=on, today=asked.get("today"), only_kept=asked.get("kept", False))
        kept_of = (kept.load_findings(connection, wanted, worded, basis, everything=whole) for basis in place.bases)
        found = [one for some in kept_of for one in some]
        found += measured(connection, place.measure, wanted) if place.measure else ()
        waiting = 0 if whole else sum(kept.waiting_findings(connection, wanted, basis) for basis in place.bases)
    named = with_matters(ledger, found, on)
    asked_for = sorted(once((one for one in named if by is None or _is_by(one, by)), _places, _worth), key=order)
    if by is not None and not asked_for and not people(ledger, by, everything=True):
        raise NotFoundError(f"nobody is called {by}", remedy="`servanda people --all` shows everybody")
    shown = asked_for if everything else _each_deed_once([one for one in asked_for if one.shown])
    return Told(shown, waiting + len(asked_for) - len(shown), place.unmeasured)


class Where(NamedTuple):
    """Where findings that are asked for are to be had."""

    bases: tuple[kept.Basis, ...]
    """What of them is kept."""
    measure: str | None
    """The day against which some are to be found out now."""
    unmeasured: bool
    """See `Told`."""


def where(connection: Connection, kind: FindingKind | None, *, on: str | None, today: str | None, only_kept: bool) -> Where:
    """Where findings of a kind are to be had, or of all: see `Asked`."""
    bases: tuple[kept.Basis, ...] = () if kind in _MEASURED else ("any day",)
    day = on or today
    if day is None:
        return Where(bases, None, unmeasured=False)
    is_kept = kept.is_measured(connection, day)
    unmeasured = not is_kept and on is None and only_kept
    if (is_kept or (unmeasured and kept.was_measured(connection, day))) and kind in (None, *_MEASURED):
        bases = (*bases, "a day")
    return Where(bases, None if is_kept or unmeasured else day, unmeasured)


def with_matters(ledger: Ledger, found: Sequence[Finding], on: str | None) -> list[Finding]:
    """The same with what their matters are called, by records or by people up to a day."""
    with ledger.reads() as connection:
        names = ledger_later.matter_names(connection, sorted({one.matter for one in found if one.matter}))
    holds = docket.held_of(ledger, on)
    if holds is not None:
        names = {matter_id: holds.name(holds.root(matter_id)) or name for matter_id, name in names.items()}
    return [replace(one, matter_name=names.get(one.matter or "", one.matter_name)) for one in found]


def one(ledger: Ledger, ref: str, *, today: str | None = None) -> Finding:
    """A finding by its id; what is overdue or dropped is measured against a day. Raises `NotFoundError` where there is none."""
    with ledger.reads() as connection:
        found = kept.findings_called(connection, [ref], worded).get(ref)
        if found is None and today and kept.is_measured(connection, today):
            found = kept.findings_called(connection, [ref], worded, "a day").get(ref)
        elif found is None and today:
            among = [claim.id for claim in _may_be_told(connection, today) if ref in _ids_on(claim)]
            found = next((one for one in measured(connection, today, kept.Wanted(), among) if one.id == ref), None)
        if found is None:
            remedy = "it may be gone with a record that was read anew; `servanda findings --all` has all"
            raise NotFoundError(f"no finding is called {ref}", remedy=remedy)
    return with_matters(ledger, [found], None)[0]


def _meant(ledger: Ledger, connection: Connection, ref: str) -> list[str]:
    """Ids of the matters meant, by the names that records or a user gave them."""
    meant = ledger_later.matters_called(connection, ref) or [one.id for one in docket.matters(ledger, ref, everything=True)]
    if not meant:
        raise NotFoundError(f"no matter is called {ref}", remedy="`servanda matters --all` shows them")
    return meant


def measure(
    ledger: Ledger, day: str, *, among: Collection[int] | None = None, goes_on: Callable[[], bool] = lambda: True
) -> None:
    """Find out what is overdue or dropped as of a day (ISO), and keep it until a record, a ruling or another day comes.

    `among` are the claims of which something else may be found than was measured before (`reach`); that of the others holds on.
    As soon as it does not go on, as where something came meanwhile, nothing is kept.
    """
    with ledger.reads() as connection:
        stand = noting.settled_at(connection)
        if stand is None or kept.is_measured(connection, day):
            return
        found: dict[str, Finding] = {}
        looked = time.monotonic()
        for one in measured(connection, day, kept.Wanted(), among):
            found[one.id] = one
            if time.monotonic() - looked > _LOOKING:
                looked = time.monotonic()
                if not goes_on():
                    return
        outdated = None if among is None else _kept_on(connection, among)
    _keep(ledger, day, stand, list(found.values()), outdated)


def measure_if_allowed(ledger: Ledger, day: str) -> None:
    """The same where it may be kept: who may only read, or while another process writes, finds it out each time."""
    with ledger.reads() as connection:
        if kept.is_measured(connection, day):
            return
    with suppress(LedgerFullError, LedgerBusyError):
        with ledger.writes():
            pass  # so that it is refused before the work, not after it
        measure(ledger, day)


def _keep(ledger: Ledger, day: str, stand: str | None, found: Sequence[Finding], outdated: Sequence[str] | None = None) -> None:
    """Keep what was measured against a day at a stand, instead of what was before, or of these findings only."""
    with ledger.writes() as connection:
        if outdated is None:
            kept.forget_measured(connection)
        else:
            kept.forget_measured_of(connection, outdated)
    for first in range(0, len(found), _TOGETHER):
        with ledger.writes() as connection:
            kept.keep_measured(connection, found[first : first + _TOGETHER])
    with ledger.writes() as connection:
        if stand is not None and noting.settled_at(connection) == stand:  # else what came in between was compared
            kept.mark_measured(connection, day, stand)


def _may_be_told(connection: Connection, day: str) -> Iterator[Claim]:
    """The commitments that may be overdue or dropped as of a day."""
    yield from claims_due(connection, until=day)
    yield from load_claims(connection, sorted(undertaken(connection, day)))


def _kept_on(connection: Connection, among: Collection[int]) -> list[str]:
    """What the findings that are kept on these claims may be called."""
    return [id_ for one in load_claims(connection, sorted(commitments_measured(connection, among))) for id_ in _ids_on(one)]


def _ids_on(claim: Claim) -> list[str]:
    """What findings on a claim are called, whether there are any."""
    return [finding_id(kind, None, claim) for kind in _MEASURED]


def measured(connection: Connection, on: str, wanted: kept.Wanted, among: Collection[int] | None = None) -> Iterator[Finding]:
    """What is overdue or dropped as of a day; `among` are the claims that it may be told of, where not all are meant."""
    meant = wanted.matter_ids
    asked = among if meant is None else ledger_later.claims_of_matters(connection, meant)
    for name, finder in (("overdue", overdue), ("dropped", dropped)):
        for one in finder(connection, on, asked) if wanted.kind in (None, name) else ():
            if (wanted.since is None or (one.later.day or "") >= wanted.since) and (meant is None or one.matter in meant):
                yield one


def once(found: Iterable[Item], places: Callable[[Item], Hashable], worth: Callable[[Item], Any]) -> list[Item]:
    """What two matters tell of the same places is told once: where it is worth most, by the least of what `worth` gives."""
    best: dict[Hashable, Item] = {}
    for one in found:
        key = places(one)
        if key not in best or worth(one) < worth(best[key]):
            best[key] = one
    return list(best.values())


def _each_deed_once(found: Iterable[Finding]) -> list[Finding]:
    """Findings without what is overdue by a second record too: a communiqué and its summary print one promise."""
    kept: list[Finding] = []
    for one in found:
        if not any(_is_one_deed(one, other) for other in kept if one.kind == other.kind == "overdue"):
            kept.append(one)
    return kept


def _is_one_deed(one: Finding, other: Finding) -> bool:
    """Whether the words of one day promise the same, in whatever records they stand."""
    if one.later.day != other.later.day or one.later.record == other.later.record:
        return False
    telling, share = held_in(one.later.text, other.later.text)
    return telling >= _TELLING and share >= _SHARE


def _places(one: Finding) -> tuple[object, ...]:
    return (one.kind == "edited", *(_place(place) for place in (one.later, one.earlier)))


def _worth(one: Finding) -> tuple[object, ...]:
    """Where it is shown, then where it is surer."""
    return not one.shown, -one.confidence, one.id


def _place(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name, None) for name in ("record", "start", "end"))


def order(one: Finding) -> tuple[object, ...]:
    """By the day of the later words, then by record and place."""
    earlier = one.earlier.day or "" if one.earlier else ""
    return one.later.day or "", one.later.record, one.later.start, earlier, one.kind, one.id


def _is_by(one: Finding, name: str) -> bool:
    """Whether all words of a name are in that of a speaker, whatever their case and accents."""
    return any(_plain(name) <= _plain(place.speaker) for place in (one.later, one.earlier) if place and place.speaker)


def _plain(name: str) -> set[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return set(_LETTERS.findall(bare.casefold()))
