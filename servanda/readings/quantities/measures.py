"""What an amount measures: the shortest stretch of its sentence that says so."""

from __future__ import annotations

from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.tokens import Tokens


def measured(tokens: Tokens, amount: Amount, read: list[Amount]) -> Place | None:
    """Tokens [start, end) of what is measured, or None where the sentence does not tell."""
    return amount.unit_place if amount.rule == "figures.count" else None
