"""Reported words against public and hand-made annotations, with the trained model and by the rules alone.

PolNeAR's development part is scored by the scorer that judges every program here; the hand-annotated records and the reports of
press services by `score.py`. The model is trained on PolNeAR's training part and some of the reports, so what it says of those
is no measurement of it: the held-out fifth is.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import peers as peer_programs
from bench import quotation_errors
from bench.calibration import Judged, calibration
from bench.judging import scorer_of
from bench.quotation_scoring import (
    Row,
    Steps,
    annotated,
    as_prediction,
    from_text,
    judged_polnear,
    load,
    polnear,
    quotations_of,
    score_annotated,
    score_probes,
    shown_first,
)
from bench.speed import white_house
from servanda.readings import STEPS, STEPS_WITH_MODEL, read_record
from servanda.readings.answerable import SURE
from servanda.readings.quotes import tagger
from servanda.records import intake
from servanda.standing import operating_points

PEERS = ("spacy_quotes", "textacy_quotes")
WITH_MODEL, BY_RULES = "with the model", "by rules alone"
READERS: dict[str, Steps] = {WITH_MODEL: STEPS_WITH_MODEL, BY_RULES: STEPS}
SAMPLE_CHARACTERS = 400_000
FLOORS = {"exact": 59.0, "iou": 75.0, "joint": 66.0}
MARKED_FLOORS = {"iou": 92.0, "joint": 86.0}
SCORED_FLOORS = {"gold": (0.80, 0.72), "reports, held-out fifth": (0.85, 0.80)}
PROBES_FLOOR, ECE_FLOOR, AUROC_FLOOR, SPEED_FLOOR = 17, 0.05, 0.75, 30_000
MEMORY_FLOOR, START_FLOOR = 500, 3.0
ERRORS_NAMED = 5


def speed(shared: Path, steps: Steps) -> float:
    """Characters a second of processor time, intake and all steps, on records of a large corpus."""
    sample = white_house(shared, SAMPLE_CHARACTERS)
    for name, content in sample[:3]:
        read_record(intake.take_bytes(content, source=name)[0], steps)
    characters = 0
    began = time.process_time()
    for name, content in sample:
        record, _ = intake.take_bytes(content, source=name)
        read_record(record, steps)
        characters += len(record.text)
    return characters / (time.process_time() - began)


def start(shared: Path) -> Row:
    """Seconds of a whole process that reads both seeds, and its peak memory in MB."""
    program = (
        "import resource, sys, servanda\n"
        "for path in sys.argv[1:]: servanda.read(path, model=True)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    seeds = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program, *seeds], check=True, capture_output=True, text=True)
    return {"seeds_s": time.perf_counter() - began, "memory_mb": float(done.stdout)}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Every set with every reader that is installed; with `peers`, the other programs on PolNeAR's texts."""
    rows, sets = load(shared), annotated(shared)
    result: dict[str, Any] = {
        "polnear": {},
        "errors": {},
        "annotated": {},
        "probes": {},
        "calibration": {},
        "shown": {},
        "speed": {},
    }
    for reader, steps in READERS.items():
        if reader == WITH_MODEL and not tagger.available():
            continue
        predicted = {row["id"]: {"quotes": as_prediction(quotations_of(from_text(row["text"]), steps))} for row in rows}
        result["polnear"][reader] = polnear(shared, rows, predicted)
        judged = list(judged_polnear(shared, rows, predicted))
        result["errors"][reader] = quotation_errors.classes(scorer_of(shared, "score_quotations"), rows, predicted)
        scorer = scorer_of(shared)
        result["annotated"][reader] = {}
        news, unlearnt, annotations = list(judged), list[Judged](), 0
        for name, paths in sets.items():
            row, said = score_annotated(scorer, paths, steps)
            result["annotated"][reader][name] = row
            judged += said if "held-out" in name else []
            if not name.endswith(", learnt from"):
                unlearnt, annotations = unlearnt + said, annotations + row["gold"]
        result["shown"][reader] = {
            "news (PolNeAR)": shown_first(news, sum(len(row["quotes"]) for row in rows)),
            "talks and reports not learnt from": shown_first(unlearnt, annotations),
        }
        result["calibration"][reader] = calibration(judged)
        result["probes"][reader] = score_probes(shared, steps)
        result["speed"][reader] = speed(shared, steps)
    result["start"] = start(shared)
    result["peers"] = _run_peers(shared, rows) if peers else {}
    result["broken"] = broken(result)
    return result


