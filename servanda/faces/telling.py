"""One record told in lines: in full for people, or on one line for logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.faces import wording
from servanda.faces.safety import one_line
from servanda.faces.terminal import Fragment, Line

if TYPE_CHECKING:
    from servanda.faces.summary import Summary
    from servanda.model import Reading
    from servanda.work import Outcome

PROBLEMS_SHOWN = 3
SPEAKERS_SHOWN = 6
UNCHANGED = "already in the ledger, nothing changed"
ALREADY = "already in the ledger, and not read again (--again reads it afresh)"
DOT: Fragment = (" · ", "quiet")


def line(*fragments: Fragment, indent: str = "") -> Line:
    """A line of fragments, safe to print."""
    return [(_safe(text), style) for text, style in fragments], indent


def full(outcome: Outcome, reading: Reading, summary: Summary) -> Iterator[Line]:
    """Title, facts, counts, speakers, the first problems."""
    yield line((summary.name, "strong"), indent=" ")
    facts = " · ".join(fact for fact in (summary.facts, outcome.source) if fact and fact != summary.name)
    if facts:
        yield line((facts, "quiet"), indent="   ")
    yield line(*_counts(summary), indent="   ")
    if summary.speakers:
        yield line(*_speakers(summary), indent="   ")
    yield from _problems(reading)
    if outcome.appended and not outcome.appended.new:
        yield line((UNCHANGED, "quiet"), indent="   ")
    yield line()


def plain(outcome: Outcome, summary: Summary) -> Line:
    """`path: counts; speakers`."""
    counts = ", ".join(wording.counted(count, noun) for count, noun in summary.counts)
    speakers = ", ".join(f"{name} {turns}" for name, turns in summary.speakers[:SPEAKERS_SHOWN])
    unchanged = f" ({UNCHANGED})" if outcome.appended and not outcome.appended.new else ""
    return line((f"{outcome.source}: {counts}{f'; {speakers}' if speakers else ''}{unchanged}", ""))


def already(outcome: Outcome) -> Line:
    """`path: already in the ledger`."""
    return line((f"{outcome.source}: {ALREADY}", ""))


def _counts(summary: Summary) -> Iterator[Fragment]:
    for place, (count, noun) in enumerate(summary.counts):
        if place:
            yield DOT
        yield _held_together(wording.counted(count, noun)), "quiet" if not count else "problem" if noun == "problem" else ""
    if summary.anomalies:
        yield DOT
        yield _held_together(wording.counted(summary.anomalies, "doubtful label")), "problem"


def _speakers(summary: Summary) -> Iterator[Fragment]:
    for place, (name, turns) in enumerate(summary.speakers[:SPEAKERS_SHOWN]):
        if place:
            yield DOT
        yield _held_together(f"{name} "), "speaker"
        yield str(turns), "quiet"
    more = len(summary.speakers) - SPEAKERS_SHOWN
    if more > 0:
        yield f" · and {more} more", "quiet"


def _problems(reading: Reading) -> Iterator[Line]:
    for problem in reading.problems[:PROBLEMS_SHOWN]:
        place = f"line {reading.record.line(problem.span.start)}: " if problem.span else ""
        yield line((f"! {place}{problem.message}", "problem"), indent="   ")
    more = len(reading.problems) - PROBLEMS_SHOWN
    if more > 0:
        yield line((f"! and {wording.counted(more, 'more problem')}: `servanda check` lists all", "problem"), indent="   ")


def _held_together(words: str) -> str:
    """With spaces at which a line is not broken."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _safe(text: str) -> str:
    """One line; the spaces at a fragment's ends part it from its neighbours."""
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{before}{one_line(text)}{after}"
