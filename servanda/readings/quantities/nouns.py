"""The noun that a number counts: its head, its singular, and where its phrase ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from servanda.readings.quantities.numbers import openers
from servanda.readings.quantities.tokens import Tokens
from servanda.words import table

REACH = 7
"""Words a counted phrase may hold."""
_ATTRIBUTIVE = frozenset("arms sports customs rights sales goods services systems operations states affairs securities weapons communications".split())
_NOT_AFTER_HYPHEN = frozenset("strong odd some plus fold on to off time party-goer".split())
_INTENSIFIERS = frozenset("very most more highly extremely increasingly newly quite".split())
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
        return word not in ("program", "center", "theater", "dead")
    if word.endswith(("men", "people", "folk")) and len(word) > 3:
        return word not in ("specimen", "regimen", "acumen", "omen", "women's", "men's")
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)


def singular(word: str) -> str:
    """The singular of a noun, lower-case; of a people's name, with its capital."""
    low = word.lower()
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
    if tokens.word(start) in ("'s", "’s") or (tokens.word(start) in ("-", "‑") and tokens.word(start + 1) in _NOT_AFTER_HYPHEN):
        return None
    content: list[int] = []
    at = start + 1 if tokens.word(start) in ("-", "‑") and tokens.glued(start + 1) else start
    hyphened = at > start
    while at < len(tokens) and len(content) < REACH:
        low = tokens.low[at]
        if not content and low in openers():
            return None
        if low in _INTENSIFIERS and tokens.is_word(at + 1):
            pass
        elif tokens.is_word(at) and low not in stops:
            if one and _verbal(low):
                break
            content.append(at)
            if hyphened or (not one and is_plural(low) and not _modifies(tokens, at)):
                return _to_head(tokens, start, at) if not hyphened else _phrase(tokens, start, at)
        elif low in ("-", "‑", "–") and tokens.glued(at) and tokens.glued(at + 1) and content:
            pass
        elif low in ("and", "or", ",") and content and not one and _goes_on(tokens, at):
            pass
        elif low in ("'s", "’s"):
            pass
        elif content and low.isdecimal() and tokens.is_word(at + 1) and tokens.low[at + 1] not in stops:  # "two new 737 jets"
            pass
        else:
            break
        at += 1
    if one and content:
        return _phrase(tokens, start, content[-1])
    return None


def _modifies(tokens: Tokens, at: int) -> bool:
    """Whether a noun without plural -s stands before another: "two police officers", "300 data centres"."""
    low = tokens.low[at]
    if low.endswith("s") or low in ("people", "men", "women", "children"):
        return False
    return any(is_plural(tokens.word(at + step)) and tokens.is_word(at + step) for step in (1, 2)) and tokens.word(at + 1) not in phrase_ends()


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
    low = tokens.low[at]
    following = tokens.word(at + 1)
    if low in _ATTRIBUTIVE and following and tokens.is_word(at + 1) and following not in phrase_ends():
        for step in (1, 2):
            if is_plural(tokens.word(at + step)) and tokens.word(at + step) not in phrase_ends():
                return _phrase(tokens, start, at + step)
    if tokens.word(at + 1) == "-" and tokens.glued(at + 1) and is_plural(tokens.word(at + 2)):
        return _phrase(tokens, start, at + 2)
    return _phrase(tokens, start, at)


def _phrase(tokens: Tokens, start: int, head: int) -> Counted:
    noun = singular(tokens.raw[head])
    if noun == "person" and tokens.low[head] == "people" and head > start and tokens.low[head - 1].endswith("ic"):
        noun = "people"
    if noun == "person" and tokens.low[head] == "peoples":
        noun = "people"
    return Counted(noun, start, head + 1)
