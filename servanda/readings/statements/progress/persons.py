"""What people go through in their own lives, and what the public thinks: deeds and views that nobody undertook."""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.quantities.nouns import singular
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.progress.deeds import Deed, rest_run, subject_run
from servanda.readings.statements.progress.degrees import part
from servanda.readings.statements.subjects import offices
from servanda.words import table

__all__ = ["is_life", "is_opinion"]

_SINGLE = frozenset(("i", "he", "she"))
_OFFICE = 6
"""Tokens behind "as" in which an office is named: "as deputy director of the school"."""


def is_life(sentence: Sentence, deed: Deed) -> bool:
    """Whether one person's life is told: "Ms. Tal has completed two terms", "has run it as director of the school"."""
    if not _is_single(sentence, deed) or deed.passive or deed.aspect not in ("perfect", "past"):
        return False
    begin, end = rest_run(deed)
    if "finish" in deed.classes and head_of(sentence, (begin, end)) in part("career"):
        return True
    led = (i for i in range(begin, end) if sentence.low(i) == "as")
    return any(_names_office(sentence, i + 1, end) for i in led)


def _is_single(sentence: Sentence, deed: Deed) -> bool:
    """Whether the subject is one person, told by a pronoun, a form of address or a given name."""
    run = subject_run(sentence, deed.clause)
    if run is None or run[0] >= run[1] or any(sentence.low(i) == "and" for i in range(*run)):
        return False
    first = sentence.tokens[run[0]].text
    addressed = offices().get(first.lower().rstrip(".")) == "address" and run[1] - run[0] > 1
    return first.lower() in _SINGLE or addressed or first in table("given-names")


def _names_office(sentence: Sentence, i: int, end: int) -> bool:
    """Whether an office of some body stands there: "director of the school", "a member of the court"."""
    for at in range(i, min(end, i + _OFFICE)):
        if offices().get(sentence.low(at)) == "office" and sentence.low(at + 1) in ("of", "at", "for"):
            return True
        if sentence.classes[at] not in ("", "det"):
            return False
    return False


def is_opinion(sentence: Sentence, deed: Deed) -> bool:
    """Whether the public is said to be for or against something: "80% of Ardanians are supporting a plan"."""
    run = subject_run(sentence, deed.clause)
    if deed.lemma not in part("favouring") or deed.passive or run is None or run[0] >= run[1]:
        return False
    shares = any(_is_public(sentence, i) for i in range(run[0], min(run[1], run[0] + 3)))
    return shares or _is_public(sentence, run[1] - 1)


def _is_public(sentence: Sentence, i: int) -> bool:
    low = sentence.low(i)
    one = singular(low)
    return low in part("public") or one in part("public") or (low != one and one in table("countries"))
