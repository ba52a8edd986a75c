"""Which relations of two statements are told without being asked for: those that a careful reader would not doubt.

Either rule may fail by the reading or by the matching. So both statements must be well read, of two records and of the same
states, and name the thing in the same telling words; the rest waits until it is asked for.
"""

from __future__ import annotations

import re

from servanda.comparison.claims.scope import states_in
from servanda.comparison.relations.acts import goes_on
from servanda.comparison.relations.likeness import kinship, stems_of, subject, telling_stems
from servanda.comparison.relations.stages import Stage, stage
from servanda.comparison.relations.things import things_in
from servanda.model import Claim, Relation
from servanda.standing import shown_first

_ONE_HOLDER = ("weakens", "strengthens", "contradicts")
"""Relations that say something of one holder's words."""
_TELLING, _SHARE = 2, 0.55
"""How many telling words two statements share at least, and how much of the own words of the wordier that is."""
_SHARE_OF_LISTS = 0.7
"""The same for two that each list several things: lists of different things have much in common."""
_BORNE_OUT = 0.75
"""Confidence from which on two readings bear each other out."""
_FOR_IT = ("supports", "supports_with_conditions")
_LIST = re.compile(r",[^,]+,")
_SIDES = 2
"""States that a work of one holder concerns, if it is one by its states."""
_PLAINLY = (Stage.ASKED, Stage.UNDER_WAY)
"""Stages of which sentences that state nothing tell surely; of what is held they tell as of events."""
_POINTING = re.compile(
    r"^(?:it|this|that|these|those|them|they|such|so)\b|\b(?:this|these|such an?|before us|the (?:following|above))\b",
    re.IGNORECASE,
)
"""Words that point to something in the record itself: "this amendment" of two records is never one."""
_KEPT = ("fulfils", "partly_fulfils")
_GOING_ON = re.compile(r"(?:to )?(?:continu|keep|maintain|sustain|go on|carry on|remain)\w*\b", re.IGNORECASE)
"""Words with which an undertaking begins that has no end."""


def beyond_doubt(relation: Relation) -> bool:
    """Whether two statements are of one thing without regard to what stands around them."""
    later, earlier = relation.later, relation.earlier
    if later.place.record == earlier.place.record or not _well_read(relation):
        return False
    if relation.rule == "events.held":  # which looks at the event's name, its states and its time
        return True
    return (
        _same_scope(later, earlier)
        and _may_be_told(relation)
        and (_named_alike(relation) or _is_one_work(later, earlier))
        and not any(_POINTING.search(subject(one)) for one in (later, earlier))
    )


def _well_read(relation: Relation) -> bool:
    """Whether both are surely what they are read as: by themselves, or since each bears out the other.

    That somebody undertook a thing speaks for words that tell of it as done, and these for that; it must be one thing, though.
    """
    sides = (relation.later, relation.earlier)
    if all(shown_first(one.kind, one.values["confidence"]) for one in sides):
        return True
    if not relation.rule.startswith("stages.") or min(one.values["confidence"] for one in sides) < _BORNE_OUT:
        return False
    telling, share = kinship(*sides)
    named = things_in(subject(relation.later)) & stems_of(subject(relation.earlier))
    return telling > _TELLING and share >= _SHARE and bool(named)


def _may_be_told(relation: Relation) -> bool:
    """Whether the relation may hold between claims of such kinds, holders and days."""
    later, earlier = relation.later, relation.earlier
    if relation.relation in _ONE_HOLDER and later.said_by != earlier.said_by:
        return False
    if relation.relation in _KEPT and earlier.kind == "commitment" and _GOING_ON.match(subject(earlier)):
        return False  # to go on with something is never done
    if relation.rule == "stages.on" and later.kind == "commitment" and _GOING_ON.match(subject(later)):
        return False  # and who goes on with it has not just undertaken it
    if relation.rule in ("making.there", "stages.on") and later.day == earlier.day:
        return False  # what is told on one day of one making is that it is begun
    if relation.rule == "stages.on" and earlier.kind == "position" and earlier.values["stance"] not in _FOR_IT:
        return False  # who is against a thing, and then undertakes something else, has not moved it on
    if stage(later) == Stage.UNDER_WAY and earlier.kind == "commitment" and _GOING_ON.match(subject(earlier)):
        return False  # to be at it still is what was said
    kinds = (later.kind, earlier.kind)
    if "mention" in kinds:
        return relation.rule.startswith("making.") or (stage(earlier), stage(later)) == _PLAINLY
    return "instrument" not in kinds or later.kind == earlier.kind


def _named_alike(relation: Relation) -> bool:
    """Whether both name their thing in the same telling words."""
    telling, share = kinship(relation.later, relation.earlier)
    lists = all(_LIST.search(subject(one)) for one in (relation.later, relation.earlier))
    least = _SHARE_OF_LISTS if lists and relation.rule.startswith("stages.") else _SHARE
    return telling >= _TELLING and share >= least


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


def _same_scope(later: Claim, earlier: Claim) -> bool:
    """Whether most of the states that both concern are the same, or just those that their own words name.

    One is enough where only the talks they stand in tell them.
    """
    one, other = set(later.scope), set(earlier.scope)
    if one & other and not states_in(later.sentence) and not states_in(earlier.sentence):
        return True
    named = states_in(later.place.text)
    if named and named == states_in(earlier.place.text):
        return True
    return len(one & other) * 2 >= len(one | other)
