"""Inputs become outcomes, in their order: here, or by a crew of workers. Both give the same."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from servanda.errors import SetAsideError
from servanda.working.crew import Crew
from servanda.working.one import must_be_possible, outcome_of, reader_of
from servanda.working.outcomes import Asked, How, Input, Limits, Outcome, size_of

WORTH_A_WORKER = 200_000
"""Bytes for which a worker is started where nobody says how many: it takes a second or two to be ready."""

Known = Callable[[Input], Outcome | None]
"""Tells what need not be read."""


def outcomes(inputs: Iterable[Input], asked: Asked, how: How, known: Known | None = None) -> Iterator[Outcome]:
    """One outcome for each input that was begun before `how.stop` said so, in the order of the inputs."""
    must_be_possible(asked.get("model"))
    reader = reader_of(asked.get("model"))
    quarantine, stop = how.quarantine, how.stop or _never

    def passed_over(given: Input) -> Outcome | None:
        aside = quarantine.outcome(given, reader) if quarantine else None
        return aside or (known(given) if known and not how.again else None)

    begun: deque[Input] = deque()

    def each() -> Iterator[Input]:
        for given in inputs:
            begun.append(given)
            yield given

    for outcome in _run(each(), asked, how, passed_over, stop):
        given = begun.popleft()
        if quarantine and isinstance(outcome.error, SetAsideError):
            quarantine.add(given, outcome, reader)
        elif quarantine and outcome.reading:
            quarantine.release(outcome.reading.record.origin.record)
        yield outcome


def _run(inputs: Iterable[Input], asked: Asked, how: How, passed_over: Known, stop: Callable[[], bool]) -> Iterator[Outcome]:
    workers = 0
    if how.jobs != 1 or how.limits is not None:
        inputs = list(inputs)
        workers = workers_for(how, inputs)
    if workers:
        with Crew(workers, asked, how.limits or Limits()) as crew:
            yield from crew.outcomes(list(inputs), passed_over, stop)
        return
    for given in inputs:
        if stop():
            return
        yield passed_over(given) or outcome_of(given, asked)


def workers_for(how: How, inputs: Sequence[Input]) -> int:
    """How many workers; 0 where this process reads."""
    worth = sum(map(size_of, inputs)) // WORTH_A_WORKER
    wanted = how.jobs if how.jobs is not None else min(processors(), worth)
    least = 2 if how.limits is None else 1  # one alone is of use where it is kept within limits
    workers = min(max(wanted, 1), len(inputs))
    return workers if workers >= least else 0


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _never() -> bool:
    return False
