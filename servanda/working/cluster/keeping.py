"""What a cluster has read goes into the ledger, in the order of the input: the ledger is as if one process had read it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.working.cluster.engine import read_parts
from servanda.working.cluster.inputs import Part
from servanda.working.cluster.parts import Row, Shelf, outcome_of
from servanda.working.keeping import Noting, kept, options_of, said_already
from servanda.working.one import must_be_possible
from servanda.working.outcomes import Asked, Limits, Outcome

if TYPE_CHECKING:
    from servanda.ledger import Ledger


def read_on_cluster(
    ledger: Ledger | None,
    parts: Sequence[Part],
    *,
    engine: str,
    shelf: str,
    asked: Asked,
    limits: Limits | None = None,
    noting: Noting | None = None,
) -> Iterator[Outcome]:
    """Have parts read on a cluster, and keep what came back; one outcome for each item, in their order.

    Parts that are on the shelf, a folder or URL, are not read again, and what the ledger has already is not appended again: so
    the same call goes on where one was broken off. Without a ledger the parts on the shelf are all that comes of it.
    """
    must_be_possible(asked.get("model"))
    on_shelf = Shelf(shelf)
    missing = [part for part in parts if not on_shelf.has(part)]
    read = read_parts(missing, engine=engine, shelf=shelf, asked=asked, limits=limits or Limits())
    wanted = {part.number for part in missing}
    for part in parts:
        if part.number in wanted:
            next(read)
        for row in on_shelf.rows(part):
            yield _kept(ledger, row, asked, noting or Noting())
    for _ in read:  # nothing is left; what runs it is closed
        pass


def _kept(ledger: Ledger | None, row: Row, asked: Asked, noting: Noting) -> Outcome:
    """What becomes of one row: what the ledger has of it already need not even be made a reading again."""
    if ledger is None:
        return outcome_of(row)
    options = options_of(asked)
    if row["record"] is not None:
        known = said_already(ledger, row["source"], lambda: row["record"], row["reader"], options)
        if known is not None:
            return known
    return kept(ledger, outcome_of(row), options, noting)
