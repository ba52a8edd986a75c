"""Who is to act: the person or body that the subject of an undertaking means."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from servanda.readings.answerable import Answer
from servanda.readings.grammar import Sentence, Stretch
from servanda.readings.officeholders import holder_named
from servanda.readings.quotes.mentions import body, is_writing, pronoun
from servanda.readings.quotes.parties import joined
from servanda.readings.statements.commitments.forms import Undertaking
from servanda.readings.statements.commitments.undertaking import group, leads
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.subjects import head_noun, name_in_brackets, offices, subject_kind
from servanda.words import table, words

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_TOGETHER = re.compile(
    r"\b(?:together|jointly|each other|bilateral|joint|common|mutual|union state"
    r"|both (?:countries|nations|states|sides|our)|(?:two|our) (?:two )?(?:countries|nations|states|peoples|sides)"
    r"|our (?:talks|meeting|negotiations|dialogue|cooperation|partnership|relations|alliance))\b",
    re.I,
)
_IN_PERSON = re.compile(
    r"^(?:(?:continue|hold|have|resume)\b.{0,20}\b(?:talks|meeting|conversation|negotiations|dialogue)"
    r"|discuss|meet|talk|speak|take part|attend|visit)\b",
    re.I,
)
_OFFICE_OF = re.compile(r"\bof\s+(?:the\s+)?((?:Republic of |Kingdom of )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_SIDE = re.compile(r"\b(?:side|party|government|authorities|delegation|leadership)\b", re.I)
_GOVERNMENT = re.compile(r"^(?:the|our|my)\s+(government|administration|cabinet|parliament|army|armed forces)$", re.I)
_AGENTS = frozenset(("body", "state", "person", "named", "both"))
"""Kinds of names that act behind "by"."""
_VERBAL = frozenset(("modal", "be", "aux", "have", "adverb"))
"""Classes of words behind a subject of its own."""
_AFTER_AGENT = frozenset({"prep", "to", "conj", "sub", "mark", "adverb", "modal", "be", "aux", "wh", "number"})
"""Classes of words behind which an agent's name is at its end."""
_NEAR = 6000
"""Characters before a place in which a speaker has named with whom he agreed."""
_TWO = 2
_FAR_MORE = 3
"""How often one counterpart is named for each time that others are."""
_IMPERSONAL = frozenset({"none", "thing", "there", "this", "which", "who", "it"})
"""Kinds of subject that do not act (see `subjects`)."""
_TOLD = ("commitments.asked-", "commitments.that-", "commitments.noun-", "commitments.np-")
"""Rules by which somebody asks for an action, or speaks of his own undertaking."""
_TELLERS = frozenset(("body", "state", "person", "named", "both", "they"))
"""Kinds of subject that ask, and speak of what they undertook."""
_MOST = 4
"""States that the head of a report may name to be taken for those that meet."""
_LEAD = 500
"""Characters in which a report without a telling title names them."""
_OWN_COUNTRY = re.compile(r"^(?:the|our|my) (?:country|nation|state|republic|side)$", re.I)
_ARTICLES = frozenset({"United States", "United Kingdom", "Netherlands", "Philippines", "European Union", "Czech Republic"})


def actor_of(sentence: Sentence, found: Undertaking, setting: Setting, answer: Answer) -> str | None:
    """Name of who is to act; `A and B` for several; None where the record does not tell.

    "We" of a head of state is the state; what is done together, or concerns both, is both states'; in a communiqué its parties
    act. Behind a thing that is to happen stand the states its words name, else those who are answerable.
    """
    subject, kind = found.subject, found.kind
    subject = (name_in_brackets(sentence, subject) or subject) if subject else None
    if kind in ("nobody", "i") or _asks_nobody(found):
        return answer.speaker if kind == "i" and not _asks_nobody(found) else None
    if teller := _it(sentence, found, setting, answer):
        return teller
    if agents := _agents(sentence, found, setting):
        return joined([named for agent in agents if (named := _named(sentence, agent, setting))]) or None
    if subject is None or kind in _IMPERSONAL:
        return _impersonal(sentence, found, setting, answer)
    if kind == "we":
        return _we(sentence, found, subject, setting, answer)
    if kind == "both":
        named = sides(setting) or _told_to(sentence, found, subject, setting, answer)
        return None if setting.record.kind == "briefing" and named == joined(list(setting.scene.principals)) else named
    speaker = _own(answer, setting) or answer.speaker
    if _undergoes(sentence, found):
        joint = answer.turn is None and answer.quotation is None
        return speaker or (setting.answerable.parties if joint else None)
    return speaker if speaker and _enabled(sentence, found) else _told_to(sentence, found, subject, setting, answer)


