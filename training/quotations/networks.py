"""The two networks: a small BERT encoder with a head for cues, and one layer that reads its states given a cue."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
CONTENT, SOURCE = 1, 3
"""Tags of the second network that begin either; a number more goes on with what began, 0 is neither."""


class Layer(nn.Module):
    """A transformer layer as in BERT (Devlin et al. 2019): normalised after each half."""

    def __init__(self, inner: int, heads: int = 12) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, pieces, width), `bias` (batch, 1, 1, pieces): 0 where a piece is, far below where none is."""
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, WIDTH // self.heads).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // self.heads) ** -0.5 + bias, -1)
        x = self.ln1(x + self.o((weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.ln2(x + self.f2(functional.gelu(self.f1(x))))


class Encoder(nn.Module):
    """Six layers. Pieces between quotation marks are of the second type."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.pos, self.typ = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(1536) for _ in range(6))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """States (batch, pieces, width)."""
        x = self.ln(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.typ(types))
        bias = (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, path: Path) -> None:
        """Take over the weights of `all-MiniLM-L6-v2` (Apache-2.0) from its safetensors file."""
        given = {name.removeprefix("bert."): value for name, value in _safetensors(path).items()}
        mine = self.state_dict()
        for own, theirs in {"word": "word", "pos": "position", "typ": "token_type"}.items():
            mine[f"{own}.weight"] = given[f"embeddings.{theirs}_embeddings.weight"]
        parts = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
            "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense", "f2": "output.dense", "ln2": "output.LayerNorm",
        }  # fmt: skip
        for kind in ("weight", "bias"):
            mine[f"ln.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
            for number in range(len(self.layers)):
                for own, theirs in parts.items():
                    mine[f"layers.{number}.{own}.{kind}"] = given[f"encoder.layer.{number}.{theirs}.{kind}"]
        self.load_state_dict(mine)


class GivenCue(nn.Module):
    """Content and source of one cue, from the states around it."""

    def __init__(self) -> None:
        super().__init__()
        self.flag, self.dist, self.c = nn.Embedding(2, WIDTH), nn.Embedding(32, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.ln, self.layer, self.out = nn.LayerNorm(WIDTH), Layer(1024), nn.Linear(WIDTH, 5)

    def forward(self, states: Tensor, cue: Tensor, distance: Tensor, mask: Tensor) -> Tensor:
        """Scores (cues, pieces, tags). `cue` is 1 on its pieces; `distance` as `tagger.distances` counts it."""
        mean = (states * cue[..., None]).sum(1) / cue.sum(1, keepdim=True).clamp(min=1)
        x = self.ln(states + self.flag(cue.long()) + self.dist(distance) + self.c(mean)[:, None])
        return self.out(self.layer(x, (1 - mask[:, None, None, :].float()) * -1e4))


class Networks(nn.Module):
    """Both, trained together. The head says begins, goes on or neither for cues, and as helpers for content and source."""

    def __init__(self) -> None:
        super().__init__()
        self.enc, self.drop, self.tag, self.two = Encoder(), nn.Dropout(0.1), nn.Linear(WIDTH, 9), GivenCue()


def _safetensors(path: Path) -> dict[str, Tensor]:
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    found = {}
    for name, about in json.loads(raw[8 : 8 + length]).items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            kind = {"F32": np.float32, "I64": np.int64}[about["dtype"]]
            values = np.frombuffer(raw[8 + length + start : 8 + length + end], dtype=kind)
            found[name] = torch.from_numpy(values.reshape(about["shape"]).copy())
    return found
