"""Findings in the ledger: kept for a matter or a reading, thrown away with it, and loaded as they are asked for.

What a relation of a matter tells is kept as that relation alone, by the numbers of its claims: what both say stands with these,
and of one thing that is said again and again there are as many findings as sayings, in each matter that it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    column,
    delete,
    func,
    insert,
    select,
    tuple_,
    union_all,
)

from servanda.ledger.claims import load_claims
from servanda.ledger.inserting import insert_rows
from servanda.ledger.schema import finding, measured, measured_finding, noted, reading, record, settled
from servanda.ledger.store import CHUNK, Found
from servanda.model import Claim, Finding, Place, Relation, digest

_KEPT = tuple(field.name for field in fields(Finding) if field.name not in ("id", "kind", "matter"))
"""Fields of a finding that have no column of their own."""
_PLACE = tuple(field.name for field in fields(Place))
_CLAIMS = "claims"
"""In what is kept of a finding that a relation tells: the numbers of the later claim and of the earlier."""
_KEY = 32
"""Digits of what tells which places a finding is about."""
_encode = json.JSONEncoder(separators=(",", ":")).encode


class Standing(NamedTuple):
    """A finding that is what one of a matter's relations tells."""

    id: str
    matter: str
    """Its id."""
    relation: Relation
    shown: bool


Told = Callable[[Standing], Finding]
"""Puts such a finding into words."""


def keep_standings(connection: Connection, standings: Sequence[Standing]) -> None:
    """Keep findings that relations of matters tell, without their words."""
    hashes = {claim.place.record for one in standings for claim in (one.relation.later, one.relation.earlier)}
    numbers = _readings(connection, sorted(hashes), None)
    insert_rows(connection, finding, [_standing_row(one, numbers) for one in standings])


def keep_findings(
    connection: Connection,
    findings: Iterable[Finding],
    *,
    reading_id: int | None = None,
    known: Mapping[str, int] | None = None,
) -> None:
    """Keep findings, each with its words.

    `reading_id` is the reading that is being noted, which is not known by its record's hash yet. `known` are readings by their
    records' SHA-256, where they are not those that documents say now.
    """
    _keep(connection, finding, findings, reading_id=reading_id, known=known)


def forget_measured(connection: Connection) -> None:
    """Throw away what was kept against a day, whatever day it was."""
    connection.execute(delete(measured))
    connection.execute(delete(measured_finding))


