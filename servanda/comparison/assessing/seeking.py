"""Where in later records something may bear on a commitment: passages that have its words, and those of claims related to it.

All of it is asked of indexes, a bounded number at a time, however large the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from servanda.comparison.assessing.profile import Profile
from servanda.ledger import bearing
from servanda.ledger.deadlines import told_of
from servanda.ledger.fulltext import Wanted
from servanda.ledger.passages import Sought, find_passages
from servanda.ledger.store import Found
from servanda.model import Claim, Relation

REPORTING = ("progress", "instrument", "topic")
"""Kinds of claims that report of something."""
_WITH_ANOTHER = 7
"""Words that are each looked for with any other that tells less."""
_ALONE = 2
"""Words that are looked for alone."""
_EACH, _EACH_ALONE = 50, 20
"""Passages that one search gives at most, the best first."""
_OF_MATTERS = 60
"""Claims of the commitment's matters that are looked at."""
_MOST = 160
"""Passages found by words that are looked at: those that searches put first, and more of them."""
_EVEN = 10
"""Places by which the first of a search is no more than twice what comes behind it (reciprocal rank fusion)."""


def related(connection: Connection, claim: Claim, until: str | None) -> list[Relation]:
    """How later claims stand to a commitment, as comparing found it."""
    found = told_of(connection, [claim]).get(claim.id, [])
    return [one for one in found if _is_later(one.later.day, claim, until)]


def passages(
    connection: Connection, claim: Claim, profile: Profile, relations: Sequence[Relation], until: str | None
) -> list[Found]:
    """Passages of later records that may bear on a commitment, each once."""
    found = _by_words(connection, claim, profile, until)
    claims = [one.later for one in relations]
    if claim.day:
        claims += bearing.reporting_in_matters(connection, claim.id, REPORTING, after=claim.day, until=until, most=_OF_MATTERS)
    for row in bearing.passages_at(connection, claims):
        found.setdefault(row.id, row)
    return [row for row in found.values() if row.sha256 != claim.place.record and _is_later(row.day, claim, until)]


def _by_words(connection: Connection, claim: Claim, profile: Profile, until: str | None) -> dict[int, Found]:
    rows: dict[int, Found] = {}
    rank: defaultdict[int, float] = defaultdict(float)
    for wanted, limit in _searches(profile):
        sought = Sought(wanted=wanted, since=claim.day, until=until)
        for place, row in enumerate(find_passages(connection, sought, limit=limit)[1]):
            rows[row.id] = row
            rank[row.id] += 1 / (_EVEN + place)
    best = sorted(rows.values(), key=lambda row: (-rank[row.id], row.sha256, row.span_start))[:_MOST]
    return {row.id: row for row in best}


def _searches(profile: Profile) -> list[tuple[Wanted, int]]:
    terms = profile.terms
    found = []
    for place, forms in enumerate(terms[:_WITH_ANOTHER]):
        others = tuple(form for other in terms[place + 1 :] for form in other)
        if others:
            found.append((Wanted((forms, others)), _EACH))
    return [*found, *((Wanted((forms,)), _EACH_ALONE) for forms in terms[:_ALONE])]


def _is_later(day: str | None, claim: Claim, until: str | None) -> bool:
    """Whether something is of a later day than a commitment, as far as both days are known."""
    return bool(day and claim.day and day > claim.day and (until is None or day <= until))
