"""What an assessor has before him: a commitment, its day and test, what bears on it, and what was ruled and replied.

A second assessor is blind: until he has ruled, nobody is shown the other rulings but who made them, and who asks to see them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from servanda.comparison.assessing.assessments import assessment_of, assessments, same_person
from servanda.comparison.assessing.evidence import proposed
from servanda.comparison.findings.silence import Later, Silence
from servanda.comparison.matters import docket
from servanda.errors import NotFoundError, UsageError
from servanda.ledger import Ledger, bearing
from servanda.ledger.later import matters_of
from servanda.ledger.matters import load_matter
from servanda.model import Assessment, Claim, Sheet

ASSESSED = ("commitment", "progress", "topic", "position", "forecast")
"""Kinds of entries that can be assessed: a commitment, and what a record words as another kind of undertaking."""
_ENTRY = re.compile(r"[a-z]+-[0-9a-f]{4,16}")
_NAMED = 5
"""Entries that are named where several are meant."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an agreement, each with how its assessment stands."""

    title: str
    """What they are the terms of."""
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a sheet, and what he asks to see."""

    by: str | None = None
    second: bool = False
    """Whether he is to rule as the second assessor."""
    unblind: bool = False
    """Whether he asks to see the rulings that are kept from a second assessor."""


def is_entry(ref: str) -> bool:
    """Whether this can be an entry's id, or the beginning of one."""
    return bool(_ENTRY.fullmatch(ref)) and not ref.startswith(("record-", "matter-", "person-"))


def sheet(ledger: Ledger, ref: str, *, on: str | None = None, everything: bool = False, viewer: Viewer | None = None) -> Sheet:
    """The sheet of one entry, by its id or the beginning of it, as of a day.

    `everything` adds the evidence that bears on it less plainly. Raises `NotFoundError` where no entry or more than one is
    called so, and `UsageError` where it is of a kind that cannot be assessed.
    """
    claim, assessment = known(ledger, ref, on)
    shown = _for(assessment, viewer or Viewer())
    hidden = len(assessment.rulings) - len(shown.rulings)
    if claim is None:
        return Sheet(claim=None, due=None, passed=False, assessment=shown, hidden=hidden)
    with ledger.reads() as connection:
        evidence = proposed(connection, claim, on=on)
        kept = evidence if everything else tuple(one for one in evidence if one.shown)
        later = None if kept else _later(connection, claim, on)
    return replace(
        plain(claim, shown, on),
        evidence=kept,
        unsure=len(evidence) - len(kept),
        later_records=later.records if later else None,
        last_record=later.last if later else None,
        unread_records=later.unread if later else None,
        hidden=hidden,
    )


def _later(connection: Connection, claim: Claim, on: str | None) -> Later:
    """The later records that could tell of a commitment: what it is worth that nothing plain was found."""
    if not claim.day:
        return Later(0, None)
    homes = matters_of(connection, [claim.id]).get(claim.id, [])
    return Silence(connection, on).after(claim, homes, day=claim.day)


def plain(claim: Claim | None, assessment: Assessment, on: str | None) -> Sheet:
    """A sheet without evidence."""
    due = claim.values.get("deadline_end") if claim else None
    return Sheet(claim=claim, due=due, passed=bool(due and on and due < on), assessment=assessment)


def terms(ledger: Ledger, ref: str, *, on: str | None = None) -> Terms:
    """The commitments of an agreement: a record, an entry that names an instrument, or a matter.

    Raises `NotFoundError` where nothing is called so.
    """
    title, claims = _instrument(ledger, ref) if is_entry(ref) else _of_record(ledger, ref) or _of_matter(ledger, ref, on)
    decided = assessments(ledger, on=on)
    told = [claim for claim in claims if on is None or (claim.day or "") <= on]
    return Terms(title, tuple(public(plain(claim, _assessment(claim, decided), on)) for claim in told))


