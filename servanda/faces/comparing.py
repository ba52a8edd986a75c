"""The comparison as every command opens it: brought up to date first, with a bar where that takes long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from servanda.faces.terminal import Progress

if TYPE_CHECKING:
    from servanda.comparison import Comparison


class Steps:
    """A bar for each stretch of the work, one after the other: what is noted, then what is joined.

    Called with how many steps are done, and of how many; another number of steps begins another stretch.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._of = 0
        self._bar = Progress(0)

    def __call__(self, done: int, of: int) -> None:
        """So many are done."""
        if of != self._of or not done:
            self.clear()
            self._of, self._bar = of, Progress(of, sys.stderr)
        self._bar.reach(done, self._name)

    def clear(self) -> None:
        """Wipe the bar off."""
        self._bar.clear()


@contextmanager
def opened(ledger_url: str) -> Iterator[Comparison]:
    """The comparison of a ledger that is there.

    Raises `NotFoundError` where there is none, `LedgerError` where it cannot serve. Interrupted, it goes on where it stood
    when it is next opened.
    """
    from servanda import work

    bar = Steps("comparing records")
    with work.open_ledger(ledger_url, create=False) as ledger:
        try:
            comparison = work.compare(ledger, progress=bar)
        finally:
            bar.clear()
        yield comparison
