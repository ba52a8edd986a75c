"""How much faster many processes read than one, and how long it takes to verify a ledger.

Run by hand, on a machine that has nothing else to do. `SERVANDA_ROOM` names a large ledger to be verified (see `bench.room`),
which is worked on in a copy. Without it the ledger just read is.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.scale import copied
from bench.speed import white_house
from servanda import work
from servanda.ledger import Ledger
from servanda.ledger.verifying import Verified, verified

CHARACTERS = 3_000_000
"""Bytes of White House records that are read: some 260 of them."""

TIMES = 3

FLOORS = {"twice": 1.8, "verify_million_s": 120.0}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The same records by one process and by two, in turn; then `verify`."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = _laid_out(shared, Path(folder, "records"))
        size = sum(map(work.size_of, inputs))
        spent: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(TIMES):
            for jobs, times in spent.items():
                times.append(_read(inputs, Path(folder, f"{turn}-{jobs}.servanda"), jobs))
        same = _told(Path(folder, "0-1.servanda")) == _told(Path(folder, "0-2.servanda"))
        seconds, found = _verify(Path(folder), Path(os.environ.get("SERVANDA_ROOM") or Path(folder, "0-1.servanda")))
    one, two = statistics.median(spent[1]), statistics.median(spent[2])
    result: dict[str, Any] = {
        "records": len(inputs),
        "bytes": size,
        "processors": os.cpu_count(),
        "one_s": one,
        "two_s": two,
        "twice": one / two,
        "records_per_minute": len(inputs) / two * 60,
        "same": same,
        "verified_entries": found.entries,
        "verified_faults": len(found.faults),
        "verify_s": seconds,
        "verify_million_s": seconds / found.entries * 1_000_000,
    }
    result["broken"] = _broken(result)
    return result


def _laid_out(shared: Path, folder: Path) -> list[Path]:
    folder.mkdir()
    for name, content in white_house(shared, CHARACTERS, among=("0", "1", "2")):
        (folder / name.replace("/", "_")).write_bytes(content)
    return work.expand([folder])


def _read(inputs: list[Path], place: Path, jobs: int) -> float:
    """Seconds on the clock, the start of the processes included."""
    begun = time.perf_counter()
    with work.open_ledger(place) as ledger:
        for outcome in work.read_into(ledger, inputs, how=work.How(jobs=jobs)):
            assert outcome.appended, outcome.error
    return time.perf_counter() - begun


def _told(place: Path) -> list[dict[str, Any]]:
    with work.open_ledger(place) as ledger:
        return list(ledger.export())


def _verify(folder: Path, given: Path) -> tuple[float, Verified]:
    copy = folder / "verified.servanda"
    copied(given, copy)
    with Ledger.open(copy) as ledger:
        begun = time.perf_counter()
        found = verified(ledger)
        return time.perf_counter() - begun, found


def _broken(result: dict[str, Any]) -> list[str]:
    broken = [] if result["same"] else ["two processes do not give what one gives"]
    if result["twice"] < FLOORS["twice"]:
        broken.append(f"two processes are {result['twice']:.2f} times as fast as one, floor {FLOORS['twice']}")
    if result["verify_million_s"] > FLOORS["verify_million_s"]:
        broken.append(f"a million entries are verified in {result['verify_million_s']:.0f} s, at most 120")
    return broken


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    rows = [
        (f"{result['records']:,} White House records into a ledger, by one process", f"{result['one_s']:.0f} s"),
        ("by two, on two processors", f"{result['two_s']:.0f} s"),
        ("so many times as fast", f"{result['twice']:.2f}"),
        ("records a minute by two", f"{result['records_per_minute']:,.0f}"),
        ("the same export, to the last byte", "yes" if result["same"] else "no"),
        (f"`verify` of {result['verified_entries']:,} entries", f"{result['verify_s']:.0f} s"),
        ("for a million entries", f"{result['verify_million_s']:.0f} s"),
    ]
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])
