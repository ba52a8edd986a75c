"""Words as they are held against other words: what is only set otherwise is the same.

Besides what `versions.tokens` takes for the same (spaces, dashes, forms of quotation marks, capitals, spelling), quotation
marks and brackets are no tokens, a small number is one in words and in digits, and "%", "per cent" and "percent" are one. An
ellipsis and what stands in square brackets are places where the source may say more: whoever sets them tells that he left words
out, or put some in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from servanda.comparison.versions.tokens import Token, tokens_in
from servanda.words import rows

_LEFT_OUT = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.{3,}|\. \. \.(?: \.)?")
_PUT_IN = re.compile(r"\[[^\[\]\n]{1,120}\]")
_SIGNS = frozenset('"()?*<>/&+=')
_WHOLE = 10_000
"""Words that the source may have where an ellipsis stands: as many as it likes."""
_BRACKETED = 12
"""Words that the source may have where the draft puts some in brackets."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a stretch, and where more may stand in the source."""

    tokens: tuple[Token, ...]
    free: Mapping[int, int] = field(default_factory=dict)
    """Before which token the source may have how many more."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What the tokens are compared by."""
        return tuple(token.key for token in self.tokens)

    def after(self, first: int, last: int) -> Words:
        """The tokens from one to before another, by themselves."""
        free = {place - first: more for place, more in self.free.items() if first < place < last}
        return Words(self.tokens[first:last], free)


def quoted_words(text: str, start: int, end: int) -> Words:
    """The words of a quotation: what it marks as left out or put in is no token, and is free."""
    tokens: list[Token] = []
    free: dict[int, int] = {}
    at = start
    for left, right, more in _marked(text, start, end):
        tokens += _tokens(text, at, left)
        free[len(tokens)] = max(more, free.get(len(tokens), 0))
        at = right
    tokens += _tokens(text, at, end)
    return Words(tuple(tokens), free)


def record_words(text: str, start: int, end: int, without: tuple[tuple[int, int], ...] = ()) -> tuple[Token, ...]:
    """The words of a stretch of a record, but for what stands within some stretches: the publisher's insertions."""
    found = _tokens(text, start, end)
    if not without:
        return tuple(found)
    return tuple(one for one in found if not any(left <= one.start and one.end <= right for left, right in without))


def _marked(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Where something was left out or put in, in order."""
    found = [(match.start(), match.end(), _WHOLE) for match in _LEFT_OUT.finditer(text, start, end)]
    found += [
        (match.start(), match.end(), _BRACKETED)
        for match in _PUT_IN.finditer(text, start, end)
        if not _LEFT_OUT.fullmatch(match.group())
    ]
    kept: list[tuple[int, int, int]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _tokens(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens_in(text, start, end):
        key = token.key
        if key in _SIGNS or (len(key) == 1 and not key.isalnum() and key not in "$€£¥%°"):
            continue
        if key == "%" or (key == "cent" and found and found[-1].key == "per"):
            first = found.pop().start if key == "cent" else token.start
            found.append(Token("percent", first, token.end))
            continue
        found.append(Token(_digits().get(key, key), token.start, token.end))
    return found


@cache
def _digits() -> dict[str, str]:
    """Small numbers in words, but for one, which is mostly no number."""
    return {word: value for word, value, kind in rows("number-words") if kind in ("unit", "ten") and word != "one"}


@cache
def number_words() -> frozenset[str]:
    """Words that say a number or its size."""
    return frozenset(
        word for word, _, kind in rows("number-words") if kind in ("unit", "ten", "hundred", "scale", "part", "parts")
    ) - {"one", "second", "seconds"}
