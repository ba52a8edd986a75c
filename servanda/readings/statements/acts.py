"""What a sentence does, as a speech act: commits, tells what somebody has done, asserts, judges, directs, expresses, asks.

The acts are Searle's (1976), as the coders of an election campaign cut them (Subramanian, Cohn and Baldwin 2019): commissives
of an action and of an outcome, what was done held apart from other assertives, and assertives that judge (verdictives). A
small encoder of its own, `weights/acts.onnx`, was taught on their codes; the card of the weights tells how well. Its acts are
wider than the statements that stand on them: a past action need not have been undertaken before, and a commissive may promise
an outcome that nobody undertakes.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from math import exp
from pathlib import Path

from servanda.model import Record
from servanda.readings.layers import Stretch, sentences, sentences_in
from servanda.readings.statements.encoder import WEIGHTS, Encoder

__all__ = ["ACTS", "CODED", "NAME", "Acts", "act_at", "act_of", "acts"]

NAME = "speech-acts/1"
"""Name and version of the weights, as a reading names what made it."""
CODED = (
    "assertive",
    "verdictive",
    "commissive_action",
    "commissive_outcome",
    "past_action",
    "directive",
    "expressive",
    "interrogative",
)
"""The coders' labels, in the order of the network's scores."""
ACTS = {
    "commissive": ("commissive_action", "commissive_outcome"),
    "past action": ("past_action",),
    "assertive": ("assertive",),
    "verdictive": ("verdictive",),
    "directive": ("directive",),
    "expressive": ("expressive",),
    "interrogative": ("interrogative",),
}
"""Each act, and the labels that it joins."""
_FROM = {"commissive": 0.3, "past action": 0.2}
"""How likely these must be to be told: where their F1 is best on documents that were not learnt from. They are what is looked
for, and rarer than what is merely asserted."""
_ELSE = 0.5


def act_of(likely: dict[str, float]) -> str:
    """The act to tell: that which lies highest above the likelihood from which on it is told."""
    return max(likely, key=lambda act: likely[act] / _FROM.get(act, _ELSE))


def act_at(record: Record, place: int) -> tuple[str, float]:
    """The act of the sentence at a place of a record, read with the one before, and how likely it is."""
    ordered = sentences(record) or sentences_in(record.text, 0, len(record.text))  # without blocks: what others read
    number = max(0, bisect_right(ordered, place, key=_begins) - 1)
    likely = acts().likely(record.text, ordered[number - 1] if number else None, ordered[number])
    act = act_of(likely)
    return act, likely[act]


def _begins(stretch: Stretch) -> int:
    return stretch[0]


@cache
def acts() -> Acts:
    """The reader of acts, loaded once in each process."""
    return Acts()


class Acts(Encoder):
    """Says of sentences how likely each act is."""

    def __init__(self, weights: Path = WEIGHTS / "acts.onnx") -> None:
        super().__init__(weights)

    def labels(self, text: str, before: Stretch | None, sentence: Stretch) -> dict[str, float]:
        """How likely each of the coders' labels is of a sentence of a text, read with the one before; they add up to 1."""
        logarithms = self._scores(self._window(text, before, sentence))[0].tolist()
        return {label: exp(logarithm) for label, logarithm in zip(CODED, logarithms, strict=True)}

    def likely(self, text: str, before: Stretch | None, sentence: Stretch) -> dict[str, float]:
        """The same by act."""
        labels = self.labels(text, before, sentence)
        return {act: sum(labels[label] for label in joined) for act, joined in ACTS.items()}
