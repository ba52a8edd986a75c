"""The forms in which something is undertaken, agreed, planned or asked for, found in a sentence's clauses.

Each form is a small function; what it finds is an `Undertaking`: its stretch, the action, whose act it is, with what force.
They find much; what is improbable is left to the scorer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.model import Force
from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.subjects import subject_kind
from servanda.readings.statements.undertaking import Lead, deed, leads, singular

_WILL = frozenset({"will", "shall", "going to", "be to"})
_OUGHT = frozenset({"should", "must", "need to", "have to", "ought to"})
_SUBORDINATE = frozenset(
    [
        "if",
        "unless",
        "whether",
        "because",
        "although",
        "though",
        "whereas",
        "since",
        "lest",
        "provided that",
        "provided",
        "providing",
    ]
    + [
        "what",
        "how",
        "why",
        "where",
        "until",
        "till",
        "than",
        "given that",
        "on condition that",
        "providing that",
        "when",
        "as",
        "once",
    ]
)
"""Heads of clauses in which nothing is undertaken: they tell on what condition, why, or ask."""
_REPORTING = frozenset(
    [
        "say",
        "state",
        "announce",
        "declare",
        "note",
        "add",
        "stress",
        "emphasise",
        "emphasize",
        "confirm",
        "tell",
        "assure",
        "inform",
    ]
    + ["promise", "pledge", "agree", "decide", "report", "explain", "indicate", "reiterate", "underline", "propose", "suggest"]
)
_ARRANGED = frozenset(
    [
        "hold",
        "organise",
        "organize",
        "host",
        "announce",
        "publish",
        "lead",
        "head",
        "attend",
        "open",
        "convene",
        "present",
        "discuss",
        "consider",
        "schedule",
        "hand",
    ]
)
"""Passives that tell of what is arranged rather than promised: "the talks will be held"."""
_UNDER_WAY = frozenset({"give", "work", "prepare", "plan", "develop", "design", "negotiate", "move"})
"""Verbs besides clear deeds whose progressive tells of something planned."""
_ITEM_AT = 3
"""Tokens that may number an item before its verb."""
_ASKED = 12
"""Words that may stand between a noun of asking and what is asked."""
_GOING_ON = frozenset({"continue", "work"})
_FIRST = frozenset({"i", "we"})
_TOGETHER = frozenset({"we", "both", "they", "none"})


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


def undertakings(sentence: Sentence) -> Iterator[Undertaking]:
    """All forms over all clauses, in the order of the text."""
    led: dict[int, Undertaking] = {}
    for n, clause in enumerate(sentence.clauses):
        found = _led(sentence, n, led) or _by_modal(sentence, n) or _listed(sentence, n)
        if found is not None:
            led[n] = found
            yield found
        yield from _of_things(sentence, n, clause)


# An action that a verb, a noun or an adjective leads into


def _led(sentence: Sentence, n: int, led: dict[int, Undertaking]) -> Undertaking | None:
    clause = sentence.clauses[n]
    if clause.inherits and clause.head in ("to", "-ing", "that"):
        mate = next(
            (
                m
                for m in range(n - 1, -1, -1)
                if m in led and led[m].lead is not None and sentence.clauses[m].parent == clause.parent
            ),
            None,
        )
        if mate is not None and sentence.clauses[mate].head == clause.head:
            one = led[mate]
            return Undertaking(
                one.rule,
                one.force,
                one.binding,
                (clause.start, clause.end),
                _action(sentence, clause),
                one.subject,
                one.kind,
                n,
                one.lead,
            )
    if clause.head == "to":
        return _infinitive(sentence, n)
    if clause.head == "-ing":
        return _gerund(sentence, n)
    return _that(sentence, n) if clause.head == "that" else None


def _before(sentence: Sentence, i: int) -> int:
    """The token before a clause, adverbs left out."""
    i -= 1
    while i >= 0 and sentence.classes[i] in ("adverb", "neg"):
        i -= 1
    return i


def _infinitive(sentence: Sentence, n: int) -> Undertaking | None:
    clause = sentence.clauses[n]
    k = _before(sentence, clause.verb.first)
    word = sentence.low(k)
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    if parent is not None and parent.verb.last <= k:
        found = _decided(sentence, n, parent, k) or _after_verb(sentence, n, parent, k)
        if found is not None:
            return found
    noun = leads("noun").get(singular(word))
    if word == "order" and sentence.low(k - 1) == "in":
        return None
    if noun is not None and "to" in noun.frames and sentence.classes[k] == "" and not _verbs(sentence, k):
        return _after_noun(sentence, n, noun, k)
    return _asked_by_noun(sentence, n, k)


def _asked_by_noun(sentence: Sentence, n: int, k: int) -> Undertaking | None:
    """ "our call on all sides to stop", "instructions to the ministries to prepare"."""
    for i in range(k - 1, max(0, k - _ASKED), -1):
        if sentence.classes[i] in ("mark", "modal", "be", "have", "conj"):
            return None
        noun = leads("noun").get(singular(sentence.low(i - 1)))
        if (
            noun is not None
            and "obj" in noun.frames
            and sentence.low(i) in ("on", "upon", "to", "for")
            and not _verbs(sentence, i - 1)
        ):
            found = _after_noun(sentence, n, noun, i - 1)
            asked = (sentence.tokens[i + 1].start, sentence.tokens[k].end)
            return replace(found, subject=asked, kind=subject_kind(sentence, asked))
    return None


def _decided(sentence: Sentence, n: int, parent: Clause, k: int) -> Undertaking | None:
    """ "a decision was made to hold", "instructions have been given to prepare"."""
    if k != parent.verb.last or not parent.verb.passive or parent.verb.lemma not in _LIGHT or parent.subject is None:
        return None
    head = next((token.lower for token in reversed(sentence.tokens) if token.end == parent.subject[1]), "")
    noun = leads("noun").get(singular(head))
    if noun is None or "to" not in noun.frames:
        return None
    found = _make(sentence, n, noun, "decided", None)
    return replace(found, force="agreed") if noun.word == "decision" else found


def _after_verb(sentence: Sentence, n: int, parent: Clause, k: int) -> Undertaking | None:
    """ "agreed to open", "urged the parties to open", "is scheduled to open", "are ready to open"."""
    clause = sentence.clauses[n]
    verb = parent.verb
    part = "passive" if verb.passive or parent.head == "-ed" else "verb"
    lead = leads(part).get(verb.lemma)
    if verb.lemma in _GOING_ON and (
        verb.modal or verb.tense not in ("present", "infinitive") or subject_kind(sentence, parent.subject) != "we"
    ):
        return None  # "will continue to work": told where the verb itself is
    if lead is not None and "to" in lead.frames and _directly(sentence, verb.last, k):
        return _make(sentence, n, lead, part, parent.subject)
    if lead is not None and "obj" in lead.frames and not verb.passive and k > verb.last:
        asked = _asked(sentence, verb.last + 1, k + 1)
        if asked is not None:
            return _make(sentence, n, lead, "asked", asked)
    if verb.lemma in ("be", "stand", "remain") or verb.passive:
        adjective = leads("adjective").get(sentence.low(k))
        if adjective is not None and "to" in adjective.frames:
            return _make(sentence, n, adjective, "adjective", parent.subject)
    return None


def _directly(sentence: Sentence, last: int, k: int) -> bool:
    """Whether nothing but an adverbial stands between a verb and its infinitive: "agreed [in Lida] to open"."""
    if k <= last:
        return True
    between = sentence.classes[last + 1 : k + 1]
    return (
        len(between) <= 6 and between[0] in ("prep", "mark", "adverb") and sentence.low(last + 1) not in ("on", "upon", "for")
    )


def _asked(sentence: Sentence, first: int, after: int) -> Stretch | None:
    """Who is asked: the noun phrase between a verb of asking and its infinitive."""
    while first < after and sentence.low(first) in ("on", "upon", "to", "for"):
        first += 1
    if first >= after or any(sentence.low(i) in (";", ":", "that") for i in range(first, after)):
        return None
    return sentence.tokens[first].start, sentence.tokens[after - 1].end


def _after_noun(sentence: Sentence, n: int, lead: Lead, k: int) -> Undertaking:
    """ "your promise to build", "the decision to open", "instructions to prepare"."""
    clause = sentence.clauses[n]
    first = k
    while first > 0 and (sentence.classes[first - 1] in ("", "number") and not _verbs(sentence, first - 1)):
        first -= 1
    owner: Stretch | None = None
    if first > 0 and sentence.classes[first - 1] in ("poss", "det"):
        first -= 1
        if sentence.classes[first] == "poss":
            owner = (sentence.tokens[first].start, sentence.tokens[first].end)
    for i in range(first, k):
        if sentence.low(i).endswith(("'s", "s'")):
            owner = (sentence.tokens[first].start, sentence.tokens[i].end)
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    start = sentence.tokens[first].start
    light = parent is not None and parent.verb.lemma in _LIGHT and parent.verb.last < first <= parent.verb.last + 3
    if parent is not None and light:
        start = parent.start
        owner = owner if owner and sentence.cut(owner).lower() not in ("our", "my") else parent.subject
        if parent.verb.passive:
            owner = None
    if (
        parent is not None
        and parent.verb.passive
        and parent.verb.lemma in ("make", "take", "give", "reach", "issue")
        and first <= parent.opens + 2
    ):
        start = parent.start
    end = clause.end
    kind = subject_kind(sentence, owner)
    if owner is not None and sentence.cut(owner).lower() in ("our", "your", "my", "their", "his", "her", "its"):
        kind = {"our": "we", "your": "you", "my": "i", "their": "they", "its": "it"}.get(sentence.cut(owner).lower(), "person")
    return Undertaking(
        f"commitments.noun-{lead.word}",
        lead.force,
        lead.word,
        (start, end),
        _action(sentence, clause),
        owner,
        kind,
        n,
        clause.parent,
    )


_LIGHT = frozenset(
    [
        "have",
        "make",
        "take",
        "give",
        "reach",
        "issue",
        "reaffirm",
        "reiterate",
        "confirm",
        "express",
        "restate",
        "underline",
        "come",
        "conclude",
        "stress",
        "renew",
        "announce",
        "affirm",
    ]
)


def _verbs(sentence: Sentence, i: int) -> bool:
    return any(clause.verb.first <= i <= clause.verb.last for clause in sentence.clauses)


def _gerund(sentence: Sentence, n: int) -> Undertaking | None:
    """ "is committed to opening", "agreed on opening", "propose opening", "our commitment to opening"."""
    clause = sentence.clauses[n]
    k = _before(sentence, clause.verb.first)
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    after = k if sentence.classes[k] in ("prep", "to") else k + 1
    preposition = sentence.low(k) if after == k else ""
    if parent is not None:
        part = "passive" if parent.verb.passive else "verb"
        lead = leads(part).get(parent.verb.lemma) or leads("adjective").get(
            sentence.low(after - 1) if parent.verb.lemma == "be" else ""
        )
        at = parent.verb.last if lead is None or lead.word == parent.verb.lemma else after - 1
        if sentence.low(at + 1) in ("ourselves", "itself", "themselves", "himself", "herself", "myself"):
            at += 1
        if (
            lead is not None
            and lead.frames & {"ing", "on"}
            and at == after - 1
            and (preposition in lead.prepositions if preposition else "ing" in lead.frames)
        ):
            return _make(sentence, n, lead, "ing", parent.subject)
    noun = leads("noun").get(singular(sentence.low(after - 1)))
    if noun is not None and preposition in noun.prepositions and "ing" in noun.frames:
        return _after_noun(sentence, n, noun, after - 1)
    return None


def _that(sentence: Sentence, n: int) -> Undertaking | None:
    """ "agreed that the talks would", "we hope that they will", "propose that it be"."""
    clause = sentence.clauses[n]
    if clause.parent is None or not clause.verb.finite:
        return None
    parent = sentence.clauses[clause.parent]
    lead = leads("passive" if parent.verb.passive else "verb").get(parent.verb.lemma)
    if lead is None and parent.verb.lemma == "be" and parent.rest:
        k = _before(sentence, clause.opens)
        k = _before(sentence, k) if sentence.low(k) == "that" else k
        lead = leads("adjective").get(sentence.low(k))
    if lead is None or "that" not in lead.frames:
        return None
    modal = clause.verb.modal
    subjunctive = (
        lead.force == "proposed" and modal is None and clause.verb.tense == "present" and lead.word not in ("hope", "expect")
    )
    if modal in ("can", "could", "may", "might") or not (modal or subjunctive):
        return None
    return _make(sentence, n, lead, "that", clause.subject)


def _make(sentence: Sentence, n: int, lead: Lead, form: str, subject: Stretch | None) -> Undertaking:
    clause = sentence.clauses[n]
    parent = sentence.clauses[clause.parent] if clause.parent is not None else clause
    start = min(parent.start, clause.start)
    if parent.head in ("-ed", "which", "who"):
        start, subject = _antecedent(sentence, clause.parent or 0), None
    kind = subject_kind(sentence, subject)
    force: Force = lead.force
    return Undertaking(
        f"commitments.{form}-{lead.word}",
        force,
        lead.word,
        (start, clause.end),
        _action(sentence, clause),
        subject,
        kind,
        n,
        clause.parent,
    )


# An action that a modal verb states


def _by_modal(sentence: Sentence, n: int) -> Undertaking | None:
    clause = sentence.clauses[n]
    verb = clause.verb
    modal = verb.modal
    if modal is None or not verb.lemma or clause.head in _SUBORDINATE or _asks(sentence, clause):
        return None
    if verb.lemma in leads("verb") and _leads_on(sentence, n):
        return None  # "we will try to open": the action tells itself
    if modal in _WILL or (modal == "would" and _told(sentence, clause)):
        return _willed(sentence, n)
    if modal in _OUGHT:
        kind = subject_kind(sentence, clause.subject)
        own = kind in _FIRST and "talking" in deed(verb.lemma)
        return _plain(sentence, n, f"commitments.{modal.replace(' ', '-')}", "planned" if own else "proposed", kind)
    if modal == "let's":
        return _plain(sentence, n, "commitments.let", "proposed", "we")
    if modal == "may" and subject_kind(sentence, clause.subject) == "both":
        return _plain(sentence, n, "commitments.may", "planned", "both")
    return None


def _leads_on(sentence: Sentence, n: int) -> bool:
    """Whether a clause leads into an action of its own: its verb has an infinitive or a that-clause behind it."""
    verb = sentence.clauses[n].verb
    lead = leads("passive" if verb.passive else "verb").get(verb.lemma)
    if lead is None or verb.lemma in _GOING_ON:
        return False
    for child in sentence.clauses[n + 1 : n + 3]:
        if child.parent != n:
            continue
        if child.head == "that" and "that" in lead.frames:
            return True
        near = "to" in lead.frames and _directly(sentence, verb.last, _before(sentence, child.verb.first))
        if child.head == "to" and (near or "obj" in lead.frames):
            return True
        if child.head == "-ing" and "ing" in lead.frames and child.verb.first <= verb.last + 2:
            return True
    return False


def _asks(sentence: Sentence, clause: Clause) -> bool:
    return (
        clause.verb.subject is not None
        and clause.verb.modal != "let's"
        and sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?")
    )


def _told(sentence: Sentence, clause: Clause) -> bool:
    """Whether "would" stands for a "will" that was told of: "said that it would", "agreed the talks would"."""
    if clause.parent is None:
        return False
    parent = sentence.clauses[clause.parent]
    if parent.verb.lemma == "make" and sentence.low(clause.opens - 2) == "clear":
        return True
    return parent.verb.lemma in _REPORTING and parent.verb.tense in ("past", "perfect", "pluperfect")


def _willed(sentence: Sentence, n: int) -> Undertaking | None:
    clause = sentence.clauses[n]
    kind = subject_kind(sentence, clause.subject)
    modal = clause.verb.modal or "will"
    name = "will" if modal in ("will", "would") else modal.replace(" ", "-")
    force: Force = "planned" if modal == "be to" or kind in ("thing", "named", "there", "it", "which", "this") else "pledged"
    if clause.verb.passive and modal in ("will", "shall") and clause.verb.lemma not in _ARRANGED:
        force = "pledged"  # "action will be taken"
    if deed(clause.verb.lemma) & {"talking"} and not clause.verb.passive:
        force = "planned"
    return _plain(sentence, n, f"commitments.{name}", force, kind)


def _plain(sentence: Sentence, n: int, rule: str, force: Force, kind: str) -> Undertaking:
    clause = sentence.clauses[n]
    start = clause.start
    lead: int | None = None
    if clause.parent is not None and clause.head == "that":
        parent = sentence.clauses[clause.parent]
        own = subject_kind(sentence, parent.subject) in _FIRST and parent.verb.lemma in (
            "think",
            "believe",
            "hope",
            "agree",
            "propose",
            "suggest",
            "expect",
        )
        if own and parent.verb.tense == "present":
            start, lead = parent.start, clause.parent
    if (
        clause.subject is not None
        and clause.head in ("who", "which", "that")
        and kind in ("who", "which")
        and n
        and clause.opens
    ):
        start = _antecedent(sentence, n)
    action = _action(sentence, clause)
    if kind in ("thing", "there", "named", "which") and clause.subject is not None:
        action = (clause.subject[0], clause.end) if clause.subject[0] < clause.end else action
    return Undertaking(rule, force, clause.verb.modal or "", (start, clause.end), action, clause.subject, kind, n, lead)


def _antecedent(sentence: Sentence, n: int) -> int:
    """Where the noun phrase begins of which a relative clause tells."""
    clause = sentence.clauses[n]
    i = clause.opens - 1
    while i >= 0 and sentence.classes[i] == "mark":
        i -= 1
    first = i
    while (
        first > 0 and not _verbs(sentence, first - 1) and sentence.classes[first - 1] in ("", "det", "poss", "number", "prep")
    ):
        if sentence.classes[first] in ("det", "poss") and sentence.classes[first - 1] != "prep":
            break
        first -= 1
    while first < i and sentence.classes[first] == "prep":
        first += 1
    return sentence.tokens[max(first, 0)].start


def _action(sentence: Sentence, clause: Clause) -> Stretch:
    """From the main verb to the clause's end."""
    return sentence.tokens[clause.verb.last].start, max(clause.end, clause.verb.end)


