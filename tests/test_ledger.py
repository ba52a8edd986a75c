from __future__ import annotations

import hashlib
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count as count_from
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

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
from tests.ledger_readings import TALK, long_talk, readings, talk

PAGES = count_from(1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.servanda"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with Ledger.open(file) as opened:
        yield opened


def everything_in(file: Path) -> str:
    """A digest of every row of every table, whatever the pages look like."""
    with closing(sqlite3.connect(file)) as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class TestKeeping:
    def test_a_reading_comes_back_as_it_was_appended(self, ledger: Ledger) -> None:
        ledger.append(talk())
        assert ledger.reading("talks/ardania.txt") == talk()

    def test_appending_says_what_was_kept(self, ledger: Ledger) -> None:
        appended = ledger.append(talk())
        assert (appended.new, appended.entries, appended.problems) == (True, 4, 1)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(readings())
    def test_whatever_the_model_allows_is_kept_and_comes_back(self, ledger: Ledger, reading: Reading) -> None:
        sha = ledger.append(reading, document=f"https://ardania.example/{next(PAGES)}").record
        assert ledger.reading(sha) == reading

    def test_a_text_with_nul_and_half_a_surrogate_pair_survives(self, ledger: Ledger) -> None:
        awkward = talk(text=TALK + "\0\ud800", source="talks/a\0\udcff.txt")
        ledger.append(awkward)
        assert ledger.reading("talks/a\0\udcff.txt") == awkward

    def test_a_reading_longer_than_a_page_comes_back_in_order(self, ledger: Ledger) -> None:
        reading = long_talk(1, sentences=2500)
        ledger.append(reading)
        assert ledger.reading("1.txt") == reading

    def test_bytes_that_are_not_the_text_in_utf8_are_kept_beside_it(self, ledger: Ledger) -> None:
        content = TALK.encode("utf-16")
        origin = replace(talk().record.origin, record=hashlib.sha256(content).hexdigest())
        record = replace(talk().record, content=content, encoding="utf-16", origin=origin)
        ledger.append(Reading(record=record))
        assert ledger.reading(origin.record).record == record

    def test_two_records_of_one_text_share_their_entries(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        origin = replace(talk().record.origin, record="0" * 64)
        record = replace(talk().record, content=None, origin=origin, source="talks/copy.txt")
        moved = [replace(entry, origin=origin) for entry in talk().entries]
        ledger.append(Reading(record=record, entries=tuple(moved)))
        assert count(file, "entry") == 4
        assert count(file, "entry_version") == 8
        assert len(ledger.records()) == 2


class TestReadingAgain:
    def test_the_same_bytes_read_twice_change_nothing(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        before = everything_in(file)
        assert not ledger.append(talk()).new
        assert everything_in(file) == before

    def test_the_same_file_named_from_another_folder_changes_nothing(
        self, ledger: Ledger, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger.append(talk(source=str(tmp_path / "talks" / "ardania.txt")))
        before = everything_in(file)
        monkeypatch.chdir(tmp_path)
        assert not ledger.append(talk(source="./talks/../talks/ardania.txt")).new
        assert everything_in(file) == before

    def test_a_better_reader_adds_versions_and_the_entries_stay_the_same(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk(reader="servanda 0.1.0", change="down"))
        ledger.append(talk(reader="servanda 0.2.0", change="up"))
        assert [figure["change"] for figure in ledger.entries("figure")] == ["up"]
        assert (count(file, "entry"), count(file, "entry_version")) == (4, 8)

    def test_an_entry_that_a_better_reader_no_longer_finds_is_kept_but_no_longer_said(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        ledger.append(replace(talk(reader="servanda 0.2.0"), entries=talk().entries[:2]))
        assert len(list(ledger.entries())) == 2
        assert count(file, "entry") == 4

    def test_going_back_to_an_earlier_reading_makes_it_current_without_new_entries(self, ledger: Ledger, file: Path) -> None:
        for change in ("up", "down", "up"):
            assert ledger.append(talk(change=change)).new
        assert [figure["change"] for figure in ledger.entries("figure")] == ["up"]
        assert count(file, "reading") == 2

    def test_changed_bytes_at_one_path_are_the_documents_next_version(self, ledger: Ledger) -> None:
        ledger.append(talk())
        ledger.append(talk(text=TALK + "Corrected.\n"))
        assert [kept.characters for kept in ledger.records()] == [len(TALK) + len("Corrected.\n")]
        assert [kept.characters for kept in ledger.records(superseded=True)] == [len(TALK), len(TALK) + len("Corrected.\n")]

    def test_a_version_that_was_replaced_is_still_found_by_its_hash(self, ledger: Ledger) -> None:
        first = ledger.append(talk())
        ledger.append(talk(text=TALK + "Corrected.\n"))
        assert ledger.reading(first.record) == talk()

    def test_two_copies_with_unlike_names_do_not_supersede_one_another(self, ledger: Ledger, file: Path) -> None:
        named = replace(talk(source="b.txt"), record=replace(talk(source="b.txt").record, event_date="2024-05-24"))
        ledger.append(talk(source="a.txt"))
        ledger.append(named)
        before = everything_in(file)
        assert not ledger.append(talk(source="a.txt")).new
        assert not ledger.append(named).new
        assert everything_in(file) == before
        assert len(ledger.records()) == 1

    def test_what_the_caller_asked_for_and_when_is_noted(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk(), options={"reference_date": "2024-05-24", "language": None}, read_at="2024-06-01T09:00:00Z")
        assert ledger.records()[0].read_at == "2024-06-01T09:00:00Z"
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("SELECT options FROM reading").fetchall() == [('{"reference_date": "2024-05-24"}',)]


class TestFinding:
    @pytest.mark.parametrize("ref", ["talks/ardania.txt", "ardania.txt", "./talks/ardania.txt"])
    def test_a_record_is_found_by_path_and_by_file_name(self, ledger: Ledger, ref: str) -> None:
        ledger.append(talk())
        assert ledger.record(ref).record == talk().record.origin.record

    @pytest.mark.parametrize("digits", [4, 16, 64])
    def test_a_record_is_found_by_the_beginning_of_its_hash_and_of_its_id(self, ledger: Ledger, digits: int) -> None:
        sha = ledger.append(talk()).record
        ledger.append(long_talk(1))
        assert ledger.record(sha[:digits]).record == ledger.record(f"record-{sha[:digits]}").record == sha

    def test_an_address_is_found_as_it_is(self, ledger: Ledger) -> None:
        ledger.append(talk(source="https://ardania.example/news/1"))
        assert ledger.record("https://ardania.example/news/1").source == "https://ardania.example/news/1"

    def test_a_record_from_nowhere_is_found_by_its_hash(self, ledger: Ledger) -> None:
        assert ledger.record(ledger.append(talk(source=None)).record).source is None

    @pytest.mark.parametrize("ref", ["belmora.txt", "rdania.txt", "ffff", "%", "ardania_txt"])
    def test_what_is_not_there_is_not_found_and_the_remedy_is_named(self, ledger: Ledger, ref: str) -> None:
        ledger.append(talk())
        with pytest.raises(NotFoundError, match="servanda list"):
            ledger.record(ref)

    def test_an_ambiguous_name_says_which_records_it_may_mean(self, ledger: Ledger) -> None:
        first = ledger.append(talk(source="may/talks.txt"))
        second = ledger.append(talk(source="june/talks.txt", text=TALK + "Corrected.\n"))
        with pytest.raises(NotFoundError, match=f"record-{first.record[:16]}, record-{second.record[:16]}"):
            ledger.reading("talks.txt")

    def test_no_name_at_all_is_a_fault_of_the_call(self, ledger: Ledger) -> None:
        with pytest.raises(UsageError):
            ledger.record("")

    def test_the_list_says_what_each_record_is_and_holds(self, ledger: Ledger) -> None:
        ledger.append(talk())
        (kept,) = ledger.records()
        assert (kept.title, kept.published) == ("Joint press statement of Ardania and Belmora", "2024-05-24")
        assert kept.counts == {"exchange": 1, "figure": 1, "time": 1, "turn": 1}
        assert kept.problems == 1

    def test_records_are_listed_in_the_order_in_which_they_came(self, ledger: Ledger) -> None:
        numbers = [3, 1, 2]
        for number in numbers:
            ledger.append(long_talk(number, sentences=2))
        assert [kept.source for kept in ledger.records()] == [f"/talks/{number}.txt" for number in numbers]


class TestExport:
    def test_what_is_exported_is_the_outward_form_field_by_field(self, ledger: Ledger) -> None:
        ledger.append(talk())
        assert [list(value.items()) for value in ledger.export()] == [list(value.items()) for value in talk().to_dicts()]

    def test_the_text_can_be_left_out(self, ledger: Ledger) -> None:
        ledger.append(talk())
        assert list(ledger.export(text=False)) == talk().to_dicts(text=False)

    def test_entries_and_problems_can_be_had_apart_and_by_kind(self, ledger: Ledger) -> None:
        ledger.append(talk())
        assert [entry["kind"] for entry in ledger.entries()] == ["turn", "figure", "time", "exchange"]
        assert [entry["text"] for entry in ledger.entries("figure")] == ["6 percent"]
        assert [problem["text"] for problem in ledger.problems()] == ["Question"]

    def test_one_record_can_be_asked_for(self, ledger: Ledger) -> None:
        ledger.append(talk())
        ledger.append(long_talk(1, sentences=3))
        assert [entry["text"] for entry in ledger.entries("figure", "1.txt")] == ["14 million tons"] * 3

    def test_a_record_can_be_appended_while_another_is_being_exported(self, ledger: Ledger) -> None:
        ledger.append(long_talk(1, sentences=3))
        lines = ledger.export()
        next(lines)
        ledger.append(talk())
        assert len(list(lines)) == 6


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

    @pytest.mark.parametrize("url", ["", ":memory:", "sqlite://", "postgresql://localhost/talks", "talks\0.servanda"])
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

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE record SET content = substr(content, 1, 40)",
            "UPDATE record SET content = zeroblob(9)",
            "UPDATE entry SET span_end = span_end - 1 WHERE kind = 'figure'",
            "UPDATE entry SET span_end = 100000 WHERE kind = 'time'",
            "UPDATE entry_version SET attributes = '{}'",
            "UPDATE entry_version SET attributes = 'x'",
            "UPDATE entry_version SET attributes = '[]'",
            "UPDATE reading SET facts = '{}'",
            "UPDATE reading SET facts = ''",
            "UPDATE reading SET blocks = x'00'",
            "UPDATE reading SET facts = replace(facts, '2024-05-24', '2024-05-25')",
            "UPDATE entry_version SET attributes = replace(attributes, '\"value\":6', '\"value\":9')",
            "DELETE FROM entry_version WHERE ordinal = 1",
            "DELETE FROM problem",
            "UPDATE problem SET attributes = '{\"id\": 1}'",
        ],
    )
    def test_an_altered_row_is_never_passed_off_as_the_record(self, ledger: Ledger, file: Path, damage: str) -> None:
        sha = ledger.append(talk()).record
        with closing(sqlite3.connect(file)) as database, database:
            database.execute(damage)
        with pytest.raises(LedgerError, match="come back whole"):
            ledger.reading(sha)

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

    def test_a_list_stops_at_a_row_that_is_damaged(self, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE reading SET facts = '{'")
        with pytest.raises(LedgerError, match="come back whole"):
            ledger.records()

    @pytest.mark.parametrize("attributes", ["{", "[]", "7"])
    def test_an_export_stops_at_a_row_that_is_damaged(self, ledger: Ledger, file: Path, attributes: str) -> None:
        ledger.append(talk())
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE entry_version SET attributes = ?", (attributes,))
        with pytest.raises(LedgerError, match="come back whole"):
            list(ledger.export())

    def test_every_fault_is_one_line_that_names_the_place_and_the_remedy(self, file: Path) -> None:
        file.write_bytes(b"no ledger\n" * 200)
        with pytest.raises(NotALedgerError) as refused:
            Ledger.open(file)
        assert str(refused.value) == f"{file}: this file is no ledger (name another file)"
