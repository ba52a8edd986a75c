"""How exact a number is said to be, and whether it is a growth or a fall."""

from __future__ import annotations

from functools import cache
from typing import Literal

from servanda.model import Modifier
from servanda.readings.quantities.numbers import lexicon, openers
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens
from servanda.words import rows, table

Change = Literal["up", "down"]

_BETWEEN = role("between-change-and-amount")
_ONLY_WITH_BY = role("change-with-by")
_TOPIC = role("before-topic")
_FOLLOWING = role("change-after")
_THINGS = frozenset(("contract", "contracts"))
"""Words of change that are things as a rule: "raise contracts by 50 per cent"."""
_LEVELS = frozenset(
    [
        *("is", "are", "was", "were", "be", "been", "at", "in", "for", "of", "to", "from", "by", "with"),
        *("has", "have", "had", "takes", "took", "lasts", "cost", "costs"),
    ]
)
"""Words behind which "under" says how much."""


@cache
def _phrases(name: str) -> tuple[dict[tuple[str, ...], Modifier], int]:
    found: dict[tuple[str, ...], Modifier] = {}
    for words, modifier in rows(name):
        found[tuple(words.replace("c.", "c .").replace("ca.", "ca .").replace("approx.", "approx .").split())] = modifier  # type: ignore[assignment]
    return found, max(map(len, found))


def before(tokens: Tokens, start: int, floor: int) -> tuple[Modifier, int] | None:
    """The modifier that ends right before a token, and its first token; never before token `floor`."""
    known, longest = _phrases("figure-modifiers")
    for length in range(min(longest, start - floor), 0, -1):
        phrase = tuple(tokens.low[start - length : start])
        if phrase in known and not _is_direction(tokens, phrase, start):
            return known[phrase], start - length
    return None


def _is_direction(tokens: Tokens, phrase: tuple[str, ...], start: int) -> bool:
    """Whether what looks like a modifier is none: "within three groups", "asked about two things"."""
    if phrase == ("within",) or (phrase[0] in ("<", ">") and tokens.glued(start - len(phrase))):
        return True
    if (
        phrase == ("under",) and tokens.low[start] in lexicon()["unit"]
    ):  # "goals under five headings", not "cost under five euros"
        return tokens.is_word(start + 1) and tokens.word(start - 2) not in _LEVELS
    return phrase == ("about",) and start > 1 and tokens.low[start - 2] in _TOPIC  # "ask about two things"


def after(tokens: Tokens, end: int) -> tuple[Modifier, int] | None:
    """The modifier that begins at a token, and its end: "or more", "or so", "plus"."""
    known, longest = _phrases("figure-modifiers-after")
    for length in range(longest, 0, -1):
        phrase = tuple(tokens.low[end : end + length])
        if len(phrase) == length and phrase in known:
            # "100 towns and | over 10 million people"
            apart = phrase[0] in ("and", "or") and _begins_amount(tokens, end + length)
            adds = phrase == ("plus",) and tokens.word(end + 1) in ("a", "the", "an", "another")
            mends = phrase == ("or", "more") and tokens.word(end + 2).endswith("ly")  # "40 or more precisely 38"
            return None if apart or adds or mends else (known[phrase], end + length)
    return None


def _begins_amount(tokens: Tokens, at: int) -> bool:
    return tokens.is_number(at) or tokens.word(at) in openers() or tokens.word(at) in ("$", "€", "£")


def change(tokens: Tokens, start: int, end: int, *, counted: bool) -> Change | None:
    """Whether an amount on tokens [start, end), modifier included, is a growth or a fall.

    "grew by about 6 percent", "up 19 cents", "a fall of 3%", "5 percent higher", "10% growth". An amount reached ("rose to 5
    billion") is none; a count ("added 12 members") only after "by".
    """
    at = start - 1
    by = False
    while at >= start - 4 and tokens.word(at) in _BETWEEN:
        by = by or tokens.low[at] == "by"
        at -= 1
    if by:
        return _verb_before(tokens, at)
    word = tokens.word(at)
    if word == "up" and tokens.word(at - 1) in _MAKING:
        return None  # "they make up two per cent of the whole"
    if (
        word in _changes()
        and not counted
        and word not in _ONLY_WITH_BY
        and not (at < start - 1 and word in ("up", "down", "added"))
    ):
        return _changes()[word]
    following = tokens.word(end)
    return _changes().get(following) if following in _FOLLOWING and not counted else None


def _verb_before(tokens: Tokens, at: int) -> Change | None:
    """The direction of the nearest verb of change before "by": "grow sales by 35 percent"."""
    for place in range(at, max(-1, at - 7), -1):
        word = tokens.low[place]
        if word in _THINGS:
            continue
        if (word in _changes() and word not in ("up", "down", "more", "less")) or (word in ("up", "down") and place == at):
            return _changes()[word]
        if word in ",;:.()":
            break
    return None


_MAKING = frozenset(("make", "makes", "made", "making"))
"""Verbs that with "up" tell of no growth."""


@cache
def _changes() -> dict[str, Change]:
    return dict(table("figure-changes"))  # type: ignore[arg-type]
