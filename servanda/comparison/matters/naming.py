"""By which words a commitment and a later sentence are known to speak of one thing: not by the name of a place alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import fsum

from servanda.comparison.claims.terms import word_of
from servanda.words import table, words

SHARED = 2
"""Words, but for their endings, that sentences on one promise have in common."""
_TELLING = 1.5
"""Bits that these words have together."""
_SAYING = 0.5
"""Bits below which a word says nothing of a thing: talks, sides, meetings."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME = re.compile(r"\b[^\W\d_a-z]\w*(?:[ \t]+[^\W\d_a-z]\w*)+")


def shared(one: str, other: str) -> frozenset[str]:
    """The stems of words that two texts share and that tell of what, leaving out names of persons and of one word, as a town's.

    Empty where the words tell too little together, and where one thing is numbered differently: the first section is not the
    second.
    """
    mine = _known(one)
    both = mine.keys() & _known(other).keys()
    told = fsum(mine[word] for word in sorted(both))
    return frozenset() if told < _TELLING or _differ(one, other) else frozenset(both)


def named(text: str) -> list[str]:
    """The words of a text by which it is looked for, each in small letters, in the order of the text."""
    known = _known(text)
    found = [word.casefold() for word in _WORD.findall(text)]
    return list(dict.fromkeys(word for word in found if word_of(word).stem in known))


def _known(text: str) -> dict[str, float]:
    """Stems with their bits."""
    return dict(_candidates(text))


def _candidates(text: str) -> Iterator[tuple[str, float]]:
    """Stems, with bits, of words in small letters, of names of several words, and of a first word that is no name."""
    months = words("month-names")
    for match in _WORD.finditer(text):
        lower = match.group().casefold()
        is_first = not text[: match.start()].strip(" \t\n\"'“‘(")
        if match.group().islower() or (is_first and word_of(lower).listed):
            yield from _saying([lower])
    for name in _NAME.finditer(text):
        own = _WORD.findall(name.group())
        lowers = [word.casefold() for word in own]
        if months.isdisjoint(lowers) and words("given-names").isdisjoint(own):
            yield from _saying(lowers)


def _saying(lowers: Iterable[str]) -> Iterator[tuple[str, float]]:
    idle = words("function-words")
    for lower in lowers:
        word = word_of(lower)
        if lower not in idle and word.share >= _SAYING:
            yield word.stem, word.share


def _differ(one: str, other: str) -> bool:
    """Whether a thing bears one ordinal in the one text, and another in the other."""
    mine, theirs = dict(_numbered(one)), dict(_numbered(other))
    return any(theirs[noun] != number for noun, number in mine.items() if noun in theirs)


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    ordinals = table("time-ordinals")
    found = _WORD.findall(text.casefold())
    for number, noun in pairwise(found):
        if number in ordinals:
            yield word_of(noun).stem, number
