"""Deciding on persons and matters: merging, splitting, naming, marking, undoing. Nothing is kept that cannot be meant."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection

from servanda.comparison.deciding.decided import SETTINGS, new_id
from servanda.comparison.matters import docket
from servanda.comparison.people import people
from servanda.errors import NotFoundError, UsageError
from servanda.ledger import Ledger, policy
from servanda.ledger.decisions import decisions, keep_decision
from servanda.model import Decision, Level, Matter, Person

_MOST_PARTS = 100
"""Entries of a matter that a decision keeps, by which the matter is found again where later records gave it another id."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, why, and when."""

    why: str | None = None
    by: str | None = None
    at: str | None = None
    """ISO 8601, as the caller says."""


def merge(ledger: Ledger, one: str, other: str, signed: Signed) -> Decision:
    """Two persons, two bodies or two matters are one, called as the first is. Raises `UsageError` where they cannot be.

    Where their offices are of different states, `values["states"]` names these: they may be two after all.
    """
    first, second = find(ledger, one), find(ledger, other)
    if _kind(first) != _kind(second):
        raise UsageError(f"{first.name} is a {_kind(first)}, {second.name} a {_kind(second)}: they cannot be one")
    if first.id == second.id:
        raise UsageError(f"{one} and {other} are one already: {first.name}")
    values = {**_marks(first), "with": second.id, **{f"with_{name}": value for name, value in _marks(second).items()}}
    if isinstance(first, Matter):
        values["matter_kind"] = first.kind
    states = _apart(first, second)
    if states:
        values["states"] = states
    return _keep(ledger, first.id, "merge", values, signed)


def _apart(first: Person | Matter, second: Person | Matter) -> list[str]:
    """The states of which two people hold offices, where they share none; empty where nothing speaks against a merge."""
    if not isinstance(first, Person) or not isinstance(second, Person):
        return []
    one, other = ({tenure.state for tenure in person.tenures if tenure.state} for person in (first, second))
    return sorted(one | other) if one and other and not one & other else []


def split(ledger: Ledger, ref: str, parts: Sequence[str], signed: Signed) -> Decision:
    """Spellings of a person, or entries of a matter, are somebody or something else. The new id stands in `values["into"]`."""
    subject = find(ledger, ref)
    known = _parts(subject)
    taken = sorted({_part(known, part, subject.name) for part in parts})
    if not taken:
        raise UsageError("nothing is named to be taken out", remedy="name a person's spellings, or ids of a matter's entries")
    if len(taken) == len(known):
        raise UsageError(f"nothing would be left of {subject.name}", remedy="leave one at least; or rename it")
    with ledger.writes() as connection:
        into = new_id(subject.id, taken, len(decisions(connection)) + 1)
        skeletons = {"skeletons": people.skeletons_of(subject)} if isinstance(subject, Person) else {}
        return _kept(
            connection, subject.id, "split", {"called": subject.name, "parts": taken, "into": into, **skeletons}, signed
        )


def rename(ledger: Ledger, ref: str, name: str, signed: Signed) -> Decision:
    """It is called by another name."""
    if not name.strip():
        raise UsageError("a name must have a letter")
    subject = find(ledger, ref)
    return _keep(ledger, subject.id, "rename", {**_marks(subject), "name": " ".join(name.split())}, signed)


def settle(ledger: Ledger, ref: str, settings: Mapping[str, Any], signed: Signed) -> Decision:
    """What a desk says of a matter: any of `SETTINGS`; an empty one is taken back. Raises `UsageError` for what is no value."""
    unknown = set(settings) - set(SETTINGS)
    if unknown or not settings:
        raise UsageError(f"a matter has {', '.join(SETTINGS)}" if unknown else "nothing is said of the matter")
    if settings.get("level") and settings["level"] not in get_args(Level):
        raise UsageError(f"{settings['level']!r} is no level", remedy=f"one of {', '.join(get_args(Level))}")
    if settings.get("due"):
        _check_day(str(settings["due"]))
    subject = _matter(ledger, ref)
    said = {name: value if value != "" else None for name, value in settings.items()}
    return _keep(ledger, subject.id, "set", {**_marks(subject), **said}, signed)


