"""EntryRuling upon entries: what a reviewer saw is named, and a ruling upon what is no longer so is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack, cast

from sqlalchemy import Connection

from servanda.errors import StaleError, UsageError
from servanda.ledger import noting, ruled, rulings
from servanda.ledger.store import Found
from servanda.model import EntryRuling
from servanda.standing import shown_first

if TYPE_CHECKING:
    from servanda.ledger.book import Ledger
    from servanda.ledger.summaries import Summary
    from servanda.model import Act

REVIEWED = ("commitment", "progress", "position", "instrument", "quotation", "figure", "forecast", "topic")
"""Kinds of entries that a queue offers, in the order in which it does."""


class Signed(TypedDict, total=False):
    """Who rules (`by`), `why`, and when (`at`, ISO 8601)."""

    why: str | None
    by: str | None
    at: str | None


class Said(Signed, total=False):
    """The rest of a ruling: see `rule`."""

    seen: str | None
    corrected: Mapping[str, Any] | None
    together: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that nobody ruled upon, as a reviewer is shown it."""

    record: Summary
    values: dict[str, Any]
    """Its outward form."""
    version: str
    """What the reviewer sees, to be named with the ruling."""


def rule(ledger: Ledger, ref: str, verdict: str, **said: Unpack[Said]) -> EntryRuling:
    """Rule upon an entry: `accepted`, `rejected`, or `corrected` to what it should have been (`model.CORRECTABLE`).

    A correction of the span is given by `start` and `end`, or by `words`: these very words of the record, where they stand
    nearest to what was read.

    `seen` is the version that the reviewer saw; where the entry is another by now, or was ruled upon since, `StaleError` says
    what is different. Without it, what is there now counts as seen. Raises `UsageError` where a ruling cannot be meant.
    """
    place = ledger.place_of(ref)
    corrected = dict(said.get("corrected") or {})
    if "words" in corrected:
        corrected.update(_placed(ledger, ref, corrected.pop("words")))
    ruled.checked(place.kind, verdict, corrected)
    seen = said.get("seen")
    with ledger.writes() as connection:
        row = rulings.version_row(connection, place.reading_id, place.ordinal)
        before = rulings.standing(rulings.rulings(connection, keys=[row.entry_key]))
        now = _version(row, before)
        if seen is not None and seen != now:
            raise StaleError(_difference(seen, now, before), place=row.id, remedy="look at it again, then rule")
        made = rulings.keep_ruling(
            connection,
            row,
            EntryRuling(
                number=0,
                entry=row.id,
                act=cast("Act", verdict),
                corrected=corrected,
                seen=now,
                why=said.get("why"),
                ruled_at=said.get("at"),
                owner=said.get("by"),
                together=said.get("together"),
            ),
        )
        if corrected:
            ledger.check_ruling(connection, place.reading_id, row, made)
        noting.mark_outdated(connection, row.entry_key)
    return made


def undo(ledger: Ledger, number: int, **signed: Unpack[Signed]) -> list[EntryRuling]:
    """A ruling holds no more, nor those that were made in one stroke with it. Gives the undoings.

    Raises `UsageError` where there is no such ruling, or it was undone before.
    """
    with ledger.writes() as connection:
        every = rulings.rulings(connection)
        holding = {one.number: one for one in rulings.standing(every)}
        meant = holding.get(number)
        if meant is None:
            known = any(one.number == number for one in every)
            raise UsageError(
                f"ruling {number} was undone before" if known else f"there is no ruling {number}",
                remedy="`servanda rulings` lists those that hold",
            )
        stroke = [one for one in holding.values() if one is meant or (meant.together and one.together == meant.together)]
        return [_undone(connection, one, signed) for one in stroke]


def version(ledger: Ledger, ref: str) -> str:
    """The version of an entry that a reviewer sees now: its values and the last ruling upon it."""
    place = ledger.place_of(ref)
    with ledger.reads() as connection:
        row = rulings.version_row(connection, place.reading_id, place.ordinal)
        return _version(row, rulings.standing(rulings.rulings(connection, keys=[row.entry_key])))


