"""Actions that a modal verb states: "we will open", "the talks are to resume", "they should withdraw", "let us meet"."""

from __future__ import annotations

from servanda.model import Force
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.forms import FIRST, Undertaking, antecedent, asks, deed_of, leads_on
from servanda.readings.statements.commitments.undertaking import deed, group, leads
from servanda.readings.statements.subjects import subject_kind

_THINGS = frozenset({"thing", "named", "there", "it", "which", "this"})
"""Kinds of subject that cannot promise."""
_BODIES = frozenset({"state", "body", "named"})
"""Kinds of noun phrases for which "it" may stand that act."""


def by_modal(sentence: Sentence, n: int) -> Undertaking | None:
    """What a clause with a modal undertakes, plans or asks for; None where it does not, or only leads into what does."""
    clause = sentence.clauses[n]
    verb = clause.verb
    modal = verb.modal
    if modal is None or not verb.lemma or asks(sentence, clause):
        return None
    if clause.head in group("subordinate") and not _given_as_ground(sentence, clause):
        return None
    if verb.lemma in leads("verb") and leads_on(sentence, n):
        return None  # "we will try to open": the action tells itself
    if modal in group("will") or (modal == "would" and _told(sentence, clause)):
        return _willed(sentence, n)
    if modal in group("ought"):
        kind = subject_kind(sentence, clause.subject)
        own = kind in FIRST and "talking" in deed(verb.lemma)
        return _plain(sentence, n, f"commitments.{modal.replace(' ', '-')}", "planned" if own else "proposed", kind)
    if modal == "let's":
        return _plain(sentence, n, "commitments.let", "proposed", "we")
    if modal == "may" and subject_kind(sentence, clause.subject) == "both":
        return _plain(sentence, n, "commitments.may", "planned", "both")
    return None


def _given_as_ground(sentence: Sentence, clause: Clause) -> bool:
    """Whether what one will do is said as the ground of something else: "nothing will lack, because we will send fuel"."""
    own = subject_kind(sentence, clause.subject) in FIRST and clause.verb.modal in group("will")
    return own and clause.head in group("giving-ground") and bool(deed(clause.verb.lemma) & {"clear", "vague"})


def _told(sentence: Sentence, clause: Clause) -> bool:
    """Whether "would" stands for a "will" that was told of: "said that it would", "agreed the talks would"."""
    if clause.parent is None:
        return False
    parent = sentence.clauses[clause.parent]
    if parent.verb.lemma == "make" and sentence.low(clause.opens - 2) == "clear":
        return True
    return parent.verb.lemma in group("reporting") and parent.verb.tense in ("past", "perfect", "pluperfect")


def _said_of_itself(sentence: Sentence, clause: Clause) -> bool:
    """Whether "it" is who tells of what it will do: "the Government announced that it will undertake a review"."""
    if clause.parent is None or clause.head != "that":
        return False
    parent = sentence.clauses[clause.parent]
    return parent.verb.lemma in group("reporting") and subject_kind(sentence, parent.subject) in _BODIES


def _willed(sentence: Sentence, n: int) -> Undertaking | None:
    clause = sentence.clauses[n]
    kind = subject_kind(sentence, clause.subject)
    kind = "body" if kind == "it" and _said_of_itself(sentence, clause) else kind
    modal = clause.verb.modal or "will"
    name = "will" if modal in ("will", "would") else modal.replace(" ", "-")
    force: Force = "planned" if modal == "be to" or kind in _THINGS else "pledged"
    if clause.verb.passive and modal in ("will", "shall") and clause.verb.lemma not in group("arranged"):
        force = "pledged"  # "action will be taken"
    if deed(clause.verb.lemma) & {"talking"} and not clause.verb.passive:
        force = "planned"
    return _plain(sentence, n, f"commitments.{name}", force, kind)


def _restricts(sentence: Sentence, clause: Clause) -> bool:
    """Whether a relative clause with a subject of its own follows its noun without a comma or a preposition."""
    at = clause.opens if sentence.low(clause.opens) == "which" else clause.opens - 1
    return at > 0 and sentence.low(at) == "which" and sentence.classes[at - 1] == ""


def _plain(sentence: Sentence, n: int, rule: str, force: Force, kind: str) -> Undertaking:
    clause = sentence.clauses[n]
    start = clause.start
    lead: int | None = None
    if clause.parent is not None and clause.head == "that":
        parent = sentence.clauses[clause.parent]
        own = subject_kind(sentence, parent.subject) in FIRST and parent.verb.lemma in group("holding")
        if own and parent.verb.tense == "present":
            start, lead = parent.start, clause.parent
    if (
        clause.subject is not None
        and clause.head in ("who", "which", "that")
        and kind in ("who", "which")
        and n
        and clause.opens
    ):
        start = antecedent(sentence, n)
    if clause.head == "which" and start == clause.start and clause.subject is not None and _restricts(sentence, clause):
        start = antecedent(sentence, n)  # "a mandate which the Council will take forward"
    action = deed_of(sentence, clause, kind)
    return Undertaking(rule, force, clause.verb.modal or "", (start, clause.end), action, clause.subject, kind, n, lead)
