"""From the mention of a source to the person or body meant: "he", "the Head of State", "Orel's", "the parties".

Quotations are taken in the order of the text, so that each may look back at who spoke before. A source stays None where the
record does not let a careful reader tell, as in "It was stressed that …".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from servanda.model import Quotation, Reading, Span, Turn
from servanda.readings.quotes.arbitration import with_person
from servanda.readings.quotes.declared import others_words
from servanda.readings.quotes.descriptions import Description, described, is_head
from servanda.readings.quotes.mentions import (
    agentless,
    body,
    capital,
    in_brackets,
    is_collective,
    listed,
    pronoun,
    without_frame,
)
from servanda.readings.quotes.parties import Party, fitting_parties, joined
from servanda.readings.quotes.people import Gender, Person
from servanda.readings.quotes.scene import Scene
from servanda.readings.quotes.senders import sender

_MOST = 6
"""Names that a source may be made of."""
_MOST_WITHIN = 8
"""Quotations that may be open at one place."""
_FEW = 2
"""Bearers of one office among whom one may be meant though none was named lately."""
_NEARLY = 0.25
"""Difference in fit by which one bearer of an office is no better than another."""
_DETERMINED = re.compile(r"(?:the|both|two|all|these|those)\b", re.I)
_ANYONE = re.compile(r"(?:an?|another|any|each|every|no|one|some)\s", re.I)
"""What begins a phrase that means somebody of a kind, and nobody in particular."""
_OWN_CLAUSE = re.compile(r"(?:I|[Ww]e)\s+\w")
_ALL_OF_THEM = re.compile(
    r"(?:the|our)(?: \w+)? (?:countries|governments|states|nations|sides|parties|leaders|ministers|participants)", re.I
)
"""How a joint text speaks of its authors."""
_SIDES = re.compile(r"\b(?:sides|parties)\b", re.I)
_TOGETHER = re.compile(r"\b(?:agree[ds]?|discuss(?:ed)?|decided|concluded|signed)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mention whose meaning is wanted."""

    phrase: str
    """The mention, or the member of a list that is one."""
    place: int
    """Where it stands."""
    quotation: Quotation
    outer: Quotation | None
    """The quotation in whose content it stands."""
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """A source, how sure (the share of right ones on development records, by rule), and by which rule."""

    source: str | None
    confidence: float
    rule: str


