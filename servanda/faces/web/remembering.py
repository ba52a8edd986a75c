"""Answers that were made before. A page follows from the ledger's stand and the day: while neither changes, it is as it was."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

KEPT_BYTES = 64 * 1024 * 1024
"""How much is remembered: what was not asked for longest is forgotten first."""


class Remembered:
    """Bodies of answers by what they follow from."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._limit = limit
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The body that was made of this; None where none is remembered."""
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: Hashable, body: bytes) -> None:
        """Remember a body; one that is larger than an eighth of all is not worth it."""
        if len(body) > self._limit // 8:
            return
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._size > self._limit:
                _, gone = self._bodies.popitem(last=False)
                self._size -= len(gone)
