"""What a word may be, told by its form: closed classes from a list, verbs by their inflections."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from servanda.words import of_part, rows, table

Tag = Literal["base", "s", "past", "participle", "ing"]

_VOWELS = frozenset("aeiou")
_UNDOUBLED = frozenset("wxyh")


class Form(NamedTuple):
    """One thing that a word may be as a verb."""

    base: str
    tag: Tag


@cache
def closed() -> dict[str, str]:
    """The class of each small word (see `words/data/grammar-words.tsv`)."""
    return table("grammar-words")


@cache
def gerunds() -> dict[str, str]:
    """Words in -ing that are other than verbs, and what they are."""
    return table("ing-words")


@cache
def nouny() -> frozenset[str]:
    """Verb forms that are as often nouns: "plan", "plans", "visit"."""
    return frozenset(form for row in rows("verbs") if len(row) > 3 for form in (row[0], _third(row[0])))


@cache
def one_of(name: str) -> frozenset[str]:
    """A set of words by its name (see `words/data/grammar-sets.tsv`)."""
    return of_part("grammar-sets", name)


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every inflected form of every listed verb."""
    found: dict[str, list[Form]] = {}

    def add(word: str, base: str, tag: Tag) -> None:
        form = Form(base, tag)
        known = found.setdefault(word, [])
        if form not in known:
            known.append(form)

    for base, past, participle, *_ in rows("verbs"):
        add(base, base, "base")
        add(_third(base), base, "s")
        for stem in _stems(base):
            add(stem + "ing", base, "ing")
        if past == "-":
            for word in _regular_pasts(base):
                add(word, base, "past")
                add(word, base, "participle")
            continue
        for word in past.split("/"):
            add(word, base, "past")
        for word in participle.split("/"):
            add(word, base, "participle")
    return {word: tuple(options) for word, options in found.items()}


def verb(word: str, *wanted: Tag) -> str | None:
    """The base of a word that may be one of the wanted forms; None where it is no such form."""
    for form in forms().get(word, ()):
        if form.tag in wanted:
            return form.base
    return None


def guessed(word: str, tag: Tag) -> str | None:
    """The base that an unlisted word would have as a verb of a form: "recalibrated" → "recalibrate"; else None."""
    if not word.isalpha() or len(word) < 5:
        return None
    if tag in ("past", "participle") and word.endswith("ed"):
        unsayable = word[-3] == "r" and word[-4] not in _VOWELS | {"r"}  # "hatred", "kindred"
        return None if unsayable else _stemmed(word[:-2])
    if tag == "ing" and word.endswith("ing") and len(word) > 5:
        return _stemmed(word[:-3])
    return None


def _stemmed(stem: str) -> str:
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(("at", "iz", "is", "as", "uc", "ur", "v", "c", "g", "ut", "in")):
        return stem + "e"
    return stem


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2:-1] not in _VOWELS else base + "s"


def _doubles(base: str) -> bool:
    """Whether a final consonant may be doubled: "plan", "commit", "travel"."""
    if len(base) < 3 or base[-1] in _VOWELS or base[-1] in _UNDOUBLED:
        return False
    return base[-2] in _VOWELS and (base[-3] not in _VOWELS or base[-3:-1] == "ui")


def _stems(base: str) -> tuple[str, ...]:
    if base.endswith("ie"):
        return (base[:-2] + "y",)
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return (base[:-1],)
    return (base, base + base[-1]) if _doubles(base) else (base,)


def _regular_pasts(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base + "d",)
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return (base[:-1] + "ied",)
    return (base + "ed", base + base[-1] + "ed") if _doubles(base) else (base + "ed",)
