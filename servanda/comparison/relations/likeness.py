"""How far two claims of one matter speak of the same thing, and which earlier claims a later one should meet.

What counts is what their own words share, by how rare the words are in the language: "Sorrel Line" tells much, "talks" little.
A claim meets the latest earlier ones with its rarest words and the latest of each stage: a fixed number, however large the
matter.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from operator import attrgetter

from servanda.comparison.claims.terms import word_of
from servanda.comparison.relations.order import Moment, is_later, when
from servanda.comparison.relations.stages import Stage, cued, stage
from servanda.model import Claim
from servanda.words import words

_WORD = re.compile(r"[^\W_]+")
_LATEST = 1
"""Earlier claims of each stage that a later one meets, whatever words they use: the last."""
_WITH_WORD = 2
"""Earlier claims that it meets for each of its words."""
_RAREST = 4
"""Words of a claim by which it is met."""
_BESIDE = 0.5
"""What a word counts that is one claim's own, and stands only in the sentence of the other."""
_ENOUGH = 8.0
"""Bits that two claims must share to be of the same thing, where one of them has no more words of its own."""
_FAINT = 0.1
"""Bits of a word that names no matter: a state's name, a small number."""

_TELLING = 1.5
"""Bits from which on a word tells what a claim is about."""
_NAME = 10.0
"""Bits that a name is rarer than other words."""

_UPDATED_WORDS, _UPDATED = 4, 0.75
"""Telling words that a sentence and the same one brought up to date share at least, and which share of all their words."""
_NAMED = re.compile(r"(?<=[\w,’'] )[A-Z][\w’'-]+")
"""A name, where no sentence begins."""

Weights = Mapping[str, float]
"""Stems with their rarity in bits."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim with what is compared of its words."""

    claim: Claim
    moment: Moment
    stage: Stage
    own: Weights
    """Its own words."""
    total: float
    """Their bits."""
    rarest: tuple[str, ...]
    """Those by which it is met."""


def worded(claim: Claim) -> Worded:
    """A claim, ready to be compared."""
    own = _own(claim)
    rarest = tuple(sorted(own, key=lambda word: (-own[word], word))[:_RAREST])
    return Worded(claim, when(claim), stage(claim), own, fsum(own.values()), rarest)


def meetings(claims: Iterable[Worded]) -> Iterator[tuple[Worded, list[Worded]]]:
    """Each of the claims of a matter, by their moments, with the earlier ones that it should be compared with.

    Which these are depends on the words and moments of claims alone: of two claims that do not meet, none will where more come.
    """
    latest: dict[Stage, deque[Worded]] = defaultdict(lambda: deque(maxlen=_LATEST))
    holders: dict[str, deque[Worded]] = defaultdict(lambda: deque(maxlen=_WITH_WORD))
    for later in sorted(claims, key=attrgetter("moment")):
        met = {id(earlier): earlier for last in latest.values() for earlier in last}
        met.update((id(earlier), earlier) for word in later.rarest for earlier in holders[word])
        claim = later.claim
        behind = [one for one in met.values() if is_later(claim, one.claim) and not _one_breath(claim, one.claim)]
        yield later, sorted(behind, key=attrgetter("moment"))
        latest[later.stage].append(later)
        for word in later.own:
            holders[word].append(later)


def likeness(one: Worded, other: Worded) -> float:
    """How far two claims speak of the same thing (0 to 1): the share that common words have of the one that has fewer."""
    mine, theirs = one.own, other.own
    both = mine.keys() & theirs.keys()
    shared = fsum(map(mine.__getitem__, both))
    for own, sentence in ((mine, other.claim.sentence), (theirs, one.claim.sentence)):
        beside = (own.keys() & weights_of(sentence).keys()) - both
        if beside:
            shared += _BESIDE * fsum(map(own.__getitem__, beside))
    return min(1.0, shared / max(min(one.total, other.total), _ENOUGH))


def subject(claim: Claim) -> str:
    """What a claim is about, in the record's words."""
    values = claim.values
    if claim.kind in ("mention", "topic"):
        cue = cued(values.get("matter") or claim.sentence)
        if cue and cue.thing.strip():
            return cue.thing
    return str(values.get("action") or values.get("matter") or values.get("name") or claim.place.text)


