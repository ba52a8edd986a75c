"""What is promised, done, held and signed, against careful readers: labelled sentences, and records annotated in full.

What is learnt from these is never learnt from the held-out fifth of the records, by which the floors on sentences are judged.
An entry is *shown first* from its kind's operating point on: such entries should be right 19 times in 20, holder included.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.calibration import Judged, calibration
from bench.judging import held_out, scorer_of
from bench.sentences import KINDS, Labelled, Tally, load, places, said
from bench.speed import white_house
from servanda.model import Entry, Reading
from servanda.outward import to_line
from servanda.readings.quotes import tagger
from servanda.standing import shown_first
from servanda.work import read, read_bytes, read_text

Row = dict[str, Any]

WITH_MODEL, BY_RULES = "with the model", "by rules alone"
READERS = {WITH_MODEL: True, BY_RULES: False}
GOLD_KINDS = {"commitments": "commitment", "progress": "progress", "positions": "position", "instruments": "instrument"}
"""As the annotations call them, and as entries do."""
SAMPLE_CHARACTERS = 400_000
SENTENCE_FLOORS = {"commitment": 0.80, "progress": 0.65, "position": 0.65}
GOLD_FLOORS = {
    "commitments": {"f1": 0.72, "f1_with_values": 0.60},
    "progress": {"f1": 0.62, "f1_with_values": 0.52},
    "positions": {"f1": 0.55, "f1_with_values": 0.50},
    "instruments": {"f1": 0.85},
    "events": {"f1": 0.80, "f1_with_values": 0.75},
}
ATTRIBUTE_FLOORS = {
    "commitments": {"who": 0.85, "when": 0.75, "action": 0.85},
    "positions": {"who": 0.90, "conditions": 0.55},
}
SHOWN_PRECISION, SHOWN_RECALL, ECE_FLOOR, AUROC_FLOOR, SPEED_FLOOR = 0.95, 0.40, 0.06, 0.75, 30_000


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Every set with every reader that is installed. No peer draws out these kinds."""
    del peers
    result: dict[str, Any] = {"sentences": {}, "gold": {}, "shown": {}, "calibration": {}, "speed": {}}
    sentences = load(shared)
    for reader, model in READERS.items():
        if model and not tagger.available():
            continue
        judged: dict[str, list[Judged]] = {kind: [] for kind in GOLD_KINDS.values()}
        result["sentences"][reader] = _sentences(shared, sentences, judged, model=model)
        result["gold"][reader], result["shown"][reader] = _gold(shared, judged, model=model)
        result["calibration"][reader] = {kind: calibration(of_kind) for kind, of_kind in judged.items() if of_kind}
        result["speed"][reader] = _speed(shared, model=model)
    result["broken"] = broken(result)
    return result


# Labelled sentences


def _sentences(shared: Path, labelled: dict[str, list[Labelled]], judged: dict[str, list[Judged]], *, model: bool) -> Row:
    """Precision, recall and F1 by kind, on held-out records and on the others; `judged` gains what held-out ones tell."""
    tallies = {name: dict.fromkeys(KINDS, Tally()) for name in ("held out", "learnt from")}
    for name, sentences in labelled.items():
        held = held_out(name)
        reading = _reading(shared, name, sentences, model=model)
        counted = tallies["held out" if held else "learnt from"]
        for sentence, place in zip(sentences, places(reading.record.text, sentences), strict=True):
            if place is None:
                continue
            for kind, holds in sentence.labels.items():
                found = said(place, [entry for entry in reading.entries if entry.kind == kind])
                counted[kind] = _counted(counted[kind], holds=holds, found=bool(found))
                if held:
                    judged[kind] += [(entry.confidence, holds) for entry in found]
    return {
        name: {kind: {**tally.row(), "interval": tally.interval()} for kind, tally in counted.items()}
        for name, counted in tallies.items()
    }


def _counted(tally: Tally, *, holds: bool, found: bool) -> Tally:
    return replace(
        tally,
        right=tally.right + (holds and found),
        spurious=tally.spurious + (found and not holds),
        missed=tally.missed + (holds and not found),
    )


def _reading(shared: Path, name: str, sentences: list[Labelled], *, model: bool) -> Reading:
    """The reading of a record; where the record is not here, of its labelled sentences alone."""
    path = shared / "records" / name
    if path.exists():
        return read(path, model=model)
    return read_text("\n".join(sentence.text for sentence in sentences), model=model)


# Records annotated in full


