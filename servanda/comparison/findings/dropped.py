"""Undertakings of which later records say nothing more, though their matter is spoken of.

As with what is overdue: found when asked, told with how many later records were read, and until when. That something is not
mentioned any more is not to say that it was given up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection

from servanda.comparison.findings.findings import finding_id
from servanda.comparison.findings.overdue import records_words, spoken_of, tells
from servanda.comparison.findings.sentences.phrases import day_words, who, words_of
from servanda.comparison.findings.silence import Silence
from servanda.ledger import later
from servanda.ledger.claims import load_claims
from servanda.ledger.deadlines import told_of
from servanda.model import Claim, Finding
from servanda.model.days import days_after
from servanda.standing import shown_first

_AGO = 180
"""Days: what was undertaken more lately than this may well be spoken of yet."""
_SPOKEN = 3
"""Later records in which its matter must be spoken of."""
_BINDING = ("pledged", "agreed")


def dropped(connection: Connection, on: str, among: Collection[int] | None = None) -> Iterator[Finding]:
    """What was undertaken, and of which no record up to a day (ISO) tells any more, though its matter goes on.

    Of these claims only, where some are named.
    """
    of = undertaken(connection, on, among)
    claims = [claim for claim in load_claims(connection, sorted(of)) if _binds(claim)]
    told = told_of(connection, claims, again=False)
    silence = Silence(connection, on)
    spoken: dict[str, set[int]] = {}
    for claim in claims:
        if any(tells(one, on) for one in told.get(claim.id, ())):
            continue
        for matter in of[claim.id]:
            if matter not in spoken:
                spoken[matter] = later.readings_of_matters(connection, [matter])
        one = _finding(connection, claim, of[claim.id], spoken, silence, on)
        if one is not None:
            yield one


def undertaken(connection: Connection, on: str, among: Collection[int] | None = None) -> dict[int, list[str]]:
    """The numbers of the undertakings without a day that may be dropped by a day, each with its matters; of these only."""
    return later.undertaken_in_matters(connection, until=days_after(on, -_AGO), records=_SPOKEN + 1, among=among)


def _binds(claim: Claim) -> bool:
    values = claim.values
    firm = values["force"] in _BINDING and values["firmness"] == "high" and values["testability"]
    return bool(firm and claim.day and not values["deadline_end"] and shown_first(claim.kind, values["confidence"]))


def _finding(
    connection: Connection, claim: Claim, matters: Sequence[str], spoken: dict[str, set[int]], silence: Silence, on: str
) -> Finding | None:
    """The finding, told of the matter that is spoken of most; None where none is spoken of enough."""
    day = claim.day or on
    read = silence.after(claim, matters, day=day)
    best = max(matters, key=lambda matter: (len(spoken[matter] & read.readings), matter))
    still = len(spoken[best] & read.readings)
    if still < _SPOKEN:
        return None
    return Finding(
        id=finding_id("dropped", None, claim),
        kind="dropped",
        sentence=(
            f"On {day_words(claim.day)} {who(claim)} said: {words_of(claim)}; nothing more was found on it in "
            f"{records_words(read)}, though its matter is spoken of in {still} of them."
        ),
        later=claim.place,
        matter=best,
        confidence=float(claim.values["confidence"]),
        rule="dropped.matter",
        why=f"not found again in {read.words}; its matter is spoken of in {still} of them",
        shown=claim.values["force"] == "agreed" and not spoken_of(connection, claim, read, on),
    )
