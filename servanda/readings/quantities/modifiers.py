"""How exact a number is said to be, and whether it is a growth or a fall."""

from __future__ import annotations

from functools import cache
from typing import Literal

from servanda.model import Modifier
from servanda.readings.quantities.tokens import Tokens
from servanda.words import rows, table

Change = Literal["up", "down"]

_REACH = 6
_LINKS = frozenset("by about around approximately nearly almost over more than some roughly at least up to a an of as much further another".split())
_VERBLESS = frozenset("of in".split())


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
    """ "over the two countries", "within three groups", "under Article 5": a place, no bound."""
    if phrase == ("within",):
        return True
    if phrase in (("top",), ("near",), ("beyond",), ("minimum",), ("maximum",)):
        return tokens.low[start - 1] == "top" and start > 1 and tokens.low[start - 2] in ("the", "its", "a")
    if phrase == ("some",):
        return start > 1 and tokens.low[start - 2] in ("and", "or") and False
    return False


def after(tokens: Tokens, end: int) -> tuple[Modifier, int] | None:
    """The modifier that begins at a token, and its end: "or more", "or so", "plus"."""
    known, longest = _phrases("figure-modifiers-after")
    for length in range(longest, 0, -1):
        phrase = tuple(tokens.low[end : end + length])
        if len(phrase) == length and phrase in known:
            if phrase == ("plus",) and tokens.is_word(end + 1) and tokens.word(end + 1) in ("a", "the", "an"):
                return None
            if phrase == ("odd",) or phrase == ("+",) or phrase == ("plus",) or len(phrase) > 1:
                return known[phrase], end + length
            return known[phrase], end + length
    return None


def change(tokens: Tokens, start: int, end: int) -> Change | None:
    """Whether an amount on tokens [start, end), modifier included, is a growth or a fall.

    "grew by about 6 percent", "up 19 cents", "a fall of 3%", "5 percent higher", "10% growth". An amount reached ("rose to 5
    billion") is none.
    """
    known = table("figure-changes")
    at = start - 1
    steps = 0
    while at >= 0 and steps < 3 and tokens.low[at] in ("by", "of", "a", "an", "another", "further", "some", "just", "only", "around"):
        at -= 1
        steps += 1
    word = tokens.word(at)
    direction = known.get(word)
    if direction and not (word in ("more", "less", "lower", "higher", "fewer", "improved", "improvement", "cut", "raise", "raised", "add")
                          and tokens.word(start - 1) != "by" and word not in ("raised",)):
        if tokens.word(start - 1) in ("of",) and word in ("up", "down", "more"):
            return None
        return direction  # type: ignore[return-value]
    following = tokens.word(end)
    if following in ("higher", "lower", "less", "fewer", "more", "down", "up", "upward", "downward") and following in known:
        return known[following]  # type: ignore[return-value]
    if following in ("growth", "increase", "rise", "decline", "decrease", "drop", "fall", "reduction", "cut", "jump", "gain"):
        return known.get(following, "up")  # type: ignore[return-value]
    return None