# Forms without a modal


def _listed(sentence: Sentence, n: int) -> Undertaking | None:
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
        _action(sentence, clause),
        None,
        "none",
        n,
    )


def _of_things(sentence: Sentence, n: int, clause: Clause) -> Iterator[Undertaking]:
    """What is agreed, called for or under way as a noun phrase: "agreed on the opening", "call for the release", "scheduled for May"."""
    verb = clause.verb
    part = "passive" if verb.passive or clause.head == "-ed" else "verb"
    lead = leads(part).get(verb.lemma)
    if lead is not None and not _leads_on(sentence, n):
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
    if verb.progressive and verb.tense == "present" and verb.modal is None and not verb.negated and not _asks(sentence, clause):
        kind = subject_kind(sentence, clause.subject)
        if clause.head not in _SUBORDINATE and ("clear" in deed(verb.lemma) or verb.lemma in _UNDER_WAY):
            yield Undertaking(
                "commitments.under-way",
                "planned",
                verb.lemma,
                (clause.start, clause.end),
                _action(sentence, clause),
                clause.subject,
                kind,
                n,
            )


_CONFIRMED = frozenset(
    [
        "participation",
        "attendance",
        "readiness",
        "willingness",
        "intention",
        "commitment",
        "commitments",
        "determination",
        "support",
        "pledge",
    ]
    + ["promise", "resolve", "undertaking", "pledges", "promises", "offer"]
)
_CONFIRMING = frozenset(
    ["confirm", "reaffirm", "pledge", "reiterate", "renew", "affirm", "reconfirm", "restate", "express", "underline", "offer"]
)


