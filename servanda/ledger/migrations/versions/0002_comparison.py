"""Tables for what is noted of readings to compare them by, what comparing gave, and what people decided."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from servanda.ledger.columns import Whole, Words
from servanda.ledger.fulltext import make_full_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _table(
    name: str, *columns: sa.Column[Any], refers: dict[str, str] | None = None, key: tuple[str, ...] = ("id",), **kinds: Any
) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{table}.{'key' if table == 'entry' else 'id'}"], name=f"fk_{name}_{table}")
        for column, table in (refers or {}).items()
    ]
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), *keys, **kinds)


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _whole(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, Whole, nullable=not needed)


def _text(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, Words, nullable=not needed)


def upgrade() -> None:
    _table(
        "noted",
        _whole("reading_id"),
        _text("comparer"),
        sa.Column("joined", Whole, server_default="0", nullable=False),
        key=("reading_id",),
        refers={"reading_id": "reading"},
    )
    _table("settled", _text("stand"), key=("stand",), sqlite_with_rowid=False)
    _names_and_occasions()
    _passages_and_claims()
    _matters()
    _table(
        "decision",
        _whole("id"),
        *(_text(name) for name in ("subject", "action", "attributes")),
        *(_text(name, needed=False) for name in ("decided_at", "owner")),
        *(_text(name) for name in ("previous", "hash")),
    )
    _indexes("decision", "subject")
    with op.batch_alter_table("decision") as table:
        table.create_unique_constraint("uq_decision_previous", ["previous"])
        table.create_unique_constraint("uq_decision_hash", ["hash"])
    make_full_text(op.get_bind())


def _names_and_occasions() -> None:
    _table(
        "name_use",
        _whole("id"),
        _whole("reading_id"),
        *(_text(name) for name in ("name", "skeleton", "attributes")),
        refers={"reading_id": "reading"},
    )
    _indexes("name_use", "reading_id", "skeleton")
    _table(
        "occasion",
        _whole("id"),
        _whole("reading_id"),
        _text("day", needed=False),
        _text("attributes"),
        refers={"reading_id": "reading"},
    )
    _indexes("occasion", "reading_id", "day")
    _table(
        "occasion_party",
        _whole("occasion_id"),
        _text("skeleton"),
        key=("occasion_id", "skeleton"),
        refers={"occasion_id": "occasion"},
        sqlite_with_rowid=False,
    )
    _indexes("occasion_party", "skeleton")


def _passages_and_claims() -> None:
    _table(
        "passage",
        *(_whole(name) for name in ("id", "reading_id", "span_start", "span_end")),
        *(_text(name, needed=False) for name in ("day", "speaker")),
        _text("voice"),
        refers={"reading_id": "reading"},
    )
    _indexes("passage", "reading_id", "speaker")
    _table(
        "claim",
        *(_whole(name) for name in ("id", "reading_id")),
        _whole("entry_key", needed=False),
        *(_text(name) for name in ("kind", "scope")),
        *(_text(name, needed=False) for name in ("day", "deadline")),
        _text("attributes"),
        refers={"reading_id": "reading", "entry_key": "entry"},
    )
    _indexes("claim", "reading_id", "entry_key", "day", "deadline")
    _table(
        "claim_term",
        _text("term"),
        *(_whole(name) for name in ("claim_id", "weight")),
        key=("term", "claim_id"),
        refers={"claim_id": "claim"},
        sqlite_with_rowid=False,
    )
    _indexes("claim_term", "claim_id")


def _matters() -> None:
    _table(
        "matter",
        *(_text(name) for name in ("id", "term", "name", "kind")),
        *(_text(name, needed=False) for name in ("first_day", "last_day")),
        *(_whole(name) for name in ("claims", "records")),
        _text("attributes"),
    )
    _indexes("matter", "term", "last_day")
    _table(
        "matter_claim",
        _text("matter_id"),
        _whole("claim_id"),
        _text("attributes"),
        key=("matter_id", "claim_id"),
        refers={"matter_id": "matter", "claim_id": "claim"},
        sqlite_with_rowid=False,
    )
    _indexes("matter_claim", "claim_id")
    _table(
        "relation",
        _whole("id"),
        _text("matter_id"),
        *(_whole(name) for name in ("later", "earlier")),
        *(_text(name) for name in ("relation", "attributes")),
        refers={"matter_id": "matter"},
    )
    with op.batch_alter_table("relation") as table:
        for column in ("later", "earlier"):
            table.create_foreign_key(f"fk_relation_{column}_claim", "claim", [column], ["id"])
    _indexes("relation", "matter_id", "later", "earlier")
    _table(
        "finding",
        *(_text(name) for name in ("id", "kind")),
        _text("matter_id", needed=False),
        _whole("reading_id"),
        _whole("earlier_reading_id", needed=False),
        _text("day", needed=False),
        _whole("shown"),
        _text("attributes"),
        refers={"reading_id": "reading"},
    )
    _indexes("finding", "kind", "matter_id", "reading_id", "earlier_reading_id", "day")
