"""One ledger in a file and in a server's database: how soon each answers, how soon each keeps, and the memory of who asks.

Run by hand: `SERVANDA_SERVER` is the address of an empty PostgreSQL database, to which the ledger is copied by `servanda copy`,
or of one that has it from an earlier run. `SERVANDA_GIVEN` names the ledger's file. Where none is, one is made of
`SERVANDA_ENTRIES` entries (a million), by copying readings of the corpus with other names: there, if a place is named. The
searches are those of `bench scale`.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench.filling import FILLED, filled
from bench.scale import SEARCHES, copied
from bench.speed import white_house
from servanda import read_text, work
from servanda.comparison.search import searching
from servanda.ledger import Ledger, copying
from servanda.ledger.schema import document, entry_version, passage, record
from servanda.ledger.verifying import verified

FLOORS = {"search_s": 0.05, "append_s": 0.04, "verify_million_s": 120.0, "memory_mb": 500.0}
ENTRIES = 1_000_000
BASE = 60
"""Records of the corpus that are read, and copied as often as it takes."""
ROUNDS = 3
"""How often each search is asked; the median counts."""
NEW = 20
"""Records that are kept, one after the other."""
LISTED = 100
TOLD = (record, entry_version, passage)


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The figures of both stores. Raises `SystemExit` where it is not said which server."""
    given, server = os.environ.get("SERVANDA_GIVEN"), os.environ.get("SERVANDA_SERVER")
    if not server:
        raise SystemExit("SERVANDA_SERVER is the address of an empty PostgreSQL database")
    with tempfile.TemporaryDirectory(dir=Path(given).parent if given else None) as folder:
        origin = Path(given or Path(folder, "made.servanda"))
        if not origin.exists():
            _fill(origin, shared, int(os.environ.get("SERVANDA_ENTRIES") or ENTRIES))
        file = Path(folder, "file.servanda")
        copied(origin, file)
        rows, made = _held(file)
        seconds = _copied_to(server, file)
        stores = {name: _apart(place) for name, place in (("file", str(file)), ("server", server))}
        size = origin.stat().st_size / 2**20
    result = {"rows": rows, "copy_s": seconds, "file_mb": size, "made": made, "same": _same(stores), "stores": stores}
    return {**result, "broken": broken(result)}


def _held(file: Path) -> tuple[dict[str, int], bool]:
    """How many rows the tables have that are told of, and whether it was made by `_fill`."""
    with Ledger.open(file) as ledger, ledger.reads() as connection:
        rows = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in TOLD}
        made = connection.scalar(select(document.c.address).where(document.c.address.startswith(FILLED)).limit(1)) is not None
    return rows, made


def _copied_to(server: str, file: Path) -> float | None:
    """Seconds that it took; None where the server has the ledger already."""
    begun = time.perf_counter()
    with Ledger.open(file) as origin, Ledger.open(server) as target:
        if target.newest(1)[0]:
            return None
        copying.copy(origin, target)
    return time.perf_counter() - begun


def _fill(file: Path, shared: Path, entries: int) -> None:
    base = [work.read_bytes(content, source=name, model=False) for name, content in white_house(shared)[:BASE]]
    with Ledger.open(file) as ledger:
        filled(ledger, base, entries)


def broken(result: dict[str, Any]) -> list[str]:
    """What falls short of its floor."""
    slow = [
        f"{name}: {figure} {one[figure]:.3f}, floor {floor}"
        for name, one in result["stores"].items()
        for figure, floor in FLOORS.items()
        if one[figure] > floor
    ]
    unsound = [f"{name}: {one['verify_faults']} faults" for name, one in result["stores"].items() if one["verify_faults"]]
    return [*([] if result["same"] else ["the two stores do not find the same"]), *unsound, *slow]


def _apart(place: str) -> dict[str, Any]:
    """What a process of its own measures, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.stores", place]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measured(place: str) -> dict[str, Any]:
    """One store: searches, a part of the list, records kept."""
    with Ledger.open(place, create=False) as ledger:
        searches, hits = [], []
        for asked in SEARCHES:
            times = []
            for _ in range(ROUNDS):
                begun = time.perf_counter()
                found = searching.search(ledger, **asked)
                times.append(time.perf_counter() - begun)
            searches.append(statistics.median(times))
            hits.append([found.total, *([hit.place.record, hit.place.start] for hit in found.hits)])
        begun = time.perf_counter()
        ledger.newest(LISTED)
        listed = time.perf_counter() - begun
        first, _ = ledger.newest(1)  # those that an earlier run added to a server are there already
        gates = range(first, first + NEW)
        readings = [read_text(f"Elena Marsh: We will open gate {gate} by May 2030.\n" * 40, model=False) for gate in gates]
        kept = []
        for number, reading in enumerate(readings, first):
            begun = time.perf_counter()
            ledger.append(reading, document=f"/bench/{number}.txt")
            kept.append(time.perf_counter() - begun)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.perf_counter()
        whole = verified(ledger)
        seconds = time.perf_counter() - begun
    return {
        "search_s": statistics.median(searches),
        "search_slowest_s": max(searches),
        "searches": searches,
        "hits": hits,
        "list_s": listed,
        "append_s": statistics.median(kept),
        "memory_mb": memory,
        "verify_s": seconds,
        "verify_million_s": seconds / whole.entries * 1_000_000,
        "verify_faults": len(whole.faults),
        "verify_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _same(stores: dict[str, dict[str, Any]]) -> bool:
    """Whether both find the same, in the same order."""
    one, other = (store.pop("hits") for store in stores.values())
    return bool(one == other)


_ROWS = (
    (f"a search, median of {len(SEARCHES)}", "search_s", 1000, "ms"),
    ("the slowest of them", "search_slowest_s", 1000, "ms"),
    (f"the {LISTED} newest records", "list_s", 1000, "ms"),
    ("a record kept (80 entries), median", "append_s", 1000, "ms"),
    ("memory of the process that asks", "memory_mb", 1, "MB"),
    ("`verify`", "verify_s", 1, "s"),
    ("`verify`, for a million entries", "verify_million_s", 1, "s"),
    ("memory of the process that verifies", "verify_memory_mb", 1, "MB"),
)


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    file, server = result["stores"]["file"], result["stores"]["server"]
    rows = [
        (words, *(f"{one[figure] * factor:.0f} {unit}" for one in (file, server)))
        for words, figure, factor, unit in _ROWS
        if figure in file
    ]
    entries, passages = (result["rows"][name] for name in ("entry_version", "passage"))
    found = "the same, in the same order" if result["same"] else "not the same"
    seconds = result["copy_s"]
    copied_in = "" if seconds is None else f"; copied and verified in {seconds / 60:.0f} min"
    made = ", made of readings of the corpus and copies of them with other names," if result.get("made") else ""
    head = (
        f"A ledger{made} of {result['rows']['record']:,} records, {entries:,} entries and {passages:,} passages{copied_in}. "
        f"Both stores find {found}."
    )
    return "\n".join(
        [head, "", "| what | in a file | in PostgreSQL |", "|---|---|---|", *(f"| {what} | {a} | {b} |" for what, a, b in rows)]
    )


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
