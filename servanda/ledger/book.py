"""The ledger as its callers see it: append a reading, list records, read them back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from types import TracebackType
from typing import Any, Self

from servanda.model import Reading


@dataclass(frozen=True, slots=True)
class Appended:
    """What appending a reading did."""

    new: bool
    """Whether anything changed: False where this very reading is what the document says already."""
    record: str
    """SHA-256 of the record's bytes, hex."""
    entries: int
    """Entries in the reading."""
    problems: int
    """Problems in the reading."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One record as `list` shows it. What the record does not tell is None."""

    record: str
    """SHA-256 of the record's bytes, hex."""
    source: str | None
    """Path or address as given."""
    title: str | None
    publisher: str | None
    published: str | None
    event_date: str | None
    reference_date: str | None
    kind: str | None
    language: str | None
    characters: int
    counts: Mapping[str, int]
    """How many entries of each kind, by the kind's outward name; kinds with none are left out. Problems are apart."""
    problems: int
    reader: str
    """Name and version of what read it."""
    read_at: str | None
    """When, as the caller said; None where he did not."""


class Ledger:
    """An open ledger. Every method that returns raises `LedgerError` where the ledger cannot serve."""

    @classmethod
    def open(cls, url: str | PathLike[str], *, create: bool = True, wait: float = 5.0) -> Self:
        """Open the ledger at a path or `sqlite:///` address. `wait` is how many seconds to wait for another process."""
        raise NotImplementedError

    def append(
        self,
        reading: Reading,
        *,
        document: str | None = None,
        options: Mapping[str, str | None] | None = None,
        read_at: str | None = None,
    ) -> Appended:
        """Keep a reading, whole or not at all."""
        raise NotImplementedError

    def records(self, *, superseded: bool = False) -> list[Summary]:
        """The records, in the order in which they came; `superseded=True` adds those that a later version replaced."""
        raise NotImplementedError

    def record(self, ref: str) -> Summary:
        """The record meant: by (the beginning of) its id or SHA-256, by path or address, or by file name."""
        raise NotImplementedError

    def reading(self, ref: str) -> Reading:
        """A record's current reading, as it was appended."""
        raise NotImplementedError

    def entries(self, kind: str | None = None, record: str | None = None) -> Iterator[dict[str, Any]]:
        """Entries of the current readings in the outward form, of one kind and of one record if so asked."""
        raise NotImplementedError

    def problems(self, record: str | None = None) -> Iterator[dict[str, Any]]:
        """Problems of the current readings in the outward form."""
        raise NotImplementedError

    def export(self, record: str | None = None, *, text: bool = True) -> Iterator[dict[str, Any]]:
        """Records, entries and problems in the outward form, record by record: what `Reading.to_dicts` gave."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
