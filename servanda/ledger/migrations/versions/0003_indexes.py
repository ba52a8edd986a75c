"""What is asked of every page: a matter by its name, and the findings that are shown, without looking through all."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_matter_name_lower", "matter", [text("lower(name)")])
    op.create_index("ix_finding_shown_day", "finding", ["shown", "day"])