def _matter(ledger: Ledger, ref: str) -> Matter:
    """The matter called so. Raises `UsageError` where only a person is, and `NotFoundError` where nothing is."""
    try:
        return docket.matter(ledger, ref)
    except NotFoundError as missed:
        try:
            found = people.person(ledger, ref)
        except NotFoundError:
            raise missed from None
    raise UsageError(f"{found.name} is a {found.kind}: only matters have an owner, a level, a next step, a due date")


def undo(ledger: Ledger, number: int, signed: Signed) -> Decision:
    """A decision holds no more; an undoing that is undone leaves it holding. Raises `NotFoundError` where there is none."""
    with ledger.writes() as connection:
        known = decisions(connection)
        found = next((one for one in known if one.number == number), None)
        if found is None:
            raise NotFoundError(f"there is no decision {number}", remedy="`servanda decisions` lists them")
        if number not in holding(known):
            raise UsageError(f"decision {number} is undone already", remedy="`servanda decisions` tells by which")
        if found.action in (policy.SECOND, "undo"):
            policy.changed(connection)
        return _kept(connection, found.subject, "undo", {"undoes": number}, signed)


def holding(known: Sequence[Decision]) -> set[int]:
    """Numbers of the decisions that are not undone, undoings among them."""
    undone: set[int] = set()
    for one in sorted(known, key=lambda one: -one.number):
        if one.action == "undo" and one.number not in undone:
            undone.add(int(one.values["undoes"]))
    return {one.number for one in known} - undone


def find(ledger: Ledger, ref: str) -> Person | Matter:
    """The person, body, state or matter with this id or name. Raises `NotFoundError` where there is none, or several."""
    found: list[Person | Matter] = []
    missed: list[NotFoundError] = []
    for seek in _finders(ref):
        try:
            found.append(seek(ledger, ref))
        except NotFoundError as error:
            missed.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(f"{one.id} ({one.name})" for one in found)
        raise NotFoundError(f"{ref} is a person's name and a matter's", remedy=f"say which by its id: {some}")
    several = [error for error in missed if " are called " in str(error)]
    if several or len(missed) == 1:
        raise (several or missed)[0]
    remedy = "`servanda people --all` and `servanda matters --all` show them"
    raise NotFoundError(f"no person, no body and no matter is called {ref}", remedy=remedy)


def _finders(ref: str) -> tuple[Any, ...]:
    if ref.startswith("matter-"):
        return (docket.matter,)
    if ref.startswith(("person-", "body-", "state-")):
        return (people.person,)
    return (people.person, docket.matter)


def _kind(subject: Person | Matter) -> str:
    return subject.kind if isinstance(subject, Person) else "matter"


def _parts(subject: Person | Matter) -> list[str]:
    if isinstance(subject, Person):
        return sorted(subject.names)
    return sorted({claim.place.entry for claim in subject.claims if claim.place.entry})


def _marks(subject: Person | Matter) -> dict[str, Any]:
    """By what it is found again, and what it was called."""
    marks: dict[str, Any] = {"called": subject.name, "parts": _parts(subject)[:_MOST_PARTS]}
    if isinstance(subject, Person):
        marks["skeletons"] = people.skeletons_of(subject)
    return marks


def _part(known: Sequence[str], part: str, name: str) -> str:
    """The part meant: a spelling, or an entry by the beginning of its id."""
    found = [one for one in known if one == part] or [one for one in known if "-" in one and one.startswith(part)]
    if len(found) != 1:
        some = ", ".join(known[:5])
        raise UsageError(f"{part} is {'more than one part' if found else 'no part'} of {name}", remedy=f"it has {some}")
    return found[0]


def _check_day(day: str) -> None:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no calendar day", remedy="write it as 2025-06-30") from None


def _keep(ledger: Ledger, subject: str, action: str, values: Mapping[str, Any], signed: Signed) -> Decision:
    with ledger.writes() as connection:
        return _kept(connection, subject, action, values, signed)


def _kept(connection: Connection, subject: str, action: str, values: Mapping[str, Any], signed: Signed) -> Decision:
    return keep_decision(connection, subject, action, values, why=signed.why, decided_at=signed.at, owner=signed.by)
