"""Private records: their owner has them as he has any record, and nobody else can tell that they are there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.comparison import updating
from servanda.comparison.search.searching import search
from servanda.errors import NotFoundError, UsageError
from servanda.faces import cli
from servanda.faces.oneself import NAME_VARIABLE
from servanda.faces.web.room import Room
from servanda.ledger import Ledger, review, sampling
from servanda.model import Commitment
from tests.river_talks import REPORT, ledger_of_talks
from tests.room import Door, open_room

SECRET = "Quorvane"
MEMO = f"""Talks with President of Belmora Tomas Weller
May 24, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in {SECRET}.

Elena Marsh: Last year trade between our countries amounted to 41 million euros in {SECRET}. We will open the second lock in
{SECRET} by the end of October 2024. We have agreed to sign the Treaty on the River Lidd by the end of 2024.

Dora {SECRET}: We will never sign the Treaty on the River Lidd.
"""
"""Of the same people, day, matters and figures as everyone's records, so that it would be joined with them if it were seen."""
PLACE = "talks/memo.txt"


def memo(text: str = MEMO) -> servanda.Reading:
    return read_text(text, source=PLACE, model=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as opened:
        yield opened


@pytest.fixture
def notes(ledger: Ledger) -> Ledger:
    """Anna's private records: one memo."""
    own = ledger.notes_of("Anna")
    own.append(memo())
    return own


def everything(ledger: Ledger) -> tuple[object, ...]:
    """What a ledger and its comparison tell everyone."""
    now = servanda.compare(ledger)
    return (
        [(one.id, one.counts) for one in ledger.records()],
        ledger.newest(5)[0],
        sorted(one["id"] for one in ledger.entries()),
        review.progress(ledger),
        sampling.drawn(ledger, 10),
        [(one.id, one.name, one.records) for one in now.matters(everything=True)],
        [(one.id, one.name) for one in now.people(everything=True)],
        [(one.id, one.day) for one in now.meetings()],
        [(one.id, one.sentence) for one in now.findings(everything=True)],
        [one.claim and one.claim.id for one in now.due("2024-06-01", everything=True).dues],
        now.search("Marsh").total,
    )


@pytest.mark.usefixtures("store")  # each test on every store
class TestOwner:
    def test_has_it_in_every_way_that_a_record_is_had(self, notes):
        (summary,) = notes.records()
        assert notes.record("memo.txt") == notes.record(PLACE) == notes.record(summary.id) == summary
        assert SECRET in notes.reading("memo.txt").record.text
        promise = next(one for one in notes.entries("commitment"))
        assert notes.entry(promise["id"])[1] == promise
        assert [one["id"] for one in notes.export() if one["kind"] == "record"] == [summary.id]
        assert promise["id"] in [one.values["id"] for one in review.waiting(notes)]
        assert promise["id"] in sampling.drawn(notes, 50)

    def test_searches_it_as_all_else_is_searched(self, notes):
        assert search(notes, f"{SECRET} -second").total == 1
        (hit,) = search(notes, '"second lock"', by="Marsh").hits
        assert hit.place.text[hit.highlights[0][0] - hit.place.start :].startswith("second lock")
        assert search(notes, SECRET, since="2024-05-25").total == 0

    def test_rules_upon_it_and_only_his_own_rulings_are_told_there(self, ledger, notes):
        promise = next(one for one in notes.entries("commitment"))
        made = notes.rule(promise["id"], "rejected", by="whoever")
        assert notes.rulings() == [made]
        assert made.owner == "Anna"
        assert promise["id"] not in [one.id for one in notes.ruled("memo.txt").of(Commitment)]
        assert ledger.rulings() == []
        with pytest.raises(UsageError, match="no ruling 1"):
            ledger.undo_ruling(1)
        assert notes.undo_ruling(1)[0].undoes == 1

    def test_reads_it_again_and_it_stays_private_whoever_it_is_said_to_be_for(self, ledger, notes):
        ledger.append(memo(f"{MEMO}\nElena Marsh: That is all.\n"), by="Anna")
        assert len(notes.records()) == 1
        assert "That is all" in notes.reading(PLACE).record.text
        assert len(ledger.records()) == 3

    def test_another_may_read_the_same_file_for_everyone_and_finds_nothing_there_before_him(self, ledger, notes):
        assert ledger.append(memo(), by="Boris").new
        assert len(ledger.records()) == 4
        assert ledger.record(PLACE) == notes.record(PLACE)

    def test_hides_nothing_that_is_everyones(self, ledger):
        with pytest.raises(UsageError, match="everyone's"):
            ledger.notes_of("Anna").append(read_text(REPORT, source="talks/mine.txt", model=False))

    def test_cannot_let_it_take_the_place_of_what_others_see(self, notes):
        with pytest.raises(UsageError, match="private"):
            notes.replace("memo.txt", "memo.txt")

    def test_cannot_have_it_compared(self, notes):
        with pytest.raises(UsageError, match="compared with nothing"):
            servanda.compare(notes)


def test_two_people_keep_notes_of_one_name_and_neither_sees_the_others(ledger, notes):
    others = ledger.notes_of("Boris")
    assert others.records() == []
    others.append(read_text("Memo\n\nElena Marsh: We will plant oaks by 2026.\n", source=PLACE, model=False))
    assert SECRET in notes.reading(PLACE).record.text
    assert "oaks" in others.reading(PLACE).record.text


def test_nobody_reaches_a_note_by_giving_its_inner_address_as_his_own(ledger, notes):
    with ledger.reads() as connection:
        inner = connection.exec_driver_sql("SELECT address FROM document WHERE visibility = 'owner'").scalar()
    ledger.append(read_text(REPORT + "\n", source=f"{inner}://x", model=False))
    with pytest.raises(NotFoundError):
        ledger.record(inner)
    assert SECRET in notes.reading(PLACE).record.text


@pytest.mark.usefixtures("store")
class TestPublishing:
    def test_makes_it_a_record_as_any_other_and_it_can_be_taken_back_whole(self, ledger, notes):
        before = everything(ledger)
        notes.publish("memo.txt")
        assert notes.records() == []
        assert SECRET in ledger.reading(PLACE).record.text
        assert servanda.compare(ledger).search(SECRET).total > 0
        updating.withdraw(ledger, "memo.txt", "Anna")
        assert SECRET in notes.reading(PLACE).record.text
        assert everything(ledger) == before

    def test_leaves_in_private_what_was_ruled_in_private(self, ledger, notes):
        promise = next(one["id"] for one in notes.entries("commitment"))
        notes.rule(promise, "rejected")
        notes.publish("memo.txt")
        assert "ruling" not in ledger.entry(promise)[1]
        assert ledger.rulings() == []

    def test_is_the_owners_alone(self, ledger, notes):
        with pytest.raises(NotFoundError):
            ledger.notes_of("Boris").publish("memo.txt")
        with pytest.raises(UsageError, match="only its owner"):
            ledger.publish("memo.txt")
        notes.publish("memo.txt")
        with pytest.raises(UsageError, match="not yours"):
            updating.withdraw(ledger, "memo.txt", "Boris")

    def test_cannot_be_taken_back_once_somebody_ruled_upon_it(self, ledger, notes):
        notes.publish("memo.txt")
        ledger.rule(next(one["id"] for one in ledger.entries("commitment", PLACE)), "accepted", by="Boris")
        with pytest.raises(UsageError, match="ruling 1 was made upon it"):
            updating.withdraw(ledger, PLACE, "Anna")
        assert ledger.record(PLACE)

    def test_cannot_be_taken_back_once_somebody_decided_upon_it(self, ledger, notes):
        notes.publish("memo.txt")
        ledger.replace("report.txt", PLACE)
        with pytest.raises(UsageError, match="which record it replaces"):
            updating.withdraw(ledger, PLACE, "Anna")

    def test_never_takes_the_place_of_another_record_of_that_name(self, ledger, notes):
        ledger.append(read_text("Memo\n\nElena Marsh: We will plant oaks by 2026.\n", source=PLACE, model=False))
        with pytest.raises(UsageError, match="under this name for everyone"):
            notes.publish(notes.records()[0].id)

    def test_what_nobody_is_known_to_own_can_be_made_private(self, ledger):
        before = len(ledger.records())
        updating.withdraw(ledger, "report.txt", "Anna")
        assert len(ledger.records()) == before - 1
        assert len(ledger.notes_of("Anna").records()) == 1
        assert servanda.compare(ledger).search("ferry").total == 0


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Door]:
    """Anna's room, that a test may write in."""
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger, open_room(Room(ledger, reviewer="Anna")) as door:
        yield door


