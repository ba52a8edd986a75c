"""Who took part in the talks that a record tells of: persons by name, and the sides they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.comparison.meetings.sides import side_of, states_in, unlisted_states
from servanda.comparison.meetings.telling import Told, in_sentence
from servanda.comparison.people import spelling
from servanda.comparison.people.named_in_heads import HEAD
from servanda.model import NameUse, Participant, Reading, Turn
from servanda.readings.letters import CAPITALISED
from servanda.words import table, words

_WORD = re.compile(CAPITALISED)
_TELLERS = re.compile(r"\b(?:representatives|delegations|leaders|presidents|heads|parties|sides|teams|groups)\b", re.I)
_JOINED = re.compile(r"\b(?:joined|participat\w+|attend\w+|included|took part)\b", re.I)
_PRESENT = re.compile(
    r"\b(?:tak\w+ part|took part|attended|joined by|chaired by|chairmanship of|participants (?:were|included))\b", re.I
)
"""Who was there is told with these words, whether or not the title names anybody."""
_WITH = re.compile(
    r"\b(?:with|[cс]о?)\b(?P<whom>.+?)(?:$|\b(?:on|in|at|to|about|regarding|ahead|following|after|during)\b)", re.I | re.S
)
_PURPOSE = re.compile(
    r"\b(?:to discuss|to \w+|about|regarding|concerning|on (?:the|their|how)|ahead of|as part|in light)\b", re.I
)
"""What talks were about begins so: states named behind it did not take part."""
_SPEAKS = re.compile(r":\s")
"""A label stands in a sentence that is somebody's words: who is named there need not have been there."""
_OFFICIAL = frozenset(
    ("leaders", "counterparts", "counterpart", "delegation", "officials", "partners", "allies", "presidents", "ministers")
)
_SPOKESPERSONS = frozenset(("spokesperson", "spokesman", "spokeswoman", "press"))

TookPart = tuple[list[Participant], tuple[str, ...]]
"""Persons, and the states and bodies on both sides."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What is looked through for those who took part."""

    uses: tuple[NameUse, ...]
    told: Told
    said: str
    stretch: str
    lead: Sequence[str]
    speaking: tuple[NameUse, ...]
    place: str
    titled: bool
    unlisted: frozenset[str]
    """States that are in no list, as the record has them."""

    def states_in(self, text: str) -> set[str]:
        """States and bodies that words name."""
        return set(states_in(text, self.unlisted))


def took_part(
    reading: Reading, names: Iterable[NameUse], told: Told, said: str, lead: Sequence[str], *, titled: bool
) -> TookPart | None:
    """Who took part in what is told; None where it is no talks of several sides."""
    uses = tuple(use for use in names if use.kind == "person" and not _SPOKESPERSONS.intersection((use.office or "").split()))
    principal = {turn.speaker for turn in reading.entries if isinstance(turn, Turn) and turn.role == "principal"}
    speaking = tuple(use for use in uses if use.name in principal and not _only_asks(use))
    place = reading.record.place or ""
    unlisted = unlisted_states(reading.record.text[:HEAD], (use.state for use in uses))
    record = _Record(uses, told, said, said[told.start : told.end], lead, speaking, place, titled, unlisted)
    people = _people(record)
    sides = _sides(record, people)
    return (people, sides) if _is_talks(record, people, sides) else None


def _is_talks(record: _Record, people: Sequence[Participant], sides: Sequence[str]) -> bool:
    told = record.told
    printed = bool(record.states_in(record.stretch))
    if told.together:
        own = {one.state for one in people}
        return len(people) >= 2 and len(own) >= 2 and (None not in own or printed)
    whom = _WITH.search(record.stretch) if record.titled else None
    if whom and not _is_official(record, whom.group("whom"), people):
        return False
    if len(sides) >= 2:
        return True
    gathering = len(sides) == 1 and sides[0] in table("bodies").values() and not told.weak
    one_sided = whom is not None and bool(people) and _is_of_others(record, whom.group("whom"), people, sides)
    mixed = (told.joint or whom is not None) and len({one.state for one in people}) >= 2
    return printed and (gathering or one_sided or mixed)


def _is_of_others(record: _Record, whom: str, people: Sequence[Participant], sides: Sequence[str]) -> bool:
    """Whether the one side known is that of those met with, not of who met them."""
    own = [one for one in people if one.state in sides]
    if own:
        return any(_is_in(one.name, whom) for one in own)
    return bool(record.states_in(whom))


def _is_in(name: str, text: str) -> bool:
    """Whether a surname stands in a text."""
    said = spelling.name_words(name)
    return bool(said) and said[-1].lower() in text.lower()


