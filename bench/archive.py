"""On paper: what an archive of a hundred million records would take. Nothing is measured here.

Every figure follows from those that other measurements left in bench/results, by the line of arithmetic that stands beside it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from bench.scale import growth as beside_n_log_n

RESULTS = Path(__file__).parent / "results"
RECORDS = 100_000_000
SHORT = 3_000
"""Characters of a press report: an assumption, nobody measured it."""
CORES = 32
"""Of one machine of the cluster that is put on paper."""
READERS = 16
"""Such machines."""
PART = 1_000_000
"""Records of one partition."""
DAILY = 50_000
"""New records a day, to see what keeping up takes."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The figures that the rest is derived from, each with the command that measured it."""
    speed, scale, growth = (kept(name) for name in ("speed", "scale", "growth"))
    compared, grown = scale["points"][-1], growth["points"][-1]
    return {
        "records": RECORDS,
        "characters_per_record": speed["characters"] / speed["records"],
        "rules_characters_per_second": speed["rules_characters_per_second"],
        "model_characters_per_second": speed["whole_characters_per_second"],
        "keeping_ms": grown["keeping_s"] / grown["records"] * 1000,
        "keeping_characters": grown["characters"] / grown["records"],
        "compared_records": compared["records"],
        "comparing_ms": compared["seconds"] * compared["processes"] / compared["records"] * 1000,
        "comparing_memory_mb": compared["memory_mb"],
        "comparing_growth": beside_n_log_n(scale["points"]),
        "ledger_kb": compared["ledger_mb"] * 1024 / compared["records"],
        "read_kb": grown["ledger_mb"] * 1024 / grown["records"],
        "search_ms": compared["search_s"] * 1000,
        "search_power": _power(scale["points"], "search_s"),
        "matter_ms": compared["matter_s"] * 1000,
        "matter_power": _power(scale["points"], "matter_s"),
        "added_s": compared["added_s"],
        "added_power": _power(scale["points"], "added_s"),
        "tables": _shares(grown["tables_mb"]),
    }


def _shares(held: dict[str, float]) -> dict[str, float]:
    """The share of the ledger that each kind of table takes, its indexes with it."""
    every = sum(held.values())
    shares = {what: sum(held.get(name, 0.0) for name in names) / every for what, names in TABLES.items()}
    return {**shares, "all else": 1 - sum(shares.values())}


TABLES = {
    "records and texts": ("record", "text"),
    "entries of all readings": ("reading", "entry", "entry_version", "problem", "block"),
    "full text": ("passage", "passage_words"),
    "claims, noted to be compared": ("claim", "claim_term"),
    "matters, relations, findings": ("matter", "matter_claim", "relation", "finding"),
}
"""What the tables of a ledger hold, by name."""


def kept(name: str) -> dict[str, Any]:
    """What a measurement left."""
    found: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _power(points: list[dict[str, Any]], name: str) -> float:
    """With which power of the number of records a figure grew, from the first point to the last."""
    first, last = points[0], points[-1]
    return math.log(last[name] / first[name]) / math.log(last["records"] / first["records"])


def markdown(result: dict[str, Any]) -> str:
    """What was measured, then what follows."""
    return "\n\n".join((_measured(result), _derived(result), _parted(result), _shelved(result)))


def _measured(one: dict[str, Any]) -> str:
    size = f"{one['compared_records']:,}"
    rows = [
        ("a", "characters of a White House record, mean", f"{one['characters_per_record']:,.0f}", "speed"),
        ("b", "reading by rules, one process", f"{one['rules_characters_per_second']:,.0f} characters/s", "speed"),
        (
            "c",
            "reading by rules and the model, one process",
            f"{one['model_characters_per_second']:,.0f} characters/s",
            "speed",
        ),
        ("d", "keeping a reading", f"{one['keeping_ms']:.1f} ms of a processor", "growth"),
        ("e", f"comparing a record among {size}", f"{one['comparing_ms']:.0f} ms of a processor", "scale"),
        ("f", f"ledger of {size}, compared", f"{one['ledger_kb']:.0f} kB a record", "scale"),
        ("g", "ledger before comparing", f"{one['read_kb']:.0f} kB a record", "growth"),
        ("h", f"memory to compare {size}, all processes", f"{one['comparing_memory_mb']:,.0f} MB", "scale"),
        ("i", f"a search among {size}, median", f"{one['search_ms']:.0f} ms, grew as n^{one['search_power']:.2f}", "scale"),
        ("j", f"a matter by name among {size}", f"{one['matter_ms']:.0f} ms, grew as n^{one['matter_power']:.2f}", "scale"),
        (
            "k",
            f"findings right after one more record, {size}",
            f"{one['added_s']:.1f} s, grew as n^{one['added_power']:.2f}",
            "scale",
        ),
        ("l", "comparing beside n·log n", f"{one['comparing_growth']:.2f} times", "scale"),
    ]
    lines = [f"| {letter} | {what} | {figure} | `python -m bench {name}` |" for letter, what, figure, name in rows]
    return "\n".join(["| | measured | figure | command |", "|---|---|---|---|", *lines])


