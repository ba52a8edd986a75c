"""What a finder of reported words proposes, before marks are heeded and sources resolved."""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]
"""Half-open offsets into the record's text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cue with what it reports and who is said to report it."""

    content: tuple[Stretch, ...]
    """In order; at least one."""
    cue: Stretch | None
    source: Stretch | None
    """Where the source is mentioned; None where nobody is."""
    confidence: float
    """0 to 1."""
    rule: str
    """Dotted name of what proposed it."""
