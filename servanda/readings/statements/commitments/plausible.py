"""What no reader would take for an undertaking: courtesies, remarks on one's own speech, questions, the course of things.

Each veto is a small function and tells in its name what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable

from servanda.model import Turn
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.forms import Undertaking
from servanda.readings.statements.commitments.undertaking import deed, group, leads
from servanda.readings.statements.proposals import PLAIN, TOLD

_THINGS = frozenset({"thing", "this", "there", "which"})
_SHORTEST_ITEM = 14
"""Characters that an item of a list has at least."""
_FEWEST = 2
"""Words behind the verb of an item, less one."""
_HOLDERS = frozenset({"we", "i", "state", "body", "both", "person", "people", "named"})
"""Kinds of subject whose wishes and attempts may be plans."""
_BEARERS = frozenset({"we", "i", "you", "they", "state", "body", "both", "person", "named"})
"""Kinds of subject that may bind themselves, or be bound."""
_BULLETS = frozenset({"•", "·", "●", "▪", "*"})


def plausible(sentence: Sentence, found: Undertaking, turn: Turn | None, *, declared: bool) -> bool:
    """Whether a form that was found may be an undertaking at all; `declared` where a communiqué or an agreement says it."""
    clause = sentence.clauses[found.clause]
    if ".list-" in found.rule:
        return "telling" not in deed(clause.verb.lemma)
    if found.rule == "commitments.item":
        return _is_item(sentence, clause, turn, declared=declared)
    return not any(refuses(sentence, found, clause) for refuses in _VETOES)


def surety(sentence: Sentence, found: Undertaking, *, dated: bool) -> float:
    """The least confidence of a form that says by its own words that somebody has promised, will come, or has his orders.

    "Your promise to build", "they have an instruction to prepare", "confirmed his visit in May"; "he promised to end it".
    """
    form = found.rule.removeprefix("commitments.")
    if found.kind not in _BEARERS:
        return 0.0
    if form == "confirmed":
        words = {token.lower for token in sentence.tokens if found.action[0] <= token.start < found.action[1]}
        return PLAIN if dated and words & group("coming") else 0.0
    if form == "noun-promise":
        return PLAIN if found.subject is not None and found.subject[0] < found.action[0] else 0.0
    lead = sentence.clauses[found.lead].verb if found.lead is not None else None
    if lead is None or lead.negated or lead.modal is not None:
        return 0.0
    if form == "verb-promise":
        return TOLD if found.kind not in ("you", "they") and lead.tense in ("past", "perfect", "pluperfect") else 0.0
    ordered = form == "noun-instruction" and lead.lemma == "have" and lead.tense == "present"
    return PLAIN if ordered else 0.0


def _is_item(sentence: Sentence, clause: Clause, turn: Turn | None, *, declared: bool) -> bool:
    """Whether an imperative or a gerund is an item of what is to be done; in speech only with a mark of a list."""
    if "telling" in deed(clause.verb.lemma) or clause.rest is None or clause.end - clause.start < _SHORTEST_ITEM:
        return False
    if clause.closes - clause.verb.last <= _FEWEST or not any(
        token.lower.isalpha() for token in sentence.tokens[clause.verb.last + 1 : clause.closes]
    ):
        return False
    first = clause.opens
    marked = sentence.low(first - 1) in _BULLETS or any(sentence.low(i) in group("ordinal") for i in range(first))
    if clause.verb.tense == "gerund":
        return declared or (turn is None and bool(deed(clause.verb.lemma) & {"clear", "vague"}))
    return marked or turn is None or bool(deed(clause.verb.lemma) & {"clear", "vague"} - {"telling"})


def _not_done(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "they should have stopped", "we have no plan to"."""
    if clause.verb.modal and clause.verb.tense == "perfect":
        return True
    return ".noun-" in found.rule and any(
        token.lower == "no" for token in sentence.tokens if found.span[0] <= token.start < found.action[0]
    )


def _left_out(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What is to be done is left out: "we will try", "the measures we need to take"."""
    if clause.rest is not None or found.lead is not None:
        return False
    relative = clause.head == "that" and sentence.low(clause.opens - 1) != "that"
    return relative or clause.verb.lemma in leads("verb")


def _asked(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """The sentence asks, and the form is not of words that lead into an action by themselves."""
    asks = sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?")
    return asks and ".noun-" not in found.rule and clause.head != "to"


def _of_speech(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "I will tell you", "I want to thank", "let me stress", "let us be clear"."""
    del sentence
    kinds = deed(clause.verb.lemma)
    if clause.verb.modal == "let's" and clause.verb.lemma == "be":
        return True
    if found.kind in ("i", "none") and "telling" in kinds and ".asked" not in found.rule:
        return found.kind == "i" or ".np" not in found.rule
    return found.kind in ("we", "you") and kinds == {"telling"} and ".asked" not in found.rule


def _of_mind(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Wishes and attempts of others, and what was tried: "they tried to get out"."""
    del clause
    if found.lead is None or found.binding not in group("wishing"):
        return False
    lead = sentence.clauses[found.lead]
    past = lead.verb.tense == "past" and found.binding in ("try", "want")
    return past or lead.head in ("if", "when") or found.kind not in _HOLDERS


def _of_faith(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Confidence and character, not deeds: "we will prevail", "we will be that government"."""
    verb = clause.verb
    if found.lead is not None or verb.passive or verb.progressive or ".np" in found.rule:
        return False
    if "faith" in deed(verb.lemma):
        return True
    return verb.lemma == "be" and found.kind in ("i", "we", "they", "named") and not _placed(sentence, clause)


def _course_of_things(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What things will do or be by themselves: "the reforms will help", "the consequences will be severe"."""
    if found.lead is not None or found.kind not in (*_THINGS, "it"):
        return False
    verb = clause.verb
    kinds = deed(verb.lemma)
    if verb.passive:
        return "telling" in kinds and "talking" not in kinds
    if verb.lemma == "be":
        return found.kind != "there" and not _placed(sentence, clause)
    ours = clause.subject is not None and sentence.cut(clause.subject).lower().startswith("our ")
    return not kinds & ({"happening", "clear", "vague"} if ours else {"happening", "clear"})  # "our programme will support"


def _placed(sentence: Sentence, clause: Clause) -> bool:
    """Whether "be" tells where or when, or who somebody is: "will be in Lida", "will be Jan Orel"."""
    after = clause.verb.last + 1
    if sentence.low(after) in ("in", "on", "at", "there", "here", "available", "open", "ready"):
        return True
    return after < clause.closes and sentence.tokens[after].text[:1].isupper()


def _thing_of_another_clause(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """A noun phrase after a verb that is itself only part of another clause: "in order to support growth"."""
    del sentence
    if ".np-" not in found.rule or clause.head in ("-ed", "which", "who"):
        return False
    own = clause.verb.finite and clause.head in ("", "that") and not clause.verb.negated
    if not own:
        return True
    present = clause.verb.tense in ("present", "perfect") or clause.verb.modal is not None
    return found.binding in group("own") and (found.kind in ("you", "they", "none") or not present)


_VETOES: tuple[Callable[[Sentence, Undertaking, Clause], bool], ...] = (
    _not_done,
    _left_out,
    _asked,
    _of_speech,
    _of_mind,
    _of_faith,
    _course_of_things,
    _thing_of_another_clause,
)
