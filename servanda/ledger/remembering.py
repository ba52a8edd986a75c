"""What follows from all that came to a ledger, and is often asked for: made once for the same documents and decisions.

Rows are added and never changed; whatever moves a document to another shelf adds a version of it, and what replaces what is
decided. So the last version and the last decision tell whether anything came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from servanda.ledger.schema import decision, document_version
from servanda.ledger.shelves import owner_of

_REMEMBERED: WeakKeyDictionary[Engine, dict[str, tuple[object, Any]]] = WeakKeyDictionary()
"""What was made last, by the ledger and a name, each with what had come."""


def remembered(connection: Connection, name: str, make: Callable[[], Any]) -> Any:
    """What was made before where nothing came since, else what is made now. It is not to be altered.

    In a transaction that writes nothing is remembered: what it sees may never be kept.
    """
    if connection.get_execution_options().get("writes", False):
        return make()
    come = (owner_of(connection), *(connection.scalar(select(func.max(one.c.id))) for one in (document_version, decision)))
    known = _REMEMBERED.setdefault(connection.engine, {})
    if name not in known or known[name][0] != come:
        known[name] = come, make()
    return known[name][1]
