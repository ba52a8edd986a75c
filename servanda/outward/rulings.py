"""The outward form of rulings, and of samples that were ruled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.model import EntryRuling, Measured


def ruling_to_dict(ruling: EntryRuling) -> dict[str, Any]:
    """One act of one reviewer on one entry."""
    return {
        "kind": "ruling",
        "number": ruling.number,
        "entry": ruling.entry,
        "verdict": ruling.act,
        "corrected": dict(ruling.corrected),
        "seen": ruling.seen,
        "why": ruling.why,
        "at": ruling.ruled_at,
        "by": ruling.owner,
        "together": ruling.together,
        "undoes": ruling.undoes,
    }


def sample_to_dict(found: Measured, waiting: Sequence[str]) -> dict[str, Any]:
    """What rulings say of a sample, and what waits for one."""
    return {
        "kind": "sample",
        "drawn": found.drawn,
        "ruled": found.ruled,
        "right": found.right,
        "precision": found.precision,
        "low": found.low,
        "high": found.high,
        "readers": list(found.readers),
        "alpha": found.alpha,
        "waiting": list(waiting),
    }
