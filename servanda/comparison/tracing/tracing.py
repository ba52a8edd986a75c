"""A text held against the records of a ledger: what of its words stands there, whose they are, and what was altered."""

from __future__ import annotations

from servanda.comparison.tracing.counting import held_figures
from servanda.comparison.tracing.holding import Tracer
from servanda.comparison.tracing.items import items_in
from servanda.ledger import Ledger
from servanda.ledger.tracing import looked_through
from servanda.model import Reading, Traced


def trace(ledger: Ledger, reading: Reading, *, on: str | None = None) -> Traced:
    """Hold every quotation, attribution and figure of a text against the ledger.

    The text is read, not kept. Where it is itself a record of the ledger, no place is a source of itself, but every other place
    of it may be. `on` leaves out what later records say, and records without a day.
    """
    record = reading.record
    with ledger.reads() as connection:
        tracer = Tracer(connection, record.text, record.origin.text, on)
        held = [found for item in items_in(reading) if (found := tracer.held(item))]
        held += [*held_figures(connection, reading, on, held)]
        records, until = looked_through(connection, on)
    return Traced(
        title=record.title,
        source=record.source,
        text=record.text,
        held=tuple(sorted(held, key=lambda one: (one.start, one.end, one.kind, one.given_to or ""))),
        records=records,
        until=until,
    )
