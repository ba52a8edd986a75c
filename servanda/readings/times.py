"""Times: TIMEX3 expressions with their values, resolved against the record's own date.

Two passes over a record: the grammar (`servanda.readings.timex`) finds expressions stretch by stretch, then each is resolved in
the order of the text, since what "that year" or a bare "May 3" means may hang on what was mentioned before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.model import Reading, Record, Time
from servanda.readings.layers import file_head, paragraphs
from servanda.readings.timex.elsewhere import find_in, languages
from servanda.readings.timex.expressions import find
from servanda.readings.timex.frame import Frame
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.meanings import Meaning, MonthDay
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.values import Value, year_of
from servanda.words import table

_STRETCH = 20_000
"""Longer paragraphs are read in stretches of about this many characters, so that no long record fills the memory."""


_UNMEASURED = "0.80"
"""Confidence of a rule that the development texts never called for."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """Where annotation schemes differ. The defaults are the project's own definitions."""

    bare_now: bool = False
    """Mark a bare "now" as `PRESENT_REF`, as TimeBank and WikiWars do."""
    split_ranges: bool = False
    """Mark the two ends of a range as two expressions, as TimeBank and WikiWars do."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    meaning: Meaning
    rule: str


def find_times(reading: Reading, conventions: Conventions = Conventions()) -> Reading:
    """Add the record's times."""
    record = reading.record
    found = [item for start, end in _stretches(record, reading) for item in _scan(record, start, end, conventions)]
    return reading.having(_resolved(record, found))


def _stretches(record: Record, reading: Reading) -> Iterator[tuple[int, int]]:
    head = reading.layer(file_head)
    for start, end in reading.layer(paragraphs):
        if end <= head:
            continue  # what a file says of itself is told of the record
        begin = start
        while end - begin > _STRETCH:
            cut = max(record.text.rfind(mark, begin, begin + _STRETCH) for mark in (". ", "\n", " "))
            cut = cut + 1 if cut > begin else begin + _STRETCH
            yield begin, cut
            begin = cut
        yield begin, end


def _scan(record: Record, start: int, end: int, conventions: Conventions) -> Iterator[_Found]:
    tokens = Tokens(record.text, start, end)
    language = record.language or "en"
    for hit in find_in(tokens, language) if language in languages() else find(tokens):
        if hit.rule == "times.now" and not conventions.bare_now:
            continue
        listed = hit.rule == "times.day-list"
        members = hit.parts if hit.parts and (listed or conventions.split_ranges) else (hit,)
        for member in members:
            yield _placed(tokens, member)


def _placed(tokens: Tokens, hit: Hit) -> _Found:
    return _Found(tokens.starts[hit.start], tokens.ends[hit.end - 1], hit.meaning, hit.rule)


def _resolved(record: Record, found: list[_Found]) -> Iterator[Time]:
    reference = date.fromisoformat(record.reference_date) if record.reference_date else None
    frame = Frame(record.text, reference, narrative=_is_narrative(found, reference))
    for item in found:
        frame.place = (item.start, item.end)
        value = item.meaning.resolve(frame)
        if value is None:
            continue
        _note(frame, item, value)
        yield _time(record, item, value)


_NOT_FOLLOWED = (
    "times.ago",
    "times.earlier",
    "times.reference",
    "times.today",
    "times.now",
    "times.day-word",
    "times.past-length",
)


def _note(frame: Frame, item: _Found, value: Value) -> None:
    """Let the frame remember what later expressions may be counted from."""
    if "-Q" in value.value and value.type == "DATE" and item.rule != "times.earlier":
        if item.rule == "times.quarter":
            frame.quarter = (value.value, item.start)
        return
    if value.type in ("DATE", "TIME") and not (
        item.rule in _NOT_FOLLOWED and (frame.narrative or item.rule in ("times.ago", "times.earlier"))
    ):
        frame.note(value.end or value.value)
        if item.rule in ("times.month-day-year", "times.month-year", "times.day-list", "times.iso", "times.numeric"):
            frame.dated_at = item.start


def _time(record: Record, item: _Found, value: Value) -> Time:
    return Time(
        origin=record.origin,
        span=record.cut(item.start, item.end),
        type=value.type,
        value=value.value,
        end_value=value.end,
        rule=item.rule,
        confidence=float(table("time-confidence").get(item.rule, _UNMEASURED)),
    )


def _is_narrative(found: list[_Found], reference: date | None) -> bool:
    """Whether a record tells of years other than its own date's: then a bare month belongs to the year last mentioned."""
    if reference is None:
        return True
    there = elsewhere = 0
    for item in found:
        if isinstance(item.meaning, MonthDay) and item.meaning.year is not None:
            year = year_of(getattr(item.meaning.year, "value", "") or "")
            if year is not None:
                elsewhere += year != reference.year
                there += year == reference.year
        elif item.rule in ("times.today", "times.weekday", "times.stepped-unit", "times.day-word"):
            there += 1
    return elsewhere >= 5 and elsewhere > 2 * there
