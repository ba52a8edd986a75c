"""Entries as comma-separated values (RFC 4180) for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from servanda.faces.safety import one_line

_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


def write_csv(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """A line of heads, then a line a row. Lists and objects are written as JSON; nothing in a cell can become a formula."""
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), extrasaction="ignore", lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    words = one_line(value) if isinstance(value, str) else one_line(json.dumps(value, ensure_ascii=False))
    return f"'{words}" if words.startswith(_FORMULA) else words
