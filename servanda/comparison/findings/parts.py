"""Parts of the list of findings: which are told is found out of all, but no more of them are made than are shown."""

from __future__ import annotations

from typing import NamedTuple, Unpack

from servanda.comparison.findings import reporting
from servanda.ledger import Ledger
from servanda.ledger import findings as kept
from servanda.model import Finding, Listed


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
        rows = [row for basis in where.bases for row in kept.list_findings(connection, wanted, basis, everything=everything)]
        fresh = {one.id: one for one in reporting.measured(connection, where.measure, wanted)} if where.measure else {}
        told = reporting.once([*rows, *map(kept.listed, fresh.values())], _places, _worth)
        shown = sorted((one for one in told if everything or one.shown), key=_latest, reverse=True)
        ids = [one.id for one in shown[start : start + count]]
        found = {**fresh, **kept.findings_called(connection, ids)}
        waiting = 0 if everything else sum(kept.waiting_findings(connection, wanted, basis) for basis in where.bases)
    items = reporting.with_matters(ledger, [found[id_] for id_ in ids], on)
    return Part(Listed(tuple(items), len(shown)), waiting + len(told) - len(shown), where.unmeasured)


def latest(ledger: Ledger, count: int) -> Listed[Finding]:
    """So many of the findings that are shown unasked and hold on any day, the latest first, and how many there are.

    Those of one day are in the order of their records and places.
    """
    with ledger.reads() as connection:
        rows = reporting.once(kept.list_findings(connection, kept.Wanted()), _places, _worth)
        days = sorted((one.day or "" for one in rows), reverse=True)
        least = days[count - 1] if count <= len(days) else ""
        found = kept.findings_called(connection, [one.id for one in rows if (one.day or "") >= least]).values()
    items = sorted(sorted(found, key=reporting.order), key=lambda one: one.later.day or "", reverse=True)[:count]
    return Listed(tuple(reporting.with_matters(ledger, items, None)), len(rows))


def _places(one: kept.Row) -> tuple[object, ...]:
    return one.kind == "edited", one.places


def _worth(one: kept.Row) -> tuple[object, ...]:
    return not one.shown, -one.confidence, one.id


def _latest(one: kept.Row) -> tuple[str, str]:
    return one.day or "", one.id
