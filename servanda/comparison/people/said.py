"""What one person or body said, over all records that name it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.comparison.people.people import people
from servanda.errors import NotFoundError
from servanda.ledger import Ledger
from servanda.ledger.claims import claims_in
from servanda.model import Claim, Person

MOST = 200
"""Statements that are told of, unless it is said otherwise."""
STATEMENTS = ("commitment", "position", "progress")
"""Kinds of entries that tell what somebody undertakes, wants, and says was done."""
_AT_ONCE = 50
"""Records asked for in one query."""


@dataclass(frozen=True, slots=True)
class Said:
    """Whose statements, the statements, and whether earlier ones are left out."""

    person: Person
    claims: tuple[Claim, ...]
    """By day, the latest first; within a record in the order of its text."""
    more: bool


def said(ledger: Ledger, ref: str, *, on: str | None = None, limit: int = MOST) -> Said:
    """What somebody undertook, wanted and told as done, in any spelling of the name.

    `ref` is an id, or a name that one alone is called. Raises `NotFoundError` where nobody or several are.
    """
    person = _one(ledger, ref, on)
    names = frozenset(person.names)
    found: list[Claim] = []
    latest = person.records[::-1]
    with ledger.reads() as connection:
        for first in range(0, len(latest), _AT_ONCE):
            claims = claims_in(connection, latest[first : first + _AT_ONCE], STATEMENTS)
            found += [one for one in claims if one.said_by in names]
            if len(found) > limit:
                break
    found.sort(key=lambda one: one.place.start)
    found.sort(key=lambda one: (one.day or "", one.place.record), reverse=True)
    return Said(person, tuple(found[:limit]), len(found) > limit)


def _one(ledger: Ledger, ref: str, on: str | None) -> Person:
    found = people(ledger, ref, on=on, everything=True)
    exact = [one for one in found if ref in (one.id, one.name)] or found
    if not exact:
        raise NotFoundError(f"nobody is called {ref}", remedy="`servanda people --all` shows everybody")
    if len(exact) > 1:
        some = ", ".join(f"{one.name} ({one.id})" for one in exact[:5])
        raise NotFoundError(f"{len(exact)} are called {ref}", remedy=f"say which: {some}")
    return exact[0]
