from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count as count_from
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from servanda import compare
from servanda.errors import (
    LedgerError,
    NotFoundError,
    UsageError,
)
from servanda.ledger import Ledger
from servanda.ledger.deadlines import claims_due
from servanda.ledger.fulltext import Term, Wanted
from servanda.ledger.passages import Sought, best_passages, few_passages
from servanda.model import Reading
from tests.ledger_readings import TALK, long_talk, readings, talk
from tests.river_talks import ledger_of_talks
from tests.stores import Stores

PAGES = count_from(1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.servanda"


@pytest.fixture
def ledger(store: Stores, file: Path) -> Iterator[Ledger]:
    with Ledger.open(file) as opened:
        yield opened


def count(store: Stores, file: Path, table: str) -> int:
    return int(store.execute(file, f"SELECT count(*) FROM {table}")[0][0])


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

    def test_two_records_of_one_text_share_their_entries(self, store: Stores, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        origin = replace(talk().record.origin, record="0" * 64)
        record = replace(talk().record, content=None, origin=origin, source="talks/copy.txt")
        moved = [replace(entry, origin=origin) for entry in talk().entries]
        ledger.append(Reading(record=record, entries=tuple(moved)))
        assert count(store, file, "entry") == 4
        assert count(store, file, "entry_version") == 8
        assert len(ledger.records()) == 2


class TestReadingAgain:
    def test_the_same_bytes_read_twice_change_nothing(self, store: Stores, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        before = store.everything_in(file)
        assert not ledger.append(talk()).new
        assert store.everything_in(file) == before

    def test_the_same_file_named_from_another_folder_changes_nothing(
        self, store: Stores, ledger: Ledger, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger.append(talk(source=str(tmp_path / "talks" / "ardania.txt")))
        before = store.everything_in(file)
        monkeypatch.chdir(tmp_path)
        assert not ledger.append(talk(source="./talks/../talks/ardania.txt")).new
        assert store.everything_in(file) == before

    def test_a_better_reader_adds_versions_and_the_entries_stay_the_same(
        self, store: Stores, ledger: Ledger, file: Path
    ) -> None:
        ledger.append(talk(reader="servanda 0.1.0", change="down"))
        ledger.append(talk(reader="servanda 0.2.0", change="up"))
        assert [figure["change"] for figure in ledger.entries("figure")] == ["up"]
        assert (count(store, file, "entry"), count(store, file, "entry_version")) == (4, 8)

    def test_an_entry_that_a_better_reader_no_longer_finds_is_kept_but_no_longer_said(
        self, store: Stores, ledger: Ledger, file: Path
    ) -> None:
        ledger.append(talk())
        ledger.append(replace(talk(reader="servanda 0.2.0"), entries=talk().entries[:2]))
        assert len(list(ledger.entries())) == 2
        assert count(store, file, "entry") == 4

    def test_going_back_to_an_earlier_reading_makes_it_current_without_new_entries(
        self, store: Stores, ledger: Ledger, file: Path
    ) -> None:
        for change in ("up", "down", "up"):
            assert ledger.append(talk(change=change)).new
        assert [figure["change"] for figure in ledger.entries("figure")] == ["up"]
        assert count(store, file, "reading") == 2

    def test_changed_bytes_at_one_path_are_the_documents_next_version(self, ledger: Ledger) -> None:
        ledger.append(talk())
        ledger.append(talk(text=TALK + "Corrected.\n"))
        assert [kept.characters for kept in ledger.records()] == [len(TALK) + len("Corrected.\n")]
        assert [kept.characters for kept in ledger.records(superseded=True)] == [len(TALK), len(TALK) + len("Corrected.\n")]

    def test_a_version_that_was_replaced_is_still_found_by_its_hash(self, ledger: Ledger) -> None:
        first = ledger.append(talk())
        ledger.append(talk(text=TALK + "Corrected.\n"))
        assert ledger.reading(first.record) == talk()

    def test_two_copies_with_unlike_names_do_not_supersede_one_another(self, store: Stores, ledger: Ledger, file: Path) -> None:
        named = replace(talk(source="b.txt"), record=replace(talk(source="b.txt").record, event_date="2024-05-24"))
        ledger.append(talk(source="a.txt"))
        ledger.append(named)
        before = store.everything_in(file)
        assert not ledger.append(talk(source="a.txt")).new
        assert not ledger.append(named).new
        assert store.everything_in(file) == before
        assert len(ledger.records()) == 1

    def test_what_the_caller_asked_for_and_when_is_noted(self, store: Stores, ledger: Ledger, file: Path) -> None:
        ledger.append(talk(), options={"reference_date": "2024-05-24", "language": None}, read_at="2024-06-01T09:00:00Z")
        assert ledger.records()[0].read_at == "2024-06-01T09:00:00Z"
        assert store.execute(file, "SELECT options FROM reading") == [('{"reference_date": "2024-05-24"}',)]


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


class TestDamage:
    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE record SET content = substr(content, 1, 40)",
            "UPDATE record SET content = substr(content, 1, 9)",
            "UPDATE entry SET span_end = span_end - 1 WHERE kind = 'figure'",
            "UPDATE entry SET span_end = 100000 WHERE kind = 'time'",
            "UPDATE entry_version SET attributes = '{}'",
            "UPDATE entry_version SET attributes = 'x'",
            "UPDATE entry_version SET attributes = '[]'",
            "UPDATE reading SET facts = '{}'",
            "UPDATE reading SET facts = ''",
            "UPDATE reading SET blocks = substr(blocks, 1, 1)",
            "UPDATE reading SET facts = replace(facts, '2024-05-24', '2024-05-25')",
            "UPDATE entry_version SET attributes = replace(attributes, '\"value\":6', '\"value\":9')",
            "DELETE FROM entry_version WHERE ordinal = 1",
            "DELETE FROM problem",
            "UPDATE problem SET attributes = '{\"id\": 1}'",
        ],
    )
    def test_an_altered_row_is_never_passed_off_as_the_record(
        self, store: Stores, ledger: Ledger, file: Path, damage: str
    ) -> None:
        sha = ledger.append(talk()).record
        store.execute(file, damage)
        with pytest.raises(LedgerError, match="come back whole"):
            ledger.reading(sha)

    def test_a_list_stops_at_a_row_that_is_damaged(self, store: Stores, ledger: Ledger, file: Path) -> None:
        ledger.append(talk())
        store.execute(file, "UPDATE reading SET facts = '{'")
        with pytest.raises(LedgerError, match="come back whole"):
            ledger.records()

    @pytest.mark.parametrize("attributes", ["{", "[]", "7"])
    def test_an_export_stops_at_a_row_that_is_damaged(self, store: Stores, ledger: Ledger, file: Path, attributes: str) -> None:
        ledger.append(talk())
        store.execute(file, f"UPDATE entry_version SET attributes = '{attributes}'")
        with pytest.raises(LedgerError, match="come back whole"):
            list(ledger.export())


class TestDue:
    def test_what_is_due_is_looked_for_by_whose_words_it_is_and_who_is_to_do_it(self, store: Stores, tmp_path: Path) -> None:
        file = Path(ledger_of_talks(tmp_path))
        with Ledger.open(file) as ledger:
            compare(ledger)
            odd = r"""replace(attributes, '"said_by":"Tomas', '"said_by":"\u0000\ud800Tomas')"""
            store.execute(file, f"UPDATE claim SET attributes = {odd}", "SELECT 1")
            with ledger.reads() as connection:
                due = claims_due(connection, until="2030-01-01")
                names = {(one.said_by, one.values["actor"]) for one in due}
                asked: list[tuple[str | None, str | None]] = []
                assert claims_due(connection, until="2030-01-01", of=lambda whose: asked.append(whose) is not None) == []
                assert set(asked) == names
                assert {"\0\ud800Tomas Weller", "Elena Marsh"} <= {said_by for said_by, _ in names}
                hers = claims_due(connection, until="2030-01-01", of=lambda whose: whose[0] == "Elena Marsh")
            assert hers == [one for one in due if one.said_by == "Elena Marsh"]


def test_few_passages_are_all_there_are_and_of_more_none_is_told(store: Stores, tmp_path: Path) -> None:
    with Ledger.open(Path(ledger_of_talks(tmp_path))) as ledger:
        compare(ledger)
        with ledger.reads() as connection:
            sought = Sought(wanted=Wanted(((Term("treaty"),),)), since="2024-01-01")
            all_there_are = {row.id for row in best_passages(connection, sought, limit=100)}
            most = len(all_there_are)
            assert most > 1
            assert {row.id for row in few_passages(connection, sought, most=most) or ()} == all_there_are
            assert few_passages(connection, sought, most=most - 1) is None
