"""Whole expressions of a stretch, in order."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.readings.timex.hits import Hit
from servanda.readings.timex.joining import hours_before_day, joined
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.triggers import at, triggers
from servanda.readings.timex.widening import widened


def find(t: Tokens) -> Iterator[Hit]:
    """Every expression of a stretch, in order; none overlaps another."""
    known = triggers()
    free = 0
    candidates = [i for i in range(t.count) if t.words[i] in known or t.words[i][0].isdecimal()]
    for i in candidates:
        if i < free:
            continue
        hit = hours_before_day(t, i) or at(t, i)
        if hit is None or hit.start < free:
            continue
        hit = widened(t, joined(t, hit), free)
        yield hit
        free = hit.end
