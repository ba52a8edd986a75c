"""Whether a ledger holds what it was given: every digest, every entry's place, every chain, and the full text.

An entry's text is cut from its record's text, and its id follows from that text and its spans. So it is enough that the text is
what its SHA-256 says and the id what kind, text and spans make: then the entry stands on the words it stood on when it was
kept. A reading's digest covers all else that it says.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from servanda.errors import LedgerBusyError, LedgerError, LedgerFullError, OutwardError
from servanda.ledger import integrity, store
from servanda.ledger.book import Ledger
from servanda.ledger.chain import broken_link
from servanda.ledger.packing import blocks_in, digest_of, entry_out, problem_out
from servanda.ledger.passages import Stretch, words_to_index
from servanda.ledger.schema import entry, entry_version, metadata, passage, problem, reading, record, text
from servanda.ledger.store import Found
from servanda.model import Record, digest, text_digest
from servanda.outward.incoming import entry_from_dict, problem_from_dict, record_from_dict

Progress = Callable[[int, int], None]
"""Told how many of the readings are verified, and of how many."""

RESTORE = "restore the ledger from a backup; whatever is whole can still be exported"
MAKE_ANEW = "`servanda vacuum --notes` throws away what was made by comparing; the next comparing makes it anew"
ASK = "compare it with a backup: who altered it cannot be told from here"

_GROUND = {"commitment": "action", "progress": "matter", "position": "matter", "topic": "matter", "forecast": "content"}
"""Kinds of entries that are told apart, on one stretch, by where such an attribute of theirs stands."""
_TOLD = 3
"""Entries of one reading that are told one by one where they do not hold."""

_DAMAGE = (OutwardError, ValueError, KeyError, TypeError, AttributeError, zlib.error, LedgerError)
"""What a row raises that does not come back as it was kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold."""

    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """`place: message (remedy)`."""
        return f"{self.place}: {self.message} ({self.remedy})"


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of what people did, as it stands."""

    name: str
    links: int
    head: str
    """Hash of the last: who has noted it elsewhere can tell whether the end was cut off. Empty where there is none."""


@dataclass(slots=True)
class Verified:
    """What was looked at, and what does not hold."""

    records: int = 0
    readings: int = 0
    entries: int = 0
    problems: int = 0
    passages: int = 0
    chains: list[Chain] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """What could not be looked at, and why: no fault, and no word for it either."""


def verified(ledger: Ledger, *, progress: Progress | None = None) -> Verified:
    """Look at everything a ledger holds, whoever may see it, as it stands at one moment. Nothing is changed."""
    found = Verified()
    found.faults += _of_index(ledger, found.left_out)
    with ledger.reads() as connection:
        found.faults += _of_database(connection, ledger.place)
        found.chains = [_chain(connection, table) for table in _chains()]
        found.faults += [fault for table in _chains() for fault in _of_chain(connection, table)]
        found.faults += _of_bytes(connection, found)
        _look_at_readings(connection, found, progress or _silent)
    return found


def _of_index(ledger: Ledger, left_out: list[str]) -> list[Fault]:
    """The full-text index in itself, in a short transaction of its own: nobody else is held up by the rest."""
    try:
        with ledger.writes() as connection:
            told = integrity.index_faults(connection) if connection.dialect.name == "sqlite" else []
    except (LedgerBusyError, LedgerFullError) as fault:
        left_out.append(f"the inner order of the full-text index, for that takes the right to write: {fault.message}")
        return []
    return [Fault(ledger.place, f"the full text is damaged: {what}", MAKE_ANEW) for what in told]


def _of_database(connection: Connection, place: str) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return  # a server watches over its own files
    yield from (Fault(place, f"the file is damaged: {what}", RESTORE) for what in integrity.file_faults(connection))
    yield from (Fault(place, what, RESTORE) for what in integrity.loose_rows(connection))
    loose = integrity.unindexed(connection)
    if loose:
        yield Fault(
            place, f"the full text is out of step: {loose:,} passages without words, or words without passage", MAKE_ANEW
        )


