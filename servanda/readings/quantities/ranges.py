"""Two numbers that are the ends of one range: "10 to 12 billion", "between 5 and 7 percent", "two or three", "14-18"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.readings.quantities.numbers import Number
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens
from servanda.words import table

_HYPHENS = frozenset("-‑−‒")
_LINKS = _HYPHENS | frozenset(("to", "–", "—", "or", "and", "through", "~"))
_SOFTENERS = role("softener")
_SIGNS = frozenset("$€£¥₽₴₸₹₩₺₪")


@dataclass(frozen=True, slots=True)
class Link:
    """The word or dash between two numbers."""

    word: str
    at: int
    begins: int
    """Token with which the other end must begin, its currency included."""
    number: int
    """Token of the other number."""


def link(tokens: Tokens, at: int) -> Link | None:
    """The link that begins at a token, if a number may follow it."""
    word = tokens.word(at)
    if word in _HYPHENS and tokens.word(at + 1) in ("to", "or", "and"):
        at, word = at + 1, tokens.word(at + 1)
    if word not in _LINKS:
        return None
    begins = at + 1
    if tokens.word(begins) in _HYPHENS and word not in _HYPHENS and tokens.glued(begins):  # "200,000 to-260,000"
        begins += 1
    if tokens.word(begins) in _SOFTENERS:
        begins += 1
    number = begins
    for _ in range(2):
        sign = tokens.raw[number] if number < len(tokens) else ""
        if sign in _SIGNS or (sign.isupper() and sign.isalpha() and len(sign) <= 3):
            number += 1
    return Link(word, at, begins, number) if number < len(tokens) else None


def joins(tokens: Tokens, first: Number, other: Number, found: Link, *, unit: bool) -> bool:
    """Whether the link makes a range of the two; `unit` where the first has a unit of its own."""
    word = found.word
    if word == "and":
        return "between" in tokens.low[max(0, first.start - 3) : first.start]
    if word == "or":
        return first.value < other.value and other.form == first.form and first.form in ("digits", "words")
    if first.form in ("fraction", "multiple", "vague") and first.form != other.form:
        return False
    if word in _HYPHENS and tokens.word(other.end) == "-" and tokens.is_number(other.end + 1):
        return False
    if word == "—" or (word in ("–", "-") and tokens.glued(found.at) != tokens.glued(found.at + 1)):
        return False
    if word == "to":
        if found.begins > found.at + 1 and "from" in tokens.low[max(0, first.start - 4) : first.start]:
            return False  # "from under 15 billion to nearly 49 billion" names two levels, each with its own modifier
        return not (first.value == other.value == 1) and not (unit and _is_step(tokens, first.start))
    return True


def _is_step(tokens: Tokens, start: int) -> bool:
    """Whether an amount is by how much something changed, and what follows "to" is where it got: "up 4 cents to 19 cents"."""
    for at in range(start - 1, max(-1, start - 4), -1):
        word = tokens.low[at]
        if word == "by" or (word in table("figure-changes") and tokens.word(at + 1) not in ("to", "from")):
            return True
        if word in ("from", "between", "of"):
            return False
    return False


def with_scale_of(first: Number, other: Number) -> Number:
    """The first number with the scale that is said once for both: "10 to 12 billion", but not "800 to 1.2 million"."""
    if first.scale == 1 and other.scale > 1 and abs(first.value) < other.mantissa:
        return replace(first, value=first.value * other.scale, scale=other.scale, bare_digits=False)
    return first
