"""The first tables: documents, records, readings, entries and their versions, problems, rulings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", Whole, nullable=False),
        sa.Column("address", Words, nullable=False),
        sa.Column("owner", Words),
        sa.Column("visibility", Words, server_default="everyone", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("address", name="uq_document_address"),
    )
    op.create_table(
        "record",
        sa.Column("id", Whole, nullable=False),
        sa.Column("sha256", Words, nullable=False),
        sa.Column("size", Whole),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("sha256", name="uq_record_sha256"),
    )
    op.create_table(
        "text",
        sa.Column("id", Whole, nullable=False),
        sa.Column("sha256", Words, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("record_id", Whole),
        sa.PrimaryKeyConstraint("id", name="pk_text"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_text_record"),
        sa.UniqueConstraint("sha256", name="uq_text_sha256"),
    )
    op.create_table(
        "reading",
        sa.Column("id", Whole, nullable=False),
        sa.Column("record_id", Whole, nullable=False),
        sa.Column("text_id", Whole, nullable=False),
        sa.Column("digest", Words, nullable=False),
        sa.Column("reader", Words, nullable=False),
        sa.Column("options", Words, nullable=False),
        sa.Column("facts", Words, nullable=False),
        sa.Column("blocks", sa.LargeBinary, nullable=False),
        sa.Column("counts", Words, nullable=False),
        sa.Column("problems", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_reading_record"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_reading_text"),
    )
    op.create_index("uq_reading_record_digest", "reading", ["record_id", "digest"], unique=True)
    op.create_table(
        "document_version",
        sa.Column("id", Whole, nullable=False),
        sa.Column("document_id", Whole, nullable=False),
        sa.Column("reading_id", Whole, nullable=False),
        sa.Column("source", Words),
        sa.Column("read_at", Words),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_version_document"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_document_version_reading"),
    )
    op.create_index("ix_document_version_document_id", "document_version", ["document_id"])
    op.create_index("ix_document_version_reading_id", "document_version", ["reading_id"])
    op.create_table(
        "entry",
        sa.Column("key", Whole, nullable=False),
        sa.Column("id", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("text_id", Whole, nullable=False),
        sa.Column("span_start", Whole),
        sa.Column("span_end", Whole),
        sa.PrimaryKeyConstraint("key", name="pk_entry"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name="fk_entry_text"),
    )
    op.create_index("uq_entry_text_id", "entry", ["text_id", "id"], unique=True)
    op.create_table(
        "entry_version",
        sa.Column("reading_id", Whole, nullable=False),
        sa.Column("ordinal", Whole, nullable=False),
        sa.Column("entry_key", Whole, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name="pk_entry_version"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_entry_version_reading"),
        sa.ForeignKeyConstraint(["entry_key"], ["entry.key"], name="fk_entry_version_entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_version_entry_key", "entry_version", ["entry_key"])
    op.create_table(
        "problem",
        sa.Column("reading_id", Whole, nullable=False),
        sa.Column("ordinal", Whole, nullable=False),
        sa.Column("code", Words, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name="pk_problem"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_problem_reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_problem_code", "problem", ["code"])
    op.create_table(
        "ruling",
        sa.Column("id", Whole, nullable=False),
        sa.Column("entry_key", Whole, nullable=False),
        sa.Column("reading_id", Whole, nullable=False),
        sa.Column("ordinal", Whole, nullable=False),
        sa.Column("verdict", Words, nullable=False),
        sa.Column("attributes", Words, nullable=False),
        sa.Column("ruled_at", Words),
        sa.Column("owner", Words),
        sa.Column("visibility", Words, server_default="everyone", nullable=False),
        sa.Column("previous", Words, nullable=False),
        sa.Column("hash", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ruling"),
        sa.ForeignKeyConstraint(["entry_key"], ["entry.key"], name="fk_ruling_entry"),
        sa.ForeignKeyConstraint(
            ["reading_id", "ordinal"], ["entry_version.reading_id", "entry_version.ordinal"], name="fk_ruling_entry_version"
        ),
        sa.UniqueConstraint("previous", name="uq_ruling_previous"),
        sa.UniqueConstraint("hash", name="uq_ruling_hash"),
    )
    op.create_index("ix_ruling_entry_key", "ruling", ["entry_key"])
