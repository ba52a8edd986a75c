"""What lists are asked of in parts: persons and meetings as comparing gave them, matters in their order, records by day."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SOME = 2000
"""Rows altered at a time."""


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("number", Whole, nullable=False),
        *(sa.Column(name, Words, nullable=False) for name in ("id", "skeleton", "kind", "name")),
        sa.Column("shown", Whole, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.Column("outdated", Whole, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_person"),
    )
    op.create_index("ix_person_id", "person", ["id"])
    op.create_index("ix_person_skeleton", "person", ["skeleton"])
    op.create_index("ix_person_shown", "person", ["shown", "name", "id", "kind"])
    op.create_index("ix_person_outdated", "person", ["outdated", "skeleton"])
    op.create_table(
        "meeting",
        sa.Column("number", Whole, nullable=False),
        sa.Column("id", Words, nullable=False),
        sa.Column("day", Words),
        sa.Column("attributes", Words, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_meeting"),
    )
    op.create_index("ix_meeting_id", "meeting", ["id"])
    op.add_column("matter", sa.Column("listed", Whole, server_default="0", nullable=False))
    op.create_index("ix_matter_records", "matter", [sa.text("records DESC"), "name", "id", "first_day"])
    op.create_index("ix_matter_listed", "matter", ["listed", sa.text("records DESC"), "name", "id", "first_day"])
    op.add_column("reading", sa.Column("day", Words))
    _file_readings(op.get_bind())


def _file_readings(connection: sa.Connection) -> None:
    """Say of every reading which day its record is filed under, as its facts tell it."""
    table = sa.table("reading", sa.column("id"), sa.column("facts"), sa.column("day"))
    last = 0
    while rows := connection.execute(
        sa.select(table.c.id, table.c.facts).where(table.c.id > last).order_by(table.c.id).limit(_SOME)
    ).all():
        last = rows[-1].id
        days = []
        for row in rows:
            told = json.loads(row.facts)
            days.append({"number": row.id, "on": told["event_date"] or told["published"] or told["reference_date"]})
        query = sa.update(table).where(table.c.id == sa.bindparam("number")).values(day=sa.bindparam("on"))
        connection.execute(query, days)
