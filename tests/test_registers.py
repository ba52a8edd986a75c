"""Registers of statements on the command line: who is asked for is found, what is less sure waits, nothing can do harm."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda import open_ledger, read_text
from servanda.faces.cli import COMMANDS, Settings, servanda
from servanda.faces.csvrows import write_csv
from servanda.faces.registers import REGISTERS
from tests.ledger_statements import statements_of_a_talk


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    place = tmp_path / "talks.servanda"
    asked = "Anna Reyes: Mrs Marsh, when will the lock be opened?\nElena Marsh: In autumn.\nAnna Reyes: Thank you.\n"
    with open_ledger(place) as kept:
        kept.append(statements_of_a_talk())
        kept.append(read_text(asked, source="talks/asked.txt", reference_date="2025-05-01"))
    return str(place)


def ask(ledger: str, *arguments: str) -> Result:
    command, *others = arguments
    return CliRunner().invoke(servanda, [command, "--ledger", ledger, *others], catch_exceptions=False, obj=Settings())


@pytest.mark.parametrize(
    ("register", "words"),
    [
        ("commitments", "2025-03-14 Elena Marsh Ardania conditional high 2025-12-31"),
        ("progress", "Elena Marsh partly fulfilled ~40 %"),
        ("instruments", "treaty signed 2024-03-03 Velmar"),
        ("positions", "Ardania opposes"),
        ("topics", "Elena Marsh referred government → head"),
        ("forecasts", "Elena Marsh 2026"),
        ("questions", "when will the lock be opened"),
    ],
)
def test_each_register_shows_its_statements_as_a_table(ledger: str, register: str, words: str) -> None:
    assert words in " ".join(ask(ledger, register).stdout.split())


def test_what_is_less_sure_waits_counted_one_flag_away(ledger: str) -> None:
    first = ask(ledger, "commitments").stdout
    assert "ferries" not in first
    assert "1 more entry is unreviewed: --all shows them too." in first
    assert "ferries" in ask(ledger, "commitments", "--all").stdout


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["--by", "marsh"], 1),
        (["--by", "Ardania"], 1),
        (["--by", "WELLER"], 1),
        (["--by", "Marsh Weller"], 0),
        (["--force", "proposed"], 1),
        (["--due-before", "2026-01-01"], 1),
        (["--due-before", "2025-12-31"], 0),
        (["--since", "2025-03-15"], 0),
        (["locks.txt"], 2),
    ],
)
def test_a_register_can_be_asked_by_name_force_and_day(ledger: str, asked: list[str], found: int) -> None:
    lines = ask(ledger, "commitments", "--all", "--json", *asked).stdout.splitlines()
    assert len(lines) == found


def test_instruments_are_asked_by_what_befell_them(ledger: str) -> None:
    assert "Lidd Treaty" in ask(ledger, "instruments", "--event", "signed").stdout
    assert ask(ledger, "instruments", "--event", "ratified").stdout == "No instruments found.\n"


def test_json_is_the_outward_form_with_its_source_and_day(ledger: str) -> None:
    told = ask(ledger, "commitments", "--json")
    value = json.loads(told.stdout.splitlines()[0])
    assert (value["source"], value["date"], value["action"]) == ("talks/locks.txt", "2025-03-14", "open the second lock")
    assert value["success_test"]["kept"] == "the second lock is open"
    assert value["grounds"]["deadline"]


def test_csv_has_heads_and_one_row_an_entry(ledger: str) -> None:
    told = ask(ledger, "positions", "--csv").stdout
    [row] = csv.DictReader(io.StringIO(told))
    assert (row["holder"], row["stance"], row["source"]) == ("Ardania", "opposes", "talks/locks.txt")
    assert json.loads(row["conditions"])[0]["text"] == "who collects it is settled"


def test_no_cell_of_a_spreadsheet_can_become_a_formula() -> None:
    out = io.StringIO()
    write_csv([{"words": "=HYPERLINK(1)", "sum": -3}, {"words": "@x", "sum": None}], out)
    assert out.getvalue() == "words,sum\r\n'=HYPERLINK(1),-3\r\n'@x,\r\n"


def test_json_and_csv_at_once_cannot_be_meant(ledger: str) -> None:
    told = ask(ledger, "topics", "--json", "--csv")
    assert told.exit_code == 2


def test_why_tells_the_words_the_rule_and_the_standing_of_an_entry(ledger: str) -> None:
    name = json.loads(ask(ledger, "commitments", "--json").stdout.splitlines()[0])["id"]
    told = " ".join(ask(ledger, "why", name[:-4]).stdout.split())
    assert "“We will open the second lock by the end of 2025 if the loan comes”" in told
    assert "Answerable for these words: Elena Marsh (speaker)." in told
    assert "by the words “by the end of 2025”, line 1" in told
    assert "Made by commitments.will" in told
    assert "Confidence 0.97; shown first from" in told


def test_every_register_is_a_command_with_an_example() -> None:
    assert set(REGISTERS) < set(COMMANDS)
    for name in REGISTERS:
        assert f"servanda {name}" in CliRunner().invoke(servanda, [name, "--help"], obj=Settings()).stdout


def test_a_reply_only_seems_so_until_a_person_ruled(ledger: str) -> None:
    with open_ledger(ledger) as kept:
        (exchange,) = (one for one in kept.entries("exchange") if one["asker"] == "Anna Reyes")
        (question,) = exchange["questions"]
        assert f"seems {question['reply']}" in ask(ledger, "questions", "--all").output
        kept.rule(exchange["id"], "accepted", by="Anna")
    output = ask(ledger, "questions", "--all").output
    assert f"{question['reply']}" in output
    assert "seems" not in output
