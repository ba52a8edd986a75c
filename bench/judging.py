"""By what all measurements judge: the scorers that stand beside the annotations, and what is kept for judgement."""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path
from types import ModuleType


def scorer_of(shared: Path, name: str = "score") -> ModuleType:
    """A scorer of the shared folder: that of the annotated records, or a benchmark's by its name."""
    folder = shared if name == "score" else shared / "bench"
    sys.path.insert(0, str(folder))  # for what it imports from beside it
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


def held_out(name: str) -> bool:
    """Whether a record, report, article or text is in the fifth that nothing is learnt from."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 5 == 0


def kept_for_judgement(annotations: Path, *, in_any_form: bool = False) -> bool:
    """Whether an annotated report is kept for judgement, by its name without `.gold.json`.

    With `in_any_form`, also by the longer forms of its name: what is held out by one of them is not learnt from either.
    """
    name = annotations.name.removesuffix(".gold.json")
    return any(held_out(f"{name}{ending}") for ending in (("", ".txt", ".gold.json") if in_any_form else ("",)))
