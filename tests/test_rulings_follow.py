"""Rulings upon a record hold in a later version of it where the exact words still stand, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.ledger import Ledger, review
from tests.river_talks import REPORT, ledger_of_talks

LATER = REPORT.replace("PRESS RELEASE", "PRESS RELEASE, CORRECTED").replace(
    "We will open the second lock by the end of October 2024.", "We will open the second lock by the end of November 2024."
)

pytestmark = pytest.mark.usefixtures("store")  # each test on every store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as opened:
        yield opened


def promise(ledger: Ledger, words: str) -> dict:
    return next(one for one in ledger.entries("commitment") if words in one["text"])


def replaced(ledger: Ledger, text: str = LATER) -> None:
    """The report is replaced by a later version, at its own address, and all is compared."""
    ledger.append(read_text(text, source="talks/report.txt", model=False))
    servanda.compare(ledger)


def test_a_ruling_holds_where_the_words_stand_and_says_from_which_entry_it_came(ledger):
    line = promise(ledger, "new line")
    ledger.rule(line["id"], "rejected", by="Anna", why="a hope")
    replaced(ledger)
    now = promise(ledger, "new line")
    assert now["id"] != line["id"]
    assert now["ruling"]["by"] == "Anna"
    assert now["ruling"]["carried_from"] == line["id"]
    assert now["id"] not in [one.id for one in ledger.ruled("report.txt").entries]
    assert now["id"] not in [one.values["id"] for one in review.waiting(ledger, "commitment")]


def test_a_ruling_upon_words_that_were_changed_holds_no_more_and_is_listed_as_stale(ledger):
    lock = promise(ledger, "second lock")
    made = ledger.rule(lock["id"], "rejected", by="Anna")
    replaced(ledger)
    assert "ruling" not in promise(ledger, "second lock")
    (stale,) = review.stale(ledger)
    assert (stale.ruling.number, stale.words) == (made.number, lock["text"])
    assert stale.later.source == "talks/report.txt"


def test_it_is_so_too_where_a_person_said_which_record_replaces_which(ledger):
    line = promise(ledger, "new line")
    ledger.rule(line["id"], "accepted", by="Anna")
    ledger.append(read_text(LATER, source="talks/corrected.txt", model=False))
    made = ledger.replace("report.txt", "corrected.txt")
    servanda.compare(ledger)
    assert promise(ledger, "new line")["ruling"]["carried_from"] == line["id"]
    servanda.compare(ledger).undo(made.number)
    servanda.compare(ledger)
    (first,) = [one for one in ledger.entries("commitment", "report.txt") if "new line" in one["text"]]
    (later,) = [one for one in ledger.entries("commitment", "corrected.txt") if "new line" in one["text"]]
    assert "ruling" in first
    assert "ruling" not in later


def test_undoing_it_where_it_was_made_undoes_it_everywhere_and_matters_follow(ledger):
    made = ledger.rule(promise(ledger, "new line")["id"], "rejected", by="Anna")
    replaced(ledger)
    now = promise(ledger, "new line")["id"]

    def due() -> list[str | None]:
        found = servanda.compare(ledger).due("2025-06-15", everything=True).dues
        return [one.claim.place.entry for one in found if one.claim]

    assert now not in due()
    ledger.undo_ruling(made.number)
    assert "ruling" not in promise(ledger, "new line")
    assert now in due()


def test_a_ruling_upon_the_later_version_itself_comes_before_one_that_followed(ledger):
    ledger.rule(promise(ledger, "new line")["id"], "rejected", by="Anna")
    replaced(ledger)
    now = promise(ledger, "new line")["id"]
    ledger.rule(now, "accepted", by="Boris", seen=review.version(ledger, now))
    assert promise(ledger, "new line")["ruling"]["by"] == "Boris"


def test_corrected_words_follow_to_their_place(ledger):
    line = promise(ledger, "new line")
    ledger.rule(line["id"], "corrected", corrected={"words": "lay the new line by the end of\nJune 2025"}, by="Anna")
    replaced(ledger)
    now = promise(ledger, "new line")
    text = ledger.reading("report.txt").record.text
    assert now["text"] == text[now["start"] : now["end"]] == "lay the new line by the end of\nJune 2025"


def test_through_several_versions_it_follows_as_long_as_the_words_stand(ledger):
    ledger.rule(promise(ledger, "new line")["id"], "accepted", by="Anna")
    replaced(ledger)
    replaced(ledger, LATER + "\nElena Marsh: Thank you.\n")
    assert promise(ledger, "new line")["ruling"]["by"] == "Anna"
    replaced(ledger, LATER.replace("new line", "old line"))
    assert "ruling" not in promise(ledger, "old line")
    assert len(review.stale(ledger)) == 1


def test_under_a_policy_a_ruling_that_followed_is_one_readers(ledger):
    ledger.second_reader(["commitment"])
    ledger.rule(promise(ledger, "new line")["id"], "accepted", by="Anna")
    replaced(ledger)
    now = promise(ledger, "new line")
    assert now["review"] == "once"
    assert now["id"] not in [one.values["id"] for one in review.waiting(ledger, "commitment", reader="Anna")]
    ledger.rule(now["id"], "accepted", by="Boris")
    assert promise(ledger, "new line")["ruling"]["by"] == "Boris"
