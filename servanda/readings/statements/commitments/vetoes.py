"""What no reader would take for an undertaking: courtesies, remarks on one's own speech, questions, the course of things.

Each veto is a small function and tells in its name what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable

from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.quotes.people import is_many
from servanda.readings.statements.commitments.forms import BEING, FIRST, Undertaking, antecedent, before, in_verb
from servanda.readings.statements.commitments.forms import asks as is_question
from servanda.readings.statements.commitments.undertaking import deed, group, leads, singular
from servanda.readings.statements.parts import begun_again, broken_off, class_at, token_at
from servanda.readings.statements.subjects import head_noun, is_matter, subject_kind

_THINGS = frozenset({"thing", "this", "there", "which"})
_NEAR_VERB = 4
"""Words behind a verb among which its object's noun stands."""
_FEWEST = 2
"""Words behind a verb, less one, with which something is asked for."""
_HOLDERS = frozenset({"we", "i", "state", "body", "both", "person", "people", "named"})
"""Kinds of subject whose wishes and attempts may be plans."""
_MANY = frozenset({"people", "guests", "participants", "visitors", "persons", "attendees", "families", "students"})
"""Those of whom it is told how many will come."""
_ACTING = frozenset({"state", "body", "both", "person", "people", "named"})
"""Kinds of noun phrases that act."""


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


