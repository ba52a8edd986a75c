"""What columns hold, so that every database counts as far and sorts alike."""

from __future__ import annotations

from sqlalchemy import BigInteger, Double, Integer, Text

Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared and sorted by its code points, whatever the language of the database."""

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits. SQLite's own are; it numbers rows by itself only where the column is declared INTEGER."""

Share: Double[float] = Double()
"""A number that comes back to the last digit."""
