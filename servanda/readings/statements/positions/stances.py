"""Words that take a stance, found in the clauses of a sentence: verbs and nouns here, judgements and duties in `judgements`.

Found with high recall: a sighting's weight says how often such words take a stance; the context speaks for or against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.grammar.lexicon import forms
from servanda.readings.statements.parts import Run, rest_of, subject_of
from servanda.readings.statements.positions.idioms import GIVING, by_idiom, given, idioms, present, thanked_for
from servanda.readings.statements.positions.judgements import (
    absent,
    conditioned,
    duty,
    first_words,
    judged,
    position_is,
    sided,
    strict,
    undecided,
)
from servanda.readings.statements.positions.sighting import Cue, Sighting, Weight, cues, denied, is_ceasing, party, turned
from servanda.readings.statements.positions.stray import clause_at, stray_judgements, stray_verbs
from servanda.readings.statements.vocabulary import group, with_forms
from servanda.words import rows, words

__all__ = ["sightings", "triggers"]


@cache
def triggers() -> frozenset[str]:
    """Words without one of which a sentence takes no stance."""
    valued = (word for word, what in rows("stance-valued") if what != "proposal")
    verbs = with_forms([*cues("stance-verbs"), "need", "have", "decide", *CALLS, *idioms(), *GIVING])
    return verbs.union(
        cues("stance-adjectives"),
        cues("stance-nouns"),
        cues("absent-nouns"),
        cues("present-nouns"),
        first_words(),
        words("stated-aims"),
        valued,
        _OTHERS,
    )


_OTHERS = frozenset(
    ("must", "should", "ought", "until", "unless", "only", "provided", "position", "stance", "decision", "early", "let")
)


def sightings(sentence: Sentence) -> Iterator[Sighting]:
    """What a sentence holds of stances: for each clause the first that is found, and nouns and verbs that no clause has."""
    lows = {token.lower for token in sentence.tokens}
    if triggers().isdisjoint(lows):
        return
    finders = (*_FINDERS, conditioned) if strict(lows) else _FINDERS
    nouns = list(_nouns(sentence))
    yield from nouns
    taken = {sighting.clause for sighting in nouns}
    for index, clause in enumerate(sentence.clauses):
        if index in taken:
            continue
        for find in finders:
            found = find(sentence, index, clause)
            if found is not None and found.matter is not None:
                yield found
                taken.add(index)
                break
    yield from stray_judgements(sentence, taken)
    yield from stray_verbs(sentence)


# Verbs


def _by_verb(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`we support …`, `they voted against …`, `… was rejected`."""
    known = cues("stance-verbs").get(clause.verb.lemma)
    if known is None:
        return None
    rest = rest_of(clause)
    subject = subject_of(sentence, clause)
    contrary = denied(sentence, index)
    for cue in known:
        stance, weight = turned(cue.stance, contrary=contrary), _refused(sentence, clause, cue) if contrary else cue.weight
        if clause.verb.passive:
            leads = sentence.low(rest[0])
            if "np" not in cue.frames:
                continue
            if leads == "to" and clause.verb.lemma in _DISPOSED:  # "Kiev is opposed to …"
                return Sighting("positions.holds", clause.verb.lemma, stance, weight, index, (rest[0] + 1, rest[1]), subject)
            agent = _agent(sentence, rest)
            return Sighting("positions.passive", clause.verb.lemma, stance, weight, index, subject, agent)
        lead = _lead(sentence, clause, rest, cue.frames)
        if lead is not None and not _done_together(sentence, clause, rest, lead):
            matter = (rest[0] + lead, rest[1])
            return Sighting("positions.verb", clause.verb.lemma, stance, weight, index, matter, subject)
        outright = "np" in cue.frames and cue.weight in ("strong", "middle") and party(sentence, subject)
        if outright and (before := _told_of(sentence, clause, rest)) is not None:
            return Sighting("positions.relative", clause.verb.lemma, stance, weight, index, before, subject)
    return None


