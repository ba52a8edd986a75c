"""`servanda list`: the records in the ledger."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING

import click

from servanda.faces.options import json_option, ledger_option, private_option

if TYPE_CHECKING:
    from servanda.ledger import Summary


@click.command(name="list", short_help="List the records in the ledger.")
@ledger_option
@private_option
@json_option
def command(ledger_url: str, private_to: str | None, as_json: bool) -> None:
    """List the records in the ledger.

    Stretches are the turns of speakers and what is in the publisher's own voice; exchanges hold one or more questions each.

    \b
    servanda list
    servanda list --ledger talks.servanda
    servanda list --private
    servanda list --json | jq -r 'select(.counts.figure > 10) | .source'
    """  # noqa: D301
    from servanda.faces.oneself import shelf

    with shelf(ledger_url, private_to) as ledger:
        records = ledger.records()
    if as_json:
        for summary in records:
            click.echo(json.dumps({**dataclasses.asdict(summary), "counts": dict(summary.counts)}))
        return
    _print(records, private=private_to is not None)


def _print(records: list[Summary], *, private: bool) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not records:
        if private:
            click.echo("You keep no private record here: `servanda note FILE` puts one in.")
        else:
            click.echo("The ledger holds no record yet: `servanda read PATH` puts one in.")
        return
    colour = wants_colour(sys.stdout)
    heads = ("record", "date", "kind", "stretches", "exchanges", "quotations", "figures", "dates", "problems", "title")
    rows = [_row(summary) for summary in records]
    head, *lines = tabulated([heads, *rows], right=range(3, 9))
    click.echo(paint(head, "quiet", colour=colour))
    for line in lines:
        click.echo(line)


def _row(summary: Summary) -> tuple[str, ...]:
    counts = [summary.counts.get(kind, 0) for kind in ("turn", "exchange", "quotation", "figure", "time")]
    day = summary.day or "-"
    title = summary.title or summary.source or ""
    return (summary.record[:10], day, summary.kind or "-", *map(str, counts), str(summary.problems), title)
