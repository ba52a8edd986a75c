"""A room that compares beside what it does: pages tell what was known before, and say so, until all is compared."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.comparison import Comparison, updating
from servanda.comparison.findings import reporting
from servanda.errors import UsageError
from servanda.faces.web.comparing import Beside
from servanda.ledger import Ledger
from servanda.ledger.gentle import Gentle
from servanda.ledger.still import Still
from tests.river_talks import compared_talks, ledger_of_talks
from tests.room import DAY, Door, annas_room

NEW = """Meeting with President of Corvia Ivo Brandt
June 3, 2025

President of Ardania Elena Marsh met with President of Corvia Ivo Brandt in Tesh.

Elena Marsh: Welcome to Tesh. Trade grew by 4 percent last year.

Ivo Brandt: We will build the harbour in Tesh by the end of 2027.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with compared_talks(tmp_path) as ledger:
        yield ledger


@pytest.fixture
def beside(ledger: Ledger) -> Iterator[Beside]:
    comparing = Beside(ledger, lambda: DAY)
    yield comparing
    comparing.close()


@pytest.fixture
def door(ledger: Ledger, beside: Beside) -> Iterator[Door]:
    with annas_room(ledger, beside) as door:
        yield door


def until_known(beside: Beside) -> None:
    """Wait until all that came is told of."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        beside.compared()
        if not beside.waiting and updating.state(beside._ledger, DAY).is_measured:
            return
        time.sleep(0.1)
    raise TimeoutError


def test_what_came_is_told_of_once_it_is_compared_and_waited_for_by_nobody(ledger, beside):
    before = [one.name for one in beside.compared().people()]
    ledger.append(read_text(NEW, source="talks/new.txt", model=False))
    assert [one.name for one in beside.compared().people()] == before
    assert beside.waiting == 1
    until_known(beside)
    assert "Ivo Brandt" in {one.name for one in beside.compared().people()}
    assert beside.compared().people() == servanda.compare(ledger).people()


def test_pages_say_that_something_is_being_compared_and_no_longer_when_it_is(ledger, door, beside):
    until_known(beside)
    assert "being compared" not in door.get("/people").text
    ledger.append(read_text(NEW, source="talks/new.txt", model=False))
    page = door.get("/people").text
    assert "1 record read or ruled upon since is being compared" in page
    assert "Ivo Brandt" not in page
    assert "Ivo Brandt" in door.get("/records").text
    until_known(beside)
    page = door.get("/people").text
    assert "being compared" not in page
    assert "Ivo Brandt" in page


def test_a_ruling_is_seen_at_once_where_the_entry_stands(door, beside):
    until_known(beside)
    one = door.get("/review.json?kind=commitment").value
    door.post("/rule", token=door.room.only.token, entry=f"{one['id']}@{one['seen']}", verdict="rejected", back="/review")
    assert door.get(f"/entry/{one['id']}.json").value["ruling"]["verdict"] == "rejected"
    assert "being compared" in door.get("/matters").text


def test_comparing_rests_between_rulings_and_then_tells_all_of_them_at_once(ledger, beside, monkeypatch):
    until_known(beside)
    begun: list[float] = []
    send = beside._await
    monkeypatch.setattr(beside, "_await", lambda *asked: (begun.append(time.monotonic()), send(*asked)))
    monkeypatch.setattr("servanda.faces.web.comparing._REST", 1000.0)
    monkeypatch.setattr("servanda.faces.web.comparing._LONGEST_REST", 2.0)
    beside._rests_until = 0.0
    waiting = [one["id"] for one in ledger.entries("commitment")]
    for entry in waiting[:3]:
        ledger.rule(entry, "rejected")
        while beside._is_busy() or not begun:
            beside.compared()
            time.sleep(0.01)
    assert len(begun) == 1
    until_known(beside)
    assert len(begun) == 2
    assert begun[1] - begun[0] >= 2.0
    assert not {*waiting[:3]} & {one.claim.place.entry for one in beside.compared().due(DAY, everything=True).dues if one.claim}


def test_a_ledger_as_it_stood_tells_nothing_of_what_comes_later(ledger):
    still = Still(ledger)
    before = [one.record for one in still.records()]
    ledger.append(read_text(NEW, source="talks/new.txt", model=False))
    assert [one.record for one in still.records()] == before
    assert len(ledger.records()) == len(before) + 1
    with pytest.raises(UsageError), still.writes():
        pass


def test_a_ledger_as_it_stood_is_read_by_more_threads_than_it_has_transactions(ledger):
    still, told = Still(ledger), []
    known = Comparison.as_known(still)
    threads = [threading.Thread(target=lambda: told.append(len(known.findings(everything=True)))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(told) == 20
    assert len(set(told)) == 1


def test_comparing_in_small_steps_gives_what_comparing_at_once_gives(tmp_path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    with open_ledger(ledger_of_talks(folders[0]), create=False) as ledger:
        expected = told(servanda.compare(ledger))
    place = ledger_of_talks(folders[1])
    with Gentle.open(place) as gentle:
        updating.bring_up_to_date_beside(gentle, DAY)
        assert told(Comparison.as_known(gentle)) == expected


def told(comparison: Comparison) -> tuple[object, ...]:
    matters = [comparison.matter(one.id) for one in comparison.matters(everything=True)]
    relations = [[(one.later.place, one.earlier.place, one.relation) for one in matter.relations] for matter in matters]
    return comparison.people(everything=True), comparison.meetings(), relations, comparison.findings(everything=True)


def test_what_is_kept_against_a_day_is_what_is_found_out_when_asked(ledger):
    comparison = servanda.compare(ledger)
    asked = comparison.findings_told(today=DAY, everything=True)
    assert {"overdue"} <= {one.kind for one in asked.findings}
    assert comparison.findings_told(today=DAY, kept=True).unmeasured
    reporting.measure(ledger, DAY)
    assert comparison.findings_told(today=DAY, everything=True, kept=True) == asked
    for kind in ("overdue", "dropped", None):
        shown = comparison.findings_told(today=DAY, kind=kind)
        assert shown.findings == [one for one in asked.findings if one.shown and kind in (None, one.kind)]
    overdue = next(one for one in asked.findings if one.kind == "overdue")
    assert comparison.finding(overdue.id, today=DAY) == overdue
    other = comparison.findings_told(today="2024-01-01", everything=True)
    assert "overdue" not in {one.kind for one in other.findings}


def test_what_was_measured_of_a_record_goes_with_it(ledger):
    reporting.measure(ledger, DAY)
    overdue = next(one for one in servanda.compare(ledger).findings(today=DAY, everything=True) if one.kind == "overdue")
    for entry in [one for one in ledger.entries(record=overdue.later.record) if one["kind"] == "commitment"]:
        ledger.rule(entry["id"], "rejected")
    found = servanda.compare(ledger).findings(today=DAY, everything=True)
    assert overdue.id not in {one.id for one in found}
