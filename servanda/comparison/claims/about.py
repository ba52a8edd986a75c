"""What each claim of a reading is about: the terms of its words, of its sentence and of what was said right before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from servanda.comparison.claims.scope import scope_of, sides_of, states_in
from servanda.comparison.claims.terms import Term, terms_of
from servanda.model import Entry, Exchange, Reading, Span, Turn
from servanda.model.statements import grounds_of
from servanda.readings.layers import sentences
from servanda.readings.spoken import body_start

FOCUS = ("measure", "action", "matter", "content")
"""Attributes whose words say what an entry is about."""
INSIDE, SENTENCE = 0.85, 0.7
"""How much of a term's weight counts in the words of an entry that has no focus, and in the rest of its sentence."""
BESIDE = {"figure": SENTENCE, "topic": 0.25}
"""How much, in the rest of the sentence of an entry whose focus tells enough: the other items of a list are other topics."""
_BESIDE = 0.3
BEFORE = (0.7, 0.55, 0.4, 0.3, 0.25)
"""How much, in the sentences right before of the same turn, the nearest first, where the words themselves do not tell."""
_TOLD_ALREADY = 0.25
"""What is left of that where they do."""
ENOUGH = 1.5
"""Weight in bits with which words tell what they are about."""
_PERHAPS = 2.0
"""Times as much as that is wanted of a sentence that begins by pointing back."""
LEAST = 1.7
"""Weight in bits below which a term does not tell what a claim is about."""
MOST = 6
"""Terms of a claim."""
MOST_MENTIONED = 3
"""Terms of a sentence that claims nothing."""

_POINTS_BACK = re.compile(
    r"^(?:(?:and|but|so|also|yes|now|at the same time|this is why|that is why)[, ]+)*"
    r"(?:it|they|this|these|that|those|such|its|their|the|more|according)\b",
    re.IGNORECASE,
)

_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
"""A name of several words, of a person or an outlet; that of one alone may be a word."""
_SENTENCE = 25
"""Characters below which words are no sentence of their own."""
_MENTIONED = 2.5
"""Weight in bits of a term that a mention must have."""