def _derived(one: dict[str, Any]) -> str:
    lengths = (one["characters_per_record"], SHORT)
    heads = " | ".join(f"{length:,.0f} characters each" for length in lengths)
    cores = READERS * CORES
    rows = [
        ("characters", "n · length", [f"{RECORDS * length / 1e9:,.0f} thousand million" for length in lengths]),
        (
            "reading, by rules",
            "n · length ÷ b",
            [_hours(RECORDS * length / one["rules_characters_per_second"]) for length in lengths],
        ),
        (
            "reading, with the model",
            "n · length ÷ c",
            [_hours(RECORDS * length / one["model_characters_per_second"]) for length in lengths],
        ),
        (
            f"the same by {READERS} machines of {CORES} cores",
            f"÷ {cores}",
            [f"{RECORDS * length / one['model_characters_per_second'] / 3600 / cores:,.1f} hours" for length in lengths],
        ),
        ("keeping, by one writer", "n · d · length ÷ its own", [_days(_keeping(one, length)) for length in lengths]),
        (
            f"comparing within partitions of {PART:,}",
            f"n · e · log {PART:,} ÷ log {one['compared_records']:,}",
            [_hours(_comparing(one, PART) * length / lengths[0]) for length in lengths],
        ),
        (
            "comparing as one whole",
            f"n · e · log n ÷ log {one['compared_records']:,}",
            [_hours(_comparing(one, RECORDS) * length / lengths[0]) for length in lengths],
        ),
        (
            "ledger before comparing",
            "n · g",
            [_terabytes(one["read_kb"], length, one["keeping_characters"]) for length in lengths],
        ),
        ("ledger, compared", "n · f", [_terabytes(one["ledger_kb"], length, lengths[0]) for length in lengths]),
        (
            f"reading what comes in a day, {DAILY:,} records, with the model",
            "length ÷ c",
            [_hours(DAILY * length / one["model_characters_per_second"]) for length in lengths],
        ),
    ]
    lines = [f"| {what} | {how} | {' | '.join(cells)} |" for what, how, cells in rows]
    return "\n".join([f"| {RECORDS:,} records | follows from | {heads} |", "|---|---|--:|--:|", *lines])


def _parted(one: dict[str, Any]) -> str:
    """One ledger against many: what stays, and what breaks."""
    times = {size: size / one["compared_records"] for size in (PART, RECORDS)}
    rows = [
        (
            "a search, median",
            "i",
            {size: one["search_ms"] / 1000 * share ** one["search_power"] for size, share in times.items()},
        ),
        (
            "a matter by name",
            "j",
            {size: one["matter_ms"] / 1000 * share ** one["matter_power"] for size, share in times.items()},
        ),
        (
            "findings right after one more record",
            "k",
            {size: one["added_s"] * share ** one["added_power"] for size, share in times.items()},
        ),
    ]
    lines = [f"| {what} | {letter} | {_seconds(of[PART])} | {_seconds(of[RECORDS])} |" for what, letter, of in rows]
    gigabytes = {size: size * one["ledger_kb"] / 1024**2 for size in times}
    lines.append(f"| the ledger | f | {gigabytes[PART]:,.0f} GB | {gigabytes[RECORDS] / 1024:,.1f} TB |")
    memory = {size: one["comparing_memory_mb"] * share / 1024 for size, share in times.items()}
    lines.append(
        f"| memory to compare, were it to grow with the records | h | {memory[PART]:,.0f} GB | {memory[RECORDS]:,.0f} GB |"
    )
    head = f"| if it went on as it grew so far | from | a ledger of {PART:,} | one of {RECORDS:,} |"
    return "\n".join([head, "|---|---|--:|--:|", *lines])


def _shelved(one: dict[str, Any]) -> str:
    """What takes the space."""
    terabytes = RECORDS * one["ledger_kb"] / 1024**3
    rows = [
        f"| {what} | {share:.0%} | {share * PART * one['ledger_kb'] / 1024**2:,.0f} GB | {share * terabytes:,.1f} TB |"
        for what, share in one["tables"].items()
    ]
    head = f"| tables with their indexes (`growth`: share; f: size) | share | of {PART:,} records | of {RECORDS:,} |"
    return "\n".join([head, "|---|--:|--:|--:|", *rows])


def _keeping(one: dict[str, Any], length: float) -> float:
    return float(RECORDS * one["keeping_ms"] / 1000 * length / one["keeping_characters"])


def _comparing(one: dict[str, Any], together: int) -> float:
    """Seconds of processors for all records, where so many are compared with one another."""
    return float(RECORDS * one["comparing_ms"] / 1000 * math.log(together) / math.log(one["compared_records"]))


def _terabytes(kilobytes: float, length: float, measured_at: float) -> str:
    return f"{RECORDS * kilobytes * length / measured_at / 1024**3:,.1f} TB"


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:,.0f} core hours"


def _days(seconds: float) -> str:
    return f"{seconds / 86_400:,.1f} days"


def _seconds(seconds: float) -> str:
    return f"{seconds:,.2f} s" if seconds < 10 else f"{seconds:,.0f} s"
