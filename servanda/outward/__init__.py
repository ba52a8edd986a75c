"""The outward form: what other programs read and write, as plain dictionaries.

`entries` are readings, `incoming` is the way back, `joined` is what records say together. It changes only by adding fields.
"""

from __future__ import annotations

from servanda.outward.entries import (
    entry_to_dict,
    number_in,
    number_out,
    problem_to_dict,
    reading_to_dicts,
    record_to_dict,
    to_line,
)

__all__ = [
    "entry_to_dict",
    "number_in",
    "number_out",
    "problem_to_dict",
    "reading_to_dicts",
    "record_to_dict",
    "to_line",
]
