"""How the claims of one matter stand to each other, from the later to the earlier: the closed list of `definitions.md`.

Figures are compared in `figures`, lengths of time with days in `lengths`, all else in `statements`. Not every pair is compared:
a claim meets the latest earlier ones that speak of the same thing, so that n claims cost n log n.
"""

from __future__ import annotations

from collections.abc import Sequence

from servanda.comparison.relations import figures, lengths, statements
from servanda.model import Claim, Relation

__all__ = ["relations_of"]


def relations_of(claims: Sequence[Claim]) -> list[Relation]:
    """The relations among the claims of one matter, by day and place of the later. The order given makes no difference."""
    found = [*figures.relations_of(claims), *lengths.relations_of(claims), *statements.relations_of(claims)]
    return sorted(found, key=_order)


def _order(relation: Relation) -> tuple[str | int, ...]:
    later, earlier = relation.later, relation.earlier
    return (
        *(later.day or "", later.place.record, later.place.start, later.kind),
        *(earlier.day or "", earlier.place.record, earlier.place.start, earlier.kind, relation.relation),
    )
