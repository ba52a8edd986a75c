"""What the ledger's documents and readings say. Each function is given a connection, in a transaction of its caller's."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from servanda.ledger.packing import inflate, storable
from servanda.ledger.remembering import remembered
from servanda.ledger.schema import document, document_version, entry, entry_version, problem, reading, record, text
from servanda.ledger.shelves import address_on, owner_of, seen
from servanda.ledger.versions import replaced

if TYPE_CHECKING:
    from sqlalchemy import Row

Found: TypeAlias = "Row[*tuple[Any, ...]]"
"""A row that a query gave."""

CHUNK = 2000
"""Rows written or read at a time."""


def current_reading(connection: Connection, document_id: int) -> int | None:
    """The number of the reading that a document's last version is."""
    newest = document_version.c.id.desc()
    query = select(document_version.c.reading_id).where(document_version.c.document_id == document_id).order_by(newest).limit(1)
    return connection.scalar(query)


_VERSIONS = (
    select(
        document_version.c.id.label("version"),
        document_version.c.source,
        document_version.c.read_at,
        document.c.address,
        reading.c.id,
        reading.c.record_id,
        reading.c.text_id,
        reading.c.digest,
        reading.c.reader,
        reading.c.facts,
        reading.c.counts,
        reading.c.problems,
        record.c.sha256,
    )
    .join_from(document_version, document)
    .join(reading, document_version.c.reading_id == reading.c.id)
    .join(record, reading.c.record_id == record.c.id)
)


_NOW = select(func.max(document_version.c.id)).group_by(document_version.c.document_id)
"""What every document says now."""

_LATER = document_version.alias("later")
IS_LAST = (
    ~select(_LATER.c.id)
    .where(_LATER.c.document_id == document_version.c.document_id, _LATER.c.id > document_version.c.id)
    .exists()
)
"""The same, asked of a few versions."""

_EVER = (
    select(func.max(document_version.c.id))
    .join(reading, document_version.c.reading_id == reading.c.id)
    .join(document, document_version.c.document_id == document.c.id)
    .group_by(reading.c.record_id)
)
"""The last time that any document was each record."""


def versions(connection: Connection, *, superseded: bool = False, prefix: str = "") -> list[Found]:
    """One row for each record, in the order in which they came: its last version among what documents say now.

    Records that a person said another replaces are left out. `superseded` adds them, and those that no document is any more,
    each by its last version; `prefix` keeps to those whose SHA-256 begins so.
    """
    if prefix:
        few = select(record.c.id).where(record.c.sha256 >= prefix, record.c.sha256 < prefix + "g")
        asked = _VERSIONS.where(reading.c.record_id.in_(few), seen(connection))
        now = connection.execute(asked.where(IS_LAST).order_by(document_version.c.id)).all()
    else:
        asked = _VERSIONS.where(seen(connection))
        now = connection.execute(asked.where(document_version.c.id.in_(_NOW)).order_by(document_version.c.id)).all()
    gone = {} if superseded else replaced(connection)
    found = {row.record_id: row for row in now if row.sha256 not in gone}
    if superseded:
        ever = asked if prefix else asked.where(document_version.c.id.in_(_EVER.where(seen(connection))))
        for row in connection.execute(ever.order_by(document_version.c.id.desc())):
            found.setdefault(row.record_id, row)
    return sorted(found.values(), key=lambda row: int(row.record_id))


_VERSION_OF = (
    _VERSIONS.where(document_version.c.reading_id == bindparam("number"), IS_LAST)
    .order_by(document_version.c.id.desc())
    .limit(1)
)


@lru_cache(maxsize=16_384)
def day_and_language(facts: str) -> tuple[str | None, str | None]:
    """The day that a reading's record is filed under, and its language, as its facts tell them; a reading never changes."""
    told = json.loads(facts)
    return told["event_date"] or told["published"] or told["reference_date"], told["language"]


