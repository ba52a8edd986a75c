"""What somebody held of a matter, and what he held of it later, where the two read as different stances.

Two dated quotations, and no verdict: conditions, occasions and a reader's mistakes make words differ as a change of mind does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.comparison.findings.doubts import beyond_doubt
from servanda.comparison.matters import docket
from servanda.comparison.people.people import person
from servanda.comparison.relations.order import when
from servanda.ledger import Ledger
from servanda.ledger import later as ledger_later
from servanda.ledger.claims import load_claims
from servanda.ledger.matters import relation_of
from servanda.ledger.stances import positions_met
from servanda.model import Person, PositionChange, Relation


@dataclass(frozen=True, slots=True)
class Changes:
    """Whose positions, those that differ from the one before, and how many more wait until they are asked for."""

    person: Person
    changes: tuple[PositionChange, ...]
    """By the day of the later words, the latest first."""
    waiting: int


def changes(ledger: Ledger, ref: str, *, on: str | None = None, everything: bool = False) -> Changes:
    """Where somebody's words on a matter read as another stance than his last words on it of an earlier day.

    `ref` is an id, or a name that one alone is called. `on` leaves out what is of a later day, `everything` adds what is less
    sure. Raises `NotFoundError` where nobody or several are called so.
    """
    whose = person(ledger, ref, on=on)
    with ledger.reads() as connection:
        met = positions_met(connection, whose.records, until=on)
        numbers = sorted({number for one in met for number in (one.known.later, one.known.earlier)})
        claims = {one.id: one for one in load_claims(connection, numbers)}
        pairs = [(one.matter, relation_of(one.known, claims)) for one in met]
        found = list(_turned(pairs, frozenset(whose.names)))
        names = ledger_later.matter_names(connection, sorted({matter for matter, _ in found}))
    holds = docket.held_of(ledger, on) if found else None
    made = []
    for matter, relation in found:
        root = holds.root(matter) if holds else matter
        name = (holds.name(root) if holds else None) or names[matter]
        made.append(PositionChange(matter=root, matter_name=name, relation=relation, shown=beyond_doubt(relation)))
    once = sorted(_once(made), key=lambda one: (when(one.relation.later), when(one.relation.earlier)), reverse=True)
    shown = tuple(one for one in once if everything or one.shown)
    return Changes(whose, shown, len(once) - len(shown))


def _turned(pairs: Iterable[tuple[str, Relation]], names: frozenset[str]) -> Iterator[tuple[str, Relation]]:
    """Of relations in their matters, those of one holder's position to his last one of an earlier day, if that was another."""
    before: dict[tuple[str, int], list[Relation]] = defaultdict(list)
    for matter, one in pairs:
        held = one.later.said_by in names and one.earlier.said_by in names
        if held and one.earlier.day and one.later.day and one.earlier.day < one.later.day:
            before[matter, one.later.id].append(one)
    for (matter, _), relations in before.items():
        last = max(relations, key=lambda one: when(one.earlier))
        if last.earlier.values["stance"] != last.later.values["stance"]:
            yield matter, last


def _once(made: Iterable[PositionChange]) -> Iterator[PositionChange]:
    """The same words of the same days once, in the matter in which they are surest to meet."""
    known = set()
    for one in sorted(made, key=lambda one: (not one.shown, -one.relation.confidence, one.matter_name, one.matter)):
        later, earlier = one.relation.later, one.relation.earlier
        words = (later.day, later.place.text, earlier.day, earlier.place.text)
        if words not in known:
            known.add(words)
            yield one
