"""A ledger that is made large of few readings is a ledger like any other."""

from __future__ import annotations

from pathlib import Path

from bench.filling import filled
from servanda import work
from servanda.ledger import Ledger
from servanda.ledger.verifying import verified

TALK = "President Oro: Trade with Belmora grew by 6 percent in 2023.\n\nSecretary Marsh: We will open the port by May 2026.\n"
SHORT = "President Oro: We will repair the lock by May 2026.\n"
"""Its one name is so short that another is soon the same as one before."""


def test_every_copy_is_another_record_and_all_that_is_kept_holds(tmp_path: Path) -> None:
    base = [work.read_text(text, source=f"{number}.txt", model=False) for number, text in enumerate((TALK, SHORT))]
    with Ledger.open(tmp_path / "filled.servanda") as ledger:
        filled(ledger, base, 300)
        found = verified(ledger)
        texts = {one.record for one in ledger.records()}
        assert found.faults == []
        assert len(texts) == len(ledger.records()) == found.records
        assert found.entries >= 300