def _asks_nobody(found: Undertaking) -> bool:
    """Whether something is asked for, and of whom is not said: "we urge restraint"."""
    return ".np-" in found.rule and found.force == "proposed" and "obj" in leads("verb")[found.binding].frames


def _told_to(sentence: Sentence, found: Undertaking, subject: Stretch, setting: Setting, answer: Answer) -> str | None:
    """Who is to act; nobody asks himself: "she encouraged *the leaders*" are others than all who met."""
    named = _named(sentence, subject, setting)
    met = re.split(r", | and ", named) if named and ".asked-" in found.rule else []
    himself = len(met) > 1 and (answer.speaker or teller_of(sentence, found, setting)) in met
    return body(" ".join(sentence.cut(subject).split())) if himself else named


def _it(sentence: Sentence, found: Undertaking, setting: Setting, answer: Answer) -> str | None:
    """Who tells what "it" will do, where that is no person: "the firm announced it will build"; else None."""
    mention = answer.quotation.source_mention if answer.quotation else None
    parent = sentence.clauses[found.clause].parent
    if found.subject is None or mention is None or parent is None or sentence.cut(found.subject).lower() != "it":
        return None
    teller = sentence.clauses[parent].subject
    tells = teller is not None and mention.start < teller[1] and teller[0] < mention.end
    return answer.speaker if tells and answer.speaker and setting.scene.cast.named(answer.speaker) is None else None


def _agents(sentence: Sentence, found: Undertaking, setting: Setting) -> list[Stretch]:
    """By whom a thing is to be done: "will be built *by the Corvian army* and *the Port Board*"; none where "by" tells how."""
    clause = sentence.clauses[found.clause]
    first = clause.verb.last + 1
    if not clause.verb.passive or clause.verb.lemma in group("adjectival") or sentence.low(first) != "by":
        return []
    agents: list[Stretch] = []
    at, joined_by = first + 1, ""
    while (after := _agent_end(sentence, at)) > at:
        agent = (sentence.tokens[at].start, sentence.tokens[after - 1].end)
        kind = subject_kind(sentence, agent)
        if kind not in _AGENTS or setting.in_time(*agent) or setting.times(sentence.tokens[first].start, agent[1]):
            break
        if agents and not _is_name(sentence, at, after):
            break
        if joined_by != "," or head_noun(sentence, agent) not in offices():
            agents.append(agent)  # "by Jan Orel, the Mayor of Lida," names one
        if "and" in joined_by:
            return agents
        at, joined_by = after, ""
        while sentence.low(at) in (",", "and"):
            at, joined_by = at + 1, joined_by + sentence.low(at)
        if not joined_by:
            break
    return agents[:1]  # no list without its "and"


def _agent_end(sentence: Sentence, at: int) -> int:
    """The token behind a name that begins at another, `at` where none does."""
    while at < len(sentence.tokens) and (sentence.low(at) == "of" or sentence.classes[at] not in _AFTER_AGENT):
        at += 1
    return at


def _is_name(sentence: Sentence, at: int, after: int) -> bool:
    """Whether tokens are one name with capitals, and no subject of a clause of their own."""
    capitals = all(
        sentence.tokens[i].text[0].isupper() or sentence.low(i) == "of" or sentence.classes[i] == "det"
        for i in range(at, after)
    )
    return capitals and (after == len(sentence.tokens) or sentence.classes[after] not in _VERBAL)


