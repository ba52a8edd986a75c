"""The noun that a number counts: its head, its singular, and where its phrase ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from servanda.readings.quantities.numbers import openers
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens
from servanda.words import table

REACH = 7
"""Words a counted phrase may hold."""
_ATTRIBUTIVE = role("attributive-plural")
_NOT_AFTER_HYPHEN = role("no-noun-after-hyphen")
_INTENSIFIERS = role("intensifier")
_POSTPOSED = role("postposed")
_PEOPLE = role("people")
_NO_PLURAL = role("no-plural")
_HYPHENS = frozenset("-‑")
_SIZES = frozenset(("w", "h", "x"))
"""Letters for a width, a height and what stands between them."""
_POSSESSIVE = frozenset(("'s", "’s"))
_NOT_PLURAL = ("ss", "us", "is", "ous")
_DEMONYM = ("an", "ese", "ish", "i", "wegian")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase, tokens [start, end); the head is its last token."""

    noun: str
    """The head, singular, lower-case unless it is a people's name."""
    start: int
    end: int


@cache
def phrase_ends() -> dict[str, str]:
    """Words that end a noun phrase, with their class."""
    return table("phrase-ends")


def is_plural(word: str) -> bool:
    """Whether a word, lower-case, looks like a plural noun."""
    known = table("singulars")
    if word in known:
        return word not in _NO_PLURAL
    if word.endswith(("men", "people", "folk")) and len(word) > 3:
        return word not in ("specimen", "regimen", "acumen", "omen", "women's", "men's")
    return len(word) > 2 and word.endswith("s") and not word.endswith(_NOT_PLURAL) and word not in _NO_PLURAL


def singular(word: str) -> str:
    """The singular of a noun, lower-case; of a people's name, with its capital."""
    low = word.lower()
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2:
        return word[:-1]  # "MPs"
    one = table("singulars").get(low) or _by_rule(low)
    return one.capitalize() if word[:1].isupper() and one.endswith(_DEMONYM) and low != one else one


def _by_rule(low: str) -> str:
    if low.endswith(("women", "men")) and len(low) > 5:
        return low[:-2] + "an"
    if low.endswith("people") and len(low) > 6:
        return low[:-6] + "person"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(_NOT_PLURAL) and len(low) > 3:
        return low[:-1]
    return low


def counted(tokens: Tokens, start: int, *, one: bool = False) -> Counted | None:
    """The noun phrase that begins at a token, where a number stood before it; `one` where the number is one."""
    stops = phrase_ends()
    if tokens.word(start) in _HYPHENS:
        return _hyphened(tokens, start)
    if tokens.word(start) in openers() or tokens.word(start) in _POSSESSIVE or _tells_size(tokens, start):
        return None
    last, held = -1, 0
    for at in range(start, len(tokens)):
        low = tokens.low[at]
        if held == REACH:
            break
        if tokens.is_word(at) and low not in stops:
            if one and _verbal(low):
                break
            last, held = at, held + 1
            if not one and is_plural(low) and not _modifies(tokens, at):
                return _to_head(tokens, start, at)
            if low in _PEOPLE and at == start and (not tokens.is_word(at + 1) or tokens.low[at + 1] in stops):
                return _phrase(tokens, start, at)  # "12 dead and 30 wounded"
        elif not (low in _INTENSIFIERS and tokens.is_word(at + 1)) and not (held and _continues(tokens, at, one)):
            break
    while held > 1 and (tokens.low[last].endswith("ly") or _behind(tokens, last)):  # "one assertion repeatedly"
        last, held = last - 1, held - 1
    return _phrase(tokens, start, last) if one and held else None


def _tells_size(tokens: Tokens, at: int) -> bool:
    """Whether a letter glued behind digits tells the size of a picture or a kind of drive: "1231w", "640x480", "4x4 cars"."""
    letter, digits = tokens.word(at)[:1], tokens.word(at)[1:]
    return tokens.is_number(at - 1) and tokens.glued(at) and letter in _SIZES and (not digits or digits.isdecimal())


def _behind(tokens: Tokens, at: int) -> bool:
    """Whether an adjective stands behind its noun, with its own preposition: "one source close to the talks"."""
    return tokens.low[at] in _POSTPOSED and phrase_ends().get(tokens.word(at + 1)) == "preposition"


def _hyphened(tokens: Tokens, start: int) -> Counted | None:
    """As in "a 20-point plan", "a six-cylinder engine"."""
    low = tokens.word(start + 1)
    if not tokens.glued(start + 1) or not tokens.is_word(start + 1) or low in _NOT_AFTER_HYPHEN or low in phrase_ends():
        return None
    if low.endswith("ed"):  # "three-tiered"
        return None
    return _phrase(tokens, start, start + 1)


def _continues(tokens: Tokens, at: int, one: bool) -> bool:
    """Whether a token that is no word of the phrase leaves it open: a hyphen, "political *and* economic", "new *737* jets"."""
    low = tokens.low[at]
    if tokens.glued(at) and tokens.low[at - 1] in _HYPHENS:  # "10 made-in-Corvia buses"
        return tokens.is_word(at)
    if low in _HYPHENS or low == "–":
        suspended = tokens.word(at + 1) in ("and", "or")  # "low- and middle-income families"
        return tokens.glued(at) and (tokens.glued(at + 1) or suspended)
    if low in ("and", "or", ","):
        return not one and _goes_on(tokens, at)
    if low in _POSSESSIVE:
        return True
    return low.isdecimal() and tokens.is_word(at + 1) and tokens.low[at + 1] not in phrase_ends()


def _modifies(tokens: Tokens, at: int) -> bool:
    """Whether a noun without plural -s stands before another: "two police officers", "300 data centres"."""
    low = tokens.low[at]
    if low.endswith("s") or low in ("people", "men", "women", "children"):
        return False
    return (
        any(is_plural(tokens.word(at + step)) and tokens.is_word(at + step) for step in (1, 2))
        and tokens.word(at + 1) not in phrase_ends()
    )


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether adjectives are being joined: "political and economic agreements"; the next word but one is plural."""
    return tokens.is_word(at + 1) and tokens.word(at + 1) not in phrase_ends() and _plural_near(tokens, at)


def _plural_near(tokens: Tokens, at: int) -> bool:
    for step in range(1, 6):
        low = tokens.word(at + step)
        if is_plural(low):
            return True
        if (low != "-" and not tokens.is_word(at + step)) or low in phrase_ends():
            return False
    return False


def _verbal(low: str) -> bool:
    return (low.endswith(("s", "ed", "ing")) and not low.endswith(_NOT_PLURAL)) or low in phrase_ends()


def _to_head(tokens: Tokens, start: int, at: int) -> Counted:
    """Goes on from a first plural to the head where the first is attributive: "three arms control treaties"."""
    if tokens.low[at] in _ATTRIBUTIVE and tokens.is_word(at + 1) and tokens.low[at + 1] not in phrase_ends():
        for step in (1, 2):
            if is_plural(tokens.word(at + step)) and tokens.word(at + step) not in phrase_ends():
                return _phrase(tokens, start, at + step)
    if tokens.word(at + 1) == "-" and tokens.glued(at + 1) and is_plural(tokens.word(at + 2)):
        return _phrase(tokens, start, at + 2)
    return _phrase(tokens, start, at)


def _phrase(tokens: Tokens, start: int, head: int) -> Counted:
    return Counted(singular(tokens.raw[head]), start, head + 1)
