"""A relation between two statements as one neutral sentence: who said what on which day, and what later words are to earlier.

Words are the record's; what stands between them only attributes and compares.
"""

from __future__ import annotations

from servanda.comparison.findings.sentences.phrases import day_words, quoted, who, words_of
from servanda.comparison.relations.deadlines import told_by_day
from servanda.comparison.relations.stages import Stage, life_event, stage
from servanda.model import Claim, Relation

_SECOND = {
    "fulfils": "{day} {who} told it as done: {words}",
    "partly_fulfils": "{day} {who} told a part of it as done: {words}",
    "repeats": "{day} {who} said again: {words}",
    "strengthens": "{day} {who} said more firmly: {words}",
    "weakens": "{day} {who} said, less firmly: {words}",
    "contradicts": "{day} {who} said the opposite: {words}",
    "differs_by_source": "{day} {who} said otherwise: {words}",
    "amends": "{day} {who} told of its amendment: {words}",
    "supersedes": "{day} {who} spoke of what takes its place: {words}",
    "updates": "{day} {who} said: {words}",
    "same_value": "{day} {who} gave the same: {words}",
}
_STAGES = {
    Stage.ASKED: "as asked for",
    Stage.TALKED: "as talked of",
    Stage.UNDERTAKEN: "as undertaken",
    Stage.UNDER_WAY: "as under way",
    Stage.HALTED: "as halted",
    Stage.PARTLY: "as done in part",
    Stage.DONE: "as done",
}


def sentence(relation: Relation) -> str:
    """One sentence with both days, both speakers and both their words."""
    later, earlier = relation.later, relation.earlier
    if later.kind == earlier.kind == "instrument":
        return _instrument(relation)
    first = f"On {day_words(earlier.day)} {who(earlier)} said{_how_far(relation, earlier)}: {words_of(earlier)}"
    return f"{first}; {_second(relation)}{_still(relation)}."


def _second(relation: Relation) -> str:
    later = relation.later
    words = words_of(later)
    if relation.relation == "updates" and relation.rule.startswith("stages."):
        return f"{_later_day(relation)} {who(later)} told of it {_STAGES[stage(later)]}: {words}"
    if relation.rule == "events.held":
        return f"{_later_day(relation)} {who(later)} told it as held: {words}"
    plainly = relation.rule == "making.anew"  # what it takes to be there differs, and not how firmly it is said
    return _SECOND["updates" if plainly else relation.relation].format(day=_later_day(relation), who=who(later), words=words)


def _how_far(relation: Relation, earlier: Claim) -> str:
    """How far it was by the earlier words, where the later ones tell that it is another way."""
    if relation.rule == "events.held":
        return ", as announced"
    told = stage(earlier)
    return f", {_STAGES[told]}" if relation.rule.startswith("stages.") and told in _STAGES else ""


def _still(relation: Relation) -> str:
    if relation.rule == "deadlines.moved":
        first, second = (quoted(told_by_day(one)) for one in (relation.earlier, relation.later))
        return f" (its day is {first} by the earlier words, {second} by the later)"
    return _REMARKS.get(relation.rule, "")


def _later_day(relation: Relation) -> str:
    later, earlier = relation.later, relation.earlier
    if later.place.record == earlier.place.record:
        return "in the same record"
    return "on the same day" if later.day == earlier.day else f"on {day_words(later.day)}"


def _instrument(relation: Relation) -> str:
    """The life of a treaty, with its name once."""
    later, earlier = relation.later, relation.earlier
    first = f"On {day_words(earlier.day)} {who(earlier)} told of {quoted(earlier.values['name'])}{_life(earlier)}"
    return f"{first}; {_later_day(relation)} {who(later)} told of {quoted(later.values['name'])}{_life(later)}."


def _life(claim: Claim) -> str:
    """The furthest event in its life that is told of it, with its date."""
    furthest = life_event(claim)
    for event in claim.values["events"]:
        if furthest and event["event"] == furthest:
            dated = f" ({event['date']})" if event["date"] else ""
            return f" as {_LIFE.get(furthest, furthest.replace('_', ' '))}{dated}"
    return ""


_REMARKS = {
    "stages.still_asked": " (what was told before is asked for here)",
    "making.anew": " (the earlier words take it to be there, the later ones still to be made)",
    "making.there": " (the earlier words have it still to be made, the later ones take it to be there)",
}
_LIFE = {"entered_into_force": "in force", "exchanged": "exchanged in ratification"}
