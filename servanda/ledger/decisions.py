"""What people decided of persons and matters: kept in a chain, each row with the hash of the one before, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

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
    last = connection.execute(select(decision.c.id, decision.c.hash).order_by(decision.c.id.desc()).limit(1)).first()
    row = {
        "id": last.id + 1 if last else 1,
        "subject": subject,
        "action": action,
        "attributes": json.dumps({"values": dict(values), "why": why}, sort_keys=True),
        "decided_at": decided_at,
        "owner": owner,
        "previous": last.hash if last else "",
    }
    connection.execute(insert(decision), {**row, "hash": _hash(row)})
    return _decision(row)


def decisions(connection: Connection, subjects: Sequence[str] | None = None, *, until: str | None = None) -> list[Decision]:
    """The decisions on these subjects (on all, where none are named), in their order; `until` keeps to that day's."""
    query = select(decision).order_by(decision.c.id)
    if subjects is not None:
        query = query.where(decision.c.subject.in_(subjects))
    found = [_decision(dict(row._mapping)) for row in connection.execute(query)]
    return [one for one in found if until is None or one.decided_at is None or one.decided_at[:10] <= until]


def decisions_to(connection: Connection, actions: Sequence[str]) -> list[Decision]:
    """The decisions to do one of these, in their order."""
    query = select(decision).where(decision.c.action.in_(actions)).order_by(decision.c.id)
    return [_decision(dict(row._mapping)) for row in connection.execute(query)]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in their order: not the undone ones, and no undoing."""
    undone: set[int] = set()
    kept: list[Decision] = []
    for one in sorted(decisions, key=lambda one: one.number, reverse=True):
        if one.number in undone:
            continue
        if one.action == "undo":
            undone.add(int(one.values["undoes"]))
        else:
            kept.append(one)
    return kept[::-1]


def broken_link(connection: Connection) -> int | None:
    """Number of the first decision whose hash is not what its row and the one before say; None where the chain holds."""
    previous = ""
    for row in connection.execute(select(decision).order_by(decision.c.id)):
        values = dict(row._mapping)
        kept = values.pop("hash")
        if values["previous"] != previous or _hash(values) != kept:
            return int(row.id)
        previous = kept
    return None


def _hash(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(row), sort_keys=True).encode("ascii")).hexdigest()


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
