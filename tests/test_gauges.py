"""What the keeper of a ledger is told, whatever keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import open_ledger, read_text
from servanda.ledger import gauges
from servanda.ledger.schema import REVISIONS
from tests.stores import Server, Stores

pytestmark = pytest.mark.usefixtures("store")

TALK = "ELENA MARSH:  We will dredge the lower Lidd before May 2027. It will cost 12 million euros.\n"


def test_a_ledger_gives_a_sign_of_life_with_the_revision_of_its_tables(tmp_path: Path, store: Stores) -> None:
    with open_ledger(tmp_path / "talks.servanda") as ledger:
        kept_by = "postgresql" if isinstance(store, Server) else "sqlite"
        assert gauges.pulse(ledger) == gauges.Pulse(kept_by, REVISIONS[-1])


def test_rulings_are_counted_with_those_that_were_taken_back_and_without_private_ones(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "talks.servanda") as ledger:
        ledger.append(read_text(TALK, source="talk.txt", model=False))
        notes = ledger.notes_of("anna")
        notes.append(read_text(TALK.replace("12", "13"), source="memo.txt", model=False))
        (figure, *_) = ledger.entries("figure")
        made = ledger.rule(str(figure["id"]), "accepted", by="anna")
        ledger.undo_ruling(made.number, by="anna")
        (own, *_) = notes.entries("turn")
        notes.rule(str(own["id"]), "accepted", by="anna")
        assert gauges.rulings_kept(ledger) == 2


def test_a_ledger_that_holds_more_takes_more_room(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "talks.servanda") as ledger:
        before = gauges.size_of(ledger)
        for number in range(20):
            ledger.append(read_text(f"{TALK * 5}On {number + 1} May it was said.\n", source=f"{number}.txt", model=False))
        assert 0 < before < gauges.size_of(ledger)