def _is_official(record: _Record, whom: str, people: Iterable[Participant]) -> bool:
    """Whether those with whom somebody met are of a side: "with President Orel", no "with Ardanian business executives"."""
    said = {word.lower().strip(".") for word in re.findall(r"[^\W\d_]+", whom)}
    named = {word.lower() for one in people for word in spelling.name_words(one.name)[-1:]}
    offices = {word for word, kind in table("offices").items() if kind == "office"} | words("level-words") | _OFFICIAL
    if said & (offices | named) or any("а" <= word[:1] <= "я" for word in said):
        return True
    sides = record.states_in(whom)
    return any(side.lower() in whom.lower() for side in sides) or "european" in said


def _people(record: _Record) -> list[Participant]:
    briefed = record.told.briefed
    named = _named(record, record.stretch)
    if not briefed:
        named = named or ([] if record.told.together else _named(record, record.said))
        named += [use for use in record.speaking if side_of(use, _full(record, use))[1] and use not in named]
        if len({side_of(use, _full(record, use))[1] for use in named}) < 2:
            lead = " ".join(sentence for sentence in record.lead[:2] if in_sentence(sentence))
            named += [use for use in _named(record, lead) if use not in named]
        present = " ".join(sentence for sentence in record.lead if _PRESENT.search(sentence) and not _SPEAKS.search(sentence))
        named += [use for use in _named(record, present) if use not in named and use.office]
    return _participants(record, named)


def _participants(record: _Record, named: Iterable[NameUse]) -> list[Participant]:
    found: dict[str, Participant] = {}
    for skeleton in sorted({use.skeleton for use in named}):
        same = sorted((use for use in record.uses if use.skeleton == skeleton), key=lambda one: (one.state is None, one.name))
        name = _full(record, same[0])
        said = [side_of(use, name) for use in same]
        office = next((office for office, _ in said if office), None)
        side = next((side for _, side in said if side), None)
        if side or office or not spelling.is_short(name):
            found[skeleton] = Participant(name=name, office=office, state=side)
    return list(found.values())


def _full(record: _Record, use: NameUse) -> str:
    """The fullest name that the record has for whom a short name means."""
    same = [one.name for one in record.uses if one.skeleton == use.skeleton]
    return max(same, key=lambda name: (len(spelling.name_words(name)), not name.isupper(), name), default=use.name)


def _named(record: _Record, stretch: str) -> list[NameUse]:
    """Those whose surnames stand in a stretch."""
    said = {spelling.word_key(form) for word in _WORD.findall(stretch) for form in _forms(word)}
    return [use for use in record.uses if not _only_asks(use) and _surnames(use) & said]


def _only_asks(use: NameUse) -> bool:
    """Whether somebody puts questions, and no title names him with an office."""
    return "asker" in use.parts and "named" not in use.parts


def _surnames(use: NameUse) -> set[str]:
    """The words by which titles may call somebody: the surname, which some languages put first."""
    own = spelling.name_words(use.name)
    first = own[0] if len(own) > 1 and own[0] not in table("given-names") and use.office else None
    return {spelling.word_key(word) for word in (own[-1:] if not first else (first, own[-1]))}


def _forms(word: str) -> Iterator[str]:
    """A capitalised word, its parts where a hyphen joins them, and in Russian the shorter forms of which it may be a case."""
    yield word
    yield from re.split(r"[-’']", word)
    if "а" <= word[1:2].lower() <= "я":
        yield from (word[:-cut] for cut in (1, 2, 3) if len(word) - cut > 3)


def _sides(record: _Record, people: Sequence[Participant]) -> tuple[str, ...]:
    """The states and bodies that took part: those of the persons; where they are not two, those that the words name."""
    found = {one.state for one in people if one.state}
    named = record.states_in(record.stretch) - record.states_in(record.place)
    if len(found) >= 2:
        return tuple(sorted(found | named if found <= named else found))  # else the title may name what was spoken of
    for more in _elsewhere(record):
        if len(found | named) >= 2:
            break
        named |= more
    return tuple(sorted(found | named))


def _elsewhere(record: _Record) -> Iterator[set[str]]:
    """States named farther away, the nearest first."""
    if not record.told.briefed:
        yield record.states_in(record.said)
    telling = next((sentence for sentence in record.lead if in_sentence(sentence)), "")
    about = _PURPOSE.search(telling)
    yield record.states_in(telling[: about.start()] if about else telling)
    joined = (record.states_in(sentence) for sentence in record.lead if _JOINED.search(sentence))
    yield next((states for states in joined if len(states) >= 2), set())
    if not record.titled or not _WITH.search(record.stretch):
        tellers = (record.states_in(sentence) for sentence in record.lead if _TELLERS.search(sentence))
        yield next((states for states in tellers if len(states) >= 2), set())
        if not record.told.briefed:
            yield {side for use in record.uses if "named" in use.parts and use.office and (side := side_of(use, use.name)[1])}
