"""Times against public annotations, and beside other programs that read them.

The sets differ in what they mark. TimeBank, AQUAINT and WikiWars mark a bare "now" and the two ends of a range apart: the step
does so where asked (`Conventions`). The suites of other programs give half-open intervals where TIMEX3 has a value and a
modifier: `bench.intervals` reads the one from the other.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import peers as peer_programs
from bench.intervals import merged, with_intervals
from bench.judging import held_out, scorer_of
from servanda.model import Block, Origin, Reading, Record, Time, digest, text_digest
from servanda.readings.times import Conventions, find_times

PEERS = ("dateparser_search", "ms_recognizers_times", "duckling_times", "heideltime")
SLOW = {"heideltime": 100}
"""Peers that start a process for each text, and how many texts they are given at most."""
MARKED_APART = Conventions(bare_now=True, split_ranges=True)
AS_SPOKEN = Conventions(bare_now=True)
FLOORS = {"strict": 81.0, "relaxed": 91.0, "value": 78.0}
WIKIWARS_VALUE, RECOGNIZERS_RECALL = 78.0, 90.0

Rows = list[dict[str, Any]]


def load(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make_record(text: str, reference_date: str | None) -> Record:
    """A text of a benchmark as a record, a paragraph for each block between empty lines."""
    blocks = tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))
    origin = Origin(digest(text.encode("utf-8", "surrogatepass")), text_digest(text))
    day = reference_date[:10] if reference_date else None
    return Record(origin=origin, text=text, blocks=blocks, reference_date=day, language="en")


def read_times(row: dict[str, Any], conventions: Conventions) -> list[Time]:
    """Our times of one text."""
    reading = find_times(Reading(record=make_record(row["text"], row["reference_date"])), conventions)
    return list(reading.of(Time))


def as_prediction(entry: Time) -> dict[str, Any]:
    """In the benchmarks' form."""
    return {
        "span": [entry.span.start, entry.span.end],
        "type": entry.type,
        "value": entry.value,
        "end_value": entry.end_value,
        "text": entry.span.text,
    }


def ours(rows: Rows, conventions: Conventions, plain: Callable[[str], Any] | None = None) -> tuple[dict[str, Any], float]:
    """Our times of every text, and the processor seconds that reading took; with `plain`, intervals too."""
    seconds = 0.0
    predicted: dict[str, Any] = {}
    for row in rows:
        began = time.process_time()
        entries = read_times(row, conventions)
        seconds += time.process_time() - began
        found = [as_prediction(entry) for entry in entries]
        if plain:
            found = [with_intervals(row, one, plain) for one in merged(row["text"], found)]
        predicted[row["id"]] = {"times": found}
    return predicted, seconds


def sets(shared: Path) -> dict[str, tuple[Rows, Conventions]]:
    """Every set with the conventions it is marked by."""
    folder = shared / "bench" / "times"
    news = [row for name in ("timebank", "aquaint") for row in load(folder / f"{name}.jsonl")]
    return {
        "TimeBank + AQUAINT, held-out fifth": ([row for row in news if held_out(row["id"])], MARKED_APART),
        "TimeBank + AQUAINT, the rest": ([row for row in news if not held_out(row["id"])], MARKED_APART),
        "WikiWars, every second article": (load(folder / "wikiwars_dev.jsonl"), MARKED_APART),
        "Recognizers-Text DateTime specs": (load(folder / "rt_datetime.jsonl"), AS_SPOKEN),
    }


def _figures_of(scored: dict[str, Any], rows: Rows, seconds: float) -> dict[str, Any]:
    return {
        "gold": scored["gold"],
        "strict": scored["span_exact"]["F1"],
        "relaxed": scored["span_overlap"]["F1"],
        "value": scored["value"]["F1"],
        "interval recall": scored["interval_recall"],
        "chars/s": int(sum(len(row["text"]) for row in rows) / max(seconds, 1e-9)),
    }


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Score every set; with `peers`, the other programs on the same texts."""
    scorer = scorer_of(shared, "score_times")
    result: dict[str, Any] = {"sets": {}, "peers": {}}
    for name, (rows, conventions) in sets(shared).items():
        gold = {row["id"]: row for row in rows}
        spoken = conventions == AS_SPOKEN
        predicted, seconds = ours(rows, conventions, scorer.interval if spoken else None)
        scored, _ = scorer.score(gold, predicted)
        result["sets"][name] = {"servanda": _figures_of(scored, rows, seconds)}
        if peers and "the rest" not in name:
            result["peers"][name] = _run_peers(scorer, rows, "narrative" if "WikiWars" in name else "news")
    result["broken"] = _broken(result["sets"])
    return result


def _broken(scores: dict[str, Any]) -> list[str]:
    held, _, wars, specs = (table["servanda"] for table in scores.values())
    broken = [f"TimeBank + AQUAINT {what} {held[what]} < {floor}" for what, floor in FLOORS.items() if held[what] < floor]
    if wars["value"] < WIKIWARS_VALUE:
        broken.append(f"WikiWars value {wars['value']} < {WIKIWARS_VALUE}")
    if specs["interval recall"] < RECOGNIZERS_RECALL:
        broken.append(f"Recognizers interval recall {specs['interval recall']} < {RECOGNIZERS_RECALL}")
    return broken


def _run_peers(scorer: Any, rows: Rows, kind: str) -> dict[str, Any]:
    keys = ("id", "text", "reference_date", "reference_datetime")
    documents = [{**{key: row.get(key) for key in keys}, "kind": kind} for row in rows]
    gold = {row["id"]: row for row in rows}

    def row_of(done: peer_programs.PeerRun) -> dict[str, Any]:
        scored, _ = scorer.score(gold, {line["id"]: line for line in done.lines})
        return _figures_of(scored, rows, done.seconds)

    names = [name for name in PEERS if name not in SLOW or len(rows) <= SLOW[name]]
    return peer_programs.rows_of(names, documents, row_of)


def markdown(result: dict[str, Any]) -> str:
    """The tables of docs/measured.md."""
    lines: list[str] = []
    for name, table in result["sets"].items():
        spoken = "specs" in name
        columns = ("strict", "relaxed", "interval recall") if spoken else ("strict", "relaxed", "value")
        lines += [f"{name} ({table['servanda']['gold']} times):", ""]
        last = "intervals found (recall)" if spoken else "value F1"
        lines += [f"| program | strict span F1 | relaxed span F1 | {last} | characters a second |", "|---|---|---|---|---|"]
        for program, row in (table | result.get("peers", {}).get(name, {})).items():
            if "failed" in row:
                lines.append(f"| {program} | did not run here | | | |")
                continue
            lines.append(f"| {program} | {' | '.join(_cell(row[column]) for column in columns)} | {row['chars/s']:,} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
