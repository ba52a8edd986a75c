"""By which words a commitment is known again: its own, then those of its sentence, then those said right before.

"We will hold it with dignity" says nothing by itself; the sentence before says what is to be held. So how much the words
around count depends on how much its own words tell, and on whether they point back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from servanda.comparison.claims.scope import states_in
from servanda.comparison.claims.terms import Word, word_of
from servanda.comparison.relations.likeness import subject, weights_of
from servanda.ledger.fulltext import Term
from servanda.model import Claim
from servanda.readings.layers import sentences_in
from servanda.words import words

_ENOUGH = 8.0
"""Bits of its own words with which a commitment says what it is about."""
_SENTENCE, _SENTENCE_OF_POOR = 0.35, 0.7
"""What a word of the rest of its sentence counts."""
_BEFORE, _BEFORE_POOR, _POINTED_AT = (0.35, 0.25, 0.15), (0.6, 0.4, 0.25), (0.9, 0.5, 0.3)
"""What a word of the sentences right before counts, the nearest first."""
_AROUND = 900
"""Characters before a commitment in which these stand."""
_BESIDE = 0.4
"""What a word counts that stands only in a sentence beside."""
_PAIR = 0.35
"""What two of its words count beside their own weight, where they stand side by side again."""
_TOLD = 0.6
"""Of all the weight of its words, what is enough to be spoken of as plainly as can be."""
_LEAST, _MOST = 6.0, 14.0
"""Bits between which that lies."""
_LOOKED_FOR = 9
"""Words by which it is looked for, the ones that tell most."""
_FORMS = 3
"""Forms of a word that are looked for."""
_TELLING = 0.5
"""Bits that such a word has at least."""
_FAINT = 0.1
_AT_MOST, _AT_MOST_POINTED = 0.75, 2.0
"""Of the bits of its own sentence, so many those before add at most."""
_UNLISTED = 3.0
"""Bits that a word has at most that is no word of the language: a place's name, which many things have in common."""
_DOING = 0.6
"""What is left of a verb that is done to all things: to hold, to take, to make."""
_POINTS = re.compile(
    r"\b(?:it|them|these|those|do so)\b|\bthis\b(?!\s+(?:year|month|week|day|spring|summer|autumn|fall|winter|morning)\b)"
    r"|\bthat\b(?=\s*(?:[.,;:!?]|$))",
    re.IGNORECASE,
)
"""What points back."""
_PARAGRAPH = re.compile(r"(?<=[.!?:;”\"])[ \t\r]*\n\s*|\n[ \t\r]*\n\s*")
"""Where a paragraph ends, however lines are broken."""
_NAMED = re.compile(r"[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]+)+")
"""A name of several words."""
_WORD = re.compile(r"[^\W_]+")
_YEAR_OR_SMALL = re.compile(r"(?:19|20)\d\d|\d{1,2}|0+")
"""Numbers that are of too many things."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The words by which a commitment is known again."""

    weights: Mapping[str, float]
    """Stems, each with the bits that it counts."""
    pairs: frozenset[tuple[str, str]]
    """Stems that stand side by side in it."""
    terms: tuple[tuple[Term, ...], ...]
    """The words by which it is looked for, those that tell most first, each in the forms it stands in."""

    def likenesses(self, sentences: Sequence[str]) -> list[float]:
        """How plainly each sentence of a passage speaks of it: 1 is as plainly as can be, more is by a name of several words.

        What stands only in the two sentences before, or in the one behind, counts less than half.
        """
        own = [weights_of(sentence).keys() & self.weights.keys() for sentence in sentences]
        enough = max(_LEAST, min(_TOLD * fsum(self.weights.values()), _MOST))
        return [self._told(sentence, own, place) / enough for place, sentence in enumerate(sentences)]

    def _told(self, sentence: str, own: Sequence[Set[str]], place: int) -> float:
        """The bits of it that a sentence and those beside it tell."""
        mine = own[place]
        near = set().union(*own[max(0, place - 2) : place], *own[place + 1 : place + 2]) - mine
        told = fsum(self.weights[word] for word in mine) + _BESIDE * fsum(self.weights[word] for word in near)
        row = self.pairs & set(pairwise(_row(sentence))) if len(mine) > 1 else frozenset[tuple[str, str]]()
        return told + _PAIR * fsum(self.weights[one] + self.weights[other] for one, other in row)

    def shared(self, text: str) -> list[str]:
        """The words of a text that it shares, as they are printed, the ones that tell most first."""
        found: dict[str, str] = {}
        for match in _WORD.finditer(text):
            found.setdefault(word_of(match.group().casefold()).stem, match.group())
        own = weights_of(text).keys() & self.weights.keys()
        return [found[word] for word in sorted(own, key=lambda word: (-self.weights[word], word)) if word in found]

    def telling(self, text: str) -> int:
        """How many words of it a text has by which a thing is known."""
        return sum(self.weights[word] >= _TELLING for word in weights_of(text).keys() & self.weights.keys())

    def share(self, text: str) -> float:
        """How much of the weight of its words a text has."""
        own = weights_of(text).keys() & self.weights.keys()
        return fsum(self.weights[word] for word in own) / max(fsum(self.weights.values()), _FAINT)

    def names(self, text: str) -> bool:
        """Whether a text has a word of it."""
        return not self.weights.keys().isdisjoint(weights_of(text))


