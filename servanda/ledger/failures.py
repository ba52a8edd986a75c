"""Tries to log in that failed: who tries too often has to wait, each time longer.

They are counted by name and by address, whether there is an account of that name or not, and kept in the ledger, so that a
restart does not forget them.
"""

from __future__ import annotations

import ipaddress

from sqlalchemy import Connection, delete, insert, select, update

from servanda.ledger.members import source_of
from servanda.ledger.schema import login_failure

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
"""Tries before one has to wait; behind one address there may be a whole desk."""
FIRST_WAIT, LONGEST_WAIT = 60, 3600
"""Seconds: the first wait, which each try that fails after it doubles, and the longest."""
FORGOTTEN = 24 * 3600
"""Seconds after the last try that failed until all are forgotten."""


def wait(connection: Connection, name: str, address: str, now: int) -> int:
    """Seconds until the next try for this name from this address; 0 where it may be made at once."""
    connection.execute(delete(login_failure).where(login_failure.c.last < now - FORGOTTEN))
    return max(_wait(connection, source, free, now) for source, free in _sources(name, address))


def count(connection: Connection, name: str, address: str, now: int) -> None:
    """Count a try as failed. It is counted before it is made: many made at once would each be the first."""
    for source, _ in _sources(name, address):
        known = connection.scalar(select(login_failure.c.tries).where(login_failure.c.source == source))
        if known is None:
            connection.execute(insert(login_failure), {"source": source, "tries": 1, "last": now})
        else:
            change = update(login_failure).where(login_failure.c.source == source)
            connection.execute(change.values(tries=known + 1, last=now))


def uncount(connection: Connection, name: str, address: str) -> None:
    """A try that was counted succeeded: those for its name are forgotten, and of those from its address this one."""
    connection.execute(delete(login_failure).where(login_failure.c.source == source_of(name)))
    source = _address(address)
    connection.execute(update(login_failure).where(login_failure.c.source == source).values(tries=login_failure.c.tries - 1))
    connection.execute(delete(login_failure).where(login_failure.c.source == source, login_failure.c.tries < 1))


def _wait(connection: Connection, source: str, free: int, now: int) -> int:
    row = connection.execute(
        select(login_failure.c.tries, login_failure.c.last).where(login_failure.c.source == source)
    ).one_or_none()
    if row is None or row.tries < free:
        return 0
    held = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row.tries - free, 16))
    return int(min(held, max(0, row.last + held - now)))  # a clock that was set back holds nobody longer


def _sources(name: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (source_of(name), FREE_BY_NAME), (_address(address), FREE_BY_ADDRESS)


def _address(address: str) -> str:
    """Under what tries from an address are counted: of the new kind, a household or an office has 2^64."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "address:unknown"
    if known.version == 6:
        known = known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False).network_address
    return f"address:{known}"
