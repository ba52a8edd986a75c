"""How fast, how much memory, how soon it starts. Every figure is a whole run on this machine; medians of several."""

from __future__ import annotations

import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import peers as peer_runs
from servanda.readings import STEPS, STEPS_WITH_MODEL, Step, read_record
from servanda.readings.attribution import attribute
from servanda.readings.exchanges import find_exchanges
from servanda.readings.figures import find_figures
from servanda.readings.speakers import resolve_speakers
from servanda.readings.times import find_times
from servanda.readings.turns import find_turns
from servanda.records import intake

FLOORS = {
    "characters_per_second": 300_000,
    "whole_characters_per_second": 30_000,
    "growth": 1.2,
    "memory_mb": 300,
    "version_s": 0.2,
    "seeds_s": 1.0,
    "seeds_with_model_s": 3.0,
    "seeds_memory_mb": 500,
}
AT_LEAST = ("characters_per_second", "whole_characters_per_second")
FIRST_STEPS: tuple[Step, ...] = (find_turns, resolve_speakers, find_exchanges, find_times, find_figures, attribute)
"""What is compared with the peers of times and figures: none of them reads who said what or what was promised."""
SAMPLE_CHARACTERS = 2_000_000


def white_house(
    shared: Path, characters: int = SAMPLE_CHARACTERS, among: tuple[str, ...] = ("0", "1")
) -> list[tuple[str, bytes]]:
    """A fixed sample of the corpus's records, whole, in the order of their names' hashes, up to a number of bytes.

    `among` are beginnings of the hashes that are looked at: an empty one means all.
    """
    found: list[tuple[str, bytes]] = []
    with tarfile.open(shared / "corpora" / "white-house.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md") and "README" not in member.name:
                stream = archive.extractfile(member)
                if stream and _order(member.name).startswith(among):
                    found.append((member.name, stream.read()))
    found.sort(key=lambda pair: _order(pair[0]))
    total, chosen = 0, []
    for name, content in found:
        if total >= characters:
            break
        chosen.append((name, content))
        total += len(content)
    return chosen


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def long_record(sample: list[tuple[str, bytes]], size: int) -> str:
    """A record of about `size` characters: whole transcripts one after another, front matter left out."""
    pieces: list[str] = []
    total = 0
    while total < size:
        for _, content in sample:
            text = content.decode("utf-8").split("\n---\n", 1)[-1]
            pieces.append(text)
            total += len(text)
            if total >= size:
                break
    return "\n".join(pieces)[:size]


def _median(function: Callable[[], float], times: int = 3) -> float:
    return statistics.median(function() for _ in range(times))


def _read_sample(sample: list[tuple[str, bytes]], steps: tuple[Step, ...]) -> float:
    begin = time.perf_counter()
    for name, content in sample:
        record, _ = intake.take_bytes(content, source=name)
        read_record(record, steps)
    return time.perf_counter() - begin


def _read_alone(path: Path) -> tuple[float, float]:
    """Seconds of reading by rules in a process of its own, after a warm-up, and the peak memory of the process in MB."""
    program = (
        "import sys, time, resource, servanda\n"
        "servanda.read_text('PRESIDENT X:  Trade grew by 6 percent in May 2024.', model=False)\n"
        "begin = time.perf_counter(); servanda.read(sys.argv[1], model=False); spent = time.perf_counter() - begin\n"
        "print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    out = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True).stdout.split()
    return float(out[0]), float(out[1])


def _process(*command: str) -> float:
    """Seconds of a whole process, started as a user's shell does: Python may keep its bytecode."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings)
    return time.perf_counter() - begin


def growth(sample: list[tuple[str, bytes]]) -> dict[str, float]:
    """Time per character of a record of 10 MB over that of 100 kB, and the peak memory of the former."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.txt", Path(folder) / "large.txt"
        small.write_text(long_record(sample, 100_000), encoding="utf-8")
        large.write_text(long_record(sample, 10_000_000), encoding="utf-8")
        per_small = statistics.median(_read_alone(small)[0] for _ in range(7)) / 100_000
        spent, memory = _read_alone(large)
    return {"growth": spent / 10_000_000 / per_small, "memory_mb": memory}


def start(shared: Path) -> dict[str, float]:
    """Seconds of whole processes: `servanda --version`, and `servanda read` of the two seeds into a new ledger."""
    servanda = str(Path(sys.executable).parent / "servanda")
    seeds = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]

    def read_seeds(*options: str) -> float:
        with tempfile.TemporaryDirectory() as folder:
            return _process(servanda, "read", *seeds, "--ledger", f"{folder}/ledger.servanda", *options)

    figures = {
        "version_s": _median(lambda: _process(servanda, "--version"), 5),
        "seeds_s": _median(lambda: read_seeds("--no-model"), 5),
        "seeds_with_model_s": _median(lambda: read_seeds("--model"), 5),
    }
    # the largest of this process's children, and the model's is the largest
    return {**figures, "seeds_memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """All of it. With `peers`, the peers read the same sample in the same run."""
    started = start(shared)
    sample = white_house(shared)
    characters = sum(len(content.decode("utf-8")) for _, content in sample)
    _read_sample(sample[:20], STEPS_WITH_MODEL)
    few = sample[: max(1, len(sample) // 8)]
    of_few = sum(len(content.decode("utf-8")) for _, content in few)
    result: dict[str, Any] = {
        "records": len(sample),
        "characters": characters,
        "characters_per_second": characters / _median(lambda: _read_sample(sample, FIRST_STEPS)),
        "whole_characters_per_second": of_few / _median(lambda: _read_sample(few, STEPS_WITH_MODEL)),
        "rules_characters_per_second": of_few / _median(lambda: _read_sample(few, STEPS)),
        **growth(sample),
        **started,
    }
    if peers:
        texts = [content.decode("utf-8") for _, content in sample[: max(1, len(sample) // 20)]]
        result["peers"] = peer_runs.speeds(texts)
    result["broken"] = broken(result)
    return result


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept."""
    out = []
    for name, floor in FLOORS.items():
        if name in result:
            kept = result[name] >= floor if name in AT_LEAST else result[name] <= floor
            if not kept:
                out.append(f"{name} {result[name]:.3g}, floor {floor}")
    fastest = max((figure for figure in result.get("peers", {}).values()), default=0)
    if fastest and result["characters_per_second"] < 4 * fastest:
        out.append(f"{result['characters_per_second'] / fastest:.1f} times the fastest peer, floor 4")
    return out


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    rows = [
        (
            "White House corpus, one process: intake, turns, exchanges, times, figures",
            f"{result['characters_per_second']:,.0f} characters/s",
        ),
        ("the whole reading, by rules and the model", f"{result['whole_characters_per_second']:,.0f} characters/s"),
        ("the whole reading, by rules alone", f"{result['rules_characters_per_second']:,.0f} characters/s"),
        ("time per character, 10 MB record against 100 kB, by rules", f"{result['growth']:.2f} times"),
        ("peak memory, 10 MB record, by rules", f"{result['memory_mb']:.0f} MB"),
        ("`servanda --version`, whole process", f"{result['version_s']:.2f} s"),
        ("`servanda read --no-model` of both seeds, whole process", f"{result['seeds_s']:.2f} s"),
        ("`servanda read` of both seeds with the model, whole process", f"{result['seeds_with_model_s']:.2f} s"),
        ("its peak memory", f"{result['seeds_memory_mb']:.0f} MB"),
    ]
    rows += [(f"{name}, same texts", f"{figure:,.0f} characters/s") for name, figure in result.get("peers", {}).items()]
    lines = ["| what | measured |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)]
    return "\n".join(lines)