def _gold(shared: Path, judged: dict[str, list[Judged]], *, model: bool) -> tuple[Row, Row]:
    """Scores of all entries, and of those that are shown first; `judged` gains what held-out records tell."""
    scorer = scorer_of(shared)
    sets = ("all", "held out")
    counts, shown = ({name: {kind: scorer.Count() for kind in scorer.KINDS} for name in sets} for _ in range(2))
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        reading = read(path.with_name(gold["record"]), reference_date=gold["reference_date"], model=model)
        entries = _outward(reading.entries, reading)
        first = [entry for entry in entries if shown_first(entry["kind"], entry.get("confidence", 1.0))]
        held = held_out(gold["record"])
        for name in sets if held else ("all",):
            scorer.score_record(path.name, gold, entries, counts[name])
            scorer.score_record(path.name, gold, first, shown[name])
        for name, kind in GOLD_KINDS.items() if held else ():
            judged[kind] += _judged(scorer, name, gold.get(name, []), [entry for entry in entries if entry["kind"] == kind])
    rows = {name: {kind: counts[name][kind].row() for kind in GOLD_FLOORS} for name in sets}
    return rows, {name: {kind: _shown(shown[name][kind]) for kind in GOLD_KINDS} for name in sets}


def _outward(entries: Iterable[Entry], reading: Reading) -> list[Row]:
    kinds = {entry.kind for entry in entries}
    return [json.loads(to_line(entry)) for entry in reading.to_dicts(text=False) if entry["kind"] in kinds]


def _shown(count: Any) -> Row:
    """Of those shown first: how many, the share that is right with its holder, and the share of the annotated that is there."""
    row = count.row()
    entries = count.found + count.spurious
    who = row["attributes"].get("who")
    right = round(who["right"] * who["of"]) if who else count.found
    return {"entries": entries, "precision": right / entries if entries else 1.0, "recall": right / max(1, row["gold"])}


def _judged(scorer: ModuleType, name: str, gold: list[Row], entries: list[Row]) -> Iterator[Judged]:
    """Each entry said, and whether it is right, holder included; what a doubtful annotation overlaps is left out."""
    _, gold_of = scorer.match(gold, entries, scorer.by_iou, 0.499)
    doubtful = [one for one in gold if one.get("doubtful")]
    who = scorer.WHO.get(name)
    for number, entry in enumerate(entries):
        wanted = gold[gold_of[number]] if number in gold_of else None
        if wanted is None and not any(scorer.by_iou(one, entry) > 0 for one in doubtful):
            yield entry["confidence"], False
        elif wanted is not None and not wanted.get("doubtful"):
            yield entry["confidence"], who is None or who(wanted, entry)


def _speed(shared: Path, *, model: bool) -> float:
    """Characters a second of processor time, intake and the whole reading, on records of a large corpus."""
    sample = white_house(shared, SAMPLE_CHARACTERS)
    for name, content in sample[:3]:
        read_bytes(content, source=name, model=model)
    began = time.process_time()
    characters = sum(len(read_bytes(content, source=name, model=model).record.text) for name, content in sample)
    return characters / (time.process_time() - began)


