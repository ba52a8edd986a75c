"""What reads like a stance and often is none: help that is given, what somebody is known for, what is to be borne in mind.

Each doubt lowers the confidence of a position; the weights of the scorer know the words, but not of whom and how they are told.
"""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import Run, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.readings.statements.positions.sighting import Sighting
from servanda.readings.statements.setting import Setting
from servanda.words import words

_DOUBTED = 0.4
"""Share of doubtful stances that are some, by what careful readers said of them (see the card of the weights)."""
_HELPING = frozenset(("support", "back"))
_KNOWN_FOR = frozenset(("supporter", "advocate", "champion", "proponent", "backer", "opponent"))
_TOLD = frozenset(("past", "perfect", "pluperfect"))


def doubt(sentence: Sentence, sighting: Sighting, matter: Run, setting: Setting) -> float:
    """What a position's confidence is to be multiplied with: 1 where nothing speaks against it."""
    doubted = (
        _helped(sentence, sighting, matter) or _known_for(sentence, sighting, setting) or _borne_in_mind(sentence, sighting)
    )
    return _DOUBTED if doubted else 1.0


def _helped(sentence: Sentence, sighting: Sighting, matter: Run) -> bool:
    """Help in money or work: "the Office supported a course", "this grant supports repairs"; not "she supported the motion"."""
    clause = sentence.clauses[sighting.clause]
    if sighting.rule != "positions.verb" or sighting.cue not in _HELPING or head_of(sentence, matter) in words("endorsed"):
        return False
    kind = kind_of(sentence, subject_of(sentence, clause))
    if kind == "thing":
        return True
    return kind != "i" and (clause.verb.tense in _TOLD or clause.verb.progressive) and not clause.verb.negated


def _known_for(sentence: Sentence, sighting: Sighting, setting: Setting) -> bool:
    """What a publisher says that somebody stands for, telling who he is: "Tal is a tireless advocate for safe harbours"."""
    named = kind_of(sentence, sighting.holder) in ("name", "they")
    verb = sentence.clauses[sighting.clause].verb
    return sighting.cue in _KNOWN_FOR and named and setting.answer(verb.start, verb.end).voice == "publisher"


def _borne_in_mind(sentence: Sentence, sighting: Sighting) -> bool:
    """What nobody should forget or underestimate, which is a manner of speaking."""
    return sighting.rule == "positions.duty" and sentence.clauses[sighting.clause].verb.lemma in words("attention-verbs")
