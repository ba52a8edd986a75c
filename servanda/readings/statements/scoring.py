"""How likely each proposal is to be what it says, and which proposals become entries.

A logistic regression for each kind weighs what the detectors saw and the words of the clause and of its sentence. Its weights
are data (`weights/`, with their card), made by `training/statements`. A kind without weights keeps its detector's confidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, fsum

from servanda.model import Commitment, Forecast, Span
from servanda.readings.grammar import Sentence, Token
from servanda.readings.statements.proposals import Proposal, Statement

__all__ = ["Sight", "bar", "entries_of"]

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
    bar: float
    """What is less likely is no entry."""
    joint_bar: float
    """The same in communiqués and agreements, whose texts are undertakings for the most part."""


def entries_of(sentence: Sentence, proposals: Sequence[Proposal]) -> list[Statement]:
    """The statements of one sentence, with their confidence: the improbable, and what repeats a likelier one, left out."""
    sight = Sight(sentence)
    likely = []
    for proposal in proposals:
        confidence = max(_confidence(sight, proposal), proposal.floor)
        if confidence >= bar(proposal.entry.kind, joint=not _JOINT.isdisjoint(proposal.features)):
            likely.append(replace(proposal.entry, confidence=confidence))
    likely.sort(key=lambda entry: -entry.confidence)  # stable: of two alike, the one that was proposed first
    kept: list[Statement] = []
    for entry in likely:
        if not any(_rivals(entry, other) for other in kept):
            kept.append(entry)
    promised = [entry.span for entry in kept if isinstance(entry, Commitment)]
    return [entry for entry in kept if not (isinstance(entry, Forecast) and any(_shared(entry.span, one) for one in promised))]


def _confidence(sight: Sight, proposal: Proposal) -> float:
    kind = proposal.entry.kind
    if kind not in _scales():
        return proposal.entry.confidence
    known, scale = _weights(kind), _scales()[kind]
    score = fsum(known[feature] for feature in sight.seen(proposal) if feature in known) + known[""]
    return round(1 / (1 + exp(-max(-30.0, min(30.0, scale.offset + scale.slope * score)))), 2)


def bar(kind: str, *, joint: bool = False) -> float:
    """The least confidence of an entry of this kind, in records of one voice or in joint ones."""
    if kind not in _scales():
        return 0.0
    return _scales()[kind].joint_bar if joint else _scales()[kind].bar


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
def _scales() -> dict[str, _Scale]:
    return {kind: _Scale(*map(float, numbers)) for kind, *numbers in _rows("scales.tsv")}


def _rows(name: str) -> list[list[str]]:
    place = files("servanda.readings.statements").joinpath("weights", name)
    if not place.is_file():
        return []
    return [line.split("\t") for line in place.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
