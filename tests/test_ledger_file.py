from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from servanda.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerVersionError,
    NotALedgerError,
    NotFoundError,
    UsageError,
)
from servanda.ledger import Ledger
from servanda.ledger.schema import REVISIONS
from servanda.model import Reading
from tests.ledger_readings import TALK, long_talk, talk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.servanda"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with Ledger.open(file) as opened:
        yield opened


class TestOpening:
    def test_a_ledger_is_there_after_closing(self, file: Path) -> None:
        with Ledger.open(f"sqlite:///{file}") as ledger:
            ledger.append(talk())
        with Ledger.open(file, create=False) as ledger:
            assert ledger.reading("ardania.txt") == talk()
        assert [path.name for path in file.parent.iterdir()] == [file.name]

    def test_where_there_is_none_none_is_made_unless_asked(self, file: Path) -> None:
        with pytest.raises(NotFoundError, match="servanda read"):
            Ledger.open(file, create=False)
        assert not file.exists()

    def test_an_empty_file_becomes_a_ledger(self, file: Path) -> None:
        file.touch()
        with pytest.raises(NotFoundError):
            Ledger.open(file, create=False)
        with Ledger.open(file) as ledger:
            assert ledger.records() == []

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match=r"nowhere: there is no such folder"):
            Ledger.open(tmp_path / "nowhere" / "talks.servanda")

    def test_a_folder_is_no_ledger(self, tmp_path: Path) -> None:
        with pytest.raises(NotALedgerError, match="folder"):
            Ledger.open(tmp_path)

    def test_a_file_of_another_kind_is_refused_and_left_as_it_was(self, file: Path) -> None:
        file.write_text(TALK * 100)
        with pytest.raises(NotALedgerError, match="this file is no ledger"):
            Ledger.open(file)
        assert file.read_text() == TALK * 100

    def test_another_programs_database_is_refused_and_left_as_it_was(self, file: Path) -> None:
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE bookmarks (id)")
        before = file.read_bytes()
        with pytest.raises(NotALedgerError, match="this database is no ledger"):
            Ledger.open(file)
        assert file.read_bytes() == before

    def test_a_newer_ledger_is_refused(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE servanda_schema SET version_num = '9999'")
        with pytest.raises(LedgerVersionError, match="a newer Servanda"):
            Ledger.open(file)

    @pytest.mark.parametrize("url", ["", ":memory:", "sqlite://", "mysql://localhost/talks", "talks\0.servanda"])
    def test_what_names_no_file_is_a_fault_of_the_call(self, url: str) -> None:
        with pytest.raises(UsageError, match="give a path"):
            Ledger.open(url)

    def test_a_path_may_hold_what_addresses_may_not(self, tmp_path: Path) -> None:
        with Ledger.open(tmp_path / "talks 50% #1?.servanda") as ledger:
            ledger.append(talk())
        assert (tmp_path / "talks 50% #1?.servanda").exists()

    def test_two_who_make_the_same_ledger_at_once_both_succeed(self, file: Path) -> None:
        start = threading.Barrier(4)
        faults: list[Exception] = []

        def work(number: int) -> None:
            try:
                start.wait()
                with Ledger.open(file) as ledger:
                    ledger.append(long_talk(number, sentences=5))
            except Exception as fault:
                faults.append(fault)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        with Ledger.open(file) as ledger:
            assert len(ledger.records()) == 4

    def test_who_comes_while_another_begins_the_file_waits_for_it(self, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            leaves = threading.Timer(0.2, other.rollback)
            leaves.start()
            with Ledger.open(file) as ledger:
                assert ledger.records() == []
            leaves.join()

    def test_who_waits_too_long_for_the_file_is_told(self, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerBusyError, match="another process holds the ledger"):
                Ledger.open(file, wait=0.1)

    def test_opening_neither_a_new_ledger_nor_an_old_one_loads_alembic(self, file: Path) -> None:
        script = (
            "import sys; from servanda.ledger import Ledger\n"
            "for _ in range(2): Ledger.open(sys.argv[1]).close()\n"
            "print([name for name in sys.modules if name.startswith(('alembic', 'mako'))])"
        )
        done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


def read_all_of(file: Path) -> list[Reading]:
    with Ledger.open(file) as ledger:
        return [ledger.reading(kept.id) for kept in ledger.records()]


def shape_of(file: Path) -> dict[str, object]:
    """Tables, columns, keys and indexes as SQLite sees them, in whatever words they were declared."""
    with closing(sqlite3.connect(file)) as database:

        def rows(pragma: str, name: str) -> list[tuple[object, ...]]:
            return sorted(database.execute(f"SELECT * FROM {pragma}(?)", (name,)).fetchall(), key=repr)

        shape: dict[str, object] = {}
        for _, table, kind, columns, without_rowid, strict in database.execute("PRAGMA table_list").fetchall():
            indexes = {row[1]: (row[2:], rows("pragma_index_xinfo", row[1])) for row in rows("pragma_index_list", table)}
            keys = [row[2:] for row in rows("pragma_foreign_key_list", table)]
            shape[table] = (kind, columns, without_rowid, strict, rows("pragma_table_xinfo", table), sorted(keys), indexes)
        return shape


class TestDocumentation:
    def test_the_queries_in_the_documentation_answer(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk(source="/talks/ardania.txt", change="down"))
        ledger.append(talk(source="/talks/ardania.txt"))
        page = Path(__file__).parent.parent / "docs" / "ledger.md"
        queries = re.findall(r"^```sql\n(.+?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        with closing(sqlite3.connect(file)) as database:
            answers = [database.execute(query).fetchall() for query in queries]
        start = TALK.index("6 percent")
        assert answers == [[], [("/talks/ardania.txt", start, "Trade", 6)], [("Mira Halden", 1)]]


class TestMigrations:
    def test_migrating_from_nothing_gives_the_tables_of_a_new_ledger(self, ledger: Ledger, file: Path, tmp_path: Path) -> None:
        from sqlalchemy import create_engine

        from servanda.ledger.migrations import upgrade

        engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        ledger.records()
        assert shape_of(tmp_path / "migrated.db") == shape_of(file)

    def test_the_revisions_known_are_those_that_there_are(self) -> None:
        from servanda.ledger.migrations import revisions

        assert revisions() == REVISIONS

    def test_an_older_ledger_is_brought_up_to_date_when_opened(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from servanda.ledger import migrations, opening

        Ledger.open(file).close()
        asked: list[str] = []
        monkeypatch.setattr(opening, "REVISIONS", (*REVISIONS, "9999"))
        monkeypatch.setattr(migrations, "upgrade", lambda connection: asked.append(str(connection.engine.dialect.name)))
        Ledger.open(file).close()
        assert asked == ["sqlite"]


class TestFaults:
    def test_a_ledger_held_by_another_says_so_and_nothing_is_lost(self, file: Path) -> None:
        with Ledger.open(file, wait=0.05) as ledger, closing(sqlite3.connect(file, isolation_level=None)) as other:
            ledger.append(long_talk(1, sentences=3))
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerBusyError, match="another process holds the ledger"):
                ledger.append(talk())
            assert len(ledger.records()) == 1
            other.execute("ROLLBACK")
            assert ledger.append(talk()).new

    def test_work_that_others_take_part_in_waits_longer_for_its_turn(self, file: Path) -> None:
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        with Ledger.open(file, wait=0.05) as ledger, closing(other):
            other.execute("BEGIN IMMEDIATE")
            done = threading.Timer(0.5, other.execute, ["ROLLBACK"])
            done.start()
            assert ledger.patient(60).append(talk()).new
            done.join()

    def test_a_full_disk_says_so_and_keeps_what_was_finished(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(LedgerFullError, match="no space is left"):
            ledger.append(long_talk(1))
        assert ledger.reading("ardania.txt") == talk()
        with ledger._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert ledger.append(long_talk(1)).new
        assert ledger.reading("1.txt") == long_talk(1)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_ledger_that_may_only_be_read_is_read_and_not_written(self, file: Path) -> None:
        with Ledger.open(file) as ledger:
            ledger.append(talk())
        file.chmod(0o444)
        file.parent.chmod(0o555)
        try:
            with Ledger.open(file) as ledger:
                assert ledger.reading("ardania.txt") == talk()
                with pytest.raises(LedgerFullError, match="may not be written"):
                    ledger.append(long_talk(1))
        finally:
            file.parent.chmod(0o755)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_folder_that_may_not_be_written_to_says_so(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o555)
        try:
            with pytest.raises(LedgerFullError, match="ask for the right"):
                Ledger.open(tmp_path / "talks.servanda")
        finally:
            tmp_path.chmod(0o755)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_folder_that_may_not_be_entered_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "closed").mkdir(mode=0o000)
        with pytest.raises(LedgerFullError, match="cannot be opened"):
            Ledger.open(tmp_path / "closed" / "talks.servanda")

    def test_a_name_too_long_for_the_disk_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="cannot be opened"):
            Ledger.open(tmp_path / ("talks" * 100))

    def test_a_damaged_file_says_so(self, file: Path) -> None:
        with Ledger.open(file) as ledger:
            for number in range(3):
                ledger.append(long_talk(number))
        size = file.stat().st_size
        with file.open("r+b") as damaged:
            damaged.seek(4096 * 3)
            damaged.write(b"\xa5" * (size - 4096 * 3))
        with pytest.raises(NotALedgerError, match=r"damaged|come back whole"):
            read_all_of(file)

    def test_whatever_bytes_are_cut_off_or_changed_nothing_but_a_ledger_error_is_raised(self, file: Path) -> None:
        with Ledger.open(file) as ledger:
            ledger.append(talk())
            ledger.append(long_talk(1, sentences=60))
        sound = file.read_bytes()
        chance = random.Random(20240524)
        for _ in range(40):
            damaged = bytearray(sound[: chance.choice([len(sound), chance.randrange(1, len(sound))])])
            for _ in range(chance.choice([1, 10, 100])):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            file.write_bytes(damaged)
            for log in ("-wal", "-shm"):
                file.with_name(file.name + log).unlink(missing_ok=True)
            with suppress(LedgerError):
                read_all_of(file)

    def test_every_fault_is_one_line_that_names_the_place_and_the_remedy(self, file: Path) -> None:
        file.write_bytes(b"no ledger\n" * 200)
        with pytest.raises(NotALedgerError) as refused:
            Ledger.open(file)
        assert str(refused.value) == f"{file}: this file is no ledger (name another file)"