def _chains() -> list[Table]:
    """The tables whose rows are links, each with the hash of the one before."""
    return [table for table in metadata.sorted_tables if {"previous", "hash"} <= set(table.c.keys())]


def _chain(connection: Connection, table: Table) -> Chain:
    links = connection.scalar(select(func.count()).select_from(table)) or 0
    head = connection.scalar(select(table.c.hash).order_by(table.c.id.desc()).limit(1))
    return Chain(table.name, links, head or "")


def _of_chain(connection: Connection, table: Table) -> Iterator[Fault]:
    number = broken_link(connection, table)
    if number is not None:
        told = f"it was altered, or one before it is gone: the chain can be relied on up to {number - 1}"
        yield Fault(f"{table.name.replace('_', ' ')} {number}", told, ASK)


def _of_bytes(connection: Connection, found: Verified) -> Iterator[Fault]:
    """The bytes of records and the texts won from them, against their SHA-256."""
    for row in connection.execute(select(record.c.id, record.c.sha256).order_by(record.c.id)).all():
        found.records += 1
        why = _wrong(row.sha256, lambda row=row: _hash_of_bytes(connection, row.id))  # type: ignore[misc]
        if why:
            yield Fault(f"record-{row.sha256[:16]}", f"its bytes are not what was kept: {why}", RESTORE)
    for row in connection.execute(select(text.c.id, text.c.sha256).order_by(text.c.id)).all():
        why = _wrong(row.sha256, lambda row=row: text_digest(store.text_of(connection, row.id)))  # type: ignore[misc]
        if why:
            yield Fault(f"text {row.sha256[:16]}", f"it is not what was kept: {why}", RESTORE)


def _hash_of_bytes(connection: Connection, number: int) -> str | None:
    """SHA-256 of a record's bytes; None where a text was given, whose own is told apart."""
    content = store.content_of(connection, number)
    return None if content is None else digest(content)


def _wrong(expected: str, made: Callable[[], str | None]) -> str | None:
    try:
        hashed = made()
    except _DAMAGE as fault:
        return str(fault) or type(fault).__name__
    return None if hashed in (None, expected) else "its SHA-256 is another"


_READINGS = (
    select(reading, record.c.sha256, text.c.sha256.label("text_sha256"))
    .join_from(reading, record, reading.c.record_id == record.c.id)
    .join(text, reading.c.text_id == text.c.id)
    .order_by(reading.c.id)
)

_ENTRIES = (
    select(entry_version.c.ordinal, entry_version.c.attributes, entry)
    .join_from(entry_version, entry, entry_version.c.entry_key == entry.c.key)
    .order_by(entry_version.c.ordinal)
)

_PROBLEMS = select(problem.c.ordinal, problem.c.code, problem.c.attributes).order_by(problem.c.ordinal)


def _look_at_readings(connection: Connection, found: Verified, progress: Progress) -> None:
    numbers = connection.scalars(select(reading.c.id).order_by(reading.c.id)).all()
    words = integrity.Words() if connection.dialect.name == "sqlite" else None
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers))
            row = connection.execute(_READINGS.where(reading.c.id == number)).first()
            if row is not None:  # one whose record or text is gone is a loose row, and told as such
                found.faults += _of_reading(connection, row, found, words)
            found.readings += 1
    finally:
        if words:
            words.close()
    progress(len(numbers), len(numbers))


def _of_reading(connection: Connection, row: Found, found: Verified, words: integrity.Words | None) -> Iterator[Fault]:
    place = f"reading {row.id} of record-{row.sha256[:16]}"
    try:
        entries = connection.execute(_ENTRIES.where(entry_version.c.reading_id == row.id)).all()
        problems = connection.execute(_PROBLEMS.where(problem.c.reading_id == row.id)).all()
        found.entries += len(entries)
        found.problems += len(problems)
        yield from (Fault(place, what, RESTORE) for what in _of_contents(connection, row, entries, problems))
        if words is not None:
            yield from _of_passages(connection, row, found, words)
    except _DAMAGE as fault:
        yield Fault(place, f"it does not come back: {fault}", RESTORE)


