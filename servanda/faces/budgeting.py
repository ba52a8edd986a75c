"""What reading would take, told before it is begun."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from servanda.faces.pace import duration
from servanda.faces.wording import counted

if TYPE_CHECKING:
    from servanda.working.budget import Budget


def tell_budget(found: Budget, *, as_json: bool) -> None:
    """What there is to read, and what it would take."""
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    known = f"; {found.known:,} are in the ledger already" if found.known else ""
    click.echo(f"{counted(found.records, 'record')} to read, {found.bytes:,} bytes{known}.")
    if not found.tried:
        return
    click.echo(f"By the measure of {found.tried} of them: {found.characters:,} characters, {found.entries:,} entries.")
    one = f"; one alone would take {duration(found.seconds)}" if found.processes > 1 else ""
    processes = "one process" if found.processes == 1 else f"{found.processes} processes"
    click.echo(f"Time: about {duration(found.elapsed)} with {processes}{one}.")
    free = f"; {found.free:,} are free" if found.free is not None else ""
    click.echo(f"Space: about {found.space:,} bytes{free}. Comparing them takes more than that again.")
    if found.refused:
        click.echo(f"{found.refused} of the {found.tried} could not be read: `servanda check` says why.")
