"""`servanda show`: a record's text in the terminal, speakers named, quotations, figures and dates marked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from servanda.faces import wording
from servanda.faces.lines import LineNumbers
from servanda.faces.options import complete_record, ledger_option, private_option

if TYPE_CHECKING:
    from servanda.faces.layout import Mark, Paragraph, Part
    from servanda.faces.terminal import Fragment
    from servanda.model import Reading, Record, Turn

INDENT = "  "
_SIGNS = {"figure": ("‹", "›"), "time": ("‹", "›"), "quotation": ("⟦", "⟧")}
"""What parts a mark from the words around it where there are no colours."""
_STYLES = (
    ("insertion", "publisher"),
    ("label", "quiet"),
    ("problem", "problem"),
    ("question", "question"),
    ("cue", "cue"),
    ("mention", "cue"),
)
"""Styles by kind of mark; the first that a piece bears is its style."""


@click.command(name="show", short_help="Show a record's text with its marks.")
@click.argument("ref", metavar="RECORD", shell_complete=complete_record)
@ledger_option
@private_option
@click.option(
    "--values/--no-values",
    default=True,
    help="Print values behind figures and dates, sources behind quotations.  [default: values]",
)
@click.option("--no-pager", is_flag=True, help="Print at once, without a pager.")
def command(ref: str, ledger_url: str, private_to: str | None, values: bool, no_pager: bool) -> None:
    """Show a record's text: who speaks; figures and dates with their values, quotations with their sources behind them.

    RECORD is named by its path, its file name or the first digits of its SHA-256. Where the output is no terminal, marks are
    plain signs instead of colours.

    \b
    servanda show talks.txt
    servanda show 3f2a91 --no-values
    servanda show memo.txt --private
    """  # noqa: D301
    from servanda.faces.oneself import shelf
    from servanda.faces.terminal import wants_colour

    with shelf(ledger_url, private_to) as ledger:
        reading = ledger.ruled(ref)
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
        yield from wrapped(_head(part.turn, record), width(), colour=colour)
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


def _head(turn: Turn | None, record: Record) -> list[Fragment]:
    if turn is None or turn.role == "publisher":
        return [(wording.unspoken_name(record), "publisher")]
    fragments: list[Fragment] = [(_safe(wording.speaker_name(turn)), "speaker"), (f" · {wording.role(turn)}", "quiet")]
    fault = wording.anomaly(turn)
    return [*fragments, (f" · {fault}", "problem")] if fault else fragments


def _fragments(reading: Reading, part: Part, paragraph: Paragraph, *, values: bool, colour: bool) -> Iterator[Fragment]:
    publisher = part.turn is None or part.turn.role == "publisher"
    for piece in paragraph.pieces:
        words = _safe(reading.record.text[piece.start : piece.end])
        marks = [mark for mark in piece.marks if mark.kind in _SIGNS]
        style = _style(piece.marks, publisher=publisher)
        opened = "".join(_SIGNS[mark.kind][0] for mark in marks if mark.start == piece.start)
        yield (words if colour else opened + words), style
        for mark in reversed(marks):
            if mark.end == piece.end:
                behind = _behind(mark) if values else ""
                yield (behind, "quiet") if colour else (behind + _SIGNS[mark.kind][1], style)


def _behind(mark: Mark) -> str:
    """What is printed behind a mark's words; of a quotation in several pieces, behind the last."""
    from servanda.model import Figure, Quotation, Time  # dear to load, and help needs none of it

    entry = mark.entry
    if isinstance(entry, Quotation):
        return f" [{_safe(wording.quotation_source(entry))}]" if mark.end == entry.content[-1].end else ""
    if not isinstance(entry, Figure | Time):
        return ""
    meaning = wording.figure_value(entry) if isinstance(entry, Figure) else wording.time_value(entry)
    return f" = {_safe(meaning)}" if meaning != entry.span.text else ""


def _style(marks: tuple[Mark, ...], *, publisher: bool) -> str:
    from servanda.model import Quotation

    values = [mark.kind for mark in marks if mark.kind in ("figure", "time")]
    if values:
        return values[-1]
    kinds = {mark.kind for mark in marks}
    for kind, style in _STYLES:
        if kind in kinds:
            return style
    quoted = [mark.entry.type for mark in marks if mark.kind == "quotation" and isinstance(mark.entry, Quotation)]
    if quoted:
        return quoted[-1]
    return "publisher" if publisher else ""


def _safe(text: str) -> str:
    from servanda.faces.safety import visible

    return visible(text)
