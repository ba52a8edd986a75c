"""A part that was read, as a file of Parquet: one row for each record, read or refused, in the order of the input.

A file has its place only when it is whole. What a worker finished of a part before it was ended stands in a spool beside it,
so that nothing is read twice; where the folder is an object store, which cannot be appended to, such a part is read anew.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError, SetAsideError
from servanda.model import Reading
from servanda.outward import problem_to_dict, record_to_dict, to_line
from servanda.outward.blocks import blocks_in, blocks_out
from servanda.outward.entries import entry_to_dict
from servanda.outward.incoming import reading_from_dicts
from servanda.working.cluster.inputs import Part
from servanda.working.outcomes import Outcome

COLUMNS = (
    ("source", "string"),
    ("record", "string"),
    ("reader", "string"),
    ("head", "string"),
    ("entries", "list<string>"),
    ("problems", "list<string>"),
    ("blocks", "string"),
    ("content", "binary"),
    ("error", "string"),
    ("place", "string"),
    ("remedy", "string"),
    ("set_aside", "bool"),
)
"""Columns and types. `head`, `entries` and `problems` are lines of the outward form, `record` is the SHA-256 of `content`."""

Row = dict[str, Any]


def row_of(outcome: Outcome) -> Row:
    """An outcome as a row."""
    row: Row = dict.fromkeys(name for name, _ in COLUMNS)
    row.update(source=outcome.source, entries=[], problems=[], set_aside=isinstance(outcome.error, SetAsideError))
    if outcome.error is not None:
        row.update(error=outcome.error.message, place=outcome.error.place, remedy=outcome.error.remedy)
    if outcome.reading is not None:
        reading = outcome.reading
        row.update(
            record=reading.record.origin.record,
            reader=reading.reader,
            head=to_line(record_to_dict(reading.record, reader=reading.reader)),
            entries=[to_line(entry_to_dict(entry, reader=reading.reader)) for entry in reading.entries],
            problems=[to_line(problem_to_dict(problem, reader=reading.reader)) for problem in reading.problems],
            blocks=blocks_out(reading.record.blocks),
            content=reading.record.content,
        )
    return row


def outcome_of(row: Row) -> Outcome:
    """The inverse of `row_of`. Raises `OutwardError` where a row does not hold together."""
    if row["error"] is not None:
        kind = SetAsideError if row["set_aside"] else ServandaError
        return Outcome(row["source"], error=kind(row["error"], place=row["place"], remedy=row["remedy"]))
    return Outcome(row["source"], reading_of(row))


def reading_of(row: Row) -> Reading:
    """The reading of a row: hashes, spans and ids are checked."""
    lines = (json.loads(line) for line in (row["head"], *row["entries"], *row["problems"]))
    return reading_from_dicts(lines, content=row["content"], blocks=blocks_in(row["blocks"]))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder or object store in which parts are kept."""

    place: str

    def path(self, part: Part) -> str:
        """Where a part is kept."""
        return f"{self.place.rstrip('/')}/part-{part.number:06d}-{part.name}.parquet"

    def has(self, part: Part) -> bool:
        """Whether a part is there, whole."""
        system, path = self._at(self.path(part))
        return bool(system.exists(path))

    def write(self, part: Part, rows: list[Row]) -> None:
        """Keep a part, in one step: whoever looks sees it whole or not at all."""
        import pyarrow
        from pyarrow import parquet

        types = {"list<string>": pyarrow.list_(pyarrow.string()), "binary": pyarrow.binary(), "bool": pyarrow.bool_()}
        schema = pyarrow.schema([(name, types.get(kind, pyarrow.string())) for name, kind in COLUMNS])
        system, path = self._at(self.path(part))
        system.makedirs(system._parent(path), exist_ok=True)
        unfinished = f"{path}.{os.getpid()}.unfinished"
        with system.open(unfinished, "wb") as stream:
            parquet.write_table(pyarrow.Table.from_pylist(rows, schema), stream, compression="zstd")
        system.mv(unfinished, path)

    def rows(self, part: Part) -> Iterator[Row]:
        """The rows of a part."""
        from pyarrow import parquet

        system, path = self._at(self.path(part))
        with system.open(path, "rb") as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(batch_size=8):
                yield from batch.to_pylist()

    def spool(self, part: Part) -> Spool | None:
        """What is finished of a part that is not; None where the place cannot be appended to."""
        if "://" in self.place:
            return None
        return Spool(Path(self.place) / f".part-{part.number:06d}-{part.name}.spool")

    def _at(self, path: str) -> tuple[Any, str]:
        import fsspec

        found: tuple[Any, str] = fsspec.core.url_to_fs(path)
        return found


class Spool:
    """Rows of a part that is being read, one line each, safe when it is written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self) -> list[Row]:
        """What is there; a line that was cut off is none, and is taken away."""
        rows: list[Row] = []
        whole = 0
        with suppress(FileNotFoundError):
            for line in self._path.read_bytes().splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                rows.append(_from_line(line))
                whole += len(line)
            os.truncate(self._path, whole)
        return rows

    def add(self, row: Row) -> None:
        """Note one more."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as stream:
            stream.write(_to_line(row))

    def remove(self) -> None:
        """The part is whole: nothing is left of the spool."""
        self._path.unlink(missing_ok=True)


def _to_line(row: Row) -> bytes:
    content = row["content"]
    packed = {**row, "content": base64.b64encode(content).decode() if content is not None else None}
    return json.dumps(packed, separators=(",", ":")).encode() + b"\n"


def _from_line(line: bytes) -> Row:
    row: Row = json.loads(line)
    row["content"] = base64.b64decode(row["content"]) if row["content"] is not None else None
    return row
