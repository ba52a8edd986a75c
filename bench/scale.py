"""How comparing grows with a ledger: time, memory, and how soon one is answered, at 1,000, 3,000 and all White House records.

Reading the records takes half an hour, so this is run by hand. `SERVANDA_SCALE` names a folder with ledgers called after
their number of records (`1000.servanda`); those that are missing are made there.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.speed import white_house
from servanda import read_text, work
from servanda.comparison import Comparison, hands, updating
from servanda.ledger import Ledger

SIZES = (1_000, 3_000, 11_166)
FLOORS = {"minutes": 10.0, "memory_mb": 4096.0, "growth": 1.0, "added_s": 2.0, "search_s": 0.1, "matter_s": 0.1}
NOISE = 1.1
"""How far above n·log n the growth may be measured before it is one: two runs on one machine differ as much."""
ADDED = 5
"""Records that are added, one after the other, to see how soon what they tell is found."""

SEARCHES: tuple[dict[str, Any], ...] = (
    {"words": "border"},
    {"words": "trade agreement"},
    {"words": "student loan forgiveness"},
    {"words": '"climate change"'},
    {"words": '"prescription drug" price*'},
    {"words": "semiconductor* OR chips"},
    {"words": "the president"},
    {"words": "inflation -gas"},
    {"words": "nuclear submarine", "since": "2023-01-01"},
    {"words": "hostages", "on": "2024-01-31"},
    {"words": "economy jobs"},
    {"words": "vaccine", "by": "Psaki"},
    {"words": "allies", "by": "Biden"},
    {"words": "question"},
    {"words": '"bipartisan infrastructure law" bridge'},
    {"words": "Ukraine weapons"},
    {"words": "railway"},
    {"words": "wildfire relief"},
    {"words": "hovercraft"},
    {"words": "executive order"},
)
"""What a reader might type: rare words and common ones, phrases, names and days."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """All of it, each ledger in a process of its own."""
    folder = Path(os.environ.get("SERVANDA_SCALE") or tempfile.mkdtemp(prefix="servanda-scale-"))
    reading = _made(shared, folder)
    points = []
    for size in SIZES:
        command = [sys.executable, "-m", "bench.scale", str(folder / f"{size}.servanda")]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        points.append({"records": size, **json.loads(out.splitlines()[-1])})
    result: dict[str, Any] = {"points": points, **reading}
    return {**result, "broken": broken(result)}


def _made(shared: Path, folder: Path) -> dict[str, float]:
    """Make the ledgers that are missing, by reading with rules alone; and how long that took."""
    if all((folder / f"{size}.servanda").exists() for size in SIZES):
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    growing = folder / "growing.servanda"
    growing.unlink(missing_ok=True)
    with work.open_ledger(growing) as ledger:
        for number, (name, content) in enumerate(white_house(shared, sys.maxsize, ("",)), 1):
            for _ in work.read_into(ledger, [work.Given(content, name)], model=False):
                pass
            if number in SIZES:
                copied(growing, folder / f"{number}.servanda")
    growing.unlink()
    return {"reading_s": time.perf_counter() - begin}


def copied(ledger: Path, to: Path) -> None:
    """Copy a ledger, also while it is open."""
    with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def measured(ledger_file: Path) -> dict[str, Any]:
    """One ledger, in a copy of its own: compared from the beginning, asked, and added to."""
    with tempfile.TemporaryDirectory(dir=ledger_file.parent) as folder:
        copy = Path(folder) / "ledger.servanda"
        copied(ledger_file, copy)
        with work.open_ledger(copy) as ledger:
            found: dict[str, Any] = _compared(ledger)
            found |= _asked(ledger)
            found |= _added(ledger)
        found["ledger_mb"] = copy.stat().st_size / 2**20
        return found


def _compared(ledger: Ledger) -> dict[str, Any]:
    """Seconds of comparing everything; of this process's share, by part; and the peak memory of all processes together."""
    parts: dict[str, float] = defaultdict(float)
    noters, joiners = updating.NOTERS, updating.JOINERS
    updating.NOTERS = tuple(replace(noter, noted=_timed(noter.noted, f"{noter.name}, noted", parts)) for noter in noters)
    updating.JOINERS = tuple(_timed(joiner, f"{_name(joiner)}, joined", parts) for joiner in joiners)
    begin = time.perf_counter()
    try:
        Comparison(ledger)
    finally:
        updating.NOTERS, updating.JOINERS = noters, joiners
    spent = time.perf_counter() - begin
    parts["loaded and kept"] = spent - sum(parts.values())
    own, helpers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processes = min(hands.MOST, os.cpu_count() or 1)
    return {
        "seconds": spent,
        "processes": processes,
        "memory_mb": own + helpers * (processes - 1),
        "parts": dict(parts),
    }


