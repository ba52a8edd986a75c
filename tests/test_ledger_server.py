"""A ledger in a PostgreSQL database: how it is reached, who may write, and what happens when the server goes away."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from servanda import compare, open_ledger, read_text
from servanda.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerLostError,
    LedgerVersionError,
    NotALedgerError,
    NotFoundError,
    StaleError,
    UsageError,
)
from servanda.faces import cli
from servanda.ledger import Ledger, members, postgres, sessions
from servanda.ledger.chain import broken_links
from servanda.ledger.migrations import upgrade
from tests.ledger_readings import long_talk, talk
from tests.postgres import Cluster, cluster
from tests.river_talks import REPORT


@pytest.fixture
def url(postgres: Cluster) -> Iterator[str]:
    made = postgres.new_database()
    yield made
    postgres.give_back(made)


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger.open(url) as opened:
        yield opened


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


class TestAddresses:
    @pytest.mark.parametrize(
        "url", ["postgresql://", "postgresql://host", "postgresql://host/", "postgresql://host:port/talks", "postgresql:// /\0"]
    )
    def test_what_names_no_database_is_a_fault_of_the_call(self, url: str) -> None:
        with pytest.raises(UsageError, match="give postgresql://"):
            Ledger.open(url)

    @pytest.mark.parametrize("setting", ["sslmode=perhaps", "passwords=all"])
    def test_an_unknown_setting_is_a_fault_of_the_call(self, setting: str) -> None:
        with pytest.raises(UsageError, match="one may set host, port, sslmode"):
            Ledger.open(f"postgresql://localhost/talks?{setting}")

    def test_no_message_tells_the_password(self, postgres: Cluster) -> None:
        with pytest.raises(LedgerError) as told:
            Ledger.open(f"postgresql://nobody:secret@127.0.0.1:{postgres.port}/nowhere")
        assert "secret" not in str(told.value)
        assert "nobody@127.0.0.1" in str(told.value)

    def test_the_place_of_a_ledger_opens_it_again_and_has_no_password(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with Ledger.open(url.replace("servanda@", "servanda:secret@")) as ledger:
            assert ledger.place == url
            assert ledger.environment == {"PGPASSWORD": "secret"}
            ledger.append(talk())
        with open_ledger(url, create=False) as again:
            assert again.reading("ardania.txt") == talk()

    def test_a_server_is_reached_by_its_socket_too(self, postgres: Cluster, url: str) -> None:
        with Ledger.open(f"postgresql://servanda@/{name_of(url)}?host={postgres.folder}&port={postgres.port}") as ledger:
            assert ledger.append(talk()).new


class TestOpening:
    def test_a_database_that_is_not_there_is_not_made(self, postgres: Cluster) -> None:
        with pytest.raises(NotFoundError, match="createdb"):
            Ledger.open(postgres.url("nowhere"))

    def test_where_there_is_no_ledger_none_is_made_unless_asked(self, url: str) -> None:
        with pytest.raises(NotFoundError, match="servanda read"):
            Ledger.open(url, create=False)

    def test_a_server_that_is_not_there_is_told_at_once(self) -> None:
        began = time.monotonic()
        with pytest.raises(LedgerLostError, match="does not answer"):
            Ledger.open("postgresql://servanda@127.0.0.1:1/talks")
        assert time.monotonic() - began < 3

    def test_another_programs_database_is_refused_and_left_as_it_was(self, postgres: Cluster, url: str) -> None:
        postgres.execute(name_of(url), "CREATE TABLE bookmarks (id INTEGER)")
        with pytest.raises(NotALedgerError, match="no ledger"):
            Ledger.open(url)
        assert postgres.execute(name_of(url), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]

    def test_a_database_that_cannot_hold_every_letter_is_refused(self, postgres: Cluster) -> None:
        postgres.execute("postgres", "CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        with pytest.raises(NotALedgerError, match="keeps its text in LATIN1"):
            Ledger.open(postgres.url("narrow"))

    def test_a_newer_ledger_is_refused(self, postgres: Cluster, url: str) -> None:
        Ledger.open(url).close()
        postgres.execute(name_of(url), "UPDATE servanda_schema SET version_num = '9999'")
        with pytest.raises(LedgerVersionError, match="a newer Servanda"):
            Ledger.open(url)

    def test_several_who_make_the_same_ledger_at_once_all_succeed(self, url: str) -> None:
        def work(number: int) -> None:
            with Ledger.open(url) as ledger:
                ledger.append(long_talk(number, sentences=5))

        with ThreadPoolExecutor(4) as crew:
            list(crew.map(work, range(4)))
        with Ledger.open(url) as ledger:
            assert len(ledger.records()) == 4

    def test_without_the_driver_it_is_told_how_to_get_it(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pg8000", None)
        with pytest.raises(LedgerError, match=r"servanda\[postgresql\]"):
            Ledger.open(url)


SHAPE = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name
"""
KEYS = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"


