"""The hand-annotated records, read from their bytes and scored by the scorer that judges every reader of them."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.judging import scorer_of
from servanda.model import Reading
from servanda.outward import to_line
from servanda.work import read

KINDS = ("turns", "questions", "figures", "times")
"""What a reading holds so far, of all that the annotations mark."""
FLOORS = {
    "turns": {"f1": 0.99, "speaker": 0.95},
    "questions": {"f1": 0.90},
    "figures": {"f1": 0.95, "f1_with_values": 0.90},
    "times": {"f1": 0.93, "f1_with_values": 0.84},
}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Score all gold records, and tell for the seeds what is not exactly right. No peer does all of this."""
    del peers
    scorer = scorer_of(shared)
    gold_files = sorted((shared / "gold").glob("*.gold.json")) + sorted((shared / "gold" / "ru").glob("*.gold.json"))
    counts = {kind: scorer.Count() for kind in scorer.KINDS}
    seeds = {path.stem for path in (shared / "seeds").glob("*.txt")}
    seed_faults: dict[str, list[str]] = {}
    anomalies = {"gold": 0, "right": 0, "spurious": 0}
    for path in gold_files:
        stem = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        entries = predict(path, gold)
        scorer.score_record(stem, gold, entries, counts)
        _count_anomalies(gold, entries, anomalies)
        if stem in seeds:
            seed_faults[stem] = _faults(scorer, stem, gold, entries)
    rows = {kind: counts[kind].row() for kind in KINDS}
    found = counts["turns"].found
    rows["turns"]["speaker"] = counts["turns"].right / found if found else 0.0
    return {
        "records": len(gold_files),
        "rows": rows,
        "anomalies": anomalies,
        "seeds": seed_faults,
        "broken": _broken(rows, seed_faults),
    }


def predict(gold_file: Path, gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The outward form of the reading of a gold record's bytes, through JSON and back, as another program gets it."""
    reading: Reading = read(gold_file.with_name(gold["record"]), reference_date=gold["reference_date"])
    return [json.loads(to_line(entry)) for entry in reading.to_dicts()]


def write_predictions(shared: Path, folder: Path) -> None:
    """NAME.jsonl for every gold record, for `score.py GOLD FOLDER --errors KIND`."""
    for path in (shared / "gold").rglob("*.gold.json"):
        entries = predict(path, json.loads(path.read_text(encoding="utf-8")))
        name = path.name.replace(".gold.json", ".jsonl")
        (folder / name).write_text("".join(to_line(entry) + "\n" for entry in entries), encoding="utf-8")


def markdown(result: dict[str, Any]) -> str:
    """The table for docs/measured.md."""
    lines = [
        f"{result['records']} hand-annotated records, read from their bytes.",
        "",
        "| kind | annotated | precision | recall | F1 | floor | F1 with values | floor |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, row in result["rows"].items():
        floors = FLOORS[kind]
        values = f"{row['f1_with_values']:.3f}" if "f1_with_values" in floors else "–"
        lines.append(
            f"| {kind} | {row['gold']} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {floors['f1']:.2f} "
            f"| {values} | {_floor(floors, 'f1_with_values')} |"
        )
    counted = result["anomalies"]
    lines += [
        "",
        f"Speaker right on the turns found: {result['rows']['turns']['speaker']:.3f} (floor {FLOORS['turns']['speaker']:.2f}).",
        f"Wrong labels marked as annotated: {counted['right']} of {counted['gold']}; others marked: {counted['spurious']}.",
        "",
    ]
    for name, faults in result["seeds"].items():
        verdict = (
            "turns, label anomalies and exchanges all right" if not faults else f"{len(faults)} faults: {'; '.join(faults)}"
        )
        lines.append(f"- `{name}`: {verdict}.")
    return "\n".join(lines) + "\n"


def _floor(floors: dict[str, float], name: str) -> str:
    return f"{floors[name]:.2f}" if name in floors else "–"


def _turns(entries: list[dict[str, Any]]) -> dict[tuple[int, int], dict[str, Any]]:
    return {(e["start"], e["end"]): e for e in entries if e["kind"] == "turn" and e["role"] != "publisher"}


def _count_anomalies(gold: dict[str, Any], entries: list[dict[str, Any]], counted: dict[str, int]) -> None:
    marked = {(e["start"], e["anomaly"]) for e in entries if e["kind"] == "turn" and e.get("anomaly")}
    wanted = {(turn["span"][0], turn["anomaly"]) for turn in gold.get("turns", []) if turn.get("anomaly")}
    counted["gold"] += len(wanted)
    counted["right"] += len(wanted & marked)
    counted["spurious"] += len(marked - wanted)


def _faults(scorer: ModuleType, stem: str, gold: dict[str, Any], entries: list[dict[str, Any]]) -> list[str]:
    """What of a seed's turns, label anomalies and exchanges is not exactly as annotated, by place: no word of the record."""
    counts = {kind: scorer.Count() for kind in scorer.KINDS}
    scorer.score_record(stem, gold, entries, counts)
    faults = [f"turn at {scorer.span(g or p)[0]} {what}" for _, what, g, p in counts["turns"].errors]
    # Questions found "differ" in how they were answered: `bench replies` measures that, and it is no fault of the pairing.
    wrong = [error for error in counts["questions"].errors if error[1] != "differs"]
    faults += [f"question at {scorer.span(g or p)[0]} {what}" for _, what, g, p in wrong]
    turns = _turns(entries)
    for turn in gold.get("turns", []):
        got = turns.get(tuple(turn["span"]))
        faults += [f"turn at {turn['span'][0]}: {name}" for name in ("anomaly", "role") if got and got[name] != turn.get(name)]
    return faults + _exchange_faults(gold, [entry for entry in entries if entry["kind"] == "exchange"])


def _exchange_faults(gold: dict[str, Any], exchanges: list[dict[str, Any]]) -> list[str]:
    wanted = gold.get("exchanges", [])
    faults = [f"{len(exchanges)} exchanges for {len(wanted)}"] if len(exchanges) != len(wanted) else []
    for number, (want, got) in enumerate(zip(wanted, exchanges, strict=False), start=1):
        answers = [tuple(gold["turns"][index]["span"]) for index in want["answers"]]
        if [(answer["start"], answer["end"]) for answer in got["answers"]] != answers:
            faults.append(f"exchange {number}: answers")
        faults += [f"exchange {number}: {name}" for name in ("asker", "outlet", "addressees") if got[name] != want.get(name)]
    return faults


def _broken(rows: dict[str, dict[str, Any]], seed_faults: dict[str, list[str]]) -> list[str]:
    lines = [
        f"{kind} {name} {rows[kind][name]:.3f} is below {floor}"
        for kind, floors in FLOORS.items()
        for name, floor in floors.items()
        if rows[kind][name] < floor
    ]
    return lines + [f"seed {name}: {len(faults)} faults" for name, faults in seed_faults.items() if faults]


if __name__ == "__main__":
    import sys

    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    write_predictions(Path(sys.argv[1]), target)
    print(target)
