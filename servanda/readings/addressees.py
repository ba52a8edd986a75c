"""Whom a question is put to: named ("Mr President,", "a question for Olga Petrovna", "both leaders"), else who answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model import Turn
from servanda.words import table

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?|[,:;—–?]")
_PATRONYMIC = re.compile(r"(?:ovich|evich|ich|ovna|evna|ichna|yevich|yevna|ович|евич|ич|овна|евна|ична)$")
_ALL = re.compile(
    r"\b(?:both|either|each|all(?: three| four)?) of you\b|\byou both\b|\bfor both\b|\b(?:both|two|all)\s+(?:\w+\s+)?"
    r"(?:presidents|leaders|ministers|sides|parties|principals|chancellors)\b|\bобо(?:им|их|ими)\b|\bambos\b",
    re.I,
)
_TOWARDS = frozenset({"for", "to", "ask", "asking"})
_ASKING = frozenset({"question", "questions", "one", "ask", "asking", "follow-up", "and", "first", "second", "also", "another"})
_BETWEEN = frozenset({"the", "you", "both", "and", "also", "now", "dear", "our"})
_REACH = 6
"""Words that a form of address may have."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who is there to be asked."""

    name: str
    words: frozenset[str]
    """The name's words, lower case."""
    offices: frozenset[str]
    """Words of office in the labels printed for that person."""

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

    def __init__(self, turns: tuple[Turn, ...]) -> None:
        labels: dict[str, set[str]] = {}
        principals: list[str] = []
        for turn in turns:
            if not turn.speaker or turn.role in ("asker", "publisher"):
                continue
            known = labels.setdefault(turn.speaker, set())
            if turn.role == "principal" and turn.speaker not in principals:
                principals.append(turn.speaker)
            if turn.label:
                known.update(turn.label.text.lower().replace(".", " ").replace(",", " ").split())
        offices = _office_words()
        self.people = tuple(
            Person(name, frozenset(name.lower().split()), frozenset(labels[name] & offices)) for name in labels if name.split()
        )
        self.principals = tuple(principals)
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
            mention = self._resolve(words)
            if mention and mention not in found:
                found.append(mention)
        return found

    def _resolve(self, words: list[str]) -> Mention:
        lower = [word.lower().rstrip(".") for word in words]
        by_name = self._by_name(lower)
        if by_name:
            return (by_name.name,)
        offices = frozenset(lower) & _office_words()
        if not offices:
            return ()
        exact = tuple(person.name for person in self.people if person.offices == offices)
        return exact or tuple(
            person.name
            for person in self.people
            if offices <= person.offices and ("vice" in offices or "vice" not in person.offices)
        )

    def _by_name(self, lower: list[str]) -> Person | None:
        for index, word in enumerate(lower):
            for person in self._by_word.get(word, ()):
                patronymic = index + 1 < len(lower) and bool(_PATRONYMIC.search(lower[index + 1]))
                if word == person.surname or len(person.words & set(lower)) > 1:
                    return person
                if word == person.first_name and (patronymic or len(lower) == 1):
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


def _office_words() -> frozenset[str]:
    return frozenset(word for word, kind in table("offices").items() if kind in ("office", "part")) | {"vice", "prime"}


def _addresses(tokens: list[str]) -> Iterator[list[str]]:
    """Stretches between commas that are nothing but a form of address: "Mr President", "and you, Mr Lukashenko"."""
    if any(token.lower() in ("thank", "thanks", "спасибо") for token in tokens[:6]):
        return
    begin = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and (tokens[index][0].isalpha() or (index == len(tokens) - 1 and tokens[index] == "?")):
            continue
        piece = tokens[begin:index]
        begin = index + 1
        while piece and piece[0].lower() in _BETWEEN | {"so", "but", "well", "to", "for", "from"}:
            piece = piece[1:]
        if piece and piece[-1] == "?":
            piece = piece[:-1]
        if 0 < len(piece) <= _REACH and all(_is_address_word(word) for word in piece):
            yield piece


def _is_address_word(word: str) -> bool:
    return word[0].isupper() or word.lower().rstrip(".") in _office_words() or word.lower() in ("of", "the", "sir")


def _towards(tokens: list[str]) -> Iterator[list[str]]:
    """What follows "a question for", "one to", "ask"."""
    asking = False
    for index, token in enumerate(tokens):
        asking = asking or token.lower() in _ASKING
        if not asking or token.lower() not in _TOWARDS:
            continue
        words: list[str] = []
        for word in tokens[index + 1 : index + 2 + _REACH]:
            if not words and word.lower() in _BETWEEN | {","}:
                continue
            if not word[0].isalpha() or not (word[0].isupper() or word.lower() in _office_words()):
                break
            words.append(word)
        if words:
            yield words
