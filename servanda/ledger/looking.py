"""Whether readings hold: their digests, the places of their entries, and the words under which they are searched.

An entry's text is cut from its record's text, and its id follows from that text and its spans. So it is enough that the text is
what its SHA-256 says and the id what kind, text and spans make: then the entry stands on the words it stood on when it was
kept. A reading's digest covers all else that it says.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from servanda.errors import LedgerError, OutwardError
from servanda.ledger import integrity, store
from servanda.ledger.packing import digest_of, entry_out, problem_out
from servanda.ledger.passages import Stretch, words_to_index
from servanda.ledger.schema import entry, entry_version, passage, problem, reading, record, text
from servanda.ledger.store import Found
from servanda.model import Record, digest
from servanda.outward.blocks import blocks_in
from servanda.outward.incoming import entry_from_dict, problem_from_dict, record_from_dict

RESTORE = "restore the ledger from a backup; whatever is whole can still be exported"
MAKE_ANEW = "`servanda vacuum --notes` throws away what was made by comparing; the next comparing makes it anew"

_GROUND = {"commitment": "action", "progress": "matter", "position": "matter", "topic": "matter", "forecast": "content"}
"""Kinds of entries that are told apart, on one stretch, by where such an attribute of theirs stands."""
_TOLD = 3
"""Entries of one reading that are told one by one where they do not hold."""

DAMAGE = (OutwardError, ValueError, KeyError, TypeError, AttributeError, zlib.error, LedgerError)
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


@dataclass(slots=True)
class Looked:
    """What was looked at of some readings, and what does not hold."""

    readings: int = 0
    entries: int = 0
    problems: int = 0
    passages: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: Looked) -> None:
        """What was seen of other readings."""
        self.readings += other.readings
        self.entries += other.entries
        self.problems += other.problems
        self.passages += other.passages
        self.faults += other.faults


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


def numbers_of(connection: Connection) -> Sequence[int]:
    """The readings that there are."""
    return connection.scalars(select(reading.c.id).order_by(reading.c.id)).all()


def look_at(connection: Connection, numbers: Iterable[int]) -> Looked:
    """Look at these readings."""
    found = Looked()
    words = integrity.Words() if connection.dialect.name == "sqlite" else None
    try:
        for number in numbers:
            row = connection.execute(_READINGS.where(reading.c.id == number)).first()
            if row is not None:  # one whose record or text is gone is a loose row, and told as such
                found.faults += _of_reading(connection, row, found, words)
            found.readings += 1
    finally:
        if words:
            words.close()
    return found


def _of_reading(connection: Connection, row: Found, found: Looked, words: integrity.Words | None) -> Iterator[Fault]:
    place = f"reading {row.id} of record-{row.sha256[:16]}"
    try:
        entries = connection.execute(_ENTRIES.where(entry_version.c.reading_id == row.id)).all()
        problems = connection.execute(_PROBLEMS.where(problem.c.reading_id == row.id)).all()
        found.entries += len(entries)
        found.problems += len(problems)
        whole = store.text_of(connection, row.text_id)
        blocks = store.blocks_of(connection, row.id)
        yield from (Fault(place, what, RESTORE) for what in _of_contents(row, whole, blocks, entries, problems))
        if words is not None:
            yield from _of_passages(connection, row, whole, found, words)
    except DAMAGE as fault:
        yield Fault(place, f"it does not come back: {fault}", RESTORE)


def _of_contents(row: Found, whole: str, blocks: str, entries: Sequence[Found], problems: Sequence[Found]) -> Iterator[str]:
    """What does not hold of a reading itself: its digest, its sums, the places of its entries."""
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
    kept = record_from_dict({**facts, "source": None}, text=whole, blocks=blocks_in(blocks))
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
    except DAMAGE:
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


def _of_passages(connection: Connection, row: Found, whole: str, found: Looked, words: integrity.Words) -> Iterator[Fault]:
    rows = connection.execute(select(passage).where(passage.c.reading_id == row.id).order_by(passage.c.id)).all()
    found.passages += len(rows)
    stretches = [_stretch(one) for one in rows]
    indexed = list(words_to_index(whole, [one.id for one in rows], stretches))
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
