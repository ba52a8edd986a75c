"""Many hands: where much is to be done, other processes take their share of it, and each writes when its turn comes.

A helper is this interpreter, started anew with `python -m servanda.comparison TASK LEDGER SHARE OF`. What it leaves undone,
for whatever reason, is done by the process that asked for help: helping makes nothing but speed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from servanda.ledger import Ledger

Task = Literal["note", "join"]

MOST = 4
"""Processes at once: beyond these they would wait for each other to write."""
PATIENCE = 600.0
"""Seconds that a helper waits for its turn to write."""


@contextmanager
def helpers(ledger: Ledger, task: Task) -> Iterator[int]:
    """Start helpers on a ledger, and in the end wait for them. Gives how many shares there are; the caller's is number 0."""
    shares = min(MOST, os.cpu_count() or 1) if sys.executable else 1
    started = [_started(ledger.place, task, share, shares) for share in range(1, shares)]
    try:
        yield shares
        for helper in started:
            helper.wait()
    finally:
        for helper in started:
            helper.kill()
            helper.wait()


def _started(place: str, task: Task, share: int, shares: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "servanda.comparison", task, place, str(share), str(shares)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - nothing of a record is in it
