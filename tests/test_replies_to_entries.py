"""Whoever an entry tells of may reply to it; the reply is told with the entry, and never as words of the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.comparison.deciding import replies
from servanda.comparison.deciding.deciding import Signed
from servanda.errors import UsageError
from servanda.faces import cli
from servanda.faces.web.room import Room
from servanda.ledger import Ledger
from tests.river_talks import REPORT, ledger_of_talks
from tests.room import open_room

WORDS = "We never asked for a ferry."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as opened:
        yield opened


def ferry(ledger: Ledger) -> str:
    return next(one["id"] for one in ledger.entries() if "ferry" in one.get("text", "") and one["kind"] == "commitment")


def test_a_reply_is_told_with_its_entry_and_changes_nothing_of_it(ledger):
    before = ledger.entry(ferry(ledger))
    replies.reply(ledger, ferry(ledger), WORDS, "Embassy of Belmora", Signed(by="Anna", at="2025-01-02T10:00:00+00:00"))
    (found,) = replies.replies_to(ledger, ferry(ledger))
    assert (found.words, found.by, found.at) == (WORDS, "Embassy of Belmora", "2025-01-02T10:00:00+00:00")
    assert ledger.entry(ferry(ledger)) == before


def test_it_is_found_in_no_search_and_is_taken_back_as_any_decision(ledger):
    made = replies.reply(ledger, ferry(ledger), "Quorvane knows.", "Embassy of Belmora", Signed())
    now = servanda.compare(ledger)
    assert now.search("Quorvane").total == 0
    now.undo(made.number)
    assert replies.replies_to(ledger, ferry(ledger)) == ()


def test_it_follows_its_entry_into_a_later_version_where_the_words_stand(ledger):
    replies.reply(ledger, ferry(ledger), WORDS, "Embassy of Belmora", Signed())
    ledger.append(read_text(REPORT.replace("PRESS", "CORRECTED PRESS"), source="talks/report.txt", model=False))
    servanda.compare(ledger)
    assert len(replies.replies_to(ledger, ferry(ledger))) == 1


@pytest.mark.parametrize(("words", "party"), [(" ", "Embassy"), (WORDS, " ")])
def test_a_reply_is_somebodys_words(ledger, words, party):
    with pytest.raises(UsageError, match="somebody's words"):
        replies.reply(ledger, ferry(ledger), words, party, Signed())


def test_the_command_and_the_page_keep_and_tell_it_apart_from_the_record(ledger, capfd):
    entry = ferry(ledger)
    assert cli.main(["reply", entry, WORDS, "--party", "Embassy of Belmora", "--ledger", ledger.place]) == 0
    cli.main(["why", entry, "--ledger", ledger.place])
    assert "Reply of Embassy of Belmora" in capfd.readouterr().out
    with open_room(Room(ledger, reviewer="Anna")) as door:
        door.post("/reply", token=door.room.only.token, entry=entry, party="Tomas Weller", words="<b>I did.</b>")
        page = door.get(f"/entry/{entry}").text
        assert "no words of the record" in page
        assert "&lt;b&gt;I did.&lt;/b&gt;" in page
        assert [one["by"] for one in door.get(f"/entry/{entry}.json").value["replies"]] == [
            "Embassy of Belmora",
            "Tomas Weller",
        ]
