"""How likely each proposal is to be what it says, and which proposals become entries.

A logistic regression for each kind weighs what the detectors saw and the words of the clause and of its sentence. Its weights
are data (`weights/`, with their card), made by `training/statements`. A kind without weights keeps its detector's confidence.
Where the trained model reads, what the weights leave open is judged by the encoder of `judging` too, on a scale of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, fsum

from servanda.model import Commitment, Forecast, Span
from servanda.readings.grammar import Sentence, Stretch, Token
from servanda.readings.statements.proposals import Proposal, Statement

__all__ = ["OPEN", "Ask", "Sight", "bar", "entries_of"]

Ask = Callable[[Sequence[Stretch]], Sequence[Mapping[str, float]]]
"""Asks the encoder about clauses of the sentence at hand: by kind, a score for each."""

OPEN = (0.20, 0.90)
"""Between these confidences by the weights alone the encoder is asked; beyond them it changes little, and costs time."""

_ONE = 0.7
"""Share of the characters of two proposals of one kind from which on they are one statement: the likelier is kept."""
_JOINT = frozenset(("record=communique", "record=agreement"))
_NAME = "Name"
_BEFORE = 2
"""Tokens before a clause that are seen as standing there: "that", "hope that"."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a sum of weights to a confidence."""

    offset: float
    slope: float
    of_judge: float
    """Slope of the encoder's score; 0 where it is not asked."""
    bar: float
    """What is less likely is no entry."""
    joint_bar: float
    """The same in communiqués and agreements, whose texts are undertakings for the most part."""


def entries_of(sentence: Sentence, proposals: Sequence[Proposal], ask: Ask | None = None) -> list[Statement]:
    """The statements of one sentence, with their confidence: the improbable, and what repeats a likelier one, left out.

    `ask` is given where the trained model reads.
    """
    likely = []
    for proposal, sure in zip(proposals, _confidences(sentence, proposals, ask), strict=True):
        confidence = max(sure, proposal.floor)
        kind, joint = proposal.entry.kind, not _JOINT.isdisjoint(proposal.features)
        if confidence >= bar(kind, joint=joint, judged=ask is not None):
            likely.append(replace(proposal.entry, confidence=round(confidence * proposal.sure, 2)))
    likely.sort(key=lambda entry: -entry.confidence)  # stable: of two alike, the one that was proposed first
    kept: list[Statement] = []
    for entry in likely:
        if not any(_rivals(entry, other) for other in kept):
            kept.append(entry)
    promised = [entry.span for entry in kept if isinstance(entry, Commitment)]
    return [entry for entry in kept if not (isinstance(entry, Forecast) and any(_shared(entry.span, one) for one in promised))]


def _confidences(sentence: Sentence, proposals: Sequence[Proposal], ask: Ask | None) -> list[float]:
    sight = Sight(sentence)
    sums = [_sum(sight, proposal) for proposal in proposals]
    sure = [_alone(proposal, total) for proposal, total in zip(proposals, sums, strict=True)]
    left_open = [
        place
        for place, proposal in enumerate(proposals)
        if ask is not None and _scale(proposal.entry.kind, judged=True) and OPEN[0] <= sure[place] <= OPEN[1]
    ]
    if ask is not None and left_open:
        spans = [proposals[place].entry.span for place in left_open]
        for place, told in zip(left_open, ask([(span.start, span.end) for span in spans]), strict=True):
            kind = proposals[place].entry.kind
            scale = _scale(kind, judged=True)
            if scale is not None:
                sure[place] = _logistic(scale.offset + scale.slope * sums[place] + scale.of_judge * told[kind])
    return [round(one, 2) for one in sure]


def _sum(sight: Sight, proposal: Proposal) -> float:
    """What the weights of a proposal's kind add up to; nothing for a kind without weights."""
    if _scale(proposal.entry.kind) is None:
        return 0.0
    known = _weights(proposal.entry.kind)
    return fsum(known[feature] for feature in sight.seen(proposal) if feature in known) + known[""]


def _alone(proposal: Proposal, total: float) -> float:
    """Confidence by the weights alone."""
    scale = _scale(proposal.entry.kind)
    return _logistic(scale.offset + scale.slope * total) if scale else proposal.entry.confidence


def _logistic(total: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def bar(kind: str, *, joint: bool = False, judged: bool = False) -> float:
    """The least confidence of an entry of this kind, in records of one voice or in joint ones; `judged` by the encoder too."""
    scale = (_scale(kind, judged=True) if judged else None) or _scale(kind)
    if scale is None:
        return 0.0
    return scale.joint_bar if joint else scale.bar


def _scale(kind: str, *, judged: bool = False) -> _Scale | None:
    """The scale of a kind, by the weights alone or with the encoder's score; None where there is none."""
    return _scales().get((kind, judged))


class Sight:
    """One sentence as the weights see it.

    Names and numbers are seen only as such, so that nothing is learnt of a person, a place or a day.
    """

    def __init__(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        opens = bool(tokens) and bool(sentence.classes[0])
        self._words = [_word(token, opens=opens and number == 0) for number, token in enumerate(tokens)]
        self._starts, self._ends = [token.start for token in tokens], [token.end for token in tokens]
        self._names = {token.lower for token, word in zip(tokens, self._words, strict=True) if word == _NAME}
        self._last = f"ends {tokens[-1].text if tokens else ''}"

    def seen(self, proposal: Proposal) -> set[str]:
        """What the weights are of: the detector's features, the words of the clause, and those around it."""
        span = proposal.entry.span
        first, limit = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        found = {_without(self._names, feature) for feature in proposal.features}
        found.update(f"word {word}" for word in self._words[first:limit])
        found.update(f"around {word}" for word in self._words[:first])
        found.update(f"around {word}" for word in self._words[limit:])
        before = self._words[max(0, first - _BEFORE) : first]
        found.update(f"before {distance} {word}" for distance, word in enumerate(reversed(before)))
        found.add(self._last)
        return found


def _without(names: set[str], feature: str) -> str:
    name, _, value = feature.partition("=")
    return f"{name}={_NAME}" if value in names else feature


def _word(token: Token, *, opens: bool) -> str:
    """A word as the weights know it; one with a capital is a name, unless it is a small word that opens the sentence."""
    if token.text[:1].isdigit():
        return "#"
    named = token.text[:1].isupper() and token.text != "I" and not opens
    return _NAME if named else token.lower


def _rivals(entry: Statement, other: Statement) -> bool:
    """Whether two statements of one kind say the same."""
    if entry.kind != other.kind or entry.kind == "topic":
        return False
    union = max(entry.span.end, other.span.end) - min(entry.span.start, other.span.start)
    return _shared(entry.span, other.span) > _ONE * union


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


@cache
def _weights(kind: str) -> dict[str, float]:
    """By feature; the empty feature's weight is always added."""
    return {row[0]: float(row[1]) for row in _rows(f"{kind}.tsv")}


@cache
def _scales() -> dict[tuple[str, bool], _Scale]:
    """By kind, and whether the encoder is asked."""
    found = ((kind, _Scale(*map(float, numbers))) for kind, *numbers in _rows("scales.tsv"))
    return {(kind, bool(scale.of_judge)): scale for kind, scale in found}


def _rows(name: str) -> list[list[str]]:
    place = files("servanda.readings.statements").joinpath("weights", name)
    if not place.is_file():
        return []
    return [line.split("\t") for line in place.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
