"""Records that were set aside, in a file of JSON Lines: what ended their reading is told once, and not tried at every run."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from servanda.errors import SetAsideError, UsageError
from servanda.working.outcomes import Input, Outcome, hash_of, source_of


@dataclass(frozen=True, slots=True)
class Aside:
    """One record that was set aside."""

    source: str
    record: str
    """SHA-256 of its bytes, hex."""
    reader: str
    """Name and version of what could not read it; another may try."""
    reason: str


class Quarantine:
    """The records of a file, which is made with the first of them and gone with the last.

    With `retry` those that are there are tried again; one that is read then is taken out. Raises `UsageError` where the file
    holds something else.
    """

    def __init__(self, path: Path, *, retry: bool = False) -> None:
        self._path = path
        self._retry = retry
        self._aside = {one.record: one for one in _lines(path)}

    def outcome(self, given: Input, reader: str) -> Outcome | None:
        """That an input stays set aside; None where it is to be read."""
        if self._retry or not self._aside:
            return None
        one = self._aside.get(hash_of(given) or "")
        if one is None or one.reader != reader:
            return None
        error = SetAsideError(
            f"it was set aside earlier: {one.reason}", place=source_of(given), remedy="--retry tries it again"
        )
        return Outcome(source_of(given), error=error)

    def add(self, given: Input, outcome: Outcome, reader: str) -> None:
        """Note that an input was set aside, unless it stands there."""
        record = hash_of(given)
        if record and (self._retry or record not in self._aside):
            reason = outcome.error.message if outcome.error else ""
            self._aside[record] = Aside(outcome.source, record, reader, reason)
            self._write()

    def release(self, record: str) -> None:
        """A record was read after all."""
        if self._aside.pop(record, None):
            self._write()

    def _write(self) -> None:
        """All of it, in one step: whoever looks sees the old lines or the new ones."""
        if not self._aside:
            self._path.unlink(missing_ok=True)
            return
        part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        part.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in self._aside.values()), encoding="ascii")
        part.replace(self._path)


def _lines(path: Path) -> list[Aside]:
    found = []
    with suppress(FileNotFoundError):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                found.append(Aside(**json.loads(line)))
            except (ValueError, TypeError) as fault:
                raise UsageError(
                    "this line tells of no record that was set aside", place=f"{path}:{number}", remedy="name another file"
                ) from fault
    return found