def kinship(one: Claim, other: Claim) -> tuple[int, float]:
    """How many telling words two claims share, and how much of the own words of the wordier that is, by rarity."""
    return kinship_of(subject(one), subject(other))


def kinship_of(one: str, other: str) -> tuple[int, float]:
    """The same of the words by which two things are named."""
    mine, theirs = weights_of(one), weights_of(other)
    both = mine.keys() & theirs.keys()
    most = max(fsum(mine.values()), fsum(theirs.values()), _ENOUGH)
    return sum(mine[word] >= _TELLING for word in both), fsum(mine[word] for word in both) / most


def held_in(one: str, other: str) -> tuple[int, float]:
    """How many telling words two texts share, and how much of the own words of the one that has fewer that is, by rarity."""
    mine, theirs = weights_of(one), weights_of(other)
    both = mine.keys() & theirs.keys()
    least = max(min(fsum(mine.values()), fsum(theirs.values())), _FAINT)
    return sum(mine[word] >= _TELLING for word in both), fsum(mine[word] for word in sorted(both)) / least


@lru_cache(maxsize=20_000)
def in_same_words(one: str, other: str) -> bool:
    """Whether two sentences are one but for their numbers and a word or two: the one is the other, brought up to date."""
    mine, theirs = ({word: bits for word, bits in weights_of(text).items() if not word.isdigit()} for text in (one, other))
    both = sorted(mine.keys() & theirs.keys())
    if sum(mine[word] >= _TELLING for word in both) < _UPDATED_WORDS or _names_apart(one, other):
        return False
    every = {**mine, **theirs}
    return fsum(every[word] for word in both) >= _UPDATED * fsum(every.values())


def _names_apart(one: str, other: str) -> bool:
    """Whether each of two sentences has a name that the other has not."""
    mine, theirs = (frozenset(_NAMED.findall(text)) for text in (one, other))
    return bool(mine - theirs) and bool(theirs - mine)


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning."""
    return frozenset(weights_of(text))


def telling_stems(text: str) -> frozenset[str]:
    """The stems of the words of a text by which a thing is known."""
    return frozenset(word for word, weight in weights_of(text).items() if weight >= _TELLING)


def rarest_words(text: str, most: int) -> list[str]:
    """The words of a text that tell most, in small letters: names first, then the rarest."""
    rarity: dict[str, float] = {}
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        told = 0.0 if word in words("function-words") or word.isdigit() else word_of(word).share
        if told >= _TELLING:
            name = match.group()[0].isupper() and not word_of(word).listed
            rarity[word] = max(rarity.get(word, 0.0), told + _NAME * name)
    return sorted(rarity, key=lambda word: (-rarity[word], word))[:most]


def _own(claim: Claim) -> Weights:
    """The words of a claim; where they are few ("we will hold it with dignity"), also what the sentences around it name."""
    own = weights_of(subject(claim))
    if fsum(own.values()) >= _ENOUGH:
        return own
    named = {term: weight / 100 for term, weight in claim.terms.items() if " " not in term}
    return {**weights_of(claim.sentence), **named, **own}


@lru_cache(maxsize=100_000)
def weights_of(text: str) -> Weights:
    """The stems of the words of a text that carry meaning, in their order, each with its rarity."""
    kept: dict[str, float] = {}
    for word in dict.fromkeys(_WORD.findall(text.casefold())):
        base, bits = _weighed(word)
        if base and bits > kept.get(base, 0.0):  # of two forms the rarer
            kept[base] = bits
    return kept


@lru_cache(maxsize=100_000)
def _weighed(word: str) -> tuple[str, float]:
    """The stem of a word and its bits; an empty one where it carries no meaning."""
    if len(word) < 2 or word in words("function-words"):
        return "", 0.0
    known = word_of(word)
    return known.stem, max(_FAINT, known.share)


def _one_breath(later: Claim, earlier: Claim) -> bool:
    """Whether both stand in one sentence of one record: what one says, the other says with it."""
    return later.place.record == earlier.place.record and (
        later.sentence == earlier.sentence or later.place.start < earlier.place.end
    )
