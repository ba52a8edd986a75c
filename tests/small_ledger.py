"""Ledgers of a few records written for the tests, each with its name and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import servanda
from servanda.comparison import Comparison
from servanda.model import Reading


@cache
def _read(text: str) -> Reading:
    return servanda.read_text(text)


@contextmanager
def compared(folder: Path, records: Mapping[str, str]) -> Iterator[Comparison]:
    """The comparison of records, given as texts by their names; appended in the order given."""
    with servanda.open_ledger(folder / "talks.servanda") as ledger:
        for name, text in records.items():
            reading = _read(text)
            ledger.append(replace(reading, record=replace(reading.record, source=f"talks/{name}")))
        yield servanda.compare(ledger)
