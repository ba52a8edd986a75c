"""Relations between the statements of one matter."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from servanda.comparison.relations.likeness import Worded, likeness, meetings, worded
from servanda.comparison.relations.order import when
from servanda.comparison.relations.spans import years_in
from servanda.comparison.relations.verdicts import Pair, Verdict, verdicts
from servanda.model import Claim, Relation

LEAST = 0.1
"""Relations that are less sure are none."""
_MOST = 5
"""Relations of one later claim: the surest."""
_FLOOR = 0.5
"""What is left of a rule's sureness where two claims of one matter share no word beside its name."""


class Kept(NamedTuple):
    """What was found among the claims of a matter before more of them came."""

    claims: frozenset[int]
    """Their numbers."""
    relations: Sequence[Relation]
    """All between them."""


def relations_of(
    claims: Iterable[Claim], prepare: Callable[[Claim], Worded] = worded, kept: Kept | None = None
) -> list[Relation]:
    """How later statements stand to earlier ones. The order given makes no difference.

    `prepare` is `worded`, or what remembers its answers. Pairs that were judged before are not judged again, which changes
    nothing: what two claims are to one another depends on these two alone.
    """
    statements = [prepare(claim) for claim in claims if claim.kind not in ("figure", "question") or years_in(claim.sentence)]
    known: dict[int, list[Relation]] = defaultdict(list)
    for relation in kept.relations if kept else ():
        known[relation.later.id].append(relation)
    found: list[Relation] = []
    for later, met in meetings(statements):
        old = kept.claims if kept and later.claim.id in kept.claims else frozenset()
        own = _judged_anew(later, met, old, known[later.claim.id]) if old else [*_judged(later, met)]
        found.extend(sorted(own, key=_surest, reverse=True)[:_MOST])
    return found


def _surest(relation: Relation) -> tuple[object, ...]:
    return relation.confidence, when(relation.earlier), relation.relation


def _judged_anew(later: Worded, met: Sequence[Worded], old: AbstractSet[int], known: Sequence[Relation]) -> Iterable[Relation]:
    """The relations of a claim that was there before: those that are known, and those to what came."""
    still = {one.claim.id for one in met}
    standing = [relation for relation in known if relation.earlier.id in still]
    if len(known) == _MOST and len(standing) < _MOST:  # less sure ones were left out, of which one may now be among the surest
        return _judged(later, met)
    return [*standing, *_judged(later, [one for one in met if one.claim.id not in old])]


def _judged(later: Worded, met: Iterable[Worded]) -> Iterator[Relation]:
    """The relations of a claim to earlier ones that it meets."""
    for earlier in met:
        pair = Pair(later.claim, earlier.claim, likeness(later, earlier))
        for ruled in verdicts(pair):
            confidence = round(ruled.sureness * _reading(pair) * (_FLOOR + (1 - _FLOOR) * pair.likeness), 2)
            if confidence >= LEAST:
                yield _relation(pair, ruled, confidence)


def _relation(pair: Pair, ruled: Verdict, confidence: float) -> Relation:
    return Relation(
        later=pair.later,
        earlier=pair.earlier,
        relation=ruled.relation,
        confidence=confidence,
        rule=ruled.rule,
        why=ruled.why,
    )


def _reading(pair: Pair) -> float:
    """How sure the reader is of both statements."""
    return math.sqrt(float(pair.later.values["confidence"]) * float(pair.earlier.values["confidence"]))
