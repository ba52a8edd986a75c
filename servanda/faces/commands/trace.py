"""`servanda trace`: every quotation, attribution and figure of a draft, held against the records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.errors import UsageError
from servanda.faces.options import IsoDate, json_option, ledger_option, reading_options, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.faces.terminal import Line
    from servanda.model import Held, Reading, Source, Traced

_INDENT = "    "
_STYLES = {"exact": "good", "paraphrase": "quiet", "not_found": "problem"}


@click.command(name="trace", short_help="Hold a draft's quotations and figures against the records.")
@click.argument("given", metavar='FILE|"WORDS"')
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: what later records say is left out.")
@click.option(
    "--page", metavar="FILE.html", help="Write a page with the text and its marks, to print or to send to its author."
)
@click.option(
    "--all", "everything", is_flag=True, help="Also what is less surely a quotation, and figures nobody is named for."
)
@reading_options
@json_option
def command(
    given: str,
    ledger_url: str,
    on: str | None,
    page: str | None,
    everything: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Hold every quotation, attribution and figure of a text against the records of the ledger. The text is not kept.

    FILE is a draft, an article or a later record, in any form that can be read (- is standard input); words in quotation marks
    are held as they stand. Each is told as exact; altered, with what differs (a number, a negation, a name, a modal verb, words
    left out without a mark); another speaker's; the publisher's own words; a paraphrase, with the nearest words; or not
    found, in how many records. An ellipsis and [words in brackets] are honest and no alteration.

    \b
    servanda trace article.txt
    servanda trace "“Both governments agreed on the loan for it,” said Halden."
    servanda trace article.txt --page marked.html
    servanda trace article.txt --json | jq -r 'select(.verdict=="altered") | .text'
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    reading = _read(given, asked)
    with opened(ledger_url) as comparison:
        traced = comparison.trace(reading, on=on)
    if page:
        from servanda.faces.export.traced import marked_page

        with writing(page) as stream:
            stream.write(marked_page(traced).encode())
    if as_json:
        _json(traced, everything=everything)
    elif page != "-":
        _print(traced, everything=everything)
    waiting = sum(not one.shown for one in traced.held)
    if waiting and not everything:
        noun = "place is" if waiting == 1 else "places are"
        click.echo(f"{waiting} more {noun} less surely a quotation: --all shows them too.", err=as_json or page == "-")


def _read(given: str, asked: dict[str, Any]) -> Reading:
    """A file that is there, else the words themselves."""
    from servanda import work
    from servanda.faces.inputs import inputs_of

    if given != "-" and not _is_file(given):
        if len(given.split()) < 2:
            raise UsageError(
                f"there is no file {given or '(no name)'}", remedy='name one, or put words in quotation marks: "…"'
            )
        return work.read_text(given, **asked)
    found = inputs_of([given])
    if len(found) != 1:
        raise UsageError(f"{given} holds {len(found)} files", remedy="name one of them")
    for outcome in work.read_all(found, **asked):
        if outcome.reading is None:
            assert outcome.error is not None  # noqa: S101 - an outcome has one of the two
            raise outcome.error
        return outcome.reading
    raise UsageError(f"{given} is no file", remedy="name a file")


def _is_file(given: str) -> bool:
    try:
        return bool(given.strip()) and Path(given).exists()
    except (OSError, ValueError):  # too long for a path, or with a sign that none may have
        return False


def _json(traced: Traced, *, everything: bool) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.tracing import trace_to_dicts

    print_json_lines(trace_to_dicts(traced, everything=everything))


def _print(traced: Traced, *, everything: bool) -> None:
    from servanda.faces.export.traced_words import looked_through
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    shown = [one for one in traced.held if everything or one.shown]
    for held in shown:
        for fragments, indent in _lines(held, traced):
            for text in wrapped(fragments, width(), colour=colour, indent=indent):
                click.echo(text)
    if not shown:
        click.echo("No quotation, attribution or figure was found in this text.")
    else:
        counts = ", ".join(f"{count} {name}" for name, count in _counts(shown))
        click.echo(f"{counts}; held against {looked_through(traced)}.")


def _counts(shown: list[Held]) -> Iterator[tuple[str, int]]:
    from servanda.faces.export.traced_words import VERDICTS

    for verdict, name in VERDICTS.items():
        count = sum(one.verdict == verdict for one in shown)
        if count:
            yield name, count


def _lines(held: Held, traced: Traced) -> Iterator[Line]:
    """The verdict, the words, and what stands in the record."""
    from servanda.faces.export.traced_words import difference_words, kind_words, told_of, verdict_words
    from servanda.faces.telling import line

    style = _STYLES.get(held.verdict, "bad")
    number = traced.text.count("\n", 0, held.start) + 1
    yield line((verdict_words(held), style), (f" · line {number} · {kind_words(held)}", "quiet"))
    yield line((held.text, ""), indent=_INDENT)
    yield line((told_of(held, traced), "quiet"), indent=_INDENT)
    for one in held.differences:
        yield line((difference_words(one), "bad"), indent=_INDENT)
    if held.source:
        yield from _source(held.source, words=held.verdict != "exact")
    for other in held.others:
        yield from _source(other, words=False)


def _source(source: Source, *, words: bool) -> Iterator[Line]:
    from servanda.faces.export.traced_words import VERDICTS, when, where, who
    from servanda.faces.telling import line

    also = "" if words or source.verdict in ("exact", "not_found") else f" · {VERDICTS[source.verdict]}"
    yield line((f"{when(source)} · {who(source)} · {where(source)}{also}", "quiet"), indent=_INDENT)
    if words:
        yield line((f"“{source.place.text}”", ""), indent=_INDENT * 2)
