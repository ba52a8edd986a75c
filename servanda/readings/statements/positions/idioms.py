"""Stances that a verb takes only with other words: "took issue with", "gave it our full support", "there is merit in"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from servanda.model import Stance
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import Run, class_at, rest_of, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.readings.statements.positions.sighting import Sighting, Weight, cues, denied, party, turned
from servanda.words import rows

__all__ = ["GIVING", "by_idiom", "given", "idioms", "present", "thanked_for"]

_AMONG = 4
"""Other words that may stand between a verb and the words that make it a stance: "have [some very serious] doubts about"."""
_BARE = frozenset(("no", "little", "without", "few"))
"""Words by which a noun is said to be absent."""
_STOPS = frozenset((",", ";", ":", ".", "that", "which", "who", "because", "but", "if", "and"))


class _Idiom(NamedTuple):
    """Words behind a verb."""

    words: tuple[str, ...]
    loose: bool
    """Whether other words may stand before them."""
    stance: Stance
    weight: Weight


@cache
def idioms() -> dict[str, tuple[_Idiom, ...]]:
    """The words that make a verb one of stance, by its base form; the longer before the shorter."""
    found: dict[str, list[_Idiom]] = {}
    for base, text, stance, weight in rows("stance-idioms"):
        loose = text.startswith("* ")
        idiom = _Idiom(tuple(text.removeprefix("* ").split()), loose, stance, weight)  # type: ignore[arg-type]
        found.setdefault(base, []).append(idiom)
    return {base: tuple(sorted(known, key=lambda one: -len(one.words))) for base, known in found.items()}


def by_idiom(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`he took issue with …`, `we have no objection to …`, `they signed up to …`."""
    known = idioms().get(clause.verb.lemma, ())
    subject = subject_of(sentence, clause)
    if not known or clause.verb.passive or (subject is not None and not party(sentence, subject)):
        return None
    rest = rest_of(clause)
    for idiom in known:
        at = _found_at(sentence, rest, idiom)
        if at is None or at + len(idiom.words) >= rest[1] or sentence.low(at + len(idiom.words)) == "order":
            continue  # "believe in order to" believes in nothing
        bare = any(sentence.low(i) in _BARE for i in range(rest[0], at))
        contrary = denied(sentence, index) is not bare
        stance, weight = turned(idiom.stance, contrary=contrary), _outright(idiom, contrary=contrary)
        cue = " ".join((clause.verb.lemma, *idiom.words))
        matter = (at + len(idiom.words), rest[1])
        return Sighting("positions.idiom", cue, stance, weight, index, matter, subject)
    return None


def _outright(idiom: _Idiom, *, contrary: bool) -> Weight:
    """What one says one does not do weighs more: "I will not agree to a deal"."""
    return "middle" if contrary and idiom.weight in ("weak", "faint") and idiom.stance == "supports" else idiom.weight


def _found_at(sentence: Sentence, rest: Run, idiom: _Idiom) -> int | None:
    """Where the words of an idiom begin behind its verb; None where they do not follow."""
    for i in range(rest[0], min(rest[1], rest[0] + 1 + (_AMONG if idiom.loose else 1))):
        if all(sentence.low(i + k) == word for k, word in enumerate(idiom.words)):
            return i
        if sentence.low(i) in _STOPS or not (idiom.loose or class_at(sentence, i) == "adverb"):
            return None
    return None


# Support that is given or had

GIVING = frozenset(("give", "lend", "offer", "extend", "grant", "pledge", "withdraw", "withhold"))
_HAVING = frozenset(("have", "enjoy", "receive", "command", "win", "get", "earn", "secure"))
_REVERSING = frozenset(("withdraw", "withhold"))
_BACKINGS = frozenset(("support", "backing", "approval", "endorsement", "blessing", "assent", "consent"))
_AID = frozenset(("military", "financial", "humanitarian", "economic", "technical", "budgetary", "material", "moral", "air"))
"""What is given so is help, and no stance."""
_FAR = 12
"""Tokens behind the verb within which the noun stands."""


