"""`servanda search`: full text over all records of a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option, private_option

if TYPE_CHECKING:
    from servanda.comparison.search.searching import Hits
    from servanda.faces.terminal import Fragment
    from servanda.model import Hit

_INDENT = "    "


@click.command(name="search", short_help="Find words in everything that was said and printed.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@ledger_option
@click.option("--by", metavar="NAME", help="Only what this person says, or is quoted with.")
@click.option("--since", type=IsoDate(), help="Only from records of this day or later.")
@click.option("--on", type=IsoDate(), help="As of this day: only from records of this day or earlier.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many to show.")
@private_option
@json_option
def command(
    words: tuple[str, ...],
    ledger_url: str,
    by: str | None,
    since: str | None,
    on: str | None,
    limit: int,
    private_to: str | None,
    as_json: bool,
) -> None:
    """Find words in everything that was said and printed, the best places first.

    All WORDS must stand in one passage; case, accents and English endings make no difference. "Words in a row" are looked for
    as they stand, OR is between words of which one is enough, -word must not be there, and begin* may go on. Put the whole in
    single quotation marks where it has signs of its own; what begins with - goes behind --.

    \b
    servanda search bridge loan
    servanda search '"customs union" OR tariff*' --by Halden
    servanda search --since 2024-01-01 --json energy | jq -r .text
    servanda search -- bridge -railway
    servanda search --private bridge
    """  # noqa: D301 - click's mark for lines that are kept as they are
    with _where(ledger_url, private_to) as search:
        found = search(" ".join(words), by=by, since=since, on=on, limit=limit)
    if as_json:
        _json(found)
    else:
        _lines(found)
    _tell_how_many(found, by, quiet=as_json)


@contextmanager
def _where(ledger_url: str, private_to: str | None) -> Iterator[Callable[..., Hits]]:
    """What searches all that everyone sees, or somebody's private records."""
    from servanda.faces.comparing import opened
    from servanda.faces.oneself import shelf

    if private_to is None:
        with opened(ledger_url) as comparison:
            yield comparison.search
        return
    from servanda.comparison.search.searching import search

    with shelf(ledger_url, private_to) as ledger:
        yield partial(search, ledger)


def _json(found: Hits) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import hit_to_dict

    print_json_lines(map(hit_to_dict, found.hits))


def _lines(found: Hits) -> None:
    from servanda.faces.safety import one_line
    from servanda.faces.terminal import paint, wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    for hit in found.hits:
        place = hit.place
        who = place.speaker or ("speaker unknown" if hit.voice == "speaker" else "publisher")
        quoted = ", quoted" if hit.voice == "quoted" else ""
        where = f"{place.source or place.record[:12]}:{hit.line}"
        head = f"{place.day or 'no date'}  {one_line(who)}{quoted}  {one_line(where)}"
        click.echo(paint(head, "quiet", colour=colour))
        for line in wrapped(_fragments(hit, marked=not colour), width(), colour=colour, indent=_INDENT):
            click.echo(line)


def _fragments(hit: Hit, *, marked: bool) -> list[Fragment]:
    """The words of a hit, with what was searched for set off: in brackets where there is no colour."""
    from servanda.faces.safety import visible

    text, first = hit.place.text, hit.place.start
    found: list[Fragment] = []
    place = 0
    for start, end in hit.highlights:
        found.append((visible(text[place : start - first]), ""))
        words = visible(text[start - first : end - first])
        found.append((f"[{words}]" if marked else words, "strong"))
        place = end - first
    return [*found, (visible(text[place:]), "")]


def _tell_how_many(found: Hits, by: str | None, *, quiet: bool) -> None:
    if found.speakers == ():
        click.echo(f"Nobody called {by} speaks or is quoted in these records.", err=True)
    elif not found.total:
        click.echo("No passage has all these words.", err=quiet)
    elif found.total > len(found.hits):
        click.echo(f"{len(found.hits)} of {found.total} passages: --limit shows more.", err=True)
