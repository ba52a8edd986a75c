"""What long trials came to is kept line by line, and told as one table."""

from __future__ import annotations

from pathlib import Path

from bench.filling import renamed
from bench.soaks import keep, markdown, run
from servanda import open_ledger, read_text
from servanda.comparison.search.passages import passages_in
from servanda.ledger.verifying import verified
from servanda.model import Turn
from tests.soak.writer import talk


def test_parts_are_counted_together_and_what_is_taken_again_replaces_its_line(tmp_path: Path) -> None:
    kept = tmp_path / "soaks.jsonl"
    for seed, records in ((1, 100), (2, 100), (1, 50)):
        keep("damaged records", "passed", 90.0, {"seed": seed, "records": records, "slowest": seed / 10}, kept=kept)
    (trial,) = run(tmp_path, kept=kept)["trials"]
    assert trial["figures"] == {"records": 150, "slowest": 0.2}
    assert "| damaged records | passed: records 150; slowest 0.20 | 3 min |" in markdown({"trials": [trial]})
    assert "1 to 2 |" in markdown({"trials": [trial]})


def test_a_trial_that_failed_in_one_part_has_failed_and_is_told_as_a_broken_floor(tmp_path: Path) -> None:
    kept = tmp_path / "soaks.jsonl"
    keep("damaged records", "failed", 1.0, {"seed": 1, "records": 1}, kept=kept)
    keep("damaged records", "passed", 1.0, {"seed": 2, "records": 1}, kept=kept)
    keep("a full disk is said", "passed", 1.0, {}, kept=kept)
    keep("a server is lost", "skipped", 1.0, {}, kept=kept)
    result = run(tmp_path, kept=kept)
    assert result["broken"] == ["damaged records: failed"]
    assert "Of 2 more trials, which count nothing, 1 passed and 1 were left out." in markdown(result)


def test_a_reading_with_other_names_is_a_record_of_its_own_that_a_ledger_verifies(tmp_path: Path) -> None:
    first = read_text(talk(1), model=False)
    other, stretches = renamed(first, passages_in(first), {"Halden": "Torvek"})
    assert {turn.speaker for turn in other.of(Turn)} == {None, "Mira Torvek"}
    assert "Mira Torvek" in {one.speaker for one in stretches}
    with open_ledger(tmp_path / "a.servanda") as ledger:
        ledger.append(first, document="/a.txt")
        assert ledger.append(other, document="/b.txt").new
        assert verified(ledger).faults == []
