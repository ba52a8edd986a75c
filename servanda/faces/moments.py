"""The moment at which something is done: faces alone know the clock."""

from __future__ import annotations

import datetime


def now() -> str:
    """This moment, ISO 8601 in UTC, to the second."""
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
