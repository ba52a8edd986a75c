"""What is typed to correct an entry, as its fields hold it."""

from __future__ import annotations

from servanda.errors import UsageError
from servanda.model import NUMBERS, PLACES


def as_meant(kind: str, name: str, typed: str) -> int | float | str | None:
    """What was typed for a field of an entry of this kind; None where nothing was.

    Raises `UsageError` where a number belongs and none was typed.
    """
    if not typed:
        return None
    if name not in PLACES and name not in NUMBERS.get(kind, ()):
        return typed
    try:
        return int(typed) if typed.lstrip("-").isdecimal() else float(typed)
    except ValueError as fault:
        raise UsageError(f"{typed!r} is no number", remedy="write it in digits") from fault
