"""Files dropped on the page: read by a process within limits, so that one that harms costs itself only."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda import open_ledger
from servanda.faces.web.intake import Dropped, Intake, beside
from servanda.faces.web.room import Room
from servanda.ledger import Ledger
from servanda.work import Limits
from tests.river_talks import REPORT, ledger_of_talks
from tests.room import DAY, open_room

LINE = "President of Ardania Mira Halden: In 2023 trade with Belmora grew by {} percent, and we will open the port by May.\n\n"
LONG = "".join(LINE.format(number) for number in range(20_000)).encode()
"""It takes longer to read than a second, and more memory than 64 MB."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger:
        yield ledger


def done(intake: Intake) -> list[Dropped]:
    """What became of the files, in the order in which they were dropped."""
    end = time.monotonic() + 120
    while any(one.state in ("waiting", "reading") for one in intake.dropped):
        assert time.monotonic() < end
        time.sleep(0.02)
    return intake.dropped[::-1]


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(seconds=1), "within the 1 seconds"), (Limits(megabytes=64), "more memory than the 64 MB")]
)
def test_one_that_takes_too_long_or_too_much_memory_is_set_aside_and_the_others_are_read(ledger, limits, reason):
    intake = Intake(ledger, limits=limits, aside=beside(ledger))
    intake.take([("before.txt", REPORT.encode() + b" "), ("long.txt", LONG), ("behind.txt", REPORT.encode() + b"  ")])
    before, long, behind = done(intake)
    assert (before.state, long.state, behind.state) == ("read", "refused", "read")
    assert reason in long.told
    assert "servanda read FILE --retry" in long.told


def test_what_was_set_aside_is_noted_beside_the_ledger_and_not_tried_again_by_whatever_name(ledger):
    file = beside(ledger)
    assert file is not None
    for name in ("long.txt", "other.txt"):
        intake = Intake(ledger, limits=Limits(seconds=1), aside=file)
        intake.take([(name, LONG)])
        (one,) = done(intake)
        assert ("set aside earlier" in one.told) == (name == "other.txt")
    (line,) = map(json.loads, file.read_text().splitlines())
    assert line["source"] == "long.txt"


def test_of_what_is_private_nothing_is_noted_beside_the_ledger(ledger):
    intake = Intake(ledger, limits=Limits(seconds=1), aside=beside(ledger))
    intake.take([("memo.txt", LONG)], owner="Anna")
    (one,) = done(intake)
    assert "within the 1 seconds" in one.told
    assert not Path(f"{ledger.place}-quarantine.jsonl").exists()


def test_where_nothing_can_be_read_each_file_says_why(ledger, monkeypatch):
    monkeypatch.setattr("servanda.working.crew._START", "import sys; sys.exit(7)")
    intake = Intake(ledger)
    intake.take([("one.txt", b"one"), ("two.txt", b"two")])
    assert [(one.state, "do not start" in one.told) for one in done(intake)] == [("refused", True)] * 2
    monkeypatch.undo()
    intake.take([("three.txt", REPORT.encode() + b" ")])
    assert done(intake)[-1].state == "read"


def test_the_page_says_why_and_the_room_goes_on(ledger):
    intake = Intake(ledger, limits=Limits(seconds=1), aside=beside(ledger))
    with open_room(Room(ledger, reviewer="Anna", today=lambda: DAY, intake=intake)) as door:
        intake.take([("long.txt", LONG)])
        assert door.get("/records").status == 200
        done(intake)
        assert "not read within the 1 seconds that it may take; set aside" in door.get("/add").text
