"""`servanda vacuum`: the ledger's file is made as small as what it holds."""

from __future__ import annotations

import click

from servanda.faces.options import ledger_option


@click.command(name="vacuum", short_help="Make the ledger's file as small as what it holds.")
@click.option("--notes", is_flag=True, help="Throw away what comparing made as well: the next comparing makes it anew.")
@click.option("--dry-run", is_flag=True, help="Say what could be freed, and change nothing.")
@ledger_option
def command(notes: bool, dry_run: bool, ledger_url: str) -> None:
    """Write the ledger's file anew without the room that nothing takes any more.

    Records, readings, rulings and decisions are never thrown away. It is safe at any time: stopped in the middle, the file is
    as it was. Others wait, or are told that the ledger is busy, while it runs; it takes as much free room on the disk as the
    ledger has. In a database of a server only --notes does something: the server keeps its own files.

    \b
    servanda vacuum --dry-run
    servanda vacuum
    servanda vacuum --notes --ledger talks.servanda
    """  # noqa: D301
    from servanda import work
    from servanda.ledger.tidying import forget_comparison, in_a_file, size_of, vacuum

    with work.open_ledger(ledger_url, create=False) as ledger:
        if dry_run:
            size = size_of(ledger)
            click.echo(f"{size.unused:,} of {size.whole:,} bytes hold nothing.")
            return
        if notes:
            forget_comparison(ledger)
            if not in_a_file(ledger):
                click.echo("What comparing made is thrown away. The server keeps its own files: nothing else is to be done.")
                return
        before, after = vacuum(ledger)
        click.echo(f"{before.whole - after.whole:,} bytes freed: {before.whole:,} before, {after.whole:,} now.")
