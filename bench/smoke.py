"""A quick look, for every change: the annotated records with their floors, and how fast a few long records are read.

Speed has no floor here: a busy machine would break it by chance. `python -m bench speed` measures it in earnest.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bench import gold
from servanda import work


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Score the annotated records, and time the reading of the seeds."""
    result = gold.run(shared, peers=peers)
    seeds = [path.read_bytes() for path in sorted((shared / "seeds").glob("*.txt"))]
    begin = time.perf_counter()
    for content in seeds:
        work.read_bytes(content)
    seconds = time.perf_counter() - begin
    return {**result, "characters_per_second": sum(map(len, seeds)) / seconds}


def markdown(result: dict[str, Any]) -> str:
    """The annotated records' table, and one line on speed."""
    return f"{gold.markdown(result)}\n\nThe seeds: {result['characters_per_second']:,.0f} characters a second, this once."
