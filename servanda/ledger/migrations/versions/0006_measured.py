"""Findings that are measured against a day, kept for the last day for which they were found out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measured_finding",
        *(sa.Column(name, Words, nullable=False) for name in ("id", "kind")),
        sa.Column("matter_id", Words),
        sa.Column("reading_id", Whole, nullable=False),
        sa.Column("earlier_reading_id", Whole),
        sa.Column("day", Words),
        sa.Column("shown", Whole, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measured_finding"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_measured_finding_reading"),
    )
    op.create_index("ix_measured_finding_reading_id", "measured_finding", ["reading_id"])
    op.create_index("ix_measured_finding_shown_day", "measured_finding", ["shown", "day"])
    op.create_table(
        "measured",
        sa.Column("day", Words, nullable=False),
        sa.Column("stand", Words, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_measured"),
        sqlite_with_rowid=False,
    )
