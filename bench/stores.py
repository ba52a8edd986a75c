"""One ledger in a file and in a server's database: how soon each answers, how soon each keeps, and the memory of who asks.

Run by hand: `SERVANDA_GIVEN` names a ledger's file, `SERVANDA_SERVER` the address of an empty PostgreSQL database. The ledger
is copied into it by `servanda copy`, so this takes as long as that. The searches are those of `bench scale`.
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

from bench.scale import SEARCHES, copied
from servanda import read_text
from servanda.comparison.search import searching
from servanda.ledger import Ledger, copying

FLOORS = {"search_s": 0.05, "memory_mb": 500.0}
ROUNDS = 3
"""How often each search is asked; the median counts."""
NEW = 20
"""Records that are kept, one after the other."""
LISTED = 100


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The figures of both stores. Raises `SystemExit` where it is not said which ledger and which server."""
    given, server = os.environ.get("SERVANDA_GIVEN"), os.environ.get("SERVANDA_SERVER")
    if not given or not server:
        raise SystemExit("SERVANDA_GIVEN names a ledger's file, SERVANDA_SERVER the address of an empty PostgreSQL database")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "given.servanda")
        copied(Path(given), file)
        begun = time.perf_counter()
        with Ledger.open(file) as origin, Ledger.open(server) as target:
            rows = copying.copy(origin, target).rows
        seconds = time.perf_counter() - begun
        stores = {name: _apart(place) for name, place in (("file", str(file)), ("server", server))}
    return {"rows": rows, "copy_s": seconds, "same": _same(stores), "stores": stores}


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
        readings = [read_text(f"Elena Marsh: We will open gate {n} by May 2030.\n" * 40, model=False) for n in range(NEW)]
        kept = []
        for number, reading in enumerate(readings):
            begun = time.perf_counter()
            ledger.append(reading, document=f"/bench/{number}.txt")
            kept.append(time.perf_counter() - begun)
    return {
        "search_s": statistics.median(searches),
        "search_slowest_s": max(searches),
        "searches": searches,
        "hits": hits,
        "list_s": listed,
        "append_s": statistics.median(kept),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _same(stores: dict[str, dict[str, Any]]) -> bool:
    """Whether both find the same, in the same order."""
    one, other = (store.pop("hits") for store in stores.values())
    return bool(one == other)


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    file, server = result["stores"]["file"], result["stores"]["server"]
    rows = [
        (f"a search, median of {len(SEARCHES)}", *(f"{one['search_s'] * 1000:.0f} ms" for one in (file, server))),
        ("the slowest of them", *(f"{one['search_slowest_s'] * 1000:.0f} ms" for one in (file, server))),
        (f"the {LISTED} newest records", *(f"{one['list_s'] * 1000:.0f} ms" for one in (file, server))),
        ("a record kept (80 entries), median", *(f"{one['append_s'] * 1000:.0f} ms" for one in (file, server))),
        ("memory of the process that asks", *(f"{one['memory_mb']:.0f} MB" for one in (file, server))),
    ]
    entries, passages = (result["rows"][name] for name in ("entry_version", "passage"))
    found = "the same, in the same order" if result["same"] else "not the same"
    head = (
        f"A ledger of {result['rows']['record']:,} records, {entries:,} entries and {passages:,} passages; copied and verified "
        f"in {result['copy_s'] / 60:.0f} min. Both stores find {found}."
    )
    return "\n".join(
        [head, "", "| what | in a file | in PostgreSQL |", "|---|---|---|", *(f"| {what} | {a} | {b} |" for what, a, b in rows)]
    )


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
