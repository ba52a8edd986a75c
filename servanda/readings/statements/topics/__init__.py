"""What was on the table."""

from servanda.readings.statements.topics.detecting import detect

__all__ = ["detect"]
