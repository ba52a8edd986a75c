"""Nobody else can tell that a private record is there: whatever is asked, the answer is what it is without it.

A module of its own: what is asked here is asked of files.
"""

from __future__ import annotations

import io
import re
import shutil
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import click
import pytest

import servanda
from servanda import open_ledger
from servanda.faces import cli
from servanda.faces.oneself import NAME_VARIABLE
from servanda.faces.web.app import PAGES
from servanda.faces.web.pages.feeds import FEEDS
from servanda.faces.web.room import Room
from tests.river_talks import ledger_of_talks
from tests.room import DAY, Door, open_room
from tests.test_notes import MEMO, PLACE, SECRET, memo

APART = ("serve", "read", "note", "verify", "backup", "vacuum", "copy")
"""Commands that are asked apart (the pages below, and what writes), or look after the file with all that is in it."""


def asked_of(command: click.Command, name: str, known: Sequence[str], hidden: Sequence[str]) -> Iterator[list[str]]:
    """Some ways to ask a command: for everything, for what everyone has, and for what stands in the memo alone."""
    flags = {flag for parameter in command.params for flag in parameter.opts}
    for some in ((), ("--all",), ("--json",), ("--all", "--json"), ("--csv",), ("--private", "--json"), ("--private",)):
        if flags.issuperset(some):
            yield [*some]
    dated = ["--on", DAY] if "--on" in flags else []
    as_json = ["--json"] if "--json" in flags else []
    for one in (*known, *hidden):
        yield [one, *dated, *as_json]
    of_its_own = {
        "rule": [[hidden[2], "accepted"]],
        "report": [["-o", "-"], [PLACE, "-o", "-"], ["--private", "-o", "-"]],
        "brief": [["--with", "Weller", *dated], ["--with", SECRET, *dated], ["--matter", "Lidd", *dated]],
        "due": [[*dated, "--all", "--json"], ["--on", "2024-06-01", "--all"]],
        "accounts": [["Marsh", "Weller", "--all"], [SECRET, "Marsh"]],
        "sample": [["--n", "500", "--by", "Anna", "--json"]],
        "rulings": [["--undo", "1"]],
        "merge": [[SECRET, "Marsh"]],
        "rename": [[SECRET, "Somebody"]],
        "split": [["Marsh", SECRET]],
        "undo": [["1"]],
    }
    yield from of_its_own.get(name, ())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders with a ledger without the memo, and with it, in two versions and ruled upon."""
    without, with_it = (tmp_path_factory.mktemp(name) for name in ("without", "with"))
    with open_ledger(ledger_of_talks(without), create=False) as ledger:
        servanda.compare(ledger)
    shutil.copy(without / "talks.servanda", with_it)
    with open_ledger(with_it / "talks.servanda", create=False) as ledger:
        notes = ledger.notes_of("Anna")
        notes.append(memo())
        notes.append(memo(f"{MEMO}\nElena Marsh: That is all.\n"))
        notes.rule(next(notes.entries("commitment"))["id"], "accepted")
    return without, with_it


@pytest.fixture(scope="module")
def names(two: tuple[Path, Path]) -> tuple[list[str], list[str]]:
    """By what everyone has is called, and by what the memo and what stands in it is."""
    with open_ledger(two[1] / "talks.servanda", create=False) as ledger:
        now, notes = servanda.compare(ledger), ledger.notes_of("Anna")
        known = [ledger.records()[0].id, next(ledger.entries("commitment"))["id"], now.matters(everything=True)[0].id, "Marsh"]
        return known, [SECRET, notes.records()[0].id, next(notes.entries("commitment"))["id"], "memo.txt", "That is all"]


@pytest.mark.parametrize("name", [name for name in cli.COMMANDS if name not in APART])
def test_no_command_tells_another_thing_because_of_a_private_record(name, two, names, tmp_path, monkeypatch, capfd):
    command = cli.servanda.get_command(click.Context(cli.servanda), name)
    folders = [Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in two]
    monkeypatch.setenv(NAME_VARIABLE, "Boris")
    monkeypatch.setenv("SERVANDA_LEDGER", "talks.servanda")
    for arguments in asked_of(command, name, *names):
        told = []
        for folder in folders:
            monkeypatch.chdir(folder)
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MEMO.encode())))
            told.append((cli.main([name, *arguments]), *capfd.readouterr()))
        assert told[0] == told[1], arguments


# The reading room


@pytest.fixture(scope="module")
def rooms(two: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, Door]]:
    """Boris' rooms over both ledgers."""
    folder = tmp_path_factory.mktemp("rooms")
    with ExitStack() as open_:
        doors = []
        for number, one in enumerate(two):
            place = shutil.copy(one / "talks.servanda", folder / f"{number}.servanda")
            ledger = open_.enter_context(open_ledger(place, create=False))
            doors.append(open_.enter_context(open_room(Room(ledger, reviewer="Boris", today=lambda: DAY))))
        yield doors[0], doors[1]


def every_address(names: tuple[list[str], list[str]]) -> Iterator[str]:
    queries = ("", "?private=1", "?all=1", f"?q={SECRET}", "?q=Marsh&private=1", f"?name={SECRET}", f"?with={SECRET}", "?n=500")
    refs = [urllib.parse.quote(one) for one in (*names[0][:3], *names[1][:3])]
    paths = ["/", "/home", *(path for path, *_ in PAGES), *(path for path, _ in FEEDS), "/brief", "/rulings.csv"]
    paths += ["/record/{ref}/text", "/record/{ref}/at/5-9", "/matter/{ref}/figures.svg"]
    for path in paths:
        for whole in [path.replace("{ref}", ref) for ref in refs] if "{ref}" in path else [path]:
            for query in queries if "{ref}" not in path else ("", "?private=1"):
                yield whole + query
                yield f"{whole}.json{query}"


def test_no_page_and_no_feed_tells_another_thing_because_of_a_private_record(rooms, names):
    for address in every_address(names):
        answers = []
        for door in rooms:
            got = door.get(address)
            text = re.sub(
                r"UID:[0-9a-f]+", "", got.text.replace("\r\n ", "")
            )  # calendars fold lines, and name the room's address
            for own in (door.room.only.token, door.address, door.room.ledger.place):
                text = text.replace(own, "")
            answers.append((got.status, text))
        assert answers[0] == answers[1], address


def test_nothing_that_is_written_reaches_a_private_record(rooms, names):
    for door in rooms:
        answers = [
            door.post(path, token=door.room.only.token, entry=names[1][2], verdict="accepted", number="1", text=MEMO).status
            for path in ("/rule", "/undo")
        ]
        assert answers == [404, 400]
