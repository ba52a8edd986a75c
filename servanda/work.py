"""Joins the rooms: bytes → record → reading → ledger. The only module that knows them all."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.errors import LedgerError, ServandaError, UsageError
from servanda.model import READER, Decision, Reading, RecordKind
from servanda.readings import STEPS, STEPS_WITH_MODEL, read_record
from servanda.readings.quotes import tagger
from servanda.records import intake

if TYPE_CHECKING:
    from servanda.comparison import Comparison
    from servanda.comparison.updating import Progress
    from servanda.ledger import Appended, Ledger

__all__ = [
    "DEFAULT_LEDGER",
    "MODEL_REMEDY",
    "Given",
    "Outcome",
    "compare",
    "expand",
    "has_model",
    "open_ledger",
    "read",
    "read_all",
    "read_bytes",
    "read_into",
    "read_text",
]

DEFAULT_LEDGER = "ledger.servanda"
"""The ledger's file where none is named: in the folder one stands in."""

MODEL_REMEDY = "pip install 'servanda[model]'"
"""What brings the trained model."""

_LEDGER_FILES = (".servanda", ".servanda-wal", ".servanda-shm", ".servanda-journal")


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes that are at hand rather than in a file: standard input, a download."""

    content: bytes
    source: str | None = None
    """The address they came from; None where they have none, as on standard input."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: a reading, or the error that stopped it. Never both, never neither."""

    source: str
    """The path or address as given; `-` where there is none."""
    reading: Reading | None = None
    error: ServandaError | None = None
    """One line for a person. What raised it, if that was no `ServandaError`, is its `__cause__`."""
    appended: Appended | None = None
    """What the ledger did with the reading; None where no ledger was asked."""
    replaced: Decision | None = None
    """The decision that it replaces another record; None where nobody said so, or it had been said before."""


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


def has_model() -> bool:
    """Whether the trained model is installed, and so reads where nothing else is asked."""
    return tagger.available()


def _must_be_possible(model: bool | None) -> None:
    if model and not has_model():
        raise UsageError("the trained model is not installed", remedy=f"{MODEL_REMEDY}, or read without it")


def _read(taken: intake.Taken, *, model: bool | None) -> Reading:
    _must_be_possible(model)
    record, problems = taken
    model = has_model() if model is None else model
    reading = read_record(record, STEPS_WITH_MODEL if model else STEPS)
    reader = f"{READER} with {tagger.NAME}" if model else READER
    return replace(reading, problems=(*problems, *reading.problems), reader=reader)


def expand(paths: Iterable[str | PathLike[str]]) -> list[Path]:
    """The files meant by files and folders: folders are searched to the bottom, in the order of names, each file once.

    Hidden files, ledgers, pipes and devices inside a folder are left out; a file that is named is kept, and so is a path that
    does not exist, a folder that cannot be listed or one that holds no record, so that reading it says so.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            found.update(dict.fromkeys(list(_files_below(path)) or [path]))
        else:
            found[path] = None
    return list(found)


def _files_below(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda fault: unlisted.append(Path(fault.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and not name.endswith(_LEDGER_FILES) and not _without_end(path):
                yield path
    yield from unlisted


def _without_end(path: Path) -> bool:
    """Whether a path is a pipe, a socket or a device, that may never be done giving."""
    return path.exists() and not path.is_file()


def read_all(
    inputs: Iterable[str | PathLike[str] | Given],
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    model: bool | None = None,
) -> Iterator[Outcome]:
    """Read one input after the other, each when it is asked for. One that cannot be read never stops the others.

    Inputs are files (see `expand` for folders) or bytes at hand. Also a fault of the reader itself becomes an outcome; a call
    that cannot be meant raises, as with `read`.
    """
    _must_be_possible(model)
    for given in inputs:
        source = _source(given)
        try:
            if isinstance(given, Given):
                reading = read_bytes(
                    given.content,
                    source=given.source,
                    reference_date=reference_date,
                    record_kind=record_kind,
                    language=language,
                    model=model,
                )
            else:
                reading = read(given, reference_date=reference_date, record_kind=record_kind, language=language, model=model)
        except Exception as fault:
            yield Outcome(source, error=_told(fault, source))
        else:
            yield Outcome(source, reading)


def read_into(
    ledger: Ledger,
    inputs: Iterable[str | PathLike[str] | Given],
    *,
    reference_date: str | None = None,
    record_kind: RecordKind | None = None,
    language: str | None = None,
    model: bool | None = None,
    read_at: str | None = None,
    replaces: str | None = None,
) -> Iterator[Outcome]:
    """As `read_all`, and keep each reading in the ledger before the next input is touched.

    `read_at` (ISO 8601) is noted as the time of reading, if given. `replaces` names a record of the ledger that the one input
    is a later version of; raises `NotFoundError` where it is not there. Raises `LedgerError` where the ledger itself cannot
    serve.
    """
    asked = {"reference_date": reference_date, "record_kind": record_kind, "language": language}
    earlier = ledger.record(replaces).record if replaces is not None else None
    for outcome in read_all(inputs, reference_date=reference_date, record_kind=record_kind, language=language, model=model):
        kept = _kept(ledger, outcome, asked, read_at)
        if earlier is not None and kept.appended is not None:
            kept = replace(kept, replaced=ledger.replace(earlier, kept.appended.record, decided_at=read_at))
        yield kept


def _kept(ledger: Ledger, outcome: Outcome, asked: dict[str, str | None], read_at: str | None) -> Outcome:
    if outcome.reading is None:
        return outcome
    try:
        return replace(outcome, appended=ledger.append(outcome.reading, options=asked, read_at=read_at))
    except LedgerError:
        raise
    except Exception as fault:
        return Outcome(outcome.source, error=_told(fault, outcome.source))


def open_ledger(url: str | PathLike[str] | None = None, *, create: bool = True) -> Ledger:
    """Open the ledger at a path or `sqlite:///` address (`ledger.servanda` where none is named), made if it is not there.

    `create=False` raises `NotFoundError` instead of making one. Raises `LedgerError` where it cannot serve. Close it, or use it
    in a `with` statement.
    """
    from servanda.ledger import Ledger  # the database is dear to load, and reading alone does not need it

    return Ledger.open(DEFAULT_LEDGER if url is None else url, create=create)


def compare(ledger: Ledger, *, progress: Progress | None = None) -> Comparison:
    """What the records of a ledger say together, brought up to date: persons, meetings, matters, findings.

    `progress` is told how many of the readings that are new to the comparison are done, and of how many.
    """
    from servanda.comparison import Comparison  # dear to load, as the ledger is

    return Comparison(ledger, progress=progress)


def _source(given: str | PathLike[str] | Given) -> str:
    return (given.source or "-") if isinstance(given, Given) else os.fspath(given)


def _told(fault: Exception, source: str) -> ServandaError:
    """Any exception as one that a person can be shown; what we did not raise on purpose says where it happened."""
    if isinstance(fault, ServandaError):
        return fault
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    error = ServandaError(
        f"the reader failed here: {type(fault).__name__}: {fault} [{Path(frame.filename).name}:{frame.lineno}]",
        place=source,
        remedy="the other records are not touched; please report this with the record",
    )
    error.__cause__ = fault
    return error
