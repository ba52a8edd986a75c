"""Whether a form may be an undertaking at all, and which forms say by their own words that they are one."""

from __future__ import annotations

from servanda.model import Turn
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.forms import FIRST, Undertaking
from servanda.readings.statements.commitments.undertaking import deed, group
from servanda.readings.statements.commitments.vetoes import VETOES
from servanda.readings.statements.proposals import PLAIN, TOLD
from servanda.readings.statements.subjects import subject_kind

_SHORTEST_ITEM = 14
"""Characters that an item of a list has at least."""
_FEWEST = 2
"""Words behind the verb of an item, less one."""
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
    return not any(refuses(sentence, found, clause) for refuses in VETOES)


def surety(sentence: Sentence, found: Undertaking, *, dated: bool) -> float:
    """The least confidence of a form that says by its own words that somebody has promised, will come, or has his orders.

    "Your promise to build", "they have an instruction to prepare", "confirmed his visit in May"; "he promised to end it".
    """
    form = found.rule.removeprefix("commitments.")
    if _performed(sentence, found):
        return TOLD if found.binding in group("said-lightly") and _alone(sentence, found) else PLAIN
    if _prevented(sentence, found) or _intended(sentence, found) or _about_to(sentence, found, dated=dated):
        return TOLD
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


def _performed(sentence: Sentence, found: Undertaking) -> bool:
    """Whether the speaker binds himself by saying so, to something that can be seen to be done.

    "I promise to open it", "we undertake that the road will be built", "I give you my word that we will leave". To promise,
    pledge or vow in the first person of the present is to commit oneself (Austin 1962, commissives).
    """
    clause = sentence.clauses[found.clause]
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    if found.binding not in group("performative") or lead is None or lead.head or lead.parent is not None:
        return False
    if ".noun-" in found.rule and found.kind in ("you", "they"):  # "I remember your promise"
        return False
    if lead.verb.negated or lead.verb.modal or lead.verb.tense != "present" or sentence.low(lead.opens - 1) == "if":
        return False
    speaks = subject_kind(sentence, lead.subject) in FIRST
    given = f".noun-{found.binding}" in found.rule and found.binding == "word"
    deeds = deed(clause.verb.lemma)
    if not (speaks or given) or not deeds & {"clear", "vague"} or "telling" in deeds:
        return False
    own = clause.head != "that" or subject_kind(sentence, clause.subject) in FIRST
    return own or (clause.verb.passive and "clear" in deeds)


def _intended(sentence: Sentence, found: Undertaking) -> bool:
    """Whether the speaker says what he intends, and it can be seen to be done: "we intend to open", "our intention is to"."""
    clause = sentence.clauses[found.clause]
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    if found.binding not in group("intending") or found.kind not in FIRST or clause.head != "to":
        return False
    if lead is None or lead.head or lead.parent is not None or lead.verb.negated or lead.verb.modal:
        return False
    deeds = deed(clause.verb.lemma)
    return lead.verb.tense == "present" and "clear" in deeds and "telling" not in deeds


def _about_to(sentence: Sentence, found: Undertaking, *, dated: bool) -> bool:
    """Whether the speaker says what he is about to do: "we are sending two ships tomorrow", "we are closing it immediately"."""
    clause = sentence.clauses[found.clause]
    if found.rule != "commitments.under-way" or found.kind not in FIRST or clause.head or clause.parent is not None:
        return False
    return dated or any(sentence.low(i) in group("at-once") for i in range(clause.verb.first, clause.closes))


def _prevented(sentence: Sentence, found: Undertaking) -> bool:
    """Whether the speaker says outright that he will not let something happen: "we will not allow the road to be closed"."""
    clause = sentence.clauses[found.clause]
    verb = clause.verb
    if found.kind not in FIRST or found.lead is not None or clause.head or not verb.negated or verb.modal not in group("will"):
        return False
    return verb.lemma in group("preventing") and sentence.low(verb.last + 1) not in ("up", "go", "down", "on", "")


def _alone(sentence: Sentence, found: Undertaking) -> bool:
    """Whether it is one person who promises, for whom "I promise" may be no more than a manner of speaking."""
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    return lead is not None and subject_kind(sentence, lead.subject) == "i"


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