class TestRoom:
    def test_a_note_is_written_opened_reviewed_searched_published_and_taken_back(self, own):
        token = own.room.only.token
        assert own.post("/notes", token=token, text=MEMO).address.endswith("/notes")
        (note,) = own.get("/notes.json").value
        assert "yours alone" in own.get(f"/record/{note['id']}").text.lower()
        assert SECRET in own.get(f"/record/{note['id']}/text").text
        assert own.get(f"/search.json?q={SECRET}").value["total"] == 0
        assert own.get(f"/search.json?q={SECRET}&private=1").value["total"] > 0
        waiting = own.get("/review.json?private=1").value
        assert waiting["record"].startswith(note["id"].removeprefix("record-")) or waiting["id"]
        own.post("/rule", token=token, entry=waiting["id"], seen=waiting["seen"], verdict="accepted", back="/review?private=1")
        assert own.get("/review.json?private=1").value["id"] != waiting["id"]
        assert own.get("/rulings.json").value == []
        own.post("/undo", token=token, number="1", back="/review?private=1")
        assert own.get("/review.json?private=1").value["id"] == waiting["id"]
        own.post("/notes/publish", token=token, record=note["id"])
        assert own.get(f"/search.json?q={SECRET}").value["total"] > 0
        assert own.get("/notes.json").value == []
        own.post("/notes/withdraw", token=token, record=note["id"])
        assert own.get(f"/search.json?q={SECRET}").value["total"] == 0
        assert len(own.get("/notes.json").value) == 1

    def test_files_that_are_ticked_private_are_kept_and_listed_for_him_who_dropped_them(self, own):
        own.room.intake.take([("memo.txt", MEMO.encode())], owner="Anna")
        own.room.intake.take([("open.txt", REPORT.encode() + b" ")])
        for _ in range(500):
            if all(one.state == "read" for one in own.room.intake.dropped):
                break
            time.sleep(0.02)
        assert {one["name"] for one in own.get("/add.json").value} == {"memo.txt", "open.txt"}
        assert [one.name for one in own.room.intake.shown_to("Boris")] == ["open.txt"]
        assert len(own.get("/notes.json").value) == 1
        assert len(own.get("/records.json").value) == 4

    def test_only_what_was_ones_own_can_be_taken_back(self, own):
        record = own.get("/records.json").value[0]["id"]
        assert own.post("/notes/withdraw", token=own.room.only.token, record=record).status == 400
        assert len(own.get("/records.json").value) == 3

    def test_where_nobody_is_known_there_are_no_notes(self, tmp_path):
        with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger, open_room(Room(ledger)) as door:
            assert "nobody is known" in door.get("/notes").text
            assert door.post("/notes", token=door.room.only.token, text=MEMO).status == 400
            assert door.get("/search?q=x&private=1").status in (200, 400)


