"""`servanda report`: the report page over records in the ledger."""

from __future__ import annotations

import click

from servanda.faces.options import complete_record, ledger_option, private_option, writing


@click.command(name="report", short_help="Write a page to read, print and pass on.")
@click.argument("refs", nargs=-1, metavar="[RECORD]…", shell_complete=complete_record)
@ledger_option
@private_option
@click.option("-o", "--output", required=True, metavar="FILE.html", help="Where to write the page (- is standard output).")
def command(refs: tuple[str, ...], ledger_url: str, private_to: str | None, output: str) -> None:
    """Write a page: a record's text with marked words, beside its questions, quotations, figures and dates.

    One file that needs no other: to read on a screen, a phone or paper, and to pass on. Without RECORD it covers all records in
    the ledger. A RECORD is named by its path, its file name or the first digits of its SHA-256.

    \b
    servanda report talks.txt -o talks.html
    servanda report -o all.html
    """  # noqa: D301
    from servanda.faces.export.report import Report
    from servanda.faces.oneself import shelf

    with Report() as page:
        with shelf(ledger_url, private_to) as ledger:
            for record in [ledger.record(ref).record for ref in refs] or [summary.record for summary in ledger.records()]:
                page.add(ledger.ruled(record))
        with writing(output) as stream:
            stream.writelines(piece.encode() for piece in page.lines())
