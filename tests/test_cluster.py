"""A cluster reads: a real one of Ray's, on this machine. What comes of it is what one process would have made."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from servanda import work
from servanda.errors import ServandaError, SetAsideError, UsageError
from servanda.faces import cli
from servanda.outward import to_line
from servanda.working.cluster.inputs import Item, Part, given, items_of, parts_of
from servanda.working.cluster.keeping import read_on_cluster
from servanda.working.cluster.parts import Shelf, outcome_of, row_of
from servanda.working.cluster.reading import Manner, PartReader
from servanda.working.one import reader_of
from servanda.working.outcomes import Asked, Limits, Outcome
from tests.soak import share

EXAMPLES = Path(__file__).parent.parent / "examples"
PROGRAM = [sys.executable, "-m", "servanda.faces.cli"]
ASKED: Asked = {"model": False}
LINE = "President of Ardania Mira Halden: In 2023 trade with Belmora grew by {} percent, and we will open the port by May.\n\n"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the processes at work are looked up as Linux lists them"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),  # Ray warns of settings that it makes itself
]


whole = pytest.mark.skipif(share() < 1, reason="each starts workers of a cluster for a minute: `make soak` takes them all")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A cluster that all tests of this file share; each would start one of its own otherwise."""
    import ray

    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_BACKEND_LOG_LEVEL="fatal")
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield "ray://local"
    ray.shutdown()


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """Seven records, one of them refused."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(LINE.format(number) * (1 + 5 * (number % 2)))
    (folder / "6.txt").write_bytes(b"")
    return folder


def parts(*places: object, size: int = 2) -> list[Part]:
    return list(parts_of(items_of(map(str, places)), ASKED, reader_of(False), size))


def kept(ledger: Path, some: Sequence[Part], engine: str, shelf: object, limits: Limits | None = None) -> list[Outcome]:
    with work.open_ledger(ledger) as opened:
        return list(read_on_cluster(opened, some, engine=engine, shelf=str(shelf), asked=ASKED, limits=limits))


def exported(ledger: Path) -> bytes:
    with work.open_ledger(ledger, create=False) as opened:
        return "\n".join(map(to_line, opened.export())).encode()


def by_one_process(ledger: Path, *places: Path) -> bytes:
    with work.open_ledger(ledger) as opened:
        list(work.read_into(opened, work.expand(places), model=False))
    return exported(ledger)


class TestTheSameAsOneProcess:
    def test_the_export_is_the_same_to_the_last_byte(self, cluster: str, tmp_path: Path) -> None:
        kept(tmp_path / "many.servanda", parts(EXAMPLES, size=3), cluster, tmp_path / "shelf")
        assert exported(tmp_path / "many.servanda") == by_one_process(tmp_path / "one.servanda", EXAMPLES)

    @whole
    def test_a_record_that_is_refused_is_told_in_its_place_and_costs_itself_only(
        self, cluster: str, talks: Path, tmp_path: Path
    ) -> None:
        (talks / "gone.txt").symlink_to(talks / "nowhere")
        told = kept(tmp_path / "many.servanda", parts(talks), cluster, tmp_path / "shelf")
        alone = list(work.read_all(work.expand([talks]), model=False))
        assert [one.source for one in told] == [one.source for one in alone]
        assert [one.error is None for one in told] == [one.error is None for one in alone]
        assert str(told[6].error) == str(alone[6].error)


class TestGoingOn:
    @whole
    def test_what_is_on_the_shelf_is_read_by_nobody(self, talks: Path, tmp_path: Path, cluster: str) -> None:
        some = parts(talks)
        kept(tmp_path / "first.servanda", some, cluster, tmp_path / "shelf")
        nobody = "ray://198.51.100.1:10001"  # an address that answers nowhere, and is not asked
        kept(tmp_path / "second.servanda", some, nobody, tmp_path / "shelf")
        assert exported(tmp_path / "first.servanda") == exported(tmp_path / "second.servanda")

    def test_what_was_finished_of_a_part_is_not_read_again(self, talks: Path, tmp_path: Path) -> None:
        (part,) = parts(talks, size=10)
        shelf = Shelf(str(tmp_path / "shelf"))
        spool = shelf.spool(part)
        assert spool is not None
        done = [row_of(one) for one in work.read_all(work.expand([talks])[:3], model=False)]
        for row in done:
            spool.add({**row, "reader": "the one before"})
        with (tmp_path / "shelf" / f".part-000000-{part.name}.spool").open("ab") as stream:
            stream.write(b'{"source": "cut o')
        reader = PartReader()
        told = reader({"part": part.to_json(), "how": Manner(ASKED, Limits(), shelf.place).to_json()})
        reader.close()
        rows = list(shelf.rows(part))
        assert told == {"number": 0, "read": 6, "refused": 1}
        assert [row["reader"] for row in rows] == ["the one before"] * 3 + [reader_of(False)] * 3 + [None]
        assert [row["source"] for row in rows] == [item.source for item in part.items]
        assert list(Path(shelf.place).iterdir()) == [Path(shelf.path(part))]

    @whole
    def test_a_driver_that_is_killed_leaves_what_the_next_goes_on_with(self, tmp_path: Path) -> None:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(40):
            (folder / f"{number:02}.txt").write_text(LINE.format(number) * 60)
        command = [*PROGRAM, "read", str(folder), "--no-model", "--ledger", str(tmp_path / "many.servanda")]
        command += ["--engine", "ray://local", "--shelf", str(tmp_path / "shelf"), "--part", "5"]
        first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 120
        while not list((tmp_path / "shelf").glob("part-*.parquet")) and first.poll() is None:
            assert time.monotonic() < until, "nothing came back in two minutes"
            time.sleep(0.05)
        first.kill()
        first.wait()
        time.sleep(1)  # what ends with it ends
        there = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "shelf").glob("part-*.parquet")}
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == cli.OK, done.stderr
        assert all((tmp_path / "shelf" / name).stat().st_mtime_ns == when for name, when in there.items())
        assert exported(tmp_path / "many.servanda") == by_one_process(tmp_path / "one.servanda", folder)
        assert not list((tmp_path / "shelf").glob("*.spool"))


class TestFaults:
    @whole
    def test_a_worker_that_is_killed_is_replaced_and_nothing_is_missing(
        self, cluster: str, talks: Path, tmp_path: Path
    ) -> None:
        for number in range(6):
            (talks / f"{number}.txt").write_text(LINE.format(number) * 300)
        killer = threading.Thread(target=_kill_one_actor)
        killer.start()
        kept(tmp_path / "many.servanda", parts(talks), cluster, tmp_path / "shelf")
        killer.join()
        assert exported(tmp_path / "many.servanda") == by_one_process(tmp_path / "one.servanda", talks)

    @whole
    def test_a_record_that_hangs_and_one_that_takes_all_memory_cost_themselves_only(
        self, cluster: str, talks: Path, tmp_path: Path
    ) -> None:
        (talks / "1.txt").write_text(LINE.format(1) * 30_000)
        told = kept(tmp_path / "a.servanda", parts(talks), cluster, tmp_path / "a", Limits(seconds=10))
        assert [one.error is None for one in told] == [True, False, True, True, True, True, False]
        assert isinstance(told[1].error, SetAsideError)
        told = kept(tmp_path / "b.servanda", parts(talks), cluster, tmp_path / "b", Limits(megabytes=64))
        assert [one.error is None for one in told] == [True, False, True, True, True, True, False]
        assert "more memory than the 64 MB" in str(told[1].error)

    @pytest.mark.parametrize("engine", ["local", "ray:", "spark://local"])
    def test_what_is_no_engine_is_refused_with_what_would_be(self, engine: str, talks: Path, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no engine") as told:
            kept(tmp_path / "a.servanda", parts(talks), engine, tmp_path / "shelf")
        assert "ray://local" in str(told.value.remedy)


def _kill_one_actor() -> None:
    """Kill the first process of Ray's that reads a part, once it does."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for entry in Path("/proc").iterdir():
            try:
                title = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
            except OSError:
                continue
            if b"MapWorker" in title and b"ray::" in title:
                time.sleep(1)
                os.kill(int(entry.name), signal.SIGKILL)
                return
        time.sleep(0.02)


