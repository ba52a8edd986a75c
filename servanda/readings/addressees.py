"""Whom a question is put to: named ("Mr President,", "a question for Olga Petrovna", "both leaders"), else who answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from servanda.model import Turn
from servanda.words import table

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?|[,:;—–?]")
_PATRONYMIC = re.compile(r"(?:ovich|evich|ich|ovna|evna|ichna|yevich|yevna|ович|евич|ич|овна|евна|ична)$")
_ALL = re.compile(
    r"\b(?:both|either|each|all(?: three| four)?) of (?:you|the (?:leaders|presidents|ministers))\b|\byou both\b|\bfor both\b"
    r"|\b(?:both|two|all)\s+(?:\w+\s+)?(?:presidents|leaders|ministers|sides|parties|principals|chancellors)\b"
    r"|\bmessrs\b|\bобо(?:им|их|ими)\b|\bambos\b",
    re.I,
)
_TOWARDS = frozenset({"for", "to", "ask", "asking"})
_ASKING = frozenset({"question", "questions", "one", "ask", "asking", "follow-up"})
_BETWEEN = frozenset({"the", "you", "both", "also", "now", "dear", "our"})
_HEADS = frozenset({"and", "so", "but", "well", "to", "for", "from", "also", "и", "а"})
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "madam", "madame", "sir", "of", "the", "господин", "госпожа", "господину", "госпоже"}
)
_MARK = "?"
_AND = frozenset({"and", "и", "y", "und", "et"})
_REACH = 6
"""Words that a form of address may have."""
_ASKED_WITHIN = 6
"""Words that may stand between "question" and "for"."""
_FEW = 2
"""Persons of unknown office among whom one may be meant."""
_NEAR_THE_HEAD = 20_000
"""Characters in which a record says who is who."""
_DESCRIBED = 70
"""Characters before a name in which the record says the person's office."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who is there to be asked."""

    name: str
    words: frozenset[str]
    """The name's words, lower case."""
    offices: frozenset[str]
    """Words of office printed before the name, in labels or in the text."""
    states: frozenset[str]
    """States named beside the office."""

    @property
    def surname(self) -> str:
        return self.name.split()[-1].lower()

    @property
    def first_name(self) -> str:
        return self.name.split()[0].lower()


Mention = tuple[str, ...]
"""Names of those whom a form of address may mean: one, or several where the record leaves it open."""


class Company:
    """Those who are there to be asked: everyone who speaks under a name and is no asker."""

    def __init__(self, turns: tuple[Turn, ...], text: str) -> None:
        labels: dict[str, str] = {}
        principals: dict[str, None] = {}
        for turn in turns:
            if not turn.speaker or not turn.speaker.split() or turn.role in ("asker", "publisher"):
                continue
            label = turn.label.text if turn.label else ""
            if label not in labels.get(turn.speaker, ""):
                labels[turn.speaker] = f"{labels.get(turn.speaker, '')} {label}"
            labels.setdefault(turn.speaker, label)
            if turn.role == "principal":
                principals[turn.speaker] = None
        self.people = tuple(_person(name, label, text) for name, label in labels.items())
        self.principals = tuple(principals)
        self._resolved: dict[tuple[str, ...], Mention] = {}
        self._by_word: dict[str, list[Person]] = {}
        for person in self.people:
            for word in person.words:
                self._by_word.setdefault(word, []).append(person)

    def mentions(self, sentence: str) -> list[Mention]:
        """Who is addressed in a sentence, in order."""
        if not self.people:
            return []
        if _ALL.search(sentence):
            return [(name,) for name in self.principals[:4]] or [(person.name,) for person in self.people[:4]]
        tokens = _TOKEN.findall(sentence)
        found: list[Mention] = []
        for words in (*_addresses(tokens), *_towards(tokens)):
            key = tuple(words)
            if key not in self._resolved:
                self._resolved[key] = self._resolve(words)
            mention = self._resolved[key]
            if mention and mention not in found:
                found.append(mention)
        return found

    def _resolve(self, words: list[str]) -> Mention:
        lower = [word.lower().rstrip(".") for word in words]
        by_name = self._by_name(lower)
        if by_name:
            return (by_name.name,)
        offices = frozenset(lower) & _office_words()
        states = frozenset(table("countries")[word] for word in lower if word in table("countries"))
        others = [word for word in lower if word not in offices | _HONORIFICS and word not in table("countries")]
        if others or not any(table("offices").get(word) == "office" for word in offices):
            return ()
        return self._by_office(offices, states)

    def _by_office(self, offices: frozenset[str], states: frozenset[str]) -> Mention:
        """Those who hold the office; failing them, those whose office the record does not tell."""
        fitting = [person for person in self.people if not (states and person.states and not states & person.states)]
        exact = tuple(person.name for person in fitting if person.offices == offices)
        loose = tuple(
            person.name
            for person in fitting
            if offices <= person.offices and ("vice" in offices or "vice" not in person.offices)
        )
        unknown = tuple(person.name for person in fitting if not person.offices)
        return exact or loose or (unknown if len(unknown) <= _FEW else ())

    def _by_name(self, lower: list[str]) -> Person | None:
        for index, word in enumerate(lower):
            for person in self._by_word.get(word, ()):
                patronymic = index + 1 < len(lower) and bool(_PATRONYMIC.search(lower[index + 1]))
                if word == person.surname or len(person.words & set(lower)) > 1:
                    return person
                if word == person.first_name and (patronymic or len(lower) == 1 or lower[0] in _office_words() | _HONORIFICS):
                    return person
        return None


