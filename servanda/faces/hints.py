"""What to type next."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import PurePath

from servanda.faces.options import DEFAULT_LEDGER, LEDGER_VARIABLE
from servanda.faces.safety import one_line
from servanda.faces.terminal import paint


def next_steps(ledger: str, source: str, report: str | None, *, colour: bool) -> list[str]:
    """Commands that work as they stand, each with what it is for. `source` is a record that is in the ledger."""
    program = _program()
    steps: list[tuple[str, str]] = []
    if report and report != "-":
        opener = {"darwin": "open", "win32": "start"}.get(sys.platform, "xdg-open")
        steps.append((f"{opener} {shlex.quote(report)}", "the report page in your browser"))
    if ledger != os.environ.get(LEDGER_VARIABLE, DEFAULT_LEDGER):
        setting = "set" if sys.platform == "win32" else "export"
        steps.append((f"{setting} {LEDGER_VARIABLE}={shlex.quote(ledger)}", "the ledger the next commands work on"))
    if source != "-":
        name = shlex.quote(PurePath(source).name)
        steps.append((f"{program} show {name}", "its text: speakers, figures, dates"))
    steps += [
        (f"{program} commitments", "who promised what, and by when"),
        (f"{program} list", "the records in the ledger"),
        (f"{program} check", "what could not be made sense of"),
        (f"{program} export --kind figure", "all figures as JSON Lines"),
    ]
    broad = max(len(words) for words, _ in steps)
    lines = (f"   {one_line(words).ljust(broad)}  {paint(f'# {why}', 'quiet', colour=colour)}" for words, why in steps)
    return ["", paint(" What to type next", "strong", colour=colour), *lines]


def _program() -> str:
    """What to type for this program: its name where the shell finds it, else as it was called."""
    if shutil.which("servanda"):
        return "servanda"
    called = PurePath(sys.argv[0])
    return "python -m servanda" if called.suffix == ".py" else shlex.quote(str(called))
