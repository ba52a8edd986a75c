"""What one record tells by itself that a reader should be told: wrong labels, treaties' lives, what does not fit together."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from servanda.comparison.findings.anomalies import anomalies_in
from servanda.comparison.findings.elapsed import elapsed_in
from servanda.comparison.findings.lives import lives_in
from servanda.comparison.findings.remaining import left_over_in
from servanda.ledger import Summary
from servanda.ledger import findings as kept
from servanda.model import Reading


def noted(reading: Reading, summary: Summary) -> Callable[[Connection, int], None]:
    """The findings of a reading by itself, ready to be kept."""
    finders = (anomalies_in, lives_in, left_over_in, elapsed_in)
    found = [one for finder in finders for one in finder(reading, summary)]
    return lambda connection, reading_id: kept.keep_findings(connection, found, reading_id=reading_id)


def forget(connection: Connection, reading_id: int) -> None:
    """Throw away what was found in a reading, alone or beside another."""
    kept.forget_findings(connection, reading_id)
