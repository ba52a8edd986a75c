"""The disk is full, or may only be read; the clock goes back: one clear line, and the ledger holds what it held."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda import work
from servanda.errors import LedgerFullError
from servanda.faces import cli
from servanda.ledger import Ledger
from servanda.ledger.verifying import verified
from tests.ledger_readings import long_talk

PROGRAM = [sys.executable, "-m", "servanda.faces.cli"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def filled(disk: Path, *, leaving: int) -> Path:
    """The file that takes all of a disk but so many bytes."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - leaving))
    return ballast


def whole(ledger: Path) -> int:
    """How many records are there, once it was seen that everything is whole."""
    with Ledger.open(ledger, create=False) as opened:
        found = verified(opened)
    assert found.faults == []
    return found.records


def test_a_full_disk_is_said_nothing_kept_is_lost_and_once_there_is_room_it_goes_on(small_disk: Path) -> None:
    ballast = filled(small_disk, leaving=1_300_000)
    kept = 0
    with Ledger.open(small_disk / "talks.servanda") as ledger:
        with pytest.raises(LedgerFullError, match="no space is left"):  # noqa: PT012 - which of them it is cannot be known
            for number in range(1000):
                ledger.append(long_talk(number, sentences=100))
                kept = number + 1
        assert len(ledger.records()) == kept
        ballast.unlink()
        ledger.append(long_talk(5000, sentences=100))
        assert len(ledger.records()) == kept + 1
    assert kept > 0
    assert whole(small_disk / "talks.servanda") == kept + 1


def test_a_ruling_on_a_full_disk_is_refused_whole_and_the_earlier_ones_hold(small_disk: Path) -> None:
    ledger = small_disk / "talks.servanda"
    with Ledger.open(ledger) as opened:
        opened.append(long_talk(1, sentences=50))
        entries = [entry["id"] for entry in opened.entries()]
        opened.rule(entries[0], "accepted", by="anna")
        ballast = filled(small_disk, leaving=0)
        with pytest.raises(LedgerFullError):  # noqa: PT012 - which of them it is cannot be known
            for entry in entries[1:]:
                opened.rule(entry, "rejected", by="anna", why="no room " * 500)
        held = len(opened.rulings())
        ballast.unlink()
        opened.rule(entries[-1], "accepted", by="ben")
        assert len(opened.rulings()) == held + 1
    assert whole(ledger) == 1


def test_on_the_command_line_a_full_disk_is_one_line_and_the_same_command_goes_on(small_disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    line = "President of Ardania Mira Halden: In 2023 trade with Belmora grew by {} percent.\n\n"
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(line.format(number) * 60)
    ballast = filled(small_disk, leaving=1_100_000)
    command = [*PROGRAM, "read", str(folder), "--ledger", str(small_disk / "t.servanda"), "--no-model", "--jobs", "2", "-q"]
    full = subprocess.run(command, check=False, capture_output=True, text=True)
    assert full.returncode == cli.FAILED
    place = small_disk / "t.servanda"
    assert full.stderr == f"servanda: {place}: no space is left for the ledger (free some, or keep it on another disk)\n"
    ballast.unlink()
    assert subprocess.run(command, check=False, capture_output=True).returncode == cli.OK
    assert whole(small_disk / "t.servanda") == 12


def test_what_lies_on_a_disk_that_may_only_be_read_is_read_and_writing_is_refused(small_disk: Path) -> None:
    ledger = small_disk / "talks.servanda"
    with Ledger.open(ledger) as opened:
        opened.append(long_talk(1, sentences=10))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Ledger.open(ledger) as opened:
        assert len(opened.records()) == 1
        with pytest.raises(LedgerFullError, match="may not be written to"):
            opened.append(long_talk(2, sentences=10))
        found = verified(opened)
    assert found.faults == []
    assert "may not be written to" in found.left_out[0]


@pytest.mark.skipif(os.name != "posix", reason="this system sets no rights in this way")
def test_a_folder_that_may_only_be_read_takes_no_ledger(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(LedgerFullError, match="cannot be opened"):
        Ledger.open(small_disk / "talks.servanda")


def test_a_clock_that_was_set_back_changes_neither_the_order_of_rulings_nor_which_of_them_holds(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "talks.servanda") as ledger:
        ledger.append(
            work.read_text("In 2023 trade grew by 6 percent.", source="a.txt", model=False), read_at="2025-06-01T00:00:00Z"
        )
        entry = next(ledger.entries("figure"))["id"]
        ledger.rule(entry, "accepted", by="anna", at="2025-06-01T12:00:00+00:00")
        ledger.rule(entry, "rejected", by="anna", at="2025-05-01T12:00:00+00:00")
        assert [(ruling.number, ruling.act) for ruling in ledger.rulings()] == [(1, "accepted"), (2, "rejected")]
        (told,) = (one for one in ledger.entries("figure") if one["id"] == entry)
        assert told["ruling"]["verdict"] == "rejected"
        ledger.append(
            work.read_text("In 2023 trade grew by 7 percent.", source="a.txt", model=False), read_at="2024-01-01T00:00:00Z"
        )
        assert "7 percent" in next(ledger.entries("figure"))["text"]
    assert whole(tmp_path / "talks.servanda") == 2
