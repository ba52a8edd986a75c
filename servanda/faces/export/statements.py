"""Statements of a record as tables: commitments, progress, instruments, positions, forecasts, topics.

What is below its kind's operating point is told from the rest: it waits for a person's eye.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from servanda.faces import wording
from servanda.faces.export import html
from servanda.faces.export.anchors import Anchors
from servanda.model import Commitment, Forecast, Instrument, Passage, Position, Progress, Reading, Topic
from servanda.standing import shown_first

Kind = TypeVar("Kind", bound=Passage)
Cells = Callable[[Kind], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Table(Generic[Kind]):
    name: str
    title: str
    kind: type[Kind]
    heads: tuple[str, ...]
    cells: Cells[Kind]


def statement_tables(reading: Reading, anchors: Anchors) -> Iterator[tuple[str, str, int, str]]:
    """Name of the place, title, number of entries and HTML of the table of each kind of statement."""
    yield _written(_COMMITMENTS, reading, anchors)
    yield _written(_PROGRESS, reading, anchors)
    yield _written(_POSITIONS, reading, anchors)
    yield _written(_INSTRUMENTS, reading, anchors)
    yield _written(_TOPICS, reading, anchors)
    yield _written(_FORECASTS, reading, anchors)


def _written(table: _Table[Kind], reading: Reading, anchors: Anchors) -> tuple[str, str, int, str]:
    entries = reading.of(table.kind)
    first = [entry for entry in entries if shown_first(entry.kind, entry.confidence)]
    waiting = [entry for entry in entries if not shown_first(entry.kind, entry.confidence)]
    groups = [(_row(entry, table, anchors) for entry in first), _waiting(waiting, table, anchors)]
    content = html.grouped(table.title, table.heads, groups, class_=f"statements {table.name}")
    return table.name, table.title, len(first), content


def _waiting(entries: Sequence[Kind], table: _Table[Kind], anchors: Anchors) -> Iterator[str]:
    """What waits for a person's eye, under a heading of its own."""
    if entries:
        count = "1 entry, less sure" if len(entries) == 1 else f"{len(entries)} entries, less sure"
        head = f"Unreviewed {html.element('span', count, class_='quiet')}"
        yield html.element("tr", html.element("th", head, colspan=str(len(table.heads)), scope="rowgroup"), class_="source")
    for entry in entries:
        yield _row(entry, table, anchors, class_="unreviewed")


def _row(entry: Kind, table: _Table[Kind], anchors: Anchors, class_: str | None = None) -> str:
    words = html.link(anchors.words(entry), html.line(wording.shortened(entry.span.text)), class_="value", dir="auto")
    first, *others = table.cells(entry)
    if anchors.ruled_at:
        name = f"Rule upon: {wording.shortened(entry.span.text, 60)}"
        first += " " + html.element("a", "right?", href=anchors.ruled_at(entry), class_="rule", aria_label=name)
    return html.row((words + first, *others), id=anchors.row(entry), class_=class_)


def _lines(parts: Iterable[str | None]) -> str:
    return "<br>".join(part for part in parts if part)


def _quiet(label: str, value: str | None) -> str:
    return html.element("span", f"{label} {html.line(wording.shortened(value))}", class_="quiet") if value else ""


def _who(name: str | None, entry: Passage) -> str:
    whose = html.name(name) if name else "unnamed speaker" if entry.voice == "speaker" else "publisher"
    sure = html.element("span", f"{entry.confidence:.2f}", class_="quiet", title="Confidence, from 0 to 1")
    return f"{whose} {sure}"


def _verdict(value: str | None) -> str:
    return html.element("span", html.line(value.replace("_", " ")), class_="verdict") if value else ""


def _commitment(one: Commitment) -> Sequence[str]:
    actor = one.actor if one.actor != one.holder else None
    due = one.deadline_end or one.deadline
    firmness = {"high": "firmly worded", "mid": "worded with some reserve", "low": "loosely worded"}.get(one.firmness or "")
    kept = one.success_test.kept if one.success_test else None
    return (
        _lines((_quiet("if", one.condition), _quiet("kept if:", kept))),
        _lines((_who(one.holder, one), _quiet("to act:", actor))),
        _lines((_verdict(one.force), _quiet("due", due), _quiet("", firmness))),
    )


def _progress(one: Progress) -> Sequence[str]:
    degree = f"{wording.number(one.degree)} %" if one.degree is not None else None
    modifier = (one.modifier or "exact").replace("_", " ")
    told = f"{modifier} {degree}" if degree and modifier != "exact" else degree
    return (
        _quiet("matter:", one.matter),
        _who(one.holder, one),
        _lines((_verdict(one.status), _quiet("", told), _quiet("for", one.period))),
    )


def _position(one: Position) -> Sequence[str]:
    conditions = (_quiet("–", span.text) for span in one.conditions)
    return _lines((_quiet("on:", one.matter), *conditions)), _who(one.holder, one), _verdict(one.stance)


def _instrument(one: Instrument) -> Sequence[str]:
    events = (
        " ".join(part for part in (event.event.replace("_", " "), event.date, event.place) if part) for event in one.events
    )
    return "", html.line(one.instrument_kind), _lines(html.line(event) for event in events)


def _topic(one: Topic) -> Sequence[str]:
    levels = " → ".join(level for level in (one.level_from, one.level_to) if level)
    raised = html.name(one.raised_by) if one.raised_by else html.element("span", "not said", class_="quiet")
    return _quiet("matter:", one.matter), raised, _lines((_verdict(one.outcome), html.line(levels)))


def _forecast(one: Forecast) -> Sequence[str]:
    return _quiet("if", one.condition), _who(one.holder, one), html.line(one.horizon or "")


_COMMITMENTS = _Table(
    "commitments", "Commitments", Commitment, ("What is promised", "By whom", "How, and by when"), _commitment
)
_PROGRESS = _Table("progress", "Progress", Progress, ("What is said to be done", "By whom", "Status"), _progress)
_POSITIONS = _Table("positions", "Positions", Position, ("What is held", "By whom", "Stance"), _position)
_INSTRUMENTS = _Table("instruments", "Instruments", Instrument, ("Name", "Kind", "What is said of its life"), _instrument)
_TOPICS = _Table("topics", "Topics", Topic, ("What was on the table", "Raised by", "Outcome"), _topic)
_FORECASTS = _Table("forecasts", "Forecasts", Forecast, ("What is said to be coming", "By whom", "When"), _forecast)
