"""Who is for or against what, and under which conditions."""

from servanda.readings.statements.positions.detecting import detect

__all__ = ["detect"]