class TestTables:
    def test_migrating_from_nothing_gives_the_tables_of_a_new_ledger(self, postgres: Cluster, url: str) -> None:
        Ledger.open(url).close()
        other = postgres.new_database()
        engine = postgres_engine(other)
        with engine.execution_options(writes=True).begin() as connection:
            upgrade(connection)
        engine.dispose()
        for asked in (SHAPE, INDEXES, KEYS):
            assert postgres.execute(name_of(other), asked) == postgres.execute(name_of(url), asked)
        postgres.give_back(other)

    def test_every_text_is_sorted_by_its_code_points(self, postgres: Cluster, url: str) -> None:
        Ledger.open(url).close()
        texts = [row for row in postgres.execute(name_of(url), SHAPE) if row[2] == "text"]
        assert texts
        assert {row[5] for row in texts} == {"C"}

    def test_every_number_of_a_row_is_wide_enough_for_a_nation(self, postgres: Cluster, url: str) -> None:
        Ledger.open(url).close()
        assert "integer" not in {row[2] for row in postgres.execute(name_of(url), SHAPE)}

    def test_a_ledger_of_the_first_revision_is_brought_up_to_date_with_what_is_in_it(self, postgres: Cluster, url: str) -> None:
        engine = postgres_engine(url)
        with engine.execution_options(writes=True).begin() as connection:
            upgrade(connection, "0001")
        engine.dispose()
        postgres.execute(name_of(url), "INSERT INTO document (address) VALUES ('/talks/old.txt')")
        with Ledger.open(url) as ledger:
            ledger.append(talk())
            assert ledger.reading("ardania.txt") == talk()
        assert postgres.execute(name_of(url), "SELECT address FROM document ORDER BY id")[0] == ("/talks/old.txt",)


def postgres_engine(url: str):
    return postgres.Database.at(url).connect(create=True, wait=5.0)


class TestWriters:
    def test_who_waits_too_long_for_another_writer_is_told_and_nothing_is_lost(self, url: str) -> None:
        with Ledger.open(url, wait=0.1) as ledger, Ledger.open(url) as other:
            ledger.append(long_talk(1, sentences=3))
            with other.writes(), pytest.raises(LedgerBusyError, match="another process writes"):
                ledger.append(talk())
            assert ledger.append(talk()).new

    def test_a_reader_is_in_nobodys_way_and_sees_one_moment(self, url: str) -> None:
        from servanda.ledger import store

        with Ledger.open(url) as ledger, Ledger.open(url) as other, ledger.reads() as connection:
            assert store.versions(connection) == []
            other.append(talk())
            assert store.versions(connection) == []

    def test_reviewers_at_once_make_one_chain(self, ledger: Ledger, url: str) -> None:
        reading = read_text(REPORT, source="talks/report.txt", model=False)
        ledger.append(reading)
        ids = [entry["id"] for entry in ledger.entries("commitment")]

        def work(number: int) -> int:
            with Ledger.open(url, wait=30) as own:
                return sum(bool(own.rule(id_, "accepted", by=f"reader {number}")) for id_ in ids)

        with ThreadPoolExecutor(4) as crew:
            assert list(crew.map(work, range(4))) == [len(ids)] * 4
        with ledger.reads() as connection:
            assert broken_links(connection) == []
        assert [one.number for one in ledger.rulings()] == list(range(1, 4 * len(ids) + 1))

    def test_of_two_who_saw_the_same_one_is_told_that_it_was_ruled_upon(self, ledger: Ledger, url: str) -> None:
        from servanda.ledger import review

        ledger.append(read_text(REPORT, source="talks/report.txt", model=False))
        first = next(ledger.entries("commitment"))["id"]
        seen = review.version(ledger, first)
        ledger.rule(first, "accepted", seen=seen, by="Anna")
        with pytest.raises(StaleError, match="Anna has accepted it"):
            ledger.rule(first, "rejected", seen=seen, by="Ben")


