"""A worker: a process that reads one record after another for the process that started it, and keeps nothing.

It takes tasks from its standard input and gives outcomes on its standard output, each as one frame. It ends when its input
does. Limits are the system's own: its clock ends a worker whose record takes too long, whatever that hangs in, and the
memory that it refuses is an error here. What started the worker sees that it ended, and knows which record it had in hand.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from servanda.errors import SetAsideError
from servanda.working.outcomes import Asked, Input, Limits, Outcome, source_of

_HEAD = struct.Struct("<Q")

NO_MEMORY_LEFT = 3
"""Exit code of a worker that has no memory left to say so."""

_ROOM = bytearray()
"""Kept free while a record is read, so that there is room to say that there is none."""

AT_WORK = b""
"""The frame that a worker gives when it is ready, and again each time it begins a record."""


@dataclass(frozen=True, slots=True)
class Task:
    """One record to be read."""

    given: Input
    seconds: float
    """On the clock, that it may take."""


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(_HEAD.pack(len(data)))
    stream.write(data)
    stream.flush()


def received(stream: IO[bytes]) -> Iterator[bytes]:
    """The frames of a stream, up to its end or to the first that is cut off."""
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        (size,) = _HEAD.unpack(head)
        data = stream.read(size)
        if len(data) < size:
            return
        yield data


def main() -> None:
    """Read until nothing more is given. The first frame says how."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what a person interrupts finishes the records in hand
    tasks, outcomes = _own_streams()
    frames = received(tasks)
    asked, limits = pickle.loads(next(frames))  # noqa: S301 - from the process that started this one, and nobody else
    _warm_up(asked)
    _ROOM.extend(bytes(8 * 1024 * 1024))
    _bound_memory(limits.megabytes * 1024 * 1024)
    with suppress(BrokenPipeError):  # nobody waits for it any more
        send(outcomes, AT_WORK)
        for frame in frames:
            task: Task = pickle.loads(frame)  # noqa: S301 - as above
            send(outcomes, AT_WORK)
            try:
                outcome, packed = _packed(task, asked, limits)
                send(outcomes, packed)
            except MemoryError:  # not even that could be said
                _ROOM.clear()
                os._exit(NO_MEMORY_LEFT)
            if isinstance(outcome.error, SetAsideError):
                return  # a fresh process reads the next: what is left of this one's memory may be in pieces


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The two streams, out of reach of whatever else might read or print."""
    tasks, outcomes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return tasks, outcomes


def _warm_up(asked: Asked) -> None:
    """Load what reading needs before any record is timed."""
    from servanda.working.one import read_text

    read_text("Elena Marsh said on 3 May 2024: “Trade grew by 6 percent, and we will sign.”", model=asked.get("model"))
    gc.collect()
    gc.freeze()  # words and weights stay: the collector need not look through them for every record


def _bound_memory(most: int | None) -> None:
    """Let this process hold so many bytes of data; None for as many as the system lets it."""
    try:
        import resource
    except ImportError:  # the system has no such limits
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if most is None or hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (hard if most is None else most, hard))


def _done(task: Task, asked: Asked) -> Outcome:
    from servanda.working.one import outcome_of

    if not hasattr(signal, "setitimer"):
        return outcome_of(task.given, asked)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is at
    signal.setitimer(signal.ITIMER_REAL, task.seconds)
    outcome = outcome_of(task.given, asked)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return outcome


def _packed(task: Task, asked: Asked, limits: Limits) -> tuple[Outcome, bytes]:
    """The outcome, ready to be sent. Want of memory is no fault of the reader: such a record is set aside."""
    try:
        outcome = _done(task, asked)
        if outcome.error is None or not isinstance(outcome.error.__cause__, MemoryError):
            return outcome, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
    except MemoryError:  # also while something was made of the first one
        _ROOM.clear()
    _lift_limits()  # so that there is room to say so
    error = too_large(source_of(task.given), limits)
    outcome = Outcome(source_of(task.given), error=error)
    return outcome, pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)


def too_large(source: str, limits: Limits) -> SetAsideError:
    """That a record takes more memory than it may."""
    return SetAsideError(
        f"it takes more memory than the {limits.megabytes} MB that a record may take",
        place=source,
        remedy="--retry with a higher --memory-limit tries it again",
    )


def _lift_limits() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    _bound_memory(None)


if __name__ == "__main__":
    main()
