"""By which words a commitment and a later sentence are known to speak of one thing: not by the name of a place alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import fsum

from servanda.comparison.claims.terms import word_of
from servanda.words import table, words

SHARED = 2
"""Words, but for their endings, that sentences on one promise have in common."""
_TELLING = 1.5
"""Bits that these words have together."""
_PLENTY = 16.0
"""Bits of a promise beyond which more words say no more of what it is about."""
_SAYING = 0.5
"""Bits below which a word says nothing of a thing: talks, sides, meetings."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OF = re.compile(r"\s+(?:of|on|for|between)\b")
"""Behind the head of a longer name: the Treaty on the River Lidd."""
_NAME = re.compile(r"\b[^\W\d_a-z]\w*(?:[ \t]+[^\W\d_a-z]\w*)+")


def shared(one: str, other: str) -> frozenset[str]:
    """The stems of words that two texts share and that tell of what, leaving out names of persons and of one word, as a town's.

    Empty where the words tell too little together, and where one thing is numbered differently: the first section is not the
    second.
    """
    mine = _known(one)
    both = mine.keys() & _known(other).keys()
    told = fsum(mine[word] for word in sorted(both))
    return frozenset() if told < _TELLING or differ(one, other) else frozenset(both)


def share(promise: str, sentence: str) -> float:
    """How much of what a promise says a sentence says too, by the rarity of the words; of a wordy promise a part is all.

    What names the same thing by the same ordinal, as *the first section*, says all of it.
    """
    own = _known(promise)
    both = shared(promise, sentence)
    if both and set(_numbered(promise)) & set(_numbered(sentence)):
        return 1.0
    return fsum(own[word] for word in sorted(both)) / min(fsum(own.values()), _PLENTY) if both else 0.0


def named(text: str) -> list[str]:
    """The words of a text by which it is looked for, each in small letters, in the order of the text."""
    known = _known(text)
    found = [word.casefold() for word in _WORD.findall(text)]
    return list(dict.fromkeys(word for word in found if word_of(word).stem in known))


@lru_cache(maxsize=16_384)
def _known(text: str) -> Mapping[str, float]:
    """Stems with their bits. A promise is held against many sentences, and a sentence against many promises."""
    return dict(_candidates(text))


def _candidates(text: str) -> Iterator[tuple[str, float]]:
    """Stems, with bits, of words in small letters, of names of several words, and of a first word that is no name."""
    months = words("month-names")
    for match in _WORD.finditer(text):
        lower = match.group().casefold()
        is_first = not text[: match.start()].strip(" \t\n\"'“‘(")
        is_head = _OF.match(text, match.end()) is not None and match.group() not in words("given-names")
        if match.group().islower() or ((is_first or is_head) and word_of(lower).listed):
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


def differ(one: str, other: str) -> bool:
    """Whether a thing bears one ordinal in the one text, and another in the other: the first section is not the second."""
    mine, theirs = dict(_numbered(one)), dict(_numbered(other))
    return any(theirs[noun] != number for noun, number in mine.items() if noun in theirs)


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    ordinals = table("time-ordinals")
    found = _WORD.findall(text.casefold())
    for number, noun in pairwise(found):
        if number in ordinals:
            yield word_of(noun).stem, number
