"""Many eyes: the readings of a large ledger are looked at by other processes, a part at a time, while this one does the rest.

A helper is this interpreter, started anew with `python -m servanda.ledger.many_eyes LEDGER`: each line it is given names
readings, each line it answers says what it saw. Helping makes nothing but speed: what one fails to look at is looked at here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict
from queue import SimpleQueue

from servanda.ledger.book import Ledger
from servanda.ledger.helpers import Helper, started
from servanda.ledger.looking import Fault, Looked, look_at

MANY = 400
"""Readings from which on help is asked for: to start a helper costs as much as thirty."""
MOST = 8
PART = 20


@contextmanager
def looked(ledger: Ledger, numbers: Sequence[int]) -> Iterator[Iterator[Looked]]:
    """Have readings looked at from now on: gives what was seen of each part, in their order, as it comes."""
    parts = [numbers[at : at + PART] for at in range(0, len(numbers), PART)]
    processors = os.cpu_count() or 1
    if len(numbers) < MANY or processors == 1 or not sys.executable:
        yield (_here(ledger, part) for part in parts)
        return
    helpers = [_started(ledger) for _ in range(min(MOST, processors))]
    idle: SimpleQueue[Helper | None] = SimpleQueue()
    for helper in helpers:
        idle.put(helper)
    threads = ThreadPoolExecutor(len(helpers))
    try:
        yield threads.map(lambda part: _by_next(idle, ledger, part), parts)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for helper in filter(None, helpers):
            helper.kill()
            helper.communicate()
        threads.shutdown()


def _here(ledger: Ledger, part: Sequence[int]) -> Looked:
    with ledger.reads() as connection:
        return look_at(connection, part)


def _by_next(idle: SimpleQueue[Helper | None], ledger: Ledger, part: Sequence[int]) -> Looked:
    helper = idle.get()
    try:
        answer = _asked(helper, part) if helper else ""
        if answer:
            return _from_line(answer)
        helper = None  # it is gone, or was never there
        return _here(ledger, part)
    finally:
        idle.put(helper)


def _asked(helper: Helper, part: Sequence[int]) -> str:
    assert helper.stdin is not None and helper.stdout is not None  # noqa: PT018, S101 - they are pipes
    with suppress(OSError, ValueError):
        helper.stdin.write(json.dumps(list(part)) + "\n")
        helper.stdin.flush()
        return helper.stdout.readline()
    return ""


def _started(ledger: Ledger) -> Helper | None:
    """A helper that waits for its first part; None where the system starts none."""
    with suppress(OSError):
        return started(ledger, "servanda.ledger.many_eyes", ledger.place)
    return None


def _from_line(line: str) -> Looked:
    told = json.loads(line)
    return Looked(**{**told, "faults": [Fault(**fault) for fault in told["faults"]]})


def main(place: str) -> None:
    """Look at what is asked, until no more is."""
    with Ledger.open(place, create=False) as ledger:
        for line in sys.stdin:
            print(json.dumps(asdict(_here(ledger, json.loads(line)))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
