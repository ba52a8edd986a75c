"""A whole archive read in one go: all White House records into a new ledger, by the command line and two processes.

Run by hand, on a machine that has nothing else to do: it takes a quarter of an hour or more. `SERVANDA_WHOLE` says how many
records are read, to try it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.speed import white_house
from servanda import work

JOBS = 2
FLOORS = {"minutes": 40.0}
"""At most, for all of them."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """One `servanda read`, from its start to its end. Raises `SystemExit` with what it said where it fails."""
    wanted = int(os.environ.get("SERVANDA_WHOLE") or sys.maxsize)
    with tempfile.TemporaryDirectory(prefix="servanda-whole-") as folder:
        records, ledger = Path(folder, "records"), Path(folder, "whole.servanda")
        given = _laid_out(shared, records, wanted)
        begun = time.perf_counter()
        _read(records, ledger)
        minutes = (time.perf_counter() - begun) / 60
        result: dict[str, Any] = {
            "minutes": minutes,
            "jobs": JOBS,
            "memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            "given": given,
            "ledger_mb": ledger.stat().st_size / 2**20,
            **_held(ledger),
        }
    return {**result, "broken": _broken(result)}


def _laid_out(shared: Path, folder: Path, wanted: int) -> int:
    """Write the corpus's records, `wanted` at most, into a folder: how many."""
    chosen = white_house(shared, sys.maxsize, ("",))[:wanted]
    for name, content in chosen:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return len(chosen)


def _read(records: Path, ledger: Path) -> None:
    command = [sys.executable, "-m", "servanda", "read", str(records), "--ledger", str(ledger), "--jobs", str(JOBS), "--quiet"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr or f"it ended with {done.returncode}")


def _held(file: Path) -> dict[str, int]:
    """How much the ledger has."""
    with work.open_ledger(file, create=False) as ledger:
        held = ledger.records()
    return {
        "records": len(held),
        "characters": sum(one.characters for one in held),
        "entries": sum(sum(one.counts.values()) for one in held),
    }


def _broken(result: dict[str, Any]) -> list[str]:
    missing = result["given"] - result["records"]
    lost = [f"{missing:,} records are not in the ledger"] if missing else []
    late = result["minutes"] > FLOORS["minutes"]
    return [*lost, *([f"minutes {result['minutes']:.1f}, floor {FLOORS['minutes']:.0f}"] if late else [])]


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    rows = [
        (f"records in the ledger, of {result['given']:,}", f"{result['records']:,}"),
        ("characters", f"{result['characters']:,}"),
        ("entries", f"{result['entries']:,}"),
        (f"read with the model by {result['jobs']} processes", f"{result['minutes']:.1f} min"),
        ("records a minute", f"{result['records'] / result['minutes']:,.0f}"),
        ("peak memory of the largest process", f"{result['memory_mb']:,.0f} MB"),
        ("the ledger's file", f"{result['ledger_mb']:,.0f} MB"),
    ]
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])