def resolve(reading: Reading, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, in the order given, with the person or body that each mention means as `source`.

    What a communiqué says in its parties' own name is left out.

    `confidence` becomes that of content and source together, and the rule that found the source is put behind the
    quotation's own.
    """
    quotations = others_words(reading, tuple(quotations))
    scene = Scene(reading, quotations)
    order = sorted(range(len(quotations)), key=lambda index: (quotations[index].span.start, -quotations[index].span.end))
    found: dict[int, Quotation] = {}
    around: list[Quotation] = []
    for index in order:
        quotation = quotations[index]
        around = [known for known in around if known.span.end > quotation.span.start][-_MOST_WITHIN:]
        outer = next((known for known in reversed(around) if _holds(known, quotation)), None)
        answer = _answer(scene, quotation, outer)
        found[index] = replace(
            quotation,
            source=answer.source,
            confidence=with_person(quotation.confidence, answer.confidence),
            rule=f"{quotation.rule}+sources.{answer.rule}",
        )
        scene.remember(found[index], outer)
        around.append(found[index])
    return tuple(found[index] for index in range(len(quotations)))


def meant_by(scene: Scene, mention: Span, outer: Quotation | None) -> str | None:
    """The person or body that a mention means, wherever it stands; `outer` is the quotation in whose content it stands."""
    asking = Quotation(origin=scene.origin, span=mention, content=(mention,), source_mention=mention, type="indirect")
    return _answer(scene, asking, outer).source


def _holds(outer: Quotation, inner: Quotation) -> bool:
    """Whether the inner quotation stands in what the outer one reports."""
    spans = [span for span in (inner.source_mention, inner.cue) if span] or [inner.content[0]]
    return any(
        all(part.start <= span.start and span.end <= part.end for span in spans)
        and part.end - part.start > spans[0].end - spans[0].start
        for part in outer.content
    )


def _answer(scene: Scene, quotation: Quotation, outer: Quotation | None) -> _Answer:
    turn = scene.turn_at(quotation.span.start)
    mention = quotation.source_mention
    if mention is None:
        return _unmentioned(scene, quotation, outer, turn)
    name = scene.apposed(mention, quotation.cue)
    if name:
        return _Answer(name, 0.95, "apposed")
    return _meant(scene, _Asked(scene.whole(mention), mention.start, quotation, outer, turn))


def _unmentioned(scene: Scene, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
    """Nobody is mentioned: nobody is meant, or the one who spoke before goes on."""
    if quotation.cue and agentless(quotation.cue.text):
        return _Answer(None, 0.97, "agentless")
    if outer is not None:
        return _Answer(outer.source, 0.7, "outer")
    if turn is not None:
        return _Answer(turn.speaker, 0.7, "turn")
    if scene.authors:
        return _Answer(joined(scene.authors), 0.8, "authors")
    return _carried(scene, quotation)


def _carried(scene: Scene, quotation: Quotation) -> _Answer:
    """The one who spoke before, the subject of the sentence, or the one whose doings are told."""
    before = scene.before(None)
    if before and before[-1].source:
        return _Answer(before[-1].source, 0.85, "carried")
    if quotation.cue:
        subject = scene.subject_around(quotation.cue.start, max(quotation.span.end, quotation.cue.end))
        if subject:
            return _Answer(subject, 0.8, "sentence")
        if len(scene.sides) > 1:
            return _Answer(joined(scene.sides), 0.8, "sides")
    if before:
        return _Answer(None, 0.85, "carried")
    return _Answer(scene.home.name if scene.home else None, 0.6, "home")


def _meant(scene: Scene, asked: _Asked) -> _Answer:
    kind = pronoun(asked.phrase)
    return _BY_KIND[kind](scene, asked) if kind else _phrase(scene, asked)


# Pronouns


def _first(_: Scene, asked: _Asked) -> _Answer:
    if asked.outer is not None and (asked.outer.type != "indirect" or asked.turn is None):
        return _Answer(asked.outer.source, 0.97, "first")
    if asked.turn is not None:
        return _Answer(asked.turn.speaker, 0.97, "first")
    return _Answer(None, 0.7, "first")  # outside of speech and reported words the publisher speaks of himself


def _we(scene: Scene, asked: _Asked) -> _Answer:
    """The speaker, as a rule; where something is done together, all who take part."""
    if asked.turn is not None and asked.phrase.lower() == "ours":
        return _Answer(scene.state_of(asked.turn.speaker), 0.7, "ours")
    cue = asked.quotation.cue
    together = cue is not None and _TOGETHER.search(cue.text) is not None
    if together and asked.turn is not None and asked.outer is None and 1 < len(scene.parties) <= _MOST:
        return _Answer(joined([party.name for party in scene.parties]), 0.7, "we")
    return replace(_first(scene, asked), confidence=0.75, rule="we")


def _second(scene: Scene, asked: _Asked) -> _Answer:
    return _Answer(scene.addressed(asked.turn, asked.place) if asked.turn else None, 0.8, "second")


def _he(scene: Scene, asked: _Asked) -> _Answer:
    gender: Gender = "m" if pronoun(asked.phrase) == "he" else "f"
    person = scene.last_subject(asked.quotation, gender, asked.outer, asked.turn)
    if person:
        return _Answer(person, 0.95, "pronoun")
    others = [name for name in scene.others(asked.turn) if scene.may_be(name, gender)] if asked.turn and not scene.house else []
    return _Answer(others[0] if len(others) == 1 else None, 0.5, "pronoun")


def _who(scene: Scene, asked: _Asked) -> _Answer:
    return _Answer(scene.just_named(asked.place), 0.8, "relative")


def _it(scene: Scene, asked: _Asked) -> _Answer:
    return _Answer(scene.last_body(asked.place, asked.outer, asked.turn), 0.6, "thing")


def _they(scene: Scene, asked: _Asked) -> _Answer:
    if asked.turn is not None and asked.phrase.lower() == "theirs":
        others = {state for name in scene.others(asked.turn) if (state := scene.state_of(name))}
        return _Answer(others.pop() if len(others) == 1 else None, 0.7, "theirs")
    if asked.outer is not None:
        return _Answer(scene.last_state(asked.outer, asked.place), 0.5, "they")
    above = scene.subject_above(asked.place)
    if above:
        return replace(_phrase(scene, replace(asked, phrase=above)), rule="they")
    several = scene.last_several(asked.place)
    if several or asked.turn is not None:
        return _Answer(several, 0.9 if several else 0.5, "they")
    return _together(scene) or _Answer(None, 0.5, "they")


def _both(scene: Scene, asked: _Asked) -> _Answer:
    together = None if "participants" in asked.phrase.lower() else _together(scene)  # more than the hosts, as a rule
    return together or _Answer(body(asked.phrase.lower()), 0.5, "body")


def _together(scene: Scene) -> _Answer | None:
    if not 1 < len(scene.parties) <= _MOST:
        return None
    return _Answer(joined([party.name for party in scene.parties]), 0.95, "parties")


_BY_KIND: dict[str, Callable[[Scene, _Asked], _Answer]] = {
    "first": _first,
    "we": _we,
    "second": _second,
    "he": _he,
    "she": _he,
    "who": _who,
    "it": _it,
    "they": _they,
    "both": _both,
}


# Noun phrases


def _phrase(scene: Scene, asked: _Asked) -> _Answer:
    phrase = without_frame(asked.phrase)
    told = in_brackets(phrase)
    if told and scene.cast.speaking(told):
        phrase = told
    own = phrase.split(maxsplit=1)[0] if _OWN_CLAUSE.match(phrase) else phrase  # a clause was taken for a name
    if pronoun(own):
        return _meant(scene, replace(asked, phrase=own))
    members = _members(scene, asked, phrase)
    if members:
        return members
    answer = _capital(scene, phrase)
    if answer:
        return answer
    said = described(phrase)
    if is_collective(phrase) or (scene.authors and _ALL_OF_THEM.fullmatch(phrase)):
        return _everybody(scene, phrase, said)
    if said and said.plural:
        return _plural(scene, phrase, said)
    named = scene.cast.speaking(phrase)
    if named:
        return _Answer(named, 0.98, "named")
    if said is None or _ANYONE.match(phrase):
        return _sent(scene, asked, phrase) or _Answer(body(phrase), 0.8, "body")
    return _office(scene, asked, phrase, said)


def _sent(scene: Scene, asked: _Asked, phrase: str) -> _Answer | None:
    """`the message`, `his letter`: who is told to have sent it."""
    told_by = sender(scene.cast, scene.text, phrase, asked.place) if asked.turn is None else None
    return _Answer(told_by, 0.9, "sender") if told_by else None


def _capital(scene: Scene, phrase: str) -> _Answer | None:
    """The state for which its capital stands, unless the record names somebody whose surname that is."""
    state = capital(phrase)
    bearer = scene.cast.named(phrase) if state else None
    if bearer is not None and bearer.name.endswith(f" {phrase}"):
        return _Answer(bearer.name, 0.98, "named")
    return _Answer(state, 0.9, "capital") if state else None


def _members(scene: Scene, asked: _Asked, phrase: str) -> _Answer | None:
    """`Jan Orel and Mira Tal`, `the President of Ardania and I`: each member of the list, where each is known."""
    names: list[str] = []
    for part in listed(phrase):
        if names and _is_aside(scene, part):
            continue
        if not (pronoun(part) or capital(part) or _is_person(scene, part)):
            return None
        answer = _meant(scene, replace(asked, phrase=part))
        if not answer.source:
            return None
        names.append(answer.source)
    return _Answer(joined(names), 0.95, "listed") if names else None


def _is_aside(scene: Scene, part: str) -> bool:
    """Whether a part of a list only says what the person before it is: "Mira Tal, *head of the Port Office*"."""
    return not scene.cast.speaking(part) and is_head(part.split(maxsplit=1)[0].lower())


def _is_person(scene: Scene, phrase: str) -> bool:
    if scene.cast.speaking(phrase):
        return True
    said = described(phrase)
    return said is not None and not said.plural and bool(scene.cast.titled(said))


def _everybody(scene: Scene, phrase: str, said: Description | None) -> _Answer:
    """`the parties`, `both leaders`: the states where sides are meant that are states', else the persons."""
    if said and said.states:
        return _plural(scene, phrase, said)
    if scene.authors or (_SIDES.search(phrase) and len(scene.sides) > 1):
        return _Answer(joined(scene.sides), 0.85, "sides")
    together = None if "participants" in phrase.lower() else _together(scene)
    return together or _Answer(body(phrase), 0.7, "body")


def _plural(scene: Scene, phrase: str, said: Description) -> _Answer:
    """`the presidents of Ardania and Belmora`, `the Corvian ministers`: those of the parties, else of the record."""
    if not (said.states or _DETERMINED.match(phrase)):
        return _Answer(body(phrase), 0.8, "body")
    among = fitting_parties(scene.parties, said)
    if len(among) < 2:
        among = [Party(person.name, person) for _, person in scene.cast.titled(said)]
    if 1 < len(among) <= _MOST:
        return _Answer(joined([party.name for party in among]), 0.95, "plural")
    together = _together(scene) if not (said.states or said.words) else None
    if together:
        return replace(together, confidence=0.8)
    return _Answer(body(phrase), 0.8, "body")


def _office(scene: Scene, asked: _Asked, phrase: str, said: Description) -> _Answer:
    """`the Head of State`, `the Belarusian leader`: who bears that office in the record, else by the list of office holders."""
    fitting = scene.cast.titled(said)
    own = scene.incumbent(phrase)
    if own is not None and _is_meant(scene, asked, own, [person.name for _, person in fitting]):
        return _Answer(own, 0.9, "incumbent")
    if asked.turn is not None:
        fitting = tuple(found for found in fitting if found[1].name != asked.turn.speaker) or fitting
    if fitting:
        best = max(score for score, _ in fitting)
        near = [person for score, person in fitting if score > best - _NEARLY]
        person = _likeliest(scene, asked, said, near)
        if person:
            return _Answer(person.name, 0.97 if len(near) == 1 else 0.9, "office")
    holder = scene.cast.in_office(said)
    if holder:
        return _Answer(holder, 0.85, "holder")
    bare = said.head in ("president", "state", "leader") and not said.states and not said.words
    if bare and asked.turn is None and scene.home and not scene.home.titles:
        return _Answer(scene.home.name, 0.6, "home")
    return _Answer(body(phrase), 0.6, "body")


def _is_meant(scene: Scene, asked: _Asked, own: str, others: list[str]) -> bool:
    """Whether "the President" of a record is that of his government: nobody else is so called, or his own people speak."""
    if asked.turn is None:
        return set(others) <= {own}
    states = {scene.state_of(name) for name in (*scene.principals, asked.turn.speaker)}
    return asked.turn.speaker != own and states <= {None, scene.government}


def _likeliest(scene: Scene, asked: _Asked, said: Description, people: list[Person]) -> Person | None:
    """Of several who bear an office: another principal, the one whose doings are told, or the last one named.

    None where a house of many ministers says "the Minister" and has named none of them just before.
    """
    if asked.turn is not None:
        people = [person for person in people if person.name in scene.principals] or people
    if asked.turn is not None and scene.house and not (said.words or said.states):
        return scene.latest(people, asked.place)
    people = [person for person in people if person.order <= asked.place] or people  # whom only later words name is not meant
    if scene.home in people and not said.states:
        return scene.home
    latest = people[0] if len(people) == 1 else scene.latest(people, asked.place) or scene.foremost(people)
    return latest or (people[0] if asked.turn is None or len(people) <= _FEW else None)
