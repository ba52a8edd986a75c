"""A ledger moves between stores whole: what was in it is in the copy, tells the same there, and goes on from there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from servanda import compare, open_ledger
from servanda.errors import NotALedgerError, UsageError
from servanda.faces.cli import Settings, servanda
from servanda.ledger import copying
from servanda.outward.joined import finding_to_dict, matter_to_dict, person_to_dict
from tests.ledger_readings import talk
from tests.postgres import Cluster
from tests.river_talks import ledger_of_talks
from tests.stores import Files

SEARCHES = ("treaty lidd", '"the second lock"', "ferr* OR dredging -grain", "the", "Lidd -treaty", '"treaty on" river*')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of three talks with a ruling, a decision and a private record, compared."""
    place = Path(ledger_of_talks(tmp_path))
    with open_ledger(place) as ledger:
        ledger.rule(next(ledger.entries("commitment"))["id"], "accepted", by="Anna", at="2026-01-02T10:00:00+00:00")
        ledger.notes_of("Ben").append(talk(source="/talks/private.txt"))
        compare(ledger).rename("Elena Marsh", "Elena V. Marsh", by="Anna")
    return place


@pytest.fixture
def url(postgres: Cluster) -> Iterator[str]:
    made = postgres.new_database()
    yield made
    postgres.give_back(made)


def told(place: str | Path) -> dict[str, Any]:
    with open_ledger(place, create=False) as ledger:
        comparison = compare(ledger)
        return {
            "records": list(ledger.export()),
            "private": list(ledger.notes_of("Ben").export()),
            "rulings": ledger.rulings(),
            "decisions": comparison.decisions(),
            "people": [person_to_dict(person) for person in comparison.people(everything=True)],
            "matters": [matter_to_dict(comparison.matter(one.id)) for one in comparison.matters(everything=True)],
            "findings": [finding_to_dict(one) for one in comparison.findings(on="2025-12-31", everything=True)],
            "hits": [
                comparison.search(words).hits for words in ("treaty lidd", '"the second lock"', "ferr* OR dredging -grain")
            ],
        }


def copied(source: str | Path, target: str | Path) -> copying.Copied:
    with open_ledger(source, create=False) as origin, open_ledger(target) as made:
        return copying.copy(origin, made)


def test_a_ledger_goes_to_a_server_and_back_and_tells_the_same_everywhere(file: Path, url: str, tmp_path: Path) -> None:
    there = copied(file, url)
    back = copied(url, tmp_path / "back.servanda")
    assert there == back
    assert there.rows["document"] == 4
    assert told(file) == told(url) == told(tmp_path / "back.servanda")


def test_a_copy_goes_on_where_the_ledger_stood(file: Path, url: str) -> None:
    copied(file, url)
    with open_ledger(url, create=False) as ledger:
        assert not ledger.append(next(ledger.reading(kept.id) for kept in ledger.records())).new
        assert ledger.append(talk(source="/talks/later.txt", change="down")).new
        assert ledger.rule(next(ledger.entries("commitment"))["id"], "rejected").number == 2
        compare(ledger)
        assert ledger.records()[-1].source == "/talks/later.txt"


def test_a_ledger_is_not_copied_over_another(file: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "other.servanda") as other:
        other.append(talk())
    with pytest.raises(UsageError, match="there is something in this ledger already"):
        copied(file, tmp_path / "other.servanda")


def test_a_ledger_whose_chain_was_tampered_with_is_not_copied(file: Path, url: str) -> None:
    Files().execute(file, "UPDATE ruling SET owner = 'Ben'")
    with pytest.raises(NotALedgerError, match="chain of ruling is broken at 1"):
        copied(file, url)
    with open_ledger(url, create=False) as ledger:
        assert ledger.records() == []


def test_what_is_broken_off_leaves_nothing_and_is_done_again(file: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(done: int, of: int) -> None:
        if done > of // 3:
            raise KeyboardInterrupt

    with open_ledger(file) as origin, open_ledger(url) as made:
        with pytest.raises(KeyboardInterrupt):
            copying.copy(origin, made, progress=breaks)
        assert made.records() == []
        assert copying.copy(origin, made).rows["record"] == 4


def test_the_command_says_what_it_copied_and_shows_no_password(file: Path, url: str) -> None:
    given = url.replace("servanda@", "servanda:secret@")
    done = CliRunner().invoke(servanda, ["copy", str(file), given], obj=Settings())
    assert done.exit_code == 0
    assert "4 records" in done.output
    assert "1 rulings, 1 decisions" in done.output
    assert "secret" not in done.output


def test_the_command_tells_it_in_json(file: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(servanda, ["copy", str(file), str(tmp_path / "b.servanda"), "--json"], obj=Settings())
    assert json.loads(done.stdout)["tables"]["ruling"] == 1


def test_who_may_not_read_a_ledger_may_not_read_its_copy(file: Path, url: str, tmp_path: Path) -> None:
    servanda.main(["copy", str(file), url], standalone_mode=False, obj=Settings())
    targets = {}
    for rights in (0o600, 0o640, 0o440):
        targets[rights] = tmp_path / f"{rights:o}.servanda"
        file.chmod(rights)
        servanda.main(["copy", str(file), str(targets[rights])], standalone_mode=False, obj=Settings())
    targets[0] = tmp_path / "from-a-server.servanda"
    servanda.main(["copy", url, str(targets[0])], standalone_mode=False, obj=Settings())
    before = os.umask(0)
    os.umask(before)
    found = {rights: target.stat().st_mode & 0o777 for rights, target in targets.items()}
    assert found == {rights: (rights | 0o600) & ~before for rights in targets}
