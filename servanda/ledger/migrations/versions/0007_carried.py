"""Rulings that hold on in a later version of a record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carried",
        sa.Column("ruling_id", Whole, nullable=False, autoincrement=False),
        sa.Column("reading_id", Whole, nullable=False, autoincrement=False),
        sa.Column("entry_key", Whole),
        sa.Column("corrected", Words, nullable=False),
        sa.PrimaryKeyConstraint("ruling_id", "reading_id", name="pk_carried"),
        sa.ForeignKeyConstraint(["ruling_id"], ["ruling.id"], name="fk_carried_ruling"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_carried_reading"),
        sa.ForeignKeyConstraint(["entry_key"], ["entry.key"], name="fk_carried_entry"),
    )
    op.create_index("ix_carried_reading_id", "carried", ["reading_id"])