def _able_if(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others will be able to do if something happens: "if the levy falls, traders will be able to raise prices"."""
    if found.lead is not None or found.kind in FIRST:
        return False
    able = any(sentence.low(i) == "able" for i in range(clause.verb.first, clause.verb.last))
    return able and any(token.lower == "if" for token in sentence.tokens)


def _consequence(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others' doings would lead to: "*they* will add to the debt if they pass it", "if we agree, *the Unionists* will"."""
    if found.rule != "commitments.will" or clause.verb.passive or clause.subject is None:
        return False
    several = found.kind == "they" or (found.kind == "named" and is_many(sentence.cut(clause.subject)))
    return several and any(one.head == "if" for one in sentence.clauses)


def _urged_that(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """As in "I urge the House that it is so": somebody is told something, and asked for nothing."""
    del clause
    after = token_at(sentence, found.action[1])
    return ".np-" in found.rule and sentence.low(after) == "that" and after - token_at(sentence, found.action[0]) <= _FEWEST


def _effect(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a thing is to bring about, told in passing: "a budget, which will provide for it"; and what is to be talked of."""
    if clause.head not in ("which", "that") or found.lead is not None:
        return False
    if clause.verb.passive:
        return found.kind == "which" and clause.verb.lemma in group("serving")  # "a vessel that will be used to build"
    if "happening" in deed(clause.verb.lemma) and clause.rest is not None and not _has_object(sentence, clause):
        return False  # "an exercise, which will run until May"
    if found.kind != "which":
        return clause.head == "which" and "talking" in deed(clause.verb.lemma)
    last = clause.opens - 1
    while last >= 0 and sentence.classes[last] == "mark":
        last -= 1
    if last < 0 or _writing(sentence.low(last)):
        return True
    named = (antecedent(sentence, found.clause), sentence.tokens[last].end)
    return named[0] >= named[1] or subject_kind(sentence, named) not in _ACTING or is_matter(sentence.low(last))


def _has_object(sentence: Sentence, clause: Clause) -> bool:
    """Whether a verb has an object right behind it, or behind "up": "open up the marshes"."""
    after = clause.verb.last + 1
    after += sentence.low(after) == "up"
    return sentence.classes[after : after + 1] in (("det",), ("poss",), ("object",), ("",))


def _of_writing(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a writing is to bring about by itself: "the Bill will provide for it", "the budget will allow it"."""
    if found.lead is not None or clause.verb.passive or clause.subject is None or "happening" in deed(clause.verb.lemma):
        return False
    return writing(sentence, clause.subject)


def writing(sentence: Sentence, phrase: Stretch) -> bool:
    """Whether a phrase names a writing that binds or allots: "the new law"."""
    return _writing(next((token.lower for token in reversed(sentence.tokens) if token.end == phrase[1]), ""))


def _writing(noun: str) -> bool:
    """Whether a noun, as printed, names a writing that binds or allots, and does nothing itself."""
    return singular(noun) in group("writing") or noun in group("writing")


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


def _looked_on(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What will be seen, and not done: "we will soon see whether it works"; not "we will see to it"."""
    return (
        found.lead is None
        and clause.verb.lemma in group("looking-on")
        and sentence.low(clause.verb.last + 1) in group("looking-at")
    )


def _order_of_business(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What a body that meets proceeds to: "the Council will now begin its consideration of the item"."""
    now = "now" in {sentence.low(i) for i in range(clause.verb.first, clause.verb.last)}
    near = {sentence.low(i) for i in range(clause.verb.last + 1, min(clause.closes, clause.verb.last + 1 + _NEAR_VERB))}
    return found.lead is None and now and bool(near & group("business"))


def _gains(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What others will have of it, and how many will come: "residents will benefit", "some 3,000 people will take part"."""
    if found.lead is not None or found.kind in FIRST or clause.subject is None:
        return False
    if clause.verb.lemma in group("benefiting"):
        return True
    first, after = token_at(sentence, clause.subject[0]), token_at(sentence, clause.subject[1])
    part = clause.verb.lemma == "take" and sentence.low(clause.verb.last + 1) == "part"
    comes = (part or clause.verb.lemma in group("attending")) and head_noun(sentence, clause.subject) in _MANY
    return comes and any(sentence.classes[i] == "number" for i in range(first, after))


def _is_told(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What somebody will come to know: "tomorrow we will get a report on prices"."""
    near = {sentence.low(i) for i in range(clause.verb.last + 1, min(clause.closes, clause.verb.last + 1 + _NEAR_VERB))}
    return found.lead is None and found.kind in FIRST and clause.verb.lemma == "get" and bool(near & group("tidings"))


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


def _course_of_things(sentence: Sentence, found: Undertaking, clause: Clause) -> bool:
    """What things will do or be by themselves: "the reforms will help", "the consequences will be severe"."""
    if found.lead is not None or not (found.kind in (*_THINGS, "it") or _is_event(sentence, clause)):
        return False
    verb = clause.verb
    if verb.lemma == "help" and not verb.passive:
        return True  # what it is good for: "the fund will help families"
    kinds = deed(verb.lemma)
    if verb.passive and verb.lemma in group("standing"):
        return True  # "the entrance will be located there"
    if verb.passive:
        return "telling" in kinds and not kinds & {"talking", "clear"}
    if verb.lemma == "be":
        return found.kind != "there" and (verb.modal in group("ought") or not _placed(sentence, clause))
    return not kinds & ({"happening", "clear", "vague"} if _undertaken(sentence, clause) else {"happening", "clear"})


def _is_event(sentence: Sentence, clause: Clause) -> bool:
    """Whether a subject is a deed or a plan by name: "*Ardania joining the League* will", "*the River Fund* will help"."""
    if clause.subject is None:
        return False
    if clause.verb.lemma == "help" and singular(head_noun(sentence, clause.subject)) in group("undertaken"):
        return True
    first, after = token_at(sentence, clause.subject[0]), token_at(sentence, clause.subject[1])
    return any(
        sentence.low(i).endswith("ing")
        and sentence.classes[i] == ""
        and sentence.tokens[i].text.islower()
        and sentence.tokens[i - 1].text[:1].isupper()
        and sentence.classes[i + 1] in ("det", "poss")
        for i in range(first + 1, after - 1)
    )


def _undertaken(sentence: Sentence, clause: Clause) -> bool:
    """Whether a thing is the speaker's, or is what was undertaken: "our roads will support it", "the grant will help"."""
    if clause.subject is None:
        return False
    said = sentence.cut(clause.subject).lower()
    return said.startswith("our ") or singular(head_noun(sentence, clause.subject)) in group("undertaken")


def _placed(sentence: Sentence, clause: Clause) -> bool:
    """Whether "be" tells where or when, or who somebody is: "will be in Lida", "will be Jan Orel"."""
    after = clause.verb.last + 1
    if sentence.low(after) in ("in", "on", "at", "there", "here", "available", "open", "ready", "eligible"):
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


VETOES: tuple[Callable[[Sentence, Undertaking, Clause], bool], ...] = (
    _not_done,
    _broken_off,
    _left_out,
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
    _able_if,
    _consequence,
    _urged_that,
    _effect,
    _of_writing,
    _of_mind,
    _of_faith,
    _looked_on,
    _is_told,
    _order_of_business,
    _gains,
    _follows_along,
    _for_the_sake,
    _course_of_things,
    _thing_of_another_clause,
)
