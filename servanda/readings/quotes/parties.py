"""Who takes part in the talks that a record tells of: whom "the parties", "both leaders" and "they" mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.readings.layers import Stretch, sentences_in
from servanda.readings.quotes.descriptions import Description, described
from servanda.readings.quotes.people import Cast, Person
from servanda.words import table

_LEAD = 3000
"""Characters in which a report says who met."""
_SENTENCES = 4
"""Sentences, the title among them, that are looked through."""
_DATE_LINE = 12
"""Characters; a block no longer says nothing of who met."""
_WITH = re.compile(r"\b(?:with|between)\s+(?:the\s+)?")
_CLAUSE = re.compile(
    r"(?:^|[.!?;:,\"“”»«(–—]|\n\s*\n|\s-|\b(?:while|when|but|whereas|said|says|stressed|added|noted|[A-Z][a-z]+ly|Today|Later|Then))\s*"
    r"(?:[Tt]he\s+)?$"
)
_VERB = re.compile(r"\s+(?!(?:and|or|of|for|in|on|at|with|who|to|from|as|by)\b)[a-z]")
"""What stands behind a subject that a comma precedes; behind a further object stands a comma or "and"."""
_CHAIN = re.compile(r"^(?:,| and\b)(?!.*\b(?:\w{2,}ed|met|held|spoke|during|who|which|where|before|after|took|said|told)\b)")
_PHRASE_ENDS = (
    r"(?:[.,;:(\n]|\b(?:in|on|at|during|about|that|to|who|which|following|as|under|where|within"
    r"|and (?:\w+ed|spoke|held|took))\b)"
)
_PHRASE = re.compile(rf"[^.,;:()\n]{{3,120}}?(?=\s*{_PHRASE_ENDS})")
_GAP = 200


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part: a person, or a body in the record's words."""

    name: str
    person: Person | None = None


