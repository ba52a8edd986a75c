"""Peers: other programs that do a part of the work, each in an environment of its own from the package index.

A peer is a script `bench/peers/NAME.py` that needs nothing of this project. Its line `# packages: a==1 b==2` says what to
install, and `# python: 3.8` which Python it needs where that is not ours. It reads JSON Lines (`{"id", "text",
"reference_date"}`) on standard input and writes one line a text (`{"id", "quantities" | "times": […]}`, offsets in code
points), then `{"seconds": …}`: what reading took, without start-up.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent.parent / ".bench-envs"
FOR_SPEED = (
    "quantulum3",
    "ms_recognizers_numbers",
    "duckling_numbers",
    "dateparser_search",
    "duckling_times",
)
"""Those that the speed table runs."""


@dataclass(frozen=True)
class PeerRun:
    """What a peer said, and how long it took to say it."""

    lines: list[dict[str, Any]]
    seconds: float


class PeerError(Exception):
    """A peer that cannot be installed or run here, with the end of what it printed."""


def environment(name: str) -> Path:
    """The peer's own interpreter, made on first use."""
    lines = (HERE / f"{name}.py").read_text(encoding="utf-8").splitlines()
    head = next((line for line in lines if line.startswith("# packages:")), "")
    packages = head.removeprefix("# packages:").split()
    wanted = next((line.removeprefix("# python:").split()[0] for line in lines if line.startswith("# python:")), "")
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists() or ready.read_text() != head:
        _run([_interpreter(wanted), "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages])
        ready.write_text(head)
    return python


def _interpreter(wanted: str) -> str:
    """The Python of a version, from the path or from pyenv; ours where none is named."""
    if not wanted:
        return sys.executable
    kept = sorted(Path.home().glob(f".pyenv/versions/{wanted}.*/bin/python"))
    found = str(kept[-1]) if kept else shutil.which(f"python{wanted}")
    if not found:
        raise PeerError(f"needs Python {wanted}, which is not here")
    return found


def run_peer(name: str, documents: list[dict[str, Any]], *, limit: int = 1800) -> PeerRun:
    """Hand the documents to a peer. Raises `PeerError` where it cannot be installed or run, or takes over `limit` seconds."""
    python = environment(name)
    given = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    out = _run([str(python), str(HERE / f"{name}.py")], given=given, limit=limit)
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return PeerRun([line for line in lines if "id" in line], next(line["seconds"] for line in lines if "seconds" in line))


def rows_of(
    names: Iterable[str], documents: list[dict[str, Any]], row_of: Callable[[PeerRun], dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """A row of a table for each peer: what `row_of` makes of what it said, or under `failed` why it did not run here."""
    rows: dict[str, dict[str, Any]] = {}
    for name in names:
        try:
            rows[name] = row_of(run_peer(name, documents))
        except PeerError as error:
            rows[name] = {"failed": str(error)}
    return rows


def speeds(texts: list[str]) -> dict[str, float]:
    """Characters a second of each peer over the same texts."""
    documents = [{"id": str(i), "text": text, "reference_date": "2022-01-01"} for i, text in enumerate(texts)]
    characters = sum(map(len, texts))
    return {name: characters / run_peer(name, documents).seconds for name in FOR_SPEED}


def _run(command: list[str], *, given: str = "", limit: int = 1800) -> str:
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, timeout=limit, check=False, encoding="utf-8"
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"{command[-1]}: no answer within {limit} s") from error
    if done.returncode:
        raise PeerError(f"{command[-1]}: {done.stderr.strip()[-500:]}")
    return done.stdout
