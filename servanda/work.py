"""Joins the rooms: bytes → record → reading → ledger. The only module that knows them all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from os import PathLike
from typing import TYPE_CHECKING, Unpack

from servanda.errors import NotFoundError
from servanda.working import keeping
from servanda.working.one import MODEL_REMEDY, has_model, read, read_bytes, read_text
from servanda.working.outcomes import Asked, Given, How, Input, Limits, Outcome, size_of
from servanda.working.places import expand
from servanda.working.quarantine import Quarantine
from servanda.working.running import outcomes

if TYPE_CHECKING:
    from servanda.comparison import Comparison
    from servanda.comparison.updating import Progress
    from servanda.ledger import Ledger
    from servanda.working.budget import Budget

__all__ = [
    "DEFAULT_LEDGER",
    "MODEL_REMEDY",
    "Asked",
    "Given",
    "How",
    "Input",
    "Limits",
    "Outcome",
    "Quarantine",
    "budget",
    "compare",
    "expand",
    "has_model",
    "open_ledger",
    "read",
    "read_all",
    "read_bytes",
    "read_into",
    "read_text",
    "size_of",
]

DEFAULT_LEDGER = "ledger.servanda"
"""The ledger's file where none is named: in the folder one stands in."""


def read_all(inputs: Iterable[Input], *, how: How | None = None, **asked: Unpack[Asked]) -> Iterator[Outcome]:
    """Read one input after the other, each when it is asked for. One that cannot be read never stops the others.

    Inputs are files (see `expand` for folders) or bytes at hand. Also a fault of the reader itself becomes an outcome; a call
    that cannot be meant raises, as with `read`. Outcomes come in the order of the inputs, also where `how` lets many processes
    read; those read on while the caller has an outcome in hand. They end with the iterator: exhaust it or close it.
    """
    yield from outcomes(inputs, asked, how or How())


def read_into(
    ledger: Ledger,
    inputs: Iterable[Input],
    *,
    read_at: str | None = None,
    replaces: str | None = None,
    by: str | None = None,
    how: How | None = None,
    **asked: Unpack[Asked],
) -> Iterator[Outcome]:
    """As `read_all`, and keep each reading in the ledger before the next outcome is given.

    What the ledger has of an input already (the same bytes at the same address, read by the same reader and options) is not
    read again, unless `how` says so: so a reading that was broken off goes on where it stood. The ledger is the same however
    many processes read. `read_at` (ISO 8601) is noted as the time of reading, if given. `replaces` names a record of the
    ledger that the one input is a later version of; raises `NotFoundError` where it is not there. Raises `LedgerError` where
    the ledger itself cannot serve. `by` is who reads: what he keeps as a private record stays one when it is read again.
    """
    noting = keeping.Noting(read_at, replaces, by)
    yield from keeping.read_into(ledger, inputs, asked, how or How(), noting)


def budget(
    inputs: Sequence[Input], *, ledger: str | PathLike[str] | None = None, how: How | None = None, **asked: Unpack[Asked]
) -> Budget:
    """What reading these inputs into the ledger at a path or an address would take. Nothing is kept, no ledger is made.

    A few of them are read, which takes some seconds. `ledger` is what `open_ledger` takes; without one none is thought of.
    """
    from servanda.working.budget import budget as estimated

    place = None if ledger is None else os.fspath(ledger)
    if place is not None:
        with suppress(NotFoundError), open_ledger(place, create=False) as there:
            return estimated(inputs, asked, how or How(), ledger=there, place=place)
    return estimated(inputs, asked, how or How(), ledger=None, place=place)


def open_ledger(url: str | PathLike[str] | None = None, *, create: bool = True) -> Ledger:
    """Open the ledger at a path or `sqlite:///` address (`ledger.servanda` where none is named), made if it is not there.

    `create=False` raises `NotFoundError` instead of making one. Raises `LedgerError` where it cannot serve. Close it, or use it
    in a `with` statement.
    """
    from servanda.ledger import Ledger  # the database is dear to load, and reading alone does not need it

    return Ledger.open(DEFAULT_LEDGER if url is None else url, create=create)


def compare(ledger: Ledger, *, progress: Progress | None = None) -> Comparison:
    """What the records of a ledger say together, brought up to date: persons, meetings, matters, findings.

    `progress` is told how many of the readings that are new to the comparison are done, and of how many.
    """
    from servanda.comparison import Comparison  # dear to load, as the ledger is

    return Comparison(ledger, progress=progress)
