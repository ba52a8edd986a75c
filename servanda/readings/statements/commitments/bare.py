"""Undertakings without a modal and without an infinitive: items of lists, things agreed or asked for, work under way."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.model import Force
from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.commitments.forms import Undertaking, action_of, antecedent, asks, leads_on
from servanda.readings.statements.commitments.undertaking import Lead, deed, group, leads, singular
from servanda.readings.statements.subjects import subject_kind

_ITEM_AT = 3
"""Tokens that may number an item before its verb."""
_BEFORE_SUM = 5
"""Tokens behind a verb within which the sum begins that it sets aside."""
_CURRENCIES = frozenset({"$", "€", "£", "¥"})
_OPEN_PHRASE = frozenset({"det", "poss", "number", ""})
"""Classes of words with which a noun phrase begins."""


def listed(sentence: Sentence, n: int) -> Undertaking | None:
    """An action in the imperative, or in the gerund where the sentence has no verb besides: an item of a list, a call."""
    clause = sentence.clauses[n]
    verb = clause.verb
    alone = not any(other.verb.finite and not other.head for other in sentence.clauses)
    gerund = clause.head == "-ing" and clause.opens <= _ITEM_AT and alone and not clause.inherits
    called = (
        verb.tense == "present" and sentence.low(verb.first) == "do" and verb.first == clause.opens and verb.subject is None
    )
    imperative = verb.tense == "imperative" and verb.modal is None and verb.lemma != "let"
    if not (gerund or imperative or (called and clause.subject is None)):
        return None
    action = action_of(sentence, clause)
    return Undertaking("commitments.item", "proposed", verb.lemma, (clause.start, clause.end), action, None, "none", n)


def of_things(sentence: Sentence, n: int) -> Iterator[Undertaking]:
    """What is agreed, called for, scheduled, confirmed or under way."""
    clause = sentence.clauses[n]
    part = "passive" if clause.verb.passive or clause.head == "-ed" else "verb"
    lead = leads(part).get(clause.verb.lemma)
    if lead is not None and not leads_on(sentence, n):
        first = _phrase_after(sentence, clause, lead, passive=part == "passive")
        if lead.word == "announce" and not _announces(sentence, clause):
            first = None
        if first is not None:
            yield _of_phrase(sentence, n, lead, first)
        elif part == "passive" and lead.word in group("arranging") and _stated(clause):
            yield _made(sentence, n, f"commitments.arranged-{lead.word}", lead.force, lead.word, (clause.start, clause.end))
    if _allots(sentence, clause):
        sum_of = (sentence.tokens[clause.verb.last + 1].start, clause.end)
        yield _made(sentence, n, f"commitments.allots-{clause.verb.lemma}", "pledged", clause.verb.lemma, sum_of)
    if _confirms(sentence, n, clause):
        noun = (sentence.tokens[clause.verb.last + 2].start, clause.end)
        yield _made(sentence, n, "commitments.confirmed", "pledged", "confirm", noun)
    if _under_way(sentence, clause):
        yield _made(sentence, n, "commitments.under-way", "planned", clause.verb.lemma, action_of(sentence, clause))


def _stated(clause: Clause) -> bool:
    """Whether a clause says that something is so, and not how or whether it is."""
    return clause.verb.finite and clause.head not in group("subordinate")


def _made(sentence: Sentence, n: int, rule: str, force: Force, binding: str, action: Stretch) -> Undertaking:
    clause = sentence.clauses[n]
    kind = subject_kind(sentence, clause.subject)
    return Undertaking(rule, force, binding, (clause.start, clause.end), action, clause.subject, kind, n)


def _phrase_after(sentence: Sentence, clause: Clause, lead: Lead, *, passive: bool) -> int | None:
    """The first token of the noun phrase that a verb leads into: "agreed on [the opening]", "call for [the release]"."""
    after = clause.verb.last + 1
    if sentence.low(after) in lead.prepositions and "on" in lead.frames:
        after += 1
    elif passive or "np" not in lead.frames:
        return None
    while after < clause.closes and sentence.classes[after] == "adverb":
        after += 1
    return after if after < clause.closes and sentence.classes[after] in _OPEN_PHRASE else None


def _of_phrase(sentence: Sentence, n: int, lead: Lead, first: int) -> Undertaking:
    clause = sentence.clauses[n]
    start = antecedent(sentence, n) if clause.head in ("-ed", "which", "who") else clause.start
    told = clause.verb.passive or clause.head == "-ed"
    action = (start if told else sentence.tokens[first].start, clause.end)
    kind = subject_kind(sentence, clause.subject)
    rule = f"commitments.np-{lead.word}"
    return Undertaking(rule, lead.force, lead.word, (start, clause.end), action, clause.subject, kind, n)


def _allots(sentence: Sentence, clause: Clause) -> bool:
    """Whether a sum is set aside, now or since: "we have committed an additional $10 million", "I announce $5 million"."""
    verb = clause.verb
    if verb.lemma not in group("allotting") or verb.tense not in ("present", "perfect") or verb.passive or verb.modal:
        return False
    after = verb.last + 1
    near = [sentence.low(i) for i in range(after, min(clause.closes, after + _BEFORE_SUM))]
    return not verb.negated and clause.head not in group("subordinate") and any(low in _CURRENCIES for low in near)


def _confirms(sentence: Sentence, n: int, clause: Clause) -> bool:
    """Whether a noun of undertaking is confirmed: "confirmed his participation in"."""
    first = clause.verb.last + 1
    if clause.verb.lemma not in group("confirming") or sentence.classes[first : first + 1] not in (("poss",), ("det",)):
        return False
    k = first + 1
    while sentence.classes[k : k + 2] in (("", ""), ("adverb", "")):
        k += 1
    led = leads("noun").get(sentence.low(k).removesuffix("s"))
    told_by_itself = led is not None and any(
        child.parent == n and child.head in ("to", "-ing") and child.verb.first <= k + 2
        for child in sentence.clauses[n + 1 : n + 2]
    )
    return sentence.low(k) in group("confirmed") and not told_by_itself


def _under_way(sentence: Sentence, clause: Clause) -> bool:
    """Whether something is being done towards a result: "we are building", "a board is being set up"."""
    verb = clause.verb
    if not verb.progressive or verb.tense != "present" or verb.modal is not None or verb.negated:
        return False
    if clause.head in group("subordinate") or asks(sentence, clause):
        return False
    if verb.lemma == "announce":
        return _announces(sentence, clause)
    if verb.lemma == "commit" and sentence.low(verb.last + 1) == "to":  # which is a form of its own
        return False
    return "clear" in deed(verb.lemma) or verb.lemma in group("under-way")


def _announces(sentence: Sentence, clause: Clause) -> bool:
    """Whether what is being announced is itself an undertaking, "a new plan", "$5 million": nominees and figures are none."""
    behind = [token.lower for token in sentence.tokens[clause.verb.last + 1 : clause.closes]]
    return any(word in _CURRENCIES or singular(word) in group("undertaken") | group("announced") for word in behind)
