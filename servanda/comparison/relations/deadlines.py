"""One undertaking that two records tell for different days: put off ("by the end of 2023", then "in 2025"), or brought forward.

What is held every year, or day after day, is another one each time: such is told as moved only where the earlier day had not
passed yet when the later words were said.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from servanda.comparison.relations.acts import parted
from servanda.comparison.relations.events import names_event
from servanda.comparison.relations.likeness import kinship_of, subject, weights_of
from servanda.comparison.relations.order import when
from servanda.comparison.relations.periods import days_of
from servanda.model import Claim, Relation
from servanda.model.days import days_after

RULE = "deadlines.moved"
DATED = ("commitment", "forecast")
"""Kinds of claims that say by when something is to be."""
_SURE = 0.8
"""How sure it is that two are one undertaking where all their telling words are the same."""
_BACK = 12
"""Earlier undertakings of a matter that a later one meets: the last that give a day."""
_TELLING, _SHARE = 2, 0.6
"""How many telling words both name their thing by at least, and how much of the own words of the wordier that is."""
_PASSED = 2, 0.75
"""The same where the earlier day had passed."""
_AHEAD = timedelta(days=14)
"""What was announced for a day nearer than this is of the week's diary."""
_CALENDAR = re.compile(r"\d{4}(?:-.+)?")
"""Values of days, months, seasons and years: no decades, and no lengths of time, which each counts from his own day."""
_NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?")
_AGAIN = re.compile(
    r"\b(?:next|again|another|second|third|fourth|fifth|annual\w*|yearly|every|each|beginning|starting|from|since)\b",
    re.IGNORECASE,
)
"""Words by which it is one of several, or by which its day is the first and not the last."""


def relations_of(claims: Iterable[Claim]) -> Iterator[Relation]:
    """The days of one matter that were moved, each against the day that was given last before."""
    dated: deque[Claim] = deque(maxlen=_BACK)
    for later in sorted((claim for claim in claims if claim.kind in DATED and claim.day and _period(claim)), key=when):
        earlier = next((one for one in reversed(dated) if _is_elsewhere(later, one) and moved(later, one)), None)
        if earlier:
            yield _relation(later, earlier)
        dated.append(later)


def _is_elsewhere(later: Claim, earlier: Claim) -> bool:
    """Whether it was said on an earlier day."""
    return (earlier.day or "") < (later.day or "")


def _relation(later: Claim, earlier: Claim) -> Relation:
    read = math.sqrt(float(later.values["confidence"]) * float(earlier.values["confidence"]))
    return Relation(
        later=later,
        earlier=earlier,
        relation="updates",
        confidence=round(_SURE * read * (1 + _kinship(later, earlier)[1]) / 2, 2),
        rule=RULE,
        why=f"due {told_by_day(earlier)} in the earlier words, {told_by_day(later)} in the later",
    )


def moved(later: Claim, earlier: Claim) -> bool:
    """Whether the later claim gives another day for what the earlier one gave a day for."""
    due, was = _period(later), _period(earlier)
    if due is None or was is None or later.day is None or earlier.day is None:
        return False
    if (due[0] <= was[1] and was[0] <= due[1]) or was[1] < days_after(earlier.day, _AHEAD.days):
        return False
    if (
        _numbers(later) != _numbers(earlier)
        or not _is_one_act(later, earlier)
        or _in_same_words(later, earlier)
        or parted(later, earlier)
    ):
        return False
    telling, share = _kinship(later, earlier)
    if later.day <= was[1]:
        return telling >= _TELLING and share >= _SHARE
    one_of_several = any(names_event(one.place.text) or _AGAIN.search(one.place.text) for one in (later, earlier))
    return not one_of_several and telling >= _PASSED[0] and share >= _PASSED[1]


def told_by_day(claim: Claim) -> str:
    """The words in which a claim gives its day."""
    grounds = claim.values["grounds"].get("deadline", ())
    start = claim.place.start
    return " ".join(claim.place.text[one["start"] - start : one["end"] - start] for one in grounds)


def _in_same_words(later: Claim, earlier: Claim) -> bool:
    """Whether both name one month or date, of which the year alone is understood otherwise: "September (of that year)"."""
    one, other = sorted((told_by_day(later), told_by_day(earlier)), key=len)
    return one in other and not one.islower()


def _period(claim: Claim) -> tuple[str, str] | None:
    """The first and the last day that a claim gives; None where it gives none that the calendar has."""
    value = str(claim.values.get("deadline") or "")
    return days_of(value) if _CALENDAR.fullmatch(value) else None


def _thing(claim: Claim) -> str:
    """What is undertaken, without the day."""
    return subject(claim).replace(told_by_day(claim), " ")


def _kinship(later: Claim, earlier: Claim) -> tuple[int, float]:
    return kinship_of(_thing(later), _thing(earlier))


def _is_one_act(later: Claim, earlier: Claim) -> bool:
    """Whether what is to be done begins with a word of the other's: to open a tunnel is not to close it."""
    mine, theirs = (list(weights_of(_thing(one))) for one in (later, earlier))
    return bool(mine and theirs) and mine[0] in theirs and theirs[0] in mine


def _numbers(claim: Claim) -> frozenset[str]:
    """The numbers that an undertaking names beside its day: 30 boats and 40 are two undertakings."""
    return _numbers_in(_thing(claim))


@lru_cache(maxsize=20_000)
def _numbers_in(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
