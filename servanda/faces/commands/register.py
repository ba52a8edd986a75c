"""`servanda register`: all that was assessed, to read, to calculate with and to hand over."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option, writing

if TYPE_CHECKING:
    from servanda.model import Sheet


@click.command(name="register", short_help="Print or export the register of assessed commitments.")
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: what was decided later is left out. Today, if not given.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values, with a line of heads.")
@json_option
@click.option("--html", "page", metavar="FILE", help="Write a page to read and print (- is standard output).")
def command(ledger_url: str, on: str | None, as_csv: bool, as_json: bool, page: str | None) -> None:
    """Print the register of all commitments that somebody assessed: the words, who said them, the test, the rulings with what
    they rely on, and the replies of the assessed. What is stale says so. Rulings kept from a second assessor are not in it.

    \b
    servanda register
    servanda register --csv > register.csv
    servanda register --html register.html
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    if sum((as_csv, as_json, page is not None)) > 1:
        raise click.UsageError("--csv, --json and --html exclude each other.")
    day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
    told = f"As of {day}" + ("" if on else ", today")
    with opened(ledger_url) as comparison:
        sheets = comparison.register(on=day)
    if page is not None:
        _page(sheets, told, page)
    elif as_csv:
        _csv(sheets)
    elif as_json:
        _json(sheets)
    else:
        _lines(sheets, told)


def _page(sheets: Sequence[Sheet], told: str, target: str) -> None:
    from servanda.faces.export.assessed import register_page

    with writing(target) as stream:
        stream.writelines(piece.encode() for piece in register_page(sheets, told))


def _csv(sheets: Sequence[Sheet]) -> None:
    from servanda.faces.assessing import register_rows
    from servanda.faces.csvrows import write_csv

    write_csv(register_rows(sheets), sys.stdout)


def _json(sheets: Sequence[Sheet]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.assessing import sheet_to_dict

    print_json_lines(map(sheet_to_dict, sheets))


def _lines(sheets: Sequence[Sheet], told: str) -> None:
    from servanda.faces.assessing import register_lines
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    for fragments, indent in register_lines(sheets, told):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)
