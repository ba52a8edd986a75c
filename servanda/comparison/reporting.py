"""Asking for findings: those that are kept with their matters, and those that depend on the day asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from servanda.comparison.dropped import dropped
from servanda.comparison.overdue import overdue
from servanda.ledger import Ledger
from servanda.ledger import findings as kept
from servanda.ledger import later as ledger_later
from servanda.model import Finding, FindingKind

_MEASURED = ("overdue", "dropped")
"""Kinds that are measured against a day."""
_LETTERS = re.compile(r"[^\W_]+")


def findings(
    ledger: Ledger,
    *,
    kind: FindingKind | None = None,
    since: str | None = None,
    matter: str | None = None,
    by: str | None = None,
    on: str | None = None,
    today: str | None = None,
    everything: bool = False,
) -> list[Finding]:
    """Findings, by the day of their later words: those that are shown first, or `everything`.

    `on` asks as of a day: what later records tell, and records of unknown day, are left out. What is overdue is measured
    against `on`, else `today`; where neither is given, nothing is. `matter` is a matter's id or words of its name, `by` words
    of the name of somebody whose words a finding stands on.
    """
    asked = on or today
    with ledger.reads() as connection:
        meant = None if matter is None else ledger_later.matters_called(connection, matter)
        found = []
        if kind not in _MEASURED:
            found = kept.load_findings(connection, kind=kind, since=since, until=on, matter_ids=meant, everything=True)
        if asked:
            found += _measured(connection, asked, kind, since=since, meant=meant)
        names = ledger_later.matter_names(connection, sorted({one.matter for one in found if one.matter}))
    named = (replace(one, matter_name=names.get(one.matter or "", one.matter_name)) for one in found)
    wanted = (one for one in named if (everything or one.shown) and (by is None or _is_by(one, by)))
    return sorted(_once(wanted), key=_order)


def _measured(
    connection: Connection, on: str, kind: str | None, *, since: str | None, meant: Sequence[str] | None
) -> Iterator[Finding]:
    """What is overdue or dropped as of a day."""
    for name, finder in (("overdue", overdue), ("dropped", dropped)):
        for one in finder(connection, on) if kind in (None, name) else ():
            if (since is None or (one.later.day or "") >= since) and (meant is None or one.matter in meant):
                yield one


def _once(found: Iterable[Finding]) -> Sequence[Finding]:
    """What two matters both tell is told once: where it is surer, then where the matter's id comes first."""
    best: dict[tuple[object, ...], Finding] = {}
    for one in found:
        key = (one.kind, *(_place(place) for place in (one.later, one.earlier)))
        if key not in best or (-one.confidence, one.id) < (-best[key].confidence, best[key].id):
            best[key] = one
    return list(best.values())


def _place(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name, None) for name in ("record", "start", "end"))


def _order(one: Finding) -> tuple[object, ...]:
    earlier = one.earlier.day or "" if one.earlier else ""
    return one.later.day or "", one.later.record, one.later.start, earlier, one.kind, one.id


def _is_by(one: Finding, name: str) -> bool:
    """Whether all words of a name are in that of a speaker, whatever their case and accents."""
    return any(_plain(name) <= _plain(place.speaker) for place in (one.later, one.earlier) if place and place.speaker)


def _plain(name: str) -> set[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return set(_LETTERS.findall(bare.casefold()))