@pytest.fixture(scope="module")
def own_server(postgres: Cluster) -> Iterator[Cluster]:
    """One that may be stopped: nobody else uses it."""
    with cluster() as server:
        yield server
        with suppress(Exception):
            server.start()


def gone_for(server: Cluster, seconds: float, mode: str) -> Callable[[], None]:
    """Stop a server; it comes back after so long. Gives what waits for that."""
    server.stop(mode)
    comes = threading.Timer(seconds, server.start)
    comes.start()
    return comes.join


@pytest.mark.parametrize("mode", ["fast", "immediate"])
class TestOutage:
    def test_a_read_waits_for_the_server_and_goes_on(self, own_server: Cluster, mode: str) -> None:
        with Ledger.open(own_server.new_database()) as ledger:
            ledger.append(long_talk(1, sentences=3))
            back = gone_for(own_server, 1.0, mode)
            assert ledger.append(long_talk(2, sentences=3)).new
            back()
            assert [record.source for record in ledger.records()] == ["/talks/1.txt", "/talks/2.txt"]

    def test_nothing_is_lost_or_doubled_where_the_server_stops_at_any_moment(self, own_server: Cluster, mode: str) -> None:
        url = own_server.new_database()
        told: list[str] = []

        def work() -> None:
            with Ledger.open(url) as ledger:
                for number in range(30):
                    ledger.append(long_talk(number, sentences=20))
                    told.append(f"/talks/{number}.txt")

        reader = threading.Thread(target=work)
        reader.start()
        for _ in range(2):
            time.sleep(0.5)
            gone_for(own_server, 0.3, mode)()
        reader.join()
        assert told == [f"/talks/{number}.txt" for number in range(30)]
        with Ledger.open(url) as ledger:
            assert [record.source for record in ledger.records()] == told
            assert ledger.reading("7.txt") == long_talk(7, sentences=20)

    def test_every_ruling_that_was_told_as_kept_is_there_once(self, own_server: Cluster, mode: str) -> None:
        url = own_server.new_database()
        with Ledger.open(url) as ledger:
            ledger.append(long_talk(1, sentences=30))
            ids = [entry["id"] for entry in ledger.entries("figure")]
            ruled: list[str] = []

            def work() -> None:
                for id_ in ids:
                    ruled.append(ledger.rule(id_, "accepted", by="Anna").entry)

            reviewer = threading.Thread(target=work)
            reviewer.start()
            for _ in range(2):
                time.sleep(0.3)
                gone_for(own_server, 0.3, mode)()
            reviewer.join()
            assert ruled == ids
            assert [one.entry for one in ledger.rulings()] == ids
            with ledger.reads() as connection:
                assert broken_links(connection) == []

    def test_what_waits_too_long_says_so_and_goes_on_later(
        self, own_server: Cluster, mode: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "PATIENCE", 0.2)
        with Ledger.open(own_server.new_database(), wait=0.1) as ledger:
            ledger.append(talk())
            own_server.stop(mode)
            with pytest.raises(LedgerLostError, match="what was kept is safe"):
                ledger.append(long_talk(1, sentences=3))
            with pytest.raises(LedgerLostError):
                ledger.records()
            own_server.start()
            assert ledger.append(long_talk(1, sentences=3)).new
            assert len(ledger.records()) == 2


