"""Whether two figures measure the same thing: their measures' words, the names in them, the states they concern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.comparison.claims.stems import stem
from servanda.comparison.claims.terms import word_of
from servanda.comparison.relations.contexts import phrases
from servanda.model import Claim
from servanda.words import table, words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
TELLING = 1.0
"""Bits that a word tells of a matter, at least, to name what is measured by itself."""
AROUND = 2
"""Words that tell a matter by which two sentences are taken to speak of the same."""
_LEAST_NAME = 5
"""Letters by which a name and its adjective are told to be one where no list has them: "Ardania", "Ardanian"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: stems of the words that narrow it, and the names among them."""

    stems: frozenset[str]
    names: frozenset[str]
    sentence: str = ""
    """Where it stands: what else is spoken of there tells whether two that are named alike are one."""
    telling: bool = True
    """Whether its words name a thing by themselves; where there are none, the matter does."""
    rate: bool = False
    """Whether it is told per head, day or other unit."""

    def likeness(self, other: Measure) -> float:
        """How surely two measures are one: 1 where their words are the same, 0 where they must not be compared."""
        if self.rate != other.rate or _parted(self.names, other.names):
            return 0.0
        if not self.stems or not other.stems:
            return 0.7 if (self.stems or other.stems) and self.telling and other.telling else 0.5
        if not (self.telling and other.telling):
            return self._by_what_is_around(other)
        if self.stems == other.stems:
            return 1.0
        shared = self.stems & other.stems
        if shared in (self.stems, other.stems):
            return 0.6
        return 0.5 if 2 * len(shared) >= len(self.stems | other.stems) else 0.0

    def _by_what_is_around(self, other: Measure) -> float:
        """Where a measure's words name nothing by themselves ("the programme"), their sentences must speak of the same."""
        return 0.5 if self.stems & other.stems or self.shared_around(other) >= AROUND else 0.0

    def shared_around(self, other: Measure) -> int:
        """How many more words that tell a matter both sentences have."""
        return len((_around(self.sentence) - self.stems) & (_around(other.sentence) - other.stems))


def measure_of(claim: Claim) -> Measure:
    """What a figure or a state of progress measures."""
    text = str(claim.values.get("measure") or claim.values.get("matter") or "")
    stems: set[str] = set()
    names: set[str] = set()
    for match in _WORD.finditer(text):
        for piece in re.split(r"[-’']", match.group()):
            _sort(piece, stems, names, first=match.start() == 0 and _opens(claim, text))
    return Measure(
        stems=frozenset(stems),
        names=frozenset(names),
        telling=not stems or bool(names) or any(word_of(word).weight >= TELLING for word in _lower(text)),
        sentence=claim.sentence,
        rate="per" in (claim.values.get("grounds") or {}),
    )


def _lower(text: str) -> list[str]:
    """The words of a measure that are not idle, in small letters."""
    return [low for low in map(str.lower, _WORD.findall(text)) if low not in _idle()]


@lru_cache(maxsize=4096)
def _around(sentence: str) -> frozenset[str]:
    """Stems of the words of a sentence that tell a matter."""
    told = (low for low in map(str.lower, _WORD.findall(sentence)) if low not in _idle())
    return frozenset(word.stem for word in map(word_of, told) if not word.general)


def scopes_parted(one: Claim, other: Claim) -> bool:
    """Whether two claims concern different states: trade of A with B is no trade of A with C."""
    return _parted(frozenset(one.scope), frozenset(other.scope))


def _parted(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of names are of different things: neither holds the other."""
    return bool(one and other) and not (one <= other or other <= one)


def _sort(piece: str, stems: set[str], names: set[str], *, first: bool) -> None:
    """Put a word of a measure where it belongs: among the names, the stems, or nowhere."""
    low = piece.lower()
    if len(low) < 3 or low in words("function-words") or low in _idle() or low.endswith("ly"):
        return
    state = table("countries").get(low)
    if state or (piece[0].isupper() and not first):
        names.add((state or low).lower()[:_LEAST_NAME])
    else:
        stems.add(stem(low))


def _opens(claim: Claim, text: str) -> bool:
    """Whether the measure begins its sentence, where a capital letter tells nothing."""
    return claim.sentence.lstrip("\"'“‘(- ").startswith(text[:20])


@cache
def _idle() -> frozenset[str]:
    """Words that narrow no measure: "total", "volume", "grew"."""
    return phrases("neutral") | phrases("done") | frozenset(table("figure-changes"))