def _run_peers(shared: Path, rows: list[Row]) -> Row:
    characters = sum(len(row["text"]) for row in rows)

    def row_of(done: peer_programs.PeerRun) -> Row:
        scored = polnear(shared, rows, {line["id"]: line for line in done.lines})
        return {**scored, "chars/s": int(characters / max(done.seconds, 1e-9))}

    return peer_programs.rows_of(PEERS, [{"id": row["id"], "text": row["text"]} for row in rows], row_of)


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept by the first reader, which is the one that is used where all is installed."""
    reader = next(iter(result["polnear"]))
    scored = result["polnear"][reader]
    lines = [f"PolNeAR {what} {scored['all'][what]} < {floor}" for what, floor in FLOORS.items() if scored["all"][what] < floor]
    marked = scored["direct and mixed"]
    lines += [
        f"PolNeAR direct and mixed {what} {marked[what]} < {floor}"
        for what, floor in MARKED_FLOORS.items()
        if marked[what] < floor
    ]
    for name, floors in SCORED_FLOORS.items():
        row = result["annotated"][reader][name]
        pairs = zip(("f1", "f1_with_values"), floors, strict=True)
        lines += [f"{name} {what} {row[what]:.3f} < {floor}" for what, floor in pairs if row[what] < floor]
    return lines + _broken_besides(result, reader)


def _broken_besides(result: dict[str, Any], reader: str) -> list[str]:
    sure = result["calibration"][reader]
    said = (
        (result["probes"][reader]["right"], PROBES_FLOOR, "probes right"),
        (sure["auroc"] or 0.0, AUROC_FLOOR, "AUROC of confidence"),
        (result["speed"][reader], SPEED_FLOOR, "characters a second"),
        (-sure["ece"], -ECE_FLOOR, "expected calibration error"),
        (-result["start"]["memory_mb"], -MEMORY_FLOOR, "memory, MB"),
        (-result["start"]["seeds_s"], -START_FLOOR, "seconds for the seeds"),
    )
    return [f"{what} {abs(got):.3g}, floor {abs(floor):g}" for got, floor, what in said if got < floor]


def markdown(result: dict[str, Any]) -> str:
    """The tables of docs/measured.md."""
    return "\n".join(
        [
            *_polnear_table(result),
            *_annotated_table(result),
            *_confidence_tables(result),
            *_shown_table(result),
            *_probe_lines(result),
            *_speed_lines(result),
        ]
    )


def _polnear_table(result: dict[str, Any]) -> list[str]:
    first = next(iter(result["polnear"].values()))
    number, marked_number = first["all"]["gold"], first["direct and mixed"]["gold"]
    lines = [
        f"PolNeAR, development part: {number} quotations, {marked_number} of them direct or mixed (F1):",
        "",
        "| program | content exact | half of it | words | with source | direct and mixed: half of it | with source |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    programs = {f"servanda {name}": row for name, row in result["polnear"].items()} | result["peers"]
    for name, row in programs.items():
        if "failed" in row:
            lines.append(f"| {name} | did not run here | | | | | |")
            continue
        whole, marked = row["all"], row["direct and mixed"]
        cells = (*(whole[key] for key in ("exact", "iou", "token", "joint")), marked["iou"], marked["joint"])
        lines.append(f"| {name} | {' | '.join(f'{cell:.1f}' for cell in cells)} |")
    floors = (f"{FLOORS['exact']:.0f}", f"{FLOORS['iou']:.0f}", "", f"{FLOORS['joint']:.0f}")
    lines.append(f"| floor | {' | '.join((*floors, *(f'{floor:.0f}' for floor in MARKED_FLOORS.values())))} |")
    reader, errors = next(iter(result["errors"].items()))
    most = [f"{name} ({count})" for name, count in list(errors.items())[:ERRORS_NAMED]]
    return [*lines, "", f"What goes wrong most often {reader}: {'; '.join(most)}.", ""]


def _annotated_table(result: dict[str, Any]) -> list[str]:
    lines = [
        "Hand-annotated records, and reports of press services (the model learns from those that the table says it does):",
        "",
        "| set | reader | quotations | precision | recall | F1 | floor | F1 with source | floor |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for reader, sets in result["annotated"].items():
        for name, row in sets.items():
            floors = [f"{floor:.2f}" for floor in SCORED_FLOORS.get(name, ())] or ["–", "–"]
            lines.append(
                f"| {name} | {reader} | {row['gold']} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} "
                f"| {floors[0]} | {row['f1_with_values']:.3f} | {floors[1]} |"
            )
    return [*lines, ""]


def _confidence_tables(result: dict[str, Any]) -> list[str]:
    lines = [
        "Confidence, on PolNeAR's development part and the held-out reports (right: half the content, and the source):",
        "",
        "| reader | quotations | expected calibration error | AUROC |",
        "|---|--:|--:|--:|",
    ]
    for reader, sure in result["calibration"].items():
        lines.append(f"| {reader} | {sure['entries']} | {sure['ece']:.3f} | {sure['auroc'] or 0:.3f} |")
    lines += [f"| floor | | {ECE_FLOOR} | {AUROC_FLOOR} |", ""]
    reader, sure = next(iter(result["calibration"].items()))
    lines += [f"The same, {reader}, by confidence:", "", "| from | quotations | mean confidence | right |", "|--:|--:|--:|--:|"]
    lines += [f"| {row['from']:.1f} | {row['entries']} | {row['said']:.2f} | {row['right']:.2f} |" for row in sure["bins"]]
    return [*lines, ""]


def _shown_table(result: dict[str, Any]) -> list[str]:
    point = operating_points()["quotation"]
    lines = [
        f"Shown first, from {point} on; and between {SURE}, from where on a quotation's source answers for its words, "
        "and that point (right: half the content, and the source):",
        "",
        "| set | reader | annotated | shown first | right | share right | recall | between | right | share right |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for reader, sets in result["shown"].items():
        for name, row in sets.items():
            first, between = row["right"] / max(1, row["shown"]), row["between_right"] / max(1, row["between"])
            lines.append(
                f"| {name} | {reader} | {row['gold']} | {row['shown']} | {row['right']} | {first:.3f} | {row['recall']:.3f} "
                f"| {row['between']} | {row['between_right']} | {between:.3f} |"
            )
    return [*lines, ""]


def _probe_lines(result: dict[str, Any]) -> list[str]:
    lines = []
    for reader, scored in result["probes"].items():
        missed = ", ".join(f"`{name}`" for name, case in scored["cases"].items() if not case["right"])
        lines.append(f"- Hard cases {reader}: {scored['right']} of {scored['of']} right{f'; not {missed}' if missed else ''}.")
    return lines


def _speed_lines(result: dict[str, Any]) -> list[str]:
    lines = [
        f"- A whole reading {reader}, White House corpus, one thread: {figure:,.0f} characters a second of processor time."
        for reader, figure in result["speed"].items()
    ]
    lines += [f"- {name}: {row['chars/s']:,} characters a second." for name, row in result["peers"].items() if "chars/s" in row]
    began = result["start"]
    return [*lines, f"- Both seeds read in a process of its own: {began['seeds_s']:.1f} s, peak {began['memory_mb']:.0f} MB."]