def profile_of(claim: Claim, text: str, turn: int, names: Iterable[str]) -> Profile:
    """The profile of a claim in this text, whose turn begins at `turn`. `names` are of those who speak: they name no matter."""
    own = subject(claim)
    known = weights_of(own)
    poor = fsum(known.values()) < _ENOUGH
    points = _POINTS.search(own) is not None
    said_before = _said_before(claim, text, turn, beyond=points)
    people = _people((*names, *_people_in((claim.sentence, *said_before))), claim)
    mine = _weights([(1.0, own), (_SENTENCE_OF_POOR if poor else _SENTENCE, claim.sentence)], people)
    before = _weights(zip(_POINTED_AT if points else _BEFORE_POOR if poor else _BEFORE, said_before, strict=False), people)
    most = (_AT_MOST_POINTED if points else _AT_MOST) * fsum(mine.values())
    share = min(1.0, most / max(most, fsum(before.values()), _FAINT))
    weights = {word: max(mine.get(word, 0.0), share * before.get(word, 0.0)) for word in sorted(mine.keys() | before.keys())}
    texts = [own, claim.sentence, *said_before[: len(_BEFORE)]]
    pairs = {pair for part in (texts if points else texts[:2]) for pair in _side_by_side(part) if weights.keys() >= set(pair)}
    return Profile(weights, frozenset(pairs), tuple(_looked_for(weights, texts)))


def _side_by_side(text: str) -> Iterator[tuple[str, str]]:
    """Words that stand side by side, each of which names something: not a verb with what is done."""
    for one, other in pairwise(_words(text)):
        if not _is_of_all_things(one) and not _is_of_all_things(other):
            yield one.stem, other.stem


def _is_of_all_things(word: Word) -> bool:
    """Whether a word is a verb that is done to all things."""
    return word.verb and word.general


def _weights(told: Iterable[tuple[float, str]], people: Set[str]) -> dict[str, float]:
    """The words of these texts, each with the most that it counts in any of them."""
    found: dict[str, float] = {}
    idle = people | {word_of(month).stem for month in words("month-names")}
    for share, said in told:
        known = [word_of(word.casefold()) for word in _WORD.findall(said)]
        unlisted = {word.stem for word in known if not word.listed}
        doing = {word.stem for word in known if _is_of_all_things(word)}
        for word, weight in weights_of(said).items():
            if word not in idle and not _YEAR_OR_SMALL.fullmatch(word):
                bits = min(weight, _UNLISTED) if word in unlisted else _DOING * weight if word in doing else weight
                found[word] = max(found.get(word, 0.0), share * bits)
    return found


def _people_in(texts: Iterable[str]) -> Iterator[str]:
    """Names of several words, one of them a given name."""
    given = words("given-names")
    for text in texts:
        for match in _NAMED.finditer(text):
            if not given.isdisjoint(_WORD.findall(match.group())):
                yield match.group()


def _said_before(claim: Claim, text: str, turn: int, *, beyond: bool) -> list[str]:
    """The sentences right before a claim's in its turn, the nearest first; those of the paragraph before only with `beyond`."""
    first = claim.place.start - max(0, claim.sentence.find(claim.place.text))
    start = max(turn, first - _AROUND)
    if not beyond:
        start = max([start, *(match.end() for match in _PARAGRAPH.finditer(text, start, first))])
    return [text[left:right] for left, right in reversed(sentences_in(text, start, first))]


def _people(names: Iterable[str], claim: Claim) -> frozenset[str]:
    """Stems of the names of those who speak, unless it is they who are to act."""
    actor = str(claim.values.get("actor") or "")
    kept = weights_of(actor).keys() if actor != claim.said_by else frozenset[str]()
    spoken = (word for name in names if not states_in(name) for word in _WORD.findall(name))
    return frozenset(word_of(word.casefold()).stem for word in spoken) - kept


def _looked_for(weights: Mapping[str, float], texts: Sequence[str]) -> Iterator[tuple[Term, ...]]:
    forms: dict[str, dict[str, None]] = {}
    idle = words("function-words")
    for text in texts:
        for match in _WORD.finditer(text):
            lower = match.group().casefold()
            if lower not in idle:
                forms.setdefault(word_of(lower).stem, {}).setdefault(lower)
    telling = [word for word in sorted(weights, key=lambda word: (-weights[word], word)) if weights[word] >= _TELLING]
    for word in [word for word in telling if word in forms][:_LOOKED_FOR]:
        yield tuple(Term(form) for form in list(forms[word])[:_FORMS])


def _row(text: str) -> list[str]:
    """The stems of a text's words that carry meaning, in their order."""
    return [word.stem for word in _words(text)]


def _words(text: str) -> list[Word]:
    idle = words("function-words")
    found = (match.group().casefold() for match in _WORD.finditer(text))
    return [word_of(word) for word in found if len(word) > 1 and word not in idle]
