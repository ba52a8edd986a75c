"""What is to be read, how, and what became of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from servanda.errors import ServandaError
from servanda.model import Decision, Reading, RecordKind, digest

if TYPE_CHECKING:
    from servanda.ledger import Appended, Summary
    from servanda.working.quarantine import Quarantine


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes that are at hand rather than in a file: standard input, a download."""

    content: bytes
    source: str | None = None
    """The address they came from; None where they have none, as on standard input."""


Input = str | PathLike[str] | Given
"""A file, or bytes at hand."""


class Asked(TypedDict, total=False):
    """What a caller knows better than a record, and whether the trained model reads: see `servanda.work.read`."""

    reference_date: str | None
    record_kind: RecordKind | None
    language: str | None
    model: bool | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one record may take where worker processes read. What takes more is set aside, and costs itself only."""

    seconds: float | None = None
    """On the clock; None is two minutes and a second more for every two kilobytes."""
    megabytes: int = 4096
    """Of memory that its process holds, the reader itself included."""

    def seconds_for(self, size: int) -> float:
        """The seconds that a record of so many bytes may take."""
        return self.seconds if self.seconds is not None else 120 + size / 2000


@dataclass(frozen=True, slots=True)
class How:
    """How many inputs are read: by how many processes, within which limits, and what is passed over."""

    jobs: int | None = 1
    """Worker processes; 1 reads in this process, None takes one for each processor where there is enough to read."""
    limits: Limits | None = None
    """None is the usual ones, which hold where worker processes read; any others make sure that one does."""
    again: bool = False
    """Whether to read afresh what the ledger has of the same bytes, by the same reader and options."""
    stop: Callable[[], bool] | None = None
    """Asked before each input: once it says True no more is begun, and what was begun is finished."""
    quarantine: Quarantine | None = None
    """Where it is noted which records were set aside; those that stand there are not tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: a reading, the error that stopped it, or that the ledger has it. One of the three."""

    source: str
    """The path or address as given; `-` where there is none."""
    reading: Reading | None = None
    error: ServandaError | None = None
    """One line for a person. What raised it, if that was no `ServandaError`, is its `__cause__`."""
    known: Summary | None = None
    """What the ledger has of it already, by this very reader: it was not read again."""
    appended: Appended | None = None
    """What the ledger did with the reading; None where no ledger was asked."""
    replaced: Decision | None = None
    """The decision that it replaces another record; None where nobody said so, or it had been said before."""


def source_of(given: Input) -> str:
    """The path or address as given; `-` where there is none."""
    return (given.source or "-") if isinstance(given, Given) else os.fspath(given)


def size_of(given: Input) -> int:
    """Bytes of an input; 0 where that cannot be told."""
    if isinstance(given, Given):
        return len(given.content)
    try:
        return Path(given).stat().st_size
    except (OSError, ValueError):
        return 0


def hash_of(given: Input) -> str | None:
    """SHA-256 of an input's bytes, hex; None where they cannot be had, and for pipes, which give theirs only once."""
    if isinstance(given, Given):
        return digest(given.content)
    try:
        return digest(Path(given).read_bytes()) if Path(given).is_file() else None
    except (OSError, ValueError):
        return None


def told(fault: Exception, source: str) -> ServandaError:
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
