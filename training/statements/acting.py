"""A small encoder that tells the speech act of a sentence: what it learns from, its network, its training.

It learns from the segments of an election campaign whose speech acts others coded (Subramanian, Cohn and Baldwin 2019), each
once by itself and once behind the segment before it, as sentences stand in records.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from servanda.readings.quotes.wordpiece import WordPiece
from servanda.readings.statements.acts import CODED
from servanda.readings.statements.encoder import pieces_of
from training.quotations.networks import WIDTH
from training.statements.encoding import hidden, lower_layers, padded, states_of, taught, whole_of

EPOCHS = 2
"""Each segment is read twice in each."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One coded segment, alone or behind the one before it."""

    document: str
    ids: list[int]
    first: int
    """Where it begins among the pieces; it ends before the last."""
    act: int
    """The place of its label in `CODED`."""


def segments(path: Path, words: WordPiece) -> list[Segment]:
    """All coded segments, each in both forms."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for document, coded in groupby(rows, key=itemgetter("doc")):
        before = ""
        for row in coded:
            for lead in dict.fromkeys((before, "")):
                window = pieces_of(words, lead, (0, len(lead)), row["text"], (0, len(row["text"])))
                found.append(Segment(document, window.ids, window.first, CODED.index(row["label"])))
            before = row["text"]
    return found


class Actor(nn.Module):
    """The encoder with a head for the act of the sentence."""

    def __init__(self, pretrained: Path) -> None:
        super().__init__()
        self.enc, self.drop = lower_layers(pretrained), nn.Dropout(0.1)
        self.of_act = nn.Linear(2 * WIDTH, len(CODED))

    def forward(self, ids: Tensor, mask: Tensor, inside: Tensor) -> Tensor:
        """Scores of each act; `inside` is 1 on each sentence."""
        return self.of_act(self.drop(whole_of(states_of(self.enc, ids, mask, training=self.training), inside)))


def _loss(actor: Actor, batch: Sequence[Segment]) -> Tensor:
    ids, mask, inside = padded(batch)
    return functional.cross_entropy(actor(hidden(ids), mask, inside), torch.tensor([one.act for one in batch]))


def train(given: Sequence[Segment], pretrained: Path, seed: int) -> Actor:
    """An encoder that has learnt from these segments."""
    torch.manual_seed(seed)
    return taught(Actor(pretrained), given, _loss, seed=seed, epochs=EPOCHS)
