"""How the claims of one matter stand to each other, from the later to the earlier: the closed list of `definitions.md`.

Figures are compared in `figures`, totals so far in `tallies`, lengths of time with days in `lengths`, days that were moved in
`deadlines`, all else in `statements`.
Not every pair is compared: a claim meets the latest earlier ones that speak of the same thing, so that n claims cost n log n.
"""

from __future__ import annotations

from collections.abc import Sequence

from servanda.comparison.relations import deadlines, figures, lengths, statements, tallies
from servanda.comparison.relations.prepared import Prepared
from servanda.comparison.relations.statements import Kept
from servanda.comparison.relations.told import TOLD_KINDS
from servanda.model import Claim, Relation

__all__ = ["Kept", "Prepared", "relations_of"]

_FIGURES = "relations.figures."
"""How the rules of figures, and of lengths of time, begin; no others do."""


def relations_of(claims: Sequence[Claim], prepared: Prepared | None = None, kept: Kept | None = None) -> list[Relation]:
    """The relations among the claims of one matter, by day and place of the later. The order given makes no difference.

    `prepared` is what was made of these claims in other matters. `kept` is what was found in this matter before more claims
    came to it: it saves time, and changes nothing.
    """
    prepared = prepared or Prepared()
    apart = (_FIGURES, deadlines.RULE)
    old = Kept(kept.claims, [one for one in kept.relations if not one.rule.startswith(apart)]) if kept else None
    found = [
        *_between_figures(claims, prepared, kept),
        *lengths.relations_of(claims),
        *deadlines.relations_of(claims),
        *statements.relations_of(claims, prepared.worded, old),
    ]
    return sorted(found, key=_order)


def _between_figures(claims: Sequence[Claim], prepared: Prepared, kept: Kept | None) -> list[Relation]:
    """The relations of figures. Where no figure came, they are those that there were."""
    if kept is None or any(claim.id not in kept.claims and claim.kind in TOLD_KINDS for claim in claims):
        return [*figures.relations_of(claims, prepared.told), *tallies.relations_of(claims, prepared.tallied)]
    return [one for one in kept.relations if one.rule.startswith(_FIGURES) and one.rule != lengths.RULE]


def _order(relation: Relation) -> tuple[str | int, ...]:
    later, earlier = relation.later, relation.earlier
    return (
        *(later.day or "", later.place.record, later.place.start, later.kind),
        *(earlier.day or "", earlier.place.record, earlier.place.start, earlier.kind, relation.relation),
    )
