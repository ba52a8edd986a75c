"""What somebody is said to have done, as the coders of an election campaign marked it; and the other speech acts.

Two readings stand beside it. The reader of speech acts (`servanda.readings.statements.acts`), taught on other documents of that
campaign, means by a past action what the coders mean: a segment is one where that is its act, read by itself or behind the one
before, as sentences of records are read. Reports of progress are fewer by their definition: something undertaken, planned or
ordered must have been done; what merely happened, what was said, and a measure of an opponent told as a reproach are past
actions there and no progress here. These documents are never learnt from.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import servanda
from bench.commitments import joined
from servanda.model import Progress
from servanda.readings.quotes import tagger
from servanda.readings.statements.acts import ACTS, act_of, acts

FLOOR = 0.60
SEGMENTS = "speech_acts_dev"
_PAST = "past_action"


READINGS = {
    "progress": "reports of progress, by rules alone",
    "act": "the act, each by itself",
    "act in documents": "the act, each behind the one before",
}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Precision, recall and F1 of segments coded as past action by each reading; F1 of every act."""
    del peers  # none finds progress
    path = shared / "bench" / "commitments" / f"{SEGMENTS}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = {"progress": [bool(servanda.read_text(row["text"], language="en", model=False).of(Progress)) for row in rows]}
    acts_told: dict[str, list[str]] = {}
    if tagger.available():
        acts_told["act"] = [act_of(acts().likely(row["text"], None, (0, len(row["text"])))) for row in rows]
        acts_told["act in documents"] = [
            act for _, segments in groupby(rows, key=itemgetter("doc")) for act in _in_document(list(segments))
        ]
    told |= {reading: [act == "past action" for act in found] for reading, found in acts_told.items()}
    counted = {reading: _counted(rows, said) for reading, said in told.items()}
    broken = [
        f"F1 of {READINGS[reading]}: {one['f1']:.3f} < {FLOOR:.2f}" for reading, one in counted.items() if one["f1"] < FLOOR
    ]
    by_act = {reading: {act: _f1(rows, found, act) for act in ACTS} for reading, found in acts_told.items()}
    return {"texts": len(rows), **counted, "by_act": by_act, "broken": broken}


def _in_document(segments: list[dict[str, Any]]) -> list[str]:
    text, places = joined(segments)
    return [act_of(acts().likely(text, before, place)) for before, place in zip([None, *places], places, strict=False)]


def _f1(rows: Sequence[dict[str, Any]], found: Sequence[str], act: str) -> float:
    coded = [row["label"] in ACTS[act] for row in rows]
    right = sum(wanted and said == act for wanted, said in zip(coded, found, strict=True))
    return round(2 * right / max(1, sum(coded) + sum(said == act for said in found)), 3)


def _counted(rows: Sequence[dict[str, Any]], said: Sequence[bool]) -> dict[str, Any]:
    texts = Counter(row["label"] for row in rows)
    told = Counter(row["label"] for row, flag in zip(rows, said, strict=True) if flag)
    right, wanted = told[_PAST], texts[_PAST]
    return {
        "coded": wanted,
        "precision": round(right / max(1, told.total()), 3),
        "recall": round(right / max(1, wanted), 3),
        "f1": round(2 * right / max(1, told.total() + wanted), 3),
        "by_label": {label: {"texts": texts[label], "found": told[label]} for label in sorted(texts)},
    }


def markdown(result: dict[str, Any]) -> str:
    """A row for each reading, with the floor, and the share of each other label in which reports of progress stand."""
    lines = [
        "| campaign segments | read as | coded as past action | precision | recall | F1 | floor |",
        "|--:|---|--:|--:|--:|--:|--:|",
    ]
    for reading, name in READINGS.items():
        if reading in result:
            one = result[reading]
            told = " | ".join(f"{one[measure]:.3f}" for measure in ("precision", "recall", "f1"))
            lines.append(f"| {result['texts']} | {name} | {one['coded']} | {told} | {FLOOR:.2f} |")
    by_label = result["progress"]["by_label"]
    shares = (f"{label.replace('_', ' ')} {one['found']} of {one['texts']}" for label, one in by_label.items())
    lines += ["", f"Reports of progress by label: {', '.join(shares)}."]
    for reading, by_act in result["by_act"].items():
        lines += ["", f"F1 of {READINGS[reading]}: {', '.join(f'{act} {f1:.3f}' for act, f1 in by_act.items())}."]
    return "\n".join(lines)
