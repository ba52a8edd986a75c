"""From trained weights to the two 8-bit ONNX files that are shipped."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.quotations.networks import Networks


class _First(nn.Module):
    def __init__(self, networks: Networks) -> None:
        super().__init__()
        self.enc, self.tag = networks.enc, networks.tag

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        states = self.enc(ids, types, torch.ones_like(ids))
        return states, torch.softmax(self.tag(states)[..., 0:3], -1)


class _Second(nn.Module):
    def __init__(self, networks: Networks) -> None:
        super().__init__()
        self.two = networks.two

    def forward(self, states: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        return torch.log_softmax(self.two(states, cue, distance, torch.ones_like(distance)), -1)


def export(weights: Path, out: Path) -> None:
    """Write `encoder.onnx` and `given_cue.onnx` into `out`."""
    networks = Networks()
    networks.load_state_dict(torch.load(weights))
    networks.eval()
    ids, places = torch.randint(1000, 2000, (1, 50)), torch.zeros(2, 50, dtype=torch.long)
    flags = torch.zeros(2, 50)
    flags[:, 3] = 1
    shapes = {0: "batch", 1: "pieces"}
    parts = {
        "encoder": (_First(networks), (ids, torch.zeros_like(ids)), ["ids", "types"], ["states", "cues"]),
        "given_cue": (_Second(networks), (torch.randn(2, 50, 384), flags, places), ["states", "cue", "distance"], ["tags"]),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (network, example, given, got) in parts.items():
            whole = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                network,
                example,
                str(whole),
                input_names=given,
                output_names=got,
                dynamic_axes=dict.fromkeys((*given, *got), shapes),
                dynamo=False,
                opset_version=17,
            )
            quantize_dynamic(
                whole, out / f"{name}.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather", "Gemm"]
            )
