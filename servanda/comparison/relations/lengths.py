"""Time that does not add up: how long ago something is said to be, against the day that is told for it.

"Four and a half months have passed since the Declaration of the Council was signed", said three months after the day on which
another dates it. Told only where both name the same things, and where no day that is told for them fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.comparison.relations.contexts import phrases
from servanda.comparison.relations.order import is_later, when
from servanda.comparison.relations.periods import length_in_days, ordinal
from servanda.model import Claim, Relation
from servanda.words import words

_PASSED = re.compile(r"\s+(?:have|has|had)\s+(?:now\s+|already\s+)?(?:passed|elapsed|gone by)\s+since\s+(?P<what>[^.;:!?]+)")
_BEEN = re.compile(r"\b(?:it\s+has|it['’]s)\s+(?:now\s+|already\s+)?been\s+(?:about\s+|almost\s+|over\s+)?\Z", re.IGNORECASE)
_SINCE = re.compile(r"\s+since\s+(?P<what>[^.;:!?]+)")
_COUNTING = re.compile(
    r"\b(?:passed|elapsed|gone by)\s+since\b|\b(?:it\s+has|it['’]s)\s+(?:now\s+|already\s+)?been\b[^.;:!?]{1,60}\bsince\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}")
_SHARED = 3
"""Words of a name that both must have: "Supreme State Council"."""
_LATEST = 8
"""Dated mentions of one name that a length is held against, the latest told."""
_SLACK = 5
"""Days by which any count of months may be off."""
CONFIDENCE = 0.7
RULE = "relations.figures.since"


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim whose sentence tells the day of an event of named things."""

    claim: Claim
    day: int
    names: frozenset[str]


def counts_back(text: str) -> bool:
    """Whether a text says of anything how long ago it was."""
    return bool(_COUNTING.search(text))


def relations_of(claims: Sequence[Claim]) -> Iterator[Relation]:
    """Lengths of time that no day told for the same event fits."""
    ordered = sorted(claims, key=when)
    lengths = [(claim, *found) for claim in ordered for found in _lengths(claim)]
    if not lengths:
        return
    dated: dict[str, list[_Dated]] = defaultdict(list)
    for claim in ordered:
        for one in _days(claim):
            for name in one.names:
                dated[name].append(one)
    told: set[tuple[str, str, int, int]] = set()
    for claim, day, step, names in lengths:
        near = {id(one): one for name in sorted(names) for one in dated[name][-_LATEST:]}
        meant = [one for one in near.values() if len(one.names & names) >= _SHARED and one.claim.sentence != claim.sentence]
        if not meant or any(abs(one.day - day) <= step + _SLACK for one in meant):
            continue
        one = min(meant, key=lambda one: (abs(one.day - day), when(one.claim)))
        later, earlier = (claim, one.claim) if is_later(claim, one.claim) else (one.claim, claim)
        place = later.place.record, earlier.place.record, later.place.start, earlier.place.start
        if place not in told:
            told.add(place)
            yield _relation(later, earlier)


def _relation(later: Claim, earlier: Claim) -> Relation:
    return Relation(
        later=later,
        earlier=earlier,
        relation="contradicts",
        confidence=CONFIDENCE,
        rule=RULE,
        why="compared: the time said to have passed since an event, with the day told for it",
    )


def _lengths(claim: Claim) -> Iterator[tuple[int, float, frozenset[str]]]:
    """The day that a length of time counts back to, by how much it may be off, and the names of what happened then."""
    if not any(time.type == "DURATION" for time in claim.times):
        return
    spoken = ordinal(claim.day)
    at = claim.sentence.find(claim.place.text)
    if spoken is None or at < 0:
        return
    for time in claim.times:
        length = length_in_days(time.value)
        start, end = at + time.at, at + time.at + len(time.text)
        passed = _PASSED.match(claim.sentence, end)
        if passed is None and _BEEN.search(claim.sentence, 0, max(0, start)):
            passed = _SINCE.match(claim.sentence, end)
        if length and passed and _happened(passed["what"]):
            days, step = length
            yield spoken - round(days), step, _names(passed["what"])


def _days(claim: Claim) -> Iterator[_Dated]:
    if not _happened(claim.sentence):
        return
    for time in claim.times:
        day = ordinal(time.value) if time.type == "DATE" and not time.end_value else None
        names = _names(claim.sentence.replace(time.text, " "))
        if day is not None and day != ordinal(claim.day) and len(names) >= _SHARED:
            yield _Dated(claim, day, names)


def _happened(text: str) -> bool:
    """Whether something is told to have been signed, approved or the like."""
    return not phrases("event").isdisjoint(text.lower().replace(",", " ").split())


def _names(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _NAME.findall(text)) - words("function-words")
