"""Which entries need a second reader: decided for everyone, kept with the other decisions, undone as they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from servanda.errors import UsageError
from servanda.ledger.decisions import decisions_to, keep_decision, standing
from servanda.ledger.schema import entry, entry_version, noted, ruling
from servanda.ledger.shelves import owner_of
from servanda.model import CORRECTABLE, Decision, SecondReader

SECOND = "second_reader"
"""The action of a decision that asks for a second reader."""
SUBJECT = "policy"


def in_force(connection: Connection, *, until: str | None = None) -> tuple[SecondReader, ...]:
    """What holds, up to a day: of each kind the last that was decided. Private records have one reader, and no policy."""
    if owner_of(connection) is not None:
        return ()
    last: dict[str, SecondReader] = {}
    for one in standing(decisions_to(connection, (SECOND, "undo"), until=until)):
        made = SecondReader(
            kinds=tuple(one.values["kinds"]),
            share=one.values["share"],
            below=one.values["below"],
            above=one.values["above"],
            decision=one.number,
        )
        last.update(dict.fromkeys(made.kinds, made))
    return tuple(
        SecondReader(kinds=(kind,), share=one.share, below=one.below, above=one.above, decision=one.decision)
        for kind, one in last.items()
        if one.share > 0
    )


def decide(
    connection: Connection,
    kinds: Sequence[str],
    *,
    share: float,
    below: float | None,
    above: float | None,
    why: str | None,
    decided_at: str | None,
    owner: str | None,
) -> Decision:
    """From now on entries of these kinds need two readers. Raises `UsageError` where that cannot be meant."""
    wrong = [kind for kind in kinds if kind not in CORRECTABLE]
    if wrong or not kinds:
        raise UsageError(f"{wrong[0]!r} is no kind that is ruled upon" if wrong else "no kind is named", remedy=_KINDS)
    if not 0 <= share <= 1:
        raise UsageError(f"{share} is no share", remedy="give one from 0 (of none) to 1 (of all)")
    if any(bound is not None and not 0 <= bound <= 1 for bound in (below, above)):
        raise UsageError("a confidence is between 0 and 1", remedy="as in --below 0.9")
    values = {"kinds": list(dict.fromkeys(kinds)), "share": share, "below": below, "above": above}
    made = keep_decision(connection, SUBJECT, SECOND, values, why=why, decided_at=decided_at, owner=owner)
    changed(connection)
    return made


_KINDS = f"one of {', '.join(CORRECTABLE)}"


def changed(connection: Connection) -> None:
    """What is noted of readings that anybody ruled upon is to be noted anew: other rulings hold than before."""
    ruled = select(entry_version.c.reading_id).join(entry).join(ruling, ruling.c.entry_key == entry.c.key)
    connection.execute(
        update(noted).where(noted.c.reading_id.in_(ruled), noted.c.comparer != "").values(comparer="before a policy")
    )
