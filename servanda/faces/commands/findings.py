"""`servanda findings`: what a reader of many records should be told."""

from __future__ import annotations

import datetime
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, get_args

import click

from servanda.faces.options import IsoDate, json_option, ledger_option
from servanda.model import FindingKind

if TYPE_CHECKING:
    from servanda.model import Finding, Place

_INDENT = "    "


@click.command(name="findings", short_help="What the records say together: kept, changed, contradicted, overdue.")
@ledger_option
@click.option("--kind", type=click.Choice(get_args(FindingKind)), help="Only findings of this kind.")
@click.option("--since", type=IsoDate(), help="Only where the later words are of this day or later.")
@click.option("--matter", "matter_name", metavar="NAME", help="Only of this matter: its id, or words of its name.")
@click.option("--by", metavar="NAME", help="Only where this person's words are one side.")
@click.option("--on", type=IsoDate(), help="As of this day: what later records tell is left out. Today, if not given.")
@click.option("--all", "everything", is_flag=True, help="Also what is less sure, or tells little new.")
@json_option
def command(
    ledger_url: str,
    kind: FindingKind | None,
    since: str | None,
    matter_name: str | None,
    by: str | None,
    on: str | None,
    everything: bool,
    as_json: bool,
) -> None:
    """What a reader of many records should be told, by day: what was kept, what moved on, what was taken back, what two records
    tell differently, what is overdue.

    Each finding is one sentence with the days and the words of both sides, and names the places they stand at. A finding
    compares what was said; it says nothing of what is true. Overdue means that a day has passed and that no later record in
    this ledger tells of it: how many were read stands beside it.

    \b
    servanda findings
    servanda findings --kind contradicts --since 2024-01-01
    servanda findings --by Halden --all
    servanda findings --on 2025-01-01 --kind overdue
    servanda findings --json | jq -r .sentence
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    with opened(ledger_url) as comparison:
        if on is None and matter_name is None and kind in (None, "overdue", "dropped"):
            comparison.measure(today)
        shown, waiting, _ = comparison.findings_told(
            kind=kind, since=since, matter=matter_name, by=by, on=on, today=today, everything=everything
        )
    if as_json:
        _json(shown)
    else:
        _lines(shown)
    if waiting:
        noun = "finding is" if waiting == 1 else "findings are"
        click.echo(f"{waiting} more {noun} less sure or tell little new: --all shows them too.", err=as_json)
    if on is None and any(one.kind == "overdue" for one in shown):
        click.echo(f"Overdue as of today, {today}: --on DATE asks as of another day.", err=as_json)


def _json(shown: list[Finding]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import finding_to_dict

    print_json_lines(map(finding_to_dict, shown))


def _lines(shown: list[Finding]) -> None:
    from servanda.faces.terminal import Fragment, paint, wants_colour, width, wrapped

    if not shown:
        click.echo("No findings.")
        return
    colour = wants_colour(sys.stdout)
    for one in shown:
        parts = [one.later.day or "no date", one.kind.replace("_", " "), *([one.matter_name] if one.matter_name else [])]
        click.echo(paint("  ".join(parts), "strong", colour=colour))
        told: list[Fragment] = [(one.sentence, "")]
        for line in wrapped(told, width(), colour=colour, indent=_INDENT):
            click.echo(line)
        places = [_place(place) for place in (one.earlier, one.later) if place]
        for line in wrapped([(f"({one.why}; {', '.join(places)})", "quiet")], width(), colour=colour, indent=_INDENT):
            click.echo(line)


def _place(place: Place) -> str:
    """Where the words stand: the record, and the characters of its text."""
    name = PurePath(place.source).name if place.source else place.record[:12]
    return f"{name} {place.start}–{place.end}"
