"""Parts of the list of findings: no more of them are made than are shown."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from operator import attrgetter
from typing import NamedTuple, Unpack

from sqlalchemy import Connection

from servanda.comparison.findings import reporting
from servanda.comparison.findings.findings import worded
from servanda.ledger import Ledger
from servanda.ledger import findings as kept
from servanda.model import Finding, Listed

_PLACES = attrgetter("places")


class Part(NamedTuple):
    """Some of the findings asked for, and how many more there are."""

    findings: Listed[Finding]
    waiting: int
    """See `reporting.Told`."""
    unmeasured: bool
    """See `reporting.Told`."""


def part(ledger: Ledger, start: int, count: int, **asked: Unpack[reporting.Listing]) -> Part:
    """So many findings behind so many others, those of the latest day first.

    Of what is measured against `today` only what is kept is told.
    """
    kind, on, everything = asked.get("kind"), asked.get("on"), asked.get("everything", False)
    wanted = kept.Wanted(kind, asked.get("since"), on)
    with ledger.reads() as connection:
        where = reporting.where(connection, kind, on=on, today=asked.get("today"), only_kept=True)
        if where.measure:
            chosen = _with_measured(connection, start, count, wanted, where, everything=everything)
        else:
            chosen = _of_kept(connection, start, count, wanted, where.bases, everything=everything)
        waiting = 0 if everything else sum(kept.waiting_findings(connection, wanted, basis) for basis in where.bases)
    items = reporting.with_matters(ledger, chosen.findings, on)
    return Part(Listed(tuple(items), chosen.total), waiting + chosen.waiting, where.unmeasured)


class _Chosen(NamedTuple):
    findings: list[Finding]
    total: int
    waiting: int
    """Of those that are not kept."""


def _of_kept(
    connection: Connection, start: int, count: int, wanted: kept.Wanted, bases: Sequence[kept.Basis], *, everything: bool
) -> _Chosen:
    ids = kept.latest_told(connection, start, count, wanted, bases, everything=everything)
    found = kept.findings_called(connection, ids, worded)
    return _Chosen([found[id_] for id_ in ids], kept.count_told(connection, wanted, bases, everything=everything), 0)


def _with_measured(
    connection: Connection, start: int, count: int, wanted: kept.Wanted, where: reporting.Where, *, everything: bool
) -> _Chosen:
    """The same with what is found out now: to find it out takes longer than to go through all that is kept."""
    rows = [row for basis in where.bases for row in kept.list_findings(connection, wanted, basis, everything=everything)]
    fresh = {one.id: one for one in reporting.measured(connection, where.measure or "", wanted)}
    told = reporting.once([*rows, *map(kept.listed, fresh.values())], _PLACES, _worth)
    shown = [one for one in told if everything or one.shown]
    ids = [one.id for one in nlargest(start + count, shown, key=_latest)[start:]]
    found = {**fresh, **kept.findings_called(connection, ids, worded)}
    return _Chosen([found[id_] for id_ in ids], len(shown), len(told) - len(shown))


def latest(ledger: Ledger, count: int) -> Listed[Finding]:
    """So many of the findings that are shown unasked and hold on any day, the latest first, and how many there are.

    Those of one day are in the order of their records and places.
    """
    with ledger.reads() as connection:
        rows = reporting.once(kept.list_findings(connection, kept.Wanted()), _PLACES, _worth)
        days = sorted((one.day or "" for one in rows), reverse=True)
        least = days[count - 1] if count <= len(days) else ""
        ids = [one.id for one in rows if (one.day or "") >= least]
        found = kept.findings_called(connection, ids, worded).values()
    items = sorted(sorted(found, key=reporting.order), key=lambda one: one.later.day or "", reverse=True)[:count]
    return Listed(tuple(reporting.with_matters(ledger, items, None)), len(rows))


def _worth(one: kept.Row) -> tuple[object, ...]:
    return not one.shown, -one.confidence, one.id


def _latest(one: kept.Row) -> tuple[str, str]:
    return one.day or "", one.id
