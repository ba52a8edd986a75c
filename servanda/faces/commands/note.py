"""`servanda note`: records of one's own, that nobody else is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.errors import UsageError
from servanda.faces.moments import now
from servanda.faces.options import complete_record, ledger_option, reading_options

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.work import Given


@click.command(name="note", short_help="Keep a private record; make it everyone's, and back.")
@click.argument("words", metavar="[FILE | TEXT]", required=False)
@click.option("--public", metavar="NOTE", help="Make this private record of yours everyone's.")
@click.option(
    "--private",
    metavar="RECORD",
    shell_complete=complete_record,
    help="Make this record yours alone, if nobody worked with it.",
)
@ledger_option
@reading_options
def command(words: str | None, public: str | None, private: str | None, ledger_url: str, **asked: Any) -> int:
    """Keep a private record: a memo, a draft, minutes. It is read as any record is, and shown to you alone.

    It stands apart from everyone's records: in no list, search, register, export, feed or finding, until you ask for your own
    by --private (of list, show, search, export, report, why, rule, rulings and the registers). It is compared with nothing. You
    are who SERVANDA_NAME says, or else the account that runs this. Whoever may read the ledger's file can read all that is in
    it: a ledger is no safe.

    FILE may be - for standard input. What is no file is taken for the text itself, if it has a space in it.

    \b
    servanda note memo.txt
    servanda note "Marsh told me on 3 May 2024 that the loan would be doubled by July."
    servanda list --private
    servanda note --public memo.txt
    servanda note --private memo.txt
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.comparison import updating
    from servanda.faces.oneself import owner

    if [words, public, private].count(None) != 2:
        raise click.UsageError("Give one of: a file or a text to keep, --public NOTE, --private RECORD.")
    with work.open_ledger(ledger_url, create=words is not None) as ledger:
        if words is not None:
            return _keep(ledger.notes_of(owner()), _given(words), asked)
        if public is not None:
            told = ledger.notes_of(owner()).publish(public, at=now())
            click.echo(
                f"{told.id} is everyone's now. `servanda note --private {told.id}` takes it back, until somebody works with it."
            )
        elif private is not None:
            name = ledger.record(private).id
            updating.withdraw(ledger, private, owner(), at=now())
            click.echo(f"{name} is yours alone now: `servanda list --private` shows it.")
    return 0


def _given(words: str) -> Path | Given:
    from servanda.faces.inputs import inputs_of
    from servanda.work import Given

    path = Path(words)
    if words != "-" and path.is_dir():
        raise UsageError(f"{words} is a folder", remedy="`servanda read --private` reads folders")
    if words == "-" or path.exists():
        return inputs_of((words,))[0]
    if len(words.split()) < 2:
        raise UsageError(f"no file is called {words}", remedy="put a text in quotation marks, with more than one word")
    return Given(words.encode())


def _keep(notes: Ledger, given: Path | Given, asked: dict[str, Any]) -> int:
    from servanda import work
    from servanda.faces.cli import FAILED, OK
    from servanda.faces.safety import one_line

    (outcome,) = work.read_into(notes, [given], read_at=now(), **asked)
    if outcome.error is not None or outcome.appended is None:
        click.echo(f"servanda: {one_line(str(outcome.error))}", err=True)
        return FAILED
    name = f"record-{outcome.appended.record[:16]}"
    if outcome.appended.new:
        click.echo(f"{name} is kept for you alone, with {outcome.appended.entries} entries: `servanda show {name} --private`.")
    else:
        click.echo(f"{name} was kept before.")
    return OK
