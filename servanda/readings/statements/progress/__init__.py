"""What is reported as done of what was undertaken, or how far."""

from servanda.readings.statements.progress.detecting import detect

__all__ = ["detect"]
