"""What goes to another level without a verb of referring: what must be settled higher up, what those below cannot agree on.

"must be settled at the highest level", "what the ministries cannot work out goes to the level of governments", "we have to step
in to reconcile differences between departments". Where speakers say "our level" or "I", the office in their label says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.model import Level
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import Run, rest_of, subject_of
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.topics.agenda import Hit
from servanda.readings.statements.topics.levels import level_in, level_named
from servanda.words import of_part

_AHEAD = frozenset(("must", "should", "shall", "will", "have to", "need to", "be to", "ought to"))
_LEVELS = frozenset(("level", "levels"))
_OWN = frozenset(("our", "my"))
_SELVES = frozenset(("i", "we", "me", "us"))
_ORDER: tuple[Level, ...] = ("department", "government", "head")
_PHRASE = 7
"""Tokens of "the highest political level"."""
_FARTHEST = 8
"""Tokens between "to agree" and those between whom there are differences."""
_CONFIDENCE = 0.85


def referrals(sentence: Sentence, setting: Setting) -> Iterator[tuple[Clause, Hit]]:
    """The matters of a sentence that are said to go to another level, each with the clause that says so."""
    said = {token.lower for token in sentence.tokens}
    if said.isdisjoint(_LEVELS) and said.isdisjoint(_words("difference")):
        return
    if sentence.low(len(sentence.tokens) - 1) == "?":
        return
    for clause in sentence.clauses:
        for find in (_at_level, _left_over, _stepping_in):
            if hit := find(sentence, clause, setting):
                yield clause, hit
                break


def _at_level(sentence: Sentence, clause: Clause, setting: Setting) -> Hit | None:
    """`the differences must be settled at the highest level`: said of what is still to be done, not of what was."""
    verb, subject = clause.verb, subject_of(sentence, clause)
    if subject is None or verb.negated or not verb.passive or verb.modal not in _AHEAD or verb.lemma not in _words("settle"):
        return None
    to = _level_said(sentence, rest_of(clause), "at", setting)
    return Hit("topics.at-level", "referred", subject, _CONFIDENCE, levels=(None, to)) if to else None


def _left_over(sentence: Sentence, clause: Clause, setting: Setting) -> Hit | None:
    """`what the ministers cannot agree on goes to the level of presidents`: from those who cannot to those it goes to."""
    subject = subject_of(sentence, clause)
    if clause.head not in ("what", "whatever") or subject is None or not clause.verb.negated:
        return None
    limit = len(sentence.tokens)
    passed = next((i for i in range(clause.verb.last + 1, limit - 2) if sentence.low(i) in _words("pass up")), None)
    if passed is None:
        return None
    to = _level_said(sentence, (passed + 1, limit), "to", setting)
    if to is None:
        return None
    after = passed - (sentence.low(passed - 1) in ("is", "are", "gets", "get", ","))
    matter = (max(0, subject[0] - 1), after)
    return Hit("topics.left-over", "referred", matter, _CONFIDENCE, levels=(level_in(sentence, subject), to))


def _stepping_in(sentence: Sentence, clause: Clause, setting: Setting) -> Hit | None:
    """`we have to step in to reconcile differences between departments`: from those who differ to those who step in."""
    if clause.verb.lemma not in _words("reconcile") or clause.parent is None or clause.verb.tense != "infinitive":
        return None
    first, after = rest_of(clause)
    between = next((i for i in range(first, min(after, first + _FARTHEST)) if sentence.low(i) == "between"), None)
    if between is None or not any(sentence.low(i) in _words("difference") for i in range(first, between)):
        return None
    below = level_in(sentence, (between, after))
    governor = sentence.clauses[clause.parent]
    above = _level_of_subject(sentence, governor, setting)
    if below is None or above is None or _ORDER.index(above) <= _ORDER.index(below) or governor.verb.negated:
        return None
    return Hit("topics.stepping-in", "referred", (first, after), _CONFIDENCE, levels=(below, above))


def _level_said(sentence: Sentence, run: Run, lead: str, setting: Setting) -> Level | None:
    """The level behind "at" or "to": "the highest level", "the level of ministers", "our level"."""
    for i in range(*run):
        if sentence.low(i) != lead:
            continue
        noun = next((k for k in range(i + 1, min(i + _PHRASE, run[1])) if sentence.low(k) in _LEVELS), None)
        if noun is None:
            continue
        if sentence.low(noun - 1) in _OWN:
            return _own_level(sentence, setting)
        of = (noun + 2, min(noun + _PHRASE, run[1])) if sentence.low(noun + 1) == "of" else (i + 1, noun)
        return level_in(sentence, of)
    return None


def _level_of_subject(sentence: Sentence, clause: Clause, setting: Setting) -> Level | None:
    subject = subject_of(sentence, clause)
    if subject is None:
        return None
    if any(sentence.low(i) in _SELVES for i in range(*subject)):
        return _own_level(sentence, setting)
    return level_in(sentence, subject)


def _own_level(sentence: Sentence, setting: Setting) -> Level | None:
    """The level of who speaks, by the office that the record prints with the name."""
    start, end = sentence.start, sentence.end
    speaker = setting.answer(start, end).speaker
    return level_named(setting.labels.get(speaker or "", ""))


@cache
def _words(kind: str) -> frozenset[str]:
    return of_part("referral-words", kind)
