"""`servanda brief`: two pages to read before the next meeting."""

from __future__ import annotations

import datetime
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from servanda.faces.options import IsoDate, json_option, ledger_option, writing

if TYPE_CHECKING:
    from servanda.model import Brief

_LAST = "last"
_FORMS = ("md", "html", "docx")
_ENDINGS = {".md": "md", ".markdown": "md", ".txt": "md", ".html": "html", ".htm": "html", ".docx": "docx"}


class _Since(IsoDate):
    """A calendar day, or `last`."""

    name = "date|last"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as given, or `last`."""
        return _LAST if value == _LAST else super().convert(value, param, ctx)


@click.command(name="brief", short_help="Write two pages to read before the next meeting.")
@ledger_option
@click.option("--with", "whom", metavar="NAME", help="The person, body or state that is to be met.")
@click.option("--matter", metavar="NAME", help="The matter to be talked of: its name, words of it, or its id.")
@click.option(
    "--since",
    type=_Since(),
    metavar="DATE|last",
    help="Only what is new since this day; last: since the day of the last meeting.",
)
@click.option("--on", type=IsoDate(), help="As of this day: what later records tell is left out. Today, if not given.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="How to write it; as the name of FILE ends, else md.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write it (- is standard output).")
@json_option
def command(
    ledger_url: str,
    whom: str | None,
    matter: str | None,
    since: str | None,
    on: str | None,
    form: str | None,
    output: str,
    as_json: bool,
) -> None:
    """Write a brief of two pages: the last meeting, what is due, told differently, changed, told as done, open, promised, and
    what each side is for or against.

    Every line gives words of records, with a note that says whose they are and where they stand. The most important comes
    first; what there is no room for is counted, with the command that shows it. Where nothing was found, it says in how many
    records. With --with and --matter it keeps to what is said of the matter with them.

    \b
    servanda brief --with Weller --on 2025-12-31
    servanda brief --with Weller --since last --on 2025-12-31 -o weller.docx
    servanda brief --matter "joint programmes" --format html -o programmes.html
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    if whom is None and matter is None:
        raise click.UsageError("Say with whom or of what: --with NAME, --matter NAME, or both.")
    if as_json and form:
        raise click.UsageError("--json and --format exclude each other.")
    form = form or _form_of(output)
    if form == "docx" and output == "-" and not as_json and sys.stdout.isatty():
        raise click.UsageError("An office document is nothing for a terminal: name a file with -o.")
    day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
    with opened(ledger_url) as comparison:
        found = comparison.brief(day, with_=whom, matter=matter, since=since)
    if as_json:
        _json(found, output)
        return
    with writing(output) as stream:
        stream.write(_written(found, form))
    if on is None:
        click.echo(f"As of today, {day}: --on DATE asks as of another day.", err=True)


def _form_of(output: str) -> str:
    """The form that a file's name asks for; a form that cannot be written is refused, and not written as another."""
    ending = PurePath(output).suffix.lower()
    if ending == ".pdf":
        raise click.UsageError("A brief is not written as PDF: write .html and print it, or .docx; --format says otherwise.")
    return _ENDINGS.get(ending, "md")


def _written(found: Brief, form: str) -> bytes:
    if form == "docx":
        from servanda.faces.export.brief_docx import docx

        return docx(found)
    if form == "html":
        from servanda.faces.export.brief_html import html_page

        return "".join(html_page(found)).encode()
    from servanda.faces.export.brief_markdown import markdown

    return "".join(f"{line}\n" for line in markdown(found)).encode()


def _json(found: Brief, output: str) -> None:
    from servanda.faces.jsonlines import json_lines
    from servanda.outward.briefing import brief_to_dicts

    with writing(output) as stream:
        stream.writelines(json_lines(brief_to_dicts(found), output))
