"""Relations between the statements of one matter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from servanda.comparison.relations.likeness import Likeness
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


def relations_of(claims: Sequence[Claim]) -> list[Relation]:
    """How later statements stand to earlier ones. The order given makes no difference."""
    statements = [claim for claim in claims if claim.kind not in ("figure", "question") or years_in(claim.sentence)]
    found: list[Relation] = []
    for _, group in groupby(_related(statements), key=lambda one: when(one.later)):
        found.extend(sorted(group, key=lambda one: (one.confidence, when(one.earlier)), reverse=True)[:_MOST])
    return found


def _related(statements: Sequence[Claim]) -> Iterator[Relation]:
    """The relations of all pairs that meet, those of one later claim together."""
    for later, earlier, likeness in Likeness(statements).pairs():
        pair = Pair(later, earlier, likeness)
        for ruled in verdicts(pair):
            confidence = round(ruled.sureness * _reading(pair) * (_FLOOR + (1 - _FLOOR) * likeness), 2)
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
