"""Actions that a verb, a noun or an adjective leads into: "agreed to open", "your promise to build", "ready to help"."""

from __future__ import annotations

from dataclasses import replace

from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.commitments.forms import (
    BEING,
    GOING_ON,
    Undertaking,
    action_of,
    antecedent,
    before,
    deed_of,
    directly,
    in_verb,
    name_before,
)
from servanda.readings.statements.commitments.undertaking import Lead, group, leads, singular
from servanda.readings.statements.parts import class_at
from servanda.readings.statements.subjects import names_matter, subject_kind
from servanda.words import table

_CARRIED = 3
"""Tokens within which a noun follows the verb that carries it."""
_OWNERS = {"our": "we", "your": "you", "my": "i", "their": "they", "its": "it", "his": "person", "her": "person"}
"""Kinds of actor that possessives mean (see `subjects`)."""
_LIST_MARKS = frozenset({":", "[", "]", "(", "“", '"', "-", "–", "•"})
"""Marks that may part a lead from what it leads into: "commit to: supporting"."""
_ASIDE = 16
"""Words that an aside between a noun and its infinitive may have, its commas included."""
_POSSESSIVES = ("'s", "s'", "’s", "s’")
_PARTICLES = frozenset({"up", "out", "off", "in", "back"})
_SO_THAT = frozenset({("in", "order"), ("so", "as")})
"""Words before "to" with which it tells what something is for."""
_ASKED = 12
"""Words that may stand between a noun of asking and what is asked."""


