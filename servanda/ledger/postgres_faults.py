"""What the errors of PostgreSQL mean, by their codes (appendix A of its manual)."""

from __future__ import annotations

from typing import TypeAlias

from servanda.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerLostError,
    NotALedgerError,
    NotFoundError,
)

Fault: TypeAlias = tuple[type[LedgerError], str, str]
"""The kind of error, what is said, and the remedy."""

LOST: Fault = (LedgerLostError, "the database server does not answer", "see that it runs, and try again: what was kept is safe")
_HELD: Fault = (LedgerBusyError, "another process writes to the ledger", "wait until it is done, and try again")
_CROWDED: Fault = (LedgerBusyError, "the database server takes no more connections", "wait a little, and try again")
_REFUSED: Fault = (LedgerError, "the database server refuses this user", "give the right name, and the password in PGPASSWORD")
_FORBIDDEN: Fault = (LedgerFullError, "the ledger may not be written to", "ask for the right to write to the database")
_FULL: Fault = (LedgerFullError, "no space is left for the ledger", "free some on the server's disk")
_NONE: Fault = (NotFoundError, "there is no such database", "`createdb NAME` makes one, on the server")
_DAMAGED: Fault = (NotALedgerError, "the ledger is damaged", "restore the database from a copy")

STARTING = frozenset(("57P01", "57P02", "57P03"))
"""The server stops, has crashed, or is starting."""

FAULTS: dict[str | None, Fault] = {
    **dict.fromkeys(STARTING, LOST),
    "55P03": _HELD,
    "40001": _HELD,
    "40P01": _HELD,
    "57014": _HELD,
    "53300": _CROWDED,
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "42501": _FORBIDDEN,
    "25006": _FORBIDDEN,
    "53100": _FULL,
    "53200": (LedgerFullError, "the database server has no memory left", "give it more, or ask for less at once"),
    "3D000": _NONE,
    "42P01": _DAMAGED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


def code_of(fault: BaseException | None) -> str | None:
    """The five signs by which the server names an error; None where it is not the server's."""
    told = fault.args[0] if fault is not None and fault.args else None
    return told.get("C") if isinstance(told, dict) else None
