"""From trained encoders to the 8-bit ONNX files that are shipped."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.quotations.networks import WIDTH, Encoder
from training.statements.acting import Actor
from training.statements.encoding import Judge, Read, whole_of

COMMON = 8000
"""Pieces kept whether they were seen or not: the vocabulary's first, which are its marks, letters and commonest words."""
UNKNOWN = 100
LONGEST = 128
"""Places in a window, which holds fewer."""


class _Reader(nn.Module):
    """An encoder with the pieces that it knows apart; the others are read as unknown."""

    def __init__(self, encoder: Encoder, known: Sequence[int]) -> None:
        super().__init__()
        places = {piece: place for place, piece in enumerate(known)}
        size = encoder.word.weight.shape[0]
        self.register_buffer("place", torch.tensor([places.get(piece, places[UNKNOWN]) for piece in range(size)]))
        self.word = nn.Embedding(len(known), WIDTH)
        self.word.weight = nn.Parameter(encoder.word.weight[torch.tensor(known)].clone())
        self.pos = nn.Parameter(encoder.pos.weight[:LONGEST].clone())
        self.enc = encoder

    def states(self, ids: Tensor) -> Tensor:
        """States of one window."""
        x = self.enc.ln(self.word(self.place[ids]) + self.pos[: ids.shape[1]] + self.enc.typ.weight[0])
        bias = torch.zeros(1, 1, 1, 1)
        for layer in self.enc.layers:
            x = layer(x, bias)
        return x


class _OfClauses(_Reader):
    def __init__(self, judge: Judge, known: Sequence[int]) -> None:
        super().__init__(judge.enc, known)
        self.of_clause = judge.of_clause

    def forward(self, ids: Tensor, inside: Tensor, clauses: Tensor) -> Tensor:
        x = self.states(ids)
        means = clauses @ x[0] / clauses.sum(1, keepdim=True)
        return self.of_clause(torch.cat([means, whole_of(x, inside).expand(clauses.shape[0], 2 * WIDTH)], -1))


class _OfActs(_Reader):
    def __init__(self, actor: Actor, known: Sequence[int]) -> None:
        super().__init__(actor.enc, known)
        self.of_act = actor.of_act

    def forward(self, ids: Tensor, inside: Tensor) -> Tensor:
        return torch.log_softmax(self.of_act(whole_of(self.states(ids), inside)), -1)


def export(judge: Judge, given: Sequence[Read], out: Path) -> None:
    """Write `judge.onnx` into `out`; `given` are the windows that it has learnt from, whose pieces it knows."""
    ids, inside, clauses = torch.randint(1000, 2000, (1, 50)), torch.ones(1, 50), torch.zeros(2, 50)
    clauses[:, 3:9] = 1
    axes = {"ids": {1: "pieces"}, "inside": {1: "pieces"}, "clauses": {0: "clauses", 1: "pieces"}}
    _write(_OfClauses(judge, _known(given)), (ids, inside, clauses), axes, out / "judge.onnx")


def export_acts(actor: Actor, given: Sequence[Read], out: Path) -> None:
    """Write `acts.onnx` into `out`, likewise."""
    ids, inside = torch.randint(1000, 2000, (1, 50)), torch.ones(1, 50)
    _write(_OfActs(actor, _known(given)), (ids, inside), {"ids": {1: "pieces"}, "inside": {1: "pieces"}}, out / "acts.onnx")


def _known(given: Sequence[Read]) -> list[int]:
    return sorted(set(range(COMMON)).union(*(one.ids for one in given)))


def _write(network: _Reader, sample: tuple[Tensor, ...], axes: Mapping[str, dict[int, str]], path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        torch.onnx.export(
            network.eval(),
            sample,
            str(whole),
            input_names=list(axes),
            output_names=["scores"],
            dynamic_axes=dict(axes),
            dynamo=False,
            opset_version=17,
        )
        kinds = ["MatMul", "Gather", "Gemm"]
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, op_types_to_quantize=kinds, per_channel=True)
    print(f"{network.word.weight.shape[0]} pieces known, {path.stat().st_size} bytes")
