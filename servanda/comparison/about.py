"""What each claim of a reading is about: the terms of its words, of its sentence and of what was said right before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from servanda.comparison.scope import scope_of, sides_of, states_in
from servanda.comparison.terms import Term, terms_of
from servanda.model import Entry, Exchange, Reading, Span, Turn
from servanda.model.statements import grounds_of
from servanda.readings.layers import sentences

FOCUS = ("measure", "action", "matter", "content")
"""Attributes whose words say what an entry is about."""
SHARES = {"focus": 100, "sentence": 70, "heading": 40, "before": 45, "earlier": 30}
"""How much of a term's weight counts, in hundredths, by where it stands."""
LEAST = 150
"""Weight in hundredths of bits below which a term does not tell what a claim is about."""
MOST = 24
"""Terms of a claim."""

_SENTENCE = 25
"""Characters below which words are no sentence of their own."""
_TOLD = 2.2
"""Weight in bits of a term that a mention must have."""


class Sentences:
    """The sentences of a reading, each with its terms and the states that it names."""

    def __init__(self, reading: Reading, title: str | None) -> None:
        self.text = reading.record.text
        self.stretches: Sequence[tuple[int, int]] = reading.layer(sentences)
        self._starts = [start for start, _ in self.stretches]
        self._sides = sides_of(reading, title)
        self._terms: dict[int, tuple[Term, ...]] = {}
        self._borders = sorted({turn.span.start for turn in reading.of(Turn)})

    def at(self, offset: int) -> int:
        """Number of the sentence in which an offset lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def terms(self, number: int) -> tuple[Term, ...]:
        """The terms of one sentence."""
        if number not in self._terms:
            self._terms[number] = tuple(terms_of(self.text, *self.stretches[number]))
        return self._terms[number]

    def speaks_of_something(self, number: int) -> bool:
        """Whether a sentence that makes no claim has a term by which it could belong to a matter."""
        start, end = self.stretches[number]
        return end - start >= _SENTENCE and any(term.weight >= _TOLD for term in self.terms(number))

    def before(self, number: int) -> Iterable[int]:
        """The sentences right before one in the same turn, the nearest first."""
        border = self._starts[number]
        turn = bisect_right(self._borders, border) - 1
        first = self._borders[turn] if turn >= 0 else 0
        for earlier in range(number - 1, max(-1, number - 3), -1):
            if self._starts[earlier] < first:
                return
            yield earlier

    def about(self, span: Span, focus: Sequence[Span]) -> dict[str, int]:
        """The terms of what stands on `span`, with their weights in hundredths, the weightiest first."""
        if not self.stretches:
            return {}
        number = self.at(span.start)
        weights: dict[str, float] = {}
        last = self.at(max(span.start, span.end - 1))
        for own in range(number, last + 1):
            for term in self.terms(own):
                near = any(term.start < one.end and term.end > one.start for one in focus)
                _put(weights, term, SHARES["focus" if near else "sentence"])
        for place, earlier in zip(("before", "earlier"), self.before(number), strict=False):
            for term in self.terms(earlier):
                _put(weights, term, SHARES[place])
        kept = sorted(((-weight, term) for term, weight in weights.items() if weight >= LEAST))[:MOST]
        return {term: round(-weight) for weight, term in kept}

    def scope(self, sentence: str) -> tuple[str, ...]:
        """The states that a sentence concerns."""
        return tuple(sorted(scope_of(states_in(sentence), self._sides)))


def focus_of(entry: Entry, span: Span) -> tuple[Span, ...]:
    """The stretches that say what an entry is about."""
    if isinstance(entry, Exchange):
        return (span,)
    found = tuple(one for attribute in FOCUS for one in grounds_of(entry, attribute))
    return found or (span,)


def _put(weights: dict[str, float], term: Term, share: int) -> None:
    weights[term.term] = max(weights.get(term.term, 0), term.weight * share)


def strongest(terms: Mapping[str, int], count: int) -> tuple[str, ...]:
    """The weightiest terms."""
    return tuple(sorted(terms, key=lambda term: (-terms[term], term))[:count])