class TestInputs:
    """Rows and lines hold records, or say where they are."""

    RECORD = LINE.format(7)

    def test_lines_of_json_hold_records_or_name_them(self, talks: Path) -> None:
        listing = talks / "list.jsonl"
        content = base64.b64encode(self.RECORD.encode()).decode()
        lines: list[dict[str, Any]] = [
            {"text": self.RECORD, "source": "https://ardania.example/talks/7"},
            {"content": content},
            {"path": "0.txt"},
        ]
        listing.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
        items = list(items_of([str(listing)]))
        assert [item.source for item in items] == ["https://ardania.example/talks/7", f"{listing}#2", "0.txt"]
        assert [given(item).content.decode() for item in items] == [self.RECORD, self.RECORD, LINE.format(0)]

    def test_rows_of_parquet_do_and_a_row_group_is_no_more_than_one_part(self, tmp_path: Path) -> None:
        import pyarrow
        from pyarrow import parquet

        file = tmp_path / "talks.parquet"
        table = pyarrow.table({"text": [LINE.format(n) for n in range(7)], "source": [f"talks/{n}" for n in range(7)]})
        parquet.write_table(table, file, row_group_size=3)
        some = parts(file, size=2)
        assert [len(part.items) for part in some] == [2, 1, 2, 1, 1]
        assert [given(item).content.decode() for part in some for item in part.items] == [LINE.format(n) for n in range(7)]

    def test_an_object_store_is_searched_and_read_through_its_address(self) -> None:
        import fsspec

        store = fsspec.filesystem("memory")
        for name in ("a/1.txt", "a/b/2.txt", "a/.hidden"):
            store.pipe(f"/archive/{name}", self.RECORD.encode())
        items = list(items_of(["memory://archive"]))
        assert [item.source.split("archive/")[1] for item in items] == ["a/1.txt", "a/b/2.txt"]
        assert given(items[1]).content.decode() == self.RECORD

    @pytest.mark.parametrize(
        ("lines", "fault"),
        [("{}\n", "does not say where"), ("no\n", "no JSON"), ("[1]\n", "no JSON object"), ('{"a": 1}', "does not say where")],
    )
    def test_a_list_that_is_none_is_refused_with_its_line(self, tmp_path: Path, lines: str, fault: str) -> None:
        (tmp_path / "list.jsonl").write_text('{"text": "ok"}\n' + lines)
        with pytest.raises(UsageError, match=fault) as told:
            list(items_of([str(tmp_path / "list.jsonl")]))
        assert told.value.place == f"{tmp_path / 'list.jsonl'}:2"

    def test_a_record_that_is_not_where_it_was_said_to_be_is_told_by_its_source(self, tmp_path: Path) -> None:
        with pytest.raises(ServandaError, match="cannot be fetched") as told:
            given(Item("talks/9.txt", str(tmp_path / "9.txt")))
        assert told.value.place == "talks/9.txt"

    def test_a_store_that_answers_no_more_costs_the_record_that_it_was_asked_for(self) -> None:
        import fsspec
        from fsspec.implementations.memory import MemoryFileSystem

        asked = threading.Event()

        class Silent(MemoryFileSystem):
            protocol = "silent"

            def _open(self, *_: object, **__: object) -> None:
                asked.wait()

        fsspec.register_implementation("silent", Silent, clobber=True)
        try:
            with pytest.raises(SetAsideError, match=r"not fetched within the 0 seconds .*--time-limit") as told:
                given(Item("silent://talks/1.txt", "silent://talks/1.txt"), seconds=0.05)
            assert told.value.place == "silent://talks/1.txt"
        finally:
            asked.set()

    def test_a_part_is_another_where_it_is_read_otherwise(self, talks: Path) -> None:
        names = {
            parts_of(items_of([str(talks)]), asked, reader).__next__().name
            for asked, reader in (({}, "a"), ({"language": "en"}, "a"), ({}, "b"))  # type: ignore[misc]
        }
        assert len(names) == 3


def test_a_row_comes_back_as_the_outcome_that_it_was(talks: Path) -> None:
    for outcome in work.read_all(work.expand([talks, EXAMPLES]), model=False):
        again = outcome_of(row_of(outcome))
        assert (again.source, str(again.error)) == (outcome.source, str(outcome.error))
        if outcome.reading is not None:
            assert again.reading is not None
            assert again.reading.to_dicts() == outcome.reading.to_dicts()
            assert again.reading.record == outcome.reading.record


def test_a_cluster_without_a_place_for_readings_is_refused(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(talks), "--engine", "ray://local"]) == cli.USAGE
    assert "--shelf FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--again"], ["--retry"], ["--jobs", "2"], ["--quarantine", "aside.jsonl"]])
def test_what_a_cluster_would_not_heed_is_refused(option: list[str], talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(talks), "--engine", "ray://local", "--shelf", "shelf", *option]) == cli.USAGE
    assert f"{option[0]} and --engine do not go together" in capsys.readouterr().err
