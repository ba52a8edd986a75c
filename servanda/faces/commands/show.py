"""`servanda show`: a record's text in the terminal, speakers named, figures and dates marked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from servanda.faces import wording
from servanda.faces.lines import LineNumbers
from servanda.faces.options import complete_record, ledger_option

if TYPE_CHECKING:
    from servanda.faces.layout import Mark, Paragraph, Part
    from servanda.faces.terminal import Fragment
    from servanda.model import Reading, Turn

INDENT = "  "


@click.command(name="show", short_help="Show a record's text with its marks.")
@click.argument("ref", metavar="RECORD", shell_complete=complete_record)
@ledger_option
@click.option("--values/--no-values", default=True, help="Print the value after each figure and date.  [default: values]")
@click.option("--no-pager", is_flag=True, help="Print at once, without a pager.")
def command(ref: str, ledger_url: str, values: bool, no_pager: bool) -> None:
    """Show a record's text: who speaks, with figures and dates marked and their values behind them.

    RECORD is named by its path, its file name or the first digits of its SHA-256. Where the output is no terminal, marks are
    plain signs instead of colours.

    \b
    servanda show talks.txt
    servanda show 3f2a91 --no-values
    """  # noqa: D301
    from servanda import work
    from servanda.faces.terminal import wants_colour

    with work.open_ledger(ledger_url, create=False) as ledger:
        reading = ledger.reading(ref)
    lines = (f"{line}\n" for line in _lines(reading, values=values, colour=wants_colour(sys.stdout)))
    if no_pager or not sys.stdout.isatty():
        sys.stdout.writelines(lines)
    else:
        click.echo_via_pager(lines)


def _lines(reading: Reading, *, values: bool, colour: bool) -> Iterator[str]:
    from servanda.faces.layout import parts_of
    from servanda.faces.terminal import paint, width, wrapped

    record = reading.record
    facts = (record.kind, wording.record_day(record), record.place, record.source, f"SHA-256 {record.origin.record[:12]}…")
    yield from wrapped([(_safe(wording.record_name(record)), "strong")], width(), colour=colour)
    yield from wrapped([(_safe(" · ".join(fact for fact in facts if fact)), "quiet")], width(), colour=colour)
    for part in parts_of(reading):
        yield ""
        yield from wrapped(_head(part.turn), width(), colour=colour)
        for paragraph in part.paragraphs:
            fragments = list(_fragments(reading, part, paragraph, values=values, colour=colour))
            yield from wrapped(fragments, width(), colour=colour, indent=INDENT)
    if reading.problems:
        yield ""
        yield paint("Problems", "strong", colour=colour)
    numbers = LineNumbers(record.text)
    for problem in reading.problems:
        line = f"line {numbers.at(problem.span.start)}: " if problem.span else ""
        yield from wrapped([(_safe(line + problem.message), "problem")], width(), colour=colour, indent=INDENT)


def _head(turn: Turn | None) -> list[Fragment]:
    if turn is None or turn.role == "publisher":
        return [("Publisher", "publisher")]
    fragments: list[Fragment] = [(_safe(wording.speaker_name(turn)), "speaker"), (f" · {wording.role(turn)}", "quiet")]
    fault = wording.anomaly(turn)
    return [*fragments, (f" · {fault}", "problem")] if fault else fragments


def _fragments(reading: Reading, part: Part, paragraph: Paragraph, *, values: bool, colour: bool) -> Iterator[Fragment]:
    publisher = part.turn is None or part.turn.role == "publisher"
    for piece in paragraph.pieces:
        words = _safe(reading.record.text[piece.start : piece.end])
        marks = [mark for mark in piece.marks if mark.kind in ("figure", "time")]
        style = marks[-1].kind if marks else _style(piece.marks, publisher=publisher)
        starts = [mark for mark in marks if mark.start == piece.start]
        ends = [mark for mark in marks if mark.end == piece.end]
        if not colour:
            words = "‹" * len(starts) + words
        yield words, style
        for mark in reversed(ends):
            meaning = _safe(_meaning(mark))
            value = f" = {meaning}" if values and meaning != reading.record.text[mark.start : mark.end] else ""
            yield (f"{value}›", style) if not colour else (value, "quiet")


def _style(marks: tuple[Mark, ...], *, publisher: bool) -> str:
    kinds = {mark.kind for mark in marks}
    for kind, style in (("insertion", "publisher"), ("label", "quiet"), ("problem", "problem"), ("question", "question")):
        if kind in kinds:
            return style
    return "publisher" if publisher else ""


def _meaning(mark: Mark) -> str:
    from servanda.model import Figure, Time

    if isinstance(mark.entry, Figure):
        return wording.figure_value(mark.entry)
    return wording.time_value(mark.entry) if isinstance(mark.entry, Time) else ""


def _safe(text: str) -> str:
    from servanda.faces.safety import visible

    return visible(text)
