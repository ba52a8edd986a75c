"""`servanda verify`: whether the ledger holds what it was given."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from servanda.faces.cli import OK, PART_FAILED
from servanda.faces.options import json_option, ledger_option

if TYPE_CHECKING:
    from servanda.ledger.verifying import Verified


@click.command(name="verify", short_help="See whether the ledger holds what it was given, to the last entry.")
@click.argument("path", required=False, metavar="[LEDGER]")
@ledger_option
@json_option
def command(path: str | None, ledger_url: str, as_json: bool) -> int:
    """See whether the ledger holds what it was given: bytes, texts and readings by their SHA-256, every entry on the words that
    its id was made of, the chains of rulings, decisions and members, the full text, the file itself.

    What does not hold is printed as `place: what (what to do)`, and the exit code is 1. Nothing is changed. The last hash of
    each chain is printed: who keeps it elsewhere can tell later whether its end was cut off. `servanda check` tells what is
    wrong in records; this tells what is wrong with their keeping.

    \b
    servanda verify
    servanda verify backups/talks.servanda
    servanda verify --json | jq .chains
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.faces.comparing import Steps
    from servanda.ledger.verifying import verified

    steps = Steps("readings verified")
    with work.open_ledger(path or ledger_url, create=False) as ledger:
        try:
            found = verified(ledger, progress=steps)
        finally:
            steps.clear()
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        tell(found)
    return PART_FAILED if found.faults else OK


def tell(found: Verified) -> None:
    """The faults, then what was looked at."""
    from servanda.faces.safety import one_line
    from servanda.faces.wording import counted

    for fault in found.faults:
        click.echo(one_line(str(fault)))
    click.echo(
        f"{counted(found.records, 'record')}, {counted(found.readings, 'reading')}, {found.entries:,} entries, "
        f"{counted(found.problems, 'problem')} and {counted(found.passages, 'passage')} verified: "
        f"{counted(len(found.faults), 'fault') if found.faults else 'all hold'}."
    )
    for chain in found.chains:
        if chain.links:
            click.echo(f"{chain.name.replace('_', ' ')}: {counted(chain.links, 'link')}, the last {chain.head}")
    for what in found.left_out:
        click.echo(f"Not looked at: {what}.")
