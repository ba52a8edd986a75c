"""Whether a clause states its deed: what is denied, wished, asked for, or only the time of something else, is no report.

"We built a bridge" reports; "when we built it", "what we built", "make sure that it is built" take the deed for granted or
want it. "The bridge that we built" says which bridge: such a clause seldom reports, and the weights are told of it.
"""

from __future__ import annotations

from functools import cache

from servanda.readings.grammar import Clause, Sentence, VerbGroup
from servanda.readings.statements.parts import class_at
from servanda.words import of_part

__all__ = ["is_defining", "is_stated"]

_PARTED = frozenset((",", ";", "—", "–", "-", "(", "and", "or", "but"))
_LEAD = 4
"""Tokens within which the word that leads a relative clause stands from its beginning."""


def is_stated(sentence: Sentence, clause: Clause) -> bool:
    """Whether a finite clause says of its deed that it is so."""
    if clause.head in _words("unreal") or clause.head in _words("asking"):
        return False
    if clause.head in _words("beside") and (clause.verb.tense == "present" or clause.verb.progressive):
        return False
    if clause.head == "as" and sentence.low(clause.opens - 2) in ("long", "soon"):
        return False
    return clause.head not in ("that", "") or not _unreal_above(sentence, clause)


def is_defining(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause only says which thing is meant: "the unity that we have achieved", "areas where progress was made"."""
    if clause.head in _words("relative"):
        return not _parted(sentence, clause)
    return clause.head == "that" and _behind_noun(sentence, clause)


def _parted(sentence: Sentence, clause: Clause) -> bool:
    """Whether a mark parts a relative clause from what it tells of; a preposition before the relative word goes with it."""
    first = range(clause.opens, max(-1, clause.opens - _LEAD), -1)
    i = next((i for i in first if sentence.low(i) == clause.head), clause.opens)
    while i > 0 and (class_at(sentence, i - 1) in ("prep", "to", "det") or sentence.low(i - 1) in ("due", "framework")):
        i -= 1
    return i == 0 or sentence.low(i - 1) in _PARTED


def _governor(sentence: Sentence, clause: Clause) -> VerbGroup | None:
    known = clause.parent is not None and clause.parent < len(sentence.clauses)
    return sentence.clauses[clause.parent].verb if known and clause.parent is not None else None


def _unreal_above(sentence: Sentence, clause: Clause) -> bool:
    """Whether what governs a clause says that it is not so, or only wished: "I do not suggest that", "make sure that"."""
    governor = _governor(sentence, clause)
    if governor is None:
        return False
    if governor.negated or governor.lemma in _words("denying") or governor.lemma in _words("wanting"):
        return True
    after = sentence.low(governor.last + 1)
    if governor.lemma == "make":
        return after in ("sure", "certain")
    said = {sentence.low(i) for i in range(governor.last + 1, min(clause.opens, governor.last + _LEAD))}
    return governor.lemma == "be" and not said.isdisjoint(_words("demanding"))


def _behind_noun(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause with "that", or with no word, stands right behind a noun of which it says more."""
    i = clause.opens - 1 - (sentence.low(clause.opens - 1) == "that")
    if sentence.low(i + 1) == "why":
        return False
    governor = _governor(sentence, clause)
    if i < 0 or class_at(sentence, i) not in ("", "number") or (governor is not None and governor.last >= i):
        return False
    noun = sentence.low(i)
    if noun in _words("content") or noun.endswith("ly") or not noun[:1].isalpha():
        return False
    return not (governor is not None and (governor.lemma in _words("telling") or _predicate(sentence, governor, i)))


def _predicate(sentence: Sentence, governor: VerbGroup, last: int) -> bool:
    """Whether what stands behind "be" is an adjective that a clause goes with: "is glad that", "is clear to all that"."""
    if governor.lemma not in ("be", "feel", "seem"):
        return False
    classes = (class_at(sentence, i) for i in range(governor.last + 1, last + 1))
    return next((kind for kind in classes if kind not in ("adverb", "neg")), "mark") == ""


@cache
def _words(part: str) -> frozenset[str]:
    return of_part("governing-words", part)