def joined(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; each name once."""
    once = list(dict.fromkeys(names))
    return " and ".join(part for part in (", ".join(once[:-1]), once[-1]) if part) if once else ""


def leading_person(cast: Cast, text: str) -> Person | None:
    """The person whose doings a report tells: the first who is the subject of a sentence.

    Whom the title joins by "with" is the other party; where no one else is a subject, it is the first other bearer of a title.
    """
    partner: Person | None = None
    other: Person | None = None
    for begin, _, run in cast.mentions(0, min(len(text), _LEAD)):
        if _WITH.search(text, max(0, begin - 14), begin) and partner is None:
            partner = person_in(cast, run)
            continue
        person = person_in(cast, run)
        if person is None or person is partner:
            continue
        if is_subject(cast, text, begin, run):
            return person
        other = other or (person if person.titles and partner else None)
    return other


def person_in(cast: Cast, run: str) -> Person | None:
    """The person whom a capitalised run names, or whose title and state it is."""
    person = cast.named(run)
    if person:
        return person
    said = described(run)
    if said is None or said.plural or not said.states:
        return None
    fitting = sorted(cast.titled(said), key=lambda found: -found[0])
    return fitting[0][1] if fitting else None


def is_subject(cast: Cast, text: str, begin: int, run: str) -> bool:
    """Whether a run begins a clause as its subject, so that it is neither an object nor in apposition to a name before it."""
    opened = _CLAUSE.search(text, max(0, begin - 40), begin)
    if opened is None:
        return False
    if not opened.group().startswith(","):
        return True
    behind = _VERB.match(text, begin + len(run))
    apposed = not opened.group().endswith("the ") and cast.named(run) is None
    return behind is not None and not apposed


def parties_of(cast: Cast, text: str, blocks: Sequence[Stretch], home: Person | None) -> tuple[Party, ...]:
    """Those who take part, as the first sentences say: the one whose doings are told, and whom "with" joins to him."""
    lead = [(start, min(end, _LEAD)) for start, end in blocks[:_SENTENCES] if start < _LEAD and end - start > _DATE_LINE]
    stretches = [piece for block in lead for piece in sentences_in(text, *block)][:_SENTENCES]
    mine = [Party(home.name, home)] if home else []
    for joined_by in (_persons_after_with, _body_after_with):
        for start, end in stretches:
            place, others = joined_by(cast, text, start, end)
            if others:
                subjects = [Party(person.name, person) for person in _subjects(cast, text, start, place)]
                return _once([*(subjects or mine), *others])
    for start, end in stretches:
        several = _subjects(cast, text, start, end)
        if len(several) > 1:
            return tuple(Party(person.name, person) for person in several)
    return _all_titled(cast, stretches) or tuple(mine)


_RELATIONS = re.compile(r"\b([A-Z][a-z]+)[-–]([A-Z][a-z]+)\b")
"""Two states whose relations a record is about: "Ardanian-Belmoran trade"."""


def counterpart(cast: Cast, text: str, person: Person) -> Party | None:
    """Who takes part beside the only one named: of two states joined by a hyphen the other's holder of the same office."""
    states = table("countries")
    for match in _RELATIONS.finditer(text, 0, min(len(text), _LEAD)):
        pair = {states[word.lower()] for word in match.groups() if word.lower() in states and word not in states.values()}
        for title in person.titles:
            others = pair - title.states
            if len(pair) == 2 and len(others) == 1 and title.states:
                holder = cast.in_office(replace(title, states=frozenset(others)))
                return Party(holder, cast.named(holder)) if holder else None
    return None


def _all_titled(cast: Cast, stretches: Sequence[tuple[int, int]]) -> tuple[Party, ...]:
    """The two or three of whom alone the first sentences speak."""
    found = {}
    for start, end in stretches:
        for _, _, run in cast.mentions(start, end):
            person = person_in(cast, run)
            if person:
                found[person.name] = Party(person.name, person)
    return tuple(found.values()) if len(found) in (2, 3) else ()


def _persons_after_with(cast: Cast, text: str, start: int, end: int) -> tuple[int, list[Party]]:
    """Where "with" stands, and those named after it and joined to it by commas and "and"."""
    for match in _WITH.finditer(text, start, end):
        found: list[Party] = []
        behind = match.end()
        for begin, stop, run in cast.mentions(match.end(), end):
            gap = text[behind:begin]
            if len(gap) > _GAP or not (_CHAIN.search(gap) if found else begin == match.end() or "," not in gap):
                break
            person = person_in(cast, run)
            if person:
                found.append(Party(person.name, person))
                behind = stop
        if found:
            return match.start(), found
    return start, []


def _body_after_with(cast: Cast, text: str, start: int, end: int) -> tuple[int, list[Party]]:
    """Where "with" stands, and the body or the unnamed persons after it. The signature is that of the search for persons."""
    _ = cast
    for match in _WITH.finditer(text, start, end):
        phrase = _PHRASE.match(text, match.end(), end)
        if phrase and _are_people(phrase.group()):
            return match.start(), [Party(_with_article(match, phrase.group().strip()))]
    return start, []


def _with_article(match: re.Match[str], phrase: str) -> str:
    return f"the {phrase}" if match.group().rstrip().endswith("the") else phrase


_BODIES = re.compile(
    r"\b(?:board|group|council|committee|delegation|leadership|government|representatives|members|assembly|commission|team|caucus)\b",
    re.I,
)


def _are_people(phrase: str) -> bool:
    said = described(phrase)
    return (said is not None and said.plural) or _BODIES.search(phrase) is not None


def _subjects(cast: Cast, text: str, start: int, end: int) -> list[Person]:
    """Persons who are subjects of a stretch: the first, and those joined to it by "and"."""
    found: list[Person] = []
    behind = start
    for begin, stop, run in cast.mentions(start, end):
        if not found and not is_subject(cast, text, begin, run):
            continue
        if found and text[behind:begin].replace("the", "").strip() not in (",", "and", ", and"):
            break
        for piece in run.split(" and "):
            person = person_in(cast, piece)
            if person and person not in found:
                found.append(person)
                behind = stop
    return found


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({party.name: party for party in parties}.values())


def fitting_parties(parties: Sequence[Party], said: Description) -> list[Party]:
    """Those of the parties whom a plural description means: of "the presidents" those who are presidents."""
    return [party for party in parties if party.person and party.person.answers_to(said) > 0]
