"""The words of undertaking: which verbs, nouns and adjectives lead into an action, and with what force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from servanda.model import Firmness, Force
from servanda.words import of_part, rows, table


@dataclass(frozen=True, slots=True)
class Lead:
    """A word that leads into what is undertaken or asked for."""

    word: str
    force: Force
    frames: frozenset[str]
    """How the action follows: `to`, `that`, `ing`, `obj`, `on`, `np` (see `words/data/commissives.tsv`)."""
    prepositions: frozenset[str]


@cache
def leads(part: str) -> dict[str, Lead]:
    """The leading words of one part of speech: verb, noun, adjective or passive."""
    found = {}
    for word, kind, force, frames, prepositions in rows("commissives"):
        if kind == part:
            found[word] = Lead(word, cast(Force, force), _set(frames), _set(prepositions))
    return found


def _set(cell: str) -> frozenset[str]:
    return frozenset(cell.split()) - {"-"}


def band(word: str) -> Firmness | None:
    """How binding a word of undertaking is; None for one that is in no band."""
    return cast("Firmness | None", table("firmness").get(word))


@cache
def _deeds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for verb, kind in rows("deeds"):
        found.setdefault(verb, set()).add(kind)
    return {verb: frozenset(kinds) for verb, kinds in found.items()}


def deed(verb: str) -> frozenset[str]:
    """What a verb does as an action: `clear`, `vague`, `talking`, … (see `words/data/deeds.tsv`)."""
    return _deeds().get(verb, frozenset())


def singular(noun: str) -> str:
    """The singular of a regular noun, lower case."""
    if noun in table("singulars"):
        return table("singulars")[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


@cache
def group(name: str) -> frozenset[str]:
    """A small group of words by its name (see `words/data/undertaking-words.tsv`)."""
    return of_part("undertaking-words", name)
