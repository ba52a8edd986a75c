"""A matter by its terms and its parties: what each said last, and that a blank is never a no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.comparison import Comparison
from servanda.errors import NotFoundError
from servanda.faces.cli import Settings, main, servanda
from servanda.model import Matrix, Row
from tests.small_ledger import compared

SPRING = """Press statements and answers to questions after the talks between Corvia and Ardania

March 2, 2024
Velmar

President of Corvia Pavel Denham: Good afternoon. Corvia supports the herring treaty. We will ratify the herring treaty by the \
end of May 2024.

President of Ardania Nadia Brook: Thank you, Mr President. Ardania opposes the herring treaty. We support the \
inspections of trawlers under the herring treaty.
"""

SUMMER = """Press statements and answers to questions after the talks between Corvia and Ardania

June 9, 2024
Velmar

President of Corvia Pavel Denham: Good afternoon. Corvia opposes the inspections of trawlers under the herring treaty.

President of Ardania Nadia Brook: Thank you, Mr President. Ardania supports the herring treaty, provided that the season is \
closed in April.
"""

TALKS = {"spring.txt": SPRING, "summer.txt": SUMMER}


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with compared(tmp_path_factory.mktemp("matrix"), TALKS) as made:
        yield made


@pytest.fixture(scope="module")
def found(comparison: Comparison) -> Matrix:
    return comparison.matrix("herring treaty", everything=True)


def said(row: Row) -> dict[str, tuple[str | None, str | None]]:
    return {cell.party: (cell.claim.day, cell.claim.values.get("stance")) for cell in row.cells}


def test_the_parties_are_the_states_that_speakers_speak_for(found: Matrix) -> None:
    assert found.parties == ("Ardania", "Corvia")


def test_each_party_has_its_latest_words_with_stance_and_day(found: Matrix) -> None:
    [own] = [row for row in found.rows if row.term == found.matter.name]
    assert said(own)["Ardania"] == ("2024-06-09", "supports_with_conditions")
    [cell] = [cell for cell in own.cells if cell.party == "Ardania"]
    assert cell.earlier == 1


def test_as_of_a_day_later_words_are_not_known(comparison: Comparison) -> None:
    found = comparison.matrix("herring treaty", on="2024-04-01", everything=True)
    [own] = [row for row in found.rows if row.term == found.matter.name]
    assert said(own)["Ardania"] == ("2024-03-02", "opposes")
    assert found.last_day == "2024-03-02"


def test_a_term_of_the_matter_has_a_row_of_its_own(found: Matrix) -> None:
    [row] = [row for row in found.rows if "inspections" in " ".join(cell.claim.place.text for cell in row.cells)]
    assert said(row) == {"Ardania": ("2024-03-02", "supports"), "Corvia": ("2024-06-09", "opposes")}


def test_every_cell_is_an_exact_stretch_of_its_record(found: Matrix) -> None:
    for cell in (cell for row in found.rows for cell in row.cells):
        place = cell.claim.place
        assert TALKS[Path(place.source or "").name][place.start : place.end] == place.text


def test_each_claim_stands_in_one_row(found: Matrix) -> None:
    ids = [(cell.claim.id, cell.party) for row in found.rows if row.question is None for cell in row.cells]
    assert len(ids) == len(set(ids))


def test_an_unknown_matter_is_refused(comparison: Comparison) -> None:
    with pytest.raises(NotFoundError, match="no matter is called moon"):
        comparison.matrix("moon")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("asked")
    with compared(folder, TALKS):
        return str(folder / "talks.servanda")


def ask(ledger: str, *arguments: str) -> str:
    arguments = ("matrix", "--ledger", ledger, *arguments)
    return CliRunner().invoke(servanda, arguments, catch_exceptions=False, obj=Settings()).stdout


def test_the_command_says_what_a_blank_means(ledger: str) -> None:
    shown = " ".join(ask(ledger, "herring", "treaty", "--on", "2024-07-01", "--all").split())
    assert "Parties: Ardania, Corvia" in shown
    assert "nothing found: Ardania" in shown
    assert shown.endswith("“Nothing found” means in the 2 records that speak of it, until 2024-06-09; it is not a no.")


def test_without_a_day_it_says_which_day_it_took(ledger: str) -> None:
    assert "As of today, " in ask(ledger, "herring", "treaty")


def test_the_lines_for_programs_have_parties_terms_and_places(ledger: str) -> None:
    head, *rows = map(json.loads, ask(ledger, "herring", "treaty", "--on", "2024-07-01", "--all", "--json").splitlines())
    assert (head["kind"], head["parties"], head["records"]) == ("matrix", ["Ardania", "Corvia"], 2)
    assert all(row["kind"] == "row" and row["term"] for row in rows)
    claim = rows[0]["cells"][0]["claim"]
    assert TALKS[Path(claim["source"]).name][claim["start"] : claim["end"]] == claim["text"]


def test_an_unknown_matter_ends_in_one_line(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["matrix", "--ledger", ledger, "moon"]) == 3
    assert capsys.readouterr().err.startswith("servanda: no matter is called moon")