def test_a_record_is_kept_with_a_dozen_ways_to_the_server_however_much_it_says(ledger: Ledger) -> None:
    """A server elsewhere is a millisecond away, or twenty: what is asked one by one is paid for one by one."""
    from servanda.ledger.postgres_driver import Raw

    ways = 0
    heard = Raw.handle_messages

    def counted(connection: Raw, context: object) -> None:
        nonlocal ways
        ways += 1
        heard(connection, context)

    reading = long_talk(1, sentences=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Raw, "handle_messages", counted)
        assert ledger.append(reading).new
    assert ways <= 13
    assert ledger.reading("1.txt") == reading


@pytest.fixture
def lost_answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Once it is called, the server is lost just behind the next commit: nobody hears that it was kept."""
    from pg8000.dbapi import Connection
    from pg8000.exceptions import InterfaceError

    commit = Connection.commit

    def loses_the_answer(connection: Connection) -> None:
        commit(connection)
        monkeypatch.setattr(Connection, "commit", commit)
        raise InterfaceError("network error")

    return lambda: monkeypatch.setattr(Connection, "commit", loses_the_answer)


def test_what_was_committed_as_the_server_was_lost_is_not_done_again(ledger: Ledger, lost_answer: Callable[[], None]) -> None:
    ledger.append(talk())
    figure = next(ledger.entries("figure"))["id"]
    lost_answer()
    assert ledger.rule(figure, "accepted").number == 1
    assert [one.number for one in ledger.rulings()] == [1]


def test_an_account_is_made_once_and_logged_into_though_the_server_was_lost(
    ledger: Ledger, lost_answer: Callable[[], None]
) -> None:
    lost_answer()
    members.add(ledger, "Anna", "reviewer", "a long passphrase")
    assert [act.action for act in members.acts(ledger)] == ["made"]
    lost_answer()
    assert members.disable(ledger, "Anna").enabled is False
    lost_answer()
    assert members.enable(ledger, "Anna").enabled
    lost_answer()
    session = sessions.log_in(ledger, "Anna", "a long passphrase", address="127.0.0.1", now=0)
    found = sessions.session_of(ledger, session, 1)
    assert found is not None
    assert found.member.name == "Anna"


def test_what_records_say_together_is_the_same_in_either_store(url: str, tmp_path) -> None:
    told = []
    for place in (url, tmp_path / "talks.servanda"):
        with open_ledger(place) as ledger:
            for number, text in enumerate((REPORT,)):
                ledger.append(read_text(text, source=f"talks/{number}.txt", model=False))
            told.append([(one.id, one.name) for one in compare(ledger).matters(everything=True)])
    assert told[0] == told[1] != []


def test_what_comparing_made_is_thrown_away_to_the_last_word_and_made_the_same_again(
    postgres: Cluster, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def found() -> list[object]:
        with open_ledger(url) as ledger:
            return [(hit.place, hit.highlights) for hit in compare(ledger).search("treaty lidd").hits]

    with open_ledger(url) as ledger:
        ledger.append(read_text(REPORT, source="talks/report.txt", model=False))
    before = found()
    assert cli.main(["vacuum", "--notes", "--ledger", url]) == cli.OK
    assert "The server keeps its own files" in capsys.readouterr().out
    assert postgres.execute(name_of(url), "SELECT count(*) FROM passage_words") == [(0,)]
    assert postgres.execute(name_of(url), "SELECT passages, length FROM passage_words_total") == [(0, 0)]
    assert found() == before != []
    assert cli.main(["vacuum", "--ledger", url]) == cli.USAGE
