"""Many hands: where much is to be done, other processes take their share of it, and each writes when its turn comes.

A helper is this interpreter, started anew with `python -m servanda.comparison TASK LEDGER SHARE OF`. Helping
makes nothing but speed: the same is done by one process, where there is but one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from servanda.ledger import Ledger
from servanda.ledger.helpers import Helper, started

Task = Literal["note", "join"]

MANY = 200
"""New readings from which on help is asked for: to start a helper costs as much as a dozen."""
MOST = 4
"""Processes at once: beyond these they would wait for each other to write."""
PATIENCE = 600.0
"""Seconds that each waits for its turn to write."""


def shared(ledger: Ledger, task: Task, work: Callable[[Ledger, int, int], None]) -> None:
    """Have a task done in shares by so many processes, share 0 by this one. What another one fails to do is done here, too."""
    ledger = ledger.patient(PATIENCE)  # the others write, too, and a slow disk may hold one up for long
    shares = min(MOST, os.cpu_count() or 1) if sys.executable else 1
    helpers = [_started(ledger, task, share, shares) for share in range(1, shares)]
    try:
        work(ledger, 0, shares)
        failed = [share for share, helper in enumerate(helpers, 1) if helper is None or helper.wait()]
    finally:
        for helper in filter(None, helpers):
            helper.kill()
            helper.wait()
    for share in failed:
        work(ledger, share, shares)


def _started(ledger: Ledger, task: Task, share: int, shares: int) -> Helper | None:
    """A helper at work; None where the system starts none."""
    with suppress(OSError):
        return started(ledger, "servanda.comparison", task, ledger.place, str(share), str(shares), asked=False)
    return None
