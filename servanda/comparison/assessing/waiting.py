"""What waits for somebody to rule, and how far the assessors are; and the register of all that was assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from servanda.comparison.assessing.assessments import assessment_of, assessments
from servanda.comparison.assessing.sheets import plain, public
from servanda.comparison.matters.due import WITHIN, is_awaited, is_of
from servanda.ledger import Ledger, bearing, deadlines
from servanda.model import Assessment, Claim, Desk, Sheet, Waiting
from servanda.model.days import days_after

SINCE = 365
"""Days back to which the day of a commitment may lie for it to be listed without being asked for."""
_WAITS = {
    "disagreed": "two assessors differ: it waits for somebody to settle it",
    "stale": "what was ruled is stale: it waits for a new ruling",
    "second_wanted": "it waits for a second assessor",
}
_OPEN = ("not_yet_due", "in_the_works")
"""Rulings that are not the last word once the day has passed."""

_Known = Mapping[str, tuple[Claim | None, Assessment]]


class Asked(TypedDict, total=False):
    """How `desk` may be asked."""

    since: str | None
    within: int
    of: str | None
    limit: int | None
    everything: bool


def desk(
    ledger: Ledger,
    on: str,
    *,
    since: str | None = None,
    within: int = WITHIN,
    of: str | None = None,
    limit: int | None = None,
    everything: bool = False,
) -> Desk:
    """What waits as of a day: what assessors left open first, then commitments by their day, the last passed first.

    Listed are commitments due from `since` (a year before the day, if not given) to `within` days behind it; `of` keeps to what
    a person or body said or is to do. `everything` adds what is less sure, only proposed, or the diary of days long gone.
    `limit` is how many are listed at most.
    """
    known = assessments(ledger, on=on)
    first = since or days_after(on, -SINCE)
    with ledger.reads() as connection:
        claims = deadlines.claims_due(connection, until=days_after(on, within), since=first)
        earlier = bearing.counted_commitments(connection, before=first)
        undated = bearing.counted_commitments(connection)
    due = [one for one in claims if (one.day or "") <= on and is_awaited(one, on, everything=everything)]
    left_open = [Waiting(sheet=one, why=why) for one in _sheets(known, on) if (why := _why(one)) and _is_of(one.claim, of)]
    fresh = (plain(one, assessment_of(one.place.entry or "", one, ()), on) for one in due if one.place.entry not in known)
    new = sorted((one for one in fresh if _is_of(one.claim, of)), key=_by_day)
    waiting = [*left_open, *(Waiting(sheet=one, why="its day has passed" if one.passed else "it is soon due") for one in new)]
    shown = waiting if limit is None else waiting[:limit]
    valid = [one for _, assessment in known.values() for one in assessment.rulings if not one.stale]
    return Desk(
        waiting=tuple(shown),
        more=len(waiting) - len(shown),
        earlier=earlier,
        undated=undated,
        rulings=_counted(assessment.ruling for _, assessment in known.values() if assessment.ruling),
        states=_counted(assessment.state for _, assessment in known.values()),
        assessors=_counted(one.by for one in valid if one.by),
    )


def register(ledger: Ledger, *, on: str | None = None) -> tuple[Sheet, ...]:
    """All that people decided of commitments up to a day, by the day of the record; without proposals of evidence."""
    return tuple(_sheets(assessments(ledger, on=on), on))


def _sheets(known: _Known, on: str | None) -> Sequence[Sheet]:
    found = [public(plain(claim, assessment, on)) for claim, assessment in known.values()]
    return sorted(found, key=lambda one: ((one.claim.day if one.claim else None) or "", one.assessment.entry))


def _why(one: Sheet) -> str | None:
    """What an assessment that was begun waits for; None where it waits for nothing."""
    assessment = one.assessment
    if assessment.state in _WAITS:
        return _WAITS[assessment.state]
    if assessment.state == "unruled":
        return "nobody has ruled on it yet"
    if assessment.ruling in _OPEN and one.passed:
        return f"ruled {assessment.ruling.replace('_', ' ')}, and its day has passed since"
    return None


def _is_of(claim: Claim | None, of: str | None) -> bool:
    return of is None or (claim is not None and is_of(claim, of))


def _by_day(one: Sheet) -> tuple[bool, int, str]:
    """What is past its day comes first, the last of it; then what is due next."""
    day = date.fromisoformat(one.due or date.max.isoformat()).toordinal()
    return not one.passed, -day if one.passed else day, one.assessment.entry


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    counts = Counter(names)
    return {name: counts[name] for name in sorted(counts)}