def _undergoes(sentence: Sentence, found: Undertaking) -> bool:
    """Whether a thing is to be done to a subject, and not by it: "two officers will be named in May"."""
    verb = sentence.clauses[found.clause].verb
    acts = found.kind in ("person", "named", "people", "body")
    return acts and verb.passive and found.lead is None and ".asked" not in found.rule and verb.lemma not in group("adjectival")


def _enabled(sentence: Sentence, found: Undertaking) -> bool:
    """Whether others "will be able to", outright: who says so is to make them able."""
    if found.lead is not None or found.force == "conditional":
        return False
    verb = sentence.clauses[found.clause].verb
    return verb.modal in ("will", "shall") and any(sentence.low(i) == "able" for i in range(verb.first, verb.last))


def _we(sentence: Sentence, found: Undertaking, subject: Stretch, setting: Setting, answer: Answer) -> str | None:
    said, deed = sentence.cut(subject), sentence.cut(found.action)
    if said.lower().endswith(" of us") and (all_of_them := sides(setting)):
        return all_of_them
    if len(said.split()) > _TWO and not said.lower().endswith(" of us") and (named := setting.meant(*subject)):
        return named
    if answer.turn is None and answer.quotation is None and setting.answerable.parties:
        return setting.answerable.parties
    people = _meeting(setting)
    if _IN_PERSON.match(deed) and 1 < len(people) <= _MOST and answer.speaker in people and " with " not in deed:
        return joined(people)
    jointly = found.binding == "agree" or _TOGETHER.search(sentence.cut(found.span)) is not None
    if jointly and (both := sides(setting)):
        return both
    if found.binding == "agree" and (other := _counterpart(found.span[0], setting, answer)):
        return joined([_own(answer, setting) or answer.speaker or "", other])
    return _own(answer, setting) or answer.speaker


def _meeting(setting: Setting) -> tuple[str, ...]:
    """Those who hold the talks: the ones for a state where several are, without whoever gives them the floor."""
    people = setting.scene.principals
    leaders = tuple(name for name in people if state_of(name, setting))
    return leaders if len(leaders) > 1 else people


def _counterpart(place: int, setting: Setting, answer: Answer) -> str | None:
    """The state with whose leader a lone speaker has met: whom he has named alone, or far more often than others."""
    own = state_of(answer.speaker, setting)
    if own is None or answer.turn is None:
        return None
    cast, named = setting.scene.cast, Counter[str]()
    for _, _, run in cast.mentions(max(answer.turn.span.start, place - _NEAR), place):
        person = cast.named(run)
        leads = person is not None and any(title.head in words("leading-offices") for title in person.titles)
        state = cast.state_of(person) if person is not None and leads else None
        if state is not None and state != own:
            named[state] += 1
    return next((state for state, times in named.items() if times >= _FAR_MORE * (named.total() - times)), None)


def _impersonal(sentence: Sentence, found: Undertaking, setting: Setting, answer: Answer) -> str | None:
    """Who is to act where the words name no bearer of deeds."""
    if found.rule == "commitments.item" and answer.turn is not None:
        return None  # to whom a call in speech is put the record does not tell
    asks = ".asked-" in found.rule or (".noun-" in found.rule and found.force == "proposed")
    bound = asks or found.binding == "commit"  # "the firms chosen are committed to hiring": they, not whose list it is
    if found.subject is not None and bound and found.kind == "thing":
        return _named(sentence, found.subject, setting)  # "all borrowers" are asked
    return _behind(sentence, found, setting, answer)


