"""Commitments where others coded them: summit communiqués, and the speech acts of an election campaign.

Each G7 and G20 text was coded as a commitment by the research groups that follow the summits, so that only recall can be told
there: a text counts where at least one commitment is found in it. False alarms are counted on segments of campaign speech
and print that were coded as no promise; the coded promises among them give precision, recall and F1: each segment read by
itself, which the floors are for, and in its document, as records are read; by rules alone, and with the model. The weights
learn from other documents of that campaign (`python -m training.statements`), never from these.
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
from servanda.model import Commitment
from servanda.readings.quotes import tagger

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
    rows = _texts(folder / f"{SEGMENTS}.jsonl")
    broken = [f"recall on summits {recall:.3f}"] if recall < FLOORS["recall"] else []
    readers = {"by rules alone": False, **({"with the model": True} if tagger.available() else {})}
    segments = {reader: _segments(rows, model=model) for reader, model in readers.items()}
    for reader, told in segments.items():
        if told["false_alarms"] > FLOORS["false_alarms"]:
            broken.append(f"false alarms {told['false_alarms']:.3f} {reader}")
        if told["f1"] < FLOORS["f1"]:
            broken.append(f"F1 on segments {told['f1']:.3f} {reader}")
    documents = {reader: _documents(rows, model=model) for reader, model in readers.items()}
    return {
        "summits": summits,
        "recall": round(recall, 3),
        "segments": segments,
        "documents": documents,
        "broken": broken,
    }


def markdown(result: dict[str, Any]) -> str:
    """A row for each set of texts, with its floor."""
    lines = ["| set | texts | measure | value | floor |", "|---|---:|---|---:|---:|"]
    for name, row in result["summits"].items():
        lines.append(f"| {name.removesuffix('_dev').upper()} commitments | {row['texts']} | recall | {row['recall']:.3f} | |")
    lines.append(f"| both | | recall | {result['recall']:.3f} | {FLOORS['recall']:.2f} |")
    most = f"at most {FLOORS['false_alarms']:.2f}"
    for reader, row in result["segments"].items():
        lines.append(f"| campaign segments, {reader} | {row['texts']} | false alarms | {row['false_alarms']:.3f} | {most} |")
        lines.append(f"| | | precision | {row['precision']:.3f} | |")
        lines.append(f"| | | recall | {row['recall']:.3f} | |")
        lines.append(f"| | | F1 of promises | {row['f1']:.3f} | {FLOORS['f1']:.2f} |")
        for label, share in row["by_label"].items():
            found = f"{share['found'] / share['texts']:.3f}"
            lines.append(f"| | {share['texts']} | found in “{label.replace('_', ' ')}” | {found} | |")
    for reader, told in result["documents"].items():
        lines.append(
            f"| the same in their documents, {reader} | {told['texts']} | false alarms | {told['false_alarms']:.3f} | |"
        )
        lines += [f"| | | {name} | {told[name]:.3f} | |" for name in ("precision", "recall")]
        lines.append(f"| | | F1 of promises | {told['f1']:.3f} | |")
    return "\n".join(lines)


def joined(segments: Sequence[dict[str, Any]]) -> tuple[str, list[tuple[int, int]]]:
    """A document's segments in their order as one text, a paragraph each but for those that go on a sentence; their places."""
    text, places = "", []
    for segment in segments:
        text += (" " if segment["continuation_segment"] else "\n\n") if text else ""
        places.append((len(text), len(text) + len(segment["text"])))
        text += segment["text"]
    return text, places


def place_of(start: int, end: int, places: Sequence[tuple[int, int]]) -> int:
    """The segment in which most of a stretch stands."""
    return max(range(len(places)), key=lambda number: min(places[number][1], end) - max(places[number][0], start))


def _texts(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _recall(rows: list[dict[str, Any]]) -> dict[str, Any]:
    found = sum(_promises(row["text"], declared=True) for row in rows)
    return {"texts": len(rows), "found": found, "recall": round(found / len(rows), 3)}


def _segments(rows: list[dict[str, Any]], *, model: bool) -> dict[str, Any]:
    return _counted(rows, [_promises(row["text"], declared=False, model=model) for row in rows])


def _documents(rows: list[dict[str, Any]], *, model: bool) -> dict[str, Any]:
    said: list[bool] = []
    for _, segments in groupby(rows, key=itemgetter("doc")):
        text, places = joined(list(segments))
        reading = servanda.read_text(text, language="en", model=model)
        promises = [entry for entry in reading.of(Commitment) if entry.force != "proposed"]
        held = {place_of(entry.span.start, entry.span.end, places) for entry in promises}
        said += [number in held for number in range(len(places))]
    return _counted(rows, said)


def _counted(rows: list[dict[str, Any]], said: list[bool]) -> dict[str, Any]:
    texts = Counter(row["label"] for row in rows)
    found = Counter(row["label"] for row, promised in zip(rows, said, strict=True) if promised)
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


def _promises(text: str, *, declared: bool, model: bool = False) -> bool:
    """Whether a commitment is found in a text: in a communiqué's words any, in a campaign's one that is no mere proposal.

    The campaign's coders hold calls and demands apart from promises, as directives; the summits' do not.
    """
    reading = servanda.read_text(text, language="en", record_kind="communique" if declared else None, model=model)
    return any(declared or found.force != "proposed" for found in reading.of(Commitment))
