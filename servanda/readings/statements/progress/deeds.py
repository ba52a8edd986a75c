"""A clause as the report of a deed: which verb, done or being done, by whom, to what.

"has been completed", "are being implemented", "we launched", "work continues": the verb's class says what it tells of an
undertaking. Promises, conditions and questions are no reports of deeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import Run, run_of
from servanda.readings.statements.progress.reported import is_stated
from servanda.readings.statements.progress.verbforms import before_aside, floated, going, only_describes, past_like_present
from servanda.words import rows

Aspect = Literal["perfect", "perfect progressive", "progressive", "past", "present"]

_OBJECT = 7
"""Tokens behind a verb in which its object is looked for."""
_KEPT = frozenset(("do", "keep", "fulfil", "fulfill", "honour", "honor", "implement", "complete"))
_THANKS = frozenset(("thank", "thanks", "grateful", "thankful", "gratitude", "appreciate"))
_THANKED = 10
"""Tokens before a clause in which thanks for it may stand."""
_NOTHING = frozenset(("no", "nothing", "none", "neither", "nobody", "hardly", "few", "little"))
_NEAR = 6
"""Clauses before one that may govern it."""
_PHRASE = 9
"""Tokens of a noun phrase that a relative clause tells of."""
_RELATIVE = frozenset(("which", "who", "that", "where"))
_LINKING = frozenset(("remain", "remains", "remained"))


@dataclass(frozen=True, slots=True)
class Deed:
    """What a clause reports as done or being done."""

    clause: Clause
    index: int
    """Of the clause in its sentence."""
    opens: int
    """Its first token, that of a subject cut off by an aside included."""
    lemma: str
    main: int
    """Token of the main verb."""
    aspect: Aspect
    passive: bool
    negated: bool
    classes: frozenset[str]
    """What the verb tells of an undertaking; empty for other verbs."""


@cache
def verb_classes() -> dict[str, frozenset[str]]:
    """Classes of the verbs that tell of undertakings whatever their object; a verb with a particle ("carry out") is one."""
    found: dict[str, frozenset[str]] = {}
    for lemma, name, nouns in rows("progress-verbs"):
        if nouns == "-":
            found[lemma] = found.get(lemma, frozenset()) | {name}
    return found


@cache
def _with_nouns() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Classes that a verb has with one of some nouns: "meet obligations", "keep one's word"."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for lemma, name, nouns in rows("progress-verbs"):
        if nouns != "-":
            found[lemma] = (*found.get(lemma, ()), (name, frozenset(nouns.split(","))))
    return found


def _classes(sentence: Sentence, lemma: str, main: int, opens: int, *, passive: bool) -> frozenset[str]:
    """What a verb tells of an undertaking, its particle and the nouns beside it seen."""
    found = verb_classes().get(f"{lemma} {sentence.low(main + 1)}") or verb_classes().get(lemma, frozenset())
    if lemma in _with_nouns():
        near = range(opens, main) if passive else range(main + 1, main + 1 + _OBJECT)
        beside = {sentence.low(i) for i in near}
        found |= {name for name, nouns in _with_nouns()[lemma] if not nouns.isdisjoint(beside)}
    return found


def deed_of(sentence: Sentence, index: int) -> Deed | None:
    """The deed that a clause reports; None for promises, wishes, conditions, questions and what is not finite."""
    clause = sentence.clauses[index]
    group = clause.verb
    if group.modal is not None or not is_stated(sentence, clause):
        return None
    opens = clause.opens
    if group.tense == "participle":
        opens = before_aside(sentence, clause)
        if opens == clause.opens:
            return None
    past = group.tense == "participle" or past_like_present(sentence, clause) or _is_thanked_for(sentence, clause)
    aspect = _aspect("past" if past else group.tense, progressive=group.progressive)
    if aspect is None or only_describes(sentence, index):
        return None
    lemma, main, passive, negated = group.lemma, group.last, group.passive, group.negated
    if lemma == "be" and (running := going(sentence, main)):
        lemma, main = running
        aspect = "perfect progressive" if aspect == "perfect" else "progressive" if aspect == "present" else aspect
    elif lemma == "have" and (passed := floated(sentence, main)):
        lemma, main, aspect, passive = *passed, "perfect", True
    negated = negated or _of_nothing(sentence, clause)
    classes = _classes(sentence, lemma, main, opens, passive=passive)
    return Deed(clause, index, opens, lemma, main, aspect, passive, negated, classes)


def _is_thanked_for(sentence: Sentence, clause: Clause) -> bool:
    """Whether somebody is thanked for what he undertook: "thank you *for doing everything you promised*"."""
    kept = clause.verb.tense == "gerund" and clause.verb.lemma in _KEPT and sentence.low(clause.opens - 1) == "for"
    return kept and any(sentence.low(i) in _THANKS for i in range(max(0, clause.opens - _THANKED), clause.opens))


def _of_nothing(sentence: Sentence, clause: Clause) -> bool:
    """Whether the subject is none: "nothing has been done", "no agreement was signed"."""
    run = subject_run(sentence, clause)
    return run is not None and run[0] < run[1] and sentence.low(run[0]) in _NOTHING


def _aspect(tense: str, *, progressive: bool) -> Aspect | None:
    if tense == "perfect":
        return "perfect progressive" if progressive else "perfect"
    if tense == "present":
        return "progressive" if progressive else "present"
    if tense == "past":
        return None if progressive else "past"
    return None


def subject_run(sentence: Sentence, clause: Clause) -> Run | None:
    """The tokens of a clause's subject; "remain" in "the talks remain stalled" is no part of it."""
    if clause.subject is None:
        return None
    first, after = run_of(sentence, *clause.subject)
    return first, after - (after - first > 1 and sentence.low(after - 1) in _LINKING)


def told_of(sentence: Sentence, deed: Deed) -> Run | None:
    """The noun phrase that a relative clause tells of: "*the treaty*, which has been signed"; None for other clauses."""
    clause = deed.clause
    if clause.head not in _RELATIVE or clause.subject is None:
        return None
    verbs = {other.verb.last for other in sentence.clauses[max(0, deed.index - _NEAR) : deed.index]}
    after = run_of(sentence, *clause.subject)[0]
    after -= sentence.low(after - 1) == ","
    first = after
    while first > 0 and after - first < _PHRASE and first - 1 not in verbs and _nominal(sentence, first - 1, after):
        first -= 1
    while first < after and sentence.classes[first] == "prep":
        first += 1
    return (first, after) if first < after else None


def _nominal(sentence: Sentence, i: int, after: int) -> bool:
    """Whether a token may stand in a noun phrase that ends before `after`; a preposition only between capitals."""
    kind = sentence.classes[i]
    if kind == "prep":
        return i + 1 < after and sentence.tokens[i + 1].text[0].isupper() and sentence.tokens[i - 1].text[0].isupper()
    return kind in ("", "det", "poss", "number")


def rest_run(deed: Deed) -> Run:
    """The tokens behind the main verb, to the clause's end."""
    return deed.main + 1, max(deed.main + 1, deed.clause.closes)


def asks(sentence: Sentence) -> bool:
    """Whether a sentence is a question."""
    return sentence.text[max(sentence.start, sentence.end - 3) : sentence.end].rstrip("\"”»’')").endswith("?")
