"""What is done to a thing, as two statements of it tell: who promises to ratify a treaty has not done so by signing it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from servanda.comparison.relations.likeness import stems_of
from servanda.comparison.relations.stages import Stage, stage
from servanda.model import Claim
from servanda.words import rows

_LIFE = ("prepare", "initial", "sign", "ratify", "exchange", "force")
"""Acts in the life of a treaty: where a later one is done, those before it are."""


def parted(later: Claim, earlier: Claim) -> bool:
    """Whether the later words tell of other acts than the one that the earlier words begin with, as far as both tell of any."""
    begun, told = acts_in(_named(earlier)), _told(later)
    if not begun or not told:
        return False
    return begun[0] not in told and not (stage(later) == Stage.DONE and _implied(begun[0], told))


def goes_on(later: Claim, earlier: Claim) -> bool:
    """Whether both tell of the same act on the same sort of thing: a project that is being completed, and is."""
    acts = set(acts_in(later.place.text)) & set(acts_in(earlier.place.text))
    heads = stems_of(_named(later)) & stems_of(_named(earlier))
    return bool(acts and heads)


def _implied(act: str, done: Iterable[str]) -> bool:
    """Whether an act in a treaty's life comes before another that is done."""
    return act in _LIFE and any(other in _LIFE[_LIFE.index(act) :] for other in done)


def _told(claim: Claim) -> tuple[str, ...]:
    """The acts that a claim tells of: of an instrument those of its life, of a commitment the first alone."""
    if claim.kind == "instrument":
        events = [event["event"] for event in claim.values["events"]]
        return tuple(
            act for event in events for act in ("exchange",) * (event == "exchanged") or acts_in(event.replace("_", " "))
        )
    found = acts_in(_named(claim))
    return found[:1] if claim.kind == "commitment" else found or acts_in(claim.place.text)


def _named(claim: Claim) -> str:
    """The words in which a claim names what is done."""
    return str(claim.values.get("action") or claim.values.get("matter") or claim.place.text)


@lru_cache(maxsize=50_000)
def acts_in(text: str) -> tuple[str, ...]:
    """The acts that words tell of, in the order in which they stand."""
    pattern, acts = _acts()
    return tuple(acts[found.lastindex or 0] for found in pattern.finditer(text))


@cache
def _acts() -> tuple[re.Pattern[str], dict[int, str]]:
    listed = [(re.escape(phrase).replace(re.escape("*"), r"\w*"), act) for phrase, act in rows("acts-compared")]
    pattern = "|".join(f"({phrase})" for phrase, _ in listed)
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), {number: act for number, (_, act) in enumerate(listed, 1)}