_DISPOSED = frozenset(("commit", "dedicate", "devote", "oppose", "reconcile", "resign"))
"""Verbs whose participle before "to" tells how somebody is disposed."""


def _told_of(sentence: Sentence, clause: Clause, rest: Run) -> Run | None:
    """What a relative clause whose verb has no object of its own is said of: "[the motion], which I supported"."""
    ends = rest[0] >= rest[1] or sentence.classes[rest[0]] in ("mark", "prep", "adverb", "sub", "conj")
    if clause.head not in ("which", "that") or not ends or clause.subject is None:
        return None
    last = clause.opens - 1
    while last > 0 and sentence.low(last) in (",", "which", "that"):
        last -= 1
    first = last
    while first > 0 and sentence.classes[first] == "":
        first -= 1
    return (first, last + 1) if sentence.classes[first] in ("det", "poss") and first < last else None


def _done_together(sentence: Sentence, clause: Clause, rest: Run, lead: int) -> bool:
    """Whether two have settled something between them: "we agreed with the President that …"."""
    told = clause.verb.tense in ("past", "perfect", "pluperfect")
    return clause.verb.lemma == "agree" and lead == 1 and told and party(sentence, (rest[0] + 1, min(rest[1], rest[0] + 4)))


def _refused(sentence: Sentence, clause: Clause, cue: Cue) -> Weight:
    """What one says one does not do weighs more: "we will not accept", "we do not want to"."""
    base = clause.verb.lemma
    if base in words("refusals"):
        return "strong"
    if base == "want" and not group("telling").isdisjoint(_next(sentence, clause)):
        return "faint"  # "I do not want to repeat"
    return "middle" if cue.weight in ("weak", "faint") and cue.stance == "supports" else cue.weight


def _next(sentence: Sentence, clause: Clause) -> set[str]:
    return {sentence.low(i) for i in range(clause.verb.last + 1, clause.verb.last + 5)}


def _lead(sentence: Sentence, clause: Clause, rest: Run, frames: frozenset[str]) -> int | None:
    """How many tokens lead from the verb to its matter; None where the complement is none that takes a stance."""
    if "-" in frames:
        return 0
    skipped = _between(sentence, rest)
    word = sentence.low(rest[0] + skipped)
    if skipped:  # "agree fully with", "aligns itself with"
        return skipped + 1 if word in frames else None
    if word == "that" and "np" in frames and sentence.low(rest[0] + 1) in _BEHIND_THAT:
        return 0  # "we do not want that either"
    if word == "that" or ("that" in frames and _governs_that(sentence, clause)):
        return int(word == "that") if "that" in frames else None
    if word in frames:
        return 1
    if word == "in" and sentence.low(rest[0] + 1) in ("favour", "favor"):
        return 3 if "in-favour" in frames else None
    if word == "to" and "inf" in frames:
        return 0
    return 0 if "np" in frames and rest[0] < rest[1] and _opens_object(sentence, rest[0]) else None


def _opens_object(sentence: Sentence, i: int) -> bool:
    return (
        sentence.classes[i] not in ("prep", "to", "that", "sub", "conj", "mark", "adverb", "wh") or sentence.low(i) in _OPENING
    )


def _between(sentence: Sentence, rest: Run) -> int:
    """How many adverbs and reflexive pronouns stand between a verb and what it governs."""
    count = 0
    while rest[0] + count < rest[1] and (
        sentence.classes[rest[0] + count] == "adverb" or sentence.low(rest[0] + count) in _REFLEXIVE
    ):
        count += 1
    return count


_REFLEXIVE = frozenset(("myself", "ourselves", "itself", "themselves", "himself", "herself", "yourself"))
_BEHIND_THAT = frozenset((".", ",", ";", "either", "too", "also", "at", "because", "and", "but", "for", "?", "!"))
_OPENING = frozenset(('"', "“", "«", "$", "€", "what"))


def _governs_that(sentence: Sentence, clause: Clause) -> bool:
    place = sentence.clauses.index(clause)
    return any(
        child.parent == place and child.head == "that" and child.opens <= clause.verb.last + 2 for child in sentence.clauses
    )


