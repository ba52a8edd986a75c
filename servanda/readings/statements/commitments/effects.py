"""What comes about by itself, or befalls others: effects, gains and the course of things are nobody's undertaking.

Each veto is a small function and tells in its name what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable

from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.quotes.people import is_many
from servanda.readings.statements.commitments.forms import FIRST, Undertaking, antecedent
from servanda.readings.statements.commitments.undertaking import deed, group, singular
from servanda.readings.statements.parts import token_at
from servanda.readings.statements.subjects import head_noun, is_matter, subject_kind

__all__ = ["EFFECTS", "placed", "writing"]

_THINGS = frozenset({"thing", "this", "there", "which"})
_NEAR_VERB = 4
"""Words behind a verb among which its object's noun stands."""
_ACTING = frozenset({"state", "body", "both", "person", "people", "named"})
"""Kinds of noun phrases that act."""
_MANY = frozenset({"people", "guests", "participants", "visitors", "persons", "attendees", "families", "students"})
"""Those of whom it is told how many will come."""


def _able_if(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others will be able to do if something happens: "if the levy falls, traders will be able to raise prices"."""
    if found.lead is not None or found.kind in FIRST:
        return False
    able = any(sentence.low(i) == "able" for i in range(clause.verb.first, clause.verb.last))
    return able and any(token.lower == "if" for token in sentence.tokens)


def _consequence(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others' doings would lead to: "*they* will add to the debt if they pass it", "if we agree, *the Unionists* will"."""
    if found.rule != "commitments.will" or clause.verb.passive or clause.subject is None:
        return False
    several = found.kind == "they" or (found.kind == "named" and is_many(sentence.cut(clause.subject)))
    return several and any(one.head == "if" for one in sentence.clauses)


def _effect(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a thing is to bring about, told in passing: "a budget, which will provide for it"; and what is to be talked of."""
    if clause.head not in ("which", "that") or found.lead is not None:
        return False
    if clause.verb.passive:
        return found.kind == "which" and clause.verb.lemma in group("serving")  # "a vessel that will be used to build"
    if "happening" in deed(clause.verb.lemma) and clause.rest is not None and not _has_object(sentence, clause):
        return False  # "an exercise, which will run until May"
    if found.kind != "which":
        return clause.head == "which" and "talking" in deed(clause.verb.lemma)
    last = clause.opens - 1
    while last >= 0 and sentence.classes[last] == "mark":
        last -= 1
    if last < 0 or _writing(sentence.low(last)):
        return True
    named = (antecedent(sentence, found.clause), sentence.tokens[last].end)
    return named[0] >= named[1] or subject_kind(sentence, named) not in _ACTING or is_matter(sentence.low(last))


def _has_object(sentence: Sentence, clause: Clause) -> bool:
    """Whether a verb has an object right behind it, or behind "up": "open up the marshes"."""
    after = clause.verb.last + 1
    after += sentence.low(after) == "up"
    return sentence.classes[after : after + 1] in (("det",), ("poss",), ("object",), ("",))


def _of_writing(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a writing is to bring about by itself: "the Bill will provide for it", "the budget will allow it"."""
    if found.lead is not None or clause.verb.passive or clause.subject is None or "happening" in deed(clause.verb.lemma):
        return False
    return writing(sentence, clause.subject)


def writing(sentence: Sentence, phrase: Stretch) -> bool:
    """Whether a phrase names a writing that binds or allots: "the new law"."""
    return _writing(next((token.lower for token in reversed(sentence.tokens) if token.end == phrase[1]), ""))


def _writing(noun: str) -> bool:
    """Whether a noun, as printed, names a writing that binds or allots, and does nothing itself."""
    return singular(noun) in group("writing") or noun in group("writing")


def _looked_on(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What will be seen, and not done: "we will soon see whether it works"; not "we will see to it"."""
    return (
        found.lead is None
        and clause.verb.lemma in group("looking-on")
        and sentence.low(clause.verb.last + 1) in group("looking-at")
    )


def _gains(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others will have of it, and how many will come: "residents will benefit", "some 3,000 people will take part"."""
    if found.lead is not None or found.kind in FIRST or clause.subject is None:
        return False
    if clause.verb.lemma in group("benefiting"):
        return True
    first, after = token_at(sentence, clause.subject[0]), token_at(sentence, clause.subject[1])
    part = clause.verb.lemma == "take" and sentence.low(clause.verb.last + 1) == "part"
    comes = (part or clause.verb.lemma in group("attending")) and head_noun(sentence, clause.subject) in _MANY
    return comes and any(sentence.classes[i] == "number" for i in range(first, after))


def _is_told(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What somebody will come to know: "tomorrow we will get a report on prices"."""
    near = {sentence.low(i) for i in range(clause.verb.last + 1, min(clause.closes, clause.verb.last + 1 + _NEAR_VERB))}
    return found.lead is None and found.kind in FIRST and clause.verb.lemma == "get" and bool(near & group("tidings"))


def _course_of_things(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What things will do or be by themselves: "the reforms will help", "the consequences will be severe"."""
    if found.lead is not None or not (found.kind in (*_THINGS, "it") or _is_event(sentence, clause)):
        return False
    verb = clause.verb
    if verb.lemma == "help" and not verb.passive:
        return True  # what it is good for: "the fund will help families"
    kinds = deed(verb.lemma)
    if verb.passive and verb.lemma in group("standing"):
        return True  # "the entrance will be located there"
    if verb.passive:
        return "telling" in kinds and not kinds & {"talking", "clear"}
    if verb.lemma == "be":
        return found.kind != "there" and (verb.modal in group("ought") or not placed(sentence, clause))
    return not kinds & ({"happening", "clear", "vague"} if _undertaken(sentence, clause) else {"happening", "clear"})


def _is_event(sentence: Sentence, clause: Clause) -> bool:
    """Whether a subject is a deed or a plan by name: "*Ardania joining the League* will", "*the River Fund* will help"."""
    if clause.subject is None:
        return False
    if clause.verb.lemma == "help" and singular(head_noun(sentence, clause.subject)) in group("undertaken"):
        return True
    first, after = token_at(sentence, clause.subject[0]), token_at(sentence, clause.subject[1])
    return any(
        sentence.low(i).endswith("ing")
        and sentence.classes[i] == ""
        and sentence.tokens[i].text.islower()
        and sentence.tokens[i - 1].text[:1].isupper()
        and sentence.classes[i + 1] in ("det", "poss")
        for i in range(first + 1, after - 1)
    )


def _undertaken(sentence: Sentence, clause: Clause) -> bool:
    """Whether a thing is the speaker's, or is what was undertaken: "our roads will support it", "the grant will help"."""
    if clause.subject is None:
        return False
    said = sentence.cut(clause.subject).lower()
    return said.startswith("our ") or singular(head_noun(sentence, clause.subject)) in group("undertaken")


def placed(sentence: Sentence, clause: Clause) -> bool:
    """Whether "be" tells where or when, or who somebody is: "will be in Lida", "will be Jan Orel"."""
    after = clause.verb.last + 1
    if sentence.low(after) in ("in", "on", "at", "there", "here", "available", "open", "ready", "eligible"):
        return True
    return after < clause.closes and sentence.tokens[after].text[:1].isupper()


EFFECTS: tuple[Callable[[Sentence, Undertaking, Clause], bool], ...] = (
    _able_if,
    _consequence,
    _effect,
    _of_writing,
    _looked_on,
    _is_told,
    _gains,
    _course_of_things,
)
