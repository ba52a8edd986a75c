"""The words of a text as two versions of it are compared by: what is only set otherwise is the same.

Spaces, line ends, dashes, the form of quotation marks, commas, full stops, capitals, accents composed or not, and British or
American spelling make no token different. Question marks, brackets and signs of money and measure do.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from servanda.comparison.claims.stems import american
from servanda.readings.corrections import Declared

_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: Thai, Lao, kana, Han."""
_JOINERS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""What stands within a word and is no letter: accents that were not composed, soft hyphens, joiners without breadth."""
_TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    r"|(?<![^\s(\[])[-\u2212]?\d+(?:[.,:]\d+)*"
    r"|\d+(?:[.,:]\d+)*"
    rf"|[^\W\d_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_JOINERS}]|['’ʼ](?=[^\W\d_]))*"
    r"|[“”\"«»„‟]"
    rf"|[^\s\w{_JOINERS}.,:;!…'’‘ʼ‚`´*_~\\#|•·¶\-\u2010-\u2015\u2212]"
)
_LIGHT = re.compile(rf"[{_JOINERS}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_QUOTES = dict.fromkeys('“”"«»„‟', '"')
_BRACKETS = {"[": "(", "]": ")"}


class Token(NamedTuple):
    """A word, number or sign."""

    key: str
    """What it is compared by."""
    start: int
    end: int


def tokens_in(text: str, start: int, end: int, declared: Sequence[Declared] = ()) -> list[Token]:
    """The tokens of [start, end) as the text reads now: words struck out are left out, and so are the marks of it."""
    found: list[Token] = []
    at = start
    for one in declared[_first_after(declared, start) :]:
        if one.start >= end:
            break
        found.extend(_plain(text, at, one.start))
        if one.new:
            found.extend(_plain(text, *one.new))
        at = one.end
    found.extend(_plain(text, at, end))
    return found


def declared_at(declared: Sequence[Declared], start: int, end: int) -> Declared | None:
    """The printed correction that a stretch lies in or touches."""
    place = _first_after(declared, start)
    return declared[place] if place < len(declared) and declared[place].start < end else None


def _first_after(declared: Sequence[Declared], start: int) -> int:
    return bisect_right(declared, start, key=lambda one: one.end)


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [Token(_key(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


@lru_cache(maxsize=100_000)
def _key(token: str) -> str:
    bare = unicodedata.normalize("NFKC", _LIGHT.sub("", unicodedata.normalize("NFC", token))).casefold()
    bare = bare.replace("’", "'").replace("ʼ", "'").replace("\u2212", "-")
    if bare[-1:].isdigit():
        return _THOUSANDS.sub("", bare)
    return _QUOTES.get(bare) or _BRACKETS.get(bare) or american(bare)
