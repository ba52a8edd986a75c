"""What an amount measures: the shortest stretch of its sentence that says so."""

from __future__ import annotations

from servanda.readings.quantities.grammar import Amount
from servanda.readings.quantities.tokens import Tokens


def measured(tokens: Tokens, amount: Amount, read: list[Amount]) -> tuple[int, int] | None:
    """Tokens [start, end) of what is measured, or None where the sentence does not tell."""
    if amount.rule == "figures.count" and amount.unit_start < amount.unit_end:
        return amount.unit_start, amount.unit_end
    return None
