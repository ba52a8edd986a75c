"""What the forms of undertaking share: what they find, and where its parts stand in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.model import Force
from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.commitments.undertaking import leads

FIRST = frozenset({"i", "we"})
"""Kinds of subject that speak for themselves."""
BEING = frozenset({"be", "stand", "remain", "stay"})
"""Verbs behind which an adjective may lead into an action: "stand ready to"."""
GOING_ON = frozenset({"continue", "work"})
"""Verbs that are part of the action they lead into: "continue to support"."""
_HAPPENS_TO = frozenset({"thing", "there", "which"})
"""Kinds of subject that do nothing themselves."""
_DENYING = frozenset({"not", "never", "n't", "no"})
_PLACING = frozenset({"in", "at", "near"})
"""Prepositions before the name of a place: "the contest in Lida, which is scheduled for May"."""
_ADVERBIAL = 6
"""Words of an adverbial that may part a verb from its infinitive."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a clause undertakes or asks for."""

    rule: str
    force: Force
    binding: str
    """The word on which its firmness stands."""
    span: Stretch
    action: Stretch
    subject: Stretch | None
    """Who is to act, as printed."""
    kind: str
    """What kind of actor that is (see `subjects`)."""
    clause: int
    """Index of the clause that holds the action's verb."""
    lead: int | None = None
    """Index of the clause that leads into it."""
    owner: Stretch | None = None
    """Whose call or request it is, where a name tells it: "*President Orel's* call to open it"."""


def action_of(sentence: Sentence, clause: Clause) -> Stretch:
    """From the main verb, or what denies it ("not", "never", "won't"), to the clause's end."""
    verb = clause.verb
    first = next((i for i in range(verb.first, verb.last) if sentence.low(i) in _DENYING), verb.last)
    first -= first > verb.first and sentence.low(first) == "n't"
    return sentence.tokens[first if verb.negated else verb.last].start, max(clause.end, verb.end)


def deed_of(sentence: Sentence, clause: Clause, kind: str) -> Stretch:
    """The action with its subject where that is a thing, to which something is to happen: "[the road will be built]"."""
    if kind in _HAPPENS_TO and clause.subject is not None and clause.subject[0] < clause.end:
        return clause.subject[0], clause.end
    return action_of(sentence, clause)


def with_shared_object(sentence: Sentence, found: Undertaking) -> Undertaking:
    """The same with the object that its verb shares with the next: "[protecting and restoring the marshes]"."""
    last = found.clause
    while last + 1 < len(sentence.clauses) and _leads_to(sentence.clauses[last], sentence.clauses[last + 1], last):
        last += 1  # "will continue to assess and adjust it"
    after = last + 1
    clause = sentence.clauses[last]
    if clause.rest is not None or after >= len(sentence.clauses):
        return found
    mate, conj = sentence.clauses[after], clause.verb.last + 1
    conj += sentence.low(conj) == "," and mate.inherits  # "will maintain, and keep under one command, a common fleet"
    joined = sentence.classes[conj : conj + 1] == ("conj",) and mate.opens <= conj + 2 and mate.rest is not None
    if not joined or mate.verb.tense != clause.verb.tense or found.action[1] > mate.start:
        return found
    return replace(found, span=(found.span[0], mate.end), action=(found.action[0], mate.end))


def _leads_to(clause: Clause, child: Clause, index: int) -> bool:
    """Whether a clause is nothing but what leads into the infinitive behind it."""
    bare = clause.rest is not None and clause.rest[0] == child.start
    return bare and child.head == "to" and child.parent == index and not child.inherits


def before(sentence: Sentence, i: int) -> int:
    """The token before a clause, adverbs left out."""
    i -= 1
    while i >= 0 and sentence.classes[i] in ("adverb", "neg"):
        i -= 1
    return i


def in_verb(sentence: Sentence, i: int) -> bool:
    """Whether a token belongs to a verb group."""
    return any(clause.verb.first <= i <= clause.verb.last for clause in sentence.clauses)


def asks(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause puts a question: its verb stands before its subject, and the sentence ends with the mark."""
    return (
        clause.verb.subject is not None
        and clause.verb.modal != "let's"
        and sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?")
    )


def antecedent(sentence: Sentence, n: int) -> int:
    """Where the noun phrase begins of which a relative clause tells."""
    named = name_before(sentence, n)
    if named is not None:
        return named[0]
    clause = sentence.clauses[n]
    i = clause.opens - 1
    while i >= 0 and sentence.classes[i] == "mark":
        i -= 1
    first = i
    while (
        first > 0 and not in_verb(sentence, first - 1) and sentence.classes[first - 1] in ("", "det", "poss", "number", "prep")
    ):
        if sentence.classes[first] in ("det", "poss") and sentence.classes[first - 1] != "prep":
            break
        first -= 1
    while first < i and sentence.classes[first] == "prep":
        first += 1
    return sentence.tokens[max(first, 0)].start


def name_before(sentence: Sentence, n: int) -> Stretch | None:
    """The name right before the comma of a relative clause: "including from *Kobal Energy*, which is planning to build"."""
    clause = sentence.clauses[n]
    last = clause.opens - 2
    if clause.head not in ("which", "who") or last < 0 or sentence.low(last + 1) != ",":
        return None
    first = last + 1
    while first > 0 and (sentence.tokens[first - 1].text[:1].isupper() or sentence.low(first - 1) in ("of", "the")):
        first -= 1
    named = first <= last and sentence.tokens[last].text[:1].isupper() and sentence.low(first - 1) not in _PLACING
    return (sentence.tokens[first].start, sentence.tokens[last].end) if named else None


def directly(sentence: Sentence, last: int, k: int) -> bool:
    """Whether nothing but an adverbial stands between a verb and its infinitive: "agreed [in Lida] to open"."""
    if k <= last:
        return True
    between = sentence.classes[last + 1 : k + 1]
    return (
        len(between) <= _ADVERBIAL
        and between[0] in ("prep", "mark", "adverb")
        and sentence.low(last + 1) not in ("on", "upon", "for")
    )


def leads_on(sentence: Sentence, n: int) -> bool:
    """Whether a clause leads into an action of its own: its verb has an infinitive or a that-clause behind it."""
    verb = sentence.clauses[n].verb
    lead = leads("passive" if verb.passive else "verb").get(verb.lemma)
    if lead is None or verb.lemma in GOING_ON:
        return False
    for child in sentence.clauses[n + 1 : n + 3]:
        if child.parent != n:
            continue
        if child.head == "that" and "that" in lead.frames:
            return True
        near = "to" in lead.frames and directly(sentence, verb.last, before(sentence, child.verb.first))
        if child.head == "to" and (near or "obj" in lead.frames):
            return True
        if child.head == "-ing" and "ing" in lead.frames and child.verb.first <= verb.last + 2:
            return True
    return False