def _behind(sentence: Sentence, found: Undertaking, setting: Setting, answer: Answer) -> str | None:
    """Who stands behind a thing that is to happen: the states its words name, else who is answerable."""
    if found.subject is not None and (named := states_in(sentence.cut(found.subject))):
        return joined(named)
    if found.subject is not None and (known := _known(sentence, found.subject, setting)):
        return known
    if (told := _leader(sentence, found, setting)) is not None:
        return told
    if found.binding == "agree" and (both := sides(setting)):
        return both
    if answer.turn is None and answer.quotation is None:
        return setting.answerable.parties or sides(setting)
    own = _own(answer, setting)
    return _giver(sentence, found, setting, own) or own or answer.speaker


def _leader(sentence: Sentence, found: Undertaking, setting: Setting) -> str | None:
    """Who leads into what is to be done with a thing, where he is named: "*the Council* has agreed that the road be built"."""
    subject = sentence.clauses[found.lead].subject if found.lead is not None else None
    if subject is None or subject_kind(sentence, subject) not in ("body", "state", "person", "named"):
        return None
    return _named(sentence, subject, setting)


def teller_of(sentence: Sentence, found: Undertaking, setting: Setting) -> str | None:
    """Who is told, by somebody who says nothing in his own name, to have asked for it, or to have spoken of it as his own.

    "*Minister Tal* encouraged firms to build", "*the envoys* reaffirmed their commitment to open it", "the council answered
    *President Orel's* call to open it"; None where what will be said is told, or who says it is not.
    """
    if found.owner is not None:
        return _named(sentence, found.owner, setting)
    clause = sentence.clauses[found.clause if found.lead is None else found.lead]
    verb = clause.verb
    told = found.rule.startswith(_TOLD) and verb.finite and not (verb.passive or verb.modal or verb.negated)
    if not told or subject_kind(sentence, clause.subject) not in _TELLERS or clause.subject is None:
        return None
    if setting.instruments(*clause.subject):
        return None  # "the Harbour Act requires firms to build": the law speaks, and nobody is told to
    return _named(sentence, clause.subject, setting)


def _giver(sentence: Sentence, found: Undertaking, setting: Setting, own: str | None) -> str | None:
    """The other of two sides, where something is handed to one's own: "will be handed over to Ardania"; else None."""
    verb = sentence.clauses[found.clause].verb
    given = verb.lemma in group("giving") and _given_to(own, " ".join(sentence.cut(found.span).split()))
    others = [side for side in setting.scene.sides if side != own]
    return others[0] if own and verb.passive and given and len(others) == 1 and len(setting.scene.sides) == _TWO else None


def _given_to(own: str | None, said: str) -> bool:
    """Whether words tell of something that comes to a state, not to what is its: "to Ardania", not "to Ardania's ports"."""
    return own is not None and re.search(rf"\bto (?:the )?{re.escape(own)}\b(?!['’])", said) is not None


def _known(sentence: Sentence, subject: Stretch, setting: Setting) -> str | None:
    """Who is called by a surname that is a common word too, and opens the sentence: "Hunt will travel to Lida"."""
    said = sentence.cut(subject)
    if not said.isalpha() or not said[0].isupper() or subject_kind(sentence, subject) != "thing":
        return None
    meant = setting.meant(*subject)
    return meant if meant != body(said) else None


def _named(sentence: Sentence, subject: Stretch, setting: Setting) -> str | None:
    said = " ".join(sentence.cut(subject).replace("**", "").split())
    states = states_in(said)
    if states and (_SIDE.search(said) or all(_is_state(part) for part in re.split(r",? and |, ", said))):
        return joined(states)
    if own := _GOVERNMENT.match(said):
        answer = setting.answer(*subject)
        state = state_of(answer.speaker, setting)
        return f"the {own.group(1).capitalize()} of {_article(state)}" if state else said
    if _OWN_COUNTRY.match(said):
        return state_of(setting.answer(*subject).speaker, setting)
    if is_writing(said):
        return None
    meant = setting.meant(*subject)
    if meant is not None and (meant != body(said) or pronoun(said) in (None, "both")):
        return meant
    answer = setting.answer(*subject)
    told = answer.turn is not None or answer.quotation is not None
    return None if told or pronoun(said) != "they" else setting.answerable.parties  # "they" of a joint text are its parties


