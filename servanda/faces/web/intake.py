"""Files that a reader dropped on the page: read one after the other, beside what else the room does."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from servanda import work
from servanda.errors import ServandaError, TooLargeError
from servanda.faces.moments import now
from servanda.ledger import Ledger

State = Literal["waiting", "reading", "read", "known", "refused"]
KEPT = 200
"""Files whose fate is remembered: the last."""
HELD = 1024 * 1024 * 1024
"""Bytes that wait at most: they are held in memory until they are read."""


@dataclass(slots=True)
class Dropped:
    """One file, and what became of it."""

    name: str
    state: State = "waiting"
    told: str = ""
    """What was wrong with it, and what to do."""
    record: str | None = None
    """SHA-256 of its record, once it was read."""
    owner: str | None = None
    """Whose private record it is to be; None where it is to be everyone's."""
    content: bytes = field(default=b"", repr=False)


class Intake:
    """A queue of files and the one thread that reads them: the ledger has one writer, and records are read one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: queue.SimpleQueue[Dropped] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._held = 0
        self.dropped: list[Dropped] = []
        """The last first."""

    def shown_to(self, name: str | None) -> list[Dropped]:
        """What became of the files that are not somebody else's private ones, the last first."""
        return [one for one in self.dropped if one.owner in (None, name)]

    def take(self, files: Sequence[tuple[str, bytes]], *, owner: str | None = None) -> None:
        """Files by name, to be read in this order; somebody's private ones, where an owner is named.

        Raises `TooLargeError` where too much waits already; then none of them is taken.
        """
        with self._lock:
            held = self._held + sum(len(content) for _, content in files)
            if held > HELD:
                raise TooLargeError("too much waits to be read already", remedy="drop this again when some of it is read")
            self._held = held
            for name, content in files:
                one = Dropped(name, owner=owner, content=content)
                self.dropped.insert(0, one)
                self._waiting.put(one)
            del self.dropped[KEPT:]
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="intake")
                self._thread.start()

    def _work(self) -> None:
        while True:
            try:
                one = self._waiting.get(timeout=1)
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._thread = None
                        return
                continue
            one.state = "reading"
            self._read(one)
            with self._lock:
                self._held -= len(one.content)
            one.content = b""

    def _read(self, one: Dropped) -> None:
        for outcome in work.read_all([work.Given(one.content, one.name)]):
            if outcome.reading is None:
                assert outcome.error is not None  # noqa: S101 - an outcome has one of the two
                one.state, one.told = "refused", str(outcome.error)
                return
            hash_ = outcome.reading.record.origin.record
            try:
                # two files of one name need not be versions of one document
                ledger = self._ledger if one.owner is None else self._ledger.notes_of(one.owner)
                appended = ledger.append(outcome.reading, document=f"sha256:{hash_}", read_at=now())
            except ServandaError as fault:
                one.state, one.told = "refused", str(fault)
                return
            one.record, one.state = hash_, "read" if appended.new else "known"
