"""Findings listed in parts by the database: it chooses as is chosen out of all, in either store, and in an older ledger too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select

from servanda import compare
from servanda.comparison.findings import reporting
from servanda.comparison.findings.findings import worded
from servanda.ledger import Ledger
from servanda.ledger import findings as kept
from servanda.ledger.schema import REVISIONS, finding
from servanda.model import Finding
from tests.river_talks import ledger_of_talks
from tests.stores import Stores

DAYS = (None, "2024-05-24", "2024-06-01", "2024-12-06")
COLUMNS = "id, places, confidence"
INDEXES = ("ix_finding_listed", "ix_finding_places", "ix_measured_finding_places")


@pytest.fixture
def file(store: Stores, tmp_path: Path) -> Path:
    path = Path(ledger_of_talks(tmp_path))
    with Ledger.open(path) as ledger:
        compare(ledger)
    return path


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with Ledger.open(file) as opened:
        yield opened


def many(like: Finding) -> list[Finding]:
    """Findings of a few places, so that most tell of places that others tell of too, whatever else tells them apart."""
    draw = Random("listed")
    found = []
    for number in range(80):
        start = draw.randrange(12)
        day = DAYS[start % len(DAYS)]
        later = replace(like.later, start=start, day=day)
        kind = draw.choice(("updates", "repeats", "edited", "overdue"))
        earlier = like.earlier if kind == "edited" or draw.random() < 0.5 else None
        sure, shown = draw.choice((0.3, 0.55, 0.9)), draw.random() < 0.5
        found.append(
            replace(like, id=f"finding-{number:016x}", kind=kind, later=later, earlier=earlier, confidence=sure, shown=shown)
        )
    return found


def keep_with_words(ledger: Ledger) -> None:
    """Keep each finding with its words, as older ledgers do."""
    with ledger.writes() as connection:
        found = kept.load_findings(connection, kept.Wanted(), worded, everything=True)
        connection.execute(delete(finding))
        kept.keep_findings(connection, found)


def places(one: Finding) -> tuple[object, ...]:
    stretches = [place and (place.record, place.start, place.end) for place in (one.later, one.earlier)]
    return one.kind == "edited", *stretches


def test_a_part_of_the_findings_is_that_part_of_all_of_them(ledger: Ledger) -> None:
    with ledger.reads() as connection:
        like = next(one for one in kept.load_findings(connection, kept.Wanted(), worded, everything=True) if one.earlier)
    found = many(like)
    with ledger.writes() as connection:
        connection.execute(delete(finding))
        kept.forget_measured(connection)
        kept.keep_findings(connection, [one for one in found if one.kind != "overdue"])
        kept.keep_measured(connection, [one for one in found if one.kind == "overdue"])
    bases: tuple[tuple[kept.Basis, ...], ...] = ((), ("any day",), ("a day",), ("any day", "a day"))
    asked = product(bases, (False, True), (None, "updates", "overdue"), (None, "2024-06-01"), (None, "2024-06-01"))
    with ledger.reads() as connection:
        for some, everything, kind, since, until in asked:
            wanted = kept.Wanted(kind, since, until)
            rows = [
                one for basis in some for one in kept.load_findings(connection, wanted, worded, basis, everything=everything)
            ]
            told = reporting.once(rows, places, lambda one: (not one.shown, -one.confidence, one.id))
            ids = [one.id for one in sorted(told, key=lambda one: (one.later.day or "", one.id), reverse=True)]
            parts = [kept.latest_told(connection, start, 5, wanted, some, everything=everything) for start in range(0, 80, 5)]
            assert [id_ for part in parts for id_ in part] == ids
            assert kept.count_told(connection, wanted, some, everything=everything) == len(ids)


def test_a_finding_comes_back_as_sure_as_it_was_kept(ledger: Ledger) -> None:
    with ledger.writes() as connection:
        one = kept.load_findings(connection, kept.Wanted(), worded, everything=True)[0]
        kept.keep_findings(connection, [replace(one, id="finding-0", confidence=0.1 + 0.2)])
    with ledger.reads() as connection:
        rows = {row.id: row for row in kept.list_findings(connection, kept.Wanted(), everything=True)}
    assert rows["finding-0"] == kept.listed(replace(one, id="finding-0", confidence=0.1 + 0.2))


def test_findings_that_a_ledger_keeps_with_their_words_are_told_as_those_kept_without(ledger: Ledger) -> None:
    found = reporting.told(ledger, everything=True).findings
    assert any(one.matter and one.earlier for one in found)
    keep_with_words(ledger)
    assert reporting.told(ledger, everything=True).findings == found


def test_a_matter_s_finding_takes_no_more_room_for_the_words_of_both_sides(ledger: Ledger) -> None:
    found = [one for one in reporting.told(ledger, everything=True).findings if one.matter and one.earlier]
    with ledger.reads() as connection:
        rows = connection.execute(select(finding.c.id, finding.c.attributes))
        held = {row.id: row.attributes for row in rows}
    assert all(place.text not in held[one.id] for one in found for place in (one.later, one.earlier) if place)


def test_findings_of_an_older_ledger_are_listed_as_before(store: Stores, file: Path) -> None:
    with Ledger.open(file) as ledger:
        reporting.measure(ledger, "2026-01-01")
        keep_with_words(ledger)
    rows = {name: store.execute(file, f"SELECT {COLUMNS} FROM {name} ORDER BY id") for name in ("finding", "measured_finding")}
    assert all(rows.values())
    older = [f"DROP INDEX {name}" for name in INDEXES]
    older += [f"ALTER TABLE {name} DROP COLUMN {column}" for name in rows for column in ("places", "confidence")]
    older += ["CREATE INDEX ix_finding_day ON finding (day)", "UPDATE servanda_schema SET version_num = '0007'"]
    store.execute(file, *older, "SELECT 1")
    Ledger.open(file).close()
    for name, expected in rows.items():
        assert store.execute(file, f"SELECT {COLUMNS} FROM {name} ORDER BY id") == expected
    assert store.execute(file, "SELECT version_num FROM servanda_schema") == [(REVISIONS[-1],)]