def waiting(
    ledger: Ledger, kind: str | None = None, record: str | None = None, *, unsure: bool = True, after: str | None = None
) -> Iterator[Waiting]:
    """The entries that nobody ruled upon, record by record, the latest first; those shown first come before those that wait.

    `unsure=False` leaves out what is below its kind's operating point. `after` goes on behind an entry that was shown.
    """
    behind = _behind(ledger, after)
    summaries = [ledger.record(record)] if record else sorted(ledger.records(), key=_latest)[::-1]
    for summary in summaries:
        if (kind and not summary.counts.get(kind)) or (behind and _latest(summary) > behind.position):
            continue
        for values in _offered(ledger, kind, summary, unsure=unsure):
            if behind and summary.record == behind.record and _order(values) <= behind.order:
                continue
            yield Waiting(summary, values, version(ledger, values["id"]))


class _Behind(NamedTuple):
    """Where a queue goes on."""

    record: str
    position: tuple[str, str]
    order: tuple[bool, int, str]


def _behind(ledger: Ledger, after: str | None) -> _Behind | None:
    if not after:
        return None
    summary, values = ledger.entry(after)
    read = {**values, **values.get("ruling", {}).get("as_read", {})}  # its place in the queue is that of what was read
    return _Behind(summary.record, _latest(summary), _order(read))


def _latest(summary: Summary) -> tuple[str, str]:
    return summary.day or "", summary.record


def _order(values: Mapping[str, Any]) -> tuple[bool, int, str]:
    return not shown_first(values["kind"], values["confidence"]), values.get("start", 0), values["id"]


def _offered(ledger: Ledger, kind: str | None, summary: Summary, *, unsure: bool) -> list[dict[str, Any]]:
    """The entries of a record that nobody ruled upon, in the order in which they are offered."""
    some = [one for one in ledger.entries(kind, summary.record) if one["kind"] in REVIEWED and "ruling" not in one]
    return sorted((one for one in some if unsure or not _order(one)[0]), key=_order)


def progress(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """For each kind that is reviewed, how many entries are ruled upon, and how many there are."""
    totals = dict.fromkeys(REVIEWED, 0)
    for summary in ledger.records():
        for kind, count in summary.counts.items():
            if kind in totals:
                totals[kind] += count
    with ledger.reads() as connection:
        upon = {one.entry for one in rulings.standing(rulings.rulings(connection))}
    done = dict.fromkeys(REVIEWED, 0)
    for entry in upon:
        kind = entry.split("-")[0]
        if kind in done:
            done[kind] += 1
    return {kind: (done[kind], total) for kind, total in totals.items() if total}


def _undone(connection: Connection, one: EntryRuling, signed: Signed) -> EntryRuling:
    row = rulings.row_seen(connection, one.number)
    made = rulings.keep_ruling(
        connection,
        row,
        EntryRuling(
            number=0,
            entry=one.entry,
            act="undone",
            corrected={},
            seen=one.seen,
            why=signed.get("why"),
            ruled_at=signed.get("at"),
            owner=signed.get("by"),
            undoes=one.number,
        ),
    )
    noting.mark_outdated(connection, row.entry_key)
    return made


def _placed(ledger: Ledger, ref: str, words: str) -> dict[str, int]:
    """Where exactly these words stand in the record, as near as may be to what was read."""
    summary, values = ledger.entry(ref)
    text, places, at = ledger.reading(summary.record).record.text, [], -1
    while words and (at := text.find(words, at + 1)) >= 0:
        places.append(at)
    if not places or "start" not in values:
        raise UsageError("these words do not stand in the record", remedy="copy them from its text, to the letter")
    start = min(places, key=lambda place: (abs(place - values["start"]), place))
    return {"start": start, "end": start + len(words)}


def _version(row: Found, before: Iterable[EntryRuling]) -> str:
    return ruled.version_of(row.attributes, max((one.number for one in before), default=0))


def _difference(seen: str, now: str, before: Iterable[EntryRuling]) -> str:
    """What is otherwise than the reviewer saw."""
    last = max(before, key=lambda one: one.number, default=None)
    if seen.split(".", maxsplit=1)[0] != now.split(".", maxsplit=1)[0]:
        return "the entry has other values than when it was shown: it was read anew"
    if last is None:
        return "the ruling that was shown was undone since"
    said = f" to {json.dumps(dict(last.corrected), ensure_ascii=False)}" if last.corrected else ""
    return f"{last.owner or 'somebody'} has {last.act} it{said} since it was shown (ruling {last.number})"
