"""Stems of English words: what "restrictions" and "restricted" have in common.

The algorithm is Porter's (M. F. Porter, An algorithm for suffix stripping, Program 14, 1980), after British spellings are
brought to the American ones that the shipped tables were counted in. Words of other scripts are their own stems.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from servanda.words import rows, table

_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)")
_LETTERS = re.compile(r"[a-z]+")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters."""
    if len(word) < 4 or not _LETTERS.fullmatch(word):
        return word
    word = american(word)
    for step in (_plural, _past, _y_to_i, _second, _third, _fourth, _last_e):
        word = step(word)
    return word


def american(word: str) -> str:
    """The American spelling of a British word."""
    known = table("spellings").get(word)
    return known or (word if word in _not_ise() else _ISE.sub("iz", word))


@cache
def _not_ise() -> frozenset[str]:
    """Words in "-ise" that Americans write so too."""
    return frozenset(row[0] for row in rows("spellings") if row[0] == row[1])


def _shape(word: str) -> str:
    """Which letters are vowels (v) and which consonants (c): a y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How many times consonants follow on vowels."""
    return _shape(word).count("vc")


def _short_end(word: str) -> bool:
    """Whether it ends as "hop" does: consonant, vowel, consonant other than w, x, y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    for end, put in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(end):
            return word[: -len(end)] + put
    return word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for end in ("ed", "ing"):
        if word.endswith(end) and "v" in _shape(word[: -len(end)]):
            rest = word[: -len(end)]
            if rest.endswith(("at", "bl", "iz")):
                return rest + "e"
            if len(rest) > 1 and rest[-1] == rest[-2] and _shape(rest)[-1] == "c" and rest[-1] not in "lsz":
                return rest[:-1]
            return rest + "e" if _measure(rest) == 1 and _short_end(rest) else rest
    return word


def _y_to_i(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and "v" in _shape(word[:-1]) else word


_SECOND = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able")),
    *(("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate")),
    *(("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive")),
    ("biliti", "ble"),
)
_THIRD = (("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""))
_FOURTH = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism", "ate"),
    *("iti", "ous", "ive", "ize"),
)


def _second(word: str) -> str:
    return _exchanged(word, _SECOND)


def _third(word: str) -> str:
    return _exchanged(word, _THIRD)


def _exchanged(word: str, ends: tuple[tuple[str, str], ...]) -> str:
    for end, put in ends:
        if word.endswith(end):
            rest = word[: -len(end)]
            return rest + put if _measure(rest) else word
    return word


def _fourth(word: str) -> str:
    for end in sorted(_FOURTH, key=len, reverse=True):
        if word.endswith(end):
            cut = 3 if end in ("sion", "tion") else len(end)
            return word[:-cut] if _measure(word[:-cut]) > 1 else word
    return word


def _last_e(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _short_end(rest)):
            word = rest
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
