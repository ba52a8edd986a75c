"""Whose private records are meant, and in whose name is ruled, where nobody logs in."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.ledger import Ledger

NAME_VARIABLE = "SERVANDA_NAME"
"""Names whoever works here; without it, the name of the account that runs this does."""


def own_name() -> str | None:
    """The name of whoever works here; None where it is not known."""
    named = os.environ.get(NAME_VARIABLE, "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def owner() -> str:
    """The same, where somebody must be known. Raises `UsageError` where nobody is."""
    name = own_name()
    if name is None:
        raise UsageError("private records are somebody's, and nobody is known here", remedy=f"set {NAME_VARIABLE} to your name")
    return name


@contextmanager
def shelf(ledger_url: str, private_to: str | None) -> Iterator[Ledger]:
    """The ledger that is there, as everyone sees it, or with somebody's private records in place of everyone's."""
    from servanda import work

    with work.open_ledger(ledger_url, create=False) as ledger:
        yield ledger if private_to is None else ledger.notes_of(private_to)
