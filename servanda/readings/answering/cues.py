"""Words of an answer as tokens, and the cues by which it shows what it does with a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Any

from servanda.readings.answering.asking import word_set
from servanda.words import rows

_TOKEN = re.compile(r"[^\W_]+(?:[.,’'][^\W_]+)*|[?!.,;:]|[—–]|--+|\.\.+|…")
_NEGATED = re.compile(r"^(\w+)n't$")
_WHOLE = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "let's": ("let", "us")}
_ENDINGS = {"'m": "am", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'s": "is"}
_CLITIC_HOSTS = frozenset({"it", "that", "he", "she", "there", "what", "here", "who", "where", "how"})
"""Words after which "'s" is "is" and no genitive."""
_GAP = "*"
_GAP_LENGTH = 2
_MOST_PASSING = 6
"""Words in passing read over between two words of a phrase of refusal."""
_REFUSING = frozenset({"decline", "ignorance", "unsure", "other", "defer", "clarify"})
"""Kinds of cue with which an answer may be refused as a whole."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A stretch of text in lower-case words, contractions written out."""

    lows: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `first` up to `after` do what `kind` says."""

    kind: str
    first: int
    after: int


@lru_cache(maxsize=10_000)
def _written_out(low: str) -> tuple[str, ...]:
    low = low.replace("’", "'")
    if low in _WHOLE:
        return _WHOLE[low]
    if negated := _NEGATED.match(low):
        return (negated.group(1), "not")
    host, mark, rest = low.rpartition("'")
    ending = _ENDINGS.get(mark + rest)
    if ending and (ending != "is" or host in _CLITIC_HOSTS):
        return (host, ending)
    return (low,)


def tokens(text: str) -> Tokens:
    """The words and dividing marks of a text."""
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        for low in _written_out(match.group().lower()):
            lows.append(low)
            starts.append(start)
            ends.append(end)
    return Tokens(tuple(lows), tuple(starts), tuple(ends))


_END = ""
"""Key of a trie's node under which stands what the phrase does."""


@cache
def _trie() -> dict[str, Any]:
    return _grown(rows("reply-cues"))


@cache
def _refusals() -> dict[str, Any]:
    return _grown(row for name in ("reply-refusals", "reply-cues") for row in rows(name) if row[1] in _REFUSING)


def _grown(phrases: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for phrase, kind in phrases:
        for words in product(*(word.split("|") for word in phrase.split(" "))):
            node = root
            for word in words:
                node = node.setdefault(word, {})
            node[_END] = kind
    return root


def cues(lows: tuple[str, ...]) -> list[Cue]:
    """At each word the longest cue that begins there. They may overlap: "we will not" denies, "will not comment" declines."""
    return _found(_trie(), lows, frozenset())


def refusals(lows: tuple[str, ...]) -> list[Cue]:
    """The same of phrases of refusal alone, more of them, with what is said in passing read over: "I'm, again, not …"."""
    return _found(_refusals(), lows, word_set("passing"))


def _found(root: dict[str, Any], lows: tuple[str, ...], passing: frozenset[str]) -> list[Cue]:
    found: list[Cue] = []
    for at, low in enumerate(lows):
        node = root.get(low)
        if node and (best := _longest(node, lows, at + 1, passing)):
            found.append(Cue(best[1], at, best[0]))
    return found


def _longest(node: dict[str, Any], lows: tuple[str, ...], at: int, passing: frozenset[str]) -> tuple[int, str] | None:
    best: tuple[int, str] | None = (at, node[_END]) if _END in node else None
    at = _past(passing, node, lows, at)
    if at < len(lows) and (following := node.get(lows[at])):
        best = _longer(best, _longest(following, lows, at + 1, passing))
    if gap := node.get(_GAP):
        for _ in range(_GAP_LENGTH + 1):
            at = _past(passing, gap, lows, at)
            if at >= len(lows):
                break
            if following := gap.get(lows[at]):
                best = _longer(best, _longest(following, lows, at + 1, passing))
            at += 1
    return best


def _past(passing: frozenset[str], node: dict[str, Any], lows: tuple[str, ...], at: int) -> int:
    """Where a phrase goes on behind what is said in passing."""
    last = min(len(lows), at + _MOST_PASSING) if passing else at
    while at < last and lows[at] in passing and lows[at] not in node:
        at += 1
    return at


def _longer(one: tuple[int, str] | None, other: tuple[int, str] | None) -> tuple[int, str] | None:
    return other if other and (not one or other[0] > one[0]) else one