def forget_measured_of(connection: Connection, finding_ids: Sequence[str]) -> None:
    """Throw away these of what was kept against a day; the others hold on."""
    connection.execute(delete(measured))
    for first in range(0, len(finding_ids), CHUNK // 4):
        connection.execute(delete(measured_finding).where(measured_finding.c.id.in_(finding_ids[first : first + CHUNK // 4])))


def keep_measured(connection: Connection, findings: Iterable[Finding]) -> None:
    """Keep some of what was found against a day; it counts once `mark_measured` was told that it is all."""
    _keep(connection, measured_finding, findings)


def mark_measured(connection: Connection, day: str, stand: str) -> None:
    """What is kept is all that was found against a day, of the comparison of a stand."""
    connection.execute(insert(measured), {"day": day, "stand": stand})


def was_measured(connection: Connection, day: str) -> bool:
    """Whether what is kept was found against this day, if of the comparison as it was before."""
    return connection.scalar(select(measured.c.stand).where(measured.c.day == day)) is not None


def is_measured(connection: Connection, day: str) -> bool:
    """Whether what is kept was found against this day, and of the comparison as it is."""
    found = connection.scalar(select(measured.c.stand).where(measured.c.day == day))
    return found is not None and found == connection.scalar(select(settled.c.stand))


def _keep(
    connection: Connection,
    table: Table,
    findings: Iterable[Finding],
    *,
    reading_id: int | None = None,
    known: Mapping[str, int] | None = None,
) -> None:
    found = list(findings)
    if not found:
        return
    hashes = {place.record for one in found for place in (one.later, one.earlier) if place}
    numbers = {**_readings(connection, sorted(hashes), reading_id), **(known or {})}
    insert_rows(connection, table, [_row(one, numbers) for one in found])


def forget_findings(connection: Connection, reading_id: int) -> None:
    """Throw away what was found in a reading, alone or beside another, and what was measured of it."""
    connection.execute(delete(measured_finding).where(measured_finding.c.reading_id == reading_id))
    connection.execute(
        delete(finding).where((finding.c.reading_id == reading_id) | (finding.c.earlier_reading_id == reading_id))
    )


def forget_findings_of(connection: Connection, matter_ids: Sequence[str]) -> None:
    """Throw away what was found in these matters."""
    for first in range(0, len(matter_ids), CHUNK // 4):
        connection.execute(delete(finding).where(finding.c.matter_id.in_(matter_ids[first : first + CHUNK // 4])))


def pairs_of(connection: Connection, kind: str) -> set[tuple[int, int | None]]:
    """The readings, later and earlier, between which something of a kind was found."""
    query = select(finding.c.reading_id, finding.c.earlier_reading_id).where(finding.c.kind == kind).distinct()
    return {(row.reading_id, row.earlier_reading_id) for row in connection.execute(query)}


def forget_between(connection: Connection, kind: str, later: int, earlier: int | None) -> None:
    """Throw away what of a kind was found between two readings."""
    connection.execute(
        delete(finding).where(
            finding.c.kind == kind, finding.c.reading_id == later, finding.c.earlier_reading_id.is_not_distinct_from(earlier)
        )
    )


Basis = Literal["any day", "a day"]
"""Which findings: those that hold on any day, or those that were measured against one."""
_TABLES: Mapping[Basis, Table] = {"any day": finding, "a day": measured_finding}


class Row(NamedTuple):
    """What is needed of a finding to list it: what tells the same of the same places is told once."""

    id: str
    kind: str
    day: str | None
    """Of the later place."""
    shown: bool
    places: str
    """The same for two findings that tell of the same places, where both compare versions of a record or neither does."""
    confidence: float


class Wanted(NamedTuple):
    """Which findings are asked for; what is None is not asked."""

    kind: str | None = None
    since: str | None = None
    """Day (ISO), included, as is the next; a finding whose day is unknown is told only where neither is given."""
    until: str | None = None
    matter_ids: Sequence[str] | None = None


def load_findings(
    connection: Connection, wanted: Wanted, told: Told, basis: Basis = "any day", *, everything: bool = False
) -> list[Finding]:
    """Findings by the day of their later place: those that are shown without being asked for, or `everything`.

    `told` words those that are kept as relations.
    """
    table = _TABLES[basis]
    query = _asked(select(table), table, wanted, everything=everything)
    rows = connection.execute(query.order_by(table.c.day.nulls_first(), table.c.id))
    return _findings(connection, rows.all(), told)


def list_findings(connection: Connection, wanted: Wanted, basis: Basis = "any day", *, everything: bool = False) -> list[Row]:
    """What is needed to list the same, in any order: where there are very many, they are not worth making."""
    table = _TABLES[basis]
    columns = (table.c.id, table.c.kind, table.c.day, table.c.shown, table.c.places, table.c.confidence)
    query = _asked(select(*columns), table, wanted, everything=everything)
    return [Row(id_, kind, day, bool(shown), *rest) for id_, kind, day, shown, *rest in connection.execute(query)]


def listed(one: Finding) -> Row:
    """The same of a finding at hand."""
    return Row(one.id, one.kind, one.later.day, one.shown, _places(one), one.confidence)


def _places(one: Finding) -> str:
    return _key(one.kind, one.later, one.earlier)


def _key(kind: str, later: Place, earlier: Place | None) -> str:
    stretches = [place and [place.record, place.start, place.end] for place in (later, earlier)]
    return digest(json.dumps([kind == "edited", *stretches]).encode("ascii"))[:_KEY]


def findings_called(connection: Connection, refs: Sequence[str], told: Told, basis: Basis | None = None) -> dict[str, Finding]:
    """The findings with these ids, by their ids; of those of one basis, or of any. `told` as for `load_findings`."""
    found: dict[str, Finding] = {}
    for table in [_TABLES[basis]] if basis else _TABLES.values():
        for first in range(0, len(refs), CHUNK // 4):
            rows = connection.execute(select(table).where(table.c.id.in_(refs[first : first + CHUNK // 4])))
            found.update((one.id, one) for one in _findings(connection, rows.all(), told))
    return found


def count_told(connection: Connection, wanted: Wanted, bases: Sequence[Basis], *, everything: bool = False) -> int:
    """How many findings of these bases are told, where those that tell of the same places are told once."""
    told = 0
    for number, basis in enumerate(bases):
        table = _TABLES[basis]
        query = _asked(select(table.c.places).distinct(), table, wanted, everything=everything)
        for before in bases[:number]:
            query = query.where(~_other(table, _TABLES[before].alias(), wanted, everything=everything).exists())
        told += connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    return told


def latest_told(
    connection: Connection, start: int, count: int, wanted: Wanted, bases: Sequence[Basis], *, everything: bool = False
) -> list[str]:
    """Ids of so many of them behind so many others, those of the latest day first, those of unknown day last.

    Of those that tell of the same places the one that is shown is told, then the surer, then that of the least id. The database
    goes along the days, and reads no more than is passed over and told: indexes have all that it is asked.
    """
    told = []
    latest_first: tuple[ColumnElement[str], ...] = (column("day").desc().nulls_last(), column("id").desc())
    for basis in bases:
        table = _TABLES[basis]
        query = _asked(select(table.c.day, table.c.id), table, wanted, everything=everything)
        for beside in bases:
            other = _TABLES[beside].alias()
            worth = tuple_(other.c.shown, other.c.confidence, table.c.id)
            better = worth > tuple_(table.c.shown, table.c.confidence, other.c.id)
            query = query.where(~_other(table, other, wanted, everything=everything).where(better).exists())
        told.append(select(query.order_by(*latest_first).limit(start + count).subquery()))
    if not told:
        return []
    return [row.id for row in connection.execute(union_all(*told).order_by(*latest_first).offset(start).limit(count))]


def _other(table: Table, other: FromClause, wanted: Wanted, *, everything: bool) -> Select[Any]:
    """What is asked for and tells of the same places as a finding of a table."""
    query = select(1).select_from(other).where(other.c.places == table.c.places).correlate(table)
    return _asked(query, other, wanted, everything=everything)


def waiting_findings(connection: Connection, wanted: Wanted, basis: Basis = "any day") -> int:
    """How many findings wait until they are asked for, of those that `load_findings` would give; each counts in each matter."""
    table = _TABLES[basis]
    query = _asked(select(func.count()).select_from(table), table, wanted)
    return connection.scalar(query.where(table.c.shown == 0)) or 0


def _asked(query: Select[Any], table: FromClause, wanted: Wanted, *, everything: bool = True) -> Select[Any]:
    if not everything:
        query = query.where(table.c.shown == 1)
    if wanted.kind is not None:
        query = query.where(table.c.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(table.c.day >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.c.day <= wanted.until)
    return query if wanted.matter_ids is None else query.where(table.c.matter_id.in_(wanted.matter_ids))


def _readings(connection: Connection, hashes: Sequence[str], reading_id: int | None) -> dict[str, int]:
    """The noted reading of each of these records."""
    ours = select(noted.c.reading_id)
    found: dict[str, int] = {}
    for first in range(0, len(hashes), CHUNK // 4):
        query = (
            select(record.c.sha256, reading.c.id)
            .join_from(reading, record)
            .where(record.c.sha256.in_(hashes[first : first + CHUNK // 4]))
            .where(reading.c.id.in_(ours) | (reading.c.id == reading_id))
            .order_by(reading.c.id)
        )
        found.update({row.sha256: row.id for row in connection.execute(query)})
    return found


def _row(one: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    packed = {name: getattr(one, name) for name in _KEPT}
    for name in ("later", "earlier"):
        place = packed[name]
        packed[name] = {field: getattr(place, field) for field in _PLACE} if place else None
    return {
        "id": one.id,
        "kind": one.kind,
        "matter_id": one.matter,
        "reading_id": numbers[one.later.record],
        "earlier_reading_id": numbers.get(one.earlier.record) if one.earlier else None,
        "day": one.later.day,
        "shown": int(one.shown),
        "attributes": _encode(packed),
        "places": _places(one),
        "confidence": one.confidence,
    }


def _standing_row(one: Standing, numbers: Mapping[str, int]) -> dict[str, Any]:
    told = one.relation
    later, earlier = told.later.place, told.earlier.place
    return {
        "id": one.id,
        "kind": told.relation,
        "matter_id": one.matter,
        "reading_id": numbers[later.record],
        "earlier_reading_id": numbers.get(earlier.record),
        "day": later.day,
        "shown": int(one.shown),
        "attributes": _encode({_CLAIMS: [told.later.id, told.earlier.id], "rule": told.rule, "why": told.why}),
        "places": _key(told.relation, later, earlier),
        "confidence": told.confidence,
    }


def _findings(connection: Connection, rows: Iterable[Found], told: Told) -> list[Finding]:
    """The findings of rows, in their order. What several matters tell of the same two claims is worded once."""
    found = [(row, json.loads(row.attributes)) for row in rows]
    numbers = {number for _, packed in found for number in packed.get(_CLAIMS, ())}
    claims = {one.id: one for one in load_claims(connection, sorted(numbers))}
    worded: dict[tuple[str, str], Finding] = {}
    return [
        _retold(worded, row, told, _standing(row, packed, claims)) if _CLAIMS in packed else _finding(row, packed)
        for row, packed in found
    ]


def _retold(worded: dict[tuple[str, str], Finding], row: Found, told: Told, one: Standing) -> Finding:
    """A finding in the words in which the same was told of another matter, if it was."""
    key = (row.kind, row.attributes)
    known = worded.get(key)
    if known is None:
        known = worded[key] = told(one)
    return replace(known, id=one.id, matter=one.matter, confidence=one.relation.confidence, shown=one.shown)


def _standing(row: Found, packed: Mapping[str, Any], claims: Mapping[int, Claim]) -> Standing:
    later, earlier = (claims[number] for number in packed[_CLAIMS])
    rule, why = packed["rule"], packed["why"]
    relation = Relation(later=later, earlier=earlier, relation=row.kind, confidence=row.confidence, rule=rule, why=why)
    return Standing(row.id, row.matter_id, relation, bool(row.shown))


def _finding(row: Found, packed: Mapping[str, Any]) -> Finding:
    earlier = packed["earlier"]
    places = {"later": Place(**packed["later"]), "earlier": Place(**earlier) if earlier else None}
    return Finding(id=row.id, kind=row.kind, matter=row.matter_id, **{**packed, **places})
