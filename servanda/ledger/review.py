"""Rulings upon entries: what a reviewer saw is named, and a ruling upon what is no longer so is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack, cast

from sqlalchemy import Connection

from servanda.errors import NotFoundError, StaleError, UsageError
from servanda.ledger import called, following, noting, parted, policy, ruled, rulings, store
from servanda.ledger.store import Found
from servanda.ledger.summaries import summary_of
from servanda.model import PLACES, EntryRuling, Reading, Standing, Turn
from servanda.standing import shown_first

if TYPE_CHECKING:
    from servanda.ledger.book import Ledger
    from servanda.ledger.summaries import Summary
    from servanda.model import Act

_FIRST = 20
"""Records that are looked through for what waits, before more are listed."""
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
    settles: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that nobody ruled upon, as a reviewer is shown it."""

    record: Summary
    values: dict[str, Any]
    """Its outward form."""
    version: str
    """What the reviewer sees, to be named with the ruling."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An entry that readers ruled differently, where they must not."""

    record: Summary
    values: dict[str, Any]
    """Its outward form, as it was read."""
    version: str
    """What whoever settles it sees, to be named with the ruling."""
    each: tuple[EntryRuling, ...]
    """Each reader's last ruling."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A ruling upon an earlier version of a record that holds no more: its words are gone."""

    ruling: EntryRuling
    words: str | None
    """What was ruled upon; None for what stands on several stretches."""
    later: Summary
    """The version that has them no longer."""


def turn_of(ledger: Ledger, ref: str) -> tuple[Reading, Turn] | None:
    """A turn as it was read, and its reading; None where an entry of another kind is called so."""
    summary, values = ledger.entry(ref)
    if values["kind"] != Turn.kind:
        return None
    reading = ledger.reading(summary.record)
    return reading, next(one for one in reading.of(Turn) if one.id == values["id"])


def rule(ledger: Ledger, ref: str, verdict: str, **said: Unpack[Said]) -> EntryRuling:
    """Rule upon an entry: `accepted`, `rejected`, or `corrected` to what it should have been (`model.CORRECTABLE`).

    A correction of the span is given by `start` and `end`, or by `words`: these very words of the record, where they stand
    nearest to what was read. Of a turn they say which part of it the `speaker` that goes with them speaks (`parted`): what was
    ruled of the rest of the turn before holds on.

    `seen` is the version that the reviewer saw; where the entry is another by now, or was ruled upon since, `StaleError` says
    what is different. Without it, what is there now counts as seen. Where an entry needs a second reader, he does not see what
    the first ruled, and may not have. `settles` decides what two readers disagree upon; neither of them can. Raises
    `UsageError` where a ruling cannot be meant.
    """
    return rule_together(ledger, [(ref, said.get("seen"))], verdict, **said)[0]


def rule_together(
    ledger: Ledger, refs: Sequence[tuple[str, str | None]], verdict: str, **said: Unpack[Said]
) -> list[EntryRuling]:
    """Rule the same upon several entries, each with the version that was seen: all is kept, or nothing. See `rule`."""
    meant = []
    for ref, seen in refs:
        place = ledger.place_of(ref)
        corrected = dict(said.get("corrected") or {})
        if "words" in corrected:
            corrected.update(_placed(ledger, ref, corrected.pop("words")))
        of = None
        if parted.is_part(place.kind, corrected) and (found := turn_of(ledger, place.id)):
            of = found[1], found[0].record
            corrected = parted.part_meant(*of, corrected)
        ruled.checked(place.kind, verdict, _own(corrected) if of else corrected)
        meant.append((place, seen, corrected, of))

    def keep(connection: Connection) -> list[EntryRuling]:
        return [
            _kept(ledger, connection, place, verdict, seen, {**said, "corrected": some, "part_of": of})
            for place, seen, some, of in meant
        ]

    return ledger.kept(keep)


def _kept(
    ledger: Ledger, connection: Connection, place: Found, verdict: str, seen: str | None, said: Mapping[str, Any]
) -> EntryRuling:
    row = rulings.version_row(connection, place.reading_id, place.ordinal)
    by = ledger.owner or said.get("by")
    stands, before = _seen_by(connection, row, by)
    now = _version(row, before)
    if seen is not None and seen != now:
        raise StaleError(_difference(seen, now, before), place=row.id, remedy="look at it again, then rule")
    if said.get("settles"):
        _check_settling(stands, by, row.id)
    corrected = said["corrected"]
    if said["part_of"]:
        corrected = parted.composed(_held(stands, before, by), corrected, *said["part_of"])
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
            owner=by,
            together=said.get("together"),
            settles=bool(said.get("settles")),
        ),
    )
    if made.corrected:
        ledger.check_ruling(connection, place.reading_id, row, made)
    noting.mark_outdated(connection, row.entry_key)
    return made


def _seen_by(connection: Connection, row: Found, reader: str | None) -> tuple[Standing, list[EntryRuling]]:
    """How an entry stands, and the rulings upon it that a reader may know: a second reader not the first one's."""
    upon = rulings.standing(rulings.on_reading(connection, row.reading_id, key=row.entry_key))
    found = ruled.standings(upon, policy.in_force(connection)).get(row.id, Standing(None))
    return found, _known_to(reader, found, upon)


def _known_to(reader: str | None, stands: Standing, upon: Iterable[EntryRuling]) -> list[EntryRuling]:
    """Of the rulings upon an entry those that a reader may know."""
    return [one for one in upon if stands.review != "once" or one.owner == reader]


