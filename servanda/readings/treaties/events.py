"""What a sentence tells of the instruments it names: signed, ratified, entered into force … and to which of them it happened.

Four ways of telling: of a subject ("the treaty was signed", "the treaty, signed in Minsk"), of an object ("they signed the
treaty"), by a noun ("the signing of the treaty"), and of something named before ("it entered into force"). What has not
happened (`happening`) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.statements import LifeEvent
from servanda.readings.treaties.happening import (
    be_before,
    clause_start,
    happened,
    noun_happened,
    planned_after,
    supposed,
    verbs_before,
)
from servanda.readings.treaties.lexicon import Verb, group, nouns, verbs
from servanda.readings.treaties.names import Name
from servanda.readings.treaties.row import Row


@dataclass(frozen=True, slots=True)
class Told:
    """One event as told: words [first, after) tell it, the names it happened to, and how it was told."""

    event: LifeEvent
    first: int
    after: int
    verb: int
    names: tuple[Name, ...]
    """Empty where it is told of something named before."""
    way: str
    anaphor: str = ""
    """The noun or pronoun by which what was named before is meant."""


def told_in(row: Row, names: list[Name]) -> Iterator[Told]:
    """The events of a sentence, in order."""
    if row.low(len(row) - 1) == "?":
        return
    inside = {k for name in names for k in range(name.first, name.after)}
    for i in range(len(row)):
        verb = verbs().get(row.low(i))
        if verb is None or i in inside:
            continue
        reached = _verb_end(row, i, verb)
        if reached is None:
            continue
        told = _told(row, i, reached, verb, names)
        if told is not None:
            yield told


def _verb_end(row: Row, i: int, verb: Verb) -> int | None:
    """The word after the whole verb or noun of an event; None where it is none."""
    if verb.use == "force":
        return _into_force(row, i)
    if verb.use == "from":
        j = i + 2 if row.low(i) == "pulled" and row.low(i + 1) == "out" else i + 1
        return j + 1 if row.low(j) in ("from", "of") and (row.low(j) == "from" or j > i + 1) else None
    if verb.event == "exchanged":
        return _of_ratification(row, i)
    if row.low(i) == "ratification" and row.low(i - 1) == "of" and row.low(i - 2) in ("instruments", "instrument", "letters"):
        return None
    if row.low(i) == "signed" and row.low(i + 1) in ("up", "off", "into"):
        return None
    if row.low(i + 1) in ("ceremony", "page", "campaign"):
        return None
    return i + 1


def _into_force(row: Row, i: int) -> int | None:
    if row.low(i) in ("took", "takes", "taken"):
        return _if_now(row, i, i + 2) if row.low(i + 1) == "effect" else None
    for j in range(i + 1, i + 4):
        if row.low(j) == "into" and row.low(j + 1) in ("force", "effect"):
            return _if_now(row, i, j + 2)
    return None


def _if_now(row: Row, i: int, after: int) -> int | None:
    """The word after a verb; None where it is in the present and not said of today: "when it comes into force"."""
    return None if row.low(i) in ("enters", "comes", "takes") and row.low(after) not in ("today", "on") else after


def _of_ratification(row: Row, i: int) -> int | None:
    """As in "exchange of instruments of ratification", "exchanged the ratification instruments"."""
    stretch = range(max(0, i - 8), min(len(row), i + 8))
    for j in stretch:
        if row.low(j) in ("ratification", "ratifications"):
            end = j + 2 if row.low(j + 1).startswith(("instrument", "letter", "document")) else j + 1
            return max(end, i + 1)
    return None


def _told(row: Row, i: int, reached: int, verb: Verb, names: list[Name]) -> Told | None:
    if verb.use in ("noun", "ing") or (verb.use == "force" and row.low(i) in ("entry", "coming", "entering")):
        return _by_noun(row, i, reached, verb, names)
    if verb.event == "exchanged":
        behind = reached + (row.low(reached) == "of")  # "exchanged the instruments of ratification of the treaty"
        return _of_subject(row, i, reached, verb, names) or _of_object(row, i, behind, verb, names)
    if row.low(i) == "withdrawal":
        return _by_noun(row, i, reached, verb, names)
    if verb.use == "now":
        return _of_object(row, i, reached, verb, names) if _headline_now(row, i) else None
    if verb.use == "from":
        return _of_object(row, i, reached, verb, names)
    passive = be_before(row, i)
    of_subject = _of_subject(row, i, reached, verb, names)
    if of_subject is not None or passive or verb.use == "force":
        return of_subject or _of_what_was_named(row, i, reached, verb)
    return _of_object(row, i, reached, verb, names) or _of_what_was_named(row, i, reached, verb)


def _headline_now(row: Row, i: int) -> bool:
    """Whether the present tense is a headline's, which tells what was done."""
    if row.low(i) == "sign":
        return row.headline and row.capital(i) and row.low(i - 1) != "to"
    return row.headline or row.low(len(row) - 1) != "."


