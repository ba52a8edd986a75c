"""Which stretches of different sides' accounts tell one thing.

Two stretches are of one thing where they share two telling words or things, or one that is most of what the shorter is about.
Each stretch goes first with the one that is its best and whose best it is; what else either side says of it joins them. A
stretch that fits nothing is told by its side alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2, sqrt

from servanda.comparison.accounts.meaning import Meaning, likeness
from servanda.comparison.accounts.units import Unit

_TELLING = 0.4
"""Bits that a word must have in both stretches to speak for their being of one thing."""
_SEVERAL, _STATE = 2.0, 0.5
"""Telling words that must be in both, where these are not most of it; what a state that is spoken of counts among them."""
_ENOUGH = 2.5
"""Bits that two stretches must share to be of one thing as surely as their other words allow."""
_LEAST, _STEP, _FEW = 0.24, 0.01, 8.0
"""Likeness from which on two stretches can be of one thing; how much more is wanted for each doubling of their pairs beyond so
many doublings: the more pairs there are, the more are alike by chance."""
_MOST = 0.3
"""Of all that two stretches are about, what they must have in common where that is one thing alone."""
_WORDS = 5
"""Words that each must have, where one thing alone is in common: "They fear escalation" is of too little."""
_SHORT = 8.0
"""Bits of a stretch that names a topic and no more."""
_NEAR_BEST = 0.8
"""How near to the best of both a match must come to make a point, where the best have gone together with others."""
_JOINS = 0.8
"""How near to its best match another must come to join it."""
_AGAIN = 0.6
"""Likeness from which on a stretch says again what one of the same side says."""
_OTHER_SOURCE = 0.5
"""What a likeness is worth where the accounts give the words to different people."""
_OTHER_QUESTION, _SAME_QUESTION = 0.5, 1.25
"""What a likeness is worth where both speak in one record, of different questions or in answer to the same."""
_CERTAIN = 99.0


@dataclass(frozen=True, slots=True)
class Match:
    """Two stretches of different sides that can be of one thing, by their numbers."""

    likeness: float
    one: int
    other: int


@dataclass(slots=True)
class Group:
    """Stretches of one thing."""

    likeness: float
    members: list[int] = field(default_factory=list)


def aligned(units: Sequence[Unit], meanings: Sequence[Meaning], sides: Sequence[frozenset[str]]) -> list[Group]:
    """The stretches by the thing that they tell, each in one group at most. `sides` has each stretch's own."""
    found = list(_matches(units, meanings, sides))
    best: dict[int, float] = defaultdict(float)
    for match in found:
        best[match.one] = max(best[match.one], match.likeness)
        best[match.other] = max(best[match.other], match.likeness)
    home: dict[int, Group] = {}
    groups: list[Group] = []
    ordered = sorted(found, key=lambda match: (-match.likeness, match.one, match.other))
    for match in ordered:
        mutual = match.likeness >= _NEAR_BEST * max(best[match.one], best[match.other])
        if mutual and match.one not in home and match.other not in home:
            groups.append(Group(match.likeness, [match.one, match.other]))
            home[match.one] = home[match.other] = groups[-1]
    seeds = dict(home)
    for match in ordered:
        for one, other in ((match.one, match.other), (match.other, match.one)):
            if one in seeds and other not in home and match.likeness >= _JOINS * best[other]:
                seeds[one].members.append(other)
                home[other] = seeds[one]
    _join_repeated(units, meanings, sides, home)
    return groups


def _join_repeated(
    units: Sequence[Unit], meanings: Sequence[Meaning], sides: Sequence[frozenset[str]], home: dict[int, Group]
) -> None:
    """Let what a side says again of a thing join it."""
    settled = dict(home)
    holders = holders_of(meanings)
    for number, unit in enumerate(units):
        if number in settled:
            continue
        met = {other for word in _telling(meanings[number]) for other in holders[word] if other in settled}
        same = [other for other in sorted(met) if sides[other] == sides[number]]
        alike = [(_likeness(unit, units[other], meanings[number], meanings[other]), -other) for other in same]
        nearest = max(alike, default=(0.0, 0))
        if nearest[0] >= _AGAIN:
            home[number] = settled[-nearest[1]]
            home[number].members.append(number)


