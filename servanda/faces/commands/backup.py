"""`servanda backup`: a verified copy of the ledger, while others go on writing to it."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.faces.options import ledger_option


@click.command(name="backup", short_help="Copy the ledger as it stands, verified, while others go on working.")
@click.argument("to", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is there.")
@ledger_option
def command(to: Path, force: bool, ledger_url: str) -> None:
    """Copy the ledger to FILE as it stands at this moment; whoever reads or rules meanwhile is not held up.

    The copy appears under its name only when it is whole, on the disk, and verified as `servanda verify` does. It is a ledger
    like any other: to go back to it, put it in the ledger's place.

    \b
    servanda backup /mnt/backups/talks-$(date +%F).servanda
    servanda backup copy.servanda --ledger talks.servanda
    servanda list --ledger copy.servanda
    """  # noqa: D301
    from servanda import work
    from servanda.faces.commands.verify import tell
    from servanda.faces.comparing import Steps
    from servanda.ledger.backup import back_up

    steps = Steps("copied and verified")
    with work.open_ledger(ledger_url, create=False) as ledger:
        try:
            found = back_up(ledger, to, replace=force, progress=steps)
        finally:
            steps.clear()
    tell(found)
    click.echo(f"{to}: {to.stat().st_size:,} bytes")
