"""What is wrong with the keeping of records shows, and where; a backup is whole or not there; a smaller file holds the same."""

from __future__ import annotations

import errno
import json
import resource
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from servanda import work
from servanda.errors import LedgerBusyError, LedgerFullError, NotALedgerError, UsageError
from servanda.faces import cli
from servanda.ledger import Ledger, backup, many_eyes, members, tidying
from servanda.ledger.schema import metadata
from servanda.ledger.verifying import Verified, verified
from tests.ledger_readings import long_talk

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "talks").glob("*.txt"))


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of examples that is read, compared and ruled upon, with members."""
    place = tmp_path_factory.mktemp("whole") / "talks.servanda"
    with work.open_ledger(place) as ledger:
        list(work.read_into(ledger, EXAMPLES[:6], model=False))
        work.compare(ledger)
        turns = [entry["id"] for entry in ledger.entries("turn")]
        for turn in turns[:4]:
            ledger.rule(turn, "accepted", by="anna", at="2025-01-01T10:00:00+00:00")
        members.add(ledger, "anna", "steward", "a long and winding road")
    return place


@pytest.fixture
def place(compared: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "talks.servanda"
    copy.write_bytes(compared.read_bytes())
    return copy


def look(place: Path) -> Verified:
    with Ledger.open(place, create=False) as ledger:
        return verified(ledger)


def altered(place: Path, statement: str, *values: object) -> Verified:
    """What is found after somebody has changed the file from outside."""
    with closing(sqlite3.connect(place)) as database:
        assert database.execute(statement, values).rowcount
        database.commit()
    return look(place)


def all_of(found: Verified) -> str:
    return "\n".join(map(str, found.faults))


class TestVerify:
    def test_a_whole_ledger_has_no_fault_and_all_of_it_is_looked_at(self, place: Path) -> None:
        found = look(place)
        assert found.faults == []
        assert found.left_out == []
        with Ledger.open(place) as ledger:
            assert found.records == len(ledger.records())
            assert found.entries == sum(1 for _ in ledger.entries())
        assert found.passages > 0
        assert {chain.name: chain.links for chain in found.chains} == {"ruling": 4, "decision": 0, "member_act": 1}

    @pytest.mark.parametrize(
        ("statement", "told"),
        [
            ("UPDATE ruling SET verdict = 'rejected' WHERE id = 2", "ruling 2: it was altered"),
            ("UPDATE ruling SET owner = 'ben' WHERE id = 3", "ruling 3: it was altered"),
            ("DELETE FROM ruling WHERE id = 2", "ruling 3: it was altered, or one before it is gone"),
            ("UPDATE member_act SET action = 'disable' WHERE id = 1", "member act 1: it was altered"),
            ("UPDATE entry SET span_end = span_end - 1 WHERE key = (SELECT min(key) FROM entry)", "do"),
            (
                "UPDATE entry SET kind = 'time' WHERE key = (SELECT key FROM entry WHERE kind = 'figure')",
                "not stand on the words",
            ),
            (
                "UPDATE entry_version SET attributes = replace(attributes, '\"confidence\":0.9', '\"confidence\":0.8')"
                " WHERE attributes LIKE '%\"confidence\":0.9%'",
                "what it says was altered",
            ),
            ("DELETE FROM entry_version WHERE reading_id = 1 AND ordinal = 0", "another number of entries"),
            ("UPDATE reading SET facts = replace(facts, '\"title\"', '\"headline\"') WHERE id = 2", "what it says was altered"),
            ("UPDATE reading SET reader = 'another' WHERE id = 2", "its reader is another"),
            ("UPDATE record SET content = zeroblob(20) WHERE id = 1", "its bytes are not what was kept"),
            ("UPDATE record SET size = size + 1 WHERE id = 1", "its bytes are not what was kept"),
            ("UPDATE text SET sha256 = replace(sha256, 'a', 'b') WHERE id = 1", "it is not what was kept"),
            ("DELETE FROM record WHERE id = 1", "names one of record that is not there"),
            ("DELETE FROM passage WHERE id = 1", "out of step: 1 passages without words, or words without passage"),
            ("UPDATE passage SET span_start = span_end - 3 WHERE id = 2", "1 passages have other words"),
            ("INSERT INTO passage_words (passage_words) VALUES ('delete-all')", "the full text is out of step"),
            ("UPDATE passage_words_data SET block = zeroblob(60) WHERE id > 10", "the full text is damaged"),
        ],
    )
    def test_whatever_is_altered_from_outside_shows_and_says_where(self, place: Path, statement: str, told: str) -> None:
        assert told in all_of(altered(place, statement))

    @pytest.mark.parametrize("helpers_live", [True, False])
    def test_many_eyes_see_what_one_process_sees_and_one_that_is_shut_is_missed_by_nobody(
        self, place: Path, monkeypatch: pytest.MonkeyPatch, helpers_live: bool
    ) -> None:
        alone = altered(place, "UPDATE passage SET span_start = span_end - 3 WHERE id = 2")
        monkeypatch.setattr(many_eyes, "MANY", 1)
        monkeypatch.setattr(many_eyes, "PART", 2)
        started: list[subprocess.Popen[str]] = []

        def one_that_ends(_: Ledger) -> subprocess.Popen[str]:
            started.append(subprocess.Popen(["true"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            return started[-1]

        if not helpers_live:
            monkeypatch.setattr(many_eyes, "_started", one_that_ends)
        assert look(place) == alone
        assert len(alone.faults) == 1
        assert all(helper.returncode is not None for helper in started)

    def test_a_byte_turned_anywhere_in_the_bytes_of_a_record_shows(self, place: Path) -> None:
        with closing(sqlite3.connect(place)) as database:
            content = bytearray(database.execute("SELECT content FROM record WHERE id = 1").fetchone()[0])
        for at in range(0, len(content), max(1, len(content) // 12)):
            turned = bytes(content[:at]) + bytes([content[at] ^ 0x10]) + bytes(content[at + 1 :])
            assert altered(place, "UPDATE record SET content = ? WHERE id = 1", turned).faults

    def test_a_page_of_the_file_that_was_overwritten_shows(self, place: Path) -> None:
        whole = place.read_bytes()
        shown = 0
        for start in range(4096 * 3, len(whole), len(whole) // 12 // 4096 * 4096):
            place.write_bytes(whole[:start] + bytes(range(256)) * 16 + whole[start + 4096 :])
            try:
                shown += bool(look(place).faults)
            except NotALedgerError:  # so damaged that it cannot be opened, and that is said
                shown += 1
        assert shown >= 12

    def test_an_end_that_was_cut_off_a_chain_can_be_told_by_who_kept_its_last_hash(self, place: Path) -> None:
        (kept,) = (chain for chain in look(place).chains if chain.name == "ruling")
        found = altered(place, "DELETE FROM ruling WHERE id = 4")
        (now,) = (chain for chain in found.chains if chain.name == "ruling")
        assert (kept.links, now.links) == (4, 3)
        assert kept.head != now.head

    def test_who_reads_and_writes_meanwhile_is_not_held_up(self, place: Path) -> None:
        with Ledger.open(place) as ledger, Ledger.open(place, wait=0.1) as other:
            verified(ledger, progress=lambda done, of: other.append(long_talk(done, sentences=1)) and None)
        assert look(place).faults == []

    def test_it_is_told_what_cannot_be_looked_at(self, place: Path) -> None:
        with Ledger.open(place, wait=0.1) as ledger, closing(sqlite3.connect(place)) as other:
            other.execute("BEGIN IMMEDIATE")
            found = verified(ledger)
        assert found.faults == []
        assert "full-text index" in found.left_out[0]

    def test_on_the_command_line_faults_are_lines_and_a_code(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["verify", str(place)]) == cli.OK
        assert "all hold" in capsys.readouterr().out
        altered(place, "UPDATE ruling SET verdict = 'rejected' WHERE id = 2")
        assert cli.main(["verify", "--ledger", str(place)]) == cli.PART_FAILED
        out = capsys.readouterr().out
        assert out.startswith("ruling 2: it was altered")
        assert "1 fault." in out
        assert cli.main(["verify", str(place), "--json"]) == cli.PART_FAILED
        assert json.loads(capsys.readouterr().out)["faults"][0]["place"] == "ruling 2"


class TestBackup:
    def test_a_copy_holds_what_the_ledger_held_at_that_moment_while_others_write(self, place: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.servanda"
        before = look(place)
        with Ledger.open(place) as ledger, writing_for_ever(place):
            found = backup.back_up(ledger, copy)
        assert before.records <= found.records < look(place).records
        assert look(copy).records == found.records
        assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.servanda", "talks.servanda"]

    def test_what_is_there_is_replaced_only_where_that_is_asked_for(self, place: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.servanda"
        copy.write_text("a diary")
        with Ledger.open(place) as ledger:
            with pytest.raises(UsageError, match="something at this place already"):
                backup.back_up(ledger, copy)
            assert copy.read_text() == "a diary"
            backup.back_up(ledger, copy, replace=True)
        assert look(copy).faults == []

    def test_no_backup_is_made_of_a_ledger_that_does_not_hold(self, place: Path, tmp_path: Path) -> None:
        altered(place, "UPDATE ruling SET verdict = 'rejected' WHERE id = 2")
        with Ledger.open(place) as ledger, pytest.raises(NotALedgerError, match="1 faults are in the ledger"):
            backup.back_up(ledger, tmp_path / "copy.servanda")
        assert [path.name for path in tmp_path.iterdir()] == ["talks.servanda"]

    def test_one_that_is_broken_off_leaves_nothing(self, place: Path, tmp_path: Path) -> None:
        def interrupted(*_: int) -> None:
            raise KeyboardInterrupt

        with Ledger.open(place) as ledger, pytest.raises(KeyboardInterrupt):
            backup.back_up(ledger, tmp_path / "copy.servanda", progress=interrupted)
        assert [path.name for path in tmp_path.iterdir()] == ["talks.servanda"]

    def test_who_may_not_read_the_ledger_may_not_read_the_copy(self, place: Path, tmp_path: Path) -> None:
        copy, modes = tmp_path / "copy.servanda", set()
        place.chmod(0o600)

        def seen(*_: int) -> None:
            modes.update(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir())

        with Ledger.open(place) as ledger:
            backup.back_up(ledger, copy, progress=seen)
        seen()
        assert modes == {0o600}

    def test_a_memory_stick_that_knows_no_second_names_will_do(
        self, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr("os.link", refused)
        with Ledger.open(place) as ledger:
            backup.back_up(ledger, tmp_path / "copy.servanda")
        assert look(tmp_path / "copy.servanda").faults == []

    def test_a_copy_that_cannot_be_written_is_told_by_its_own_place(self, place: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.servanda"
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        with Ledger.open(place) as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
            try:
                with pytest.raises(LedgerFullError) as told:
                    backup.back_up(ledger, copy)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert told.value.place == str(copy)
        assert not copy.exists()

    def test_a_ledger_is_not_replaced_by_a_copy_of_itself_nor_is_one_that_is_in_use(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = tmp_path / "other.servanda"
        before = place.read_bytes()
        assert cli.main(["backup", "--force", str(place), "--ledger", str(place)]) == cli.USAGE
        assert "this is the ledger itself" in capsys.readouterr().err
        with Ledger.open(other) as used:
            assert cli.main(["backup", "--force", str(other), "--ledger", str(place)]) == cli.USAGE
            assert "is in use" in capsys.readouterr().err
            assert used.append(long_talk(1, sentences=5)).new
        assert cli.main(["backup", "--force", str(other), "--ledger", str(place)]) == cli.OK
        assert cli.main(["backup", str(tmp_path / "nowhere" / "copy"), "--ledger", str(place)]) == cli.FAILED
        assert "there is no such folder (make it" in capsys.readouterr().err
        assert place.read_bytes() == before

    def test_on_the_command_line_it_says_what_it_verified(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["backup", str(tmp_path / "copy.servanda"), "--ledger", str(place)]) == cli.OK
        assert "all hold" in capsys.readouterr().out
        assert cli.main(["backup", str(tmp_path / "copy.servanda"), "--ledger", str(place)]) == cli.USAGE
        assert "--force" in capsys.readouterr().err


class TestVacuum:
    def test_what_comparing_made_can_be_thrown_away_and_is_made_the_same_again(self, place: Path) -> None:
        with Ledger.open(place) as ledger:
            matters = work.compare(ledger).matters()
            assert matters
            tidying.forget_comparison(ledger)
            before, after = tidying.vacuum(ledger)
            assert after.whole < before.whole
            assert after.unused == 0
            assert verified(ledger).faults == []
            assert work.compare(ledger).matters() == matters

    def test_every_table_is_either_made_by_comparing_or_cannot_be_made_again(self) -> None:
        kept = {
            "document", "record", "text", "reading", "document_version", "entry", "entry_version", "problem",
            "ruling", "decision", "member_act", "member_key", "login_session", "login_failure", "login_key",
        }  # fmt: skip
        assert set(metadata.tables) == kept | tidying.DERIVED

    def test_it_is_refused_where_the_disk_has_no_room_for_a_second_file(
        self, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Full:
            free = 100

        monkeypatch.setattr("shutil.disk_usage", lambda _: Full)
        with Ledger.open(place) as ledger, pytest.raises(LedgerFullError, match="100 are free"):
            tidying.vacuum(ledger)

    def test_who_writes_is_not_disturbed_by_it(self, place: Path) -> None:
        with Ledger.open(place, wait=0.1) as ledger, closing(sqlite3.connect(place)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerBusyError):
                tidying.vacuum(ledger)

    def test_on_the_command_line_it_says_what_it_freed(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["vacuum", "--dry-run", "--ledger", str(place)]) == cli.OK
        assert "bytes hold nothing" in capsys.readouterr().out
        assert cli.main(["vacuum", "--notes", "--ledger", str(place)]) == cli.OK
        assert "bytes freed" in capsys.readouterr().out


class writing_for_ever:  # noqa: N801 - used as a verb
    """While this lasts, records come to a ledger one after the other."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        with Ledger.open(self._place) as ledger:
            for number in self._numbers():
                ledger.append(long_talk(number, sentences=20))

    def _numbers(self) -> Iterator[int]:
        number = 0
        while not self._enough.is_set():
            yield number
            number += 1

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()
