"""How much faster many processes and a cluster read than one, and how long it takes to verify a ledger.

Run by hand, on a machine that has nothing else to do. `SERVANDA_ROOM` names a large ledger to be verified (see `bench.room`),
which is worked on in a copy. Without it the ledger just read is.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.scale import copied
from bench.speed import white_house
from servanda import work
from servanda.ledger import Ledger
from servanda.ledger.verifying import Verified, verified
from servanda.working.outcomes import Outcome

CHARACTERS = 4_800_000
"""Bytes of White House records that are read: so many that the start of processes and workers weighs little beside reading."""

TIMES = 3

FLOORS = {"twice": 1.8, "ray": 0.85, "verify_million_s": 120.0}
"""At least so many times as fast, of the speed of two processes, and at most so many seconds."""

PART = 8
"""Records that are handed to a worker of the cluster at a time: few enough that both have work to the end."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The same records by one process, by two and by Ray on this machine, in turn; then `verify`."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = _laid_out(shared, Path(folder, "records"))
        size = sum(map(work.size_of, inputs))
        one, two, by_ray, started = [], [], [], []
        for turn in range(TIMES):
            one.append(_by_jobs(1, inputs, Path(folder, f"{turn}-one.servanda")))
            two.append(_by_jobs(2, inputs, Path(folder, f"{turn}-two.servanda")))
            with _cluster() as seconds_to_start:  # gone before the next turn: its own processes would take time from the others
                started.append(seconds_to_start)
                by_ray.append(_by_ray(inputs, Path(folder, f"{turn}-ray.servanda")))
        first = _told(Path(folder, "0-one.servanda"))
        same = all(_told(Path(folder, f"0-{way}.servanda")) == first for way in ("two", "ray"))
        seconds, found = _verify(Path(folder), Path(os.environ.get("SERVANDA_ROOM") or Path(folder, "0-one.servanda")))
    one_s, two_s, ray_s = map(statistics.median, (one, two, by_ray))
    result: dict[str, Any] = {
        "records": len(inputs),
        "bytes": size,
        "processors": os.cpu_count(),
        "one_s": one_s,
        "two_s": two_s,
        "ray_s": ray_s,
        "ray_start_s": statistics.median(started),
        "twice": one_s / two_s,
        "ray": two_s / ray_s,
        "records_per_minute": len(inputs) / two_s * 60,
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


@contextmanager
def _cluster() -> Iterator[float]:
    """Ray on this machine, two processors; gives the seconds that it took to start, the services of Ray Data included."""
    import ray
    import ray.data

    from servanda.working.cluster.engine import set_up

    begun = time.perf_counter()
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    set_up(ray.data)
    ray.data.range(1).materialize()
    yield time.perf_counter() - begun
    ray.shutdown()


def _by_jobs(jobs: int, inputs: list[Path], place: Path) -> float:
    """Seconds on the clock, the start of the processes included."""
    begun = time.perf_counter()
    with work.open_ledger(place) as ledger:
        _keep(work.read_into(ledger, inputs, how=work.How(jobs=jobs)))
    return time.perf_counter() - begun


def _by_ray(inputs: list[Path], place: Path) -> float:
    """Seconds on the clock, the start of the workers included."""
    from servanda.working.cluster.inputs import items_of, parts_of
    from servanda.working.cluster.keeping import read_on_cluster
    from servanda.working.one import reader_of

    begun = time.perf_counter()
    parts = list(parts_of(items_of(map(str, inputs)), {}, reader_of(None), PART))
    with work.open_ledger(place) as ledger:
        _keep(read_on_cluster(ledger, parts, engine="ray://local", shelf=f"{place}.shelf", asked={}))
    return time.perf_counter() - begun


def _keep(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        assert outcome.appended, outcome.error


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
    broken = [] if result["same"] else ["two processes or a cluster do not give what one process gives"]
    if result["twice"] < FLOORS["twice"]:
        broken.append(f"two processes are {result['twice']:.2f} times as fast as one, floor {FLOORS['twice']}")
    if result["ray"] < FLOORS["ray"]:
        broken.append(f"Ray has {result['ray']:.2f} of the speed of two processes, floor {FLOORS['ray']}")
    if result["verify_million_s"] > FLOORS["verify_million_s"]:
        broken.append(f"a million entries are verified in {result['verify_million_s']:.0f} s, at most 120")
    return broken


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    rows = [
        (f"{result['records']:,} White House records into a ledger, by one process", f"{result['one_s']:.0f} s"),
        ("by two, on two processors", f"{result['two_s']:.0f} s"),
        ("so many times as fast", f"{result['twice']:.2f}"),
        ("by Ray's two workers on the same processors", f"{result['ray_s']:.0f} s"),
        ("of the speed of two processes", f"{result['ray']:.2f}"),
        ("Ray's own start, beside this", f"{result['ray_start_s']:.0f} s"),
        ("records a minute by two processes", f"{result['records_per_minute']:,.0f}"),
        ("the same export, to the last byte", "yes" if result["same"] else "no"),
        (f"`verify` of {result['verified_entries']:,} entries", f"{result['verify_s']:.0f} s"),
        ("for a million entries", f"{result['verify_million_s']:.0f} s"),
    ]
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])
