"""`servanda export`: what the ledger holds, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from servanda.faces.options import complete_record, ledger_option, private_option, writing

KINDS = (
    "record",
    "turn",
    "exchange",
    "quotation",
    "figure",
    "time",
    "commitment",
    "progress",
    "instrument",
    "position",
    "forecast",
    "topic",
    "problem",
)


@click.command(name="export", short_help="Write what the ledger holds as JSON Lines.")
@click.argument("refs", nargs=-1, metavar="[RECORD]…", shell_complete=complete_record)
@ledger_option
@private_option
@click.option(
    "--format",
    expose_value=False,
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines, one entry a line.",
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind; may be given several times."
)
@click.option("--no-text", is_flag=True, help="Leave the records' full texts out.")
@click.option("--to", "target", default="-", show_default=True, metavar="FILE", help="Where to write.")
def command(
    refs: tuple[str, ...], ledger_url: str, private_to: str | None, kinds: tuple[str, ...], no_text: bool, target: str
) -> None:
    """Write what the ledger holds: records, entries and problems, one JSON object a line.

    Without RECORD all records are written. A RECORD is named by its path, its file name or the first digits of its SHA-256.
    Nobody's private records are among them: --private writes yours alone.

    \b
    servanda export > talks.jsonl
    servanda export talks.txt --kind figure --kind time
    servanda export --no-text --to talks.jsonl
    """  # noqa: D301
    from servanda.faces.jsonlines import json_lines

    entries = (
        entry for entry in _entries(refs, ledger_url, private_to, text=not no_text) if not kinds or entry["kind"] in kinds
    )
    with writing(target) as stream:
        stream.writelines(json_lines(entries, target))


def _entries(refs: tuple[str, ...], ledger_url: str, private_to: str | None, *, text: bool) -> Iterator[dict[str, Any]]:
    from servanda.faces.oneself import shelf

    with shelf(ledger_url, private_to) as ledger:
        named = [
            ledger.record(ref).record for ref in refs
        ]  # all, before the first line is written: a name that is none stops here
        for record in named or (None,):
            yield from ledger.export(record, text=text)
