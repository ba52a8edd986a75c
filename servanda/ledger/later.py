"""Which records are later than a day and could tell of a thing: those in which a name is heard, or a matter is spoken of."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from servanda.ledger.schema import (
    claim,
    matter,
    matter_claim,
    name_use,
    noted,
    occasion,
    occasion_party,
    reading,
    record,
)
from servanda.ledger.store import CHUNK, day_and_language

_HEARD = frozenset(("speaker", "source", "holder"))
"""Parts of a name in a record that let its bearer be heard there."""


class Dated(NamedTuple):
    """A noted reading, its day and its language."""

    reading: int
    record: str
    """SHA-256."""
    day: str | None
    language: str | None


_KNOWN: WeakKeyDictionary[Engine, dict[int, Dated]] = WeakKeyDictionary()
"""Readings that were looked at before, by the ledger: a reading never changes."""


def dated(connection: Connection, numbers: Collection[int]) -> list[Dated]:
    """These readings, each with its day and language, as the readings tell them."""
    known = _KNOWN.setdefault(connection.engine, {})
    missing = sorted(number for number in numbers if number not in known)
    query = select(reading.c.id, reading.c.facts, record.c.sha256).join_from(reading, record)
    for some in _few(missing):
        rows = connection.execute(query.where(reading.c.id.in_(some)))
        known.update((row.id, Dated(row.id, row.sha256, *day_and_language(row.facts))) for row in rows)
    return [known[number] for number in numbers]


def noted_reading(connection: Connection, sha256: str) -> int | None:
    """The number of the noted reading of a record; None where it has none."""
    query = select(func.max(noted.c.reading_id)).join_from(noted, reading).join(record, reading.c.record_id == record.c.id)
    found: int | None = connection.scalar(query.where(record.c.sha256 == sha256))
    return found


def skeletons_of(connection: Connection, reading_id: int, name: str) -> list[str]:
    """What spellings of a name that a reading uses have in common."""
    query = select(name_use.c.skeleton).where(name_use.c.reading_id == reading_id, name_use.c.name == name)
    return sorted(set(connection.scalars(query)))


def readings_hearing(connection: Connection, skeletons: Sequence[str]) -> set[int]:
    """The readings in which bearers of these names speak, or are quoted."""
    query = select(name_use.c.reading_id, name_use.c.attributes).where(name_use.c.skeleton.in_(skeletons))
    rows = connection.execute(query).all()
    said = json.loads(f"[{','.join(row.attributes for row in rows)}]")  # at once: of some there are thousands
    return {row.reading_id for row, use in zip(rows, said, strict=True) if not _HEARD.isdisjoint(use.get("parts", ()))}


def lets_be_heard(attributes: str) -> bool:
    """Whether a name that a reading uses, as its row has it, is of one who speaks there or is quoted."""
    return not _HEARD.isdisjoint(json.loads(attributes).get("parts", ()))


def parties_of(connection: Connection, reading_id: int) -> list[str]:
    """Skeletons of those who met on the occasion that a reading tells of."""
    query = select(occasion_party.c.skeleton).join_from(occasion_party, occasion).where(occasion.c.reading_id == reading_id)
    return sorted(set(connection.scalars(query)))


def readings_of_parties(connection: Connection, skeletons: Sequence[str]) -> dict[int, int]:
    """The readings that tell of an occasion of these parties, each with how many of them were there."""
    query = (
        select(occasion.c.reading_id, occasion_party.c.skeleton)
        .join_from(occasion_party, occasion)
        .where(occasion_party.c.skeleton.in_(skeletons))
        .distinct()
    )
    found: dict[int, int] = {}
    for row in connection.execute(query):
        found[row.reading_id] = found.get(row.reading_id, 0) + 1
    return found


def readings_of_matters(connection: Connection, matter_ids: Sequence[str]) -> set[int]:
    """The readings that speak of these matters."""
    query = (
        select(claim.c.reading_id)
        .join_from(matter_claim, claim, matter_claim.c.claim_id == claim.c.id)
        .where(matter_claim.c.matter_id.in_(matter_ids))
        .distinct()
    )
    return set(connection.scalars(query))


def claims_of_matters(connection: Connection, matter_ids: Sequence[str]) -> set[int]:
    """The numbers of the claims that are in these matters."""
    found: set[int] = set()
    for first in range(0, len(matter_ids), CHUNK // 4):
        some = matter_claim.c.matter_id.in_(matter_ids[first : first + CHUNK // 4])
        found.update(connection.scalars(select(matter_claim.c.claim_id).where(some)))
    return found


def matters_of(connection: Connection, claim_ids: Sequence[int]) -> dict[int, list[str]]:
    """The matters that claims are in, by the number of the claim."""
    found: dict[int, list[str]] = {}
    for first in range(0, len(claim_ids), CHUNK // 4):
        some = claim_ids[first : first + CHUNK // 4]
        query = select(matter_claim.c.claim_id, matter_claim.c.matter_id).where(matter_claim.c.claim_id.in_(some))
        for row in connection.execute(query.order_by(matter_claim.c.matter_id)):
            found.setdefault(row.claim_id, []).append(row.matter_id)
    return found


def matter_names(connection: Connection, matter_ids: Sequence[str]) -> dict[str, str]:
    """What matters are called in the records' words."""
    found: dict[str, str] = {}
    for first in range(0, len(matter_ids), CHUNK // 4):
        query = select(matter.c.id, matter.c.name).where(matter.c.id.in_(matter_ids[first : first + CHUNK // 4]))
        found.update({row.id: row.name for row in connection.execute(query)})
    return found


def matters_called(connection: Connection, ref: str) -> list[str]:
    """Ids of the matters meant: by the id or its beginning, else all that have these words in their names."""
    if ref.startswith("matter-"):
        ids = list(connection.scalars(select(matter.c.id).where(matter.c.id >= ref, matter.c.id < ref + "g")))
        if ids:
            return sorted(ids)
    wanted = ref.casefold().split()
    rows = connection.execute(select(matter.c.id, matter.c.name))
    return sorted(row.id for row in rows if all(word in row.name.casefold() for word in wanted))


def undertaken_in_matters(
    connection: Connection, *, until: str, records: int, among: Collection[int] | None = None
) -> dict[int, list[str]]:
    """Commitments without a last day, of records up to a day: their matters, of those that have so many records at least.

    Of these claims only, where some are named.
    """
    query = (
        select(claim.c.id, matter_claim.c.matter_id)
        .join_from(claim, matter_claim, matter_claim.c.claim_id == claim.c.id)
        .join(matter, matter_claim.c.matter_id == matter.c.id)
        .where(claim.c.kind == "commitment", claim.c.deadline.is_(None), claim.c.day <= until)
        .where(matter.c.records >= records, matter.c.last_day > claim.c.day)
        .order_by(claim.c.id, matter_claim.c.matter_id)
    )
    numbers = None if among is None else sorted(among)
    parts = [query] if numbers is None else [query.where(claim.c.id.in_(some)) for some in _few(numbers)]
    found: dict[int, list[str]] = {}
    for row in (row for part in parts for row in connection.execute(part)):
        found.setdefault(row.id, []).append(row.matter_id)
    return found


def _few(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), CHUNK // 4):
        yield numbers[first : first + CHUNK // 4]
