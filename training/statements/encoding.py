"""A small encoder that judges proposals from their sentence and the one before: its network, its training, its judgements.

Lower layers of a pretrained encoder do nearly as well as all of it once trained on (Sajjad et al. 2023), at half the price.
A proposal is judged from the states of its clause, of its sentence, and of what begins the window.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from servanda.readings.quotes.wordpiece import WordPiece
from servanda.readings.statements import judging
from servanda.readings.statements.encoder import pieces_of
from servanda.readings.statements.judging import KINDS
from training.quotations.networks import WIDTH, Encoder
from training.statements.examples import UNSURE, WORTH, Example, Labelled, Window

LAYERS, EPOCHS, SIZE = 3, 3, 32
RATE, HEAD_RATE, WARMING = 1.5e-4, 1e-3, 0.06
HIDDEN, MASK_PIECE, FIRST_WORD = 0.08, 103, 110
"""Share of pieces not shown while training; `[MASK]`, which stands for them; the first that is no mark of the encoder's."""
TOGETHER = 20
"""Batches whose sentences are sorted by length, so that few places stay empty."""


class Read(Protocol):
    """What is read at once: a window of word pieces."""

    @property
    def ids(self) -> list[int]:
        """Its word pieces."""

    @property
    def first(self) -> int:
        """Where its sentence begins among them; it ends before the last."""


Given = TypeVar("Given", bound=Read)
Network = TypeVar("Network", bound=nn.Module)


@dataclass
class Item:
    """One window with its proposals."""

    window: Window
    ids: list[int]
    first: int
    """Where its sentence begins among the pieces; it ends before the last."""
    proposals: list[tuple[Example, int, int]] = field(default_factory=list)
    """Each with the pieces of its clause."""
    labels: dict[str, tuple[float, bool]] = field(default_factory=dict)
    """What readers said of the sentence as a whole."""


def lower_layers(pretrained: Path) -> Encoder:
    """The encoder to be trained on: its lower layers, and its table of words, which stays as it is."""
    encoder = Encoder()
    encoder.load_pretrained(pretrained)
    encoder.layers = encoder.layers[:LAYERS]
    encoder.word.weight.requires_grad_(requires_grad=False)
    return encoder


