"""The `servanda` command: finds the command that was called, loads it, and maps what goes wrong to one line and an exit code.

0    all well
1    part failed: some records could not be read; or `check` found problems
2    the call cannot be meant (an unknown option, a date that is none)
3    nothing could be done: no record could be read, or the ledger cannot serve
130  interrupted
141  whoever read our output went away, as with any program in a pipe
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from servanda._version import __version__
from servanda.errors import ServandaError, UsageError

OK, PART_FAILED, USAGE, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141

_REMEDIES: dict[int | None, str] = {
    errno.ENOSPC: "free some, or name another place",
    errno.EDQUOT: "free some, or name another place",
    errno.EACCES: "ask for the right, or name another place",
    errno.EPERM: "ask for the right, or name another place",
    errno.EROFS: "name another place",
    errno.EISDIR: "name a file in it",
    errno.ENOTDIR: "name another place",
}
"""What to do where a place cannot be written to."""

COMMANDS = {
    "read": "servanda.faces.commands.read",
    "note": "servanda.faces.commands.note",
    "list": "servanda.faces.commands.listing",
    "show": "servanda.faces.commands.show",
    "commitments": "servanda.faces.commands.registers:commitments",
    "progress": "servanda.faces.commands.registers:progress",
    "instruments": "servanda.faces.commands.registers:instruments",
    "positions": "servanda.faces.commands.registers:positions",
    "questions": "servanda.faces.commands.registers:questions",
    "topics": "servanda.faces.commands.registers:topics",
    "forecasts": "servanda.faces.commands.registers:forecasts",
    "matters": "servanda.faces.commands.matters",
    "status": "servanda.faces.commands.status",
    "matrix": "servanda.faces.commands.matrix",
    "due": "servanda.faces.commands.due",
    "assess": "servanda.faces.commands.assess",
    "register": "servanda.faces.commands.register",
    "plot": "servanda.faces.commands.plot",
    "brief": "servanda.faces.commands.brief",
    "search": "servanda.faces.commands.search",
    "findings": "servanda.faces.commands.findings",
    "trace": "servanda.faces.commands.trace",
    "echoes": "servanda.faces.commands.echoes",
    "diff": "servanda.faces.commands.diff",
    "people": "servanda.faces.commands.people",
    "meetings": "servanda.faces.commands.meetings",
    "accounts": "servanda.faces.commands.accounts",
    "merge": "servanda.faces.commands.decide:merge",
    "split": "servanda.faces.commands.decide:split",
    "rename": "servanda.faces.commands.decide:rename",
    "set": "servanda.faces.commands.decide:settle",
    "undo": "servanda.faces.commands.decide:undo",
    "decisions": "servanda.faces.commands.decide:log",
    "rule": "servanda.faces.commands.rule:rule",
    "rulings": "servanda.faces.commands.rule:rulings",
    "reply": "servanda.faces.commands.rule:reply",
    "policy": "servanda.faces.commands.policy",
    "sample": "servanda.faces.commands.sample",
    "serve": "servanda.faces.commands.serve",
    "user": "servanda.faces.commands.user",
    "why": "servanda.faces.commands.why",
    "check": "servanda.faces.commands.check",
    "verify": "servanda.faces.commands.verify",
    "backup": "servanda.faces.commands.backup",
    "copy": "servanda.faces.commands.copy",
    "vacuum": "servanda.faces.commands.vacuum",
    "report": "servanda.faces.commands.report",
    "export": "servanda.faces.commands.export",
    "completion": "servanda.faces.commands.completion",
}
"""In the order in which a newcomer needs them. A module's command is called `command`, unless its name is said."""


@dataclass(slots=True)
class Settings:
    """What was asked of all commands."""

    debug: bool = False


class PipeClosedError(Exception):
    """Whoever read our output went away. Click would end the process for a broken pipe by itself, with a code of its own."""


class Commands(click.Group):
    """Commands that are loaded when called, so that starting costs no more than what is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """All names, the first steps first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, loaded."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name or "command")
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all well, 1 part failed, 2 wrong usage, 3 nothing could be done, 130 interrupted.",
)
@click.version_option(__version__, prog_name="servanda", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the whole trace of an error.")
@click.pass_obj
def servanda(settings: Settings, debug: bool) -> None:
    """Read the public records of talks: who said what, what was promised, done, signed, held and asked.

    \b
    servanda read talks.txt          read a record into the ledger ./ledger.servanda
    servanda commitments             see who promised what, and by when
    servanda show talks.txt          see its text with speakers, figures and dates
    servanda report talks.txt        write a page to read, print and pass on
    """  # noqa: D301 - click's mark for lines that are kept as they are
    settings.debug = debug


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (that of the process by default) and give the exit code."""
    settings = Settings()
    _ready_the_streams()
    try:
        result = servanda.main(args=arguments, prog_name="servanda", standalone_mode=False, obj=settings)
        sys.stdout.flush()
    except (BrokenPipeError, PipeClosedError):
        _leave_the_pipe()
        return PIPE_CLOSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("servanda: interrupted", err=True)
        return INTERRUPTED
    except Exception as error:
        if settings.debug:
            raise
        return _explain(error)
    return result if isinstance(result, int) else OK


def _explain(error: Exception) -> int:
    """One line on standard error, and the exit code."""
    from servanda.faces.safety import one_line

    if isinstance(error, click.UsageError):
        error.show()
        return USAGE
    if isinstance(error, (click.ClickException, ServandaError)):
        line = error.format_message() if isinstance(error, click.ClickException) else str(error)
    elif isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        remedy = f" ({_REMEDIES[error.errno]})" if error.errno in _REMEDIES else ""
        line = f"{place}{error.strerror or error}{remedy}"
    else:
        line = (
            f"unexpected {type(error).__name__}: {error} (a fault of ours: `servanda --debug …` shows where; please report it)"
        )
    click.echo(f"servanda: {one_line(line)}", err=True)
    return USAGE if isinstance(error, UsageError) else FAILED


def _ready_the_streams() -> None:
    """A terminal that lacks a letter shows a sign in its place: no record may stop the program by how it is spelt."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open as long as we run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _leave_the_pipe() -> None:
    """Nobody reads any more: what the interpreter would still flush at its end goes nowhere, in silence."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