def one_claim(ledger: Ledger, ref: str) -> Claim:
    """The entry with this id, or beginning of an id, as it is read now. Raises `NotFoundError`."""
    if not is_entry(ref):
        raise UsageError(
            f"{ref!r} is no entry's id", remedy="it looks like commitment-3f2a91…; `servanda commitments` shows them"
        )
    with ledger.reads() as connection:
        found = bearing.claims_called(connection, ref)
    ids = sorted({claim.place.entry for claim in found if claim.place.entry})
    if len(ids) != 1:
        some = f": {', '.join(ids[:_NAMED])}" if ids else ""
        count = f"{len(ids)} entries are" if ids else "no entry is"
        raise NotFoundError(f"{count} called {ref}{some}", place=ledger.place, remedy="`servanda commitments` shows their ids")
    return found[0]


def known(ledger: Ledger, ref: str, on: str | None = None) -> tuple[Claim | None, Assessment]:
    """An entry as it is read now, None where it is gone, and all that was decided of it. Raises as `sheet` does."""
    decided = assessments(ledger, on=on)
    try:
        claim = one_claim(ledger, ref)
    except NotFoundError:
        gone = [id_ for id_, (claim, _) in decided.items() if claim is None and id_.startswith(ref)]
        if len(gone) != 1:
            raise
        return decided[gone[0]]
    if claim.kind not in ASSESSED:
        what = f"{ref} is {'an' if claim.kind[0] in 'aeiou' else 'a'} {claim.kind}"
        raise UsageError(f"{what}: only what somebody undertakes can be assessed", remedy=f"one of {', '.join(ASSESSED)}")
    return claim, _assessment(claim, decided)


def _assessment(claim: Claim, decided: Mapping[str, tuple[Claim | None, Assessment]]) -> Assessment:
    id_ = claim.place.entry or ""
    return decided[id_][1] if id_ in decided else assessment_of(id_, claim, ())


def _for(assessment: Assessment, viewer: Viewer) -> Assessment:
    """What somebody may see of it."""
    first = [one for one in assessment.rulings if not one.stale]
    own = any(same_person(one.by, viewer.by) for one in first) if viewer.by else False
    blind = viewer.second or assessment.state == "second_wanted"
    return replace(assessment, rulings=(), ruling=None) if blind and not own and not viewer.unblind else assessment


def public(one: Sheet) -> Sheet:
    """A sheet as anybody may see it."""
    shown = _for(one.assessment, Viewer())
    return replace(one, assessment=shown, hidden=len(one.assessment.rulings) - len(shown.rulings))


def _instrument(ledger: Ledger, ref: str) -> tuple[str, Sequence[Claim]]:
    """The terms of an instrument that an entry names: those of its record, where that is its text; else what names it."""
    claim = one_claim(ledger, ref)
    if claim.kind != "instrument":
        raise UsageError(f"{ref} is a {claim.kind}, which has no terms", remedy="name an instrument, a record or a matter")
    if ledger.record(claim.place.record).kind == "agreement":
        return _of_record(ledger, claim.place.record) or ("", ())
    name = " ".join(claim.place.text.split())
    with ledger.reads() as connection:
        homes = matters_of(connection, [claim.id]).get(claim.id, [])
        found = [load_matter(connection, id_) for id_ in homes]
    named = {
        one.id: one
        for whole in found
        for one in (whole[1] if whole else ())
        if one.kind == "commitment" and name.casefold() in " ".join(one.sentence.casefold().split())
    }
    return name, [named[number] for number in sorted(named, key=lambda number: (named[number].day or "", number))]


def _of_record(ledger: Ledger, ref: str) -> tuple[str, Sequence[Claim]] | None:
    try:
        summary = ledger.record(ref)
    except NotFoundError:
        return None
    with ledger.reads() as connection:
        return summary.title or summary.source or summary.id, bearing.commitments_in(connection, summary.record)


def _of_matter(ledger: Ledger, ref: str, on: str | None) -> tuple[str, Sequence[Claim]]:
    try:
        matter = docket.matter(ledger, ref, on=on)
    except NotFoundError as missed:
        if " are called " in str(missed):
            raise
        remedy = "`servanda list` shows records, `servanda commitments` entries, `servanda matters` matters"
        raise NotFoundError(f"no entry, no record and no matter is called {ref}", place=ledger.place, remedy=remedy) from None
    return matter.name, [claim for claim in matter.claims if claim.kind == "commitment"]