def _matches(units: Sequence[Unit], meanings: Sequence[Meaning], sides: Sequence[frozenset[str]]) -> Iterator[Match]:
    """Pairs that can be of one thing; only stretches with a telling word in common are looked at."""
    holders: Mapping[str, list[int]] = holders_of(meanings)
    first = _first_telling(units)
    least = _LEAST + _STEP * max(0.0, log2(_pairs(sides)) - _FEW)
    for number, unit in enumerate(units):
        if number in first:
            yield from (
                Match(_CERTAIN, other, number) for other in first if other < number and not sides[other] & sides[number]
            )
        met = {
            other for word, bits in meanings[number].items() if bits >= _TELLING for other in holders[word] if other < number
        }
        for other in sorted(met):
            if not sides[other] & sides[number]:
                alike = _likeness(units[other], unit, meanings[other], meanings[number])
                if alike >= least:
                    yield Match(alike, other, number)


def _pairs(sides: Sequence[frozenset[str]]) -> int:
    """How many pairs of stretches of different sides there are; 1 at least."""
    counts = Counter(sides)
    return max(1, (len(sides) ** 2 - sum(count**2 for count in counts.values())) // 2)


def holders_of(meanings: Sequence[Meaning]) -> dict[str, list[int]]:
    """For each word, the stretches in which it tells something."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, meaning in enumerate(meanings):
        for word in _telling(meaning):
            found[word].append(number)
    return found


def _telling(meaning: Meaning) -> list[str]:
    """The words of a stretch that tell something."""
    return [word for word, bits in meaning.items() if bits >= _TELLING]


def _first_telling(units: Sequence[Unit]) -> list[int]:
    """For each account the first stretch that says that the talks took place."""
    found: dict[int, int] = {}
    for number, unit in enumerate(units):
        if unit.occasion:
            found.setdefault(unit.account, number)
    return sorted(found.values())


def _likeness(one: Unit, other: Unit, mine: Meaning, theirs: Meaning) -> float:
    """How far two stretches are of one thing (0 to 1); 0 where too little is in common to tell."""
    shared, share = likeness(mine, theirs)
    telling = [word for word in mine.keys() & theirs.keys() if min(mine[word], theirs[word]) >= _TELLING]
    shorter = min(sum(mine.values()), sum(theirs.values()))
    weight = sum(_STATE if word.startswith("@") else 1.0 for word in telling)
    if not telling or (weight < _SEVERAL and not _is_most(one, other, telling, share, shorter)):
        return 0.0
    apart = bool(one.reported and other.reported and not one.reported & other.reported)
    alike = sqrt(share * min(1.0, shared / shorter)) * min(1.0, shared / _ENOUGH)
    return alike * (_OTHER_SOURCE if apart else 1.0) * _asked(one, other)


def _asked(one: Unit, other: Unit) -> float:
    """How much more or less likely two stretches are of one thing, by what was asked.

    Who speak in one place one after the other to one question speak of one thing; who speak there of two seldom do.
    """
    if one.account == other.account or one.exchange[0] != other.exchange[0]:
        return 1.0
    if one.exchange != other.exchange:
        return _OTHER_QUESTION
    return _SAME_QUESTION if one.exchange[1] else 1.0


def _is_most(one: Unit, other: Unit, telling: Sequence[str], share: float, shorter: float) -> bool:
    """Whether what little they have in common is most of what the shorter is about."""
    item = shorter < _SHORT and "topic" in (one.kind, other.kind)
    if min(len(one.told.split()), len(other.told.split())) < _WORDS:
        return False
    return share >= _MOST and (item or any(word.startswith("#") for word in telling))
