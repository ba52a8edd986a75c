"""`servanda matrix`: the terms and open questions of a matter, with what each party said of each last."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.faces.terminal import Line
    from servanda.model import Cell, Matrix, Row

_BLANKS = 4
"""Parties of whom nothing was found that are named."""


@click.command(name="matrix", short_help="Tell a matter by terms and parties: who said what of each term last.")
@click.argument("name", nargs=-1, required=True, metavar="MATTER…")
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: only what records of this day or earlier tell.")
@click.option("--all", "everything", is_flag=True, help="Also what less sure entries tell.")
@json_option
def command(name: tuple[str, ...], ledger_url: str, on: str | None, everything: bool, as_json: bool) -> None:
    """Tell a matter by its terms and open questions, and what each party said of each last: its exact words, the day, the
    stance of a position and the force of a commitment.

    A party is the state or body that somebody speaks for, else the person. Where nothing is told of a party, nothing was found
    in the records that speak of the matter: that is never a no. MATTER is a name as `servanda matters` prints it, words of it,
    or an id.

    \b
    servanda matrix river lidd
    servanda matrix river lidd --on 2024-06-30
    servanda matrix tern bridge --all --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    with opened(ledger_url) as comparison:
        found = comparison.matrix(" ".join(name), on=on or today, everything=everything)
    if as_json:
        _json(found)
    else:
        _print(found)
    if on is None:
        click.echo(f"As of today, {today}: --on DATE asks as of another day.", err=as_json)


def _json(found: Matrix) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.accounts import matrix_to_dicts

    print_json_lines(matrix_to_dicts(found))


def _print(found: Matrix) -> None:
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    for fragments, indent in _lines(found):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)


def _lines(found: Matrix) -> Iterator[Line]:
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    yield from chronicle.title(found.matter)
    yield line((f"Parties: {', '.join(found.parties) or 'none named'}", "quiet"))
    terms = [row for row in found.rows if row.question is None]
    asked = [row for row in found.rows if row.question is not None]
    for row in terms:
        yield from _row(row, found)
    if not terms:
        yield line()
        yield line(("No position, commitment, report or instrument of it is told of.", ""))
    if asked:
        yield line()
        yield line((f"{counted(len(asked), 'open question')}:", "strong"))
        for row in asked:
            yield from _question(row)
    yield line()
    if found.waiting:
        yield line((f"{counted(found.waiting, 'more claim')} less sure, or beside the matter: --all shows them too.", ""))
    until = f", until {found.last_day}" if found.last_day else ""
    records = counted(found.records, "record")
    yield line((f"“Nothing found” means in the {records} that speak of it{until}; it is not a no.", "quiet"))


def _row(row: Row, found: Matrix) -> Iterator[Line]:
    """A term, what each party said of it last, and of whom nothing was found."""
    from servanda.faces.telling import line

    yield line()
    yield line((row.term, "strong"))
    for cell in row.cells:
        yield _cell(cell)
    blank = [party for party in found.parties if party not in {cell.party for cell in row.cells}]
    if blank:
        named = ", ".join(blank) if len(blank) <= _BLANKS else f"{len(blank)} other parties"
        yield line((f"nothing found: {named}", "quiet"), indent="  ")


def _cell(cell: Cell) -> Line:
    """The latest words of one party."""
    from servanda.faces import chronicle
    from servanda.faces.telling import line

    claim = cell.claim
    speaker = chronicle.who(claim)
    who = f"{cell.party} ({speaker})" if speaker != cell.party else cell.party
    earlier = f"; {cell.earlier} earlier" if cell.earlier else ""
    where = f"{chronicle.record_of(claim.place)} {claim.place.start}–{claim.place.end}"
    return line(
        (f"{who}, {claim.day or 'no date'}, {chronicle.facets(claim)}: ", "speaker"),
        (chronicle.words_of(claim), ""),
        (f" ({where}{earlier})", "quiet"),
        indent="  ",
    )


def _question(row: Row) -> Iterator[Line]:
    """A question nobody has spoken to since, as far as was read."""
    from servanda.faces import chronicle
    from servanda.faces.telling import line

    asked = ", ".join(f"{cell.party}, {cell.claim.day or 'no date'}" for cell in row.cells)
    if row.question is not None:
        asked = asked or f"asked by {row.question.speaker or 'somebody not named'}, {row.question.day or 'no date'}"
        yield line((f"{asked}: ", "quiet"), (chronicle.quoted(row.question), ""), indent="  ")
