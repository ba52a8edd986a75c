"""When a room compares what came to its ledger.

At once, while whoever asks waits for it; or beside what the room does, while pages tell what was known before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from servanda import work
from servanda.comparison import Comparison, updating
from servanda.ledger import Ledger, noting
from servanda.ledger.helpers import Helper, started
from servanda.ledger.still import Still

_AGAIN = 30.0
"""Seconds after which comparing is tried again that failed."""
_REST, _LONGEST_REST = 4.0, 10.0
"""Comparing is followed by a rest so many times as long, of so many seconds at most.

What it touched is told by pages that are made anew: whoever rules entry after entry would have them all made anew each time.
"""


class Moment(NamedTuple):
    """What pages follow from at a moment: while a part is the same, so is every page of a day that follows from it alone."""

    everything: str
    """All that came to the ledger, and what of it `compared` tells."""
    came: str
    """Records and decisions."""
    known: str
    """What `compared` tells, but for decisions, which are applied when asked."""
    carried: str | None
    """The records and decisions for which it is known which rulings hold on in later versions; None where that is not known."""
    ruling: int
    """Number of the last ruling of which that is known."""


def _moment(state: updating.State, everything: str, known: str) -> Moment:
    settled = noting.came_at(state.settled or "")
    carried = settled.before_rulings if state.settled is not None else None
    return Moment(everything, noting.came_at(state.stand).before_rulings, known, carried, settled.ruling)


class Comparing(Protocol):
    """How a room compares."""

    @property
    def moment(self) -> Moment:
        """What pages follow from."""

    @property
    def waiting(self) -> int:
        """Records that the pages do not tell of yet, or not as they were ruled upon since."""

    def compared(self) -> Comparison:
        """What pages tell."""

    def let_go(self) -> None:
        """What was known before is shown no more: something that it tells of is nobody else's business by now."""

    def close(self) -> None:
        """The room is closed."""


class AtOnce:
    """What came is compared by whoever asks first; the others wait for it."""

    waiting = 0

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()

    @property
    def moment(self) -> Moment:
        """What has come to the ledger so far. Nothing is compared to know it."""
        state = updating.state(self._ledger, "")
        return _moment(state, state.stand, state.stand)

    def compared(self) -> Comparison:
        """The comparison, brought up to date."""
        with self._lock:
            return work.compare(self._ledger)

    def let_go(self) -> None:
        """Nothing: pages tell what is so."""

    def close(self) -> None:
        """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is shown, at which moment, and how many records it does not tell of."""

    moment: Moment
    ledger: Ledger
    waiting: int


def _known(state: updating.State) -> str:
    return f"{state.settled} {state.is_measured}"


class Beside:
    """What came is compared in a process of its own, which lets every other writer go first.

    Pages meanwhile tell what was known when all was last compared. The process also finds out what is overdue on the room's
    day. Where nothing was ever compared, whoever asks first waits for it.
    """

    def __init__(self, ledger: Ledger, today: Callable[[], str]) -> None:
        self._ledger = ledger
        self._today = today
        self._lock = threading.Lock()
        self._helper: Helper | None = None
        self._asked = False
        self._begun = self._rests_until = 0.0
        self._known: _Known | None = None
        self._pins = 0

    @property
    def moment(self) -> Moment:
        """What has come to the ledger, and what of it is shown."""
        return self._now().moment

    @property
    def waiting(self) -> int:
        """Records that the pages do not tell of yet, or not as they were ruled upon since."""
        known = self._known
        return known.waiting if known else 0

    def compared(self) -> Comparison:
        """What was known when all was last compared."""
        return Comparison.as_known(self._now().ledger)

    def let_go(self) -> None:
        """From now on pages wait for what is compared right now, and tell it."""
        with self._lock:
            self._known = None
            work.compare(self._ledger)

    def close(self) -> None:
        """Stop comparing: it goes on where it stood when the ledger is next opened."""
        with self._lock:
            self._known = None
            if self._helper is not None:
                with self._helper:  # which closes its pipes
                    self._helper.kill()

    def _now(self) -> _Known:
        """What is to be shown now. Where something came since, comparing is begun."""
        with self._lock:
            state = updating.state(self._ledger, self._today())
            if state.settled is None:
                work.compare(self._ledger)
                state = updating.state(self._ledger, self._today())
            if state.is_settled:
                self._known = _Known(_moment(state, f"{state}", _known(state)), self._ledger, 0)
                if not state.is_measured:
                    self._begin()
            elif self._known is None or self._known.moment.everything != f"{state}|{self._pins}":
                self._known = self._held(state)
            else:
                self._begin()  # where it rested before
            return self._known

    def _held(self, state: updating.State) -> _Known:
        """What is shown while comparing goes on: what was known when it began."""
        held = self._known
        if held is None or not self._is_busy() or not isinstance(held.ledger, Still):
            ledger: Ledger = Still(self._ledger)  # before anything is written: the last moment at which all fits together
            known = _known(updating.state(ledger, self._today()))
            self._pins += 1
            self._begin()
        else:
            ledger, known = held.ledger, held.moment.known
        return _Known(_moment(state, f"{state}|{self._pins}", known), ledger, updating.waiting(self._ledger))

    def _is_busy(self) -> bool:
        return self._asked and self._helper is not None and self._helper.poll() is None

    def _begin(self) -> None:
        """Have it compared, unless it is being done, was done a moment ago, or has just failed."""
        failed = self._helper is not None and self._helper.poll() is not None
        if self._is_busy() or time.monotonic() < (self._begun + _AGAIN if failed else self._rests_until):
            return
        if self._helper is None or failed:
            # it ends when nobody can ask it any more; a Ctrl-C is for the room, which ends it
            self._helper = started(
                self._ledger, "servanda.comparison", "beside", self._ledger.place, quiet=False, own_group=True
            )
        self._begun, self._asked = time.monotonic(), True
        threading.Thread(target=self._await, args=(self._helper, self._today()), daemon=True, name="comparing").start()

    def _await(self, helper: Helper, day: str) -> None:
        """Ask a helper, and wait until it has done what is asked, or is no more."""
        assert helper.stdin is not None  # noqa: S101 - so it was started
        assert helper.stdout is not None  # noqa: S101
        with suppress(OSError):
            helper.stdin.write(f"{day}\n")
            helper.stdin.flush()
            helper.stdout.readline()
        took = time.monotonic() - self._begun
        self._rests_until = time.monotonic() + min(_REST * took, _LONGEST_REST)
        self._asked = False
