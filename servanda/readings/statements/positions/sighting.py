"""What all finders of stances share: a sighting, the parts of a clause, and whether it says the contrary."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from servanda.model import Stance
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import Run, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.words import rows, words

Weight = Literal["strong", "middle", "weak", "faint"]
"""How often words take a stance at all, wherever they are said."""


class Sighting(NamedTuple):
    """Words of stance in a clause."""

    rule: str
    cue: str
    """The base form of the word that takes the stance."""
    stance: Stance
    weight: Weight
    clause: int
    """Which clause of the sentence."""
    matter: Run | None
    holder: Run | None
    """The subject who holds it; None where it is held by who speaks, or by who is said to believe it."""
    joined: int | None = None
    """A later clause that takes the same stance on the same matter: "the idea is right, and [we support it]"."""


class Cue(NamedTuple):
    """A row of one of the lists of words of stance."""

    stance: Stance
    frames: frozenset[str]
    weight: Weight


@cache
def cues(name: str) -> dict[str, tuple[Cue, ...]]:
    """A list of words of stance, by word."""
    found: dict[str, tuple[Cue, ...]] = {}
    for base, stance, frames, weight in rows(name):
        cue = Cue(stance, frozenset(frames.split()), weight)  # type: ignore[arg-type]
        found[base] = (*found.get(base, ()), cue)
    return found


def denied(sentence: Sentence, index: int) -> bool:
    """Whether a clause says the contrary: "does not support", "was unable to support", "nobody supports", "refused to"."""
    clause = sentence.clauses[index]
    if (clause.verb.negated and not _not_only(sentence, clause)) or kind_of(sentence, subject_of(sentence, clause)) == "nobody":
        return True
    if sentence.low(clause.verb.first - 1) == "nor":  # "nor will we support it"
        return not clause.verb.negated
    if clause.parent is None:
        return False
    governor = sentence.clauses[clause.parent].verb
    if clause.verb.tense != "infinitive":  # "I do not think that it is advisable" thinks that it is not
        return governor.negated and governor.lemma in _RAISING and clause.head in ("that", "")
    between = {sentence.low(i) for i in range(governor.first, clause.verb.first)}
    return governor.negated or governor.lemma in _REFUSING or bool(between & _UNABLE)


def _not_only(sentence: Sentence, clause: Clause) -> bool:
    """Whether a negation only adds: "not only ready to discuss, but …"."""
    return any(sentence.low(i) == "not" and sentence.low(i + 1) == "only" for i in range(clause.verb.first, clause.closes))


def turned(stance: Stance, *, contrary: bool) -> Stance:
    """A stance, or its opposite."""
    if not contrary:
        return stance
    return "opposes" if stance == "supports" else "supports" if stance == "opposes" else stance


_RAISING = frozenset(("think", "believe", "feel", "consider", "suppose", "expect"))
"""Verbs whose "not" is said of what they govern (Quirk et al., A Comprehensive Grammar, 14.36)."""
_REFUSING = frozenset(("refuse", "decline", "fail"))
_UNABLE = frozenset(("unable", "unwilling", "impossible"))


def party(sentence: Sentence, subject: Run | None) -> bool:
    """Whether a subject is somebody who can take a stance."""
    return kind_of(sentence, subject) in ("i", "we", "you", "they", "nobody", "own", "party", "name")


def is_ceasing(word: str) -> bool:
    """Whether a verb or noun says that something stops."""
    return word in words("ceasing")
