"""The small encoder that judges proposed statements from their sentence and the one before it.

Where the trained model is installed it reads each sentence whose proposals the weights leave open, and says of each clause how
much it is like a commitment, a report of progress or a position; `scoring` adds that to what the weights say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from servanda.readings.layers import Stretch
from servanda.readings.statements.encoder import WEIGHTS, Encoder

__all__ = ["KINDS", "NAME", "Judge", "judge"]

KINDS = ("commitment", "progress", "position")
"""What is judged, in the order of the network's scores."""
NAME = "statement-judge/1"
"""Name and version of the weights, as a reading names what made it."""


@cache
def judge() -> Judge:
    """The judge, loaded once in each process."""
    return Judge()


class Judge(Encoder):
    """Says of clauses how much they are like a statement of each kind."""

    def __init__(self, weights: Path = WEIGHTS / "judge.onnx") -> None:
        super().__init__(weights)

    def scores(
        self, text: str, before: Stretch | None, sentence: Stretch, clauses: Sequence[Stretch]
    ) -> list[dict[str, float]]:
        """For each clause of a sentence of a text, by kind, how much it is like one: above nothing where it is likely."""
        window = self._window(text, before, sentence)
        within = self._np.zeros((len(clauses), len(window.ids)), self._np.float32)
        for row, (start, end) in enumerate(clauses):
            within[row, slice(*window.around(start, end))] = 1
        return [dict(zip(KINDS, row, strict=True)) for row in self._scores(window, clauses=within).tolist()]
