"""The ledger as its callers see it: append a reading, list records, read them back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Self, Unpack

from sqlalchemy import Connection

from servanda.errors import NotFoundError, UsageError
from servanda.ledger import adding, called, moving, policy, review, ruled, rulings, shelves, store, versions
from servanda.ledger.loading import Loading, record_of
from servanda.ledger.opening import opened
from servanda.ledger.packing import entry_out, pack_reading
from servanda.ledger.resuming import Said, said_at
from servanda.ledger.store import Found
from servanda.ledger.stores import again, store_at
from servanda.ledger.summaries import Appended, Summary
from servanda.model import Decision, EntryRuling, Listed, Reading, Record, SecondReader
from servanda.outward import record_to_dict

_ENTRY = re.compile(r"[a-z]+-[0-9a-f]{4,16}")
_HEX = re.compile(r"(?:record-)?([0-9a-f]{4,64})")


class Ledger(Loading):
    """An open ledger. Use it in a `with` statement, or close it.

    A record is named by `ref`: the beginning of its id or of its SHA-256 (four digits at least), its path or address, or its
    file name. Iterators read on as they are asked, and hold nothing open in between. Every method raises `LedgerError` where
    the ledger cannot serve.
    """

    @property
    def owner(self) -> str | None:
        """Whose private records it shows; None where it shows everyone's."""
        owner: str | None = self._engine.get_execution_options().get(shelves.OWNER)
        return owner

    def notes_of(self, owner: str) -> Self:
        """The same ledger with somebody's private records in place of everyone's: what is kept through it is his alone.

        It is closed with the ledger it was asked of. Nothing private is compared with anything.
        """
        if not owner.strip():
            raise UsageError("private records are somebody's", remedy="say whose")
        return type(self)(self._engine.execution_options(**{shelves.OWNER: owner}), self._store)

    def publish(self, ref: str, *, at: str | None = None) -> Summary:
        """Make a private record everyone's, with its earlier versions; asked of its owner's `notes_of`.

        What was ruled upon it in private stays private. Raises `UsageError` where everyone has another record of that name.
        """
        if self.owner is None:
            raise UsageError(f"{ref} is everyone's, or not yours", remedy="only its owner can make a private record everyone's")
        with self.writes() as connection:
            row = self._row(connection, ref)
            moving.publish(connection, row.sha256, at=at)
        return self._summary(row)

    def published_by(self, owner: str) -> list[Summary]:
        """Those of everyone's records that were somebody's private ones."""
        with self.reads() as connection:
            own = shelves.published(connection, owner)
            return [self._summary(row) for row in store.versions(connection) if row.address in own] if own else []

    @classmethod
    def open(cls, url: str | PathLike[str], *, create: bool = True, wait: float = 5.0) -> Self:
        """Open the ledger at a path, a `sqlite:///` or a `postgresql://` address, made if it is not there.

        `create=False` raises `NotFoundError` instead of making one. `wait` is how many seconds to wait for another process.
        """
        kept_in = store_at(url)
        return cls(again(kept_in, lambda: opened(kept_in, create=create, wait=wait)), kept_in)

    def append(
        self,
        reading: Reading,
        *,
        document: str | None = None,
        options: Mapping[str, str | None] | None = None,
        read_at: str | None = None,
        by: str | None = None,
    ) -> Appended:
        """Keep a reading, whole or not at all.

        `document` is the address whose next version this is; where none is given, the record's source. `options` are noted as
        what the caller asked for, `read_at` (ISO 8601) as the time. What the ledger says already changes nothing.

        `by` is who reads it: what he keeps as a private record stays one when it is read again. Raises `UsageError` where a
        record is to be private that is everyone's.
        """
        address = _address(document, reading.record)
        if by is not None and self.owner is None and self._keeps(by, address):
            return self.notes_of(by).append(reading, document=document, options=options, read_at=read_at)
        packed = pack_reading(reading)
        noted = json.dumps({name: value for name, value in sorted((options or {}).items()) if value is not None})

        def keep(connection: Connection) -> bool:
            if self.owner is not None:
                shelves.check_not_everyones(connection, reading.record.origin.record)
            there = adding.there(connection, address, reading.record, packed.digest)
            if there.reading is not None and there.reading == there.current:
                return False
            record_id, number = there.record, there.reading
            if record_id is None:
                record_id = adding.add_record(connection, reading.record)
            if number is None:
                number = adding.add_reading(connection, reading, packed, record_id=record_id, text_id=there.text, options=noted)
            document_id = adding.add_document(connection, address) if there.document is None else there.document
            adding.add_version(connection, document_id, number, source=reading.record.source, read_at=read_at)
            return True

        new = self.kept(keep)
        hash_ = reading.record.origin.record
        return Appended(new, hash_, len(reading.entries), len(reading.problems), private=self.owner is not None)

    def _keeps(self, owner: str, address: str) -> bool:
        with self.reads() as connection:
            return shelves.keeps(connection, owner, address)

    def replace(self, earlier: str, later: str, *, why: str | None = None, decided_at: str | None = None) -> Decision | None:
        """Say that the record `later` is a later version of the record `earlier`, which documents do not say from now on.

        It is a decision, and can be undone by one; None where that was said before. Raises `NotFoundError` where one of the two
        is not there, `UsageError` where the earlier one is itself a later version of the other, or they are private.
        """
        if self.owner is not None:
            raise UsageError("what replaces what is decided for everyone, and this is private", remedy="publish it first")

        def keep(connection: Connection) -> Decision | None:
            hashes = [self._row(connection, ref).sha256 for ref in (earlier, later)]
            return versions.replace(connection, *hashes, why=why, decided_at=decided_at)

        return self.kept(keep)

    def rule(self, entry: str, verdict: str, **said: Unpack[review.Said]) -> EntryRuling:
        """Rule upon an entry: see `review.rule`."""
        return self.again(lambda: review.rule(self, entry, verdict, **said))

    def undo_ruling(self, number: int, **signed: Unpack[review.Signed]) -> list[EntryRuling]:
        """A ruling holds no more: see `review.undo`."""
        return self.again(lambda: review.undo(self, number, **signed))

    def second_reader(
        self,
        kinds: Sequence[str],
        *,
        share: float = 1.0,
        below: float | None = None,
        above: float | None = None,
        **signed: Unpack[review.Signed],
    ) -> Decision:
        """Settle entries of these kinds only when two people ruled the same: see `policy.decide`, and `model.SecondReader`.

        It is a decision, and can be undone by one; `share=0` asks for no second reader any more.
        """
        with self.writes() as connection:
            return policy.decide(
                connection,
                kinds,
                share=share,
                below=below,
                above=above,
                why=signed.get("why"),
                decided_at=signed.get("at"),
                owner=signed.get("by"),
            )

    def policy(self) -> tuple[SecondReader, ...]:
        """Which entries need a second reader."""
        with self.reads() as connection:
            return policy.in_force(connection)

    def rulings(self, entry: str | None = None, *, until: str | None = None) -> list[EntryRuling]:
        """Every ruling, or those upon one entry, in their order, with what was undone and the undoing."""
        with self.reads() as connection:
            keys = None if entry is None else [self.place_of(entry).key]
            return rulings.rulings(connection, keys=keys, until=until)

    def records(self, *, superseded: bool = False) -> list[Summary]:
        """The records, in the order in which they came; `superseded` adds those that a later version replaced."""
        with self.reads() as connection:
            return [self._summary(row) for row in store.versions(connection, superseded=superseded)]

    def newest(self, count: int) -> tuple[int, list[Summary]]:
        """How many records there are, and those that were read last, the latest first; of equals the latest by day."""
        with self.reads() as connection:
            total, rows = store.newest(connection, count)
        return total, [self._summary(row) for row in rows]

    def latest(self, start: int, count: int) -> Listed[Summary]:
        """So many records behind so many others, by the day they are filed under, the latest first."""
        with self.reads() as connection:
            total, rows = store.latest(connection, start, count)
        return Listed(tuple(self._summary(row) for row in rows), total)

    def record(self, ref: str) -> Summary:
        """The record meant. Raises `NotFoundError` where there is none, or more than one."""
        with self.reads() as connection:
            return self._summary(self._row(connection, ref))

    def said_at(self, source: str) -> Said | None:
        """What the document at a path or an address says now, and how it was read; None where there is none."""
        with self.reads() as connection:
            return said_at(connection, _absolute(source))

    def reading(self, ref: str) -> Reading:
        """A record's current reading, as it was appended: its hash, every span and every id are checked."""
        with self.reads() as connection:
            row = self._row(connection, ref)
        return self._reading(row)

    def numbered(self, number: int) -> tuple[Summary, Reading] | None:
        """A record and its current reading as it was ruled upon, by its number; None where no document says it any more.

        However many records there are, this costs no more, while names have to be looked for among all.
        """
        with self.reads() as connection:
            row = store.version_of(connection, number)
        return (self._summary(row), self._ruled(row)) if row else None

    def ruled(self, ref: str, *, until: str | None = None) -> Reading:
        """A record's current reading with what people ruled of its entries, up to a day, laid over it: see `ruled.as_ruled`."""
        with self.reads() as connection:
            row = self._row(connection, ref)
        return self._ruled(row, until)

    def entries(self, kind: str | None = None, record: str | None = None) -> Iterator[dict[str, Any]]:
        """Entries of the current readings in the outward form, of one kind and of one record if so asked.

        What was ruled of an entry is laid over it, and stands beside it as its `ruling`; rejected ones are among them.
        """
        for row, kept in self._kept(record):
            yield from self._entries(row, kept, kind)

    def entry(self, ref: str) -> tuple[Summary, dict[str, Any]]:
        """An entry of a current reading in the outward form, and its record. `ref` is the beginning of its id.

        Raises `NotFoundError` where no entry or more than one is called so.
        """
        place = self.place_of(ref)
        with self.reads() as connection:
            row = store.version_of(connection, place.reading_id)
        assert row is not None  # noqa: S101 - `place_of` looks among the readings that documents say now
        with self.reads() as connection, self._whole(row):
            record = record_of(connection, row)
            kept = store.entry_rows(connection, row.id, kind=None, after=place.ordinal - 1)[0]
            upon = self._standings(connection, row.id)
        if not upon:
            return self._summary(row), entry_out(kept, record, row.reader)
        return self._summary(row), next(one for one in self._entries(row, record, kept.kind) if one["id"] == kept.id)

    def place_of(self, ref: str) -> Found:
        """Where an entry stands among the current readings: its `id`, `kind`, `reading_id` and `ordinal` there.

        Raises `NotFoundError` where no entry or more than one is called so, `UsageError` where it is no entry's id.
        """
        if not _ENTRY.fullmatch(ref):
            raise UsageError(f"{ref!r} is no entry's id", remedy="it looks like commitment-3f2a91…; --json shows them")
        with self.reads() as connection:
            found = {place.id: place for place in called.entry_places(connection, ref)}
        if len(found) != 1:
            some = f": {', '.join(list(found)[:3])}" if found else ""
            count = f"{len(found)} entries are" if found else "no entry is"
            raise NotFoundError(f"{count} called {ref}{some}", place=self._place, remedy="give more of its id")
        return found.popitem()[1]

    def check_ruling(self, connection: Connection, number: int, seen: Found, upon: EntryRuling) -> None:
        """Raises `UsageError` where a correction makes an entry that does not hold together."""
        row = store.version_of(connection, number)
        assert row is not None  # noqa: S101 - the caller found the entry in it
        record = record_of(connection, row)
        kept = store.entry_rows(connection, number, kind=None, after=seen.ordinal - 1)[0]
        ruled.corrected_entry(entry_out(kept, record, row.reader), upon, record)

    def problems(self, record: str | None = None) -> Iterator[dict[str, Any]]:
        """Problems of the current readings in the outward form."""
        for row, kept in self._kept(record):
            yield from self._problems(row, kept)

    def export(self, record: str | None = None, *, text: bool = True) -> Iterator[dict[str, Any]]:
        """Records, entries and problems in the outward form, record by record: what `Reading.to_dicts` gave."""
        for row, kept in self._kept(record):
            yield record_to_dict(kept, text=text, reader=row.reader)
            yield from self._entries(row, kept)
            yield from self._problems(row, kept)

    def _row(self, connection: Connection, ref: str) -> Found:
        """The version meant by a reference."""
        how_to_see = f"`servanda list{' --private' if self.owner is not None else ''}` shows them"
        if not ref:
            raise UsageError("a record needs a name", remedy=how_to_see)
        rows = store.versions_at(connection, _absolute(ref)) or store.versions_at(connection, ref)
        prefix = _HEX.fullmatch(ref)
        if not rows and prefix:
            rows = store.versions(connection, superseded=True, prefix=prefix.group(1))
        found = {row.record_id: row for row in sorted(rows, key=lambda row: int(row.version))}
        if len(found) == 1:
            return found.popitem()[1]
        if not found:
            raise NotFoundError(f"no record is called {ref}", place=self._place, remedy=how_to_see)
        some = ", ".join(f"record-{row.sha256[:16]}" for row in list(found.values())[:3])
        raise NotFoundError(f"{len(found)} records are called {ref}", place=self._place, remedy=f"say which: {some}")

    def _kept(self, ref: str | None) -> Iterator[tuple[Found, Record]]:
        """The versions meant, one record after the other, each with its text."""
        with self.reads() as connection:
            rows: Sequence[Found] = store.versions(connection) if ref is None else [self._row(connection, ref)]
        for row in rows:
            with self.reads() as connection, self._whole(row):
                kept = record_of(connection, row)
            yield row, kept


def _address(document: str | None, record: Record) -> str:
    """Where a record's document is: its own address, an absolute path, or, where it came from nowhere, its hash."""
    given = document or record.source
    return _absolute(given) if given and given != "-" else f"sha256:{record.origin.record}"


def _absolute(given: str) -> str:
    """An address as it is, a path from the file system's root: a document is the same wherever one stands."""
    return (
        given
        if "://" in given and not shelves.looks_private(given)
        else Path(os.path.normpath(Path(given).absolute())).as_posix()
    )
