"""What a reader should be told of a matter: its relations that are worth his time, each as one neutral sentence.

What is shown without being asked for is chosen strictly: both statements are well read, they speak of one action, and the later
one changes what a reader knows. The rest waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from servanda.comparison.findings.doubts import beyond_doubt
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.findings.sentences.figures import retells
from servanda.comparison.relations.likeness import stems_of
from servanda.comparison.relations.order import when
from servanda.comparison.relations.stages import life_event
from servanda.ledger.findings import Standing
from servanda.model import Claim, Finding, Matter, Place, Relation, digest

_LEAST = 0.4
"""Relations that are less sure are seen in the matter's timeline only."""
_FIGURES = 0.7
"""From which confidence on a relation of figures is shown."""
_RETOLD = 0.5
"""The same, where one reports the other's words and gives another figure."""
_SHOWN = (
    "stages.done",
    "stages.halted",
    "stages.still_asked",
    "stages.on",
    "instruments.life",
    "instruments.amended",
    "making.",
    "positions.",
    "events.",
    "deadlines.",
)
"""Beginnings of the rules whose relations may be shown."""
_SURE = 0.4
"""From which confidence on a relation of such statements is shown."""
_SILENT = ("repeats", "same_value")
"""Relations that tell a reader nothing new."""


def findings_of(matter: Matter) -> list[Finding]:
    """The findings of a matter, by the day of the later words: what is shown, and what waits until it is asked for."""
    return [replace(worded(one), matter_name=matter.name) for one in standings_of(matter)]


def standings_of(matter: Matter) -> list[Standing]:
    """The same as the relations that tell them, before they are put into words."""
    best = _best(one for one in matter.relations if one.confidence >= _LEAST and one.rule != "again" and _of_two_records(one))
    told = _told_once([one for one in best if _shown(one)], _undertakings(matter))
    return [
        Standing(finding_id(one.relation, matter.id, one.later, one.earlier), matter.id, one, one in told)
        for one in sorted(best, key=_order)
    ]


def _undertakings(matter: Matter) -> list[Claim]:
    """The commitments of a matter, with those that its relations lead to."""
    met = (claim for one in matter.relations for claim in (one.later, one.earlier))
    return [claim for claim in (*matter.claims, *met) if claim.kind == "commitment"]


def _told_once(relations: Iterable[Relation], undertakings: Iterable[Claim]) -> list[Relation]:
    """Relations without what tells the same again: one record updates an earlier statement once, with what is surest.

    Words that are both a promise and an item of the agenda are called a promise, and nothing else beside it.
    """
    promised: dict[str, list[Place]] = defaultdict(list)
    for claim in undertakings:
        promised[claim.place.record].append(claim.place)
    kept: dict[tuple[object, ...], Relation] = {}
    for one in sorted(relations, key=lambda one: (-one.confidence, _order(one))):
        if any(
            side.kind == "topic" and _overlaps(side.place, promised[side.place.record]) for side in (one.later, one.earlier)
        ):
            continue
        figures = one.rule.startswith("relations.figures.")
        earlier = one.earlier.place.start if figures else one.earlier.sentence
        later = one.later.place.start if figures else None
        kept.setdefault((one.relation, one.later.place.record, later, one.earlier.place.record, earlier), one)
    return list(kept.values())


def _overlaps(place: Place, others: Iterable[Place]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)


def _of_two_records(relation: Relation) -> bool:
    """Whether two records meet in it; figures may differ within one."""
    return relation.later.place.record != relation.earlier.place.record or relation.rule.startswith("relations.figures.")


def _best(relations: Iterable[Relation]) -> list[Relation]:
    """Of relations of one kind between two sentences, or from one sentence to several, that which a reader is best told.

    What is shown comes before what waits, two figures with their statistics before those of which one names none, then the
    surest; of equals, the latest.
    """
    kept: dict[tuple[object, ...], Relation] = {}
    for one in sorted(relations, key=_order):
        key = _told(one)
        if key not in kept or _worth(one) >= _worth(kept[key]):
            kept[key] = one
    return list(kept.values())


def _worth(relation: Relation) -> tuple[bool, bool, float]:
    based = all(one.values.get("basis") for one in (relation.later, relation.earlier))
    return _shown(relation), based, relation.confidence


def _told(relation: Relation) -> tuple[object, ...]:
    """What a relation tells: of an instrument that an event came, however many say so; else what one sentence is to others."""
    later = relation.later
    if relation.rule == "instruments.life":
        return relation.relation, life_event(later), stems_of(later.values["name"])
    return relation.relation, later.place.record, later.sentence


def _order(relation: Relation) -> tuple[object, ...]:
    return when(relation.later), when(relation.earlier), relation.relation


def worded(standing: Standing) -> Finding:
    """What a relation tells, in words; what its matter is called is not known here."""
    relation = standing.relation
    return Finding(
        id=standing.id,
        kind=relation.relation,
        sentence=sentence(relation),
        later=relation.later.place,
        earlier=relation.earlier.place,
        matter=standing.matter,
        confidence=relation.confidence,
        rule=relation.rule,
        why=relation.why,
        shown=standing.shown,
    )


def finding_id(kind: str, matter: str | None, *claims: Claim) -> str:
    """A stable id: the same words under the same relation give the same, in whatever order records came."""
    places = "|".join(f"{one.place.record}:{one.place.start}-{one.place.end}:{one.kind}" for one in claims)
    return f"finding-{digest(f'{kind}|{matter}|{places}'.encode())[:16]}"


def _shown(relation: Relation) -> bool:
    if relation.relation in _SILENT:
        return False
    if relation.rule.startswith("relations.figures."):
        return relation.confidence >= (_RETOLD if retells(relation) else _FIGURES)
    return relation.rule.startswith(_SHOWN) and relation.confidence >= _SURE and beyond_doubt(relation)
