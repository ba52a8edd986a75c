"""What two figures of one kind are to one another, how surely, and why."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.comparison.relations.contexts import is_added
from servanda.comparison.relations.likeness import in_same_words
from servanda.comparison.relations.told import Told
from servanda.model import RelationName

SURE = 0.9
"""Confidence where all that is compared was said in so many words."""
FAR = 0.1
"""Share by which what two speakers say must differ to be called a contradiction and not a difference of counting."""
CLOSE = 0.3
"""Share within which two must lie to be called a contradiction where only one says what it measures."""
NEAR = 0.02
"""Share within which two speakers name the same value."""
VAGUE = 0.15
"""Share of a value that its words leave open where a later, narrower one is told as news."""
AFTER = 550
"""Days behind the end of a period within which a figure of that value without a period is taken for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A relation between two figures."""

    name: RelationName
    rule: str
    confidence: float
    why: str
    turned: bool = False
    """Whether the one told first is the one that stands to the other."""


def of_one_period(later: Told, earlier: Told) -> Found | None:
    """How two figures of one period stand to one another, or two without a period."""
    likeness = _likeness(later, earlier)
    if not likeness or not _in_order(later, earlier) or _together(later, earlier):
        return None
    if later.window is None:
        return _without_period(later, earlier, likeness)
    surety = _surety(later, earlier, likeness)
    if _one_breath(later, earlier) and not later.other_basis(earlier):
        return None
    if later.same_source(earlier):
        return _by_one(later, earlier, surety)
    return _by_two(later, earlier, surety)


def of_two_periods(later: Told, earlier: Told) -> Found | None:
    """How a figure stands to one of another period, or to one that has no period where it has one."""
    likeness = _likeness(later, earlier)
    if not likeness or not _elsewhere(later, earlier) or not _in_order(later, earlier) or _together(later, earlier):
        return None
    surety = _surety(later, earlier, likeness)
    if later.window is None or earlier.window is None:
        return _with_and_without(later, earlier, surety)
    if later.day == earlier.day:
        return None
    if later.window.rough and later.quantity.agrees(earlier.quantity):
        return Found("same_value", "same_length", surety - 0.3, f"{_thing(later, earlier)}, for {_period(later)}: one value")
    little = later.quantity.apart(earlier.quantity) < NEAR or later.window.rough
    return Found(
        "updates",
        "next_period",
        surety - (0.15 if little else 0.0) - (0.15 if later.other_basis(earlier) else 0.0),
        f"{_thing(later, earlier)}, for {_period(later)} after {_period(earlier)}",
    )


def _by_one(later: Told, earlier: Told, surety: float) -> Found | None:
    """Two figures for one period by the same source."""
    one, other = later.quantity, earlier.quantity
    what = f"{_thing(later, earlier)}, both for {_period(later)}"
    if one.agrees(other):
        if _elsewhere(later, earlier) and 4 * one.width < other.width and other.width > VAGUE * abs(other.nominal):
            return Found("updates", "more_exactly", surety - 0.2, f"{what}: the later is the more exact")
        return Found("same_value", "same_source", surety - 0.1, f"{what}: one value")
    if _was_open(later, earlier):
        return Found("updates", "revised", surety, f"{what}; the earlier was told before that period was over")
    if one.excludes(other) and _elsewhere(later, earlier) and _may_contradict(later, earlier):
        return Found("contradicts", "same_source", surety, f"{what}, by the same speaker: both cannot hold")
    if _elsewhere(later, earlier):
        return Found("updates", "restated", surety - 0.2, f"{what}: told anew with another value")
    return None


def _by_two(later: Told, earlier: Told, surety: float) -> Found | None:
    """Two figures for one period by different speakers, or by different statistics."""
    one, other = later.quantity, earlier.quantity
    basis = later.other_basis(earlier)
    who = "by different statistics" if basis else "by different speakers"
    what = f"{_thing(later, earlier)}, both for {_period(later)}, {who}"
    if not basis and one.agrees(other) and one.apart(other) <= NEAR and one.modifier == other.modifier:
        return Found("same_value", "other_source", surety - 0.1, f"{what}: one value")
    turned = _one_breath(later, earlier) and bool(earlier.basis) and not later.basis
    if basis:
        return Found("differs_by_source", "other_basis", surety, what, turned)
    if _was_open(later, earlier):
        return Found("updates", "revised", surety - 0.1, f"{what}; the earlier was told before that period was over")
    if one.excludes(other) and one.apart(other) >= FAR and _may_contradict(later, earlier):
        return Found("contradicts", "other_source", surety, f"{what}: both cannot hold")
    gap = 0.1 if one.excludes(other) else 0.25
    return Found("differs_by_source", "other_speaker", surety - gap, what)


def _without_period(later: Told, earlier: Told, likeness: float) -> Found | None:
    """Two figures that are as of the days on which they were told."""
    one, other = later.quantity, earlier.quantity
    surety = _surety(later, earlier, likeness) - (0.0 if one.kind == "done" else 0.1)
    what = f"{_thing(later, earlier)}, each as of its day"
    if later.past or earlier.past or (one.kind == "growth" and not one.agrees(other)):
        return None  # when it was so, or since when it grew, is not said
    plain = one.kind in ("share", "done") or _brought_up_to_date(later, earlier)
    same_day = later.day == earlier.day
    if same_day and plain and _two_speak(later, earlier) and not (one.agrees(other) and one.modifier == other.modifier):
        return Found("differs_by_source", "as_of_day", surety - 0.1, f"{what}, by different sources")
    if one.agrees(other) and (one.counted or one.apart(other) <= NEAR or one.width >= other.width):
        return Found("same_value", "as_of_day", surety - 0.2, f"{what}: one value")
    if same_day or not _elsewhere(later, earlier):
        return None
    bound = {"less_than", "at_most", "at_least"} & {one.modifier, other.modifier}
    surety -= (0.0 if plain else 0.2) + (0.15 if bound else 0.0) + (0.0 if later.same_speaker(earlier) else 0.05)
    return Found("updates", "as_of_day", surety, f"{what}: the later goes on with it")


def _two_speak(later: Told, earlier: Told) -> bool:
    """Whether two who are named say them, or one says them by two statistics."""
    return bool(later.source and earlier.source) and not later.same_source(earlier)


def _with_and_without(later: Told, earlier: Told, surety: float) -> Found | None:
    """A figure with a period and one without: the same value, where the other was told soon after that period."""
    dated, bare = (later, earlier) if later.window else (earlier, later)
    if dated.window is None or bare.day is None or dated.quantity.kind in ("done",):
        return None
    near = dated.window.first <= bare.day <= dated.window.last + AFTER
    if near and later.quantity.agrees(earlier.quantity):
        why = f"{_thing(later, earlier)}, one for {_period(dated)}, one without a period but soon after: one value"
        return Found("same_value", "one_period", surety - 0.3, why)
    return None


def _likeness(later: Told, earlier: Told) -> float:
    return later.likeness(earlier) if later.quantity.comparable(earlier.quantity) else 0.0


def _in_order(later: Told, earlier: Told) -> bool:
    """Whether it is known which was told first; within one record the text tells it."""
    return not _elsewhere(later, earlier) or (later.day is not None and earlier.day is not None)


def _surety(later: Told, earlier: Told, likeness: float) -> float:
    """How surely two figures are of one thing and one time, from what was said and what was inferred."""
    surety = SURE * min(_confidence(later), _confidence(earlier)) - 0.5 * (1 - likeness)
    for told in (later, earlier):
        surety -= {"before": 0.06, "sentence": 0.03}.get(told.claim.period_from or "", 0.0)
    if later.quantity.counted and not _brought_up_to_date(later, earlier):
        surety -= 0.1
    if later.ahead:
        surety -= 0.1
    return max(0.05, surety)


def _brought_up_to_date(later: Told, earlier: Told) -> bool:
    """Whether a later record says the same sentence with another number, and neither number is added to others."""
    if not _elsewhere(later, earlier) or later.day == earlier.day or is_added(later.claim) or is_added(earlier.claim):
        return False
    return in_same_words(later.claim.sentence, earlier.claim.sentence)


def _confidence(told: Told) -> float:
    return float(told.claim.values.get("confidence") or 1.0)


def _elsewhere(later: Told, earlier: Told) -> bool:
    """Whether they stand in different records."""
    return later.claim.place.record != earlier.claim.place.record


def _together(later: Told, earlier: Told) -> bool:
    """Whether one record gives both figures in one sentence, as of two things, and another record only prints it again."""
    if not _elsewhere(later, earlier) or later.quantity.agrees(earlier.quantity):
        return False
    return earlier.claim.place.text in later.claim.sentence or later.claim.place.text in earlier.claim.sentence


def _one_breath(later: Told, earlier: Told) -> bool:
    """Whether both stand in one sentence."""
    return later.claim.place.record == earlier.claim.place.record and later.claim.sentence == earlier.claim.sentence


def _was_open(later: Told, earlier: Told) -> bool:
    """Whether the earlier figure was told on an earlier day, before its period was over."""
    if earlier.window is None or earlier.day is None or later.day is None:
        return False
    return earlier.day < later.day and earlier.day <= earlier.window.last


def _may_contradict(later: Told, earlier: Told) -> bool:
    """Whether two that cannot both hold are surely of one thing: a measure is named, and neither is a part of the other's."""
    if later.ahead or earlier.ahead or later.part or earlier.part:
        return False
    named = later.measure.stems and earlier.measure.stems
    if not named and later.quantity.apart(earlier.quantity) > CLOSE:
        return False  # what is far off is more likely another thing
    return later.likeness(earlier) >= 0.7 and not (later.quantity.counted and later.measure.stems != earlier.measure.stems)


def _thing(later: Told, earlier: Told) -> str:
    """What both measure, in the words of one."""
    measure = later.claim.values.get("measure") or earlier.claim.values.get("measure")
    kind = {"growth": "growth", "share": "a share", "done": "how far it is done", "multiple": "a multiple"}.get(
        later.quantity.kind
    )
    said = f"“{' '.join(str(measure).split())}”" if measure else "what both measure"
    return f"compared: {said}" + (f" ({kind})" if kind else "")


def _period(told: Told) -> str:
    return told.claim.period or "the day"
