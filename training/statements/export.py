"""From a trained judge to the 8-bit ONNX file that is shipped."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.quotations.networks import WIDTH
from training.statements.encoding import Item, Judge

COMMON = 8000
"""Pieces kept whether they were seen or not: the vocabulary's first, which are its marks, letters and commonest words."""
UNKNOWN = 100
LONGEST = 128
"""Places in a window, which holds fewer."""


class _Shipped(nn.Module):
    """The judge with the pieces that it knows apart; the others are read as unknown."""

    def __init__(self, judge: Judge, known: Sequence[int]) -> None:
        super().__init__()
        places = {piece: place for place, piece in enumerate(known)}
        size = judge.enc.word.weight.shape[0]
        self.register_buffer("place", torch.tensor([places.get(piece, places[UNKNOWN]) for piece in range(size)]))
        self.word = nn.Embedding(len(known), WIDTH)
        self.word.weight = nn.Parameter(judge.enc.word.weight[torch.tensor(known)].clone())
        self.pos = nn.Parameter(judge.enc.pos.weight[:LONGEST].clone())
        self.enc, self.of_clause = judge.enc, judge.of_clause

    def forward(self, ids: Tensor, inside: Tensor, clauses: Tensor) -> Tensor:
        enc = self.enc
        x = enc.ln(self.word(self.place[ids]) + self.pos[: ids.shape[1]] + enc.typ.weight[0])
        bias = torch.zeros(1, 1, 1, 1)
        for layer in enc.layers:
            x = layer(x, bias)
        whole = torch.cat([x[:, 0], (x * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)], -1)
        means = clauses @ x[0] / clauses.sum(1, keepdim=True)
        return self.of_clause(torch.cat([means, whole.expand(clauses.shape[0], 2 * WIDTH)], -1))


def export(judge: Judge, given: Sequence[Item], out: Path) -> None:
    """Write `judge.onnx` into `out`; `given` are the windows that it has learnt from, whose pieces it knows."""
    known = sorted(set(range(COMMON)).union(*(item.ids for item in given)))
    network = _Shipped(judge, known).eval()
    ids, inside, clauses = torch.randint(1000, 2000, (1, 50)), torch.ones(1, 50), torch.zeros(2, 50)
    clauses[:, 3:9] = 1
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "judge.onnx"
        torch.onnx.export(
            network,
            (ids, inside, clauses),
            str(whole),
            input_names=["ids", "inside", "clauses"],
            output_names=["scores"],
            dynamic_axes={"ids": {1: "pieces"}, "inside": {1: "pieces"}, "clauses": {0: "clauses", 1: "pieces"}},
            dynamo=False,
            opset_version=17,
        )
        kinds = ["MatMul", "Gather", "Gemm"]
        quantize_dynamic(whole, out / "judge.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=kinds)
    print(f"{len(known)} pieces known, {(out / 'judge.onnx').stat().st_size} bytes")
