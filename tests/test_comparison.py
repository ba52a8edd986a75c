"""What many records say together is the same in whatever order they came, one by one or all at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import servanda
from servanda.ledger import Ledger
from servanda.ledger.noting import noted_readings
from servanda.model import Reading
from servanda.outward.joined import finding_to_dict, matter_to_dict, meeting_to_dict, person_to_dict
from tests.stores import Stores

pytestmark = pytest.mark.usefixtures("store")  # each test on every store

TALKS = Path(__file__).parent.parent / "examples" / "talks"
DAY = "2025-12-31"


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(servanda.read(path, model=False) for path in sorted(TALKS.iterdir()) if path.suffix != ".md")


def kept(file: Path, some: tuple[Reading, ...]) -> Ledger:
    ledger = Ledger.open(file)
    for reading in some:
        ledger.append(reading)
    return ledger


def told(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """All that the comparison tells, in an order of its own."""
    comparison = servanda.compare(ledger)
    matters = [comparison.matter(matter.id) for matter in comparison.matters(everything=True)]
    found = {
        "people": [person_to_dict(person) for person in comparison.people(everything=True)],
        "meetings": [meeting_to_dict(meeting) for meeting in comparison.meetings()],
        "matters": [matter_to_dict(matter) for matter in matters],
        "findings": [finding_to_dict(finding) for finding in comparison.findings(on=DAY, everything=True)],
    }
    return {name: sorted(values, key=lambda value: str(value["id"])) for name, values in found.items()}


@pytest.fixture(scope="module")
def at_once(store: Stores, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    with kept(tmp_path_factory.mktemp("all") / "l.servanda", readings()) as ledger:
        return told(ledger)


def test_there_is_something_to_tell_of_each_kind(at_once: dict[str, list[dict[str, Any]]]) -> None:
    assert all(at_once.values())


@pytest.mark.parametrize("what", ["people", "meetings", "matters", "findings"])
def test_the_order_of_records_makes_no_difference(
    what: str, at_once: dict[str, list[dict[str, Any]]], backwards: dict[str, list[dict[str, Any]]]
) -> None:
    assert backwards[what] == at_once[what]


@pytest.fixture(scope="module")
def backwards(store: Stores, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    with kept(tmp_path_factory.mktemp("back") / "l.servanda", readings()[::-1]) as ledger:
        return told(ledger)


@pytest.mark.parametrize("what", ["people", "meetings", "matters", "findings"])
def test_records_that_come_one_by_one_tell_what_all_at_once_tell(
    what: str, at_once: dict[str, list[dict[str, Any]]], one_by_one: dict[str, list[dict[str, Any]]]
) -> None:
    assert one_by_one[what] == at_once[what]


@pytest.fixture(scope="module")
def one_by_one(store: Stores, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    with kept(tmp_path_factory.mktemp("one") / "l.servanda", ()) as ledger:
        for reading in readings():
            ledger.append(reading)
            servanda.compare(ledger)
        return told(ledger)


def test_a_comparison_that_is_asked_again_notes_nothing_anew(tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    with kept(tmp_path / "l.servanda", readings()[:3]) as ledger:
        servanda.compare(ledger)
        servanda.compare(ledger, progress=lambda done, of: said.append((done, of)))
    assert said == []


def test_a_record_that_is_replaced_leaves_no_notes(tmp_path: Path) -> None:
    first, second = readings()[:2]
    with kept(tmp_path / "l.servanda", (first,)) as ledger:
        servanda.compare(ledger)
        assert first.record.source
        ledger.append(second, document=first.record.source)
        servanda.compare(ledger)
        with ledger.reads() as connection:
            current = [number for number, comparer in noted_readings(connection).items() if comparer]
        summaries = ledger.records()
    assert len(current) == len(summaries) == 1
