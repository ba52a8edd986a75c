"""The words that report words: verbs by their forms, nouns, and the small words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from servanda.words import of_part, rows, table

Form = Literal["base", "s", "past", "ing", "adj"]

_VOWELS = frozenset("aeiou")
_CONTRACTED = frozenset({"s", "re", "ve", "ll", "d", "m"})
_DOUBLING = frozenset(["plan", "admit", "commit", "beg", "quip"])


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb, or an adjective that reports after "be"."""

    base: str
    kind: str
    """`say`, `hold`, `ask`, `agree`, `value` or `weak`."""
    frames: frozenset[str]
    leads: frozenset[str]
    """Prepositions after which its content may stand."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a verb."""

    verb: Verb
    form: Form


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names a saying or a thought."""

    leads: frozenset[str]
    """What leads from it into the content; empty where the noun itself belongs to the content."""
    tells: bool
    """Whether it may be what "is that ..." says."""


@cache
def forms() -> dict[str, tuple[Cue, ...]]:
    """Every form of every reporting verb."""
    found: dict[str, dict[tuple[str, Form], Cue]] = {}
    for row in rows("cues"):
        base, kind, frames, leads, irregular = (*row, "")[:5]
        verb = Verb(base, kind, frozenset(frames.split()), frozenset(leads.split()) - {"-"})
        for form, word in _forms(base, irregular, adjective="adj" in verb.frames):
            found.setdefault(word, {})[base, form] = Cue(verb, form)
    return {word: tuple(cues.values()) for word, cues in found.items()}


def _forms(base: str, irregular: str, *, adjective: bool) -> list[tuple[Form, str]]:
    if adjective:
        return [("adj", base)]
    past: list[tuple[Form, str]] = [("past", word) for word in irregular.split()] or [("past", _with(base, "ed"))]
    return [("base", base), ("s", _third(base)), ("ing", _with(base, "ing")), *past]


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in _VOWELS else base + "s"


def _with(base: str, ending: str) -> str:
    if base in _DOUBLING:
        return base + base[-1] + ending
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + ending
    if ending == "ed" and base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    if ending == "ed" and base.endswith("e"):
        return base + "d"
    return base + ending


@cache
def nouns() -> dict[str, Noun]:
    """Nouns of saying and thinking, singular and plural."""
    found = {}
    for noun, leads, tells in rows("cue-nouns"):
        entry = Noun(frozenset(leads.split()) - {"-"}, tells == "yes")
        found[noun] = found[_third(noun)] = entry
    return found


def group(word: str) -> str | None:
    """What a small word is: see `words/data/cue-words.tsv`; None for any other. Words in -ly are adverbs."""
    known = _groups().get(word)
    if known is None and "'" in word:
        before, after = word.split("'", 1)
        return "pron" if after in _CONTRACTED and _groups().get(before) == "pron" else None
    if known is None and word.endswith("ly") and len(word) > 4:
        return "adverb"
    return known


@cache
def one_of(name: str) -> frozenset[str]:
    """A set of words by its name: see `words/data/cue-sets.tsv`."""
    return of_part("cue-sets", name)


@cache
def _groups() -> dict[str, str]:
    return table("cue-words")
