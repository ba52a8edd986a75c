"""`servanda copy`: a ledger moved from one store to another, whole and verified."""

from __future__ import annotations

import json

import click

from servanda.faces.options import json_option


@click.command(name="copy", short_help="Copy a ledger to another store, whole and verified: a file, or a database.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@json_option
def command(source: str, target: str, as_json: bool) -> None:
    """Copy the ledger FROM to TO; each is a file, or the address of a database. In TO there must be nothing.

    Every row is copied as it is, with all rulings and decisions, private records and accounts, and what comparing made; then
    it is read back, and its SHA-256 must be the same, table by table, and every chain must hold. Whoever reads or rules in FROM
    meanwhile is not held up, and TO has what was there at the beginning. It is one transaction: where it is broken off, nothing
    is in TO, and it is done again from its beginning. A file that is made has the rights of FROM, so that private records stay
    so; one made of a database is readable to you alone.

    \b
    servanda copy ledger.servanda postgresql://servanda@localhost/talks
    servanda copy postgresql://servanda@localhost/talks archive.servanda
    """  # noqa: D301
    from servanda import work
    from servanda.errors import UsageError
    from servanda.faces.comparing import Steps
    from servanda.ledger.copying import copy, opened_for

    steps = Steps("copied and verified")
    with work.open_ledger(source, create=False) as origin, opened_for(origin, target) as made:
        if origin.place == made.place:
            raise UsageError("a ledger is not copied to itself", place=made.place, remedy="name another place")
        try:
            copied = copy(origin, made, progress=steps)
        finally:
            steps.clear()
        place = made.place
    if as_json:
        click.echo(json.dumps({"to": place, "digest": copied.digest, "tables": copied.rows, "digests": copied.digests}))
        return
    click.echo(f"{place}: {copied.rows['record']:,} records, {copied.rows['entry_version']:,} entries, {_acts(copied.rows)}")
    click.echo(f"every table comes back as it was: SHA-256 {copied.digest}")


def _acts(rows: dict[str, int]) -> str:
    return f"{rows['ruling']:,} rulings, {rows['decision']:,} decisions"
