"""Rulings follow into a later version of a record, where the exact words that were ruled upon still stand."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.comparison.versions.carrying import followed
from servanda.ledger import Ledger, following, versions
from servanda.ledger.following import Followed, Pair
from servanda.model import EntryRuling, Passage, Reading, Span


def carry(ledger: Ledger) -> None:
    """Find out what became of rulings upon earlier versions, for those of which it is not known yet."""
    with ledger.reads() as connection:
        ruled, known = following.ruled_records(connection), following.known(connection)
        chains = versions.histories(connection) if ruled else []
    wanted: set[Pair] = set()
    found: dict[Pair, Followed] = {}
    for chain in chains:
        last = chain[-1]
        for place, earlier in enumerate(chain[:-1]):
            pairs = {(one.number, last.reading): one for one in ruled.get(earlier.record, ())}
            wanted.update(pairs)
            new = {pair: one for pair, one in pairs.items() if pair not in known}
            if new:
                records = [version.record for version in chain[place:]]
                found.update(zip(new, _followed(ledger, records, list(new.values())), strict=True))
    gone = known - wanted
    if gone or found:
        with ledger.writes() as connection:
            following.keep(connection, sorted(gone), found)


def _followed(ledger: Ledger, records: Sequence[str], rulings: Sequence[EntryRuling]) -> list[Followed]:
    """What became of rulings upon the first of these versions in the last."""
    now = followed(ledger, records, records[0], [one.entry for one in rulings])
    first, last = ledger.reading(records[0]), ledger.reading(records[-1])
    return [_moved(one, now.get(one.entry, ""), first, last) for one in rulings]


def _moved(ruling: EntryRuling, here: str, first: Reading, last: Reading) -> Followed:
    """A ruling at its place in the last version. Where it corrected the words, these too must stand there."""
    gone = Followed(None, ruling.corrected)
    corrected = dict(ruling.corrected)
    if not here:
        return gone
    if corrected.keys().isdisjoint(("start", "end", "parts")):
        return Followed(here, corrected)
    old, new = (_passage(reading, name) for reading, name in ((first, ruling.entry), (last, here)))
    if old is None or new is None:
        return gone
    if "parts" in corrected:
        there = _laid_along(old.span, new.span)
        parts = [{**one, "start": there[one["start"]], "end": there[one["end"] - 1] + 1} for one in corrected["parts"]]
        return Followed(here, {**corrected, "parts": parts})
    start, end = corrected.get("start", old.span.start), corrected.get("end", old.span.end)
    moved = new.span.start - old.span.start
    if first.record.text[start:end] != last.record.text[start + moved : end + moved]:
        return gone
    return Followed(here, {**corrected, "start": start + moved, "end": end + moved})


def _laid_along(old: Span, new: Span) -> dict[int, int]:
    """Where each letter and sign of a stretch stands in another that has the same words; only white space may differ."""
    places = ([span.start + index for index, sign in enumerate(span.text) if not sign.isspace()] for span in (old, new))
    return dict(zip(*places, strict=True))


def _passage(reading: Reading, name: str) -> Passage | None:
    found = next((one for one in reading.entries if one.id == name), None)
    return found if isinstance(found, Passage) else None
