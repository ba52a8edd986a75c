"""What reading would take: a few records are read without being kept, and what they took is laid upon all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from servanda.working.keeping import known_to
from servanda.working.one import must_be_possible, outcome_of
from servanda.working.outcomes import Asked, How, Input, Outcome, size_of
from servanda.working.running import workers_for

if TYPE_CHECKING:
    from servanda.ledger import Ledger

MOST, LEAST = 24, 3
"""Records that are read for an estimate, at most, and at least if there are so many."""

ENOUGH = 12.0
"""Seconds of the processor's time after which no more of them are begun."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What there is to read, and what it would take, by the measure of a few."""

    records: int
    """Inputs to be read."""
    known: int
    """Inputs that the ledger has already."""
    bytes: int
    """Of the inputs to be read."""
    tried: int
    """Inputs that were read for the estimate."""
    refused: int
    """Of these, how many could not be read."""
    characters: int
    """Of text, in all that is to be read."""
    entries: int
    """That would be found in it."""
    seconds: float
    """Of one processor's time."""
    processes: int
    elapsed: float
    """Seconds on the clock with so many processes, where nothing else runs."""
    space: int
    """Bytes by which the ledger would grow, before anything is compared."""
    free: int | None
    """Bytes that are free where the ledger is; None where that is no file."""


def budget(inputs: Sequence[Input], asked: Asked, how: How, *, ledger: Ledger | None, place: str | None) -> Budget:
    """Estimate what reading these inputs into a ledger would take; `ledger` is None where there is none yet.

    The records tried are spread evenly over the sizes of all, so that what they took per byte is what all take. What is tried
    is kept in a ledger of its own, which is thrown away. Raises `UsageError` for a call that cannot be meant.
    """
    must_be_possible(asked.get("model"))
    known = known_to(ledger, asked) if ledger is not None and not how.again else _unknown
    to_read = [given for given in inputs if known(given) is None]
    sizes = {index: size_of(given) for index, given in enumerate(to_read)}
    total = sum(sizes.values())
    workers = workers_for(how, to_read)
    sample = _sample(to_read, sizes, asked)
    share = total / sample.bytes if sample.bytes else 0.0
    return Budget(
        records=len(to_read),
        known=len(inputs) - len(to_read),
        bytes=total,
        tried=sample.tried,
        refused=sample.refused,
        characters=round(sample.characters * share),
        entries=round(sample.entries * share),
        seconds=sample.seconds * share,
        processes=max(workers, 1),
        elapsed=sample.seconds * share / max(workers, 1),
        space=round(sample.space * share),
        free=_free(place),
    )


@dataclass(slots=True)
class _Sample:
    tried: int = 0
    refused: int = 0
    bytes: int = 0
    characters: int = 0
    entries: int = 0
    seconds: float = 0.0
    space: int = 0


def _sample(inputs: Sequence[Input], sizes: dict[int, int], asked: Asked) -> _Sample:
    from servanda.ledger import Ledger

    sample = _Sample()
    order = sorted(sizes, key=lambda index: sizes[index])
    if order:
        outcome_of(inputs[order[0]], asked)  # what is loaded once is no part of any record's time
    with TemporaryDirectory(prefix="servanda-") as folder:
        place = Path(folder, "tried.servanda")
        with Ledger.open(place) as ledger:
            empty = _size(place)
            for index in _spread(order):
                if sample.tried >= LEAST and sample.seconds > ENOUGH:
                    break
                begun = time.process_time()
                _add(sample, ledger, outcome_of(inputs[index], asked))
                sample.seconds += time.process_time() - begun
                sample.tried += 1
                sample.bytes += sizes[index]
        sample.space = _size(place) - empty
    return sample


def _add(sample: _Sample, ledger: Ledger, outcome: Outcome) -> None:
    if outcome.reading is None:
        sample.refused += 1
        return
    ledger.append(outcome.reading)
    sample.characters += len(outcome.reading.record.text)
    sample.entries += len(outcome.reading.entries)


def _spread(order: Sequence[int]) -> Iterator[int]:
    """At most `MOST` of these, spread evenly, in an order in which also the first few are."""
    count = min(MOST, len(order))
    middles = [order[(2 * place + 1) * len(order) // (2 * count)] for place in range(count)]
    for place in sorted(range(count), key=_halved):
        yield middles[place]


def _halved(place: int) -> int:
    """Where a place comes if all is halved again and again: its bits the other way round (van der Corput's order)."""
    return int(f"{place:05b}"[::-1], 2)


def _size(place: Path) -> int:
    """Bytes of a ledger's file and of what stands beside it."""
    return sum(path.stat().st_size for path in place.parent.glob(f"{place.name}*"))


def _free(place: str | None) -> int | None:
    folder = Path(place).absolute().parent if place and "://" not in place else None
    return shutil.disk_usage(folder).free if folder and folder.is_dir() else None


def _unknown(_given: Input) -> Outcome | None:
    return None
