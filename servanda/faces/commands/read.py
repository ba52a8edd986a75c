"""`servanda read`: records into the ledger, or straight out as JSON Lines."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from servanda.faces.cli import INTERRUPTED, OK
from servanda.faces.moments import now
from servanda.faces.options import complete_record, json_option, ledger_option, owned_option, reading_options, writing
from servanda.faces.running import how_of, running_options

if TYPE_CHECKING:
    from pathlib import Path

    from servanda.faces.account import Account
    from servanda.faces.clustered import Cluster
    from servanda.model import Decision, Reading
    from servanda.work import Given, How, Outcome


@click.command(name="read", short_help="Read records into the ledger, or out as JSON Lines.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(allow_dash=True))
@ledger_option
@click.option("--to", "target", metavar="FILE", help="Write JSON Lines there (- is standard output) and touch no ledger.")
@click.option("--report", metavar="FILE.html", help="Write a report page over all records read.")
@click.option(
    "--replaces",
    metavar="RECORD",
    shell_complete=complete_record,
    help="The record is a later version of this one, which the ledger has: `servanda diff` shows what was changed.",
)
@owned_option("Keep them as private records, shown to you alone: see `servanda note`.")
@reading_options
@running_options
@click.option(
    "--dry-run", is_flag=True, help="Keep nothing; say how much there is to read, and what time and space it would take."
)
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("--hints", is_flag=True, help="Give the full account, and what to type next, also where no terminal is.")
def command(
    paths: tuple[str, ...],
    ledger_url: str,
    target: str | None,
    report: str | None,
    replaces: str | None,
    quiet: bool,
    hints: bool,
    dry_run: bool,
    **asked: Any,
) -> int:
    """Read records: files, folders with all they hold, or - for standard input.

    What is read goes into the ledger; what it has already is not read again. A record that cannot be read is reported and
    never stops the others; one that takes too long or too much memory is set aside. Ctrl-C finishes the records in hand: the
    same command goes on from there.

    \b
    servanda read talks.txt
    servanda read records/ --ledger talks.servanda --report talks.html
    servanda read scan.txt --date 2024-05-24 --kind transcript
    servanda read talks-corrected.txt --replaces talks.txt
    servanda read drafts/ --private
    servanda read archive/ --jobs 8 --time-limit 600
    servanda read archive/ --dry-run
    servanda read archive/ --engine ray://local --shelf readings/
    curl -s https://example.org/talks | servanda read - --to - | jq .
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.faces.account import Account
    from servanda.faces.budgeting import tell_budget
    from servanda.faces.clustered import cluster_of
    from servanda.faces.inputs import inputs_of

    if target == report == "-":
        raise click.UsageError("Standard output can take JSON Lines or the report page, not both.")
    named = click.get_current_context().get_parameter_source("ledger_url") is ParameterSource.COMMANDLINE
    ledger = ledger_url if target is None or named else None
    cluster = cluster_of(asked)
    as_json, private_to = asked.pop("as_json"), asked.pop("private_to")
    if cluster is not None:
        if target or report or replaces or dry_run or private_to:
            raise click.UsageError("--to, --report, --replaces, --private and --dry-run go without --engine.")
        return _on_cluster(cluster, paths, ledger, asked, quiet=quiet, full=hints or sys.stdout.isatty())
    inputs = inputs_of(paths)
    if as_json and not dry_run:
        raise click.UsageError("--json is for --dry-run; --to - writes what is read as JSON Lines.")
    _check_ledger(ledger, len(inputs), replaces, private_to)
    out = sys.stderr if "-" in (target, report) else sys.stdout
    if not quiet:
        _tell_what_is_missing(asked)
    how = how_of(asked, ledger if private_to is None else None)  # no list beside the ledger names a private file
    if dry_run:
        tell_budget(work.budget(inputs, ledger=ledger, how=how, **asked), as_json=as_json)
        return OK
    with Account(inputs, out, quiet=quiet, full=hints or out.isatty()) as account:
        marked, decision = _go_through(inputs, account, _Going(ledger, target, report, replaces, private_to, how), asked)
        if account.done < len(inputs):
            return _broken_off(account.done, len(inputs), ledger)
        account.sum_up(ledger=ledger, target=target, report=report)
    if private_to is not None and not quiet:
        click.echo("Kept for you alone: `servanda list --private` shows it.", err=out is sys.stderr)
    if decision and not quiet:
        number = decision.number
        click.echo(
            f"It replaces {replaces} (decision {number}; `servanda undo {number}` takes it back).", err=out is sys.stderr
        )
    if ledger and marked and not quiet:
        _offer(ledger, marked)
    return account.exit_code


def _on_cluster(
    cluster: Cluster, paths: tuple[str, ...], ledger: str | None, asked: dict[str, Any], *, quiet: bool, full: bool
) -> int:
    from servanda.faces.clustered import read_on_cluster

    if not quiet:
        _tell_what_is_missing(asked)
    limits = how_of(asked, ledger).limits
    return read_on_cluster(cluster, paths, ledger, {**asked, "limits": limits}, quiet=quiet, full=full)


