"""`matters`, `status`, `due` and `plot` as they are called: who said what when, nothing overwritten, nothing asserted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from servanda import open_ledger, read_text
from servanda.faces.cli import COMMANDS, Settings, main, servanda
from servanda.model import MatterKind
from tests.river_talks import TREATY, ledger_of_talks


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ledger_of_talks(tmp_path_factory.mktemp("matters"))


def ask(ledger: str, *arguments: str) -> Result:
    command, *others = arguments
    return CliRunner().invoke(servanda, [command, "--ledger", ledger, *others], catch_exceptions=False, obj=Settings())


def told(ledger: str, *arguments: str) -> str:
    """What is printed, its line breaks taken for spaces."""
    return " ".join(ask(ledger, *arguments).stdout.split())


def values(ledger: str, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(ledger, *arguments, "--json").stdout.splitlines()]


# matters


def test_matters_of_several_records_are_listed_with_what_was_said_last(ledger: str) -> None:
    [line] = [line for line in ask(ledger, "matters").stdout.splitlines() if line.startswith(f"{TREATY}  ")]
    assert "3        2025-03-14  Elena Marsh: “" in line


def test_the_matter_spoken_of_last_comes_first_unless_asked_otherwise(ledger: str) -> None:
    days = [value["last_day"] for value in values(ledger, "matters")]
    assert days == sorted(days, reverse=True)
    names = [value["name"].casefold() for value in values(ledger, "matters", "--sort", "name")]
    assert names == sorted(names)


def test_matters_can_be_asked_by_kind_and_by_day(ledger: str) -> None:
    kinds = {value["matter_kind"] for value in values(ledger, "matters")}
    for kind in kinds:
        assert {value["matter_kind"] for value in values(ledger, "matters", "--kind", kind)} == {kind}
    assert values(ledger, "matters", "--since", "2025-03-15") == []


def test_more_matters_than_are_listed_are_counted(ledger: str) -> None:
    count = len(values(ledger, "matters"))
    assert count > 1
    assert f"--limit {count} lists them too." in told(ledger, "matters", "--limit", "1")


def test_a_timeline_tells_by_day_who_said_what_in_which_words(ledger: str) -> None:
    page = told(ledger, "matters", "treaty on the river lidd")
    assert page.index("2024-05-24 Elena Marsh commitment (agreed, by 2024-12-31)") < page.index("2024-12-06 Elena Marsh")
    assert "“We have agreed to sign the Treaty on the River Lidd by the end of 2024.”" in page


def test_a_timeline_tells_how_a_claim_stands_to_an_earlier_one(ledger: str) -> None:
    page = told(ledger, "matters", TREATY)
    assert re.search(r"→ [a-z ]+ the (?:instrument|commitment) of 2024-05-24, Elena Marsh: “", page)


def test_why_says_what_puts_a_claim_into_a_matter(ledger: str) -> None:
    assert "here because" not in told(ledger, "matters", TREATY)
    assert "here because" in told(ledger, "matters", TREATY, "--why")


def test_as_of_a_day_nothing_later_is_told(ledger: str) -> None:
    [value] = values(ledger, "matters", TREATY, "--on", "2024-12-31")
    assert max(entry["date"] for entry in value["entries"]) == "2024-12-06"
    assert "in force" not in told(ledger, "status", TREATY, "--on", "2024-12-31")


def test_a_name_that_fits_several_matters_lists_them(ledger: str) -> None:
    names = {value["name"] for value in values(ledger, "matters", "treaty")}
    assert TREATY in names


def test_a_name_that_fits_none_is_said_so(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["matters", "--ledger", ledger, "the moon"]) == 3
    assert "no matter is called the moon" in capsys.readouterr().err


def test_a_matter_in_json_has_its_entries_with_places_and_relations_that_count_them(ledger: str) -> None:
    [value] = [value for value in values(ledger, "matters", TREATY) if value["name"] == TREATY]
    assert value["kind"] == "matter"
    assert value["matter_kind"] in get_args(MatterKind)
    for entry in value["entries"]:
        assert {"id", "record", "start", "end", "text", "date", "source", "said_by", "why", "confidence"} <= set(entry)
    days = [entry["date"] for entry in value["entries"]]
    assert days == sorted(days)
    assert value["relations"]
    for relation in value["relations"]:
        assert days[relation["from"]] >= days[relation["to"]]
    assert {event["step"] for event in value["events"]} >= {"agreed", "signed", "in_force"}
    assert all(value["entries"][event["entry"]]["date"] for event in value["events"])


# status


def test_status_is_a_chain_and_ends_with_what_was_told_last(ledger: str) -> None:
    page = told(ledger, "status", TREATY)
    steps = ["2024-05-24 agreed", "2024-12-06 signed", "2025-03-13 in force"]
    assert [page.index(step) for step in steps] == sorted(page.index(step) for step in steps)
    assert "Last told on 2025-03-14: in force, by Elena Marsh." in page


def test_status_keeps_open_questions_in_sight(ledger: str) -> None:
    page = told(ledger, "status", TREATY)
    assert "1 open question: 2024-05-24, Tomas Weller (attached to a position): “unless who pays for the dredging" in page


def test_status_in_json_tells_events_and_questions_with_their_words(ledger: str) -> None:
    [value] = values(ledger, "status", TREATY)
    [force] = [event for event in value["events"] if event["step"] == "in_force"]
    assert (force["date"], force["told"]["date"]) == ("2025-03-13", "2025-03-14")
    assert "entered into force" in force["told"]["text"]
    assert {question["kind"] for question in value["questions"]} == {"open_question", "answered_question"}


# due


def test_due_tells_what_is_past_its_day_and_what_came_of_it(ledger: str) -> None:
    page = told(ledger, "due", "--on", "2025-04-01")
    assert "“We will open the second lock by the end of October 2024”" in page
    assert "told as done on 2024-12-06 by Elena Marsh, conference.txt: “The second lock has been opened”" in page
    assert "As of 2025-04-01: coming 2025-06-30" in page


def test_due_never_says_that_something_was_not_done(ledger: str) -> None:
    page = told(ledger, "due", "--on", "2025-07-01")
    assert "date passed; nothing found in" in page
    assert "not done" not in page
    assert "broken" not in page


def test_due_says_that_it_asks_as_of_today_where_no_day_is_given(ledger: str) -> None:
    assert "(today)" in told(ledger, "due")
    assert "(today)" not in told(ledger, "due", "--on", "2025-04-01")


def test_due_in_json_has_the_commitment_its_day_and_what_was_read_later(ledger: str) -> None:
    [lock] = [value for value in values(ledger, "due", "--on", "2025-04-01") if value["due"] == "2024-10-31"]
    assert lock["commitment"]["text"] == "We will open the second lock by the end of October 2024"
    assert [place["relation"] for place in lock["told"]] == ["fulfils"]
    assert {"later_records", "last_record", "unread_records", "passed", "matter_name"} <= set(lock)


# plot


def test_plot_draws_the_figures_of_a_matter(ledger: str, tmp_path: Path) -> None:
    place = tmp_path / "lidd.svg"
    assert ask(ledger, "plot", TREATY, "-o", str(place)).exit_code == 0
    page = ElementTree.fromstring(place.read_text(encoding="utf-8"))
    assert page.tag == "{http://www.w3.org/2000/svg}svg"
    assert "44 million euros" in place.read_text(encoding="utf-8")


def test_plot_makes_no_folder_that_was_not_there(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "none" / "lidd.svg"
    assert main(["plot", "--ledger", ledger, TREATY, "-o", str(place)]) != 0
    assert "there is no folder" in capsys.readouterr().err
    assert not place.parent.exists()


def test_plot_of_a_unit_that_nobody_named_is_said_so(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plot", "--ledger", ledger, TREATY, "--unit", "km", "-o", "-"]) == 3
    assert f"no figure in km is told of {TREATY}" in capsys.readouterr().err


# All of them


@pytest.mark.parametrize("command", ["matters", "status", "due", "plot"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    assert command in COMMANDS
    text = CliRunner().invoke(servanda, [command, "--help"], obj=Settings()).output
    assert f"servanda {command}" in text.split("Options:")[0]


def test_words_that_could_steer_a_terminal_are_shown_as_signs(tmp_path: Path) -> None:
    place = tmp_path / "bad.servanda"
    with open_ledger(place) as kept:
        for day in ("May 24, 2024", "May 25, 2025"):
            bad = f"News\n{day}\n\nElena Marsh: We signed the Grain\x1b[31m Treaty of Halm on 3 May 2024.\n"
            kept.append(read_text(bad, source=f"talks/\x1b[2J{day}.txt", model=False))
    for arguments in (("matters",), ("matters", "--all"), ("due", "--all")):
        assert "\x1b" not in ask(str(place), *arguments).stdout
