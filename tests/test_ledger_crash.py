"""Writers are killed at moments that nobody chose; what they had finished must be whole, and nothing must be half there."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from servanda.ledger import Ledger
from tests.ledger_readings import long_talk
from tests.ledger_writer import SENTENCES
from tests.writers import Writers

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork the writers that are killed")


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    with Writers("tests.ledger_writer") as started:
        yield started


def killed(writers: Writers, file: Path, *, first: int, after_records: int, after_seconds: float) -> list[int]:
    """Let a writer append from `first` on, kill it so long after so many records; the numbers it said it had kept."""
    writer, said, more = writers.start(f"{file} {first}", after=after_records)
    time.sleep(after_seconds)
    os.kill(writer, signal.SIGKILL)
    return [*map(int, said), *map(int, more)]


def assert_sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_writer_killed_at_any_moment_leaves_every_finished_record_whole_and_no_half_record(
    writers: Writers, tmp_path: Path
) -> None:
    file = tmp_path / "talks.servanda"
    chance = random.Random(20240524)
    there = 0
    for _ in range(25):
        finished = killed(writers, file, first=there, after_records=chance.randrange(4), after_seconds=chance.uniform(0, 0.04))
        with Ledger.open(file) as ledger:
            kept = [record.source for record in ledger.records()]
            assert kept == [f"/talks/{number}.txt" for number in range(len(kept))]
            assert there + len(finished) <= len(kept) <= there + len(finished) + 1
            for number in range(there, len(kept)):
                assert ledger.reading(f"/talks/{number}.txt") == long_talk(number, SENTENCES)
        there = len(kept)
    assert there > 25
    assert_sound(file)


def test_a_ledger_whose_making_was_cut_off_is_made_by_the_next_writer(writers: Writers, tmp_path: Path) -> None:
    chance = random.Random(20240525)
    for attempt in range(20):
        file = tmp_path / f"talks-{attempt}.servanda"
        finished = killed(writers, file, first=0, after_records=0, after_seconds=chance.uniform(0, 0.03))
        with Ledger.open(file) as ledger:
            assert len(ledger.records()) >= len(finished)
            ledger.append(long_talk(1000, sentences=2))
        assert_sound(file)
