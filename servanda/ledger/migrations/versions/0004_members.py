"""Tables for a team: accounts with their trail, passwords, sessions, failed logins, and the key that signs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member_act",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("attributes", sa.Text, nullable=False),
        sa.Column("done_at", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_member_act"),
        sa.UniqueConstraint("previous", name="uq_member_act_previous"),
        sa.UniqueConstraint("hash", name="uq_member_act_hash"),
    )
    op.create_index("ix_member_act_member", "member_act", ["member"])
    op.create_table(
        "member_key",
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("feed", sa.Integer, server_default="0", nullable=False),
        sa.Column("feeds", sa.Integer, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_member_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_session"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_login_session_member", "login_session", ["member"])
    op.create_table(
        "login_failure",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_login_failure"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "login_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_key"),
    )