class Sentences:
    """The sentences of a reading, each with its terms and the states that it names."""

    def __init__(self, reading: Reading, title: str | None) -> None:
        self.text = reading.record.text
        self.stretches: Sequence[tuple[int, int]] = tuple(_of_one_voice(reading))
        self._starts = [start for start, _ in self.stretches]
        self._sides = sides_of(reading, title)
        self._english = reading.record.language in (None, "en")
        self._terms: dict[int, tuple[Term, ...]] = {}
        self._borders = sorted({turn.span.start for turn in reading.of(Turn)})
        self._names = _names_in(reading)

    def at(self, offset: int) -> int:
        """Number of the sentence in which an offset lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def terms(self, number: int) -> tuple[Term, ...]:
        """The terms of one sentence; a text that is not English has none, since their weights are not known."""
        if not self._english:
            return ()
        if number not in self._terms:
            start, end = self.stretches[number]
            named = [match.span() for match in self._names.finditer(self.text, start, end)] if self._names else []
            self._terms[number] = tuple(
                term
                for term in terms_of(self.text, start, end)
                if not any(term.start < right and left < term.end for left, right in named)
            )
        return self._terms[number]

    def speaks_of_something(self, number: int) -> bool:
        """Whether a sentence that makes no claim has a term by which it could belong to a matter."""
        start, end = self.stretches[number]
        return end - start >= _SENTENCE and any(term.weight >= _MENTIONED for term in self.terms(number))

    def before(self, number: int) -> Iterator[int]:
        """The sentences right before one in the same turn, the nearest first."""
        turn = bisect_right(self._borders, self._starts[number]) - 1
        first = self._borders[turn] if turn >= 0 else 0
        for earlier in range(number - 1, max(-1, number - 1 - len(BEFORE)), -1):
            if self._starts[earlier] < first:
                return
            yield earlier

    def about(self, kind: str, span: Span, focus: Sequence[Span]) -> dict[str, int]:
        """The terms of what stands on `span`, with their weights in hundredths of bits, the weightiest first."""
        if not self.stretches:
            return {}
        number = self.at(span.start)
        own = [term for near in range(number, self.at(span.end - 1) + 1) for term in self.terms(near)]
        weights = _told(kind, own, span, focus)
        for one in focus:  # what a figure measures is often named a sentence or two before
            for term in self.terms(self.at(one.start)) if not span.start <= one.start < span.end else ():
                if term.start < one.end and term.end > one.start:
                    _put(weights, term, 1.0)
        best = max(weights.values(), default=0.0)
        start, end = self.stretches[number]
        pointing = _POINTS_BACK.match(self.text, start, end) is not None
        wanting = best < ENOUGH * (_PERHAPS if pointing else 1) or (kind == "figure" and not focus)
        for share, earlier in zip(BEFORE, self.before(number), strict=False):
            for term in self.terms(earlier):
                _put(weights, term, share if wanting else share * _TOLD_ALREADY)
        kept = sorted((-weight, term) for term, weight in weights.items() if weight >= LEAST)[
            : MOST_MENTIONED if kind == "mention" else MOST
        ]
        return {term: round(-100 * weight) for weight, term in kept}

    def phrases(self, span: Span, terms: Container[str]) -> dict[str, str]:
        """The words that these terms are in the sentences in which a claim on `span` stands, as far as they stand there."""
        found: dict[str, str] = {}
        for number in range(self.at(span.start), self.at(span.end - 1) + 1) if self.stretches else ():
            for term in self.terms(number):
                if term.term in terms and term.term not in found:
                    found[term.term] = " ".join(self.text[term.start : term.end].split())
        return found

    def scope(self, sentence: str) -> tuple[str, ...]:
        """The states that a sentence concerns."""
        return tuple(sorted(scope_of(states_in(sentence), self._sides)))


def _names_in(reading: Reading) -> re.Pattern[str] | None:
    """The names of those who speak, and of the outlets of those who ask: they name no matter."""
    asked = reading.of(Exchange)
    named = {turn.speaker for turn in reading.of(Turn)} | {one.asker for one in asked} | {one.outlet for one in asked}
    names = sorted((name for name in named if name and _NAME.fullmatch(name)), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None


def _of_one_voice(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences of a reading, cut where a turn begins or ends; its printed label is nobody's sentence."""
    text = reading.record.text
    bodies = {turn.span.start: body_start(turn, text) for turn in reading.of(Turn)}
    begun = sorted(bodies)
    borders = sorted({*bodies, *bodies.values(), *(turn.span.end for turn in reading.of(Turn))})
    for start, end in reading.layer(sentences):
        cuts = [start, *borders[bisect_right(borders, start) : bisect_left(borders, end)], end]
        for left, right in pairwise(cuts):
            words = text[left:right].strip()
            turn = bisect_right(begun, left) - 1
            if words and (turn < 0 or right > bodies[begun[turn]]):
                first = text.index(words, left)
                yield first, first + len(words)


def focus_of(entry: Entry) -> tuple[Span, ...]:
    """The stretches that say what an entry is about; none where its words are all that does."""
    return tuple(one for attribute in FOCUS for one in grounds_of(entry, attribute))


def _told(kind: str, own: Sequence[Term], span: Span, focus: Sequence[Span]) -> dict[str, float]:
    """The terms of an entry's own sentence, by how near they stand to its focus."""
    near = [any(term.start < one.end and term.end > one.start for one in focus) for term in own]
    known = max((term.weight for term, is_near in zip(own, near, strict=True) if is_near or not focus), default=0.0)
    beside = SENTENCE if known < ENOUGH else BESIDE.get(kind, _BESIDE)
    inside = INSIDE if not focus or known < ENOUGH else beside
    weights: dict[str, float] = {}
    for term, is_near in zip(own, near, strict=True):
        within = term.start < span.end and term.end > span.start
        _put(weights, term, 1.0 if is_near else inside if within else beside)
    return weights


def _put(weights: dict[str, float], term: Term, share: float) -> None:
    weight = term.weight * share
    if weight > weights.get(term.term, 0.0):
        weights[term.term] = weight
