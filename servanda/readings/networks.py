"""How a trained network is run: the one place that says so, so that the same text gives the same numbers in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["network"]


def network(weights: Path) -> Any:
    """What runs a network: an ONNX session of one thread, which the count of processors does not change."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors alone: what it warns of is no matter of the user's
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
