"""`people`, `meetings` and what decides on them, as they are called: tables to read, lines to pass on, refusals in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servanda.faces.cli import Settings, main, servanda
from tests.small_ledger import compared
from tests.test_meetings import TALKS

OWN = ("people", "meetings", "merge", "split", "rename", "set", "undo", "decisions")


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    with compared(tmp_path, TALKS):
        return str(tmp_path / "talks.servanda")


def ask(ledger: str, *arguments: str) -> Result:
    command, *others = arguments
    return CliRunner().invoke(servanda, [command, "--ledger", ledger, *others], catch_exceptions=False, obj=Settings())


def lines(ledger: str, *arguments: str) -> list[str]:
    return [" ".join(line.split()) for line in ask(ledger, *arguments).stdout.splitlines()]


def values(ledger: str, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(ledger, *arguments, "--json").stdout.splitlines()]


def test_people_are_told_with_offices_and_years(ledger: str) -> None:
    [line] = [line for line in lines(ledger, "people", "Halden") if line.startswith("Mira Halden")]
    assert "person" in line
    assert line.endswith("president of Ardania (2024)")


def test_a_meeting_is_told_with_its_accounts(ledger: str) -> None:
    first, second = lines(ledger, "meetings", "Ardania")[1:]
    assert first.startswith("2024-05-24 Ardania, Belmora head")
    assert "2 accounts: " in first
    assert "Mira Halden (president), Jan Orel (president)" in second


def test_nothing_found_is_said(ledger: str) -> None:
    assert lines(ledger, "meetings", "Halden", "Elena Marsh") == [
        "No meeting is told of in which Halden and Elena Marsh took part."
    ]
    assert lines(ledger, "decisions") == ["Nothing was decided."]


def test_a_name_that_nobody_has_is_refused_in_one_line(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--ledger", ledger, "Corvel"]) == 3
    assert main(["meetings", "--ledger", ledger, "Corvel"]) == 3
    assert main(["set", "--ledger", ledger, "Corvel", "--owner", "desk"]) == 3
    assert [line.split(" (")[0] for line in capsys.readouterr().err.splitlines()] == [
        "servanda: nobody is called Corvel",
        "servanda: nobody is called Corvel",
        "servanda: no matter is called Corvel",
    ]


def test_lines_of_json_have_the_outward_form(ledger: str) -> None:
    [halden] = values(ledger, "people", "Mira Halden")
    assert (halden["kind"], halden["person_kind"], halden["name"]) == ("person", "person", "Mira Halden")
    meeting = values(ledger, "meetings")[0]
    assert (meeting["kind"], meeting["date"], meeting["states"]) == ("meeting", "2024-05-24", ["Ardania", "Belmora"])
    assert {place["text"] for place in meeting["accounts"]} <= {text.splitlines()[0] for text in TALKS.values()}


def test_a_decision_is_told_and_can_be_undone(ledger: str) -> None:
    [told] = lines(ledger, "rename", "Jan Orel", "J. Orel", "--why", "as he signs", "--by", "desk")
    assert told.startswith("Decision 1: ")
    assert told.endswith("`servanda undo 1` undoes it.")
    assert any(line.startswith("J. Orel") for line in lines(ledger, "people"))
    ask(ledger, "undo", "1")
    assert any(line.startswith("Jan Orel") for line in lines(ledger, "people"))
    _, first, second = lines(ledger, "decisions")
    assert "desk undone" in first
    assert "(as he signs)" in first
    assert "decision 1 undone" in second


def test_merged_people_are_one_in_the_list_and_in_meetings(ledger: str) -> None:
    ask(ledger, "merge", "Mira Halden", "Elena Marsh", "--why", "for the test")
    [one] = values(ledger, "people", "Halden")
    assert set(one["names"]) >= {"Mira Halden", "Elena Marsh"}
    assert one["id"] in {some["person"] for some in values(ledger, "meetings")[0]["participants"]}


def test_what_cannot_be_meant_is_refused_in_one_line(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", "--ledger", ledger, "Mira Halden", "Nobody"]) == 3
    assert main(["set", "--ledger", ledger, "Mira Halden", "--owner", "desk"]) == 2
    assert main(["undo", "--ledger", ledger, "9"]) == 3
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 3
    assert all(line.startswith("servanda: ") for line in said)


@pytest.mark.parametrize("command", OWN)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    said = CliRunner().invoke(servanda, [command, "--help"], obj=Settings()).output
    assert f"servanda {command}" in said
    assert "--json" in said


def test_a_merge_keeps_the_first_name_and_says_what_speaks_against_it(ledger: str) -> None:
    [told] = lines(ledger, "merge", "Jan Orel", "Mira Halden")
    assert "Jan Orel (person-" in told
    assert "joined with Mira Halden (person-" in told
    assert "records give them offices of Ardania and of Belmora" in told
    assert [one["name"] for one in values(ledger, "people", "Halden")] == ["Jan Orel"]
    assert any("Jan Orel (person-" in line for line in lines(ledger, "decisions"))