# What is said of it


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept by the first reader, which is the one that is used where all is installed."""
    reader = next(iter(result["gold"]))
    lines = [
        f"{kind} sentences, held out: F1 {row['f1']:.3f} < {SENTENCE_FLOORS[kind]:.2f}"
        for kind, row in result["sentences"][reader]["held out"].items()
        if row["f1"] < SENTENCE_FLOORS[kind]
    ]
    for name, row in result["gold"][reader]["all"].items():
        lines += [
            f"{name} {what} {row[what]:.3f} < {floor:.2f}" for what, floor in GOLD_FLOORS[name].items() if row[what] < floor
        ]
        for what, floor in ATTRIBUTE_FLOORS.get(name, {}).items():
            share = row["attributes"].get(what, {"right": 1.0})["right"]
            lines += [f"{name} {what} right {share:.3f} < {floor:.2f}"] if share < floor else []
    for name, row in result["shown"][reader]["all"].items():
        if row["precision"] < SHOWN_PRECISION or row["recall"] < SHOWN_RECALL:
            lines.append(f"{name} shown first: right {row['precision']:.3f}, recall {row['recall']:.3f}")
    for kind, sure in result["calibration"][reader].items():
        separates = 1.0 if sure["auroc"] is None else sure["auroc"]  # where all are right or all wrong there is nothing to part
        if sure["ece"] > ECE_FLOOR or separates < AUROC_FLOOR:
            lines.append(f"{kind}: calibration error {sure['ece']:.3f}, AUROC {separates:.2f}")
    speed = result["speed"][reader]
    return lines + ([f"{speed:.0f} characters a second < {SPEED_FLOOR}"] if speed < SPEED_FLOOR else [])


def markdown(result: dict[str, Any]) -> str:
    """The tables of docs/measured.md."""
    parts = (_sentence_table, _gold_table, _shown_table, _calibration_table, _speed_line)
    return "\n".join(line for part in parts for line in part(result))


def _sentence_table(result: dict[str, Any]) -> list[str]:
    lines = [
        "Labelled sentences that hold one (doubtful labels left out; what is learnt is never learnt from held-out records; F1 "
        "with the interval in which it lies in 19 of 20 samples of as many sentences):",
        "",
        "| reader | records | kind | labelled | precision | recall | F1 | floor |",
        "|---|---|---|--:|--:|--:|--:|--:|",
    ]
    for reader, sets in result["sentences"].items():
        for name, kinds in sets.items():
            for kind, row in kinds.items():
                floor = f"{SENTENCE_FLOORS[kind]:.2f}" if name == "held out" else ""
                lines.append(
                    f"| {reader} | {name} | {kind} | {row['labelled']} | {row['precision']:.3f} | {row['recall']:.3f} "
                    f"| {row['f1']:.3f} ({row['interval'][0]:.2f}–{row['interval'][1]:.2f}) | {floor} |"
                )
    return [*lines, ""]


def _gold_table(result: dict[str, Any]) -> list[str]:
    lines = [
        "Records annotated in full: three are held out, the other seven are learnt from, so that all together flatter "
        "(with values: force, status, stance or date too; attributes: share right of those found):",
        "",
        "| reader | records | kind | annotated | precision | recall | F1 | floor | with values | floor | attributes |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for reader, sets in result["gold"].items():
        lines += [
            f"| {reader} | {name} | {_gold_cells(kind, row)} |" for name, rows in sets.items() for kind, row in rows.items()
        ]
    return [*lines, ""]


def _gold_cells(kind: str, row: Row) -> str:
    floors, wanted = GOLD_FLOORS[kind], ATTRIBUTE_FLOORS.get(kind, {})
    attributes = ", ".join(
        f"{what} {share['right']:.2f}" + (f" (floor {wanted[what]:.2f})" if what in wanted else "")
        for what, share in row["attributes"].items()
    )
    valued = "f1_with_values" in floors
    cells = (
        kind,
        str(row["gold"]),
        *(f"{row[what]:.3f}" for what in ("precision", "recall", "f1")),
        f"{floors['f1']:.2f}",
        f"{row['f1_with_values']:.3f}" if valued else "–",
        f"{floors['f1_with_values']:.2f}" if valued else "",
        attributes,
    )
    return " | ".join(cells)


def _shown_table(result: dict[str, Any]) -> list[str]:
    lines = [
        "Shown first, which is from the operating point on "
        f"(right with its holder: floor {SHOWN_PRECISION:.2f}; recall: floor {SHOWN_RECALL:.2f}):",
        "",
        "| reader | records | kind | shown | right | recall |",
        "|---|---|---|--:|--:|--:|",
    ]
    for reader, sets in result["shown"].items():
        lines += [
            f"| {reader} | {name} | {kind} | {row['entries']} | {row['precision']:.3f} | {row['recall']:.3f} |"
            for name, rows in sets.items()
            for kind, row in rows.items()
        ]
    return [*lines, ""]


def _calibration_table(result: dict[str, Any]) -> list[str]:
    lines = [
        f"Confidence, on held-out sentences and records (error floor {ECE_FLOOR:.2f}, AUROC {AUROC_FLOOR:.2f}; by chance: the "
        "error of one whose every confidence is true, on as many entries, and what it is not above in 19 of 20 draws):",
        "",
        "| reader | kind | entries | calibration error | by chance | AUROC | said → right, by tenths |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for reader, kinds in result["calibration"].items():
        for kind, sure in kinds.items():
            bins = ", ".join(f"{row['said']:.2f} → {row['right']:.2f} ({row['entries']})" for row in sure["bins"])
            separates = "–" if sure["auroc"] is None else f"{sure['auroc']:.2f}"
            chance = f"{sure['by_chance']['mean']:.3f}, {sure['by_chance']['most']:.3f}"
            lines.append(f"| {reader} | {kind} | {sure['entries']} | {sure['ece']:.3f} | {chance} | {separates} | {bins} |")
    return [*lines, ""]


def _speed_line(result: dict[str, Any]) -> list[str]:
    told = "; ".join(f"{reader} {speed:,.0f}" for reader, speed in result["speed"].items())
    return [f"The whole reading, characters a second on one thread: {told} (floor {SPEED_FLOOR:,})."]