# The four ways


def _of_subject(row: Row, i: int, reached: int, verb: Verb, names: list[Name]) -> Told | None:
    """As in "the treaty was signed", "the treaty, signed in Minsk": the name stands before, only small words between."""
    name = _nearest_before(row, i, names)
    if name is None:
        return None
    bare = not be_before(row, i) and verb.use != "force"
    if bare and (row.capital(reached) or row.low(reached) in group("determiners")) and row.low(reached) not in ("both",):
        return None
    if not happened(row, i, from_word=name.after) or supposed(row, i, name):
        return None
    shared = tuple(_joined_before(row, name, names))
    first = i if bare or row.low(verbs_before(row, i) - 1) in (",", ")") else name.first
    if not bare and len(shared) > 1:
        first = verbs_before(row, i)
    way = "participle" if bare else "subject"
    return Told(verb.event, first, reached, i, shared, way)


_BETWEEN = frozenset((",", "which", "that", "(", ")", "–", "—", "-"))


def _nearest_before(row: Row, i: int, names: list[Name]) -> Name | None:
    for name in sorted(names, key=lambda name: (-name.after, name.first)):
        if name.closed > i:
            continue
        if all(_lets_pass(row, k) for k in range(name.closed, i)) and row.printed(i - 1) != "(":
            return name
        return None
    return None


def _lets_pass(row: Row, k: int) -> bool:
    low = row.low(k)
    return low in group("auxiliaries") or low in group("adverbs") or low in _BETWEEN or (low.endswith("ly") and row.word(k))


def _joined_before(row: Row, name: Name, names: list[Name]) -> Iterator[Name]:
    """The name and those joined with it before: "the Treaty on A and the Concept of B, signed …"."""
    yield name
    last = name
    while True:
        before = [other for other in names if other.closed <= last.first and not other.generic]
        other = max(before, key=lambda other: (other.closed, -other.first), default=None)
        if other is None or not _joins(row, other.closed, last.first):
            return
        yield other
        last = other


def _joins(row: Row, first: int, after: int) -> bool:
    """Whether the words between two names only join them."""
    said = [row.low(k) for k in range(first, after)]
    joints = {"and", ",", "as", "well", "both"} | group("determiners")
    return bool({"and", ","} & set(said)) and all(word in joints for word in said)


def _of_object(row: Row, i: int, reached: int, verb: Verb, names: list[Name]) -> Told | None:
    """As in "they signed the treaty": the name stands behind, with nothing but its own description between."""
    if not happened(row, i, from_word=clause_start(row, i)):
        return None
    name = _nearest_after(row, reached, names)
    if name is None:
        return None
    if (
        verb.use == "done"
        and verb.event in ("adopted", "extended")
        and row.low(i) in ("passed", "issued", "extended")
        and name.generic
    ):
        return None
    shared = tuple(_joined_after(row, name, names))
    first = verbs_before(row, i)
    return Told(verb.event, first, max(reached, shared[-1].after), i, shared, "object")


def _nearest_after(row: Row, i: int, names: list[Name]) -> Name | None:
    for name in sorted(names, key=lambda name: (name.first, -name.after)):
        if name.first < i:
            continue
        if name.first - i > 7 or _only_describes(row, name.closed):
            return None
        return name if all(_describes(row, k) for k in range(i, name.first)) else None
    return None