def addressed(mentions: list[Mention], answerers: tuple[str, ...]) -> tuple[str, ...]:
    """The names meant. A form of address that fits several means one not named beside it, and of these the one who answered."""
    certain = {mention[0] for mention in mentions if len(mention) == 1}
    found: list[str] = []
    for mention in mentions:
        open_to = [name for name in mention if len(mention) == 1 or name not in certain] or list(mention)
        name = next((name for name in answerers if name in open_to), open_to[0])
        if name not in found:
            found.append(name)
    return tuple(found)


def _person(name: str, labels: str, text: str) -> Person:
    at = text.find(name, 0, _NEAR_THE_HEAD)
    described = _last_phrase(text[max(0, at - _DESCRIBED) : at]) if at > 0 else ""
    words = [word.lower().rstrip(".") for word in _TOKEN.findall(f"{labels} {described}")]
    own = frozenset(name.lower().split())
    states = table("countries")
    return Person(
        name=name,
        words=own,
        offices=frozenset(words) & _office_words() - own,
        states=frozenset(states[word] for word in words if word in states),
    )


def _last_phrase(described: str) -> str:
    """What stands directly before the name, not in the sentence or list item before it."""
    return re.split(r"[.;,!?]\s|\n\s*\n|\band\b|\bи\b", described)[-1] if described.strip() else ""


@cache
def _office_words() -> frozenset[str]:
    return frozenset(word for word, kind in table("offices").items() if kind in ("office", "part")) | {"vice", "prime"}


def _addresses(tokens: list[str]) -> Iterator[list[str]]:
    """Stretches between commas that are nothing but a form of address: "Mr President", "and you, Mr Lukashenko"."""
    if any(token.lower() in ("thank", "thanks", "спасибо") for token in tokens[:6]):
        return
    piece: list[str] = []
    for token in (*tokens, ","):
        if token[0].isalpha():
            piece.append(token)
            continue
        if token != _MARK or len(piece) < _REACH:
            yield from _address(piece)
        piece = []


def _address(piece: list[str]) -> Iterator[list[str]]:
    """The one or the several ("Mr Orlin and Mrs Carrow") whom a stretch addresses, if it is nothing else."""
    while piece and piece[0].lower() in _BETWEEN | _HEADS:
        piece = piece[1:]
    parts: list[list[str]] = [[]]
    for word in piece:
        if word.lower() in _AND:
            parts.append([])
        elif _is_address_word(word) and len(parts[-1]) < _REACH:
            parts[-1].append(word)
        else:
            return
    if all(parts):
        yield from parts


def _is_address_word(word: str) -> bool:
    return word[0].isupper() or word.lower().rstrip(".") in _office_words() | _HONORIFICS


def _towards(tokens: list[str]) -> Iterator[list[str]]:
    """What follows "a question for", "one to", "ask": one form of address, or two joined by "and"."""
    asked = -_ASKED_WITHIN - 1
    for index, token in enumerate(tokens):
        if token.lower() in _ASKING:
            asked = index
        if index - asked > _ASKED_WITHIN or token.lower() not in _TOWARDS:
            continue
        words: list[str] = []
        for word in tokens[index + 1 : index + 2 + 2 * _REACH]:
            if not words and word.lower() in _BETWEEN | {","}:
                continue
            if words and word.lower() in _AND:
                yield words
                words = []
            elif not word[0].isalpha() or not _is_address_word(word):
                break
            else:
                words.append(word)
        if words:
            yield words
