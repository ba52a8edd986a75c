"""What the documentation shows is so, and the example records are read as a careful reader reads them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from servanda.faces import cli

ROOT = Path(__file__).parent.parent
RECORDS = sorted((ROOT / "examples" / "records").iterdir())


def commands_in(page: str) -> list[str]:
    """The command lines in a page's shell blocks, each up to a pipe or a redirection."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    calls = [re.search(r"servanda (?!\d)[^|>]*", line) for line in lines if not line.startswith(("#", " "))]
    return [call.group() for call in calls if call]


@pytest.mark.parametrize("call", [*commands_in("docs/usage.md"), *commands_in("README.md")])
def test_every_command_in_the_documentation_can_be_typed(call):
    name, *arguments = shlex.split(call)[1:]
    command = cli.servanda.get_command(click.Context(cli.servanda), name)
    assert command is not None
    command.make_context(name, arguments)


def test_every_command_is_documented():
    documented = {call.split()[1] for call in commands_in("docs/usage.md")}
    assert documented == set(cli.COMMANDS)


def test_every_example_record_is_described():
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\d\d-[^`]+)`", page)) == {path.name for path in RECORDS}
