"""What somebody is said to have done, as the coders of an election campaign marked it, against reports of progress.

Progress is fewer by its definition: something undertaken, planned or ordered must have been done; what merely happened, what
was said, and a measure of an opponent told as a reproach are past actions there and no progress here. Never learnt from.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import servanda
from servanda.model import Progress

FLOOR = 0.60
SEGMENTS = "speech_acts_dev"
_PAST = "past_action"


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Precision, recall and F1 of segments coded as past action, each read by itself, by rules alone."""
    del peers  # none finds progress
    path = shared / "bench" / "commitments" / f"{SEGMENTS}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = Counter(row["label"] for row in rows)
    told = Counter(row["label"] for row in rows if servanda.read_text(row["text"], language="en", model=False).of(Progress))
    right, wanted = told[_PAST], texts[_PAST]
    f1 = 2 * right / max(1, told.total() + wanted)
    return {
        "texts": len(rows),
        "coded": wanted,
        "precision": round(right / max(1, told.total()), 3),
        "recall": round(right / max(1, wanted), 3),
        "f1": round(f1, 3),
        "by_label": {label: {"texts": texts[label], "found": told[label]} for label in sorted(texts)},
        "broken": [f"F1 {f1:.3f} < {FLOOR:.2f}"] if f1 < FLOOR else [],
    }


def markdown(result: dict[str, Any]) -> str:
    """One row, with its floor, and the share of each other label in which progress is reported."""
    lines = ["| campaign segments | coded as past action | precision | recall | F1 | floor |", "|--:|--:|--:|--:|--:|--:|"]
    told = " | ".join(f"{result[name]:.3f}" for name in ("precision", "recall", "f1"))
    lines.append(f"| {result['texts']} | {result['coded']} | {told} | {FLOOR:.2f} |")
    shares = (f"{label.replace('_', ' ')} {one['found']} of {one['texts']}" for label, one in result["by_label"].items())
    return "\n".join([*lines, "", f"Reports of progress by label: {', '.join(shares)}."])
