"""What a measurement keeps: its own figures anew, and other programs' as they were when they were last run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench import __main__ as bench


class Ferries(ModuleType):
    """A measurement of our own speed, and of another program's where it is asked for."""

    ours = 40

    def run(self, shared: Path, *, peers: bool = False) -> dict[str, Any]:
        del shared
        return {"peers": {"servanda": self.ours} | ({"rowboat": 7} if peers else {})}

    def markdown(self, result: dict[str, Any]) -> str:
        return "\n".join(f"| {name} | {figure} |" for name, figure in result["peers"].items())


@pytest.fixture
def ferries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ferries:
    module = Ferries("bench.ferries")
    monkeypatch.setitem(sys.modules, "bench.ferries", module)
    monkeypatch.setattr(bench, "RESULTS", tmp_path)
    return module


def kept(tmp_path: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((tmp_path / "ferries.json").read_text(encoding="utf-8"))
    return result


def test_a_run_without_peers_keeps_their_rows_with_the_day_they_were_measured(ferries: Ferries, tmp_path: Path) -> None:
    bench.measure("ferries", tmp_path, peers=True)
    day = kept(tmp_path)[bench.PEERS_DAY]
    ferries.ours = 44
    bench.measure("ferries", tmp_path, peers=False)
    assert kept(tmp_path) == {"peers": {"servanda": 44, "rowboat": 7}, bench.PEERS_DAY: day}
    table = bench.table_of("ferries", kept(tmp_path))
    assert table == f"| servanda | 44 |\n| rowboat | 7 |\n\nOther programs' rows are of {day} (`--peers`)."


def test_rows_measured_again_replace_those_from_before(ferries: Ferries, tmp_path: Path) -> None:
    (tmp_path / "ferries.json").write_text(json.dumps({"peers": {"rowboat": 3}, bench.PEERS_DAY: "2026-01-02"}))
    result = bench.measure("ferries", tmp_path, peers=True)
    assert result["peers"]["rowboat"] == 7
    assert result[bench.PEERS_DAY] > "2026-01-02"


def test_no_day_is_told_where_no_peer_was_ever_run(ferries: Ferries, tmp_path: Path) -> None:
    bench.measure("ferries", tmp_path, peers=False)
    assert bench.table_of("ferries", kept(tmp_path)) == "| servanda | 40 |"
