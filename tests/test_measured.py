"""What is overdue or dropped against a day: after a ruling only what it can reach is found out anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.comparison import updating
from servanda.comparison.findings import reporting
from servanda.comparison.findings.reach import Reach
from servanda.ledger import Ledger, findings
from servanda.ledger.gentle import Gentle
from tests.river_talks import ledger_of_talks
from tests.room import DAY

HARBOUR = """Meeting with President of Corvia Ivo Brandt
June 3, 2024

President of Ardania Elena Marsh met with President of Corvia Ivo Brandt in Tesh.

Elena Marsh: We will open the harbour school in Tesh by the end of September 2024. We will publish the register of pilots by
the end of 2024.

Ivo Brandt: We will build the grain terminal in Tesh by the end of 2024.
"""
HARBOUR_LATER = """Meeting with President of Corvia Ivo Brandt
May 5, 2025

President of Ardania Elena Marsh met with President of Corvia Ivo Brandt in Tesh.

Ivo Brandt: The grain terminal in Tesh has been built.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    place = ledger_of_talks(tmp_path)
    with open_ledger(place, create=False) as ledger:
        for name, text in (("harbour", HARBOUR), ("later", HARBOUR_LATER)):
            ledger.append(read_text(text, source=f"talks/{name}.txt", model=False))
        servanda.compare(ledger)
    with Gentle.open(place, create=False) as gentle:
        reporting.measure(gentle, DAY)
        yield gentle


def told(ledger: Ledger) -> reporting.Told:
    return servanda.compare(ledger).findings_told(today=DAY, everything=True, kept=True)


def measured_anew(ledger: Ledger) -> reporting.Told:
    with ledger.writes() as connection:
        findings.forget_measured(connection)
    return servanda.compare(ledger).findings_told(today=DAY, everything=True)


def entry_of(ledger: Ledger, kind: str, words: str) -> str:
    return next(str(one["id"]) for one in ledger.entries(kind) if words in one["text"])


RULINGS = (
    ("commitment", "harbour school", "rejected", {}),
    ("commitment", "register of pilots", "accepted", {}),
    ("commitment", "second lock", "corrected", {"deadline_end": "2026-10-31"}),
    ("progress", "second lock", "rejected", {}),
    ("progress", "grain terminal", "rejected", {}),
)


def test_after_each_ruling_what_is_kept_against_the_day_is_what_would_be_measured_anew(ledger):
    for kind, words, verdict, corrected in RULINGS:
        ledger.rule(entry_of(ledger, kind, words), verdict, corrected=corrected)
        updating.bring_up_to_date_beside(ledger, DAY)
        kept = told(ledger)
        assert not kept.unmeasured
        assert kept == measured_anew(ledger)
        reporting.measure(ledger, DAY)
    assert any("grain terminal" in one.sentence for one in told(ledger).findings if one.kind == "overdue")


def reached_by(ledger: Ledger) -> set[int] | None:
    reach = Reach(DAY)
    updating.bring_up_to_date(ledger, reach=reach)
    with ledger.reads() as connection:
        return reach.after(connection)


def test_a_ruling_upon_one_record_does_not_reach_what_others_undertake_on_something_else(ledger):
    comparison = servanda.compare(ledger)
    locks = {one.claim.id for one in comparison.due(DAY, everything=True).dues if one.claim and "lock" in one.claim.sentence}
    ledger.rule(entry_of(ledger, "progress", "grain terminal"), "rejected")
    reached = reached_by(ledger)
    assert reached
    assert locks
    assert not locks & reached


def test_a_record_that_comes_reaches_everything(ledger):
    ledger.append(read_text(HARBOUR_LATER.replace("May 5", "May 6"), source="talks/last.txt", model=False))
    assert reached_by(ledger) is None


def test_measuring_is_given_up_as_soon_as_something_comes(ledger, monkeypatch):
    monkeypatch.setattr(reporting, "_LOOKING", -1.0)
    with ledger.writes() as connection:
        findings.forget_measured(connection)
    reporting.measure(ledger, DAY, goes_on=lambda: False)
    assert told(ledger).unmeasured
    reporting.measure(ledger, DAY, goes_on=lambda: True)
    assert not told(ledger).unmeasured
