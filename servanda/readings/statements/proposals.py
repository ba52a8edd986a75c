"""What a detector makes of a sentence: an entry, and what it saw that speaks for or against it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model import Commitment, Forecast, Position, Progress, Topic

PLAIN = 0.93
"""Confidence of a form that says by its own words what it is: of 29 found in public records, 28 were right by reading them,
which makes 29 in 31 of the next (Laplace's rule of succession)."""

TOLD = 0.6
"""Confidence of a promise that is told of another, or that may be given in passing: it is kept, and waits to be reviewed."""

Statement = Commitment | Progress | Position | Forecast | Topic


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement that may be one. What is improbable is dropped before it becomes an entry."""

    entry: Statement
    features: tuple[str, ...] = ()
    """Short strings, such as `verb=build`, `subject=we`, `negated`: what the scorer weighs."""
    floor: float = 0.0
    """Confidence that the form alone gives it, where no words around it can make it anything else."""
    sure: float = 1.0
    """How sure it is, whatever its words weigh, that it is a statement of its holder's."""
