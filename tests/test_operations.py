"""The service, its timer and what the operations page has one type: each is what the system and the program take."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from servanda.faces import cli
from servanda.faces.web.metrics import _HELD, Counts, _lines

ROOT = Path(__file__).parent.parent
OPERATIONS = ROOT / "examples" / "operations"
UNITS = sorted(OPERATIONS.glob("servanda*"))
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SERVANDA = re.compile(r"/opt/servanda/bin/servanda ([a-z][^\n'&|]*)")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        told = unit.read_text(encoding="utf-8").replace("/opt/servanda/bin/servanda", sys.executable)
        (tmp_path / unit.name).write_text(told, encoding="utf-8")
    call = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)]
    told = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, [line for line in told.stderr.splitlines() if "servanda" in line]) == (0, [])


@pytest.mark.parametrize("call", SERVANDA.findall("\n".join([PAGE, *(unit.read_text(encoding="utf-8") for unit in UNITS)])))
def test_every_command_that_a_service_or_a_set_up_runs_can_be_typed(call: str) -> None:
    name, *arguments = shlex.split(re.sub(r"\$\$\([^)]*\)", "today", call))  # what the shell puts in
    command = cli.servanda.get_command(click.Context(cli.servanda), name)
    assert command is not None
    command.make_context(name, arguments)


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"\]\(\.\./examples/operations/([^)]+)\)", PAGE))
    assert named == {path.name for path in OPERATIONS.iterdir()}


def test_every_metric_is_explained() -> None:
    held = {name: 0.0 for name, *_ in _HELD}
    given = set(re.findall(r"^# TYPE (\S+)", "".join(_lines(Counts(), held, "0001", up=True)), re.M))
    explained = set(re.findall(r"`((?:servanda|process)_\w+)", PAGE))
    assert given == explained
