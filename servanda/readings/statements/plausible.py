"""What no reader would take for an undertaking: courtesies, remarks on one's own speech, questions, what was not done."""

from __future__ import annotations

from servanda.model import Turn
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.forms import Undertaking
from servanda.readings.statements.undertaking import deed, leads

_OWN = frozenset({"i", "we", "you", "none"})
_THINGS = frozenset({"thing", "it", "this", "there", "which"})
_MARKED = frozenset(
    {
        "first",
        "firstly",
        "second",
        "secondly",
        "third",
        "thirdly",
        "fourth",
        "fourthly",
        "fifth",
        "fifthly",
        "finally",
        "lastly",
    }
)
_ITEM_MARKS = frozenset({"•", "·", "●", "▪", "*", "-", "–", "—", ")", ":", ";", "]"})


def plausible(sentence: Sentence, found: Undertaking, turn: Turn | None) -> bool:
    """Whether a form that was found may be an undertaking at all."""
    clause = sentence.clauses[found.clause]
    if found.rule == "commitments.item":
        return _is_item(sentence, clause, turn)
    if clause.verb.modal and clause.verb.tense == "perfect":
        return False  # "should have stopped"
    if clause.rest is None and found.lead is None and clause.verb.lemma in leads("verb"):
        return False  # "we will try"
    if _asked(sentence, found, clause):
        return False
    if _of_speech(clause, found) or _of_mind(sentence, found):
        return False
    return not _course_of_things(clause, found)


def _is_item(sentence: Sentence, clause: Clause, turn: Turn | None) -> bool:
    """Whether an imperative is an item of what is to be done: not "thank you", and in speech only after a mark of a list."""
    if "telling" in deed(clause.verb.lemma) or clause.rest is None or clause.end - clause.start < 14:
        return False
    first = clause.opens
    marked = sentence.low(first - 1) in _ITEM_MARKS or any(sentence.low(i) in _MARKED for i in range(first))
    return marked or turn is None


def _asked(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Whether the sentence asks, and the form is not of words that lead into an action by themselves."""
    asks = sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?")
    return asks and ".noun-" not in found.rule and clause.head != "to"


def _of_speech(clause: Clause, found: Undertaking) -> bool:
    """As in "I will tell you", "I want to thank", "let me stress"."""
    kinds = deed(clause.verb.lemma)
    if found.kind in ("i", "none") and "telling" in kinds and ".asked" not in found.rule:
        return found.kind == "i" or ".np" not in found.rule
    return found.kind in ("we", "you") and kinds == {"telling"} and ".asked" not in found.rule


def _of_mind(sentence: Sentence, found: Undertaking) -> bool:
    """Wishes and attempts of others, and what was tried: "they tried to get out", "companies want to return"."""
    if found.lead is None or found.binding not in (
        "want",
        "try",
        "wish",
        "seek",
        "hope",
        "expect",
        "strive",
        "need",
        "prepare",
    ):
        return False
    lead = sentence.clauses[found.lead].verb
    return found.kind not in ("we", "i", "state", "body", "both", "person", "people") or (
        lead.tense == "past" and found.binding in ("try", "want")
    )


def _course_of_things(clause: Clause, found: Undertaking) -> bool:
    """What things will do or be by themselves: "it will help", "the consequences will be severe"."""
    if found.lead is not None or found.kind not in _THINGS:
        return False
    verb = clause.verb
    if verb.passive:
        return "telling" in deed(verb.lemma) and verb.lemma in ("see", "understand", "know", "remember")
    if verb.modal in ("can", "could", "may", "might"):
        return True
    kinds = deed(verb.lemma)
    if verb.lemma == "be":
        return clause.rest is None
    return "happening" not in kinds and "clear" not in kinds
