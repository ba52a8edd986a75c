"""What a rule of the grammar hands back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from servanda.readings.timex.meanings import Meaning
from servanda.readings.timex.tokens import Tokens


class Hit(NamedTuple):
    """An expression found: half-open token offsets, what it means, and the rule that found it."""

    start: int
    end: int
    meaning: Meaning
    rule: str
    parts: tuple[Hit, ...] = ()
    """The two ends of a range, or the members of a list, each an expression in its own right."""


Rule = Callable[[Tokens, int], Hit | None]
"""Looks for an expression whose leading word stands at a token; the expression may begin before it (an article)."""
