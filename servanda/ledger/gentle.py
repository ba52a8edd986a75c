"""A ledger for work beside others: whoever else wants to write goes first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from servanda.ledger.book import Ledger

_LEAST = 0.03
"""Seconds of rest behind each transaction: who waits looks again that often."""


class Gentle(Ledger):
    """A ledger whose transactions are followed by a rest as long as they took, in which others write."""

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """A transaction that writes, and a rest."""
        with super().writes() as connection:
            begin = time.monotonic()
            yield connection
        time.sleep(max(_LEAST, time.monotonic() - begin))
