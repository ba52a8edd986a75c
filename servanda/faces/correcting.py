"""What is typed to correct an entry, as its fields hold it; and what was corrected, as it is told."""

from __future__ import annotations

from typing import Any

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


def correction(name: str, value: Any) -> str:
    """What a field was corrected to: of a turn's parts, their characters and who speaks them."""
    if name != "parts":
        return str(value)
    return "; ".join(f"{one['start']} to {one['end']}: {one['speaker'] or 'not known'}" for one in value)