def _agent(sentence: Sentence, rest: Run) -> Run | None:
    if sentence.low(rest[0]) != "by":
        return None
    end = next((i for i in range(rest[0] + 1, rest[1]) if sentence.low(i) in (",", "in", "at", "on", "during")), rest[1])
    return (rest[0] + 1, end) if end > rest[0] + 1 else None


# Nouns


def _nouns(sentence: Sentence) -> Iterator[Sighting]:
    """`they expressed their support for …`, `we reiterate our opposition to …`, `he noted the importance of …`."""
    known = cues("stance-nouns")
    for i, token in enumerate(sentence.tokens[1:-2], 1):
        for cue in known.get(token.lower, ()):
            index = clause_at(sentence, i) if sentence.low(i + 1) in cue.frames else None
            if index is None:
                continue
            clause = sentence.clauses[index]
            if cue.weight == "strong" and (thanked := _thanked(sentence, clause, i)) is not None:
                word, after = sentence.low(i), max(clause.closes, i + 3)
                yield Sighting("positions.thanked", word, cue.stance, "middle", index, (i + 2, after), thanked)
                continue
            passive = clause.verb.passive and clause.verb.lemma in words("stance-carriers")
            if not passive and _carrier(sentence, i) is None:
                continue
            end = clause.closes if clause.closes > i + 2 else len(sentence.tokens)
            stance = turned(cue.stance, contrary=denied(sentence, index))
            word = sentence.low(i)
            yield Sighting("positions.noun", word, stance, cue.weight, index, (i + 2, end), subject_of(sentence, clause))


def _thanked(sentence: Sentence, clause: Clause, i: int) -> Run | None:
    """Who is thanked for the support that a noun names: "thanked [the Corvian leader] for his firm support of"."""
    lead = next((k for k in range(i - 1, max(-1, i - 8), -1) if sentence.low(k) == "for"), None)
    if lead is None:
        return None
    if clause.verb.lemma == "thank":
        first = clause.verb.last + 1
    else:
        first = next((k + 2 for k in range(clause.opens, lead) if sentence.low(k) in ("gratitude", "grateful")), lead)
    return (first, lead) if first < lead else None


def _carrier(sentence: Sentence, i: int) -> str | None:
    """The verb that says that a stance is held, in the ten tokens before the noun."""
    for k in range(i - 1, max(-1, i - 11), -1):
        word = sentence.low(k)
        if word in _STOPS or (sentence.classes[k] == "prep" and word != "of"):
            return None
        for form in forms().get(word, ()):
            if form.base in words("stance-carriers") and sentence.classes[k - 1 : k] != ("det",):
                return form.base
    return None


_STOPS = frozenset((".", ";", ":", "that", "which", "who", "because", "but", "if"))


# Calls


def _by_call(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`we call on Belmora to stop …`, `they urged an end to …`."""
    if clause.verb.lemma not in CALLS or clause.verb.passive or not party(sentence, subject_of(sentence, clause)):
        return None
    rest = rest_of(clause)
    for i in range(rest[0], min(rest[1], rest[0] + 30)):
        led = sentence.classes[i - 1] in ("to", "det", "adverb") or sentence.low(i - 1) in (
            "for",
            "immediate",
            "complete",
            "that",
        )
        if led and is_ceasing(sentence.low(i)):
            return Sighting(
                "positions.ceasing",
                clause.verb.lemma,
                "opposes",
                "middle",
                index,
                (i + 1, rest[1]),
                subject_of(sentence, clause),
            )
    return None


CALLS = frozenset(("call", "urge", "appeal", "press", "demand"))


_FINDERS = (
    _by_call,
    undecided,
    thanked_for,
    by_idiom,
    given,
    present,
    _by_verb,
    sided,
    judged,
    absent,
    position_is,
    duty,
)
"""What is looked for in a clause, in this order; the first that is found counts."""
