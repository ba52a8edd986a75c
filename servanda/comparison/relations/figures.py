"""Relations between the figures of one matter."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.model import Claim, Relation


def relations_of(claims: Sequence[Claim]) -> list[Relation]:
    """How later figures stand to earlier ones."""
    return []
