"""What no reader would take for an undertaking: courtesies, remarks on one's own speech, questions, guesses, half sentences.

Each veto is a small function and tells in its name what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.effects import EFFECTS, placed
from servanda.readings.statements.commitments.forms import BEING, FIRST, Undertaking, before, in_verb
from servanda.readings.statements.commitments.forms import asks as is_question
from servanda.readings.statements.commitments.undertaking import deed, group, leads
from servanda.readings.statements.parts import begun_again, broken_off, class_at, token_at
from servanda.readings.statements.subjects import subject_kind

_NEAR_VERB = 4
"""Words behind a verb among which its object's noun stands."""
_LONG = 6
"""Words that a subject with a clause of its own has at least."""
_FEWEST = 2
"""Words behind a verb, less one, with which something is asked for."""
_HOLDERS = frozenset({"we", "i", "state", "body", "both", "person", "people", "named"})
"""Kinds of subject whose wishes and attempts may be plans."""


def _not_done(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "they should have stopped", "we have no plan to"."""
    if clause.verb.modal and clause.verb.tense == "perfect":
        return True
    return ".noun-" in found.rule and any(
        token.lower == "no" for token in sentence.tokens if found.span[0] <= token.start < found.action[0]
    )


def _broken_off(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What was begun and not said, "it will be coming from – from them", or follows as a list, "calls for measures to:"."""
    if begun_again(sentence, clause) or (clause.rest is None and sentence.low(clause.closes) in ("—", "–")):
        return True
    return clause.head not in ("which", "that") and broken_off(sentence, found.action[1])


def _left_out(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What is to be done is left out: "we will try", "the measures we need to take"."""
    if found.lead is not None:
        return _of_what_is_named(sentence, sentence.clauses[found.lead], clause)
    if clause.rest is not None:
        return False
    relative = clause.head == "that" and sentence.low(clause.opens - 1) != "that"
    return relative or clause.verb.lemma in leads("verb")


def _of_what_is_named(sentence: Sentence, lead: Clause, clause: Clause) -> bool:
    """Whether a clause without an object tells of the noun before it: "the principles [we pledge to defend as members]"."""
    last = lead.opens - 1
    if lead.head != "that" or last < 0 or sentence.low(last) == "that" or class_at(sentence, last) or in_verb(sentence, last):
        return False
    return clause.rest is None or class_at(sentence, clause.verb.last + 1) == "prep"


def _no_subject(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Whether what stands before a verb is a noun with a clause, and no subject: "the first sums that [states will get]"."""
    if found.lead is not None or clause.subject is None:
        return False
    first, after = token_at(sentence, clause.subject[0]), token_at(sentence, clause.subject[1])
    return after - first > _LONG and class_at(sentence, after - 2) == "that"


def _not_told(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What is to be done is told elsewhere: "what we ask them *to do* is to vote", "more that we will continue *to do*"."""
    last = token_at(sentence, found.action[1]) - 1
    bare = clause.verb.lemma == "do" and clause.rest is None and sentence.low(clause.verb.last + 1) in ("is", "was")
    return bare or (sentence.low(last) == "do" and sentence.low(last - 1) == "to")


def _lacked(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What will be wanting is no deed: "we will need more funds to finish it"."""
    del sentence
    return found.lead is None and not clause.verb.passive and clause.verb.lemma in group("wanting")


def _asked(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """The sentence asks, and the form is not of words that lead into an action by themselves."""
    asks = sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?")
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    asked = ".asked-" in found.rule and lead is not None and is_question(sentence, lead)  # "will you call on them to open it?"
    return asked or (asks and ".noun-" not in found.rule and clause.head != "to")


def _of_speech(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "I will tell you", "I want to thank", "let me stress", "let us be clear"."""
    del sentence
    kinds = deed(clause.verb.lemma)
    if clause.verb.modal == "let's" and clause.verb.lemma == "be":
        return True
    if found.kind in ("i", "none") and "telling" in kinds and ".asked" not in found.rule:
        return found.kind == "i" or ".np" not in found.rule
    return found.kind in ("we", "you") and kinds == {"telling"} and ".asked" not in found.rule


def _put_as_question(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What is asked for is an answer or a speech: "asked the Minister to detail the sums", "I call on Mrs Tal to sum up"."""
    if sentence.low(0) == "to" and sentence.low(1) == "ask":
        return True
    given = found.binding in group("giving-the-floor") and ".asked-" in found.rule and found.kind in ("person", "named", "you")
    return (found.binding == "ask" or given) and "telling" in deed(clause.verb.lemma)


def _invited_as_guests(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Guests of an occasion: "we have invited some experts to join us", not "have invited the envoys to join the talks"."""
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    if lead is None or found.binding != "invite" or lead.verb.tense not in ("perfect", "past") or found.subject is None:
        return False
    first = token_at(sentence, found.subject[0])
    some = sentence.low(first) in group("indefinite") or sentence.classes[first] in ("", "number")
    named = any(token.text[:1].isupper() for token in sentence.tokens[first : token_at(sentence, found.subject[1])])
    here = clause.verb.lemma == "join" and sentence.low(clause.verb.last + 1) in ("me", "us")
    return here or (some and not named and clause.verb.lemma in group("attending"))


def _only_wished(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "I hope that he will agree to withdraw it", "whether he agreed to withdraw it": nobody is said to have agreed."""
    del clause
    if found.lead is None:
        return False
    lead = sentence.clauses[found.lead]
    governor = sentence.clauses[lead.parent].verb.lemma if lead.parent is not None else ""
    return lead.head in ("if", "whether") or (lead.verb.modal in ("will", "would") and governor in ("hope", "wish", "trust"))


def _was_going_to(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What somebody once had in mind, and nobody says that he still has: "we were going to build it"."""
    del found
    verb = clause.verb
    if verb.modal != "going to" or sentence.low(verb.first) not in ("was", "were"):
        return False
    governor = sentence.clauses[clause.parent].verb if clause.parent is not None else None
    return governor is None or governor.lemma not in group("reporting")


def _has_chance(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What will only be possible, or told: "we will soon have an opportunity to do so", "we will have more to say"."""
    after = clause.verb.last + 1
    near = {sentence.low(i) for i in range(after, min(clause.closes, after + _NEAR_VERB))}
    news = "more" in near and bool(near & group("news"))  # "we will have more details soon"
    return found.lead is None and clause.verb.lemma == "have" and (news or bool(near & group("chance")))


def _described(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What sort of people they are, told beside their name: "teachers committed to helping children"."""
    del clause
    lead = sentence.clauses[found.lead if found.lead is not None else found.clause]
    if found.binding != "commit" or lead.head != "-ed" or found.subject is not None:
        return False
    behind = before(sentence, lead.verb.first)
    return not any(one.verb.last == behind and one.verb.lemma in BEING for one in sentence.clauses)


def _needed(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """A promise that is wanting: "it will take a commitment to helping children", "peace demands a commitment to"."""
    del clause
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    if lead is None or ".noun-" not in found.rule:
        return False
    taken = lead.verb.lemma == "take" and subject_kind(sentence, lead.subject) in ("it", "this", "thing")
    return taken or lead.verb.lemma in group("needing")


def _guessed(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What the speaker believes that others will do, or mean to: "I think they will sign", "we assess that they intend to"."""
    lead = sentence.clauses[found.lead] if found.lead is not None else None
    if found.kind in (*FIRST, "it", "this"):
        return False
    if lead is not None and clause.head == "that" and clause.verb.modal in group("will"):
        return _guesses(sentence, lead)
    told = lead or clause
    above = sentence.clauses[told.parent] if told.head == "that" and told.parent is not None else None
    return above is not None and _guesses(sentence, above)


def _guesses(sentence: Sentence, clause: Clause) -> bool:
    """Whether who speaks says what he takes to be so."""
    return clause.verb.lemma in group("guessing") and subject_kind(sentence, clause.subject) in FIRST


def _urged_that(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "I urge the House that it is so": somebody is told something, and asked for nothing."""
    del clause
    after = token_at(sentence, found.action[1])
    return ".np-" in found.rule and sentence.low(after) == "that" and after - token_at(sentence, found.action[0]) <= _FEWEST


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
    return verb.lemma == "be" and found.kind in ("i", "we", "they", "named") and not placed(sentence, clause)


def _order_of_business(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a body that meets proceeds to: "the Council will now begin its consideration of the item"."""
    now = "now" in {sentence.low(i) for i in range(clause.verb.first, clause.verb.last)}
    near = {sentence.low(i) for i in range(clause.verb.last + 1, min(clause.closes, clause.verb.last + 1 + _NEAR_VERB))}
    return found.lead is None and now and bool(near & group("business"))


def _follows_along(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What comes with an action, told behind a comma: "is committed to ending the levy, *leaving* the field to others"."""
    if clause.head != "-ing" or not clause.inherits or sentence.low(clause.opens - 1) != ",":
        return False
    later = sentence.clauses[found.clause + 1 :]
    return not any(one.head == "-ing" and one.inherits and one.parent == clause.parent for one in later)


def _for_the_sake(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """Efforts for whose sake something else is done: "they will meet *as part of our efforts to* open it"."""
    i = token_at(sentence, found.span[0]) - 1
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    if found.rule == "commitments.noun-effort" and parent is not None and parent.verb.modal in group("will"):
        return True  # "the Parties will respect each other's efforts to open it"
    if found.rule == "commitments.noun-arrangement":
        return sentence.low(i) == "including"
    return found.rule == "commitments.noun-effort" and (sentence.low(i) == "including" or class_at(sentence, i) == "prep")


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


VETOES: tuple[Callable[[Sentence, Undertaking, Clause], bool], ...] = (
    _not_done,
    _broken_off,
    _left_out,
    _no_subject,
    _not_told,
    _lacked,
    _asked,
    _of_speech,
    _put_as_question,
    _invited_as_guests,
    _only_wished,
    _was_going_to,
    _has_chance,
    _described,
    _needed,
    _guessed,
    _urged_that,
    _of_mind,
    _of_faith,
    _order_of_business,
    _follows_along,
    _for_the_sake,
    _thing_of_another_clause,
    *EFFECTS,
)
