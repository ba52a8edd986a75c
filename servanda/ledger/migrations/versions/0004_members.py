"""Tables for a team: accounts with their trail, passwords, sessions, failed logins, and the key that signs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member_act",
        sa.Column("id", Whole, nullable=False),
        sa.Column("member", Words, nullable=False),
        sa.Column("action", Words, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.Column("done_at", Words),
        sa.Column("owner", Words),
        sa.Column("previous", Words, nullable=False),
        sa.Column("hash", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_member_act"),
        sa.UniqueConstraint("previous", name="uq_member_act_previous"),
        sa.UniqueConstraint("hash", name="uq_member_act_hash"),
    )
    op.create_index("ix_member_act_member", "member_act", ["member"])
    op.create_table(
        "member_key",
        sa.Column("member", Words, nullable=False),
        sa.Column("password", Words, nullable=False),
        sa.Column("feed", Whole, server_default="0", nullable=False),
        sa.Column("feeds", Whole, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_member_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "login_session",
        sa.Column("id", Words, nullable=False),
        sa.Column("member", Words, nullable=False),
        sa.Column("began", Whole, nullable=False),
        sa.Column("seen", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_session"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_login_session_member", "login_session", ["member"])
    op.create_table(
        "login_failure",
        sa.Column("source", Words, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sa.Column("last", Whole, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_login_failure"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "login_key",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_key"),
    )
