"""Many processes read and one keeps: the ledger is the same however many they are, and whatever ends one costs one record."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from servanda import work
from servanda.errors import ServandaError, UsageError
from servanda.faces import cli
from servanda.ledger.schema import metadata
from servanda.outward import to_line
from servanda.work import How, Limits, Quarantine

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("talks/*.txt"))[:6]
PROGRAM = [sys.executable, "-m", "servanda.faces.cli"]
LINE = "President of Ardania Mira Halden: In 2023 trade with Belmora grew by {} percent, and we will open the port by May.\n\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the processes at work are looked up as Linux lists them")


@pytest.fixture
def talks(tmp_path: Path) -> list[Path]:
    """Twelve records of very different length, so that they are done in another order than they were given."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(LINE.format(number) * (30 if number % 4 == 0 else 1))
    return work.expand([folder])


def kept(place: Path, inputs: list[Path], how: How) -> list[work.Outcome]:
    with work.open_ledger(place) as ledger:
        return list(work.read_into(ledger, inputs, how=how, model=False))


def rows(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a ledger holds, row by row."""
    with work.open_ledger(place) as ledger, ledger.reads() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items()
        }


def exported(place: Path) -> str:
    with work.open_ledger(place) as ledger:
        return "\n".join(map(to_line, ledger.export()))


class TestTheSameWhateverTheirNumber:
    def test_the_ledger_is_the_same_to_the_last_row_and_its_export_to_the_last_byte(self, tmp_path: Path) -> None:
        places = {jobs: tmp_path / f"{jobs}.servanda" for jobs in (1, 2)}
        told = {jobs: kept(place, EXAMPLES, How(jobs=jobs)) for jobs, place in places.items()}
        assert told[1] == told[2]
        assert rows(places[1]) == rows(places[2])
        assert exported(places[1]) == exported(places[2])

    def test_a_record_that_cannot_be_read_is_told_as_by_one_process(self, talks: list[Path]) -> None:
        talks[3].write_bytes(b"")
        talks[5].unlink()
        alone, together = (list(work.read_all(talks, how=How(jobs=n), model=False)) for n in (1, 2))
        assert [outcome.source for outcome in together] == list(map(str, talks))
        assert [str(outcome.error) for outcome in together] == [str(outcome.error) for outcome in alone]
        assert [outcome.error is None for outcome in together].count(True) == 10

    def test_bytes_at_hand_are_read_like_files(self, talks: list[Path]) -> None:
        given = [work.Given(path.read_bytes(), str(path)) for path in talks]
        assert list(work.read_all(given, how=How(limits=Limits()), model=False)) == list(work.read_all(talks, model=False))

    def test_a_caller_who_wants_no_more_leaves_no_process_behind(self, talks: list[Path]) -> None:
        outcomes = work.read_all(talks, how=How(jobs=2), model=False)
        next(outcomes)
        assert len(children()) == 2
        outcomes.close()  # type: ignore[attr-defined]
        assert children() == []

    def test_few_records_are_not_worth_a_process_unless_somebody_asks_for_it(self, talks: list[Path]) -> None:
        for how, processes in ((How(jobs=None), 0), (How(jobs=1), 0), (How(jobs=1, limits=Limits(60)), 1), (How(jobs=2), 2)):
            outcomes = work.read_all(talks, how=how, model=False)
            next(outcomes)
            assert len(children()) == processes
            outcomes.close()  # type: ignore[attr-defined]


class TestGoingOn:
    def test_what_the_ledger_has_is_not_read_again(self, talks: list[Path], tmp_path: Path) -> None:
        place = tmp_path / "talks.servanda"
        kept(place, talks[:5], How())
        before = rows(place)
        outcomes = kept(place, talks[:5], How())
        assert all(outcome.known and outcome.reading is None for outcome in outcomes)
        assert rows(place) == before
        assert [outcome.known is None for outcome in kept(place, talks, How(jobs=2))] == [False] * 5 + [True] * 7

    def test_what_changed_or_is_asked_otherwise_is_read_again(self, talks: list[Path], tmp_path: Path) -> None:
        with work.open_ledger(tmp_path / "talks.servanda") as ledger:
            list(work.read_into(ledger, talks[:3], model=False))
            talks[1].write_text(LINE.format(99))
            again = list(work.read_into(ledger, talks[:3], model=False))
            assert [outcome.reading is None for outcome in again] == [True, False, True]
            (other,) = work.read_into(ledger, talks[:1], model=False, reference_date="2024-05-24")
            assert other.reading is not None
            (afresh,) = work.read_into(ledger, talks[2:3], model=False, how=How(again=True))
            assert afresh.appended is not None
            assert not afresh.appended.new

    def test_one_who_wants_to_stop_gets_what_was_begun_and_goes_on_later(self, talks: list[Path], tmp_path: Path) -> None:
        talks = [path.rename(path.with_name(f"{path.stem}-{turn}.txt")) for turn, path in enumerate(talks) if turn % 4]
        for number in range(12, 20):
            talks.append(talks[0].with_name(f"{number}.txt"))
            talks[-1].write_text(LINE.format(number))
        for jobs in (1, 2):
            place = tmp_path / f"stopped-{jobs}.servanda"
            done: list[work.Outcome] = []
            with work.open_ledger(place) as ledger:
                asked = count()
                how = How(jobs=jobs, stop=lambda asked=asked: next(asked) >= 2)  # type: ignore[misc]
                for outcome in work.read_into(ledger, talks, how=how, model=False):
                    done.append(outcome)
            assert 2 <= len(done) < len(talks)
            assert [outcome.source for outcome in done] == list(map(str, talks[: len(done)]))
            kept(place, talks, How(jobs=jobs))
            whole = tmp_path / f"whole-{jobs}.servanda"
            kept(whole, talks, How())
            assert rows(place) == rows(whole)


class TestARecordThatHarms:
    def test_one_that_hangs_in_the_system_costs_itself_only(self, talks: list[Path], tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "silent")
        inputs = [talks[1], tmp_path / "silent", *talks[2:4]]
        outcomes = list(work.read_all(inputs, how=How(jobs=2, limits=Limits(seconds=2)), model=False))
        assert [outcome.error is None for outcome in outcomes] == [True, False, True, True]
        assert "not read within the 2 seconds" in str(outcomes[1].error)

    def test_one_that_takes_too_much_memory_costs_itself_only(self, talks: list[Path]) -> None:
        talks[1].write_text(LINE.format(1) * 50_000)
        outcomes = list(work.read_all(talks, how=How(jobs=2, limits=Limits(megabytes=64)), model=False))
        assert [path for path, outcome in zip(talks, outcomes, strict=True) if outcome.error] == [talks[1]]
        assert "more memory than the 64 MB" in str(outcomes[1].error)

    def test_one_whose_process_is_killed_costs_itself_only(self, talks: list[Path], tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "silent")
        inputs = [tmp_path / "silent", *talks]
        threading.Thread(target=kill_whoever_reads, args=(tmp_path / "silent",)).start()
        outcomes = list(work.read_all(inputs, how=How(jobs=2), model=False))
        assert [outcome.error is None for outcome in outcomes] == [False] + [True] * len(talks)
        assert "it was killed" in str(outcomes[0].error)

    def test_it_is_noted_not_tried_again_unasked_and_taken_out_once_it_is_read(self, talks: list[Path], tmp_path: Path) -> None:
        talks[2].write_text(LINE.format(1) * 4_000)
        file = tmp_path / "aside.jsonl"

        def read(seconds: float, *, retry: bool = False) -> work.Outcome:
            how = How(jobs=1, limits=Limits(seconds), quarantine=Quarantine(file, retry=retry))
            return list(work.read_all(talks[1:4], how=how, model=False))[1]

        assert "within the 1 seconds" in str(read(1).error)
        (line,) = map(json.loads, file.read_text().splitlines())
        assert line["source"] == str(talks[2])
        assert "was set aside earlier" in str(read(60).error)
        assert read(60, retry=True).error is None
        assert not file.exists()

    def test_a_quarantine_that_is_something_else_is_refused_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "aside.jsonl").write_text('{"kind": "record"}\n')
        with pytest.raises(UsageError, match=r"aside\.jsonl:1"):
            Quarantine(tmp_path / "aside.jsonl")

    def test_processes_that_cannot_start_are_said_to_and_no_record_is_blamed(
        self, talks: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("servanda.working.crew._START", "import sys; sys.exit(7)")
        with pytest.raises(ServandaError, match="do not start: with exit code 7"):
            list(work.read_all(talks, how=How(jobs=2), model=False))


class TestBudget:
    def test_it_says_what_there_is_to_read_and_keeps_nothing(self, talks: list[Path], tmp_path: Path) -> None:
        place = tmp_path / "talks.servanda"
        found = work.budget(talks, ledger=place, model=False)
        readings = [work.read(path, model=False) for path in talks]
        assert (found.records, found.known, found.tried, found.refused) == (12, 0, 12, 0)
        assert found.bytes == sum(path.stat().st_size for path in talks)
        assert found.characters == sum(len(reading.record.text) for reading in readings)  # all of so few are tried
        assert found.entries == sum(len(reading.entries) for reading in readings)
        assert found.seconds > 0
        assert not place.exists()

    def test_the_space_it_says_is_what_the_ledger_takes(self, talks: list[Path], tmp_path: Path) -> None:
        place = tmp_path / "talks.servanda"
        found = work.budget(talks, model=False)
        kept(place, [], How())
        empty = place.stat().st_size
        kept(place, talks, How())
        assert found.space == pytest.approx(place.stat().st_size - empty, rel=0.2)

    def test_a_few_of_many_tell_of_all(self, talks: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
        whole = work.budget(talks, model=False)
        monkeypatch.setattr("servanda.working.budget.MOST", 4)
        few = work.budget(talks, model=False)
        assert few.tried == 4
        assert few.characters == pytest.approx(whole.characters, rel=0.25)

    def test_what_the_ledger_has_is_no_part_of_it(self, talks: list[Path], tmp_path: Path) -> None:
        place = tmp_path / "talks.servanda"
        kept(place, talks[:5], How())
        found = work.budget(talks, ledger=place, model=False)
        assert (found.records, found.known) == (7, 5)
        assert work.budget(talks, ledger=place, how=How(again=True), model=False).records == 12

    def test_on_the_command_line_nothing_is_made(
        self, talks: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert cli.main(["read", "talks", "--dry-run", "--no-model"]) == cli.OK
        out = capsys.readouterr().out
        assert out.startswith("12 records to read")
        assert "Space: about" in out
        assert cli.main(["read", "talks", "--dry-run", "--json", "--no-model", "--jobs", "3"]) == cli.OK
        found = json.loads(capsys.readouterr().out)
        assert found["processes"] == 3
        assert cli.main(["read", "talks", "--json"]) == cli.USAGE
        assert [path.name for path in tmp_path.iterdir()] == ["talks"]


class TestOnTheCommandLine:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        folder = tmp_path / "archive"
        folder.mkdir()
        for number in range(10):
            (folder / f"{number:02}.txt").write_text(LINE.format(number) * 200)
        return folder

    @pytest.fixture
    def started(self, archive: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
        running: list[subprocess.Popen[str]] = []

        def start(*options: str) -> subprocess.Popen[str]:
            command = [*PROGRAM, "read", "archive", "--ledger", "a.servanda", "--no-model", *options]
            running.append(subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
            return running[-1]

        yield start
        for process in running:
            process.kill()
            process.communicate()

    def test_ctrl_c_finishes_the_records_in_hand_and_the_same_command_goes_on(
        self, started: Callable[..., subprocess.Popen[str]], tmp_path: Path
    ) -> None:
        first = started("--jobs", "2")
        assert first.stdout is not None
        first.stdout.readline()
        first.send_signal(signal.SIGINT)
        _, said = first.communicate()
        assert first.returncode == cli.INTERRUPTED
        assert "finishing the records in hand" in said
        assert "of 10 records; the same command goes on from there" in said
        with work.open_ledger(tmp_path / "a.servanda", create=False) as ledger:
            there = len(ledger.records())
        assert f"interrupted after {there} of 10" in said
        assert 1 <= there < 10
        second = started("--jobs", "1")
        out, _ = second.communicate()
        assert second.returncode == cli.OK
        assert out.count("not read again") == there
        assert len(out.splitlines()) == 10

    def test_a_second_ctrl_c_stops_at_once_and_leaves_no_process(
        self, started: Callable[..., subprocess.Popen[str]], archive: Path
    ) -> None:
        (archive / "01.txt").write_text(LINE.format(1) * 20_000)
        process = started("--jobs", "2")
        assert process.stdout is not None
        process.stdout.readline()
        workers = children(process.pid)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()
        assert process.returncode == cli.INTERRUPTED
        assert time.monotonic() - begun < 5
        assert len(workers) == 2
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)

    def test_what_was_set_aside_stands_beside_the_ledger_and_the_exit_code_says_so(
        self, talks: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for long in talks[::4]:
            long.unlink()
        talks[1].write_text(LINE.format(1) * 10_000)
        call = ["read", "talks", "--ledger", "t.servanda", "--no-model"]
        assert cli.main([*call, "--time-limit", "2"]) == cli.PART_FAILED
        assert "talks/01.txt: it was not read within the 2 seconds" in capsys.readouterr().err
        assert json.loads((tmp_path / "t.servanda-quarantine.jsonl").read_text())["source"] == "talks/01.txt"
        assert cli.main(call) == cli.PART_FAILED
        assert "set aside earlier" in capsys.readouterr().err


def children(parent: int | None = None) -> list[int]:
    """The processes that a process has started and that are still there."""
    parent = parent or os.getpid()
    return [int(pid) for thread in Path(f"/proc/{parent}/task").iterdir() for pid in (thread / "children").read_text().split()]


def kill_whoever_reads(pipe: Path) -> None:
    """Kill the process of ours that reads a pipe, in which nothing ever comes."""
    until = time.monotonic() + 60
    writer = None
    while time.monotonic() < until:
        try:
            writer = writer or os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads it yet
            time.sleep(0.05)
            continue
        for child in filter(lambda one: has_open(one, pipe), children()):
            os.kill(child, signal.SIGKILL)
            os.close(writer)
            return


def has_open(process: int, file: Path) -> bool:
    """Whether a process has a file open."""
    with suppress(FileNotFoundError):  # it is gone meanwhile
        return any(one.readlink() == file for one in Path(f"/proc/{process}/fd").iterdir())
    return False
