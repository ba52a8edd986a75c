"""Chains: rows that are added and never changed, each with the hash of the one before, so that tampering shows.

What people decide of matters, what they rule upon entries and what is done to accounts is kept so. Undoing is a row of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, Table, insert, select

from servanda.ledger.schema import metadata


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...


Links: TypeAlias = list[tuple[Table, str]]
"""Rows of chains: the table of each, and its hash."""

_ADDED = "links"

Act = TypeVar("Act", bound=_Numbered)


def add_link(connection: Connection, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Add a row to a chain, which numbers it. Gives the row without its hash."""
    last = connection.execute(select(table.c.id, table.c.hash).order_by(table.c.id.desc()).limit(1)).first()
    row = {"id": last.id + 1 if last else 1, **values, "previous": last.hash if last else ""}
    added = _hash(row)
    connection.execute(insert(table), {**row, "hash": added})
    if _ADDED in connection.info:
        connection.info[_ADDED].append((table, added))
    return row


def links_of(connection: Connection) -> Links:
    """What a transaction that has just begun adds to chains: a list that grows with it."""
    links: Links = []
    connection.info[_ADDED] = links
    return links


def holds(connection: Connection, links: Links) -> bool:
    """Whether these rows are in their chains."""
    return all(connection.scalar(select(table.c.id).where(table.c.hash == added)) for table, added in links)


def chains() -> list[Table]:
    """The tables whose rows are links."""
    return [table for table in metadata.sorted_tables if {"previous", "hash"} <= set(table.c.keys())]


def broken_links(connection: Connection) -> list[tuple[Table, int]]:
    """The chains that do not hold, each with its first broken link."""
    found = ((table, broken_link(connection, table)) for table in chains())
    return [(table, number) for table, number in found if number is not None]


def broken_link(connection: Connection, table: Table) -> int | None:
    """Number of the first row whose hash is not what it and the one before say; None where the chain holds."""
    previous = ""
    for row in connection.execute(select(table).order_by(table.c.id)):
        values = dict(row._mapping)
        kept = values.pop("hash")
        if values["previous"] != previous or _hash(values) != kept:
            return int(row.id)
        previous = kept
    return None


def holding(acts: Iterable[Act], undoes: Callable[[Act], int | None]) -> list[Act]:
    """The acts that hold, in their order: not the undone ones, and no undoing."""
    undone: set[int] = set()
    kept: list[Act] = []
    for one in sorted(acts, key=lambda one: one.number, reverse=True):
        if one.number in undone:
            continue
        target = undoes(one)
        if target is None:
            kept.append(one)
        else:
            undone.add(target)
    return kept[::-1]


def up_to(day: str | None, when: str | None) -> bool:
    """Whether what was done at a time (ISO 8601; None where that is not known) was done by a day; None asks for any."""
    return day is None or when is None or when[:10] <= day


def _hash(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(row), sort_keys=True).encode("ascii")).hexdigest()