def newest(connection: Connection, count: int) -> tuple[int, list[Found]]:
    """How many rows `versions` gives, and so many of them: those read last, the latest first; of equals by day, then hash."""
    read_last = (document_version.c.read_at.desc().nulls_last(), *_BY_DAY)
    return _part(connection, "newest", read_last, 0, count)


def latest(connection: Connection, start: int, count: int) -> tuple[int, list[Found]]:
    """How many rows `versions` gives, and so many of them behind so many others: by day, the latest first, then by hash."""
    return _part(connection, "latest", _BY_DAY, start, count)


_BY_DAY = (reading.c.day.desc().nulls_last(), record.c.sha256.desc())


def _part(
    connection: Connection, name: str, order: Sequence[ColumnElement[Any]], start: int, count: int
) -> tuple[int, list[Found]]:
    """A part of what `versions` gives; the numbers of all are put in order, and the part alone is loaded."""

    def numbers() -> Sequence[int]:
        query = _now(connection, document_version.c.id)
        gone = sorted(replaced(connection))
        if gone:
            query = query.where(record.c.sha256.not_in(gone))
        return connection.scalars(query.order_by(*order)).all()

    every: Sequence[int] = remembered(connection, name, numbers)
    some = every[start : start + count]
    rows = {row.version: row for row in connection.execute(_VERSIONS.where(document_version.c.id.in_(some)))}
    return len(every), [rows[number] for number in some]


def _now(connection: Connection, *columns: ColumnElement[Any]) -> Select[Any]:
    """These columns of the version by which each record is among what documents say now, replaced ones too."""
    now = (
        select(func.max(document_version.c.id).label("version"))
        .join_from(document_version, reading)
        .join(document, document_version.c.document_id == document.c.id)
        .where(document_version.c.id.in_(_NOW), seen(connection))
        .group_by(reading.c.record_id)
        .subquery()
    )
    return (
        select(*columns)
        .join_from(now, document_version, document_version.c.id == now.c.version)
        .join(reading, document_version.c.reading_id == reading.c.id)
        .join(record, reading.c.record_id == record.c.id)
    )


def current_counts(connection: Connection) -> Mapping[str, int]:
    """How many entries of each kind there are in the readings that `versions` would give."""
    counts: Mapping[str, int] = remembered(connection, "counts", lambda: _counted(connection))
    return counts


def _counted(connection: Connection) -> Counter[str]:
    gone = replaced(connection)
    rows = connection.execute(_now(connection, reading.c.counts, record.c.sha256)).all()
    totals: Counter[str] = Counter()
    for counts in json.loads(f"[{','.join(row.counts for row in rows if row.sha256 not in gone)}]"):  # at once: much sooner
        for kind, count in counts.items():
            totals[kind] += count
    return totals


def version_of(connection: Connection, number: int) -> Found | None:
    """The last version of any document that says this reading now; None where none does any more."""
    found = connection.execute(_VERSION_OF.where(seen(connection)), {"number": number}).first()
    return None if found is None or found.sha256 in replaced(connection) else found


def current_readings(connection: Connection) -> Sequence[Found]:
    """The readings that `versions` would give, in that order, with no more than their numbers and their records' SHA-256."""
    gone = replaced(connection)
    query = _now(connection, reading.c.id, record.c.sha256).order_by(reading.c.record_id)
    return [row for row in connection.execute(query) if row.sha256 not in gone]


def versions_at(connection: Connection, ref: str) -> list[Found]:
    """What the document at an address says now; where there is none, what those say whose address ends so after a slash."""
    ref = storable(ref)
    address = address_on(owner_of(connection), ref)
    ending = document.c.address.endswith("/" + ref, autoescape=True)  # without regard to case in some databases
    called = select(document.c.id).where((document.c.address == address) | ending, seen(connection))
    rows = connection.execute(_VERSIONS.where(document_version.c.document_id.in_(called), IS_LAST)).all()
    whole = [row for row in rows if row.address == address]
    return whole or [row for row in rows if row.address.endswith("/" + ref)]


