"""Labels that tell a person's part or outlet beside the name: "Ardan Courier correspondent Mira Tal", "Mira Tal, Host"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.words import table, words

_NAME = (2, 4)
"""Words of a name that stands beside a part or an outlet; one alone may be anything but beside an outlet."""
_BESIDE = 6
"""Words of a part or outlet, at most."""
_SHORTEST_PART = 4
"""Characters: `Q` and `A` are parts, but stand alone."""


@dataclass(frozen=True, slots=True)
class Byline:
    """A name and what is printed beside it."""

    name: str
    role: str
    """`asker` or `other`."""
    outlet: str | None
    """As printed; None where only a part is told."""


@lru_cache(maxsize=4096)
def byline(base: str) -> Byline | None:
    """The name in a label that tells a part played or an outlet too; None where it tells neither, or no full name."""
    first, comma, rest = base.partition(", ")
    if not comma:
        return _before_name(base)
    return _beside_comma(first, rest) or (_beside_comma(rest, first) if _has_outlet(first.split()) else None)


def _beside_comma(name: str, rest: str) -> Byline | None:
    """`Mira Tal, Host`; `Mira Tal, Ardan Courier`; `Mira Tal, Courier correspondent`; `Ardan Courier, Mira Tal`."""
    tokens = rest.replace(",", " ").split()
    given = name.split()
    fewest = 1 if _has_outlet(tokens) else _NAME[0]
    if not _is_name(given, fewest) or not tokens or len(tokens) > _BESIDE or not all(map(_fits, tokens)):
        return None
    parts = [part for part in map(_part, tokens) if part]
    outlets = _has_outlet(tokens)
    if not parts and not outlets:
        return None
    role = "other" if parts and not outlets and parts[0] != "asker" else "asker"
    outlet = " ".join(token for token in tokens if not _part(token)) if outlets else ""
    return Byline(name, role, outlet or None)


def _before_name(base: str) -> Byline | None:
    """`Ardan Courier correspondent Mira Tal`; `Journalist Mira Tal`."""
    tokens = base.split()
    place = next((index for index, token in enumerate(tokens) if _part(token)), None)
    if place is None or place > _BESIDE or not all(map(_fits, tokens[:place])) or not _is_name(tokens[place + 1 :]):
        return None
    if not tokens[0][:1].isupper() or tokens[0].lower() in words("function-words"):
        return None
    outlet = " ".join(tokens[:place])
    return Byline(" ".join(tokens[place + 1 :]), _part(tokens[place]) or "asker", outlet or None)


def _part(token: str) -> str | None:
    """The part that one word says a person plays, other than an answer's."""
    lower = token.lower().rstrip(",")
    found = table("label-roles").get(lower) if len(token) >= _SHORTEST_PART and lower not in words("speech-labels") else None
    return found if found in ("asker", "other") else None


def _has_outlet(tokens: list[str]) -> bool:
    return any(token.strip(_QUOTES).lower() in words("outlet-words") for token in tokens)


_QUOTES = "«»“”„\"'"


def _fits(token: str) -> bool:
    """Whether a word may stand in an outlet's name."""
    lower = token.strip(_QUOTES).lower()
    return (
        token.strip(_QUOTES)[:1].isupper()
        or lower in words("outlet-words")
        or lower in ("of", "the", "for", "and", "&")
        or bool(_part(token))
    )


def _is_name(tokens: list[str], fewest: int = _NAME[0]) -> bool:
    offices = table("offices")
    return fewest <= len(tokens) <= _NAME[1] and all(
        token[0].isupper()
        and token[-1].isalpha()
        and token.lower() not in offices
        and token.lower() not in words("function-words")
        for token in tokens
    )
