"""Which of two claims came first: what was said later may answer what was said before, and not the other way round."""

from __future__ import annotations

import re
from functools import cache

from servanda.model import Claim
from servanda.words import words

Moment = tuple[str, bool, str, int, int, str, str]


def when(claim: Claim) -> Moment:
    """A claim's place in time. Of records of one day, talks come before the conference on them; else the order is arbitrary.

    It is the same always, though. A claim of unknown day comes before all others, and is later than none of them (`is_later`).
    """
    place = claim.place
    return (
        place.day or "",
        follows_talks(place.title or ""),
        place.record,
        place.start,
        place.end,
        claim.kind,
        place.entry or "",
    )


def is_later(later: Claim, earlier: Claim) -> bool:
    """Whether one claim is known to come behind another. Within a record, what stands further on was said later."""
    if later.place.record != earlier.place.record and not (later.day and earlier.day):
        return False
    return when(later) > when(earlier)


@cache
def follows_talks(title: str) -> bool:
    """Whether a title tells that its record comes behind the talks of its day."""
    return bool(_following().search(title))


@cache
def _following() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('follows-talks'))))})\b", re.IGNORECASE)
