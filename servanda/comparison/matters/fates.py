"""What became of a commitment, as later records tell it.

A claim tells of it where it stands to it in a telling relation, is of a kind that reports, and shares its words: to be of one
matter is not yet to be of one promise. A promise that was made again shares the fate of the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from servanda.comparison.matters.naming import SHARED, shared
from servanda.comparison.matters.parts import is_part, is_whole
from servanda.comparison.relations.order import when
from servanda.ledger.deadlines import told_of
from servanda.model import Claim, Relation

_TELLING = ("fulfils", "partly_fulfils", "updates", "contradicts")
"""What a later claim may be to a commitment to tell what became of it. To promise it again tells nothing of that."""
_DOING = ("fulfils", "partly_fulfils")
_REPORTING = ("progress", "instrument", "topic")
"""Kinds of later claims that tell what became of a commitment."""
RENEWING = ("repeats", "strengthens", "weakens")
"""What a later commitment is to an earlier one whose fate it shares."""
AGAIN = 3
"""Times that a promise is followed from one who makes it again to the next."""
_SURE = 0.4
"""From which confidence on a relation is told."""
_ONLY_AGAIN = "again"
"""The rule of what is merely spoken of again."""


def followed(connection: Connection, claims: Sequence[Claim]) -> dict[int, list[Relation]]:
    """For each commitment by its number, how later claims stand to it, and to those that make the same promise again."""
    told = told_of(connection, claims, again=False)
    asked = {claim.id for claim in claims}
    new: Sequence[Claim] = claims
    for _ in range(AGAIN):
        renewed = {one.later.id: one.later for claim in new for one in told.get(claim.id, ()) if _renews(one)}
        new = [claim for number, claim in renewed.items() if number not in asked]
        asked.update(claim.id for claim in new)
        told.update(told_of(connection, new, again=False))
    return {claim.id: [one for number in _renewals(claim.id, told) for one in told.get(number, ())] for claim in claims}


def telling(relations: Iterable[Relation], on: str) -> tuple[Relation, ...]:
    """Of these relations those that tell what became of the commitment and were told by the day; a sentence tells it once."""
    found: dict[tuple[str, str], Relation] = {}
    for one in sorted((_as_counted(one) for one in relations if _tells(one)), key=_weight):
        if (one.earlier.day or "") < (one.later.day or "") <= on:
            found.setdefault((one.later.place.record, one.later.sentence), one)
    return tuple(sorted(found.values(), key=lambda one: when(one.later)))


def _renewals(number: int, told: Mapping[int, Sequence[Relation]]) -> list[int]:
    """A commitment and those that promise the same again, by their numbers: the same for one that is asked and for all."""
    found = new = [number]
    for _ in range(AGAIN):
        new = sorted({one.later.id for known in new for one in told.get(known, ()) if _renews(one)} - set(found))
        found = [*found, *new]
    return found


def _renews(relation: Relation) -> bool:
    """Whether the later claim promises the same again."""
    return relation.relation in RENEWING and relation.later.kind == "commitment" and _is_sure(relation)


def _tells(relation: Relation) -> bool:
    return relation.relation in _TELLING and relation.later.kind in _REPORTING and _is_sure(relation)


def _is_sure(relation: Relation) -> bool:
    """Whether both sides' own words speak of one thing, and more is said than that."""
    if relation.confidence < _SURE or relation.rule == _ONLY_AGAIN:
        return False
    both = len(shared(relation.later.place.text, relation.earlier.place.text))
    return both >= SHARED or (both > 0 and _is_all_done(relation))


def _is_all_done(relation: Relation) -> bool:
    """Whether it reports that all there is of something is done: then so is the rest that was promised."""
    later = relation.later
    is_done = later.kind == "progress" and later.values.get("status") == "fulfilled"
    return relation.relation in _DOING and is_done and is_whole(later)


def _as_counted(relation: Relation) -> Relation:
    """The same, where a counted part that is done is no whole, and all that is done is no part."""
    if relation.relation in _DOING and relation.later.kind == "progress":
        if is_part(relation.later):
            return replace(relation, relation="partly_fulfils")
        if _is_all_done(relation):
            return replace(relation, relation="fulfils")
    return relation


def _weight(relation: Relation) -> tuple[object, ...]:
    """What tells most of a fate, first."""
    later = relation.later
    return _REPORTING.index(later.kind), _TELLING.index(relation.relation), -relation.confidence, when(later)
