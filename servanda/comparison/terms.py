"""What words are about: stems that can name a matter, and pairs of stems that stand together as one thing's name does.

A term is a stem ("trade") or two joined by a space, the second being the head ("import substitut", also for "substitution of
imports"). Its weight tells how well it names a matter: words that are rare and nouns do, those that every talk has do not. Weights
come from a shipped table, so that a record's terms never depend on what else is in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from servanda.comparison.stems import stem
from servanda.words import rows, table, words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|\d+")
_OF = frozenset(("of", "to", "for", "on", "in", "between", "against"))
"""Behind a head these lead to what it is of: "restrictions on goods"."""
_ARTICLES = frozenset(
    ("the", "a", "an", "our", "their", "its", "his", "her", "your", "my", "all", "these", "those", "this", "that", "such")
)
UNKNOWN = 85
"""Rarity in tenths of bits of a word that the table does not have."""
_RAREST = 80
"""Beyond this, rarity says more of a word's form than of its matter."""

_VERBAL = 42
"""Per cent of its company that stands beside nouns, below which a word is a verb."""


class Word(NamedTuple):
    """A word as terms see it."""

    stem: str
    weight: float
    """As a term of its own, in bits; 0 where it cannot be one."""
    share: float
    """What it adds to a pair's weight; 0 for small words."""
    general: bool
    """Whether it names no matter by itself."""
    verbal: bool
    """Whether it is met as a verb for the most part."""
    listed: bool
    """Whether the table has it."""


class Term(NamedTuple):
    """A term where it stands."""

    term: str
    weight: float
    start: int
    end: int


class _Placed(NamedTuple):
    word: Word
    start: int
    end: int
    name: bool
    """Whether it is written as a name."""


@cache
def _rarities() -> dict[str, tuple[int, int]]:
    return {row[0]: (int(row[1]), int(row[2])) for row in rows("stem-rarity")}


@cache
def _small() -> frozenset[str]:
    return words("function-words") | words("grammar-words")


@cache
def _named() -> frozenset[str]:
    """Names of states, small letters: whose a matter is, never what it is."""
    return frozenset(form for form in table("countries") if " " not in form)


@cache
def _given() -> frozenset[str]:
    """Given names and capitals, small letters: they begin a name also where a sentence begins."""
    given = (name.lower() for name in (*words("given-names"), *table("capitals")))
    return frozenset(name for name in given if " " not in name)


@lru_cache(maxsize=100_000)
def word_of(lower: str) -> Word:
    """A word, given in small letters."""
    if len(lower) < 3 or lower in _small() or lower in _named():
        return Word(lower, 0.0, 0.0, True, False, True)
    base = stem(lower)
    found = _rarities().get(base)
    rarity, noun = found or (UNKNOWN, 70)
    bits = min(rarity, _RAREST) / 10
    nounlike = min(1.0, max(0.0, (noun - 40) / 35))
    if base in words("general-words"):
        return Word(base, 0.0, bits / 4, True, noun < _VERBAL, True)
    return Word(base, bits * nounlike, bits * (0.4 + 0.6 * nounlike), False, noun < _VERBAL, found is not None)


def terms_of(text: str, start: int, end: int) -> Iterator[Term]:
    """The terms in a stretch of text, in order."""
    before: _Placed | None = None
    head: _Placed | None = None  # behind "X of": X
    opening = True
    for match in _WORD.finditer(text, start, end):
        piece = match.group()
        if not piece[0].isalpha():
            if piece != "-":
                before = head = None
                opening = opening or piece in '.!?:“"«'
            continue
        lower = piece.lower().partition("'")[0].partition("’")[0]
        if lower in _OF:
            head, before = before or head, None
        elif lower in _ARTICLES:
            before = None
        else:
            word = word_of(lower)
            if not word.share:
                before = None
                head = head if lower in _named() else None
            else:
                here = _Placed(word, match.start(), match.end(), _is_name(piece, word, opening=opening))
                yield from _ending(before, head, here)
                before = here
        opening = False


def _is_name(piece: str, word: Word, *, opening: bool) -> bool:
    """Whether a word is written as a name: a capital where no sentence begins, or a word that no table has."""
    if piece.lower() in _given():
        return piece[0].isupper()
    return piece[0].isupper() and (not word.listed or (not opening and not (piece.isupper() and len(piece) > 5)))


def _ending(before: _Placed | None, head: _Placed | None, here: _Placed) -> Iterator[Term]:
    """The terms that a word completes."""
    if here.word.weight > 0 and not here.name:
        yield Term(here.word.stem, here.word.weight, here.start, here.end)
    if before and _joinable(before, here):
        yield _pair(before, here)
    if head and _joinable(here, head):
        yield _pair(here, head)


def _joinable(modifier: _Placed, head: _Placed) -> bool:
    if modifier.word.stem == head.word.stem or (modifier.word.general and head.word.general):
        return False
    if modifier.word.verbal or head.word.verbal:
        return False
    return not (modifier.name and head.name) or head.word.stem in _titles()


@cache
def _titles() -> frozenset[str]:
    """Stems of nouns that are the head of an instrument's or a programme's name."""
    return frozenset(stem(row[0]) for row in rows("instrument-nouns")) | {"program", "plan", "forum", "summit", "war", "crisi"}


def _pair(modifier: _Placed, head: _Placed) -> Term:
    weight = modifier.word.share + head.word.share
    name = f"{modifier.word.stem} {head.word.stem}"
    return Term(name, weight, min(modifier.start, head.start), max(modifier.end, head.end))
