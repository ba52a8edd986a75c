"""What a claim says of the state of its matter: asked for, talked of, undertaken, under way, done in part, done, halted.

The stages are the reader's own attributes on one ladder, so that a promise, an item of the agenda, an event in a treaty's life
and a report of what was done can be compared. They say what somebody tells, never what is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from servanda.model import Claim
from servanda.words import rows, words


class Stage(IntEnum):
    """How far a matter is, as one claim tells it. Higher is further."""

    NAMED = 0
    """Nothing is told of its state."""
    HELD = 1
    """Somebody takes a stance on it."""
    FORESEEN = 2
    ASKED = 3
    """Proposed, demanded, raised: it has not been taken on."""
    TALKED = 4
    UNDERTAKEN = 5
    """Promised, planned or agreed."""
    UNDER_WAY = 6
    HALTED = 7
    PARTLY = 8
    DONE = 9


_TOPICS = {
    "raised": Stage.ASKED,
    "discussed": Stage.TALKED,
    "agreed": Stage.UNDERTAKEN,
    "postponed": Stage.HALTED,
    "referred": Stage.TALKED,
    "resolved": Stage.DONE,
    "unresolved": Stage.HALTED,
}
_PROGRESS = {
    "fulfilled": Stage.DONE,
    "partly_fulfilled": Stage.PARTLY,
    "in_progress": Stage.UNDER_WAY,
    "postponed": Stage.HALTED,
    "stalled": Stage.HALTED,
    "broken": Stage.HALTED,
}
_LIFE = {
    "drafted": Stage.UNDER_WAY,
    "initialled": Stage.UNDER_WAY,
    "adopted": Stage.DONE,
    "signed": Stage.DONE,
    "ratified": Stage.DONE,
    "exchanged": Stage.DONE,
    "entered_into_force": Stage.DONE,
    "amended": Stage.DONE,
    "extended": Stage.DONE,
    "suspended": Stage.HALTED,
    "terminated": Stage.HALTED,
}
_LIFE_ORDER = (
    "drafted",
    "initialled",
    "adopted",
    "signed",
    "ratified",
    "exchanged",
    "entered_into_force",
    "extended",
    "amended",
)
_FORCE = {"proposed": 0, "conditional": 1, "planned": 2, "pledged": 3, "agreed": 3}
"""What binds nobody yet, what hangs on something else, what is meant, what is promised: by one, or by several who agree."""
_STANCE = {"opposes": 0, "undecided": 1, "supports_with_conditions": 2, "supports": 3}
_CUES = {
    "announced": Stage.UNDERTAKEN,
    "held": Stage.DONE,
    "ended": Stage.DONE,
    "needed": Stage.ASKED,
    "going_on": Stage.UNDER_WAY,
}
"""What a sentence tells by a cue of its own."""
_ITEM = r"[\w’'-]+(?: [\w’'-]+)?"
_BREAK = re.compile(rf"[;:.!?–—]\s|,\s(?!(?:{_ITEM}, )*{_ITEM} (?:and|or) )")
"""Where the naming of a thing breaks off: not at the commas of a list of few words each."""
_HUNDRED = Decimal(100)


def stage(claim: Claim) -> Stage:
    """The stage that a claim tells of."""
    values = claim.values
    if claim.kind == "progress":
        return _progress(values)
    if claim.kind == "commitment":
        return Stage.ASKED if values["force"] == "proposed" else Stage.UNDERTAKEN
    if claim.kind == "topic":
        return _TOPICS[values["outcome"]]
    if claim.kind == "instrument":
        return _LIFE[life_event(claim) or "signed"] if values["events"] else Stage.NAMED
    if claim.kind == "mention":
        cue = cued(claim.sentence)
        return cue.stage if cue else Stage.NAMED
    return {"position": Stage.HELD, "forecast": Stage.FORESEEN}.get(claim.kind, Stage.NAMED)


def _progress(values: Any) -> Stage:
    told = _PROGRESS[values["status"]]
    degree = values.get("degree")
    if told in (Stage.DONE, Stage.PARTLY) and degree is not None:
        return Stage.DONE if Decimal(str(degree)) >= _HUNDRED else Stage.PARTLY
    return told


class Cue(NamedTuple):
    """Words that tell how far a thing is, and the words by which they name it."""

    stage: Stage
    thing: str


@lru_cache(maxsize=50_000)
def cued(text: str) -> Cue | None:
    """What the words of a sentence tell by themselves of how far which thing is.

    The first cue says how far; of several that say so, the one with most words says which.
    """
    pattern, told = _cues()
    cues = [_cue(text, found, *told[found.lastgroup]) for found in pattern.finditer(text) if found.lastgroup]
    return max((cue for cue in cues if cue.stage == cues[0].stage), key=lambda cue: len(cue.thing), default=None)


def _cue(text: str, found: re.Match[str], stage: Stage, side: str) -> Cue:
    if side == "before":
        return Cue(stage, _BREAK.split(text[: found.start()])[-1])
    return Cue(stage, _BREAK.split(text[found.end() :], maxsplit=1)[0])


@cache
def _cues() -> tuple[re.Pattern[str], Mapping[str, tuple[Stage, str]]]:
    by: dict[str, list[str]] = defaultdict(list)
    told: dict[str, tuple[Stage, str]] = {}
    for phrase, name, side in rows("stage-cues"):
        by[f"{name}_{side}"].append(re.escape(phrase).replace(re.escape("*"), r"\w*"))
        told[f"{name}_{side}"] = (_CUES[name], side)
    groups = (f"(?P<{name}>{'|'.join(phrases)})" for name, phrases in by.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE), told


def life_event(claim: Claim) -> str | None:
    """The furthest event in the life of an instrument that a claim tells of."""
    events: list[str] = [event["event"] for event in claim.values.get("events", ())]
    return max(events, key=life_rank, default=None)


def life_rank(event: str) -> int:
    """How far an event is in the life of an instrument."""
    return _LIFE_ORDER.index(event) if event in _LIFE_ORDER else len(_LIFE_ORDER)


def force(claim: Claim) -> int:
    """How binding a commitment is, what its sentence takes back taken off."""
    return max(0, _FORCE[claim.values["force"]] - hedged(claim))


def stance(claim: Claim) -> int:
    """How far a position is for its matter."""
    return _STANCE[claim.values["stance"]]


def hedged(claim: Claim) -> bool:
    """Whether its sentence takes something back ("essentially", "if everything goes as planned")."""
    return _has("hedges", claim.sentence)


def told_again(claim: Claim) -> bool:
    """Whether its sentence says that this was said before ("as you mentioned", "once again")."""
    return _has("repeat-cues", claim.sentence)


@lru_cache(maxsize=50_000)
def _has(name: str, text: str) -> bool:
    return bool(_phrases(name).search(text))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words(name), key=len, reverse=True)))})\b", re.IGNORECASE)
