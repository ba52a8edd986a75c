"""`servanda meetings`: of which talks records tell, and which records tell of each."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.model import Meeting, Place


@click.command(name="meetings", short_help="Tell which talks were held, by whom, and which records tell of them.")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@ledger_option
@click.option("--since", type=IsoDate(), help="Only meetings of this day or later.")
@click.option("--on", type=IsoDate(), help="Only from records up to this day.")
@json_option
def command(names: tuple[str, ...], ledger_url: str, since: str | None, on: str | None, as_json: bool) -> None:
    """Tell which talks were held: who met, at what level, in what form, where, and which records tell of it.

    Several records of the same talks are several accounts of one meeting. What one account leaves out is not mentioned, never
    denied. With names, only the meetings in which all of these persons, states or bodies took part.

    \b
    servanda meetings
    servanda meetings Ardania Belmora --since 2022-01-01
    servanda meetings Halden --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.errors import NotFoundError
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison:
        found = comparison.meetings(*names, since=since, on=on)
        unknown = None if found else next((name for name in names if not comparison.people(name, everything=True)), None)
    if unknown is not None:
        raise NotFoundError(f"nobody is called {unknown}", remedy="`servanda people --all` shows everybody")
    if as_json:
        _json(found)
    else:
        _table(found, names)


def _json(found: list[Meeting]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import meeting_to_dict

    print_json_lines(map(meeting_to_dict, found))


def _table(found: list[Meeting], names: tuple[str, ...]) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not found:
        click.echo(f"No meeting is told of in which {' and '.join(names)} took part." if names else "No meetings found.")
        return
    heads = ("date", "sides", "level", "form", "place", "who, and accounts")
    cells = [
        (
            one.day or "-",
            ", ".join(one.states) or "-",
            one.level or "-",
            ", ".join(form.replace("_", " ") for form in one.formats) or "-",
            one.place or "-",
            _more(one),
        )
        for one in found
    ]
    head, *lines = tabulated([heads, *cells])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)


def _more(one: Meeting) -> str:
    """Who met, and the names of the records that tell of it."""
    who = ", ".join(f"{some.name} ({some.office})" if some.office else some.name for some in one.participants)
    accounts = ", ".join(map(_record, one.accounts))
    noun = "account" if len(one.accounts) == 1 else "accounts"
    return f"{who or 'nobody named'}. {len(one.accounts)} {noun}: {accounts}"


def _record(place: Place) -> str:
    return PurePath(place.source).name if place.source else f"record-{place.record[:12]}"
