"""In what two tellings of one thing differ: a value, a day, a stance, whether it is done or ahead, whether it is denied.

Only what both tell is compared. What one leaves out is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from servanda.comparison.accounts.units import Unit
from servanda.comparison.claims.stems import stem
from servanda.comparison.relations.likeness import weights_of
from servanda.model import Figure, Position
from servanda.readings.grammar import Clause, Sentence, analyse
from servanda.words import rows, table

_Told = Literal["done", "ahead"]

_ACT = re.compile(r"\b(?:the|a|an|its|their|his|her) ([a-z]{2,}ing)\b")
"""An act that is named by a noun: "the signing of a protocol"."""
_TELLING = 1.0
"""Bits that the verb of an act must have: "made" and "took" are no acts."""
_AHEAD = frozenset(("will", "shall", "going to", "be to", "would"))
_DONE = frozenset(("past", "perfect", "pluperfect", "participle"))
_LIGHT = frozenset(("be", "have", "do", "say", "tell", "agree", "express", "state"))
_APART = 0.025
"""How far two values of one unit must be apart, as a share of the larger, to be two values."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPPOSED = ({"supports", "opposes"}, {"supports_with_conditions", "opposes"})


def differences(one: Unit, other: Unit) -> list[str]:
    """In what two stretches that tell one thing differ, each as the attribute with both values."""
    return [*_acts(one, other), *_figures(one, other), *_days(one, other), *_stances(one, other)]


def _acts(one: Unit, other: Unit) -> Iterator[str]:
    """An act that one tells as done and the other as still ahead; or that one says was not."""
    mine, theirs = _acts_in(one), _acts_in(other)
    for act in sorted(mine.keys() & theirs.keys()):
        (when, negated, words), (their_when, their_negated, their_words) = mine[act], theirs[act]
        if negated != their_negated:
            yield f"negation: “{words}”, “{their_words}”"
        elif when != their_when:
            yield f"told as {when}, and as {their_when}: “{words}”, “{their_words}”"


def _acts_in(unit: Unit) -> dict[str, tuple[_Told, bool, str]]:
    """The acts that a stretch tells of, by the stem of their verb."""
    sentence = analyse(unit.text, 0, len(unit.text))
    found: dict[str, tuple[_Told, bool, str]] = {}
    for clause in sentence.clauses:
        told = _when(clause)
        if told is None:
            continue
        words = " ".join(unit.text[clause.verb.start : clause.verb.end].split())
        if clause.verb.lemma not in _LIGHT:
            _put(found, clause.verb.lemma, told, clause, words)
        elif clause.verb.lemma == "be":
            _put_named(found, sentence, clause, told)
    return found


def _put_named(found: dict[str, tuple[_Told, bool, str]], sentence: Sentence, clause: Clause, told: _Told) -> None:
    """An act that is the subject of "be", or what it is: "… will be the signing of a protocol"."""
    for stretch in (clause.subject, clause.rest):
        act = _ACT.search(sentence.cut(stretch)) if stretch else None
        if act:
            verb = " ".join(sentence.text[clause.verb.start : clause.verb.end].split())
            _put(found, act.group(1), told, clause, f"{verb} {act.group()}")


def _put(found: dict[str, tuple[_Told, bool, str]], verb: str, told: _Told, clause: Clause, words: str) -> None:
    base = stem(verb)
    if base in _events() or max(weights_of(verb).values(), default=0.0) >= _TELLING:
        found.setdefault(base, (told, clause.verb.negated, words))


@cache
def _events() -> frozenset[str]:
    """Stems of verbs and nouns that tell an event in the life of an instrument."""
    return frozenset(stem(row[0]) for row in rows("instrument-events") if " " not in row[0])


def _when(clause: Clause) -> _Told | None:
    """Whether a clause tells of its act as done or as ahead; None where it tells neither."""
    if clause.head in ("if", "unless", "to", "-ing"):
        return None
    if clause.verb.modal in _AHEAD or clause.verb.tense == "future":
        return "ahead"
    return "done" if clause.verb.tense in _DONE and clause.verb.modal is None else None


def _figures(one: Unit, other: Unit) -> Iterator[str]:
    """Values of one unit that measure the same and are apart."""
    for mine in _of(one):
        for theirs in _of(other):
            if _comparable(mine, theirs) and _values_apart(mine, theirs):
                yield f"value: “{mine.span.text}”, “{theirs.span.text}”"


def _of(unit: Unit) -> list[Figure]:
    return [entry for entry in unit.entries if isinstance(entry, Figure)]


def _comparable(mine: Figure, theirs: Figure) -> bool:
    """Whether two figures are of one unit and one thing, for one period as far as both say."""
    same_period = not mine.period or not theirs.period or mine.period == theirs.period
    named = weights_of(mine.measure or "").keys() & weights_of(theirs.measure or "").keys()
    return mine.unit == theirs.unit and mine.change == theirs.change and same_period and bool(named)


def _values_apart(mine: Figure, theirs: Figure) -> bool:
    if mine.value is None or theirs.value is None:
        return False
    most = max(abs(mine.value), abs(theirs.value))
    return bool(most) and float(abs(mine.value - theirs.value) / most) > _APART


def _days(one: Unit, other: Unit) -> Iterator[str]:
    """Days that each tells of, and not one of them in both; the day of the talks themselves is told in many ways."""
    mine, theirs = _days_in(one), _days_in(other)
    if mine and theirs and not mine.keys() & theirs.keys() and not (one.occasion or other.occasion):
        first, second = min(mine), min(theirs)
        yield f"day: {first} (“{mine[first]}”), {second} (“{theirs[second]}”)"


def _days_in(unit: Unit) -> dict[str, str]:
    """The days that are told with their month: "the 9th" is of a month that only the reader supplies."""
    dated = (time for time in unit.times if time.type == "DATE" and _DAY.fullmatch(time.value))
    return {time.value: time.span.text for time in dated if _names_month(time.span.text)}


def _names_month(text: str) -> bool:
    return any(word.lower() in table("month-names") for word in re.findall(r"[^\W\d_]+", text))


def _stances(one: Unit, other: Unit) -> Iterator[str]:
    """A stance for and one against."""
    for mine in one.entries:
        for theirs in other.entries:
            if isinstance(mine, Position) and isinstance(theirs, Position) and {mine.stance, theirs.stance} in _OPPOSED:
                yield f"stance: {_plain(mine.stance)}, {_plain(theirs.stance)}"


def _plain(value: str) -> str:
    return value.replace("_", " ")