def _held(stands: Standing, known: Sequence[EntryRuling], by: str | None) -> Mapping[str, Any]:
    """The correction to which another part of a turn is added: what holds, or else what this reader ruled last."""
    own = [one for one in known if one.owner == by]
    last = stands.holds if stands.holds in known else own[-1] if own else None
    return last.corrected if last else {}


def _own(part: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a part, without its place."""
    return {name: value for name, value in part.items() if name not in PLACES}


def _check_settling(stands: Standing, by: str | None, entry: str) -> None:
    if stands.review != "disagreed":
        raise UsageError("no two readers disagree upon it", place=entry, remedy="rule upon it without settling")
    if by in [one.owner for one in stands.each]:
        raise UsageError(
            "who disagrees does not settle it", place=entry, remedy="rule upon it again to change your mind, or ask another"
        )


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


def version(ledger: Ledger, ref: str, reader: str | None = None) -> str:
    """The version of an entry that a reviewer sees now: its values and the last ruling upon it that he may know of."""
    return _looked_at(ledger, ref, reader)[1]


def _looked_at(ledger: Ledger, ref: str, reader: str | None) -> tuple[Standing, str]:
    place = ledger.place_of(ref)
    with ledger.reads() as connection:
        row = rulings.version_row(connection, place.reading_id, place.ordinal)
        stands, before = _seen_by(connection, row, reader)
        return stands, _version(row, before)


def _all_looked_at(ledger: Ledger, record: str, reader: str | None) -> dict[str, tuple[Standing, str]]:
    """How each entry of a record stands that is reviewed, and the version of it that a reviewer sees."""
    with ledger.reads() as connection:
        rows = store.version_rows(connection, record, REVIEWED)
        called.remember_keys(connection, {row.id: row.entry_key for row in rows.values()})
        second = policy.in_force(connection)
        upon: dict[tuple[int, str], list[EntryRuling]] = {}
        for number in {row.reading_id for row in rows.values()}:
            for one in rulings.standing(rulings.on_reading(connection, number)):
                upon.setdefault((number, one.entry), []).append(one)
    found = {}
    for row in rows.values():
        own = upon.get((row.reading_id, row.id), [])
        stands = ruled.standings(own, second).get(row.id, Standing(None))
        found[row.id] = stands, _version(row, _known_to(reader, stands, own))
    return found


def waiting(
    ledger: Ledger,
    kind: str | None = None,
    record: str | None = None,
    *,
    unsure: bool = True,
    after: str | None = None,
    reader: str | None = None,
) -> Iterator[Waiting]:
    """The entries that wait for a reader, record by record, the latest first; those shown first come before those that wait.

    They are those that nobody ruled upon, and those that need a second reader and were ruled by another: nothing that is
    offered says which. `unsure=False` leaves out what is below its kind's operating point. `after` goes on behind an entry that
    was shown.
    """
    behind = _behind(ledger, after)
    for summary in [ledger.record(record)] if record else _latest_first(ledger):
        if (kind and not summary.counts.get(kind)) or (behind and _latest(summary) > behind.position):
            continue
        known: dict[str, tuple[Standing, str]] = {}
        for values in _offered(ledger, kind, summary, unsure=unsure):
            if behind and summary.record == behind.record and _order(values) <= behind.order:
                continue
            known = known or _all_looked_at(ledger, summary.record, reader)
            stands, seen = known[values["id"]]
            if stands.review is None or (stands.review == "once" and reader not in [one.owner for one in stands.each]):
                offered = {name: value for name, value in values.items() if name != "review"}
                yield Waiting(summary, offered, seen)


def disagreements(ledger: Ledger) -> list[Disagreement]:
    """The entries upon which readers disagree where they must not, in the order in which that came to be."""
    with ledger.reads() as connection:
        upon = rulings.standing(rulings.rulings(connection))
        stands = ruled.standings(upon, policy.in_force(connection))
    found = []
    for name, one in stands.items():
        if one.review == "disagreed":
            with suppress(NotFoundError):  # no document says it any more
                summary, values = ledger.entry(name)
                found.append(Disagreement(summary, values, version(ledger, name), one.each))
    return sorted(found, key=lambda one: one.each[-1].number)


def _latest_first(ledger: Ledger) -> Iterator[Summary]:
    """The records, the latest first: a few, and more where they are wanted."""
    start, count = 0, _FIRST
    while found := ledger.latest(start, count).items:
        yield from found
        start, count = start + len(found), count * 10


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


def stale(ledger: Ledger) -> list[Stale]:
    """The rulings upon earlier versions of records whose words are gone in the versions of today."""
    with ledger.reads() as connection:
        rows = [(one, store.version_of(connection, one.reading)) for one in following.lost(connection)]
    return [Stale(one.ruling, one.words, summary_of(row)) for one, row in rows if row is not None]


def progress(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """For each kind that is reviewed, how many entries are settled, and how many there are."""
    with ledger.reads() as connection:
        totals = store.current_counts(connection)
        every = rulings.standing(rulings.rulings(connection))
        stands = ruled.standings(every, policy.in_force(connection))
    upon = [entry for entry, one in stands.items() if one.holds]
    done = dict.fromkeys(REVIEWED, 0)
    for entry in upon:
        kind = entry.split("-")[0]
        if kind in done:
            done[kind] += 1
    return {kind: (done[kind], totals[kind]) for kind in REVIEWED if totals.get(kind)}


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
