"""One record is read, in this process: bytes → record → reading."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path

from servanda.errors import UsageError
from servanda.model import READER, Reading, RecordKind
from servanda.readings import STEPS, STEPS_WITH_MODEL, read_record
from servanda.readings.quotes import tagger
from servanda.readings.statements import judging
from servanda.records import intake
from servanda.working.outcomes import Asked, Given, Input, Outcome, source_of, told

MODEL_REMEDY = "pip install 'servanda[model]'"
"""What brings the trained model."""


def read(
    path: str | PathLike[str],
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    model: bool | None = None,
) -> Reading:
    """Read one file.

    `reference_date` (ISO) is the day that words such as "today" are read against, where the record's own is unknown or wrong;
    `record_kind` and `language` (ISO 639-1) overrule what the record seems to be. Raises `IntakeError` where the bytes cannot
    become a record; faults within the record are in the reading's `problems`. Quotations are found by rules and, where it is
    installed (`has_model`), the trained model. `model=False` reads by rules alone, faster and with less found in news prose;
    `model=True` raises `UsageError` where the model is missing. The reading's `reader` names what made it.
    """
    taken = intake.take_file(Path(path), reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken, model=model)


def read_text(
    text: str,
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    source: str | None = None,
    model: bool | None = None,
) -> Reading:
    """Read a text that is at hand. As `read`; `source` is the address it came from, if any."""
    taken = intake.take_text(text, source=source, reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken, model=model)


def read_bytes(
    content: bytes,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    model: bool | None = None,
) -> Reading:
    """Read bytes that are at hand, of any form that `read` knows."""
    taken = intake.take_bytes(content, source=source, reference_date=reference_date, kind=record_kind, language=language)
    return _read(taken, model=model)


def outcome_of(given: Input, asked: Asked) -> Outcome:
    """What becomes of one input. Also a fault of the reader itself is an outcome."""
    source = source_of(given)
    try:
        reading = read_bytes(given.content, source=given.source, **asked) if isinstance(given, Given) else read(given, **asked)
    except Exception as fault:
        return Outcome(source, error=told(fault, source))
    return Outcome(source, reading)


def has_model() -> bool:
    """Whether the trained model is installed, and so reads where nothing else is asked."""
    return tagger.available()


def must_be_possible(model: bool | None) -> None:
    """Raises `UsageError` where the trained model is asked for and missing."""
    if model and not has_model():
        raise UsageError("the trained model is not installed", remedy=f"{MODEL_REMEDY}, or read without it")


def reader_of(model: bool | None) -> str:
    """Name and version of what reads."""
    model = has_model() if model is None else model
    return f"{READER} with {tagger.NAME}, {judging.NAME}" if model else READER


def _read(taken: intake.Taken, *, model: bool | None) -> Reading:
    must_be_possible(model)
    record, problems = taken
    model = has_model() if model is None else model
    reading = read_record(record, STEPS_WITH_MODEL if model else STEPS)
    return replace(reading, problems=(*problems, *reading.problems), reader=reader_of(model))
