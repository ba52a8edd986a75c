"""Which entries are shown first, and which wait for a person's eye.

Each kind of statement has an operating point: a confidence from which on its entries were measured to be right at least 19
times in 20, holder included. Entries below it are kept, counted and shown when asked for, as *unreviewed*.
"""

from __future__ import annotations

from functools import cache

from servanda.words import rows


def shown_first(kind: str, confidence: float) -> bool:
    """Whether an entry of this kind and confidence is shown without being asked for. Kinds without a point always are."""
    return confidence >= operating_points().get(kind, 0.0)


@cache
def operating_points() -> dict[str, float]:
    """The least confidence, by kind, at which entries are shown first."""
    return {kind: float(point) for kind, point in rows("operating-points")}