def states_of(encoder: Encoder, ids: Tensor, mask: Tensor, *, training: bool) -> Tensor:
    """States of the pieces, computed at half the precision while training."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=training):
        states = encoder(ids, torch.zeros_like(ids), mask)
    return states.float()


def whole_of(states: Tensor, inside: Tensor) -> Tensor:
    """What is told of a sentence: the state that begins its window, and the mean of its own."""
    return torch.cat([states[:, 0], _mean(states, inside)], -1)


def padded(batch: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor]:
    """Windows side by side: their pieces, 1 where one is, and 1 where it is of the window's sentence."""
    width = max(len(one.ids) for one in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, inside = torch.zeros(len(batch), width), torch.zeros(len(batch), width)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        inside[row, one.first : len(one.ids) - 1] = 1
    return ids, mask, inside


def hidden(ids: Tensor) -> Tensor:
    """The same pieces, some of them not shown, so that no few of them are learnt by heart."""
    masked = (torch.rand(ids.shape) < HIDDEN) & (ids > FIRST_WORD)
    return torch.where(masked, torch.tensor(MASK_PIECE), ids)


class Judge(nn.Module):
    """The encoder with a head for clauses; the one for sentences helps it to learn and is not shipped."""

    def __init__(self, pretrained: Path) -> None:
        super().__init__()
        self.enc, self.drop = lower_layers(pretrained), nn.Dropout(0.1)
        self.of_sentence, self.of_clause = nn.Linear(2 * WIDTH, len(KINDS)), nn.Linear(3 * WIDTH, len(KINDS))

    def forward(self, ids: Tensor, mask: Tensor, inside: Tensor, rows: Tensor, clauses: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of sentences and of clauses. `inside` is 1 on each sentence, `clauses` on each clause, of window `rows`."""
        states = states_of(self.enc, ids, mask, training=self.training)
        whole = whole_of(states, inside)
        of_clause = torch.cat([_mean(states[rows], clauses), whole[rows]], -1)
        return self.of_sentence(self.drop(whole)), self.of_clause(self.drop(of_clause))


def _mean(states: Tensor, there: Tensor) -> Tensor:
    return (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)


def items(found: Sequence[Example], sentences: Sequence[Labelled], words: WordPiece) -> list[Item]:
    """The windows of all proposals of the kinds that are judged."""
    labels = {one.bag: one.labels for one in sentences}
    by_window: dict[Window, Item] = {}
    for one in found:
        if one.kind not in KINDS:
            continue
        window, text = one.window, one.window.text
        pieces = pieces_of(words, window.before, (0, len(window.before)), text, (0, len(text)))
        item = by_window.setdefault(window, Item(window, pieces.ids, pieces.first))
        item.proposals.append((one, *pieces.around(*one.clause)))
        if one.within is not None:
            item.labels = labels.get(one.within, {})
    return list(by_window.values())


def _collated(batch: Sequence[Item]) -> tuple[Tensor, ...]:
    ids, mask, inside = padded(batch)
    of_windows = [(row, begin, end) for row, item in enumerate(batch) for _, begin, end in item.proposals]
    clauses = torch.zeros(len(of_windows), ids.shape[1])
    for at, (_, begin, end) in enumerate(of_windows):
        clauses[at, begin:end] = 1
    return ids, mask, inside, torch.tensor([row for row, _, _ in of_windows]), clauses


def _loss(judge: Judge, batch: Sequence[Item]) -> Tensor:
    """Each kind by itself; of a sentence that holds one, the likeliest proposal is it."""
    ids, *rest = _collated(batch)
    of_sentence, of_clause = judge(hidden(ids), *rest)
    total = torch.zeros(())
    for item, scores in zip(batch, of_sentence, strict=True):
        for place, kind in enumerate(KINDS):
            if kind in item.labels:
                label, sure = item.labels[kind]
                total = total + (1.0 if sure else UNSURE) * _cross_entropy(scores[place], label)
    bags: dict[tuple[str, tuple[str, int]], list[tuple[Example, Tensor]]] = defaultdict(list)
    for (one, _, _), scores in zip((p for item in batch for p in item.proposals), of_clause, strict=True):
        bags[one.kind, one.bag].append((one, scores[KINDS.index(one.kind)]))
    for members in bags.values():
        one, scores = members[0][0], torch.stack([score for _, score in members])
        worth = WORTH[one.source] * (1.0 if one.sure else UNSURE)
        judged = _cross_entropy(scores.max(), one.label) if one.label > 0 else functional.softplus(scores).sum()
        total = total + worth * judged
    return total / len(batch)


def _cross_entropy(score: Tensor, label: float) -> Tensor:
    return functional.binary_cross_entropy_with_logits(score, torch.tensor(float(label)))


def _batches(given: Sequence[Given], chance: random.Random) -> Iterator[list[Given]]:
    mixed = chance.sample(given, len(given))
    found = []
    for begin in range(0, len(mixed), SIZE * TOGETHER):
        near = sorted(mixed[begin : begin + SIZE * TOGETHER], key=lambda item: len(item.ids))
        found += [near[at : at + SIZE] for at in range(0, len(near), SIZE)]
    chance.shuffle(found)
    yield from found


def train(given: Sequence[Item], pretrained: Path, seed: int) -> Judge:
    """A judge that has learnt from these windows."""
    torch.manual_seed(seed)
    return taught(Judge(pretrained), given, _loss, seed=seed)


def taught(
    network: Network,
    given: Sequence[Given],
    loss_of: Callable[[Network, list[Given]], Tensor],
    *,
    seed: int,
    epochs: int = EPOCHS,
) -> Network:
    """The network, its encoder under `enc`, having learnt from what is given; `loss_of` tells the loss of a batch."""
    torch.set_num_threads(1)
    chance = random.Random(seed)
    parts: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            parts[name.startswith("enc.")].append(parameter)
    rates = (RATE, HEAD_RATE)
    optimizer = torch.optim.AdamW(
        [{"params": parts[own], "lr": rate} for own, rate in zip((True, False), rates, strict=True)], weight_decay=0.01
    )
    total, step, begin = epochs * len(list(_batches(given, random.Random(0)))), 0, time.monotonic()
    network.train()
    for epoch in range(epochs):
        lost = 0.0
        for batch in _batches(given, chance):
            share = min(1.0, step / (WARMING * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, lost = step + 1, lost + loss.item()
        print(f"epoch {epoch + 1} loss {lost * epochs / total:.3f} {time.monotonic() - begin:.0f} s", flush=True)
    return network.eval()


def judged(shipped: judging.Judge, given: Sequence[Item]) -> dict[tuple[str, Window, tuple[int, int]], float]:
    """The score of each proposal by the network as it is shipped, by its kind, window and clause."""
    found = {}
    for item in given:
        before, text = item.window.before, f"{item.window.before} {item.window.text}"
        begin = len(before) + 1
        clauses = [(begin + one.clause[0], begin + one.clause[1]) for one, _, _ in item.proposals]
        scores = shipped.scores(text, (0, len(before)), (begin, len(text)), clauses)
        for (one, _, _), score in zip(item.proposals, scores, strict=True):
            found[one.kind, one.window, one.clause] = score[one.kind]
    return found
