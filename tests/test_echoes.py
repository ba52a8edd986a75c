"""Echoes: who repeated words later, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from servanda.comparison import Comparison
from servanda.faces.cli import Settings, servanda
from servanda.model import Echoes
from tests.small_ledger import compared

FIRST = """Meeting with President of Belmora Aleksandr Orlenko
March 3, 2024

President of Ardania Mira Halden: We will open the bridge at Corvin to all lorries by the end of 2024.

President of Belmora Aleksandr Orlenko: Thank you.
"""
SECOND = """News conference of the Presidents of Ardania and Belmora
June 5, 2024

President of Ardania Mira Halden: I say it again: we will open the bridge at Corvin to all lorries by the end of 2025.

President of Belmora Aleksandr Orlenko: We will open the bridge at Corvin to all lorries by the end of 2024.
"""
EARLIER = """Meeting with President of Belmora Aleksandr Orlenko
January 9, 2024

President of Ardania Mira Halden: We will open the bridge at Corvin to all lorries by the end of 2024.

President of Belmora Aleksandr Orlenko: Thank you.
"""


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    folder = tmp_path_factory.mktemp("echoes")
    with compared(folder, {"march.txt": FIRST, "june.txt": SECOND, "january.txt": EARLIER}) as comparison:
        yield comparison


@pytest.fixture(scope="module")
def promised(talks: Comparison) -> str:
    return next(
        claim["id"] for claim in talks._ledger.entries("commitment") if "march" in talks._ledger.record(claim["record"]).source
    )


@pytest.fixture(scope="module")
def found(talks: Comparison, promised: str) -> Echoes:
    return talks.echoes(promised)


def test_later_places_are_told_by_day_with_whose_they_are(found: Echoes) -> None:
    told = [(one.place.day, one.place.speaker, one.verdict) for one in found.echoes]
    assert told == [
        ("2024-06-05", "Mira Halden", "altered"),
        ("2024-06-05", "Aleksandr Orlenko", "exact"),
    ]


def test_what_was_altered_is_shown(found: Echoes) -> None:
    assert [(one.kind, one.here, one.there) for one in found.echoes[0].differences] == [("number", "2024", "2025")]


def test_what_was_said_before_is_no_echo(found: Echoes) -> None:
    assert all((one.place.day or "") >= "2024-03-03" for one in found.echoes)


def test_as_of_a_day_later_echoes_are_not_known(talks: Comparison, promised: str) -> None:
    assert talks.echoes(promised, on="2024-06-01").echoes == ()


def test_the_command_tells_the_same(talks: Comparison, promised: str) -> None:
    place = talks._ledger.place
    shown: Result = CliRunner().invoke(servanda, ["echoes", promised, "--ledger", place], obj=Settings())
    assert shown.exit_code == 0, shown.output
    assert "number: “2024” here, “2025” there" in shown.output
    assert "2 later places have these words in 3 records read, until 2024-06-05." in shown.output
    lines = CliRunner().invoke(servanda, ["echoes", promised, "--ledger", place, "--json"], obj=Settings()).stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["echo", "echo", "looked_through"]
