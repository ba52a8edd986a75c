"""What is overdue or dropped against a day: after a ruling only what it can reach is found out anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.comparison import updating
from servanda.comparison.findings import reporting
from servanda.comparison.findings.reach import Reach
from servanda.comparison.matters import fates
from servanda.ledger import Ledger, findings
from servanda.ledger.gentle import Gentle
from servanda.model import Relation
from tests.river_talks import ledger_of_talks
from tests.room import DAY
from tests.spoken import said

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
WINTER = """Long winter in Tesh
June 9, 2025

The harbour of Tesh was closed for three weeks.

President of Corvia Ivo Brandt said that the winter had been long. The harbour master said that the ice had gone.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    place = ledger_of_talks(tmp_path)
    with open_ledger(place, create=False) as ledger:
        for name, text in (("harbour", HARBOUR), ("later", HARBOUR_LATER), ("winter", WINTER)):
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
    ("quotation", "winter had been long", "rejected", {}),
    ("quotation", "ice had gone", "accepted", {}),
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


def test_who_is_heard_no_longer_in_a_record_reaches_what_he_undertook_before_and_nobody_else(ledger):
    dues = servanda.compare(ledger).due(DAY, everything=True).dues
    his = {one.claim.id for one in dues if one.claim and one.claim.said_by == "Ivo Brandt"}
    ledger.rule(entry_of(ledger, "quotation", "winter had been long"), "rejected")
    reached = reached_by(ledger)
    assert his
    assert reached == his


def test_an_entry_that_is_accepted_does_not_reach_what_others_of_its_record_tell_of(ledger):
    dues = servanda.compare(ledger).due(DAY, everything=True).dues
    locks = {one.claim.id for one in dues if one.claim and "lock" in one.claim.sentence}
    conference = next(one.record for one in ledger.records() if one.source == "talks/conference.txt")
    ledger.rule(next(str(one["id"]) for one in ledger.entries("exchange", conference)), "accepted")
    assert locks
    assert reached_by(ledger) == set()


def test_the_fate_of_a_promise_made_again_and_again_is_the_same_asked_alone_and_with_all_others(monkeypatch):
    made = [said("commitment", f"2024-0{month}-24", f"we will open the second lock {month}") for month in range(1, 8)]
    made = [replace(one, id=number) for number, one in enumerate(made)]
    opened = replace(said("progress", "2024-10-24", "the second lock is open"), id=len(made))
    told = {
        earlier.id: [Relation(later=later, earlier=earlier, relation=relation, confidence=0.8, rule="x", why="x")]
        for (earlier, later), relation in zip(pairwise([*made, opened]), ["repeats"] * 6 + ["fulfils"], strict=True)
    }
    told[opened.id] = []
    monkeypatch.setattr(fates, "told_of", lambda _, claims, **__: {one.id: told[one.id] for one in claims})
    together = fates.followed(None, made)
    assert together == {one.id: fates.followed(None, [one])[one.id] for one in made}
    assert told[made[-1].id][0] in together[made[-2].id]
