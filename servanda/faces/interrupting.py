"""What Ctrl-C means while records are read: the first finishes the records in hand, the second stops at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SAID = b"\r\nservanda: finishing the records in hand (Ctrl-C again stops at once)\n"


@contextmanager
def finishing() -> Iterator[Callable[[], bool]]:
    """Gives what says whether somebody wants to stop. Who asked that interrupts be ignored is not contradicted."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield lambda: False
        return
    wanted = threading.Event()

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        if wanted.is_set():
            raise KeyboardInterrupt
        wanted.set()
        os.write(2, _SAID)  # whatever was being printed when the signal came, this can be

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield wanted.is_set
    finally:
        signal.signal(signal.SIGINT, before)