def _check_ledger(ledger: str | None, inputs: int, replaces: str | None, private_to: str | None) -> None:
    """Refuse what needs a ledger where there is none, and what cannot be meant together."""
    if replaces is not None and (ledger is None or inputs != 1):
        raise click.UsageError("--replaces needs a ledger, and exactly one record that replaces the other.")
    if private_to is not None and (ledger is None or replaces is not None):
        raise click.UsageError("--private needs a ledger, and replaces nothing that others see.")


@dataclass(frozen=True, slots=True)
class _Going:
    """Where readings go, and how."""

    ledger: str | None
    target: str | None
    report: str | None
    replaces: str | None
    private_to: str | None
    how: How


def _go_through(
    inputs: list[Path | Given], account: Account, going: _Going, asked: dict[str, Any]
) -> tuple[list[str], Decision | None]:
    """Read all, telling of each. Gives the records that say they are later versions, and the decision that one is."""
    from servanda.faces.interrupting import finishing

    marked: list[str] = []
    decision: Decision | None = None
    with _sinks(going.target, going.report) as sinks, finishing() as stopped:
        for outcome in _outcomes(inputs, replace(going, how=replace(going.how, stop=stopped)), asked):
            if outcome.reading:
                for take in sinks:
                    take(outcome.reading)
                private = outcome.appended is not None and outcome.appended.private
                if going.ledger and going.replaces is None and not private and _is_marked(outcome.reading):
                    marked.append(outcome.reading.record.origin.record)
            account.tell(outcome)
            decision = outcome.replaced or decision
        if account.done < len(inputs) and (going.target or going.report):
            raise KeyboardInterrupt  # a file is written whole or not at all
    return marked, decision


def _broken_off(done: int, total: int, ledger: str | None) -> int:
    """Somebody wanted to stop: say what is done, and how to go on."""
    kept = "; the same command goes on from there" if ledger else ""
    click.echo(f"servanda: interrupted after {done:,} of {total:,} records{kept}", err=True)
    return INTERRUPTED


def _tell_what_is_missing(asked: dict[str, Any]) -> None:
    """Say that rules alone will read, where nobody asked for that."""
    from servanda import work

    if asked["model"] is None and not work.has_model():
        click.echo(
            f"servanda: reading by rules alone, the trained model is not installed ({work.MODEL_REMEDY}, or say --no-model)",
            err=True,
        )


def _is_marked(reading: Reading) -> bool:
    """Whether a record says in its title that it is a later version ("CORRECTED: …")."""
    from servanda.words import words

    title = (reading.record.title or "").casefold()
    if not any(mark in title for mark in words("version-marks")):
        return False
    from servanda.comparison.versions.changes import without_mark  # dear to load, and few titles have such words

    return without_mark(reading.record.title or "")[0] is not None


def _offer(ledger_url: str, records: list[str]) -> None:
    """Say which records these replace, as it seems by their titles: for a person to decide."""
    from servanda import work
    from servanda.comparison.versions.versions import offered
    from servanda.faces.safety import one_line

    with work.open_ledger(ledger_url) as ledger:
        for record in records:
            later = ledger.record(record)
            for earlier in offered(ledger, later):
                old, new = (shlex.quote(one.source or one.id) for one in (earlier, later))
                told = f"{later.source or later.id} is by its title a later version of {earlier.source or earlier.id}"
                click.echo(
                    f"servanda: {one_line(told)}: `{one_line(f'servanda read {new} --replaces {old}')}` says so", err=True
                )


def _outcomes(inputs: list[Path | Given], going: _Going, asked: dict[str, Any]) -> Iterator[Outcome]:
    from servanda import work
    from servanda.faces.oneself import own_name

    if going.ledger is None:
        yield from work.read_all(inputs, how=going.how, **asked)
        return
    wanted = bool(going.target or going.report)
    with work.open_ledger(going.ledger) as opened:
        ledger = opened if going.private_to is None else opened.notes_of(going.private_to)
        day = now() if going.replaces else None  # a decision has its day
        for outcome in work.read_into(
            ledger, inputs, replaces=going.replaces, read_at=day, by=own_name(), how=going.how, **asked
        ):
            yield replace(outcome, reading=ledger.reading(outcome.source)) if wanted and outcome.known else outcome


@contextmanager
def _sinks(target: str | None, report: str | None) -> Iterator[list[Callable[[Reading], None]]]:
    """Where readings go beside the ledger. Opened before anything is read: what cannot be written is said at once."""
    with ExitStack() as stack:
        sinks: list[Callable[[Reading], None]] = []
        if target:
            sinks.append(partial(_write_lines, target, stack.enter_context(writing(target))))
        if report:
            from servanda.faces.export.report import Report

            page, stream = stack.enter_context(Report()), stack.enter_context(writing(report))
            sinks.append(page.add)
        yield sinks
        if report:
            stream.writelines(piece.encode() for piece in page.lines())


def _write_lines(target: str, stream: IO[bytes], reading: Reading) -> None:
    from servanda.faces.jsonlines import json_lines

    stream.writelines(json_lines(reading.to_dicts(), target))
