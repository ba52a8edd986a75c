"""What `servanda read` tells while it reads: a summary per record, errors, the sum, and what to type next."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from servanda.faces import wording
from servanda.faces.cli import FAILED, OK, PART_FAILED
from servanda.faces.options import DEFAULT_LEDGER, LEDGER_VARIABLE
from servanda.faces.safety import one_line
from servanda.faces.summary import Summary, summarise
from servanda.faces.terminal import Fragment, Progress, paint, shortened, wants_colour, width, wrapped

if TYPE_CHECKING:
    from servanda.work import Outcome

PROBLEMS_SHOWN = 3
SPEAKERS_SHOWN = 6
UNCHANGED = "already in the ledger, nothing changed"


class Account:
    """Told of one outcome after the other. `full` is the form for people; else each record is one plain line."""

    def __init__(self, total: int, out: TextIO, *, quiet: bool, full: bool) -> None:
        self._out = out
        self._quiet = quiet
        self._full = full
        self._colour = wants_colour(out)
        self._progress = Progress(total, shown=not quiet)
        self._sums: Counter[str] = Counter()
        self._first: str | None = None
        self._read = self._new = self._failed = 0

    def __enter__(self) -> Account:
        """Show that work begins."""
        self._progress.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave a clean line, whatever happened."""
        self._progress.__exit__(kind, error, trace)

    @property
    def exit_code(self) -> int:
        """How it went, for the shell."""
        if not self._failed:
            return OK
        return PART_FAILED if self._read else FAILED

    def tell(self, outcome: Outcome) -> None:
        """One input is done."""
        self._progress.clear()
        if outcome.error or outcome.reading is None:
            self._failed += 1
            self._tell_error(outcome)
        else:
            self._read += 1
            self._new += outcome.appended is None or outcome.appended.new
            self._first = self._first or outcome.source
            summary = summarise(outcome.reading)
            self._sums.update({noun: count for count, noun in summary.counts})
            if not self._quiet and self._full:
                self._tell_fully(outcome, summary)
            elif not self._quiet:
                self._say(_plain(outcome, summary))
        self._progress.step(outcome.source)

    def sum_up(self, *, ledger: str | None, target: str | None, report: str | None) -> None:
        """The last lines."""
        self._progress.clear()
        if self._quiet or not self._full:
            return
        for fragments in self._sum(ledger):
            self._say(*wrapped(fragments, width(), colour=self._colour, indent=" "))
        for name, place in (("JSON Lines", target), ("Report", report)):
            if place and place != "-":
                self._say(f" {name}: {one_line(place)}")
        if self._read and ledger:
            self._say("", paint(" What to type next", "strong", colour=self._colour), *self._hints(ledger, report))

    def _say(self, *lines: str) -> None:
        self._out.writelines(f"{line}\n" for line in lines)
        self._out.flush()

    def _tell_error(self, outcome: Outcome) -> None:
        line = one_line(str(outcome.error))
        source = one_line(outcome.source)
        sys.stderr.write(f"{line if line.startswith(source) else f'{source}: {line}'}\n")
        sys.stderr.flush()

    def _tell_fully(self, outcome: Outcome, summary: Summary) -> None:
        columns = width() - 1
        facts = " · ".join(fact for fact in (summary.facts, outcome.source) if fact and fact != summary.name)
        fault = [(" · ", "quiet"), (f"{wording.counted(summary.anomalies, 'doubtful label')}", "problem")]
        self._say(
            f" {paint(shortened(summary.name, columns), 'strong', colour=self._colour)}",
            f"   {paint(shortened(facts, columns - 2), 'quiet', colour=self._colour)}",
            *wrapped(_counts(summary) + (fault if summary.anomalies else []), columns, colour=self._colour, indent="   "),
            *wrapped(_speakers(summary), columns, colour=self._colour, indent="   "),
        )
        self._tell_problems(outcome)
        if outcome.appended and not outcome.appended.new:
            self._say(f"   {paint(UNCHANGED, 'quiet', colour=self._colour)}")
        self._say("")

    def _tell_problems(self, outcome: Outcome) -> None:
        assert outcome.reading is not None  # noqa: S101 - the type checker's
        record, problems = outcome.reading.record, outcome.reading.problems
        for problem in problems[:PROBLEMS_SHOWN]:
            line = f"line {record.line(problem.span.start)}: " if problem.span else ""
            self._say(paint(f"   ! {shortened(line + problem.message, width() - 6)}", "problem", colour=self._colour))
        if len(problems) > PROBLEMS_SHOWN:
            self._say(
                paint(f"   ! and {len(problems) - PROBLEMS_SHOWN} more: see `servanda check`", "problem", colour=self._colour)
            )

    def _sum(self, ledger: str | None) -> list[list[Fragment]]:
        if not self._read:
            return [[("Nothing could be read.", "bad")]]
        found = ", ".join(wording.counted(count, noun) for noun, count in self._sums.items())
        lines: list[list[Fragment]] = [[(f"{wording.counted(self._read, 'record')}: ", "strong"), (f"{found}.", "")]]
        if self._failed:
            lines.append([(f"{wording.counted(self._failed, 'file')} could not be read.", "bad")])
        if ledger:
            news = f"{self._new} new" if self._new else "Nothing new"
            lines.append([(f"{news} in the ledger ", ""), (one_line(ledger), "strong"), (".", "")])
        return lines

    def _hints(self, ledger: str, report: str | None) -> list[str]:
        program = "servanda" if shutil.which("servanda") else shlex.quote(sys.argv[0])
        option = "" if ledger == os.environ.get(LEDGER_VARIABLE, DEFAULT_LEDGER) else f" --ledger {shlex.quote(ledger)}"
        hints = [
            (f"{program} list{option}", "the records in the ledger"),
            (f"{program} show {shlex.quote(self._first or '')}{option}", "one record: speakers, figures and dates marked"),
            (f"{program} check{option}", "everything that could not be made sense of"),
            (f"{program} export{option} --kind figure", "all figures as JSON Lines"),
        ]
        if report and report != "-":
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            hints.insert(0, (f"{opener} {shlex.quote(report)}", "the report page, in your browser"))
        broad = max(len(words) for words, _ in hints)
        return [f"   {one_line(words):<{broad}}   {paint(why, 'quiet', colour=self._colour)}" for words, why in hints]


def _counts(summary: Summary) -> list[Fragment]:
    fragments: list[Fragment] = []
    for count, noun in summary.counts:
        style = "quiet" if not count else "problem" if noun == "problem" else ""
        fragments += [(" · ", "quiet")] if fragments else []
        fragments.append((wording.counted(count, noun), style))
    return fragments


def _speakers(summary: Summary) -> list[Fragment]:
    fragments: list[Fragment] = []
    for name, turns in summary.speakers[:SPEAKERS_SHOWN]:
        fragments += [(" · ", "quiet")] if fragments else []
        fragments += [(f"{one_line(name)} ", "speaker"), (str(turns), "quiet")]
    if len(summary.speakers) > SPEAKERS_SHOWN:
        fragments.append((f" · and {len(summary.speakers) - SPEAKERS_SHOWN} more", "quiet"))
    return fragments


def _plain(outcome: Outcome, summary: Summary) -> str:
    counts = ", ".join(wording.counted(count, noun) for count, noun in summary.counts)
    speakers = ", ".join(f"{name} {turns}" for name, turns in summary.speakers[:SPEAKERS_SHOWN])
    unchanged = f" ({UNCHANGED})" if outcome.appended and not outcome.appended.new else ""
    return one_line(f"{outcome.source}: {counts}{f'; {speakers}' if speakers else ''}{unchanged}")
