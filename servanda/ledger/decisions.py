"""What people decided of persons and matters: kept in a chain, each row with the hash of the one before, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from servanda.ledger.chain import add_link, holding, up_to
from servanda.ledger.schema import decision
from servanda.model import Decision


def keep_decision(
    connection: Connection,
    subject: str,
    action: str,
    values: Mapping[str, Any],
    *,
    why: str | None = None,
    decided_at: str | None = None,
    owner: str | None = None,
) -> Decision:
    """Add a decision to the chain."""
    row = add_link(
        connection,
        decision,
        {
            "subject": subject,
            "action": action,
            "attributes": json.dumps({"values": dict(values), "why": why}, sort_keys=True),
            "decided_at": decided_at,
            "owner": owner,
        },
    )
    return _decision(row)


def decisions(connection: Connection, subjects: Sequence[str] | None = None, *, until: str | None = None) -> list[Decision]:
    """The decisions on these subjects (on all, where none are named), in their order; `until` keeps to that day's."""
    query = select(decision).order_by(decision.c.id)
    if subjects is not None:
        query = query.where(decision.c.subject.in_(subjects))
    found = [_decision(dict(row._mapping)) for row in connection.execute(query)]
    return [one for one in found if up_to(until, one.decided_at)]


def decisions_to(connection: Connection, actions: Sequence[str], *, until: str | None = None) -> list[Decision]:
    """The decisions to do one of these, in their order; `until` keeps to that day's."""
    query = select(decision).where(decision.c.action.in_(actions)).order_by(decision.c.id)
    found = [_decision(dict(row._mapping)) for row in connection.execute(query)]
    return [one for one in found if up_to(until, one.decided_at)]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in their order: not the undone ones, and no undoing."""
    return holding(decisions, lambda one: int(one.values["undoes"]) if one.action == "undo" else None)


def _decision(row: Mapping[str, Any]) -> Decision:
    said = json.loads(row["attributes"])
    return Decision(
        number=row["id"],
        subject=row["subject"],
        action=row["action"],
        values=said["values"],
        why=said["why"],
        decided_at=row["decided_at"],
        owner=row["owner"],
    )
