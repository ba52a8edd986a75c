"""Matters are made anew where records came or went: those that are gathered by the terms of these records, and no others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from servanda.comparison import hands
from servanda.comparison.findings.findings import standings_of
from servanda.comparison.matters.matching import Hub, hubs_of
from servanda.comparison.matters.matters import is_listed, kind_of, name_of, naming, scope_of, tellers_of
from servanda.comparison.relations import Kept, Prepared, relations_of
from servanda.ledger import Ledger, noting
from servanda.ledger import matters as kept
from servanda.ledger.claims import load_claims
from servanda.ledger.findings import Standing, forget_findings_of, keep_standings
from servanda.ledger.gentle import Gentle
from servanda.model import Claim, Matter

TERMS = 1000
"""Terms whose matters are made in one transaction, at most."""
CLAIMS = 20_000
"""Claims, counted for each of their terms, beyond which no more terms are taken: so much is held in memory."""

ROWS = 500
"""Rows that are written in one transaction where others write meanwhile, about: they wait no longer than the eye notices."""

Made = list[kept.Gathered]


class _Grown(NamedTuple):
    """A matter as it was, that has only grown since."""

    name: str
    claims: frozenset[int]
    """The numbers of those it had."""
    relations: Sequence[kept.Known]


class _Change(NamedTuple):
    gone: list[str]
    """Ids of matters that are no more, or are made anew."""
    made: Made


def join(ledger: Ledger, readings: Sequence[int], progress: Callable[[int, int], None]) -> None:
    """Make anew the matters that these readings touch, with their relations and findings."""
    if len(readings) < hands.MANY:
        _join(ledger, readings, 0, 1, progress)
    else:
        hands.shared(ledger, "join", lambda each, share, shares: _join(each, readings, share, shares, progress))


def join_share(ledger: Ledger, share: int, shares: int) -> None:
    """A share of the same, for all readings that are not joined yet."""
    with ledger.reads() as connection:
        waiting = noting.unjoined(connection)
    _join(ledger, waiting, share, shares, lambda *_: None)


def _join(ledger: Ledger, readings: Sequence[int], share: int, shares: int, progress: Callable[[int, int], None]) -> None:
    with ledger.reads() as connection:
        batches = list(_batches(kept.terms_touched(connection, readings)))[share::shares]
    done, terms = 0, sum(map(len, batches))
    rows = ROWS if isinstance(ledger, Gentle) else sys.maxsize
    for some in batches:
        progress(done, terms)
        with ledger.reads() as connection:
            seen = noting.state(connection)
            change = _change(connection, some)
        for part in _parts(change, rows):
            found = _findings(part)
            with ledger.writes() as connection:
                if noting.state(connection) == seen:
                    _write(connection, part, found)
                    continue
                rest = _change(connection, some)  # a record came or went in between: what was made may lack it
                _write(connection, rest, _findings(rest))
            break
        done += len(some)
    progress(terms, terms)


def _parts(change: _Change, rows: int) -> Iterator[_Change]:
    """A change in parts that are each written in one transaction: so many rows, or one matter that has more."""
    made = {one.matter.id for one in change.made}
    gone: list[str] = [id_ for id_ in change.gone if id_ not in made]
    was, part, size = set(change.gone), Made(), len(gone)
    for one in change.made:
        if one.matter.id in was:
            gone.append(one.matter.id)
        part.append(one)
        size += len(one.matter.claims) + len(one.matter.relations)
        if size >= rows:
            yield _Change(gone, part)
            gone, part, size = [], Made(), 0
    if gone or part:
        yield _Change(gone, part)


def _findings(change: _Change) -> list[Standing]:
    return [finding for one in change.made for finding in standings_of(one.matter)]


def _write(connection: Connection, change: _Change, found: Sequence[Standing]) -> None:
    forget_findings_of(connection, change.gone)
    kept.forget_matters(connection, change.gone)
    kept.keep_matters(connection, change.made)
    keep_standings(connection, found)


def _batches(touched: Iterable[kept.Touched]) -> Iterator[list[str]]:
    """Terms that are first met together go together: they share most claims."""
    batch: list[str] = []
    claims = 0
    for term, count, _ in touched:
        if batch and (len(batch) >= TERMS or claims + count > CLAIMS):
            yield batch
            batch, claims = [], 0
        batch.append(term)
        claims += count
    if batch:
        yield batch


def _change(connection: Connection, terms: Sequence[str]) -> _Change:
    """What changes in the matters of these terms. One that has the claims it had stands as it is."""
    held = kept.claims_held(connection, terms)
    hubs = [hub for term, uses in kept.uses_of(connection, terms) for hub in hubs_of(term, uses)]
    changed = [hub for hub in hubs if held.get(hub.id) != frozenset(hub.claims)]
    standing = {hub.id for hub in hubs}.difference(hub.id for hub in changed)
    grown = [hub.id for hub in changed if held.get(hub.id) and held[hub.id] < frozenset(hub.claims)]
    relations = kept.relations_held(connection, grown)
    names = kept.names_held(connection, grown)
    was = {id_: _Grown(name, held[id_], relations.get(id_, ())) for id_, name in names.items()}
    return _Change([id_ for id_ in held if id_ not in standing], _made(connection, changed, was))


def _made(connection: Connection, hubs: Sequence[Hub], was: Mapping[str, _Grown]) -> Made:
    """The matters. A claim that is in several of them is loaded, and prepared to be compared, once."""
    claims = list(load_claims(connection, sorted({number for hub in hubs for number in hub.claims})))
    places = {claim.id: place for place, claim in enumerate(claims)}
    prepared = Prepared()
    made = []
    for hub in hubs:
        own = [claims[place] for place in sorted(map(places.__getitem__, hub.claims))]
        matter = _matter(hub, own, was.get(hub.id), prepared)
        made.append(kept.Gathered(hub.term, matter, is_listed(hub.term, matter)))
    return made


def _name(hub: Hub, claims: Sequence[Claim], was: _Grown | None) -> str:
    """A matter's name: the one it had, where those claims that gave it are still those that would."""
    if was and all(claim.id in was.claims for claim in naming(hub.term, claims)):
        return was.name
    return name_of(hub.term, claims)


def _known(claims: Sequence[Claim], was: _Grown) -> Kept:
    """The relations that a matter had, between its claims."""
    by = {claim.id: claim for claim in claims}
    return Kept(was.claims, [kept.relation_of(one, by) for one in was.relations])


def _matter(hub: Hub, claims: Sequence[Claim], was: _Grown | None, prepared: Prepared) -> Matter:
    """One matter, of claims in their order."""
    days = [claim.day for claim in claims if claim.day]
    matter = Matter(
        id=hub.id,
        name=_name(hub, claims, was),
        kind=kind_of(hub.term, claims),
        claims=tuple(claims),
        scope=scope_of(claims),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        records=len({claim.place.record for claim in claims}),
        tellers=tellers_of(hub.term, claims),
    )
    return replace(matter, relations=tuple(relations_of(claims, prepared, _known(claims, was) if was else None)))
