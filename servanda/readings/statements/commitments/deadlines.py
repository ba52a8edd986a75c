"""By when: the time that bounds an action, and the days it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servanda.model import Span, Time
from servanda.model.days import interval
from servanda.readings.grammar import Sentence
from servanda.readings.statements.setting import Setting

_BOUND = re.compile(
    r"\b(by|before|until|till|no later than|not later than|within|prior to)\s+(?:the\s+|its\s+)?(?:end\s+of\s+)?$", re.I
)
_SINCE = re.compile(r"\b(?:since|of|from|dated|after|following)\s+(?:the\s+)?$", re.I)
_POSSESSED = re.compile(r"(?:['’]s|s['’])\s+$")
_FOLLOWING = re.compile(r"\bfollowing\b|\bas follows\b", re.I)
_LATER = re.compile(r"\W*(?:after|once|following|thereafter|then|subsequently|in addition)\b", re.I)
"""What begins a paragraph that is no item of the list before it."""
_ITEMS = 8
"""Paragraphs over which the deadline of a list's lead is carried."""
_NEAR = 24
"""Characters before a time in which a preposition says what it bounds."""
_AT_LARGE = re.compile(r"^(?:in |for |into )?(?:the )?future$", re.I)
"""Words of the future that set no bound."""
_REFERENCES = {"FUTURE_REF"}
_LENGTH = re.compile(r"P(\d+)([DWMY])$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that bounds an action."""

    value: str
    """TIMEX3."""
    span: Span
    start: str | None
    """First day, ISO."""
    end: str | None
    """Last day, ISO."""
    rule: str
    """`by` (not later than), `within` (a length counted from the reference date), `in` (at some time in it), `range`,
    `reference` (no calendar meaning), `list` (carried from the lead of a list)."""


def deadline(times: Sequence[Time], text: str, reference: str | None) -> Deadline | None:
    """The deadline that the times within an undertaking set; None where they set none.

    A time that a preposition marks as a bound goes before others; what lies before the reference date bounds nothing.
    """
    found = [made for time in times if (made := _made(time, text, reference)) is not None]
    if not found:
        return None
    return min(found, key=lambda made: (_RANK[made.rule], made.span.start))


_RANK = {"by": 0, "within": 1, "range": 2, "in": 3, "reference": 4, "list": 5}


def carried(setting: Setting, sentence: Sentence, start: int) -> Deadline | None:
    """The deadline that the lead of a list sets for its items: "will take the following steps by May:"; None without one."""
    text = setting.record.text
    colon = text.rfind(":", sentence.start, start)
    if colon > 0:
        found = _by(setting, sentence.start, colon)
        if found is not None:
            return found
    blocks = setting.record.blocks
    here = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if here < 0 or _LATER.match(text, blocks[here].start, blocks[here].end):
        return None
    for block in reversed(blocks[max(0, here - _ITEMS) : here]):
        if block.kind == "heading":
            return None
        if text[block.start : block.end].rstrip().endswith(":"):
            announces = _FOLLOWING.search(text, block.start, block.end) is not None
            return _by(setting, block.start, block.end) if announces else None
    return None


def _by(setting: Setting, start: int, end: int) -> Deadline | None:
    found = deadline(setting.times(start, end), setting.record.text, setting.record.reference_date)
    return replace(found, rule="list") if found is not None and found.rule == "by" else None


def _made(time: Time, text: str, reference: str | None) -> Deadline | None:
    before = text[max(0, time.span.start - _NEAR) : time.span.start]
    marked = _BOUND.search(before)
    if _SINCE.search(before) or time.type == "SET":
        return None
    if _POSSESSED.search(before) and time.span.text.isdecimal():
        return None  # "Ardania's 2025 host year"
    if time.value in _REFERENCES and _AT_LARGE.search(time.span.text):
        return None
    if time.value in _REFERENCES:
        return Deadline(time.value, time.span, None, None, "reference")
    if time.type == "DURATION":
        return _within(time, reference) if marked and marked.group(1).lower() == "within" else None
    value = time.end_value or time.value
    first, last = interval(time.value), interval(value)
    if first is None or last is None or (reference is not None and last[1] < reference):
        return None
    if time.end_value:
        return Deadline(value, time.span, first[0], last[1], "range")
    rule = "by" if marked or time.span.text.lower().startswith(("by ", "before ", "until ")) else "in"
    return Deadline(value, time.span, first[0], last[1], rule)


def _within(time: Time, reference: str | None) -> Deadline | None:
    length = _LENGTH.match(time.value)
    if length is None:
        return None
    due = _later(reference, int(length.group(1)), length.group(2)) if reference else None
    return Deadline(time.value, time.span, reference if due else None, due, "within")


def _later(reference: str, count: int, unit: str) -> str | None:
    """The day a number of days, weeks, months or years after another; None beyond the calendar."""
    try:
        day = date.fromisoformat(reference[:10])
        if unit in "DW":
            return (day + timedelta(days=count * (7 if unit == "W" else 1))).isoformat()
        months = day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()
    except (ValueError, OverflowError):
        return None
