"""Registers of statements: `commitments`, `progress`, `instruments`, `positions`, `questions`, `topics`, `forecasts`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from servanda.faces.options import IsoDate, complete_record, json_option, ledger_option, private_option
from servanda.faces.registers import REGISTERS, Asked, Register

if TYPE_CHECKING:
    from servanda.faces.registers import Row


_REVIEW = {"once": " (ruled once)", "disagreed": " (two readers disagree)"}
"""What is said of an entry that needs two readers and is not settled."""


def _command(register: Register) -> click.Command:
    """The command of one register."""

    def run(ledger_url: str, private_to: str | None, as_json: bool, as_csv: bool, everything: bool, **asked: Any) -> None:
        if as_json and as_csv:
            raise click.UsageError("--json and --csv exclude each other.")
        chosen = {name: value for name in register.choices if (value := asked.pop(name)) is not None}
        where = (ledger_url, private_to)
        _write(register, Asked(chosen=chosen, **asked), where, _form(as_json, as_csv), everything=everything)

    options: list[Callable[..., Any]] = [
        click.argument("refs", nargs=-1, metavar="[RECORD]…", shell_complete=complete_record),
        ledger_option,
        private_option,
        click.option("--by", metavar="NAME", help=f"Only those of this person or body ({' or '.join(register.by)})."),
        click.option("--to", metavar="NAME", help=_to(register)),
        click.option("--since", type=IsoDate(), help="Only from records of this day or later."),
    ]
    if register.due:
        options.append(click.option("--due-before", type=IsoDate(), help="Only those due before this day."))
    for name, values in register.choices.items():
        options.append(click.option(f"--{name}", type=click.Choice(values), help=f"Only those with this {name}."))
    options += [
        click.option("--all", "everything", is_flag=True, help="Also what is unreviewed: less sure than what is shown first."),
        json_option,
        click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values, with a line of heads."),
    ]
    for option in reversed(options):
        run = option(run)
    examples = "\n".join(f"servanda {register.name} {example}".rstrip() for example in ("", *register.examples))
    text = f"{register.title}\n\nWithout RECORD all records of the ledger are gone through.\n\n\b\n{examples}"
    return click.command(name=register.name, short_help=register.title, help=text)(run)


def _to(register: Register) -> str:
    if register.to:
        return "Only those put to this person."
    return "Only from records in which this person speaks too."


def _form(as_json: bool, as_csv: bool) -> str:
    return "json" if as_json else "csv" if as_csv else "table"


def _write(register: Register, asked: Asked, where: tuple[str, str | None], form: str, *, everything: bool) -> None:
    from servanda.faces import registers
    from servanda.faces.oneself import shelf

    with shelf(*where) as ledger:
        found = sorted(registers.rows(ledger, register, asked), key=lambda row: row.day)
        foreign = registers.unread(ledger, asked) if register.kind != "exchange" else 0
    shown = [row for row in found if everything or row.shown_first]
    waiting = len(found) - len(shown)
    if form == "json":
        _json(shown)
    elif form == "csv":
        _csv(shown)
    else:
        _table(register, shown)
    if waiting:
        noun = "entry is" if waiting == 1 else "entries are"
        click.echo(f"{waiting} more {noun} unreviewed: --all shows them too.", err=form != "table")
    if foreign:
        noun = "record is" if foreign == 1 else "records are"
        click.echo(f"{foreign} {noun} not in English: {register.name} are read in English only.", err=True)


def _json(shown: list[Row]) -> None:
    from servanda.faces.jsonlines import print_json_lines

    print_json_lines({**row.values, "source": row.record.source, "date": row.day or None} for row in shown)


def _csv(shown: list[Row]) -> None:
    from servanda.faces.csvrows import write_csv

    write_csv(({"date": row.day, "source": row.record.source, **row.values} for row in shown), sys.stdout)


def _table(register: Register, shown: list[Row]) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not shown:
        click.echo(f"No {register.name} found.")
        return
    heads = ("date", *(column.head for column in register.columns), "record", "entry", "words")
    cells = [
        (
            row.day or "-",
            *(column.cell(row.values) for column in register.columns),
            row.name,
            f"{row.values['id']}{_REVIEW.get(row.values.get('review', ''), '')}",
            row.values[register.words],
        )
        for row in shown
    ]
    head, *lines = tabulated([heads, *cells])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)


commitments = _command(REGISTERS["commitments"])
progress = _command(REGISTERS["progress"])
instruments = _command(REGISTERS["instruments"])
positions = _command(REGISTERS["positions"])
questions = _command(REGISTERS["questions"])
topics = _command(REGISTERS["topics"])
forecasts = _command(REGISTERS["forecasts"])
