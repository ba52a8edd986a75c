"""Words of stance whose clause the grammar has not seen, or not seen whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.readings.grammar import Sentence
from servanda.readings.grammar.lexicon import forms
from servanda.readings.statements.parts import Run, class_at, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.readings.statements.positions.sighting import Cue, Sighting, cues, turned

__all__ = ["clause_at", "stray_judgements", "stray_verbs"]


def stray_verbs(sentence: Sentence) -> Iterator[Sighting]:
    """Strong verbs of stance that the grammar has not seen as verbs: "condemn the attack and [support] the plan"."""
    for i, token in enumerate(sentence.tokens):
        known = _strong_forms().get(token.lower)
        if known is None or not i or token.text[0].isupper() or sentence.classes[i - 1] in _BEFORE_NOUNS:
            continue
        index = clause_at(sentence, i)
        if index is None or not _object_follows(sentence, i + 1) or any(i == clause.verb.last for clause in sentence.clauses):
            continue
        clause = sentence.clauses[index]
        base, cue = known
        matter = (i + 1, max(clause.closes, i + 2))
        holder = _named_before(sentence, i) or subject_of(sentence, clause)
        yield Sighting("positions.stray", base, cue.stance, cue.weight, index, matter, holder)


def _named_before(sentence: Sentence, verb: int) -> Run | None:
    """The name that stands before a verb that the grammar has not seen as one: "[Prime Minister Tal] firmly supports"."""
    after = verb
    while after > 0 and sentence.classes[after - 1] == "adverb":
        after -= 1
    first = after
    while first > 0 and not sentence.classes[first - 1] and sentence.tokens[first - 1].text[:1].isupper():
        first -= 1
    return (first, after) if first < after else None


@cache
def _strong_forms() -> dict[str, tuple[str, Cue]]:
    """Finite forms of the strong verbs of stance that take an object."""
    strong = {
        base: cue
        for base, found in cues("stance-verbs").items()
        for cue in found
        if cue.weight == "strong" and "np" in cue.frames
    }
    finite = ("base", "s", "past")
    return {
        word: (form.base, strong[form.base])
        for word, options in forms().items()
        for form in options
        if form.base in strong and form.tag in finite
    }


_BEFORE_NOUNS = frozenset(("det", "poss", "prep", "to", "modal", "be", "number", "neg"))


def _object_follows(sentence: Sentence, i: int) -> bool:
    named = i < len(sentence.tokens) and not sentence.classes[i] and sentence.tokens[i].text[0].isupper()
    return named or class_at(sentence, i) in ("det", "poss", "object")


def clause_at(sentence: Sentence, i: int) -> int | None:
    """The innermost clause around a token; the one that follows where none is around it."""
    around = _innermost(sentence, i)
    if around is not None:
        return around
    behind = (n for n, clause in enumerate(sentence.clauses) if clause.opens > i)
    return next(behind, len(sentence.clauses) - 1 if sentence.clauses else None)


def stray_judgements(sentence: Sentence, taken: set[int]) -> Iterator[Sighting]:
    """Predicates whose clause the grammar has not seen whole: "the increase that they ask for *is entirely reasonable*"."""
    known = cues("stance-adjectives")
    for i, low in enumerate(token.lower for token in sentence.tokens):
        if low not in known or not i:
            continue
        copula = i - 1
        while copula > 0 and sentence.classes[copula] in ("adverb", "neg", "det"):
            copula -= 1
        index = _innermost(sentence, i)
        if sentence.classes[copula] != "be" or index is None or index in taken:
            continue
        cue = next((one for one in known[low] if "matter" in one.frames and one.weight in ("strong", "middle")), None)
        first = _said_from(sentence, copula)
        if cue is not None and first < copula and _judgeable(sentence, (first, copula)):
            contrary = any(sentence.classes[k] == "neg" for k in range(copula, i))
            yield Sighting(
                "positions.stray-judged", low, turned(cue.stance, contrary=contrary), cue.weight, index, (first, copula), None
            )


def _judgeable(sentence: Sentence, subject: Run) -> bool:
    """Whether what stands before a predicate can be a matter: no person, and more than a word that only leads on."""
    led = sentence.low(subject[0]) in ("to", "which", "who", "there") or sentence.low(subject[0]).startswith("you")
    return not led and kind_of(sentence, subject) not in ("i", "we", "you", "they")


def _said_from(sentence: Sentence, copula: int) -> int:
    """Where what is judged begins: behind the last "that", mark or conjunction before the copula and its auxiliaries."""
    first = copula
    while first > 0 and sentence.classes[first - 1] not in ("that", "mark", "conj", "sub"):
        first -= 1
    return first


def _innermost(sentence: Sentence, i: int) -> int | None:
    """The innermost clause around a token; None where none is."""
    around = [n for n, clause in enumerate(sentence.clauses) if clause.opens <= i < clause.closes]
    return around[-1] if around else None
