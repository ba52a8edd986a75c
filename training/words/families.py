"""Stems of one family that Porter's algorithm leaves apart ("tax", "taxat"): alike in letters and to an encoder of meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.quotations.networks import Encoder

LONG, SHORT = 5, 3
"""Letters that beginnings share: enough by themselves, or where one stem is all of the other's beginning."""
ALIKE = {LONG: 0.62, SHORT: 0.72}
"""Cosine from which two stems are of one family."""
_BATCH = 256


def meanings(words: Sequence[str], model: Path) -> Any:
    """For each word its vector by `all-MiniLM-L6-v2` (Apache-2.0), of length 1."""
    torch.set_num_threads(1)
    encoder = Encoder()
    encoder.load_pretrained(model / "model.safetensors")
    encoder.eval()
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    pieces = [tokenizer.encode(word).ids for word in words]
    order = sorted(range(len(words)), key=lambda number: len(pieces[number]))
    found = np.zeros((len(words), 384), np.float32)
    with torch.no_grad():
        for first in range(0, len(order), _BATCH):
            some = order[first : first + _BATCH]
            longest = max(len(pieces[number]) for number in some)
            ids, mask = torch.zeros(len(some), longest, dtype=torch.long), torch.zeros(len(some), longest)
            for row, number in enumerate(some):
                ids[row, : len(pieces[number])] = torch.tensor(pieces[number])
                mask[row, : len(pieces[number])] = 1
            states = encoder(ids, torch.zeros_like(ids), mask)
            means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            found[some] = means.numpy()
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def families(stems: Sequence[str], vectors: Any, found: Mapping[str, int]) -> dict[str, str]:
    """For each stem that has a commoner one in its family, that one."""
    pairs = sorted(_alike(stems, vectors), reverse=True)
    above: dict[str, str] = {}
    heads: set[str] = set()
    for _, one, other in pairs:
        common, rare = sorted((one, other), key=lambda base: (-found[base], base))
        if rare not in above and common not in above and rare not in heads:
            above[rare] = common
            heads.add(common)
    return above


def _alike(stems: Sequence[str], vectors: Any) -> Iterator[tuple[float, str, str]]:
    by: dict[str, list[int]] = defaultdict(list)
    for number, base in enumerate(stems):
        if len(base) >= SHORT:
            by[base[:SHORT]].append(number)
    for numbers in by.values():
        for first, second in combinations(numbers, 2):
            one, other = stems[first], stems[second]
            shared = _shared(one, other)
            least = ALIKE[LONG if shared >= LONG else SHORT]
            likeness = float(vectors[first] @ vectors[second])
            if shared and likeness >= least:
                yield likeness, one, other


def _shared(one: str, other: str) -> int:
    """Letters of the beginning that two stems share; 0 where these are too few for a family."""
    short, long = sorted((len(one), len(other)))
    shared = next((place for place in range(short) if one[place] != other[place]), short)
    enough = shared >= LONG or (shared >= SHORT and shared == short)
    return shared if enough and shared >= short - 2 and long - shared <= LONG else 0
