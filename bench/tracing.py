"""Tracing: drafts with planted faults, held against the records that they quote; and how long a draft takes.

200 quotations and figures with one fault each (a number, a negation, a name, a modal, words left out, another speaker), 200
as they stand in the records, in all ways that papers set them, and 100 from records that the ledger has not (`planting`).
A planted fault is found where the verdict is right and a difference of that kind is told at that place. A false alarm is what
is told of words that stand in the records, other than that they do; or a source that is given for words that no record has.

`SERVANDA_SCALE` may name a folder with `11166.servanda`, compared (see `scale`): then a draft is timed against it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import servanda
from bench.matters import english_ledger
from bench.planting import KINDS, OTHER_SEEDS, SEED, Planted, planted
from servanda import work
from servanda.ledger import Ledger
from servanda.model import Held, Traced

FLOORS = {"right": 0.95, "false_alarms": 0.02, "seconds": 2.0}
DRAFT_WORDS = 1000
_FALSE = {
    "exact": {"altered", "other_speaker", "publishers_words", "not_found"},
    "not found": {"exact", "altered", "other_speaker", "publishers_words", "paraphrase"},
}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """Trace all drafts."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, _ = english_ledger(shared, Path(folder) / "records.servanda")
        with ledger:
            result = judged(shared, ledger)
            result["others"] = [judged(shared, ledger, seed) for seed in OTHER_SEEDS]
    scale = Path(os.environ.get("SERVANDA_SCALE") or "", "11166.servanda")
    if os.environ.get("SERVANDA_SCALE") and scale.exists():
        result["scale"] = timed(shared, scale)
    return {**result, "broken": broken(result)}


def judged(shared: Path, ledger: Ledger, seed: int = SEED) -> dict[str, Any]:
    """What was told of each planted quotation, counted by kind."""
    comparison = servanda.compare(ledger)
    told: Counter[tuple[str, bool]] = Counter()
    records = [Path(summary.source or "").name for summary in ledger.records()]
    missed: list[str] = []
    for text, items in planted(shared, sorted(records), seed):
        traced = comparison.trace(servanda.read_text(text, reference_date="2025-06-01"))
        for item in items:
            found = _at(traced, item)
            right = _is_right(item, found)
            told[item.kind, right] += 1
            if not right:
                missed.append(_shown(item, found))
    kinds = {kind: [told[kind, True], told[kind, True] + told[kind, False]] for kind in dict.fromkeys(one for one, _ in told)}
    return {"kinds": dict(sorted(kinds.items())), "missed": missed}


def _at(traced: Traced, item: Planted) -> list[Held]:
    start, end = item.place
    return [one for one in traced.held if one.shown and one.start < end and start < one.end]


def _is_right(item: Planted, found: Sequence[Held]) -> bool:
    verdicts = {one.verdict for one in found}
    if item.expected in _FALSE:
        if item.expected == "exact":
            return bool(verdicts) and not verdicts & _FALSE["exact"]
        return not verdicts & _FALSE["not found"]
    if item.expected == "other speaker":
        return "other_speaker" in verdicts
    differences = [one for held in found if held.verdict == "altered" for one in held.differences]
    return any(one.kind == item.kind for one in differences) and len(differences) <= 2


def _shown(item: Planted, found: Sequence[Held]) -> str:
    told = "; ".join(f"{one.verdict} <{one.given_to}> {[(d.kind, d.here, d.there) for d in one.differences]}" for one in found)
    return f"{item.kind}: {item.said.record} {item.place} | given to {item.speaker} | told: {told or 'nothing'}"


def timed(shared: Path, ledger_file: Path) -> dict[str, float]:
    """Seconds that a draft takes against a large ledger, as a command needs them: the comparison is opened too.

    The draft quotes the records of `shared/records`, few of which are in that ledger: what is not found takes longest.
    """
    names = sorted(path.name for path in (shared / "records").glob("*.txt"))
    words = " ".join(text for text, _ in planted(shared, names)).split(" ")[:DRAFT_WORDS]
    reading = servanda.read_text(" ".join(words), reference_date="2025-06-01")
    spent = []
    with work.open_ledger(ledger_file, create=False) as ledger:
        servanda.compare(ledger)
        for _ in range(3):
            begin = time.process_time()
            servanda.compare(ledger).trace(reading)
            spent.append(time.process_time() - begin)
    return {"seconds": statistics.median(spent)}


def right(result: dict[str, Any], kinds: Sequence[str]) -> tuple[int, int]:
    """How many of these kinds were told rightly, of how many."""
    pairs = [result["kinds"].get(kind, [0, 0]) for kind in kinds]
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def rates(result: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors."""
    found, planted_there = right(result, KINDS)
    fine, untouched = right(result, [kind for kind in result["kinds"] if kind not in KINDS])
    figures = {"right": found / planted_there, "false_alarms": 1 - fine / untouched}
    return {**figures, **({"seconds": result["scale"]["seconds"]} if "scale" in result else {})}


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept."""
    figures = rates(result)
    return [
        f"{name} {figures[name]:.3f}, floor {floor}"
        for name, floor in FLOORS.items()
        if name in figures and (figures[name] < floor if name == "right" else figures[name] > floor)
    ]


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    figures = rates(result)
    rows = [f"| {kind} | {pair[0]} of {pair[1]} |" for kind, pair in result["kinds"].items()]
    lines = [
        "| planted, or how it is set | told rightly |",
        "|---|---|",
        *rows,
        f"| **planted faults, all** | **{figures['right']:.3f}** |",
        f"| **false alarms, of what is untouched or foreign** | **{figures['false_alarms']:.3f}** |",
    ]
    for other in map(rates, result.get("others", ())):
        lines.append(
            f"| another draw: planted faults told rightly; false alarms | {other['right']:.3f}; {other['false_alarms']:.3f} |"
        )
    if "seconds" in figures:
        lines.append(f"| a draft of {DRAFT_WORDS:,} words against 11,166 records | {figures['seconds']:.2f} s |")
    return "\n".join(lines)


if __name__ == "__main__":
    with Ledger.open(Path(sys.argv[2])) as opened:
        outcome = judged(Path(sys.argv[1]), opened)
    print("\n".join(outcome["missed"]))
    print(markdown(outcome))
