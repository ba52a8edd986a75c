"""What lies elsewhere is fetched within a time: a store that answers no more costs the record that it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from servanda.errors import SetAsideError

_T = TypeVar("_T")

SECONDS = 300.0
"""On the clock, that a record may take to come, where nobody says how long one may take."""


def fetched(place: str, most: int) -> bytes:
    """The bytes of a file or of an object, no more than so many."""
    if "://" not in place:
        with Path(place).open("rb") as stream:
            return stream.read(most)
    import fsspec

    with fsspec.open(place, "rb") as stream:
        found: bytes = stream.read(most)
        return found


def within(seconds: float, fetch: Callable[[], _T], source: str) -> _T:
    """What is fetched, or what that raises. Raises `SetAsideError` where it takes longer: what hangs is left behind.

    Only some stores can be told how long to wait, and each in its own way; so whoever waits, waits here.
    """
    found: Future[_T] = Future()

    def fetch_it() -> None:
        try:
            found.set_result(fetch())
        except BaseException as fault:  # which is raised where it is waited for
            found.set_exception(fault)

    threading.Thread(target=fetch_it, daemon=True).start()  # one that never ends keeps no process from ending
    try:
        return found.result(timeout=seconds)
    except TimeoutError:
        if found.done():  # it is the store's own word
            raise
        raise SetAsideError(
            f"it was not fetched within the {seconds:,.0f} seconds that it may take",
            place=source,
            remedy="--retry with a higher --time-limit tries it again",
        ) from None
