"""Parts of a sentence as runs of its tokens: a clause's subject, and what stands behind its verb."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from servanda.readings.grammar import Clause, Sentence, Token
from servanda.readings.statements.vocabulary import group

Run = tuple[int, int]
"""Tokens of a sentence, half open."""


def token_at(sentence: Sentence, place: int) -> int:
    """The first token that does not begin before a place."""
    return bisect_left(sentence.tokens, place, key=_start)


def run_of(sentence: Sentence, start: int, end: int) -> Run:
    """The tokens of a stretch of characters."""
    return token_at(sentence, start), token_at(sentence, end)


def stretch_of(sentence: Sentence, run: Run) -> tuple[int, int]:
    """The characters of a run that is not empty."""
    return sentence.tokens[run[0]].start, sentence.tokens[run[1] - 1].end


def rest_of(clause: Clause) -> Run:
    """The tokens behind the verb of a clause; an empty run where there are none."""
    first = clause.verb.last + 1
    return first, max(first, clause.closes)


def subject_of(sentence: Sentence, clause: Clause) -> Run | None:
    """The tokens of a clause's subject."""
    return run_of(sentence, *clause.subject) if clause.subject else None


def broken_off(sentence: Sentence, end: int) -> bool:
    """Whether words that end at a place lack what must follow them: "calls for measures *to*", "it will be *a*"."""
    last = token_at(sentence, end) - 1
    low = sentence.low(last)
    if class_at(sentence, last - 1) in ("det", "poss") and sentence.low(last + 1) in _DASHES and low in _BEFORE_NOUN:
        return True  # "we will launch a new — what we call a pilot"
    if sentence.low(last + 1) == "that" and sentence.low(last + 2) in _DASHES:
        return True  # "we will lay that — that plan out"
    if sentence.low(last + 1) in _DASHES and class_at(sentence, last) in ("prep", "number"):
        return True  # "not to interfere in — in their vote", "an additional 15 — one-five — 15 billion"
    return low in _LEADING or (class_at(sentence, last) in ("det", "poss", "to") and low not in group("alone"))


def begun_again(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause is broken off at a dash and said once more from its beginning: "it will take — it will take years"."""
    first = [token.lower for token in sentence.tokens[clause.opens : clause.opens + _AGAIN]]
    if len(first) < _AGAIN or sentence.low(clause.closes) not in _DASHES:
        return False
    rest = [token.lower for token in sentence.tokens[clause.closes :]]
    return any(low in _DASHES and rest[i + 1 : i + 1 + _AGAIN] == first for i, low in enumerate(rest[:_REPAIR]))


def said_again(sentence: Sentence, end: int) -> bool:
    """Whether words that end at a dash are taken up behind it: "to ensure that the safety — the safety of all riders"."""
    last = token_at(sentence, end) - 1
    if sentence.low(last + 1) not in _DASHES:
        return False
    said = [token.lower for token in sentence.tokens[max(0, last - _TAKEN_UP) : last + 1]]
    first, second = sentence.low(last + 2), sentence.low(last + 3)
    return (first, second) in list(pairwise(said)) or first == said[-1]


_TAKEN_UP = 5
"""Words before a dash that may be taken up behind it."""
_AGAIN = 3
"""Words that are said twice where a clause is begun again."""
_REPAIR = 16
"""Words and marks behind a clause among which it may be begun again."""
_LEADING = frozenset(("from", "of", "with", "at", "into", "and", "or", "than"))
"""Small words that seldom end a clause in print."""
_BEFORE_NOUN = frozenset(("new", "such", "certain", "various", "additional", "joint", "special", "own"))
"""Adjectives that stand before their noun."""
_DASHES = frozenset(("–", "—", "--"))


def class_at(sentence: Sentence, i: int) -> str:
    """The class of a token; empty outside the sentence."""
    return sentence.classes[i] if 0 <= i < len(sentence.classes) else ""


def _start(token: Token) -> int:
    return token.start
