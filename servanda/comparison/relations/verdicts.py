"""What a later statement is to an earlier one that speaks of the same thing: the rules, pair by pair.

Each rule looks at what both tell of the state of the thing (`stages`), who says so and when. It says what it compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.comparison.relations.acts import parted
from servanda.comparison.relations.events import held_as_announced
from servanda.comparison.relations.likeness import stems_of
from servanda.comparison.relations.making import made
from servanda.comparison.relations.spans import next_stage
from servanda.comparison.relations.stages import Stage, force, hedged, life_event, life_rank, stage, stance, told_again
from servanda.model import Claim, RelationName

SAME_ACTION = 0.3
"""From which likeness on two statements are of one action, and not only of one matter."""
_ONE_NAME = 0.6
"""Share of the words of two names that are in both, if they are of one instrument."""
_OF_ACTS = ("fulfils", "partly_fulfils", "repeats", "updates", "strengthens", "weakens")
"""Relations of what is done to a thing, and not of the thing alone."""
_AGAIN = 0.25
"""From which likeness on it is told that something is spoken of again."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one matter, and how far they speak of the same thing."""

    later: Claim
    earlier: Claim
    likeness: float

    @property
    def same_day(self) -> bool:
        """Whether both were said on one day, as far as is known."""
        return self.later.day == self.earlier.day

    @property
    def same_sentence(self) -> bool:
        """Whether both stand in one sentence that was said twice, however its lines are broken."""
        return self.later.sentence.split() == self.earlier.sentence.split()

    @property
    def same_holder(self) -> bool:
        """Whether both are one person's."""
        return self.later.said_by == self.earlier.said_by


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation, how sure the rule is of it where the pair is of one thing, and what was compared."""

    relation: RelationName
    sureness: float
    rule: str
    why: str


def verdicts(pair: Pair) -> Iterator[Verdict]:
    """The relations of a pair; none where nothing follows from what both say."""
    if held_as_announced(pair.later, pair.earlier):
        yield Verdict("fulfils", 0.9, "events.held", "announced in the earlier words, held by the later ones")
        return
    told = _verdict(pair)
    if told is not None:
        yield told
    if pair.likeness >= SAME_ACTION:
        yield from _making(pair)


def _making(pair: Pair) -> Iterator[Verdict]:
    """What one of two takes to be there, the other has still to make, or is making."""
    earlier, later = pair.earlier.place.text, pair.later.place.text
    if made(earlier, "grown") & made(later, "begun"):
        why = "what the earlier words take to be there is still to be made by the later ones"
        yield Verdict("weakens", 0.6, "making.anew", why)
    elif made(earlier, "begun") & made(later, "grown"):
        why = "what the earlier words have still to be made is there by the later ones"
        yield Verdict("updates", 0.6, "making.there", why)


def _verdict(pair: Pair) -> Verdict | None:
    kinds = (pair.later.kind, pair.earlier.kind)
    if next_stage(pair.later, pair.earlier):
        return Verdict("supersedes", 0.6, "periods.next", "the years of the later words begin where those of the earlier end")
    if "figure" in kinds or (_numbered(pair.later) and _numbered(pair.earlier)):
        return None
    if kinds == ("instrument", "instrument"):
        return _instruments(pair)
    if kinds == ("commitment", "commitment"):
        return _of_one_act(pair, _commitments(pair))
    if kinds == ("position", "position"):
        return _positions(pair)
    return _of_one_act(pair, _stages(pair)) or _spoken_of_again(pair)


def _of_one_act(pair: Pair, told: Verdict | None) -> Verdict | None:
    """What is told of the same act; a treaty that was signed is not ratified by that."""
    if told and told.relation in _OF_ACTS and parted(pair.later, pair.earlier):
        return None
    return told


def _numbered(claim: Claim) -> bool:
    """Whether its figure is what counts: such are compared as figures."""
    return claim.kind == "progress" and claim.values.get("degree") is not None


def _spoken_of_again(pair: Pair) -> Verdict | None:
    """Nothing follows from what is told of its state, but something else is told of it on a later day.

    A sentence that is only said again tells nothing else.
    """
    if pair.same_day or pair.likeness < _AGAIN or pair.same_sentence:
        return None
    return Verdict("updates", 0.3, "again", "something else is told of it on the later day")


def _instruments(pair: Pair) -> Verdict | None:
    """Two accounts of an instrument's life, where its name is the same."""
    if not _one_name(pair):
        return None
    later, earlier = life_event(pair.later), life_event(pair.earlier)
    if later is None:
        return None
    if later == "amended":
        return Verdict("amends", 0.8, "instruments.amended", "the later record tells that it was amended")
    if earlier is None:
        return Verdict("updates", 0.5, "instruments.told", f"the later record tells that it was {_words(later)}")
    if later == earlier:
        return Verdict("repeats", 0.6, "instruments.life", f"both tell that it was {_words(later)}")
    if life_rank(later) > life_rank(earlier):
        told = f"{_words(earlier)} in the earlier record, {_words(later)} in the later"
        return Verdict("updates", 0.9, "instruments.life", told)
    return None


def _one_name(pair: Pair) -> bool:
    """Whether two names of instruments have most of their words in common: the Treaty on X is not that on the X of Y."""
    one, other = (stems_of(claim.values["name"]) for claim in (pair.later, pair.earlier))
    return len(one & other) >= _ONE_NAME * len(one | other)


