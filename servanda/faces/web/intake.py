"""Files that a reader dropped on the page: read one after the other, beside what else the room does.

They come from anywhere, so a process of its own reads them, within the limits of time and memory that `servanda read` has:
one that takes more costs itself only, is set aside, and is not tried again by the room.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Literal

from servanda import work
from servanda.errors import ServandaError, SetAsideError, TooLargeError
from servanda.faces.moments import now
from servanda.ledger import Ledger
from servanda.work import Given, How, Limits, Outcome, Quarantine

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

    def __init__(self, ledger: Ledger, *, limits: Limits | None = None, aside: Path | None = None) -> None:
        """`limits` are those of each file; `aside` is where it is noted which files of everyone's took more."""
        self._ledger = ledger
        self._limits = limits or Limits()
        self._aside = aside
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
                some = [self._waiting.get(timeout=1)]
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._thread = None
                        return
                continue
            with suppress(queue.Empty):  # one process reads all that waits: it takes a second or two to start one
                while True:
                    some.append(self._waiting.get_nowait())
            for _, together in groupby(some, key=lambda one: one.owner):
                self._read(list(together))

    def _read(self, some: list[Dropped]) -> None:
        """Read files of one owner, and keep each before the next is told to be read."""
        some[0].state = "reading"
        try:
            # what is private is noted nowhere but in its owner's records
            quarantine = Quarantine(self._aside) if self._aside and some[0].owner is None else None
            how = How(limits=self._limits, quarantine=quarantine)
            outcomes = work.read_all([Given(one.content, one.name) for one in some], how=how)
            for place, (one, outcome) in enumerate(zip(some, outcomes, strict=True), start=1):
                self._keep(one, outcome)
                self._done_with(one)
                for following in some[place : place + 1]:
                    following.state = "reading"
        except (ServandaError, OSError) as fault:  # no process can be started, or nothing can be noted
            for one in some:
                if one.state in ("waiting", "reading"):
                    one.state, one.told = "refused", str(fault)
                    self._done_with(one)

    def _done_with(self, one: Dropped) -> None:
        with self._lock:
            self._held -= len(one.content)
        one.content = b""

    def _keep(self, one: Dropped, outcome: Outcome) -> None:
        if outcome.reading is None:
            assert outcome.error is not None  # noqa: S101 - an outcome has one of the two
            told = str(outcome.error)
            if isinstance(outcome.error, SetAsideError):
                told = f"{outcome.error.message}; {_ASIDE}"
            one.state, one.told = "refused", told
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


_ASIDE = "set aside; whoever keeps the room can try it again by `servanda read FILE --retry`, with higher limits"
"""What is to be done about a file that took more than it may."""


def beside(ledger: Ledger) -> Path | None:
    """Where it is noted which files were set aside: where `servanda read` notes it; None for a ledger in a server."""
    return None if "://" in ledger.place else Path(f"{ledger.place}-quarantine.jsonl")
