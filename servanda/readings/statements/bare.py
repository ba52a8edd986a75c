"""Undertakings without a modal and without an infinitive: items of lists, things agreed or asked for, work under way."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.forms import Undertaking, action_of, antecedent, asks, leads_on
from servanda.readings.statements.subjects import subject_kind
from servanda.readings.statements.undertaking import Lead, deed, group, leads

_ITEM_AT = 3
"""Tokens that may number an item before its verb."""


def listed(sentence: Sentence, n: int) -> Undertaking | None:
    """An action in the imperative: an item of a list, a call."""
    clause = sentence.clauses[n]
    gerund = (
        clause.head == "-ing"
        and clause.opens <= _ITEM_AT
        and not any(other.verb.finite and not other.head for other in sentence.clauses)
    )
    imperative = clause.verb.tense == "imperative" and clause.verb.modal is None and clause.verb.lemma != "let"
    if not (gerund or imperative) or (gerund and clause.inherits):
        return None
    return Undertaking(
        "commitments.item",
        "proposed",
        clause.verb.lemma,
        (clause.start, clause.end),
        action_of(sentence, clause),
        None,
        "none",
        n,
    )


def of_things(sentence: Sentence, n: int) -> Iterator[Undertaking]:
    """What is agreed, called for, scheduled or under way: "agreed on the opening", "call for the release"."""
    clause = sentence.clauses[n]
    verb = clause.verb
    part = "passive" if verb.passive or clause.head == "-ed" else "verb"
    lead = leads(part).get(verb.lemma)
    if lead is not None and not leads_on(sentence, n):
        after = sentence.low(verb.last + 1)
        if after in lead.prepositions and lead.frames & {"on", "np"}:
            yield from _noun_phrase(sentence, n, lead, verb.last + 2)
        elif (
            "np" in lead.frames
            and part == "verb"
            and sentence.classes[verb.last + 1 : verb.last + 2]
            and _opens_phrase(sentence, verb.last + 1)
        ):
            yield from _noun_phrase(sentence, n, lead, verb.last + 1)
    yield from _confirmed(sentence, n, clause)
    if verb.progressive and verb.tense == "present" and verb.modal is None and not verb.negated and not asks(sentence, clause):
        kind = subject_kind(sentence, clause.subject)
        if clause.head not in group("subordinate") and ("clear" in deed(verb.lemma) or verb.lemma in group("under-way")):
            yield Undertaking(
                "commitments.under-way",
                "planned",
                verb.lemma,
                (clause.start, clause.end),
                action_of(sentence, clause),
                clause.subject,
                kind,
                n,
            )


def _noun_phrase(sentence: Sentence, n: int, lead: Lead, first: int) -> Iterator[Undertaking]:
    clause = sentence.clauses[n]
    if (
        first >= len(sentence.tokens)
        or sentence.tokens[first].start >= clause.end
        or sentence.classes[first] not in ("det", "poss", "number", "")
    ):
        return
    if any(sentence.clauses[m].verb.first == first for m in range(n + 1, min(n + 3, len(sentence.clauses)))):
        return  # a gerund: told by itself
    start = antecedent(sentence, n) if clause.head in ("-ed", "which", "who") else clause.start
    action = (sentence.tokens[first].start, clause.end)
    if clause.verb.passive or clause.head == "-ed":
        action = (start, clause.end)
    kind = subject_kind(sentence, clause.subject)
    yield Undertaking(
        f"commitments.np-{lead.word}", lead.force, lead.word, (start, clause.end), action, clause.subject, kind, n
    )


def _opens_phrase(sentence: Sentence, i: int) -> bool:
    return sentence.classes[i] in ("det", "poss", "number", "") and not sentence.low(i).endswith("ly")


def _confirmed(sentence: Sentence, n: int, clause: Clause) -> Iterator[Undertaking]:
    """As in "confirmed his participation in": an undertaking as a noun phrase."""
    first = clause.verb.last + 1
    if clause.verb.lemma not in group("confirming") or sentence.classes[first : first + 1] != ("poss",):
        return
    k = first + 1
    while sentence.classes[k : k + 1] in (("",), ("adverb",)) and sentence.classes[k + 1 : k + 2] == ("",):
        k += 1
    if sentence.low(k) not in group("confirmed") or any(
        child.parent == n and child.head in ("to", "-ing") and child.verb.first <= k + 2
        for child in sentence.clauses[n + 1 : n + 2]
    ):
        return
    kind = subject_kind(sentence, clause.subject)
    action = (sentence.tokens[k].start, clause.end)
    yield Undertaking(
        "commitments.confirmed", "pledged", "confirm", (clause.start, clause.end), action, clause.subject, kind, n
    )
