"""States and bodies by whatever name a record gives them, and what tells them from persons."""

from __future__ import annotations

from functools import lru_cache

from servanda.comparison.people import spelling
from servanda.model import PersonKind
from servanda.readings.labels import is_outlet
from servanda.words import of_part, table, words

OF_STATES = frozenset(
    (
        "president",
        "minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "emir",
        "sultan",
        "taoiseach",
        "prime",
        "vice-president",
    )
)
"""Words of offices that nobody holds in two states at once. Envoys and advisers are named after states that are not theirs."""

_ADJECTIVES_END = ("an", "ish", "ese", "ch", "i", "k", "ss", "ic", "ai", "z")
_JOINTS = frozenset(("of", "the", "for", "and", "on", "to", "in", "de", "des", "du"))
_DETERMINERS = frozenset(
    ("this", "that", "no", "each", "neither", "either", "every", "any", "our", "my", "their", "his", "her")
)
_GENERIC = frozenset(
    ("of", "the", "and", "standing", "joint", "member", "select", "labour", "conservative", "party", "parties")
)


@lru_cache(maxsize=8192)
def known_state(name: str) -> str | None:
    """The short English name of a state, in whatever usual form it is given; None where it is none that the lists have."""
    plain = _plain(name)
    for form in ("", *(f"{lead} " for lead in words("state-long-forms"))):
        rest = plain.removeprefix(form).removeprefix("the ")
        if plain.startswith(form) and (found := table("countries").get(rest) or table("state-forms").get(rest)):
            return found
    return None


@lru_cache(maxsize=8192)
def kind_of(name: str) -> PersonKind | None:
    """Whether a name is a state's or a body's; None where it is neither, and may be a person's."""
    plain = _plain(name)
    if plain in table("bodies"):
        return "body"
    bare = name.removeprefix("the ").removeprefix("The ")
    state = known_state(bare) if bare[:1].isupper() else None
    if state and not (plain != state.lower() and " " not in plain and plain.endswith(_ADJECTIVES_END)):
        return "state"
    return "body" if _is_body(bare.split()) else None


def _is_body(tokens: list[str]) -> bool:
    """`Ministry of Trade`, `Ardan News Agency`: capitalised, with a body's noun, and no office or determiner before it."""
    lowered = [token.lower().strip(".,'’\"").removesuffix("'s").removesuffix("’s") for token in tokens]
    if not tokens or lowered[0] in _DETERMINERS or len(lowered[0]) < 2 or not all(lowered) or "," in "".join(tokens):
        return False
    if not (tokens[0][0].isupper() and tokens[-1][0].isupper() and all(t[0].isupper() or t in _JOINTS for t in tokens)):
        return False
    kinds = table("offices")
    if any(kinds.get(word) == "office" for word in lowered[:4]):
        return False
    if any(kinds.get(word) == "body" for word in lowered):
        return True
    outlet = len(tokens) > 1 and is_outlet(tokens) and lowered[-1] not in of_part("outlet-words", "-")  # no surname
    return outlet and tokens[0] not in table("given-names") and not spelling.is_peer(tokens[0])


def body_skeleton(name: str) -> str:
    """What spellings of a body's name have in common: `the Ardanian Government` and `the Government of Ardania` are one."""
    known = table("bodies").get(_plain(name))
    if known:
        return spelling.body_key(known)
    tokens = _plain(name).replace("'s", "").replace("’s", "").split()
    for state_words, rest in ((tokens[:-1], tokens[-1:]), (tokens[2:], tokens[:1] if tokens[1:2] == ["of"] else [])):
        state = known_state(" ".join(state_words)) if state_words and rest == ["government"] else None
        if state:
            return f"government of {state.lower()}"
    return spelling.body_key(name)


def is_short(name: str, kind: PersonKind) -> bool:
    """Whether a name does not tell beyond its record who is meant: a lone surname, "the Government", "the Committee"."""
    if kind == "state" or _plain(name) in table("bodies"):
        return False
    if kind == "person":
        return spelling.is_short(name)
    return all(word in table("offices") or word in _GENERIC or word in words("party-words") for word in _plain(name).split())


def _plain(name: str) -> str:
    return " ".join(name.lower().split()).removeprefix("the ")
