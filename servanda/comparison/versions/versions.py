"""Versions of one record: which there are, what was changed between them, and what of it a reader should be told.

A record is a later version where its address holds other bytes than before, or where a person said so (`servanda read NEW
--replaces OLD`). A title alone ("CORRECTED: …") is an offer, never a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from servanda.comparison.findings.sentences import edits as sentences
from servanda.comparison.versions.carrying import carried, entries_named
from servanda.comparison.versions.changes import without_mark
from servanda.comparison.versions.edits import edits_between, printed_in
from servanda.errors import NotFoundError
from servanda.ledger import Ledger, Summary
from servanda.ledger import findings as kept
from servanda.ledger import versions as stored
from servanda.ledger.decisions import decisions
from servanda.model import Decision, Edit, Entry, Finding, Place, Reading, Turn, digest
from servanda.outward import entry_to_dict

_CONTEXT = 80
"""Characters of the later version that are shown where words were left out."""

_PARTS_OF_TALK = ("turn", "exchange")
"""Entries that hold others: any edit in them makes them other entries, which says nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one version of a record in another."""

    earlier: Summary
    later: Summary
    edits: tuple[Edit, ...]
    """In the order of the later text."""
    stayed: Mapping[str, str]
    """Entries whose exact words still stand, by their ids in the earlier version and in the later one."""
    went: tuple[dict[str, Any], ...]
    """Entries of the earlier version, in the outward form, that are not in the later one; turns and exchanges are left out."""
    came: tuple[dict[str, Any], ...]
    """Entries of the later version that are not in the earlier one."""
    unheld: Mapping[int, int]
    """For each decision that named entries whose words stand no longer, how many: it does not hold for those any more."""


def difference(ledger: Ledger, later: str, earlier: str | None = None, *, on: str | None = None) -> Difference:
    """What is otherwise in a record than in an earlier one: by default the version before it.

    With `on`, the record is taken as it was on that day. Where no earlier version is known, it is the corrections that the
    record prints itself: then both versions are the record, and both places of an edit are in it. Raises `NotFoundError` where
    a record is not there, or where it has no earlier version, none was named, and it prints no correction.
    """
    before, after, old, new = versions_meant(ledger, later, earlier, on=on)
    if earlier is None and before.record == after.record:
        return Difference(after, after, tuple(printed_in(new)), stayed={}, went=(), came=(), unheld={})
    with ledger.reads() as connection:
        decided = decisions(connection)
    return _difference(before, after, old, new, decided)


def versions_meant(
    ledger: Ledger, later: str, earlier: str | None = None, *, on: str | None = None
) -> tuple[Summary, Summary, Reading, Reading]:
    """The two versions that `difference` compares, the earlier first; one record twice where it is its own corrections."""
    after = version_on(ledger, later, on) if on else ledger.record(later)
    new = ledger.reading(after.record)
    if earlier is None and len(history(ledger, after.record)) == 1 and printed_in(new):
        return after, after, new, new
    before = ledger.record(earlier) if earlier is not None else _version_before(ledger, after)
    return before, after, ledger.reading(before.record), new


def _difference(before: Summary, after: Summary, old: Reading, new: Reading, decided: Iterable[Decision]) -> Difference:
    moved = carried(old, new)
    lost = {id_ for id_, now in moved.items() if now is None}
    unheld = {one.number: len(lost.intersection(entries_named(one))) for one in decided}
    stayed = {one: other for one, other in moved.items() if other is not None}
    still = set(stayed.values())
    return Difference(
        earlier=before,
        later=after,
        edits=tuple(edits_between(old, new)),
        stayed=stayed,
        went=_outward(entry for entry in old.entries if entry.id not in stayed),
        came=_outward(entry for entry in new.entries if entry.id not in still),
        unheld={number: count for number, count in unheld.items() if count},
    )


def _outward(entries: Iterable[Entry]) -> tuple[dict[str, Any], ...]:
    return tuple(entry_to_dict(entry) for entry in entries if entry.kind not in _PARTS_OF_TALK)


def history(ledger: Ledger, ref: str) -> list[Summary]:
    """All versions of the record meant, the oldest first: itself alone where no other is known."""
    found = ledger.record(ref)
    with ledger.reads() as connection:
        chain = stored.history(connection, found.record)
    return [ledger.record(version.record) for version in chain]


def version_on(ledger: Ledger, ref: str, on: str) -> Summary:
    """The version of a record that was out on a day: the last one published, or else read, by then.

    Raises `NotFoundError` where none was.
    """
    versions = [one for one in history(ledger, ref) if (day := _day(one)) is None or day <= on]
    if not versions:
        raise NotFoundError(f"no version of {ref} was out on {on}", remedy="`servanda diff` without --on shows the last one")
    return versions[-1]


def _day(summary: Summary) -> str | None:
    """The day on which a version came out, as far as is known."""
    return summary.published or (summary.read_at or "")[:10] or summary.event_date


def _version_before(ledger: Ledger, after: Summary) -> Summary:
    chain = history(ledger, after.record)
    place = next(index for index, one in enumerate(chain) if one.record == after.record)
    if place:
        return chain[place - 1]
    name = after.source or after.id
    likely = [one for one in offered(ledger, after) if _mark(one) is None]
    remedy = (
        f"by its title it is a later version of {likely[0].source}: `servanda diff {likely[0].source} {name}`"
        if likely
        else "name the record to compare it with"
    )
    raise NotFoundError(f"no earlier version of {name} is known", remedy=remedy)


def offered(ledger: Ledger, summary: Summary) -> list[Summary]:
    """Records that, by their title, are other versions of this one: the same title, but for a mark such as "CORRECTED:".

    One of the two titles must bear a mark, and what is known of their days must not speak against it. It is for a person to
    say whether it is so.
    """
    if not summary.title:
        return []
    mark, title = without_mark(summary.title)
    found = []
    for other in ledger.records():
        if other.record == summary.record or not other.title:
            continue
        other_mark, other_title = without_mark(other.title)
        if bool(mark) != bool(other_mark) and _plain(title) == _plain(other_title) and _same_day(summary, other):
            found.append(other)
    return found


def _mark(summary: Summary) -> str | None:
    return without_mark(summary.title)[0] if summary.title else None


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _same_day(one: Summary, other: Summary) -> bool:
    return None in (one.event_date, other.event_date) or one.event_date == other.event_date


# What a reader should be told


def join(ledger: Ledger, numbers: list[int], progress: object) -> None:  # noqa: ARG001 - the form of a joiner
    """Find anew what was edited in the documents whose readings came or went."""
    with ledger.reads() as connection:
        chains = stored.histories(connection)
        known = kept.pairs_of(connection, "edited")
    came_or_went = set(numbers)
    touched = [chain for chain in chains if not came_or_went.isdisjoint(version.reading for version in chain)]
    still = {_key(pair) for chain in chains for pair in pairwise(chain)}
    anew = {
        _key(pair): pair
        for chain in touched
        for pair in pairwise(chain)
        if _key(pair) not in known or not came_or_went.isdisjoint(_key(pair))
    }
    found = {key: findings_of(*(ledger.reading(version.record) for version in pair)) for key, pair in anew.items()}
    with ledger.writes() as connection:
        for later, earlier in known:
            if (later, earlier) not in still or (later, earlier) in anew:
                kept.forget_between(connection, "edited", later, earlier)
        for key, some in found.items():
            kept.keep_findings(connection, some, known={version.record: version.reading for version in anew[key]})


def _key(pair: tuple[stored.Version, stored.Version]) -> tuple[int, int]:
    """Two versions by their readings, the later first."""
    return pair[1].reading, pair[0].reading


def findings_of(earlier: Reading, later: Reading) -> list[Finding]:
    """An `edited` finding for each edit of substance."""
    spoken = any(turn.role != "publisher" for turn in later.of(Turn))
    return [_finding(edit, later, spoken=spoken) for edit in edits_between(earlier, later) if edit.of_substance]


def _finding(edit: Edit, version: Reading, *, spoken: bool) -> Finding:
    place = edit.later or edit.earlier
    assert place is not None  # noqa: S101 - an edit stands in one of the versions at least
    later = edit.later or _around(edit, version)
    told = "|".join(f"{one.record}:{one.start}-{one.end}" for one in (edit.earlier, edit.later) if one)
    return Finding(
        id=f"finding-{digest(f'edited|{edit.at}|{told}'.encode())[:16]}",
        kind="edited",
        sentence=sentences.sentence(edit),
        later=later,
        earlier=edit.earlier,
        confidence=1.0,
        rule=f"edits.{edit.kind}",
        why="the two versions of the record, compared word by word",
        shown=edit.changed != "punctuation" and (place.speaker is not None or not spoken),
    )


def _around(edit: Edit, version: Reading) -> Place:
    """Where the later version stands without the words that were left out."""
    record = version.record
    start = max(0, min(edit.at, len(record.text) - 1) - _CONTEXT // 2)
    span = record.trimmed(start, min(len(record.text), start + _CONTEXT)) or record.cut(0, len(record.text))
    return record.located(span)
