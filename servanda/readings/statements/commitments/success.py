"""A draft of what would count as kept, partly kept and broken, put together from a commitment's own words and deadline."""

from __future__ import annotations

from servanda.model import Commitment, SuccessTest


def success_test(entry: Commitment) -> SuccessTest:
    """The draft. It adds nothing to the record's words but a frame, and is meant to be edited."""
    action = " ".join(entry.action.split())
    due = _due(entry)
    by = f" by {due}" if due else ""
    given = f", given “{' '.join(entry.condition.split())}”" if entry.condition else ""
    late = f", or in full only after {due}" if due else ""
    missed = f"Not done by {due}" if due else "Given up, or contradicted by what was done instead"
    return SuccessTest(
        kept=f"Done in full{by}{given}: “{action}”.",
        partly=f"Done in part{late}: “{action}”.",
        broken=f"{missed}: “{action}”.",
    )


def _due(entry: Commitment) -> str | None:
    return entry.deadline_end