def _commitments(pair: Pair) -> Verdict | None:
    """Two undertakings: once more, more firmly, or less so."""
    later, earlier = force(pair.later), force(pair.earlier)
    if told_again(pair.later) and pair.likeness >= SAME_ACTION / 2:
        return Verdict("repeats", 0.8, "commitments.again", "the later words say that this was said before")
    told = f"{_force(pair.earlier)} in the earlier words, {_force(pair.later)} in the later"
    if later > earlier and pair.likeness >= SAME_ACTION / 2:
        return Verdict("strengthens", 0.7, "commitments.force", told)
    if later < earlier and pair.likeness >= SAME_ACTION:
        return Verdict("weakens", 0.6, "commitments.force", told)
    same = f"both are {_force(pair.later)}" if later == earlier else told
    return Verdict("repeats", 0.7, "commitments.force", same)


def _positions(pair: Pair) -> Verdict | None:
    """Two stances: one holder's then and now, or two holders' beside each other."""
    later, earlier = stance(pair.later), stance(pair.earlier)
    told = f"{_words(pair.earlier.values['stance'])} in the earlier words, {_words(pair.later.values['stance'])} in the later"
    if later == earlier:
        return Verdict("repeats", 0.6, "positions.stance", f"both are: {_words(pair.later.values['stance'])}")
    opposite = {later, earlier} == {0, 3}
    if not pair.same_holder:
        return Verdict("differs_by_source", 0.6, "positions.stance", told) if opposite else None
    if opposite and pair.same_day:
        return Verdict("contradicts", 0.6, "positions.stance", told)
    return Verdict("strengthens" if later > earlier else "weakens", 0.6, "positions.stance", told)


def _stages(pair: Pair) -> Verdict | None:
    """How far the thing is, as both tell it."""
    later, earlier = stage(pair.later), stage(pair.earlier)
    told = f"{_stage(earlier)} in the earlier words, {_stage(later)} in the later"
    if later == earlier:
        return _same_stage(pair, later)
    if later in (Stage.DONE, Stage.PARTLY):
        return _done(pair, later, earlier, told)
    if later == Stage.HALTED and earlier >= Stage.ASKED:
        return Verdict("updates", 0.7, "stages.halted", told)
    if later == Stage.UNDER_WAY and earlier < Stage.HALTED:
        return Verdict("updates", 0.7 if earlier >= Stage.ASKED else 0.4, "stages.on", told)
    if later in (Stage.ASKED, Stage.HELD) and earlier in (Stage.UNDER_WAY, Stage.PARTLY, Stage.DONE):
        return _still_asked(pair, later, told)
    if later == Stage.UNDERTAKEN and earlier in (Stage.ASKED, Stage.TALKED, Stage.HELD):
        return Verdict("updates", 0.6, "stages.on", told)
    return None


def _same_stage(pair: Pair, told: Stage) -> Verdict | None:
    """Both tell the same: once more, or how it goes on."""
    if told == Stage.UNDER_WAY and not pair.same_day:
        return Verdict("updates", 0.6, "stages.goes_on", "under way in both, on the later day too")
    if told == Stage.DONE and pair.same_holder and hedged(pair.later) != hedged(pair.earlier):
        relation: RelationName = "weakens" if hedged(pair.later) else "strengthens"
        return Verdict(relation, 0.4, "stages.hedged", "told as done in both, in one of them with something taken back")
    if told == Stage.NAMED:
        return None
    return Verdict("repeats", 0.5 + 0.3 * pair.likeness, "stages.same", f"both: {_stage(told)}")


def _done(pair: Pair, later: Stage, earlier: Stage, told: str) -> Verdict | None:
    """Something is reported as done, or as done in part."""
    whole = later == Stage.DONE and pair.likeness >= SAME_ACTION
    if pair.later.kind == "instrument" and not whole:
        return None
    if earlier == Stage.UNDERTAKEN:
        return Verdict("fulfils" if whole else "partly_fulfils", 0.8, "stages.done", told)
    if earlier == Stage.UNDER_WAY and whole and pair.earlier.kind != "mention":
        return Verdict("fulfils", 0.8, "stages.done", told)
    if later == Stage.PARTLY and earlier == Stage.DONE:
        return Verdict("weakens", 0.5, "stages.back", told)
    if earlier >= Stage.ASKED:
        return Verdict("updates", 0.6, "stages.on", told)
    return None


def _still_asked(pair: Pair, later: Stage, told: str) -> Verdict | None:
    """What was told as done or under way is asked for still."""
    if later == Stage.ASKED and pair.later.kind in ("commitment", "mention"):
        return Verdict("weakens", 0.6, "stages.still_asked", told)
    return None


_TOLD = {
    Stage.NAMED: "named",
    Stage.HELD: "a stance",
    Stage.FORESEEN: "foreseen",
    Stage.ASKED: "asked for",
    Stage.TALKED: "talked of",
    Stage.UNDERTAKEN: "undertaken",
    Stage.UNDER_WAY: "under way",
    Stage.HALTED: "halted",
    Stage.PARTLY: "done in part",
    Stage.DONE: "done",
}


def _stage(told: Stage) -> str:
    return _TOLD[told]


def _force(claim: Claim) -> str:
    taken_back = ", with something taken back" if hedged(claim) else ""
    return f"{claim.values['force']}{taken_back}"


def _words(value: str) -> str:
    return value.replace("_", " ")
