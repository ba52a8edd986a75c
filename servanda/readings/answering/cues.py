"""Words of an answer as tokens, and the cues by which it shows what it does with a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Any

from servanda.words import rows

_TOKEN = re.compile(r"[^\W_]+(?:[.,’'][^\W_]+)*|[?!.,;:]|[—–]|--+|\.\.+|…")
_NEGATED = re.compile(r"^(\w+)n't$")
_WHOLE = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "let's": ("let", "us")}
_ENDINGS = {"'m": "am", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'s": "is"}
_CLITIC_HOSTS = frozenset({"it", "that", "he", "she", "there", "what", "here", "who", "where", "how"})
"""Words after which "'s" is "is" and no genitive."""
_GAP = "*"
_GAP_LENGTH = 2


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
    root: dict[str, Any] = {}
    for phrase, kind in rows("reply-cues"):
        for words in product(*(word.split("|") for word in phrase.split(" "))):
            node = root
            for word in words:
                node = node.setdefault(word, {})
            node[_END] = kind
    return root


def cues(lows: tuple[str, ...]) -> list[Cue]:
    """At each word the longest cue that begins there. They may overlap: "we will not" denies, "will not comment" declines."""
    root = _trie()
    found: list[Cue] = []
    for at, low in enumerate(lows):
        node = root.get(low)
        if node and (best := _longest(node, lows, at + 1)):
            found.append(Cue(best[1], at, best[0]))
    return found


def _longest(node: dict[str, Any], lows: tuple[str, ...], at: int) -> tuple[int, str] | None:
    best: tuple[int, str] | None = (at, node[_END]) if _END in node else None
    if at < len(lows) and (following := node.get(lows[at])):
        best = _longer(best, _longest(following, lows, at + 1))
    if gap := node.get(_GAP):
        for skipped in range(_GAP_LENGTH + 1):
            following = gap.get(lows[at + skipped]) if at + skipped < len(lows) else None
            if following:
                best = _longer(best, _longest(following, lows, at + skipped + 1))
    return best


def _longer(one: tuple[int, str] | None, other: tuple[int, str] | None) -> tuple[int, str] | None:
    return other if other and (not one or other[0] > one[0]) else one
