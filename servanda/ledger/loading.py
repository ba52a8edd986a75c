"""What was kept comes back as it was, or it is said that it does not: a version of a record, its entries and its problems."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from servanda.errors import NotALedgerError, OutwardError
from servanda.ledger import policy, ruled, rulings, store
from servanda.ledger.opened import Opened
from servanda.ledger.packing import digest_of, entry_out, problem_out
from servanda.ledger.store import Found
from servanda.ledger.summaries import Summary, summary_of
from servanda.model import Block, Reading, Record, Standing
from servanda.outward.blocks import blocks_in
from servanda.outward.incoming import entry_from_dict, problem_from_dict, record_from_dict


class Loading(Opened):
    """What is loaded of a version, once it is known which is meant. Nothing is held open between two pages of entries."""

    @contextmanager
    def _whole(self, row: Found) -> Iterator[None]:
        """What does not come back as it was kept is the ledger's damage, not its caller's."""
        try:
            yield
        except (OutwardError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as fault:
            name = f"record {row.sha256[:16]}"
            raise NotALedgerError(
                f"{name} does not come back whole: {fault}", place=self._place, remedy="restore the ledger from a copy"
            ) from fault

    def _summary(self, row: Found) -> Summary:
        with self._whole(row):
            return summary_of(row)

    def _reading(self, row: Found) -> Reading:
        with self.reads() as connection, self._whole(row):
            blocks = store.blocks_of(connection, row.id)
            content = store.content_of(connection, row.record_id)
            record = record_of(connection, row, content=content, blocks=blocks_in(blocks))
        entries = list(chain.from_iterable(self._entry_pages(row)))
        problems = list(chain.from_iterable(self._problem_pages(row)))
        with self._whole(row):
            pairs = ((found.id, found.attributes) for found in entries)
            if digest_of(row.facts, blocks, pairs, (found.attributes for found in problems)) != row.digest:
                raise OutwardError("its reading is not what its SHA-256 says")
            return Reading(
                record=record,
                entries=tuple(entry_from_dict(entry_out(found, record, row.reader), record) for found in entries),
                problems=tuple(problem_from_dict(problem_out(found, record, row.reader), record) for found in problems),
                reader=row.reader,
            )

    def _standings(self, connection: Connection, number: int, until: str | None = None) -> dict[str, Standing]:
        """How the entries of a reading stand that somebody ruled upon."""
        upon = rulings.standing(rulings.on_reading(connection, number, until=until))
        return ruled.standings(upon, policy.in_force(connection, until=until)) if upon else {}

    def _ruled(self, row: Found, until: str | None = None) -> Reading:
        with self.reads() as connection:
            upon = self._standings(connection, row.id, until)
        return ruled.as_ruled(self._reading(row), upon)

    def _entries(self, row: Found, record: Record, kind: str | None = None) -> Iterator[dict[str, Any]]:
        with self.reads() as connection:
            upon = self._standings(connection, row.id)
        if upon:
            yield from ruled.told_as_ruled(self._reading(row), upon, kind)
            return
        for page in self._entry_pages(row, kind):
            with self._whole(row):
                values = [entry_out(found, record, row.reader) for found in page]
            yield from values

    def _problems(self, row: Found, record: Record) -> Iterator[dict[str, Any]]:
        for page in self._problem_pages(row):
            with self._whole(row):
                values = [problem_out(found, record, row.reader) for found in page]
            yield from values

    def _entry_pages(self, row: Found, kind: str | None = None) -> Iterator[Sequence[Found]]:
        return self._pages(lambda connection, after: store.entry_rows(connection, row.id, kind=kind, after=after))

    def _problem_pages(self, row: Found) -> Iterator[Sequence[Found]]:
        return self._pages(lambda connection, after: store.problem_rows(connection, row.id, after=after))

    def _pages(self, page: Callable[[Connection, int], Sequence[Found]]) -> Iterator[Sequence[Found]]:
        after = -1
        while True:
            with self.reads() as connection:
                rows = page(connection, after)
            yield rows
            if len(rows) < store.CHUNK:
                return
            after = rows[-1].ordinal


def record_of(connection: Connection, row: Found, *, content: bytes | None = None, blocks: tuple[Block, ...] = ()) -> Record:
    """A version's record, its hashes checked."""
    facts = {**json.loads(row.facts), "source": json.loads(row.source)}
    return record_from_dict(facts, text=store.text_of(connection, row.text_id), content=content, blocks=blocks)
