"""Positions in the ledger that stand to earlier positions on the same matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from servanda.ledger.matters import Known
from servanda.ledger.schema import claim, reading, record, relation
from servanda.ledger.store import CHUNK


class Met(NamedTuple):
    """How a later position stands to an earlier one, and in which matter they meet."""

    matter: str
    known: Known


def positions_met(connection: Connection, records: Sequence[str], *, until: str | None = None) -> list[Met]:
    """The relations between positions whose later one stands in these records (by SHA-256), said up to a day."""
    earlier = claim.alias()
    query = (
        select(relation.c.matter_id, relation.c.later, relation.c.earlier, relation.c.relation, relation.c.attributes)
        .join_from(relation, claim, relation.c.later == claim.c.id)
        .join(earlier, relation.c.earlier == earlier.c.id)
        .join(reading, claim.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
        .where(claim.c.kind == "position", earlier.c.kind == "position")
        .order_by(relation.c.id)
    )
    if until is not None:
        query = query.where(claim.c.day <= until)
    found: list[Met] = []
    for first in range(0, len(records), CHUNK // 4):
        rows = connection.execute(query.where(record.c.sha256.in_(records[first : first + CHUNK // 4]))).all()
        found += [Met(matter_id, Known(*row)) for matter_id, *row in rows]
    return found
