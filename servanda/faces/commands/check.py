"""`servanda check`: every problem as `file:line: message`, as compilers and linters print theirs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.faces import wording
from servanda.faces.cli import OK, PART_FAILED
from servanda.faces.lines import LineNumbers
from servanda.faces.options import json_option, ledger_option, reading_options

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.model import Reading

_DATABASE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    source: str
    line: int | None
    code: str
    message: str
    text: str | None
    """The words it stands on."""

    def __str__(self) -> str:
        """`file:line: message [code]`."""
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.message} [{self.code}]"


@click.command(name="check", short_help="Print every problem as file:line: message.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(allow_dash=True))
@ledger_option
@reading_options
@json_option
def command(paths: tuple[str, ...], ledger_url: str, as_json: bool, **asked: Any) -> int:
    """Print every problem as file:line: message; nothing is printed where there is none.

    With PATHs the files are read afresh and the ledger is left alone; without, every record in the ledger is checked. A ledger
    may be a PATH too. Printed speaker labels that are wrong count as problems; so does a log of decisions that was altered. The
    exit code is 1 where there was any.

    \b
    servanda check
    servanda check talks.txt
    servanda check records/ --json | jq -r .code | sort | uniq -c
    """  # noqa: D301
    from servanda.faces.safety import one_line

    count = 0
    for finding in _findings_of(paths, ledger_url, asked):
        click.echo(json.dumps(asdict(finding)) if as_json else one_line(str(finding)))
        count += 1
    return PART_FAILED if count else OK


def _findings_of(paths: tuple[str, ...], ledger_url: str, asked: dict[str, Any]) -> Iterator[Finding]:
    for ledger in [path for path in paths if _is_ledger(path)] or ([] if paths else [ledger_url]):
        yield from _from_ledger(ledger)
    yield from _read_afresh(tuple(path for path in paths if not _is_ledger(path)), asked)


def _is_ledger(path: str) -> bool:
    """Whether a path is an embedded database: those are ledgers here, never records."""
    with suppress(OSError), Path(path).open("rb") as stream:  # what cannot be opened is told by whoever reads it
        return stream.read(len(_DATABASE)) == _DATABASE
    return False


def _read_afresh(paths: tuple[str, ...], asked: dict[str, Any]) -> Iterator[Finding]:
    from servanda import work
    from servanda.faces.inputs import inputs_of

    for outcome in work.read_all(inputs_of(paths), **asked):
        if outcome.reading:
            yield from _findings(outcome.reading, outcome.source)
        elif outcome.error:
            remedy = f" ({outcome.error.remedy})" if outcome.error.remedy else ""
            yield Finding(outcome.source, None, "intake.unreadable", outcome.error.message + remedy, None)


def _from_ledger(ledger_url: str) -> Iterator[Finding]:
    from servanda import work

    with work.open_ledger(ledger_url, create=False) as ledger:
        yield from _broken_log(ledger)
        for summary in ledger.records():
            reading = ledger.reading(summary.record)
            yield from _findings(reading, reading.record.source or summary.record[:12])


def _broken_log(ledger: Ledger) -> Iterator[Finding]:
    """Logs of what people decided, ruled and did to accounts that were altered from outside."""
    from servanda.ledger.chain import broken_links

    with ledger.reads() as connection:
        broken = broken_links(connection)
    for table, number in broken:
        what = table.name.replace("_", " ")
        words = f"{what} {number} was altered, or one before it is gone: the log of {what}s can be relied on up to there"
        yield Finding(ledger.place, None, f"{table.name}s.broken", words, None)


def _findings(reading: Reading, source: str) -> Iterator[Finding]:
    from servanda.model import Turn

    lines = LineNumbers(reading.record.text)
    for problem in reading.problems:
        line = lines.at(problem.span.start) if problem.span else None
        yield Finding(source, line, problem.code, problem.message, problem.span.text if problem.span else None)
    for turn in reading.of(Turn):
        fault = wording.anomaly(turn)
        if fault:
            printed = f" (printed: “{turn.label.text}”)" if turn.label else ""
            who = f"; who speaks is {turn.speaker}" if turn.speaker else ""
            line = lines.at(turn.span.start)
            yield Finding(
                source, line, f"label.{turn.anomaly}", f"{fault}{printed}{who}", turn.label.text if turn.label else None
            )
