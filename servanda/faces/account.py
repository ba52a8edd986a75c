"""What `servanda read` tells while it reads: a summary per record, errors, the sum, and what to type next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from servanda.faces import wording
from servanda.faces.cli import FAILED, OK, PART_FAILED
from servanda.faces.hints import next_steps
from servanda.faces.pace import Pace
from servanda.faces.safety import one_line
from servanda.faces.summary import summarise
from servanda.faces.telling import ALREADY, already, full, line, plain
from servanda.faces.terminal import Line, Progress, wants_colour, width, wrapped
from servanda.work import size_of

if TYPE_CHECKING:
    from servanda.model import Reading
    from servanda.work import Input, Outcome


class Account:
    """Told of one outcome after the other. `full` is the form for people; else each record is one plain line."""

    def __init__(self, inputs: Sequence[Input], out: TextIO, *, quiet: bool, full: bool) -> None:
        self._out = out
        self._quiet = quiet
        self._full = full
        self._colour = wants_colour(out)
        self._progress = Progress(len(inputs), shown=not quiet)
        self._sizes = [size_of(given) for given in inputs]
        self._pace = Pace(sum(self._sizes))
        self._sums: Counter[str] = Counter()
        self._example: str | None = None
        self._example_asks = False
        self._read = self._new = self._known = self._failed = 0

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
        return PART_FAILED if self._read or self._known else FAILED

    @property
    def done(self) -> int:
        """How many inputs it was told of."""
        return self._read + self._known + self._failed

    def tell(self, outcome: Outcome) -> None:
        """One input is done."""
        self._progress.clear()
        self._pace.step(self._sizes[self.done], worked=outcome.reading is not None)
        if outcome.reading is not None:
            self._tell_reading(outcome, outcome.reading)
        elif outcome.known is not None:
            self._known += 1
            self._example = self._example or outcome.source
            if not self._quiet and not self._full:
                self._say([already(outcome)])
        else:
            self._failed += 1
            self._tell_error(outcome)
        pace = str(self._pace)
        self._progress.step(f"{pace} · {outcome.source}" if pace else outcome.source)

    def sum_up(self, *, ledger: str | None, target: str | None, report: str | None) -> None:
        """The last lines."""
        self._progress.clear()
        if self._quiet or not self._full:
            return
        self._say(self._sum(ledger))
        for name, place in (("JSON Lines", target), ("Report", report)):
            if place and place != "-":
                self._say([line((f"{name} in ", ""), (place, "strong"), indent=" ")])
        if self._example is not None and ledger:
            steps = next_steps(ledger, self._example, report, colour=self._colour)
            self._out.writelines(f"{text}\n" for text in steps)

    def _tell_reading(self, outcome: Outcome, reading: Reading) -> None:
        self._read += 1
        self._new += outcome.appended is None or outcome.appended.new
        summary = summarise(reading)
        if self._example is None or (summary.questions and not self._example_asks):
            self._example, self._example_asks = outcome.source, summary.questions > 0
        self._sums.update({noun: count for count, noun in summary.counts})
        if not self._quiet:
            self._say(full(outcome, reading, summary) if self._full else [plain(outcome, summary)])

    def _say(self, lines: Iterable[Line]) -> None:
        columns = width() if self._full else sys.maxsize
        for fragments, indent in lines:
            texts = list(wrapped(fragments, columns, colour=self._colour, indent=indent)) or [""]
            self._out.writelines(f"{text}\n" for text in texts)
        self._out.flush()

    def _tell_error(self, outcome: Outcome) -> None:
        told, source = one_line(str(outcome.error)), one_line(outcome.source)
        sys.stderr.write(f"{told if told.startswith(source) else f'{source}: {told}'}\n")
        sys.stderr.flush()

    def _sum(self, ledger: str | None) -> list[Line]:
        if not self._read and not self._known:
            return [line(("Nothing could be read.", "bad"), indent=" ")]
        lines = []
        if self._read:
            found = ", ".join(wording.counted(count, noun) for noun, count in self._sums.items())
            lines.append(line((f"{wording.counted(self._read, 'record')}: ", "strong"), (f"{found}.", ""), indent=" "))
        if self._known:
            there = f"{wording.counted(self._known, 'record')} {ALREADY}."
            lines.append(line((there, ""), indent=" "))
        if self._failed:
            lines.append(line((f"{wording.counted(self._failed, 'file')} could not be read.", "bad"), indent=" "))
        if ledger:
            news = f"{self._new} new" if self._new else "Nothing new"
            lines.append(line((f"{news} in the ledger ", ""), (ledger, "strong"), indent=" "))
        return lines
