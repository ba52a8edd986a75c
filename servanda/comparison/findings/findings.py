"""What a reader should be told of a matter: its relations that are worth his time, each as one neutral sentence.

What is shown without being asked for is chosen strictly: both statements are well read, they speak of one action, and the later
one changes what a reader knows. The rest waits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from servanda.comparison.claims.scope import states_in
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.findings.sentences.figures import retells
from servanda.comparison.relations.acts import goes_on
from servanda.comparison.relations.likeness import kinship, stems_of, subject, telling_stems
from servanda.comparison.relations.order import when
from servanda.comparison.relations.stages import Stage, life_event, stage
from servanda.model import Claim, Finding, Matter, Place, Relation, digest
from servanda.standing import shown_first

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
)
"""Beginnings of the rules whose relations may be shown."""
_ONE_HOLDER = ("weakens", "strengthens", "contradicts")
"""Relations that say something of one holder's words."""
_TELLING, _SHARE = 2, 0.55
"""How many telling words two statements share at least, and how much of the own words of the wordier that is."""
_SIDES = 2
"""States that a work of one holder concerns, if it is one by its states."""
_SURE = 0.4
"""From which confidence on a relation of such statements is shown."""
_PLAINLY = ((Stage.UNDERTAKEN, Stage.DONE), (Stage.ASKED, Stage.UNDER_WAY), (Stage.ASKED, Stage.DONE))
"""Stages of which sentences that state nothing tell surely: what was announced or asked for, and then is on or done."""
_POINTING = re.compile(
    r"^(?:it|this|that|these|those|them|they|such|so)\b|\b(?:this|these|such an?|before us|the (?:following|above))\b",
    re.IGNORECASE,
)
"""Words that point to something in the record itself: "this amendment" of two records is never one."""
_SILENT = ("repeats", "same_value")
"""Relations that tell a reader nothing new."""


def findings_of(matter: Matter) -> list[Finding]:
    """The findings of a matter, by the day of the later words: what is shown, and what waits until it is asked for."""
    best = _best(one for one in matter.relations if one.confidence >= _LEAST and one.rule != "again" and _of_two_records(one))
    told = _told_once([one for one in best if _shown(one)], _undertakings(matter))
    return [_finding(one, matter, shown=one in told) for one in sorted(best, key=_order)]


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
    """Of relations of one kind between two sentences, or from one sentence to several, the surest; of equals, the latest."""
    kept: dict[tuple[object, ...], Relation] = {}
    for one in sorted(relations, key=_order):
        key = _told(one)
        if key not in kept or one.confidence >= kept[key].confidence:
            kept[key] = one
    return list(kept.values())


def _told(relation: Relation) -> tuple[object, ...]:
    """What a relation tells: of an instrument that an event came, however many say so; else what one sentence is to others."""
    later = relation.later
    if relation.rule == "instruments.life":
        return relation.relation, life_event(later), stems_of(later.values["name"])
    return relation.relation, later.place.record, later.sentence


def _order(relation: Relation) -> tuple[object, ...]:
    return when(relation.later), when(relation.earlier), relation.relation


def _finding(relation: Relation, matter: Matter, *, shown: bool) -> Finding:
    return Finding(
        id=finding_id(relation.relation, matter.id, relation.later, relation.earlier),
        kind=relation.relation,
        sentence=sentence(relation),
        later=relation.later.place,
        earlier=relation.earlier.place,
        matter=matter.id,
        matter_name=matter.name,
        confidence=relation.confidence,
        rule=relation.rule,
        why=relation.why,
        shown=shown,
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
    return relation.rule.startswith(_SHOWN) and relation.confidence >= _SURE and _beyond_doubt(relation)


def _beyond_doubt(relation: Relation) -> bool:
    """Whether two statements are of one thing without regard to what stands around them.

    They are of two records and of the same states, well read, and name the thing in the same words of their own.
    """
    later, earlier = relation.later, relation.earlier
    if later.place.record == earlier.place.record:
        return False
    if relation.rule == "events.held":  # which looks at the event's name, its states and its time
        return all(shown_first(one.kind, one.values["confidence"]) for one in (later, earlier))
    if not _same_scope(later, earlier):
        return False
    if relation.relation in _ONE_HOLDER and later.said_by != earlier.said_by:
        return False
    if "instrument" in (later.kind, earlier.kind) and later.kind != earlier.kind:
        return False
    if "mention" in (later.kind, earlier.kind) and not (
        relation.rule.startswith("making.") or (stage(earlier), stage(later)) in _PLAINLY
    ):
        return False
    telling, share = kinship(later, earlier)
    return ((telling >= _TELLING and share >= _SHARE) or _is_one_work(later, earlier)) and all(
        shown_first(one.kind, one.values["confidence"]) and not _points(one) for one in (later, earlier)
    )


def _is_one_work(later: Claim, earlier: Claim) -> bool:
    """Whether one holder tells of one work of the same two states or more, first as going on and then as done.

    His earlier words may leave it to their sentence which it is ("in energy, we are completing a large project"), if what
    they name themselves is in the later sentence too.
    """
    if (stage(earlier), stage(later)) != (Stage.UNDER_WAY, Stage.DONE) or later.said_by != earlier.said_by:
        return False
    if set(later.scope) != set(earlier.scope) or len(later.scope) < _SIDES or not goes_on(later, earlier):
        return False
    named = telling_stems(subject(earlier)) <= telling_stems(later.sentence)
    return named and bool(telling_stems(later.sentence) & telling_stems(earlier.sentence))


def _points(claim: Claim) -> bool:
    """Whether it names its thing by pointing to something in its own record."""
    return bool(_POINTING.search(subject(claim)))


def _same_scope(later: Claim, earlier: Claim) -> bool:
    """Whether most of the states that both concern are the same; one is enough where only the talks they stand in tell them."""
    one, other = set(later.scope), set(earlier.scope)
    if one & other and not states_in(later.sentence) and not states_in(earlier.sentence):
        return True
    return len(one & other) * 2 >= len(one | other)
