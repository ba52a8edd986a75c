"""The trained model: from the numbers measured of a question and its answer to how likely each kind of reply is.

A multinomial logistic regression, four rows of weights in `weights/replies.tsv` beside their card. It needs nothing but Python.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from servanda.model import Reply

REPLIES: tuple[Reply, ...] = ("answered", "partial", "deflected", "none")
NAME = "replies/1"
"""Name and version of the weights."""
_INTERCEPT, _FAVOUR = "(intercept)", "(favour)"
_RAREST = "(rarest)"
_SIGNS = ("any refusing", "any defer", "any other", "shorter than 20")
"""Features without any of which no reply is called `none`: a refusal shows, or the answer is next to nothing."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a question was answered, and how likely each kind of reply is."""

    reply: Reply
    likely: Mapping[Reply, float]


def judge(features: Mapping[str, float]) -> Judgement:
    """The reply these features speak for.

    Answered, ambivalent (`partial` and `deflected` together) and none are weighed first, each multiplied by its favour: what
    makes the three found equally well, since most replies to journalists are ambivalent. Then the likelier of the two.
    """
    weights = _weights()
    scores = list(weights[_INTERCEPT])
    for name, value in sorted(features.items()):
        for at, weight in enumerate(weights.get(name, ())):
            scores[at] += weight * value
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = math.fsum(raised)
    answered, partial, deflected, none = (each / total for each in raised)
    favour = weights[_FAVOUR] if any(features.get(sign) for sign in _SIGNS) else (*weights[_FAVOUR][:3], 0.0)
    weighed: dict[Reply, float] = {
        "answered": answered * favour[0],
        "partial" if partial >= deflected else "deflected": (partial + deflected) * favour[1],
        "none": none * favour[3],
    }
    likely = dict(zip(REPLIES, (answered, partial, deflected, none), strict=True))
    return Judgement(max(weighed, key=lambda reply: weighed[reply]), likely)


def rarity(stem: str) -> float:
    """How telling a stem is: the logarithm of how few answers hold it."""
    known = _rarities()
    return known.get(stem, known[_RAREST])


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    return {name: tuple(map(float, columns)) for name, *columns in _table("replies.tsv")}


@cache
def _rarities() -> dict[str, float]:
    return {stem: float(value) for stem, value in _table("rarity.tsv")}


def _table(name: str) -> list[list[str]]:
    text = files("servanda.readings.answering").joinpath("weights", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
