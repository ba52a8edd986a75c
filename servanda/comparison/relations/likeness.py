"""How far two claims of one matter speak of the same thing, and which earlier claims a later one should meet.

Words that most claims of a matter share are the matter's own name and tell nothing; what two share beside it does. A claim
meets the latest earlier ones with its rarest words and the latest of each stage: a fixed number, however large the matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from servanda.comparison.relations.order import is_later, when
from servanda.comparison.relations.stages import Stage, stage
from servanda.comparison.stems import stem
from servanda.model import Claim
from servanda.words import words

_WORD = re.compile(r"[^\W_]+")
_LATEST = 2
"""Earlier claims of each stage that a later one meets, whatever words they use."""
_WITH_WORD = 3
"""Earlier claims that it meets for each of its words."""
_RAREST = 8
"""Words of a claim by which it is met."""
_BESIDE = 0.5
"""What a word counts that is one claim's own, and stands only in the sentence of the other."""


class Likeness:
    """The claims of a matter, each with the weight of its words."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = sorted(claims, key=when)
        self._stems = [stems_of(subject(claim)) for claim in self._claims]
        self._around = [stems_of(claim.sentence) - own for claim, own in zip(self._claims, self._stems, strict=True)]
        self._counts = Counter(word for own in (*self._stems, *self._around) for word in own)

    def weight(self, word: str) -> float:
        """How much it tells that two claims share a word: the more, the fewer claims of the matter have it."""
        return math.log(1 + len(self._claims) / self._counts[word])

    def pairs(self) -> Iterator[tuple[Claim, Claim, float]]:
        """Later and earlier claims that should be compared, and how far they speak of the same thing (0 to 1)."""
        latest: dict[Stage, deque[int]] = defaultdict(lambda: deque(maxlen=_LATEST))
        holders: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_WITH_WORD))
        for later, claim in enumerate(self._claims):
            rarest = sorted(self._stems[later], key=lambda word: (self._counts[word], word))[:_RAREST]
            met = {earlier for last in latest.values() for earlier in last}
            met |= {earlier for word in rarest for earlier in holders[word]}
            for earlier in sorted(met):
                if is_later(claim, self._claims[earlier]) and not _one_breath(claim, self._claims[earlier]):
                    yield claim, self._claims[earlier], self._between(later, earlier)
            latest[stage(claim)].append(later)
            for word in self._stems[later]:
                holders[word].append(later)

    def _between(self, one: int, other: int) -> float:
        """The share that common words have of the words of the claim that has fewer."""
        mine, theirs = self._stems[one], self._stems[other]
        shared = sum(map(self.weight, sorted(mine & theirs)))
        beside = (mine & self._around[other]) | (theirs & self._around[one])
        shared += _BESIDE * sum(map(self.weight, sorted(beside)))
        least = min(sum(map(self.weight, sorted(mine))), sum(map(self.weight, sorted(theirs))))
        return min(1.0, shared / least) if least else 0.0


def subject(claim: Claim) -> str:
    """What a claim is about, in the record's words."""
    values = claim.values
    return str(values.get("action") or values.get("matter") or values.get("name") or claim.place.text)


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning."""
    idle = words("function-words")
    found = (match.group().casefold() for match in _WORD.finditer(text))
    return frozenset(stem(word) for word in found if len(word) > 1 and word not in idle)


def _one_breath(later: Claim, earlier: Claim) -> bool:
    """Whether both stand in one sentence of one record: what one says, the other says with it."""
    return later.place.record == earlier.place.record and (
        later.sentence == earlier.sentence or later.place.start < earlier.place.end
    )
