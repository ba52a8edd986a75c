"""Commitments where others coded them: summit communiqués, and the speech acts of an election campaign.

Each G7 and G20 text was coded as a commitment by the research groups that follow the summits, so that only recall can be told
there: a text counts where at least one commitment is found in it. False alarms are counted on segments of campaign speech
and print that were coded as no promise; the coded promises among them give precision, recall and F1. Never learnt from.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import servanda
from servanda.model import Commitment

FLOORS = {"recall": 0.90, "false_alarms": 0.10, "f1": 0.80}
SUMMITS = ("g7_dev", "g20_dev")
SEGMENTS = "speech_acts_dev"
_PROMISE = "commissive"
"""What the labels of coded promises begin with."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Recall on the summits' texts; false alarms, precision, recall and F1 on the segments."""
    del peers  # none finds commitments
    folder = shared / "bench" / "commitments"
    summits = {name: _recall(_texts(folder / f"{name}.jsonl")) for name in SUMMITS}
    texts = sum(row["texts"] for row in summits.values())
    recall = sum(row["found"] for row in summits.values()) / texts
    segments = _segments(_texts(folder / f"{SEGMENTS}.jsonl"))
    broken = [f"recall on summits {recall:.3f}"] if recall < FLOORS["recall"] else []
    broken += [f"false alarms {segments['false_alarms']:.3f}"] if segments["false_alarms"] > FLOORS["false_alarms"] else []
    broken += [f"F1 on segments {segments['f1']:.3f}"] if segments["f1"] < FLOORS["f1"] else []
    return {"summits": summits, "recall": round(recall, 3), "segments": segments, "broken": broken}


def markdown(result: dict[str, Any]) -> str:
    """A row for each set of texts, with its floor."""
    lines = ["| set | texts | measure | value | floor |", "|---|---:|---|---:|---:|"]
    for name, row in result["summits"].items():
        lines.append(f"| {name.removesuffix('_dev').upper()} commitments | {row['texts']} | recall | {row['recall']:.3f} | |")
    lines.append(f"| both | | recall | {result['recall']:.3f} | {FLOORS['recall']:.2f} |")
    row = result["segments"]
    most = f"at most {FLOORS['false_alarms']:.2f}"
    lines.append(f"| campaign segments | {row['texts']} | false alarms | {row['false_alarms']:.3f} | {most} |")
    lines.append(f"| | | precision | {row['precision']:.3f} | |")
    lines.append(f"| | | recall | {row['recall']:.3f} | |")
    lines.append(f"| | | F1 of promises | {row['f1']:.3f} | {FLOORS['f1']:.2f} |")
    for label, share in row["by_label"].items():
        lines.append(f"| | {share['texts']} | found in “{label.replace('_', ' ')}” | {share['found'] / share['texts']:.3f} | |")
    return "\n".join(lines)


def _texts(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _recall(rows: list[dict[str, Any]]) -> dict[str, Any]:
    found = sum(_promises(row["text"], declared=True) for row in rows)
    return {"texts": len(rows), "found": found, "recall": round(found / len(rows), 3)}


def _segments(rows: list[dict[str, Any]]) -> dict[str, Any]:
    texts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row in rows:
        texts[row["label"]] += 1
        found[row["label"]] += _promises(row["text"], declared=False)
    right = sum(count for label, count in found.items() if label.startswith(_PROMISE))
    wanted = sum(count for label, count in texts.items() if label.startswith(_PROMISE))
    alarms = found.total() - right
    precision, recall = right / max(1, found.total()), right / max(1, wanted)
    return {
        "texts": len(rows),
        "false_alarms": round(alarms / max(1, texts.total() - wanted), 3),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * right / max(1, found.total() + wanted), 3),
        "by_label": {label: {"texts": texts[label], "found": found[label]} for label in sorted(texts)},
    }


def _promises(text: str, *, declared: bool) -> bool:
    """Whether a commitment is found in a text: in a communiqué's words any, in a campaign's one that is no mere proposal.

    The campaign's coders hold calls and demands apart from promises, as directives; the summits' do not.
    """
    reading = servanda.read_text(text, language="en", record_kind="communique" if declared else None, model=False)
    return any(declared or found.force != "proposed" for found in reading.of(Commitment))