def _of_contents(connection: Connection, row: Found, entries: Sequence[Found], problems: Sequence[Found]) -> Iterator[str]:
    """What does not hold of a reading itself: its digest, its sums, the places of its entries."""
    blocks = store.blocks_of(connection, row.id)
    pairs = ((one.id, one.attributes) for one in entries)
    if digest_of(row.facts, blocks, pairs, (one.attributes for one in problems)) != row.digest:
        yield "what it says was altered: its SHA-256 is another"
    facts = json.loads(row.facts)
    if (facts["record"], facts["text_sha256"], facts["reader"]) != (row.sha256, row.text_sha256, row.reader):
        yield "its record, its text or its reader is another than it says"
    if sum(json.loads(row.counts).values()) != len(entries) or row.problems != len(problems):
        yield "it has another number of entries or problems than it says"
    stray = [one.id for one in entries if one.text_id != row.text_id]
    if stray:
        yield f"{_some(stray)} {'stands' if len(stray) == 1 else 'stand'} on another text"
    kept = record_from_dict({**facts, "source": None}, text=store.text_of(connection, row.text_id), blocks=blocks_in(blocks))
    unsound = [one.id for one in entries if not _stands(one, kept, row.reader)]
    if unsound:
        yield f"{_some(unsound)} {'does' if len(unsound) == 1 else 'do'} not stand on the words that the id was made of"
    for one in problems:
        problem_from_dict(problem_out(one, kept, row.reader), kept)


def _stands(row: Found, kept: Record, reader: str) -> bool:
    """Whether an entry stands where its id says. The quick way is tried first; what fails it is made whole, and says itself."""
    if row.span_start is not None and 0 <= row.span_start < row.span_end <= len(kept.text):
        seed = f"{row.kind}|{kept.origin.text}|{row.span_start}-{row.span_end}|{_telling(row)}"
        if row.id == f"{row.kind}-{digest(seed.encode('ascii'))[:16]}":
            return True
    try:
        entry_from_dict(entry_out(row, kept, reader), kept)
    except _DAMAGE:
        return False
    return True


def _telling(row: Found) -> str:
    """What tells an entry from others of its kind on its stretch, as its attributes have it: see `Entry.id`."""
    if row.kind in ("figure", "time", "instrument"):
        return ""
    said = json.loads(row.attributes)
    if row.kind == "turn":
        return "publisher" if said["role"] == "publisher" else ""
    places = said["content"] if row.kind == "quotation" else said["grounds"].get(_GROUND[row.kind], ())
    return ",".join(f"{place['start']}-{place['end']}" for place in places)


def _of_passages(connection: Connection, row: Found, found: Verified, words: integrity.Words) -> Iterator[Fault]:
    rows = connection.execute(select(passage).where(passage.c.reading_id == row.id).order_by(passage.c.id)).all()
    found.passages += len(rows)
    stretches = [_stretch(one) for one in rows]
    indexed = list(words_to_index(store.text_of(connection, row.text_id), [one.id for one in rows], stretches))
    loose = list(words.out_of_step(connection, indexed))
    if loose:
        place = f"reading {row.id} of record-{row.sha256[:16]}"
        yield Fault(place, f"the full text is out of step: {len(loose):,} passages have other words", MAKE_ANEW)


def _stretch(row: Found) -> Stretch:
    return Stretch(start=row.span_start, end=row.span_end, speaker=row.speaker, voice=row.voice)


def _some(ids: Iterable[str]) -> str:
    ids = list(ids)
    more = f" and {len(ids) - _TOLD:,} more" if len(ids) > _TOLD else ""
    return f"{', '.join(ids[:_TOLD])}{more}"


def _silent(*_: Any) -> None:
    pass
