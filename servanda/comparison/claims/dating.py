"""For which time a claim holds: what its entry says, else what is plain from its sentence or from the talk right before it.

Two figures are compared as of the same period only where both have one, so what is inferred here is inferred narrowly, and
told apart from what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypedDict

from servanda.model import Figure, NearTime, PeriodSource, Reading, Span, Time, Turn
from servanda.readings.layers import sentences
from servanda.words import rows

BESIDE = 400
"""Characters before and behind a claim that are looked at in its sentence: a table printed as one sentence costs no more."""
REACH = 800
"""Characters of one speaker's talk for which a period once named goes on to hold."""

_YEARLIKE = re.compile(r"\d{4}(?:-(?:Q[1-4]|H[12]))?\Z")
"""Values of times that statistics are made for, and that a talk goes on about: a year, half or quarter."""
_SIGNS = re.compile(r"[:;–—]")
_CALENDAR = re.compile(r"\d{4}")
_RECENT = 2
"""Years that a talk goes on about without naming them again: last year, and the one before."""
_DEICTIC = re.compile(r"\b(?:last|this|past|previous|current)\b|\A\d{4}\Z", re.IGNORECASE)
_INTO = re.compile(r"\b(?:in|during|for|over|throughout|of|by)(?: the(?: whole| end)?(?: of)?)?\s*\Z", re.IGNORECASE)
_DATED_KINDS = ("figure", "progress")


class Dating(TypedDict, total=False):
    """What is told of a claim's time: fields of `Claim`."""

    period: str
    period_from: PeriodSource
    times: tuple[NearTime, ...]


class Dates:
    """The times of a reading, as its claims need them."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.record.text
        day = reading.record.reference_date
        self._year = int(day[:4]) if day and day[:4].isdigit() else None
        self._sentences = reading.layer(sentences)
        self._starts = [start for start, _ in self._sentences]
        self._times = sorted(reading.of(Time), key=lambda time: time.span.start)
        self._time_starts = [time.span.start for time in self._times]
        self._figures = sorted(reading.of(Figure), key=lambda figure: figure.span.start)
        self._figure_starts = [figure.span.start for figure in self._figures]
        self._turns = sorted((turn.span.start, turn.span.end) for turn in reading.of(Turn))

    def of(self, kind: str, span: Span, values: Mapping[str, Any]) -> Dating:
        """What is known of the time of a claim that stands on `span`."""
        start, end = self._sentence(span)
        told: Dating = {}
        times = tuple(self._near(max(start, span.start - BESIDE), min(end, span.end + BESIDE), span))
        if times:
            told["times"] = times
        if kind in _DATED_KINDS:
            found = self._period(kind, span, values, start)
            if found:
                told["period"], told["period_from"] = found
        return told

    def _sentence(self, span: Span) -> tuple[int, int]:
        place = bisect_right(self._starts, span.start) - 1
        return self._sentences[place] if place >= 0 else (span.start, span.end)

    def _near(self, start: int, end: int, span: Span) -> list[NearTime]:
        """The times of the sentence, of a very long one those beside the claim."""
        left, right = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        return [
            NearTime(
                type=time.type, value=time.value, end_value=time.end_value, text=time.span.text, at=time.span.start - span.start
            )
            for time in self._times[left:right]
        ]

    def _period(self, kind: str, span: Span, values: Mapping[str, Any], sentence: int) -> tuple[str, PeriodSource] | None:
        if values.get("period"):
            return str(values["period"]), "said"
        if kind == "figure" and not _is_dated_measure(values):
            return None
        carried = self._carried(span, values.get("measure"), sentence)
        if carried:
            return carried, "sentence"
        if self._names_year(span):
            return None
        border = max(self._turn_start(span), sentence - REACH)
        before = self._of_same_measure(values.get("measure"), border, sentence)
        if before is None and not self._is_of_now(span, sentence):
            before = self._gone_on_about(border, span)
        return (before, "before") if before else None

    def _carried(self, span: Span, measure: str | None, sentence: int) -> str | None:
        """That of the figure before in the sentence, where both measure the same: "grew in 2021 by 5 percent, to 3 billion"."""
        for figure in reversed(self._figures_between(max(sentence, span.start - BESIDE), span.start)):
            if figure.period and (figure.measure == measure or measure is None):
                return figure.period
            if figure.measure != measure:
                return None
        return None

    def _figures_between(self, start: int, end: int) -> Sequence[Figure]:
        return self._figures[bisect_left(self._figure_starts, start) : bisect_left(self._figure_starts, end)]

    def _is_of_now(self, span: Span, sentence: int) -> bool:
        """Whether the words by the figure say how things stand on the day of speaking, or are to stand: "has now reached"."""
        clause = _SIGNS.split(self._text[max(sentence, span.start - 60) : span.end])[-1]
        head = f" {' '.join(clause.lower().split())} "
        return any(f" {phrase} " in head for phrase in _standing())

    def _names_year(self, span: Span) -> bool:
        """Whether the sentence names a calendar time of its own, which would have to be the figure's."""
        start, end = self._sentence(span)
        left = bisect_left(self._time_starts, max(start, span.start - BESIDE))
        right = bisect_left(self._time_starts, min(end, span.end + BESIDE))
        return any(_CALENDAR.match(time.value) for time in self._times[left:right])

    def _of_same_measure(self, measure: str | None, border: int, sentence: int) -> str | None:
        """That of the last figure before the sentence, where it measures the same: "trade grew … in 2021. By ours it was …"."""
        figures = self._figures_between(border, sentence)
        if not figures or not measure or figures[-1].measure != measure:
            return None
        period = figures[-1].period
        return period if period and _is_yearlike(period) else None

    def _gone_on_about(self, border: int, span: Span) -> str | None:
        """The period that the same speaker named last, where nothing has changed it since."""
        left, right = bisect_left(self._time_starts, border), bisect_left(self._time_starts, span.start)
        for time in reversed(self._times[left:right]):
            if not _CALENDAR.match(time.value):
                continue  # "today", "for three years" change no period
            return time.value if self._is_period(time) else None
        return None

    def _turn_start(self, span: Span) -> int:
        place = bisect_right(self._turns, (span.start, span.end)) - 1
        return self._turns[place][0] if place >= 0 else 0

    def _is_period(self, time: Time) -> bool:
        """Whether statistics are made for such a time, and it stands as one: "last year", "in 2021", not "the 2021 treaty"."""
        if time.type != "DATE" or time.end_value or not _is_yearlike(time.value) or self._year is None:
            return False
        if not self._year - _RECENT <= int(time.value[:4]) <= self._year:
            return False
        if _DEICTIC.search(time.span.text) and not time.span.text.isdigit():
            return True
        return bool(_INTO.search(self._text[max(0, time.span.start - 24) : time.span.start]))


def _is_yearlike(value: str) -> bool:
    return bool(_YEARLIKE.match(value))


def _is_dated_measure(values: Mapping[str, Any]) -> bool:
    """Whether a figure is of a kind that is told by the period: money, a share, a growth; a number of persons is not."""
    unit = values.get("unit")
    if values.get("change") or unit == "%" or (unit and len(unit) == 3 and unit.isupper()):
        return True
    largest = values.get("value") or values.get("high") or values.get("low")
    return unit is None and largest is not None and float(largest) >= 1e6


@cache
def _standing() -> frozenset[str]:
    return frozenset(word for word, part in rows("comparing-figures") if part in ("standing", "ahead"))
