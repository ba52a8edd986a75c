"""`servanda people`: whom records name, in whatever spelling, and which offices they give."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast, get_args

import click

from servanda.faces.options import IsoDate, json_option, ledger_option
from servanda.model import PersonKind

if TYPE_CHECKING:
    from servanda.comparison.people.changing import Changes
    from servanda.model import Person, Tenure


@click.command(name="people", short_help="Tell whom records name, in what spellings and offices.")
@click.argument("name", required=False, metavar="[NAME]")
@ledger_option
@click.option("--kind", type=click.Choice(get_args(PersonKind)), help="Only persons, only bodies, or only states.")
@click.option("--on", type=IsoDate(), help="Only from records up to this day.")
@click.option("--all", "everything", is_flag=True, help="Also lone surnames, and whom one record names and nothing more.")
@click.option("--changes", "changed", is_flag=True, help="Also what they held of one matter then and later.")
@json_option
def command(
    name: str | None, ledger_url: str, kind: str | None, on: str | None, everything: bool, changed: bool, as_json: bool
) -> None:
    """Tell whom records name: persons, bodies and states, each in all spellings.

    Spellings of one name are brought together; two people of one name are kept apart where their offices tell them. A lone
    surname is never joined to a name of another record: `servanda merge` does that for you. An office means whom the last
    record calls so, up to the day asked.

    \b
    servanda people
    servanda people Halden
    servanda people "President of Ardania" --on 2022-05-01
    servanda people "Elena Marsh" --changes
    servanda people --kind state --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.errors import NotFoundError
    from servanda.faces.comparing import opened

    if changed and not name:
        raise click.UsageError("--changes is of somebody: give a NAME.")
    with opened(ledger_url) as comparison:
        found = comparison.people(name, kind=cast("PersonKind | None", kind), on=on, everything=True)
        some = [one for one in found if everything or one.shown] or found
        told = [comparison.changes(one.id, on=on, everything=everything) for one in some] if changed else []
    if name and not found:
        raise NotFoundError(f"nobody is called {name}", remedy="`servanda people --all` shows everybody")
    shown = [one for one in found if everything or one.shown]
    if name and not shown:
        shown = found
    if as_json:
        _json(shown, told)
    else:
        _table(shown)
        _tell(told)
    waiting = (
        (len(found) - len(shown), "name is", "names are", "short, or in one record alone"),
        (sum(one.waiting for one in told), "pair of words is", "pairs of words are", "less surely on one thing"),
    )
    for count, one, several, why in waiting:
        if count:
            click.echo(f"{count} more {one if count == 1 else several} {why}: --all shows them too.", err=as_json)


def _json(shown: list[Person], told: list[Changes]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import person_to_dict, position_change_to_dict

    changes = [position_change_to_dict(change) for one in told for change in one.changes]
    print_json_lines([*map(person_to_dict, shown), *changes])


def _tell(told: list[Changes]) -> None:
    from servanda.faces import chronicle
    from servanda.faces.terminal import wants_colour, width, wrapped

    for one in told:
        for fragments, indent in chronicle.changes(one.changes):
            for text in wrapped(fragments, width(), colour=wants_colour(sys.stdout), indent=indent) if fragments else [""]:
                click.echo(text)
        if not one.changes:
            click.echo(f"\nNo words of {one.person.name} on one matter are surely of different stances.")


def _table(shown: list[Person]) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not shown:
        click.echo("Nobody is named.")
        return
    heads = ("name", "kind", "records", "uses", "id", "offices and other spellings")
    cells = [(one.name, one.kind, str(len(one.records)), str(one.uses), one.id, _more(one)) for one in shown]
    head, *lines = tabulated([heads, *cells])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)


def _more(one: Person) -> str:
    """Offices with their years, then the spellings beside the name shown."""
    others = [spelling for spelling in one.names if spelling != one.name]
    parts = ["; ".join(map(_office, one.tenures)), f"also {', '.join(others)}" if others and one.kind != "state" else ""]
    return ". ".join(part for part in parts if part)


def _office(tenure: Tenure) -> str:
    years = sorted({day[:4] for day in (tenure.first, tenure.last) if day})
    of = f" of {tenure.state}" if tenure.state else ""
    return f"{tenure.office}{of}" + (f" ({'–'.join(years)})" if years else "")
