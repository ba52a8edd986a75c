"""Which entry an id calls, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, select

from servanda.ledger.schema import document, document_version, entry, entry_version, text
from servanda.ledger.shelves import seen
from servanda.ledger.store import IS_LAST, Found

_KEYS: WeakKeyDictionary[Engine, dict[str, int]] = WeakKeyDictionary()
"""Where entries that were asked for stand among all, by their whole ids: who looks at one asks for it again and again."""
_MOST_KEYS = 10_000


def entry_places(connection: Connection, prefix: str) -> Sequence[Found]:
    """Where the entries stand whose ids begin so, among the readings that documents say now: id, reading and ordinal."""
    begins = (entry.c.id >= prefix, entry.c.id < prefix + "g")
    known = _KEYS.setdefault(connection.engine, {})
    keys: Sequence[int] = [known[prefix]] if prefix in known else _keys(connection, begins)
    query = (
        select(entry.c.id, entry.c.key, entry.c.kind, entry_version.c.reading_id, entry_version.c.ordinal)
        .join_from(entry_version, entry)
        .join(document_version, document_version.c.reading_id == entry_version.c.reading_id)
        .join(document, document_version.c.document_id == document.c.id)
        .where(entry.c.key.in_(keys), *begins, IS_LAST, seen(connection))
        .distinct()
        .order_by(entry_version.c.reading_id, entry_version.c.ordinal)
    )
    found = connection.execute(query).all()
    remember_keys(connection, {one.id: one.key for one in found})
    return found


def remember_keys(connection: Connection, keys: Mapping[str, int]) -> None:
    """Entries that are shown will be asked for: where they stand among all, by their whole ids, is found without looking."""
    known = _KEYS.setdefault(connection.engine, {})
    if len(known) > _MOST_KEYS:
        known.clear()
    known.update(keys)


def _keys(connection: Connection, begins: Sequence[ColumnElement[bool]]) -> Sequence[int]:
    every = select(text.c.id)  # no text is left out: ids are found in the index of each text's entries
    return connection.scalars(select(entry.c.key).where(entry.c.text_id.in_(every), *begins)).all()
