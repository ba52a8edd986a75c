"""What a ledger tells is the same in every run of the program, whatever order Python happens to hold words in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import servanda
from servanda.comparison.relations import Kept, relations_of
from tests.test_comparison import kept, readings, told

ROOT = Path(__file__).parent.parent
TELL = "import json, sys; from servanda.ledger import Ledger; from tests.test_comparison import told\n"
TELL += "with Ledger.open(sys.argv[1]) as ledger: print(json.dumps(told(ledger), ensure_ascii=True))"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_order_of_words_in_memory_makes_no_difference(seed: str, tmp_path: Path) -> None:
    for name in ("here", "there"):
        kept(tmp_path / f"{name}.servanda", readings()).close()
    with kept(tmp_path / "here.servanda", ()) as ledger:
        here = json.loads(json.dumps(told(ledger)))
    command = [sys.executable, "-c", TELL, str(tmp_path / "there.servanda")]
    ran = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True)
    assert json.loads(ran.stdout) == here


@pytest.mark.parametrize("share", [2, 3])
def test_what_was_found_before_more_was_told_saves_time_and_changes_nothing(share: int, tmp_path: Path) -> None:
    """Also where claims come between those that were there: a record of an earlier day is added last."""
    with kept(tmp_path / "talks.servanda", readings()) as ledger:
        comparison = servanda.compare(ledger)
        matters = [comparison.matter(matter.id) for matter in comparison.matters(everything=True)]
    for matter in matters:
        for left_out in range(share):
            before = [claim for number, claim in enumerate(matter.claims) if number % share != left_out]
            known = Kept(frozenset(claim.id for claim in before), relations_of(before))
            assert relations_of(matter.claims, kept=known) == relations_of(matter.claims)
