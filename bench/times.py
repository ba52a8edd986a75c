"""Times against public annotations: TimeBank and AQUAINT, WikiWars, the Recognizers' date specs, duckling's corpus."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from servanda.model import Block, Origin, Reading, Record, Time, digest, text_digest
from servanda.readings.times import Conventions, find_times

SETS = ("timebank+aquaint", "wikiwars_dev", "rt_datetime", "duckling_time")
NEWS = Conventions(bare_now=True, split_ranges=True)
SPECS = Conventions(bare_now=True)

Rows = list[dict[str, Any]]


def held_out(name: str) -> bool:
    """Whether a document is in the fifth that nothing is learnt from."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 5 == 0


def load(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make_record(text: str, reference_date: str | None) -> Record:
    """A text of a benchmark as a record, a paragraph for each block between empty lines."""
    blocks = tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))
    raw = text.encode("utf-8", "surrogatepass")
    return Record(
        origin=Origin(digest(raw), text_digest(text)),
        text=text,
        blocks=blocks,
        reference_date=reference_date[:10] if reference_date else None,
        language="en",
    )


def read_times(row: dict[str, Any], conventions: Conventions) -> list[Time]:
    reading = find_times(Reading(record=make_record(row["text"], row["reference_date"])), conventions)
    return list(reading.of(Time))


def as_prediction(entry: Time) -> dict[str, Any]:
    return {
        "span": [entry.span.start, entry.span.end],
        "type": entry.type,
        "value": entry.value,
        "end_value": entry.end_value,
        "text": entry.span.text,
    }


def with_intervals(row: dict[str, Any], prediction: dict[str, Any]) -> dict[str, Any]:
    from bench.intervals import with_intervals as mapped
    import score_times

    return mapped(row, prediction, score_times.interval)