def sides(setting: Setting) -> str | None:
    """The states that take part in the talks, joined; the parties themselves where they are no persons of a state.

    A house that sits is no talks of states, nor are those who brief the press.
    """
    if setting.record.kind in ("debate", "briefing"):
        return None
    if setting.answerable.parties:
        return setting.answerable.parties
    scene = setting.scene
    states = [state for party in scene.parties if (state := _state(party.name, setting))]
    if len(states) < len(scene.sides):
        states = list(scene.sides)
    if not scene.principals and len(states) < _TWO:
        states = states_in(setting.record.title or "") or states
        if len(states) < _TWO:
            states = states_in(setting.record.text[:_LEAD])
        states = states if len(states) <= _MOST else []
    return joined(states) if len(states) >= _TWO else None


def _own(answer: Answer, setting: Setting) -> str | None:
    """The state for which a speaker speaks, also where but his office is printed ("SENIOR OFFICIAL")."""
    turn = answer.turn
    if answer.speaker is not None or turn is None or turn.label is None or turn.role == "asker":
        return state_of(answer.speaker, setting)
    governs = not words("offices-of-state").isdisjoint(turn.label.text.lower().split())
    return setting.government if governs else None


def state_of(name: str | None, setting: Setting) -> str | None:
    """The state for which a person speaks; None where the record does not tell."""
    return _state(name, setting) if name else None


def _state(name: str, setting: Setting) -> str | None:
    if name in setting.mislabelled:
        return _named_elsewhere(name, setting)
    person = setting.scene.cast.named(name)
    state = setting.scene.cast.state_of(person) if person is not None else None
    if state is not None:
        return state
    term = holder_named(name, "", (setting.record.reference_date or "")[:7] or None)
    if term is not None:
        return term.state
    if person is not None:
        governs = not person.states and any(title.head in words("offices-of-state") for title in person.titles)
        return _labelled(name, setting) or (setting.government if governs else None)
    found = states_in(name)
    return found[0] if len(found) == 1 else None


def _named_elsewhere(name: str, setting: Setting) -> str | None:
    """The state of a speaker whose labels contradict one another: as the list of office holders or the prose has it."""
    term = holder_named(name, "", (setting.record.reference_date or "")[:7] or None)
    if term is not None:
        return term.state
    prose = re.search(
        rf"\bof\s+(?:the\s+)?([A-Z][\w-]*(?: [A-Z][\w-]*){{0,3}}?)\s+{re.escape(name)}\b(?!:)", setting.record.text
    )
    return prose.group(1) if prose else None


def _labelled(name: str, setting: Setting) -> str | None:
    """The state or body of a speaker's office as his label prints it: "President of [Ardania] Jan Orel".

    In a house's own record it is no state: "Chancellor of the Duchy", "(Vale of Orel)".
    """
    if setting.record.kind == "debate":
        return None
    label = setting.labels.get(name, "")
    match = _OFFICE_OF.search(label.replace(name, "") if name in label else label)
    return match.group(1) if match and match.group(1) not in name else None


@cache
def _longest_first() -> int:
    return max(len(name.split()) for name in table("countries"))


def states_in(phrase: str) -> list[str]:
    """The states that a phrase names, by their names or adjectives, in order."""
    said = [word.lower().removesuffix("'s").removesuffix("’s") if word != "us" else "" for word in _WORD.findall(phrase)]
    found: list[str] = []
    i = 0
    while i < len(said):
        for length in range(min(_longest_first(), len(said) - i), 0, -1):
            state = table("countries").get(" ".join(said[i : i + length]))
            if state and phrase.lower() != phrase:
                found.append(state)
                i += length
                break
        else:
            i += 1
    return list(dict.fromkeys(found))


def _is_state(part: str) -> bool:
    return part.lower().removeprefix("the ") in table("countries")


def _article(state: str | None) -> str | None:
    return f"the {state}" if state in _ARTICLES else state
