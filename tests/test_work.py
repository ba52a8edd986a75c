from __future__ import annotations

import os
from pathlib import Path

import pytest

from servanda import work
from servanda.errors import LedgerBusyError, ServandaError, SpanError
from servanda.ledger import Ledger
from servanda.model import Reading

TALK = "Posted: 24.05.2024\n\nTrade between Ardania and Belmora grew by 6 percent.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b/ten.txt",
        "b/nine.txt",
        "a.txt",
        ".hidden.txt",
        ".git/config.txt",
        "ledger.servanda",
        "ledger.servanda-wal",
    ):
        file = tmp_path / "records" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}\n\n{TALK}")
    return tmp_path / "records"


class TestExpand:
    def test_a_folder_means_its_files_to_the_bottom_in_order_without_the_hidden_and_the_ledgers(self, folder: Path) -> None:
        assert work.expand([folder]) == [folder / "a.txt", folder / "b" / "nine.txt", folder / "b" / "ten.txt"]

    def test_a_file_that_is_named_is_meant_even_if_it_is_hidden(self, folder: Path) -> None:
        assert work.expand([str(folder / ".hidden.txt")]) == [folder / ".hidden.txt"]

    def test_a_file_named_twice_is_read_once(self, folder: Path) -> None:
        assert work.expand([folder / "b" / "ten.txt", folder]).count(folder / "b" / "ten.txt") == 1

    def test_a_path_that_does_not_exist_is_kept_so_that_reading_it_says_so(self, tmp_path: Path) -> None:
        missing = work.expand([tmp_path / "nowhere.txt"])
        assert missing == [tmp_path / "nowhere.txt"]
        assert isinstance(next(work.read_all(missing)).error, ServandaError)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
    def test_a_pipe_in_a_folder_is_left_out_for_it_may_never_end(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe.txt")
        assert folder / "pipe.txt" not in work.expand([folder])

    def test_a_folder_without_records_is_kept_so_that_reading_it_says_so(self, tmp_path: Path) -> None:
        assert isinstance(next(work.read_all(work.expand([tmp_path]))).error, ServandaError)

    @pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
    def test_a_link_back_to_its_own_folder_ends(self, folder: Path) -> None:
        (folder / "b" / "loop").symlink_to(folder, target_is_directory=True)
        assert len(work.expand([folder])) == 3


class TestReadAll:
    def test_one_bad_record_never_stops_the_others(self, folder: Path) -> None:
        (folder / "b" / "nine.txt").write_bytes(b"")
        outcomes = list(work.read_all(work.expand([folder])))
        assert [Path(outcome.source).name for outcome in outcomes] == ["a.txt", "nine.txt", "ten.txt"]
        assert [outcome.reading is None for outcome in outcomes] == [False, True, False]
        assert outcomes[1].error is not None

    def test_a_fault_of_the_reader_is_told_in_one_line_with_its_cause(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(record: object, steps: object) -> Reading:
            raise KeyError("a label that nobody expected")

        monkeypatch.setattr("servanda.working.one.read_record", stumble)
        (outcome,) = work.read_all([folder / "a.txt"])
        assert outcome.reading is None
        assert isinstance(outcome.error, ServandaError)
        assert isinstance(outcome.error.__cause__, KeyError)
        assert "KeyError: 'a label that nobody expected'" in str(outcome.error)
        assert "test_work.py" in str(outcome.error)
        assert "\n" not in str(outcome.error)

    def test_bytes_at_hand_are_read_like_a_file(self, folder: Path) -> None:
        (outcome,) = work.read_all([work.Given(TALK.encode())])
        assert outcome.reading is not None
        assert (outcome.source, outcome.reading.record.text) == ("-", TALK)

    def test_what_the_caller_asks_for_holds_for_every_input(self, folder: Path) -> None:
        outcomes = work.read_all(work.expand([folder]), reference_date="2024-05-24", record_kind="report", language="en")
        for outcome in outcomes:
            assert outcome.reading is not None
            record = outcome.reading.record
            assert (record.reference_date, record.kind, record.language) == ("2024-05-24", "report", "en")


class TestReadInto:
    def test_each_reading_is_kept_before_the_next_input_is_touched(self, folder: Path, tmp_path: Path) -> None:
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            outcomes = work.read_into(ledger, work.expand([folder]))
            first = next(outcomes)
            assert first.appended is not None
            assert first.appended.new
            assert [kept.source for kept in ledger.records()] == [str(folder / "a.txt")]
            assert len(list(outcomes)) == 2

    def test_reading_the_same_folder_twice_changes_nothing(self, folder: Path, tmp_path: Path) -> None:
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            list(work.read_into(ledger, work.expand([folder])))
            again = list(work.read_into(ledger, work.expand([folder])))
        assert [outcome.appended is not None and outcome.appended.new for outcome in again] == [False, False, False]

    def test_a_ledger_gives_back_what_the_reader_made(self, folder: Path, tmp_path: Path) -> None:
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            (outcome,) = work.read_into(ledger, [folder / "a.txt"])
            assert ledger.reading("a.txt") == outcome.reading == work.read(folder / "a.txt")

    def test_a_bad_record_is_told_and_the_others_are_kept(self, folder: Path, tmp_path: Path) -> None:
        (folder / "a.txt").write_bytes(b"")
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            outcomes = list(work.read_into(ledger, work.expand([folder])))
            assert [outcome.error is None for outcome in outcomes] == [False, True, True]
            assert len(ledger.records()) == 2

    def test_standard_input_is_no_document_of_its_own(self, tmp_path: Path) -> None:
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            list(work.read_into(ledger, [work.Given(TALK.encode()), work.Given(f"Corrected.\n\n{TALK}".encode())]))
            assert len(ledger.records()) == 2

    def test_a_reading_that_cannot_be_kept_is_told_and_the_others_are_kept(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        append = Ledger.append

        def choosy(self: Ledger, reading: Reading, **kept: object) -> object:
            if reading.record.source == str(folder / "a.txt"):
                raise SpanError("[3, 2) is no span")
            return append(self, reading, **kept)  # type: ignore[arg-type]

        monkeypatch.setattr(Ledger, "append", choosy)
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            outcomes = list(work.read_into(ledger, work.expand([folder])))
        assert [outcome.error is None for outcome in outcomes] == [False, True, True]

    def test_a_ledger_that_cannot_serve_stops_the_work(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(self: Ledger, reading: Reading, **kept: object) -> object:
            raise LedgerBusyError("another process holds the ledger")

        monkeypatch.setattr(Ledger, "append", busy)
        with work.open_ledger(tmp_path / "talks.servanda") as ledger, pytest.raises(LedgerBusyError):
            list(work.read_into(ledger, work.expand([folder])))