def led_into(sentence: Sentence, n: int, led: dict[int, Undertaking]) -> Undertaking | None:
    """The undertaking whose action a clause is, where something leads into it; `led` holds those of earlier clauses."""
    clause = sentence.clauses[n]
    if clause.inherits and clause.head in ("to", "-ing", "that"):
        mate = next(
            (
                m
                for m in range(n - 1, -1, -1)
                if m in led
                and (led[m].lead is not None or ".list-" in led[m].rule)
                and sentence.clauses[m].parent == clause.parent
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
                action_of(sentence, clause),
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


def _infinitive(sentence: Sentence, n: int) -> Undertaking | None:
    clause = sentence.clauses[n]
    k = before(sentence, clause.verb.first)
    word = sentence.low(k)
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    if parent is not None and parent.verb.last <= k:
        found = _decided(sentence, n, parent, k) or _equated(sentence, n, parent, k) or _after_verb(sentence, n, parent, k)
        if found is not None:
            return found
    noun = leads("noun").get(singular(word))
    if word == "order" and sentence.low(k - 1) == "in":
        return None
    if noun is not None and "to" in noun.frames and sentence.classes[k] == "" and not in_verb(sentence, k):
        return _after_noun(sentence, n, noun, k)
    return _asked_by_noun(sentence, n, k) or _behind_aside(sentence, n, k)


def _behind_aside(sentence: Sentence, n: int, k: int) -> Undertaking | None:
    """As in "your promise, made in Lida last year, to build", "they have an instruction, under the rules, to prepare"."""
    if sentence.low(k) != ",":
        return None
    for comma in range(k - 1, max(0, k - _ASIDE), -1):
        i = _noun_before(sentence, comma) if sentence.low(comma) == "," else None
        if i is not None:
            return _after_noun(sentence, n, leads("noun")[singular(sentence.low(i))], i)
    return None


def _noun_before(sentence: Sentence, comma: int) -> int | None:
    """The noun of undertaking in the noun phrase that a comma closes; nobody's proposal, call or readiness."""
    for i in range(comma - 1, max(0, comma - _ASKED), -1):
        if in_verb(sentence, i) or sentence.classes[i] == "mark":
            return None
        noun = leads("noun").get(singular(sentence.low(i)))
        if noun is not None and "to" in noun.frames and noun.force != "proposed" and sentence.classes[i] == "":
            return i
    return None


def _asked_by_noun(sentence: Sentence, n: int, k: int) -> Undertaking | None:
    """As in "our call on all sides to stop", "instructions to the ministries to prepare"."""
    for i in range(k - 1, max(0, k - _ASKED), -1):
        if sentence.classes[i] in ("mark", "modal", "be", "have", "conj"):
            return None
        noun = leads("noun").get(singular(sentence.low(i - 1)))
        if (
            noun is not None
            and "obj" in noun.frames
            and sentence.low(i) in ("on", "upon", "to", "for")
            and not in_verb(sentence, i - 1)
        ):
            found = _after_noun(sentence, n, noun, i - 1)
            asked = (sentence.tokens[i + 1].start, sentence.tokens[k].end)
            return replace(found, subject=asked, kind=subject_kind(sentence, asked))
    return None


def _decided(sentence: Sentence, n: int, parent: Clause, k: int) -> Undertaking | None:
    """As in "a decision was made to hold", "instructions have been given to prepare"."""
    if k != parent.verb.last or not parent.verb.passive or parent.verb.lemma not in group("light") or parent.subject is None:
        return None
    head = next((token.lower for token in reversed(sentence.tokens) if token.end == parent.subject[1]), "")
    noun = leads("noun").get(singular(head))
    if noun is None or "to" not in noun.frames:
        return None
    found = _make(sentence, n, noun, "decided", None)
    return replace(found, force="agreed") if noun.word == "decision" else found


def _equated(sentence: Sentence, n: int, parent: Clause, k: int) -> Undertaking | None:
    """As in "our intention is to close", "the plan was to open"."""
    if parent.verb.lemma != "be" or k != parent.verb.last or parent.verb.negated or parent.subject is None:
        return None
    last = next((i for i, token in enumerate(sentence.tokens) if token.end == parent.subject[1]), None)
    noun = leads("noun").get(singular(sentence.low(last))) if last is not None else None
    if last is None or noun is None or "to" not in noun.frames or sentence.tokens[last].start < parent.subject[0]:
        return None
    found = _after_noun(sentence, n, noun, last)
    return replace(found, span=(min(found.span[0], parent.start), found.span[1]))


def _after_verb(sentence: Sentence, n: int, parent: Clause, k: int) -> Undertaking | None:
    """As in "agreed to open", "urged the parties to open", "is scheduled to open", "are ready to open"."""
    verb = parent.verb
    part = "passive" if verb.passive or parent.head == "-ed" else "verb"
    lead = leads(part).get(verb.lemma)
    if verb.lemma in GOING_ON and (
        verb.modal or verb.tense not in ("present", "infinitive") or subject_kind(sentence, parent.subject) != "we"
    ):
        return None  # "will continue to work": told where the verb itself is
    if lead is not None and "to" in lead.frames and directly(sentence, verb.last, k):
        return _make(sentence, n, lead, part, parent.subject)
    if lead is not None and "obj" in lead.frames and not verb.passive and k > verb.last:
        asked = _asked(sentence, verb.last + 1, k + 1)
        if verb.lemma == "call" and class_at(sentence, verb.last + 1) != "prep":
            asked = None  # "they called a session to consider it"
        if asked is not None:
            found = _make(sentence, n, lead, "asked", asked)
            return replace(found, subject=None) if names_matter(sentence, asked) else found
    if verb.lemma in BEING or verb.passive:
        adjective = leads("adjective").get(sentence.low(k))
        if adjective is not None and "to" in adjective.frames:
            return _make(sentence, n, adjective, "adjective", parent.subject)
    return None


def _asked(sentence: Sentence, first: int, after: int) -> Stretch | None:
    """Who is asked: the noun phrase between a verb of asking and its infinitive."""
    opens = first
    if sentence.low(opens) in _PARTICLES:
        return None  # "is calling up soldiers to fight"
    while first < after and sentence.low(first) in ("on", "upon", "to", "for"):
        first += 1
    if sentence.classes[opens] == "to" and sentence.low(after - 1) in ("and", "or", ","):
        return None  # "asked to speed up and simplify it": of whom is not said
    wanted = next((i for i in range(first + 1, after) if _is_wanted(sentence, i)), None)
    after = wanted if wanted is not None and sentence.low(opens) not in ("on", "upon") else after
    if first >= after or any(sentence.low(i) in (";", ":", "that") for i in range(first, after)):
        return None
    if any((sentence.low(i - 1), sentence.low(i)) in _SO_THAT for i in range(first + 1, after)):
        return None  # "directed the repairs in order to open it"
    return sentence.tokens[first].start, sentence.tokens[after - 1].end


def _is_wanted(sentence: Sentence, i: int) -> bool:
    """Whether a "for" begins what somebody is asked for, and no name: "asked the Council *for* funds to open it"."""
    return sentence.low(i) == "for" and sentence.classes[i + 1 : i + 2] == ("",) and sentence.tokens[i + 1].text.islower()


def _after_noun(sentence: Sentence, n: int, lead: Lead, k: int) -> Undertaking:
    """As in "your promise to build", "the decision to open", "instructions to prepare"; `k` is the noun's token."""
    clause = sentence.clauses[n]
    first, owner = _owned(sentence, k)
    start = sentence.tokens[first].start
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    others = owner is not None and sentence.cut(owner).endswith(_POSSESSIVES)  # "took note of Ardania's promise to"
    if parent is not None and _carries(parent, first) and (parent.verb.passive or not others):
        start = min(start, parent.start)  # "we reaffirm our commitment to", "a decision was made to"
        own = owner is None or sentence.cut(owner).lower() in _OWNERS.keys() - {"your"}
        owner = None if parent.verb.passive else parent.subject if own else owner
    kind = _OWNERS.get(sentence.cut(owner).lower()) if owner is not None else None
    calls = owner is not None and "obj" in lead.frames and sentence.cut(owner).endswith(_POSSESSIVES)
    named, owner = (owner, None) if calls else (None, owner)  # whose call it is does not act
    return Undertaking(
        f"commitments.noun-{lead.word}",
        lead.force,
        lead.word,
        (start, clause.end),
        action_of(sentence, clause),
        owner,
        kind or subject_kind(sentence, owner),
        n,
        clause.parent,
        named,
    )


def _owned(sentence: Sentence, k: int) -> tuple[int, Stretch | None]:
    """Where the noun phrase of a noun begins, and whose it is as printed: "[your] promise", "[Ardania's] decision"."""
    tokens, classes = sentence.tokens, sentence.classes
    first = k
    while first > 0 and classes[first - 1] in ("", "number") and not in_verb(sentence, first - 1):
        if sentence.low(first - 1) == "given":
            break  # "Given Ardania's promise to build it, …"
        first -= 1
    owner: Stretch | None = None
    if first > 0 and classes[first - 1] in ("poss", "det"):
        first -= 1
        owner = (tokens[first].start, tokens[first].end) if classes[first] == "poss" else None
    for i in range(first, k):
        if sentence.low(i).endswith(("'s", "s'")):
            owner = (tokens[first].start, tokens[i].end)
    return first, owner


def _carries(parent: Clause, first: int) -> bool:
    """Whether a clause's verb only carries the noun phrase that begins at a token: "make a promise", "a promise was made"."""
    verb = parent.verb
    return verb.lemma in group("light") and (verb.last < first <= verb.last + _CARRIED or (verb.passive and first < verb.first))


def _gerund(sentence: Sentence, n: int) -> Undertaking | None:
    """As in "is committed to opening", "agreed on opening", "propose opening", "our commitment to opening"."""
    clause = sentence.clauses[n]
    k = before(sentence, clause.verb.first)
    while sentence.low(k) in _LIST_MARKS:
        k -= 1
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    after = k if sentence.classes[k] in ("prep", "to") else k + 1
    preposition = sentence.low(k) if after == k else ""
    if parent is not None:
        part = "passive" if parent.verb.passive else "verb"
        lead = leads(part).get(parent.verb.lemma) or leads("adjective").get(
            sentence.low(after - 1) if parent.verb.lemma in BEING else ""
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
    """As in "agreed that the talks would", "we hope that they will", "propose that it be"."""
    clause = sentence.clauses[n]
    if clause.parent is None or not clause.verb.finite:
        return None
    parent = sentence.clauses[clause.parent]
    lead = leads("passive" if parent.verb.passive else "verb").get(parent.verb.lemma)
    if lead is None and parent.verb.lemma == "be" and parent.rest:
        k = before(sentence, clause.opens)
        k = before(sentence, k) if sentence.low(k) == "that" else k
        lead = leads("adjective").get(sentence.low(k))
    if lead is None or "that" not in lead.frames:
        return _noun_that(sentence, n)
    modal = clause.verb.modal
    subjunctive = (
        lead.force == "proposed" and modal is None and clause.verb.tense == "present" and lead.word not in ("hope", "expect")
    )
    if modal in ("can", "could", "may", "might") or not (modal or subjunctive):
        return None
    return _make(sentence, n, lead, "that", clause.subject)


def _noun_that(sentence: Sentence, n: int) -> Undertaking | None:
    """As in "you have my word that we will build", "agreement that the talks would go on"."""
    clause = sentence.clauses[n]
    k = before(sentence, clause.opens)
    if sentence.low(k) != "that" or clause.verb.modal not in group("will") | {"would"} or clause.subject is None:
        return None
    k = before(sentence, k)
    noun = leads("noun").get(singular(sentence.low(k)))
    if noun is None or "that" not in noun.frames or sentence.classes[k] or in_verb(sentence, k):
        return None
    if "own" in noun.frames and sentence.low(k - 1) not in ("my", "our"):
        return None
    kind = subject_kind(sentence, clause.subject)
    action = deed_of(sentence, clause, kind)
    return replace(_after_noun(sentence, n, noun, k), subject=clause.subject, kind=kind, action=action)


def _stays(sentence: Sentence, clause: Clause) -> Clause | None:
    """The clause whose verb only says that it stays so: "[we remain] committed to opening"; None where none does."""
    above = sentence.clauses[clause.parent] if clause.parent is not None and clause.head == "-ed" else None
    adjacent = above is not None and above.rest is not None and above.rest[0] <= clause.start
    return above if above is not None and adjacent and above.verb.lemma in BEING else None


def _asked_to(sentence: Sentence, parent: Clause) -> Stretch | None:
    """Who is asked to undertake it: "let me urge *every nation* to commit to opening it"."""
    above = sentence.clauses[parent.parent] if parent.parent is not None else None
    lead = leads("verb").get(above.verb.lemma) if above is not None and not above.verb.passive else None
    if above is None or lead is None or "obj" not in lead.frames:
        return None
    return _asked(sentence, above.verb.last + 1, before(sentence, parent.verb.first) + 1)


def _author(sentence: Sentence, parent: Clause) -> Stretch | None:
    """Whose words they are that a participle tells of: "*the Union's* statement earlier this month committing to open it"."""
    for k in range(parent.opens - 1, max(0, parent.opens - _ASIDE), -1):
        if in_verb(sentence, k) or sentence.classes[k] == "mark":
            return None
        if table("text-kinds").get(sentence.low(k)) == "given":
            first, owner = _owned(sentence, k)
            while owner is not None and first > 0 and sentence.classes[first - 1] == "det":
                first -= 1
            return (sentence.tokens[first].start, owner[1]) if owner is not None else None
    return None


def _make(sentence: Sentence, n: int, lead: Lead, form: str, subject: Stretch | None) -> Undertaking:
    clause = sentence.clauses[n]
    parent = sentence.clauses[clause.parent] if clause.parent is not None else clause
    start = min(parent.start, clause.start)
    above = _stays(sentence, parent)
    if above is not None:
        start, subject = above.start, above.subject
    elif parent.head in ("-ed", "which", "who"):
        start, subject = antecedent(sentence, clause.parent or 0), name_before(sentence, clause.parent or 0)
    elif parent.head == "-ing" and subject is None:
        subject = _author(sentence, parent)
    elif parent.head == "to" and subject is None and (asked := _asked_to(sentence, parent)):
        lead, subject = replace(lead, force="proposed"), asked
    kind = subject_kind(sentence, subject)
    return Undertaking(
        f"commitments.{form}-{lead.word}",
        lead.force,
        lead.word,
        (start, clause.end),
        deed_of(sentence, clause, kind) if form == "that" else action_of(sentence, clause),
        subject,
        kind,
        n,
        clause.parent,
    )