def _name(function: Callable[..., Any]) -> str:
    return function.__module__.rpartition(".")[2]


def _timed(function: Callable[..., Any], name: str, parts: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        begin = time.perf_counter()
        try:
            return function(*given)
        finally:
            parts[name] += time.perf_counter() - begin

    return timed


def _asked(ledger: Ledger) -> dict[str, float]:
    """Median seconds of an answer, as a command gives it: the comparison is opened for each."""
    names = [matter.name for matter in Comparison(ledger).matters()[:200:10]]
    searches = [_seconds(_search, ledger, asked) for asked in SEARCHES]
    matters = [_seconds(_matters, ledger, name) for name in names]
    return {
        "search_s": statistics.median(searches),
        "slowest_search_s": max(searches),
        "matter_s": statistics.median(matters) if matters else 0.0,
        "slowest_matter_s": max(matters, default=0.0),
    }


def _added(ledger: Ledger) -> dict[str, float]:
    """Seconds until the findings are right again after one record came: the longest of several, and their median.

    What comes is a record of the ledger with one more sentence, and so tells of as many known matters as any could.
    """
    spent = []
    for summary in ledger.records()[:: max(1, len(ledger.records()) // ADDED)][:ADDED]:
        text = ledger.reading(summary.record).record.text + "\n\nThe bridge will be opened by the end of 2027.\n"
        ledger.append(read_text(text, source=f"{summary.source}-again", model=False))
        spent.append(_seconds(Comparison, ledger))
    return {"added_s": statistics.median(spent), "slowest_added_s": max(spent)}


def _search(ledger: Ledger, asked: dict[str, Any]) -> None:
    Comparison(ledger).search(**asked)


def _matters(ledger: Ledger, name: str) -> None:
    Comparison(ledger).matters(name)


def _seconds(function: Callable[..., object], *given: Any) -> float:
    begin = time.perf_counter()
    function(*given)
    return time.perf_counter() - begin


def growth(points: list[dict[str, Any]]) -> float:
    """Time per n·log n at the last point over that at the first."""
    first, last = (point["seconds"] / (point["records"] * math.log(point["records"])) for point in (points[0], points[-1]))
    return float(last / first)


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept, at the last point."""
    last = result["points"][-1]
    figures = {**last, "minutes": last["seconds"] / 60, "growth": growth(result["points"]) / NOISE}
    return [f"{name} {figures[name]:.3g}, floor {floor}" for name, floor in FLOORS.items() if figures[name] > floor]


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    points = result["points"]
    rows: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        ("compared after reading", lambda point: f"{point['seconds']:,.0f} s"),
        ("by so many processes", lambda point: str(point["processes"])),
        ("peak memory of all", lambda point: f"{point['memory_mb']:,.0f} MB"),
        ("one record added, findings updated, median (slowest)", _pair("added")),
        ("`search`, median (slowest)", _pair("search")),
        ("`matters NAME`, median (slowest)", _pair("matter")),
        ("the ledger's file", lambda point: f"{point['ledger_mb']:,.0f} MB"),
    ]
    rows += [(f"of this: {part}", _part(part)) for part in points[-1]["parts"]]
    heads = (f"{point['records']:,}" for point in points)
    lines = [
        f"| White House records | {' | '.join(heads)} |",
        f"|---|{'---|' * len(points)}",
        *(f"| {what} | {' | '.join(map(cell, points))} |" for what, cell in rows),
        "",
        f"Time per n·log n at the last point is {growth(points):.2f} times that at the first.",
    ]
    return "\n".join(lines)


def _pair(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda point: f"{point[f'{name}_s']:.2f} s ({point[f'slowest_{name}_s']:.2f} s)"


def _part(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda point: f"{point['parts'].get(name, 0.0):,.0f} s"


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
