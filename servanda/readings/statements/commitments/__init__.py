"""Who is to do what: promised, agreed, planned, proposed or under a condition."""

from servanda.readings.statements.commitments.detecting import detect

__all__ = ["detect"]
