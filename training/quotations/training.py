"""Training: both networks together, on the processor, in bfloat16 where it has it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from servanda.readings.quotes.tagger import distances
from servanda.readings.quotes.wordpiece import WordPiece
from training.quotations.data import Document, batches
from training.quotations.networks import CONTENT, SOURCE, Networks

_IGNORED = -100
_MASK_PIECE = 103
"""`[MASK]`: what stands for a piece that the encoder is not shown."""
_HIDDEN = 0.08
"""Share of pieces not shown, in place of dropout, which is slow on a processor."""
_REACH = 80
_CUES = 64
"""Cues of a batch that the second network learns from, at most."""


@dataclass(frozen=True)
class Cue:
    """A cue in a batch: which window, where in it, and the tags of its window's pieces."""

    window: int
    start: int
    end: int
    tags: np.ndarray


@dataclass(frozen=True)
class Batch:
    """Windows side by side."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    labels: Tensor
    """(windows, cue/content/source, pieces): 1 begins, 2 goes on, 0 neither."""
    cues: list[Cue]


def collate(cut: list[tuple[Document, int, int]], words: WordPiece) -> Batch:
    """Windows become tensors."""
    width = max(end - start for _, start, end in cut) + 2
    ids, types, mask = (np.zeros((len(cut), width), dtype=np.int64) for _ in range(3))
    labels = np.full((len(cut), 3, width), _IGNORED)
    cues: list[Cue] = []
    for row, (document, start, end) in enumerate(cut):
        count = end - start
        ids[row, : count + 2] = [words.begin, *document.ids[start:end], words.end]
        types[row, 1 : count + 1] = document.in_marks[start:end]
        mask[row, : count + 2] = 1
        labels[row, :, 1 : count + 1] = 0
        for quote in document.quotes:
            for part, stretches in enumerate((quote.cue, quote.content, quote.source)):
                _mark(labels[row, part], stretches, 1, start, end)
            if quote.cue and start <= quote.cue[0][0] and quote.cue[0][1] <= end:
                tags = np.full(width, _IGNORED)
                tags[1 : count + 1] = 0
                _mark(tags, quote.content, CONTENT, start, end)
                _mark(tags, quote.source, SOURCE, start, end)
                cues.append(Cue(row, quote.cue[0][0] - start + 1, quote.cue[0][1] - start + 1, tags))
    return Batch(torch.tensor(ids), torch.tensor(types), torch.tensor(mask), torch.tensor(labels), cues)


def _mark(row: np.ndarray, stretches: list[tuple[int, int]], begins: int, start: int, end: int) -> None:
    for first, last in stretches:
        left, right = max(first, start), min(last, end)
        if left < right:
            row[left - start + 1 : right - start + 1] = begins + 1
            if left == first:
                row[left - start + 1] = begins


def around(cues: list[Cue], states: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
    """For each cue the states within reach: states, cue, distance, mask, tags."""
    length, width = states.shape[1], 2 * _REACH
    place, inside = np.zeros((len(cues), width), dtype=np.int64), np.zeros((len(cues), width), dtype=np.float32)
    distance, there = np.zeros((len(cues), width), dtype=np.int64), np.zeros((len(cues), width), dtype=np.int64)
    tags = np.full((len(cues), width), _IGNORED)
    for row, cue in enumerate(cues):
        first = max(0, min((cue.start + cue.end) // 2 - _REACH, length - width)) if length > width else 0
        last = min(length, first + width)
        count = last - first
        place[row, :count] = np.arange(first, last)
        inside[row, max(0, cue.start - first) : min(width, cue.end - first)] = 1
        distance[row, :count] = distances(np, cue.start - first, cue.end - first, count)
        there[row, :count] = mask[cue.window, first:last].numpy()
        tags[row, :count] = cue.tags[first:last]
    windows = torch.tensor([cue.window for cue in cues])
    return states[windows[:, None], torch.tensor(place)], *map(torch.tensor, (inside, distance, there, tags))


def _false_cues(scores: Tensor, batch: Batch) -> list[Cue]:
    """The likeliest place of each window that is no cue: from these the second network learns to refuse."""
    likely = torch.softmax(scores[..., 0:3], -1)[..., 1].detach().clone()
    likely[batch.labels[:, 0] != 0] = 0
    found = []
    for row in range(len(likely)):
        chance, place = likely[row].max(0)
        if chance > 0.05:
            tags = np.where(batch.mask[row].numpy() > 0, 0, _IGNORED)
            found.append(Cue(row, int(place), int(place) + 1, tags))
    return found


def loss_of(networks: Networks, batch: Batch, chance: random.Random) -> Tensor:
    """Cues, with content and source as helpers; then content and source given each cue."""
    hidden = (torch.rand(batch.ids.shape) < _HIDDEN) & (batch.ids > 110) & (batch.mask > 0)
    ids = torch.where(hidden, torch.tensor(_MASK_PIECE), batch.ids)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = networks.drop(networks.enc(ids, batch.types, batch.mask))
        scores = networks.tag(states)
    scores = scores.float()
    loss = torch.zeros(())
    for part, weight in ((0, 1.5), (1, 0.5), (2, 0.5)):
        loss = loss + weight * _cross_entropy(scores[..., 3 * part : 3 * part + 3], batch.labels[:, part])
    cues = [*batch.cues, *_false_cues(scores, batch)]
    if cues:
        cues = chance.sample(cues, _CUES) if len(cues) > _CUES else cues
        *given, tags = around(cues, states.float(), batch.mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            given_cue = networks.two(*given)
        loss = loss + 2 * _cross_entropy(given_cue.float(), tags)
    return loss


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores.reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=_IGNORED)


def train(documents: list[Document], words: WordPiece, encoder: Path, out: Path, *, epochs: int, size: int = 12) -> None:
    """Train, and keep the weights after each epoch."""
    torch.manual_seed(7)
    chance = random.Random(7)
    networks = Networks()
    networks.enc.load_pretrained(encoder)
    parts: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, parameter in networks.named_parameters():
        parts[name.startswith("enc.")].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": parts[True], "lr": 1.2e-4}, {"params": parts[False], "lr": 6e-4}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    total = epochs * len(batches(documents, size, random.Random(0)))
    step, begin = 0, time.monotonic()
    networks.train()
    for epoch in range(epochs):
        for cut in batches(documents, size, chance):
            share = min(1.0, step / (0.06 * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = loss_of(networks, collate(cut, words), chance)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(networks.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 50 == 0:
                each = (time.monotonic() - begin) / step
                print(f"epoch {epoch + 1} step {step}/{total} loss {loss.item():.3f} {each:.2f} s a step", flush=True)
        torch.save(networks.state_dict(), out / f"epoch{epoch + 1}.pt")