def _only_describes(row: Row, k: int) -> bool:
    """Whether a name is followed by what it describes: "extended the Fair Housing Act credits"."""
    low = row.low(k)
    if not low.isalpha() or row.capital(k) or low.endswith("ly") or low in verbs():
        return False
    return not any(
        low in group(name)
        for name in ("stops", "connectors", "openers", "determiners", "adverbs", "refused-before", "afterwards")
    )


def _describes(row: Row, k: int) -> bool:
    """Whether a word may stand between a verb and the instrument it acts on."""
    low = row.low(k)
    if low in group("determiners") or low in ("and", "new", "so-called", "of", ","):
        return low not in ("of", ",") or (
            low == "of" and row.low(k - 1) in ("number", "set", "package", "series", "text", "terms")
        )
    verb = verbs().get(low)
    if verb is not None:
        return verb.use == "done" and row.low(k - 1) == "and"
    return row.word(k) and low not in group("stops") and low not in group("connectors") and not low.endswith("ing")


def _joined_after(row: Row, name: Name, names: list[Name]) -> Iterator[Name]:
    yield name
    last = name
    while True:
        behind = [other for other in names if other.first >= last.closed]
        other = min(behind, key=lambda other: (other.first, -other.after), default=None)
        if other is None or not _joins(row, last.closed, other.first):
            return
        yield other
        last = other


def _by_noun(row: Row, i: int, reached: int, verb: Verb, names: list[Name]) -> Told | None:
    """As in "the signing of the treaty", "after signing the treaty", "exchange of instruments of ratification"."""
    if not noun_happened(row, i):
        return None
    gerund = verb.use == "ing" or row.low(i) == "entering"
    lead = reached
    if row.low(lead) in ("of", "to") and verb.use != "from":
        lead += 1
    elif not gerund and verb.use != "from":
        return None
    if gerund and lead == reached and be_before(row, i):
        return None
    name = _nearest_after(row, lead, names)
    if name is None:
        return None
    if name.rule == "instruments.generic" and not _definite(row, name):
        return None
    first = i - 1 if row.low(i - 1) in ("the", "a", "an") else i
    if row.low(first - 1) not in group("past-leads") and planned_after(row, name.after):
        return None
    if row.low(first - 1) == "was" and row.low(first - 2) == "there":
        first -= 2
    if row.low(i) == "amending" or (verb.event == "amended" and gerund):
        return None
    return Told(verb.event, first, name.after, i, (name,), "noun")


def _definite(row: Row, name: Name) -> bool:
    return row.low(name.first - 1) in ("the", "this", "that", "its", "their", "our")


def _of_what_was_named(row: Row, i: int, reached: int, verb: Verb) -> Told | None:
    """As in "it entered into force", "the document was signed", "we ratified it": told of something named before."""
    k = verbs_before(row, i)
    if not happened(row, i, from_word=max(0, k - 4)):
        return None
    subject = row.low(k - 1)
    be = be_before(row, i) or verb.use == "force"
    if be and subject in ("it", "which", "they") and _begins_clause(row, k - 1):
        return Told(verb.event, k - 1, reached, i, (), "it", anaphor=subject)
    if be and subject in group("anaphors") and row.low(k - 2) in ("the", "this", "that", "these", "both"):
        return Told(verb.event, k - 2, reached, i, (), "the", anaphor=subject)
    if not be and row.low(reached) == "it" and verb.use == "done" and _ends_clause(row, reached + 1):
        return Told(verb.event, k, reached + 1, i, (), "it", anaphor="it")
    return None


def _ends_clause(row: Row, k: int) -> bool:
    """Whether nothing but a time, a place or a mark follows: "we ratified it on 30 March", not "we adopted it as our own"."""
    return not row.word(k) or row.low(k) in ("on", "in", "at", "last", "this", "today", "yesterday", "and", "earlier")


def _begins_clause(row: Row, k: int) -> bool:
    return k == 0 or row.low(k - 1) in (
        ",",
        ";",
        "–",
        "—",
        "and",
        "but",
        "that",
        "when",
        "as",
        "since",
        "thus",
        "after",
        "then",
    )


def kind_of_anaphor(word: str) -> str | None:
    """The kind of instrument that a noun means when it points back; None where any may be meant."""
    if word in group("any-document") or word in ("it", "which", "they", "them"):
        return None
    noun = nouns().get(word)
    return noun.kind if noun else None
