"""Worker processes, and what they give back: outcomes in the order of the inputs, whoever was quicker.

Whatever ends a worker costs the record that it had in hand, and no other. Workers are plain processes of this program with a
pipe in and a pipe out; nothing of the caller's own program is loaded in them, so that scripts need no guard.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Self

from servanda.errors import ServandaError, SetAsideError
from servanda.working.outcomes import Asked, Input, Limits, Outcome, size_of, source_of
from servanda.working.worker import AT_WORK, NO_MEMORY_LEFT, Task, received, send, too_large

AHEAD = 2
"""Records that a worker holds: one in hand, and the next, so that it need not wait for this process."""

WINDOW = 1000
"""Inputs that may be done before the first of them is."""

HELD = 128 * 1024 * 1024
"""Bytes of outcomes that may wait for one that comes before them."""

_LOOK = 0.2
"""Seconds until it is asked again whether to stop."""

_TIME_IS_OVER = -getattr(signal, "SIGALRM", 0)
"""Exit code of a worker whose record took too long."""

_ROOT = Path(__file__).parent.parent.parent

_START = f"import sys; sys.path.append({str(_ROOT)!r}); from servanda.working.worker import main; main()"


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, and the numbers of the inputs that it holds, in their order."""

    process: subprocess.Popen[bytes]
    tasks: IO[bytes]
    numbers: deque[int] = field(default_factory=deque)
    ready: bool = False
    begun: bool = False
    """Whether it is at the first of its numbers: what ends a worker before that is no fault of the record's."""
    listener: threading.Thread | None = None

    def give(self, what: object) -> None:
        with suppress(BrokenPipeError):  # it is gone: its end is heard of like any other's
            send(self.tasks, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))

    def ended(self) -> int:
        """Its exit code, once it gives no more."""
        code = self.process.wait()
        with suppress(BrokenPipeError):
            self.tasks.close()
        if self.listener:
            self.listener.join()
        return code


_Event = tuple[_Worker, bytes | None]
"""A worker, and what it gave; None where it gives no more."""


class Crew:
    """So many workers. Use it in a `with` statement: at its end all of them are gone."""

    def __init__(self, count: int, asked: Asked, limits: Limits, *, tries: int = 1) -> None:
        """`tries` is how often a record is begun whose process was ended by others, not by its own time."""
        self._count, self._asked, self._limits, self._tries = count, asked, limits, tries
        self._ended: Counter[int] = Counter()
        self._events: SimpleQueue[_Event] = SimpleQueue()
        self._workers: list[_Worker] = []
        self._done: dict[int, Outcome | bytes] = {}
        self._again: deque[int] = deque()
        self._held = 0

    def __enter__(self) -> Self:
        self._workers = [self._hired() for _ in range(self._count)]
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.ended()

    def outcomes(
        self, inputs: Sequence[Input], passed_over: Callable[[Input], Outcome | None], stop: Callable[[], bool]
    ) -> Iterator[Outcome]:
        """One outcome for each input, in their order; those that are passed over are never handed out.

        Once `stop` says so, nothing more is handed out, and the last outcome is that of the last record that was.
        """
        given = told = 0
        stopped = False
        self._ended.clear()
        while True:
            stopped = stopped or stop()
            while not stopped and given < len(inputs) and given - told < WINDOW and self._held < HELD:
                outcome = passed_over(inputs[given])
                if outcome is not None:
                    self._done[given] = outcome
                elif not self._hand(given, inputs):
                    break
                given += 1
            while self._again and self._hand(self._again[0], inputs):
                self._again.popleft()
            if told in self._done:
                yield self._taken(told)
                told += 1
            elif told < given:
                self._hear(inputs)
            elif stopped or given == len(inputs):
                return

    def _taken(self, number: int) -> Outcome:
        outcome = self._done.pop(number)
        if isinstance(outcome, bytes):
            self._held -= len(outcome)
            outcome = pickle.loads(outcome)  # noqa: S301 - from a process of our own
            assert isinstance(outcome, Outcome)  # noqa: S101 - workers give nothing else
        return outcome

    def _hand(self, number: int, inputs: Sequence[Input]) -> bool:
        """Give an input to the worker that holds fewest; False where all have enough."""
        worker = min(self._workers, key=lambda one: len(one.numbers))
        if len(worker.numbers) >= AHEAD:
            return False
        worker.numbers.append(number)
        worker.give(Task(inputs[number], self._limits.seconds_for(size_of(inputs[number]))))
        return True

    def _hear(self, inputs: Sequence[Input]) -> None:
        """Wait a moment for one worker to give something, or to end."""
        try:
            worker, data = self._events.get(timeout=_LOOK)
        except Empty:
            return
        if data is None:
            self._replace(worker, inputs)
        elif data == AT_WORK:
            worker.ready, worker.begun = True, worker.ready
        else:
            worker.begun = False
            self._done[worker.numbers.popleft()] = data
            self._held += len(data)

    def _replace(self, worker: _Worker, inputs: Sequence[Input]) -> None:
        """A worker has ended: what it had begun is lost, what it had not is handed to others."""
        code = worker.ended()
        if not worker.ready:
            raise ServandaError(
                f"the processes that are to read do not start: {_manner(code)}", remedy="--jobs 1 reads without them"
            )
        if worker.begun and not self._is_tried_again(worker.numbers[0], code):
            number = worker.numbers.popleft()
            source, seconds = source_of(inputs[number]), self._limits.seconds_for(size_of(inputs[number]))
            why = too_large(source, self._limits) if code == NO_MEMORY_LEFT else _why(code, source, seconds)
            self._done[number] = Outcome(source, error=why)
        self._again.extend(worker.numbers)
        self._workers[self._workers.index(worker)] = self._hired()

    def _is_tried_again(self, number: int, code: int) -> bool:
        """Whether what ended a worker may not have been the record that it had in hand."""
        self._ended[number] += 1
        return self._ended[number] < self._tries and code != _TIME_IS_OVER

    def _hired(self) -> _Worker:
        """A worker that is started, told how to read, and listened to."""
        command = [sys.executable, "-P", "-c", _START]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own program
        assert process.stdin is not None  # noqa: S101 - as asked for in the line above
        assert process.stdout is not None  # noqa: S101
        worker = _Worker(process, process.stdin)
        worker.listener = threading.Thread(target=_listen, args=(worker, process.stdout, self._events), daemon=True)
        worker.listener.start()
        worker.give((self._asked, self._limits))
        return worker


def _listen(worker: _Worker, stream: IO[bytes], events: SimpleQueue[_Event]) -> None:
    """Pass on what a worker gives, as soon as it does: it need not wait for who reads it."""
    with stream:
        for data in received(stream):
            events.put((worker, data))
    events.put((worker, None))


def _why(code: int, source: str, seconds: float) -> ServandaError:
    """Why a worker ended with a record in hand."""
    if code == _TIME_IS_OVER:
        message = f"it was not read within the {seconds:,.0f} seconds that it may take"
        return SetAsideError(message, place=source, remedy="--retry with a higher --time-limit tries it again")
    message = f"the process that read it ended: {_manner(code)}"
    return SetAsideError(message, place=source, remedy="--retry tries it again; please report it with the record if it ends so")


def _manner(code: int) -> str:
    if code == -getattr(signal, "SIGKILL", 0):
        return "it was killed, perhaps by the system for want of memory"
    return f"by signal {-code}" if code < 0 else f"with exit code {code}"
