"""`servanda echoes`: who repeated words later, and how."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.model import Echoes

_INDENT = "    "


@click.command(name="echoes", short_help="Who repeated the words of an entry later, and how.")
@click.argument("entry", metavar="ENTRY")
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: what later records say is left out.")
@json_option
def command(entry: str, ledger_url: str, on: str | None, as_json: bool) -> None:
    """Who repeated the words of an entry later, by day: exactly, or altered, with what differs; by the same speaker, by
    another, or by a publisher.

    ENTRY is an entry's id or the beginning of it, as the registers print it. Of an entry of a few words its whole sentence is
    looked for.

    \b
    servanda echoes commitment-3f2a91
    servanda echoes quotation-81c02d --on 2025-06-01 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison:
        found = comparison.echoes(entry, on=on)
    if as_json:
        from servanda.faces.jsonlines import print_json_lines
        from servanda.outward.tracing import echoes_to_dicts

        print_json_lines(echoes_to_dicts(found))
    else:
        _print(found)


def _print(found: Echoes) -> None:
    from servanda.faces.export.traced_words import VERDICTS, difference_words, looked_through, when, where, who
    from servanda.faces.telling import line
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    first = found.words
    lines = [
        line((f"{when(first)} · {who(first)} · {where(first)} · the words asked for", "strong")),
        line((f"“{first.place.text}”", ""), indent=_INDENT),
    ]
    for one in found.echoes:
        lines.append(line((f"{when(one)} · {who(one)} · {where(one)} · {VERDICTS[one.verdict]}", "quiet")))
        lines.append(line((f"“{one.place.text}”", ""), indent=_INDENT))
        lines += [line((difference_words(each), "bad"), indent=_INDENT) for each in one.differences]
    for fragments, indent in lines:
        for text in wrapped(fragments, width(), colour=colour, indent=indent):
            click.echo(text)
    count = len(found.echoes)
    told = (
        f"{count} later {'place has' if count == 1 else 'places have'} these words" if count else "Nobody repeats these words"
    )
    click.echo(f"{told} in {looked_through(found)}.")