def text_of(connection: Connection, text_id: int) -> str:
    """A text, as it was kept. Raises `ValueError` where it does not come back."""
    return texts_of(connection, [text_id])[text_id]


def texts_of(connection: Connection, text_ids: Collection[int]) -> dict[int, str]:
    """A few texts, by their numbers, as they were kept. Raises `ValueError` where one does not come back, or is not there."""
    query = select(text.c.id, text.c.size, text.c.body, record.c.content).join_from(text, record, isouter=True)
    found = {
        row.id: inflate(row.body if row.body is not None else row.content, row.size).decode("utf-8", "surrogatepass")
        for row in connection.execute(query.where(text.c.id.in_(text_ids)))
    }
    if len(found) != len(set(text_ids)):
        raise ValueError("its text is gone")
    return found


def content_of(connection: Connection, record_id: int) -> bytes | None:
    """A record's bytes; None where a text was given. Raises `ValueError` where they do not come back."""
    row = connection.execute(select(record.c.size, record.c.content).where(record.c.id == record_id)).one()
    return None if row.content is None else inflate(row.content, row.size)


def blocks_of(connection: Connection, number: int) -> str:
    """A reading's blocks, as JSON. Raises `zlib.error` or `ValueError` where they do not come back."""
    blocks = connection.execute(select(reading.c.blocks).where(reading.c.id == number)).scalar_one()
    return zlib.decompress(blocks).decode("ascii")


def entry_rows(connection: Connection, number: int, *, kind: str | None, after: int) -> Sequence[Found]:
    """The next rows of a reading's entries, after an ordinal; empty at the end."""
    query = (
        select(entry_version.c.ordinal, entry_version.c.attributes, entry)
        .join_from(entry_version, entry)
        .where(entry_version.c.reading_id == number, entry_version.c.ordinal > after)
        .order_by(entry_version.c.ordinal)
        .limit(CHUNK)
    )
    return connection.execute(query if kind is None else query.where(entry.c.kind == kind)).all()


def version_rows(connection: Connection, sha256: str, kinds: Sequence[str]) -> dict[str, Found]:
    """The entries of these kinds of the texts that readings won from a record, by their ids, as in `called.entry_places`.

    Each is told with its version's `attributes`, and with its `entry_key`.
    """
    texts = select(reading.c.text_id).join(record, reading.c.record_id == record.c.id).where(record.c.sha256 == sha256)
    query = (
        select(entry.c.id, entry_version)
        .join_from(entry_version, entry)
        .join(document_version, document_version.c.reading_id == entry_version.c.reading_id)
        .join(document, document_version.c.document_id == document.c.id)
        .where(entry.c.text_id.in_(texts), entry.c.kind.in_(kinds), IS_LAST, seen(connection))
        .order_by(entry_version.c.reading_id, entry_version.c.ordinal)
    )
    return {row.id: row for row in connection.execute(query)}


def current_ids(connection: Connection, kinds: Sequence[str]) -> Iterator[str]:
    """The ids of all entries of these kinds in the readings that documents say now, each once."""
    current = select(document_version.c.reading_id).join(document).where(document_version.c.id.in_(_NOW), seen(connection))
    query = (
        select(entry.c.id)
        .join_from(entry_version, entry)
        .where(entry.c.kind.in_(kinds), entry_version.c.reading_id.in_(current))
        .distinct()
    )
    yield from connection.scalars(query)


def problem_rows(connection: Connection, number: int, *, after: int) -> Sequence[Found]:
    """The next rows of a reading's problems, after an ordinal; empty at the end."""
    return connection.execute(
        select(problem.c.ordinal, problem.c.code, problem.c.attributes)
        .where(problem.c.reading_id == number, problem.c.ordinal > after)
        .order_by(problem.c.ordinal)
        .limit(CHUNK)
    ).all()