def given(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`I give it my full support`, `we lend our backing to …`, `the plan has the full support of Belmora`."""
    verb = clause.verb
    if verb.lemma not in GIVING | _HAVING or verb.passive:
        return None
    rest = rest_of(clause)
    noun = next((i for i in range(rest[0], min(rest[1], rest[0] + _FAR)) if sentence.low(i) in _BACKINGS), None)
    if noun is None or any(sentence.low(i) in _STOPS or sentence.low(i) in _AID for i in range(rest[0], noun)):
        return None
    if class_at(sentence, noun - 1) in ("prep", "to", "verb"):
        return None
    owner = _owner(sentence, rest[0], noun)
    contrary = denied(sentence, index) or any(sentence.low(i) in _BARE for i in range(rest[0], noun))
    if verb.lemma in GIVING:
        matter = _given_to(sentence, rest, owner, noun)
        stance = turned("supports", contrary=contrary is not (verb.lemma in _REVERSING))
        return Sighting("positions.given", sentence.low(noun), stance, "strong", index, matter, subject_of(sentence, clause))
    stance = turned("supports", contrary=contrary)
    return _had(sentence, index, clause, noun, owner, stance)


def _owner(sentence: Sentence, first: int, noun: int) -> int | None:
    """The last token of whose support it is: "[my] full support", "the [president's] support"; None where none is told."""
    for i in range(noun - 1, first - 1, -1):
        word = sentence.low(i)
        if class_at(sentence, i) == "poss" or word.endswith(("'s", "’s", "s'", "s’")):
            return i
    return None


def _given_to(sentence: Sentence, rest: Run, owner: int | None, noun: int) -> Run | None:
    """What support is given to: before the noun ("give [it] my support") or behind it ("lend my support to [the bill]")."""
    if sentence.low(noun + 1) in ("to", "for", "of", "from") and noun + 2 < rest[1]:
        return noun + 2, rest[1]
    if class_at(sentence, rest[0]) in ("pron", "object"):
        return rest[0], rest[0] + 1
    return (rest[0], owner) if owner is not None and owner > rest[0] and class_at(sentence, owner) == "poss" else None


def _had(sentence: Sentence, index: int, clause: Clause, noun: int, owner: int | None, stance: Stance) -> Sighting | None:
    """Who has another's support: the other holds the stance, on what the support is for, else on who or what has it."""
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    holder, after = _backer(sentence, rest, noun, owner)
    if holder is None and (owner is None or class_at(sentence, owner) != "poss" or sentence.low(owner) not in ("my", "our")):
        return None
    lead = next((i for i in range(after, min(rest[1], after + 2)) if sentence.low(i) in ("for", "on")), None)
    matter = (lead + 1, rest[1]) if lead is not None and lead + 1 < rest[1] else subject
    if lead is None and kind_of(sentence, subject) in ("i", "we", "none"):
        return None
    return Sighting("positions.backed", sentence.low(noun), stance, "strong", index, matter, holder)


def _backer(sentence: Sentence, rest: Run, noun: int, owner: int | None) -> tuple[Run | None, int]:
    """Whose support is had, and where what follows begins: "the support of [all groups]", "[the president's] support"."""
    if sentence.low(noun + 1) in ("of", "from") and noun + 2 < rest[1]:
        end = next(
            (i for i in range(noun + 2, rest[1]) if class_at(sentence, i) in ("prep", "mark", "sub", "to", "that")), rest[1]
        )
        return ((noun + 2, end), end) if end > noun + 2 else (None, noun + 1)
    if owner is None or class_at(sentence, owner) == "poss":
        return None, noun + 1
    first = owner
    while first > rest[0] and class_at(sentence, first - 1) in ("", "det"):
        first -= 1
    return (first, owner + 1), noun + 1


# Reasons that there are


def present(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`there is a strong case for …`, `there is a lot of merit in …`."""
    subject = subject_of(sentence, clause)
    if clause.verb.lemma not in ("be", "remain") or subject is None or sentence.low(subject[0]) != "there":
        return None
    rest = rest_of(clause)
    for i in range(rest[0], min(rest[1], rest[0] + 8)):
        for cue in cues("present-nouns").get(sentence.low(i), ()):
            if sentence.low(i + 1) in cue.frames and i + 2 < rest[1]:
                bare = any(sentence.low(k) in _BARE for k in range(rest[0], i))
                stance = turned(cue.stance, contrary=denied(sentence, index) is not bare)
                word = sentence.low(i)
                return Sighting("positions.present", word, stance, cue.weight, index, (i + 2, rest[1]), None)
        if sentence.low(i) in _STOPS:
            return None
    return None


# Support that is thanked for


def thanked_for(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`I thank [Belmora] for supporting the bid`: whose deed is thanked for holds the stance."""
    if clause.verb.tense != "gerund" or sentence.low(clause.verb.first - 1) != "for" or clause.parent is None:
        return None
    governor = sentence.clauses[clause.parent].verb
    cue = next((one for one in cues("stance-verbs").get(clause.verb.lemma, ()) if "np" in one.frames), None)
    if governor.lemma != "thank" or cue is None:
        return None
    whom = (governor.last + 1, clause.verb.first - 1)
    if whom[0] >= whom[1] or cue.weight == "faint":
        return None
    return Sighting("positions.thanked", clause.verb.lemma, cue.stance, "middle", index, rest_of(clause), whom)
