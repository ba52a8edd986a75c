"""What findings are listed by, in columns and indexes of their own: a part of very many is found without reading the others."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Share, Words
from servanda.ledger.inserting import insert_rows

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SOME = 2000
"""Rows looked at a time."""


def upgrade() -> None:
    for name in ("finding", "measured_finding"):
        op.add_column(name, sa.Column("places", Words, nullable=False, server_default=""))
        op.add_column(name, sa.Column("confidence", Share, nullable=False, server_default="0"))
        _fill(op.get_bind(), sa.table(name, *map(sa.column, ("id", "kind", "attributes", "places", "confidence"))))
        op.create_index(f"ix_{name}_places", name, ["places", "shown", "confidence", "id", "kind", "day"])
    op.drop_index("ix_finding_day", "finding")
    op.create_index("ix_finding_listed", "finding", ["day", "id", "kind", "shown", "places", "confidence"])


def _fill(connection: sa.Connection, table: sa.TableClause) -> None:
    """Say of every finding which places it tells of, and how sure it is, as its JSON has it.

    It is put beside first, and taken over in one statement: a server would be asked for every row.
    """
    beside = sa.Table(
        f"told_{table.name}",
        sa.MetaData(),
        sa.Column("id", Words, primary_key=True),
        sa.Column("places", Words),
        sa.Column("confidence", Share),
        prefixes=["TEMPORARY"],
    )
    beside.create(connection)
    query = sa.select(table.c.id, table.c.kind, table.c.attributes).order_by(table.c.id).limit(_SOME)
    last = ""
    while rows := connection.execute(query.where(table.c.id > last)).all():
        last = rows[-1].id
        insert_rows(connection, beside, [_told(row.id, row.kind, json.loads(row.attributes)) for row in rows])
    told = {
        name: sa.select(beside.c[name]).where(beside.c.id == table.c.id).scalar_subquery() for name in ("places", "confidence")
    }
    connection.execute(sa.update(table).values(told))
    beside.drop(connection)


def _told(id_: str, kind: str, told: dict[str, Any]) -> dict[str, Any]:
    stretches = [one and [one["record"], one["start"], one["end"]] for one in (told["later"], told["earlier"])]
    seed = json.dumps([kind == "edited", *stretches]).encode("ascii")
    return {"id": id_, "places": hashlib.sha256(seed).hexdigest()[:32], "confidence": told["confidence"]}
