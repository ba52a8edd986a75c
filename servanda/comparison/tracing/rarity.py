"""How much a word tells by its rarity alone: what is shared by chance is made of common words."""

from __future__ import annotations

from functools import cache, lru_cache
from math import fsum

from servanda.comparison.claims.stems import stem
from servanda.comparison.tracing.wording import Words, record_words
from servanda.words import rows, words

_SMALL = 0.3
"""Bits of an article, a pronoun, a preposition."""
_NUMBER = 5.0
"""Bits of a number in digits."""
_UNKNOWN = 8.5
"""Bits of a word that the shipped table does not have."""


@lru_cache(maxsize=100_000)
def bits(key: str) -> float:
    """Of a token, as `wording` has it: how rarely talks have it, in bits."""
    if key in _small():
        return _SMALL
    if key[-1:].isdigit():
        return _NUMBER
    return _table().get(stem(key), _UNKNOWN) if key[:1].isalpha() else _SMALL


def likeness(words: Words, text: str, start: int, end: int) -> float:
    """How much of what words tell a stretch of a text has, in whatever order and form; 0 where it is but one word."""
    mine = {stem(key): bits(key) for key in words.keys if bits(key) > _SMALL}
    theirs = {stem(token.key) for token in record_words(text, start, end)}
    shared = [weight for key, weight in sorted(mine.items()) if key in theirs]
    return fsum(shared) / fsum(mine.values()) if len(shared) > 1 else 0.0


@cache
def _table() -> dict[str, float]:
    return {row[0]: int(row[1]) / 10 for row in rows("stem-rarity")}


@cache
def _small() -> frozenset[str]:
    return words("function-words") | words("grammar-words")