class TestCommand:
    def test_notes_are_kept_listed_and_searched_by_their_owner_only(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(NAME_VARIABLE, "Anna")
        Path("memo.txt").write_text(MEMO, encoding="utf-8")
        assert cli.main(["note", "memo.txt", "--no-model"]) == 0
        assert (
            cli.main(["note", f"Iris Holm told me on 3 May 2024 that {SECRET} would be paid 4 million euros.", "--no-model"])
            == 0
        )
        capfd.readouterr()
        cli.main(["list", "--private", "--json"])
        assert len(capfd.readouterr().out.splitlines()) == 2
        cli.main(["search", "--private", SECRET, "--json"])
        assert len(capfd.readouterr().out.splitlines()) == 3
        cli.main(["commitments", "--private", "--all"])
        assert SECRET in capfd.readouterr().out
        monkeypatch.setenv(NAME_VARIABLE, "Boris")
        for arguments in (["list", "--private"], ["list"], ["search", "--private", SECRET], ["export", "--private"]):
            cli.main(arguments)
        assert SECRET not in "".join(capfd.readouterr())

    def test_a_word_that_is_no_file_is_no_note(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        assert cli.main(["note", "memo.txt"]) == cli.USAGE
        assert "no file is called memo.txt" in capfd.readouterr().err

    def test_it_is_published_and_taken_back(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(NAME_VARIABLE, "Anna")
        Path("memo.txt").write_text(MEMO, encoding="utf-8")
        cli.main(["note", "memo.txt", "--no-model"])
        assert cli.main(["note", "--public", "memo.txt"]) == 0
        capfd.readouterr()
        cli.main(["list", "--json"])
        assert len(capfd.readouterr().out.splitlines()) == 1
        assert cli.main(["note", "--private", "memo.txt"]) == 0
        capfd.readouterr()
        cli.main(["list", "--json"])
        assert capfd.readouterr().out == ""

    def test_a_folder_is_read_in_private_and_stays_so_when_it_is_read_again(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(NAME_VARIABLE, "Anna")
        Path("drafts").mkdir()
        Path("drafts/memo.txt").write_text(MEMO, encoding="utf-8")
        assert cli.main(["read", "drafts", "--private", "--no-model"]) == 0
        assert cli.main(["read", "drafts", "--no-model"]) == 0
        with Path("drafts/memo.txt").open("a", encoding="utf-8") as memo:
            memo.write("\nElena Marsh: That is all.\n")
        assert cli.main(["read", "drafts", "--no-model"]) == 0
        capfd.readouterr()
        cli.main(["list", "--json"])
        assert capfd.readouterr().out == ""
        cli.main(["show", "memo.txt", "--private"])
        assert "That is all" in capfd.readouterr().out
        assert not list(tmp_path.glob("*quarantine*"))
        assert cli.main(["read", "drafts", "--private", "--replaces", "memo.txt"]) == cli.USAGE
