"""What is cited: who, what, when, which bytes, where in them, and by which definitions it was drawn out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import servanda
from servanda import open_ledger
from servanda.faces.citing import of_entry, of_record
from servanda.faces.cli import Settings
from servanda.faces.cli import servanda as command
from servanda.model import DEFINITIONS, READER, definitions_of
from tests.river_talks import ledger_of_talks


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ledger_of_talks(tmp_path_factory.mktemp("cited"))


def test_an_entry_is_cited_with_all_by_which_it_can_be_checked(ledger):
    with open_ledger(ledger, create=False) as opened:
        value = next(one for one in opened.entries("commitment") if one["action"].startswith("open the second lock"))
        summary, values = opened.entry(value["id"])
    cited = str(of_entry(summary, values))
    assert cited.startswith("“Talks with President of Belmora Tomas Weller”, 2024-05-24, Elena Marsh: “")
    assert f"{values['text']}”. SHA-256 {summary.record}, characters {values['start']} to {values['end']}." in cited
    assert cited.endswith(f"Read by {READER}, by definitions {DEFINITIONS}.")


def test_a_record_is_cited_by_its_hash_and_by_what_read_it():
    reading = servanda.read_text("Talks in Velmar\nMay 24, 2024\n\nElena Marsh: Trade grew by 6 percent.", model=False)
    assert str(of_record(reading.record, reading.reader)).endswith(
        f"SHA-256 {reading.record.origin.record}. Read by {READER}, by definitions {DEFINITIONS}."
    )


def test_what_another_program_read_is_cited_by_no_definitions_of_ours():
    assert definitions_of(f"{READER} with a model") == DEFINITIONS
    assert definitions_of("scribe 2.1") is None
    assert definitions_of("") is None


def test_the_definitions_that_are_cited_are_the_documented_ones():
    page = Path(servanda.__file__).parent.parent / "docs" / "definitions.md"
    assert page.read_text().startswith(f"# Definitions, version {DEFINITIONS}\n")


def test_every_way_out_names_the_definitions(ledger):
    def told(*arguments: str) -> str:
        return CliRunner().invoke(command, [*arguments, "--ledger", ledger], catch_exceptions=False, obj=Settings()).stdout

    record, entry = map(json.loads, told("export", "talks/report.txt").splitlines()[:2])
    assert record["definitions"] == DEFINITIONS
    assert f"by definitions {DEFINITIONS}." in " ".join(told("why", entry["id"]).split())
    assert json.loads(told("why", entry["id"], "--json"))["cite"].endswith(f"by definitions {DEFINITIONS}.")
