"""Joins the rooms: bytes → record → reading → ledger. The only module that knows them all."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path

from servanda.model import Reading, RecordKind
from servanda.readings import read_record
from servanda.records import intake


def read(
    path: str | PathLike[str],
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
) -> Reading:
    """Read one file.

    `reference_date` (ISO) is the day that words such as "today" are read against, where the record's own is unknown or wrong;
    `record_kind` and `language` (ISO 639-1) overrule what the record seems to be. Raises `IntakeError` where the bytes cannot
    become a record; faults within the record are in the reading's `problems`.
    """
    taken = intake.take_file(Path(path), reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken)


def read_text(
    text: str,
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    source: str | None = None,
) -> Reading:
    """Read a text that is at hand. As `read`; `source` is the address it came from, if any."""
    taken = intake.take_text(text, source=source, reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken)


def read_bytes(
    content: bytes,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
) -> Reading:
    """Read bytes that are at hand, of any form that `read` knows."""
    taken = intake.take_bytes(content, source=source, reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken)


def _read(taken: intake.Taken) -> Reading:
    record, problems = taken
    reading = read_record(record)
    return replace(reading, problems=(*problems, *reading.problems))