def _confirmed(sentence: Sentence, n: int, clause: Clause) -> Iterator[Undertaking]:
    """ "confirmed his participation in": an undertaking as a noun phrase."""
    first = clause.verb.last + 1
    if clause.verb.lemma not in _CONFIRMING or sentence.classes[first : first + 1] != ("poss",):
        return
    k = first + 1
    while sentence.classes[k : k + 1] in (("",), ("adverb",)) and not sentence.classes[k + 1 : k + 2] != ("",):
        k += 1
    if sentence.low(k) not in _CONFIRMED or any(
        child.parent == n and child.head in ("to", "-ing") and child.verb.first <= k + 2
        for child in sentence.clauses[n + 1 : n + 2]
    ):
        return
    kind = subject_kind(sentence, clause.subject)
    action = (sentence.tokens[k].start, clause.end)
    yield Undertaking(
        "commitments.confirmed", "pledged", "confirm", (clause.start, clause.end), action, clause.subject, kind, n
    )


def _opens_phrase(sentence: Sentence, i: int) -> bool:
    return sentence.classes[i] in ("det", "poss", "number", "") and not sentence.low(i).endswith("ly")


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
    start = _antecedent(sentence, n) if clause.head in ("-ed", "which", "who") else clause.start
    action = (sentence.tokens[first].start, clause.end)
    if clause.verb.passive or clause.head == "-ed":
        action = (start, clause.end)
    kind = subject_kind(sentence, clause.subject)
    yield Undertaking(
        f"commitments.np-{lead.word}", lead.force, lead.word, (start, clause.end), action, clause.subject, kind, n
    )
