"""When something was said: the record's date, the mention before, the tense of the verb nearby."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal

from servanda.readings.timex.lexicon import group
from servanda.readings.timex.values import days_in, first_day, make_day, year_of
from servanda.words import words

Tense = Literal["past", "present", "future"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")
_FUTURE = group("future")
_PRESENT = group("present")
_NO_PAST = group("no-past")
_STATE = group("state")
_NEAR = 12
"""Words either side of "today" in which an event is looked for."""
_NEARBY = 80
"""Characters within which a date shares the year of the date before it."""
_REACH = 160
"""Characters either side of an expression in which a verb is looked for."""
_QUARTER_REACH = 1200
"""Characters within which a comparison ("a year earlier") is with the quarter mentioned before."""
_TURN = 9
"""A tale that goes from one month to another so many months earlier in the calendar has turned the year."""


class Frame:
    """Where the reader stands in a record while its time expressions are resolved, in the order of the text."""

    def __init__(self, text: str, reference: date | None, *, narrative: bool) -> None:
        self.text = text
        self.reference = reference
        self.narrative = narrative
        self.last: str | None = None
        """Value of the latest mention of a day, month or year."""
        self.last_year: int | None = None
        self.last_place = 0
        self.dated_at = -1
        """Where a month or day was last given with its year."""
        self.quarter: tuple[str, int] | None = None
        """The quarter mentioned last, and where."""
        self.place = (0, 0)
        """Where the expression that is being resolved stands."""

    def note(self, value: str) -> None:
        """Remember a mention."""
        if first_day(value) or value.startswith("BC"):
            self.last = value
            self.last_year = year_of(value) or self.last_year
            self.last_place = self.place[0]

    def last_quarter(self) -> str | None:
        """The quarter mentioned last, where that is not long ago."""
        known = self.quarter
        return known[0] if known and self.place[0] - known[1] < _QUARTER_REACH else None

    def anchor(self) -> date | None:
        """The day that "later" and "that week" are counted from: the latest mention, else the record's date."""
        known = first_day(self.last) if self.last else None
        return known or self.reference

    def tense(self) -> Tense | None:
        """The tense of the nearest verb: before the expression within its clause, else after it, else in the clause above."""
        if self.text[max(0, self.place[0] - 12) : self.place[0]].lower().endswith(("soon as ", "early as ")):
            return "future"
        before = self.sentence_before()
        clause = before[: before.index("that")] if "that" in before else before  # "agreed that from September they will"
        return _tense_before(*clause) or _tense_after(self.sentence_after()) or _tense_before(*before)

    def same_sentence(self) -> bool:
        """Whether the latest mention stands in the same sentence, before the expression."""
        between = self.text[self.last_place : self.place[0]] if self.last else ""
        return 0 < len(between) < _REACH and not _STOP.search(between)

    def possessive(self) -> bool:
        """Whether the expression qualifies a noun: "today's talks"."""
        return self.text[self.place[1] : self.place[1] + 2] in ("'s", "’s")

    def happens(self) -> bool:
        """Whether the sentence tells of an event (past, perfect or future, or of the very day) and not of how things are."""
        following = self.sentence_after()
        if not words("time-occasion-words").isdisjoint(following[:_NEAR]):
            return True
        before = tuple(reversed(self.sentence_before()))
        return _tells(before[-_NEAR:]) or _tells(following[:_NEAR]) or not (_PRESENT & {*before, *following})

    def sentence_before(self) -> tuple[str, ...]:
        """The words of the sentence before the expression, nearest first."""
        start = self.place[0]
        piece = self.text[max(0, start - _REACH) : start]
        stops = [match.end() for match in _STOP.finditer(piece)]
        return tuple(word.lower() for word in reversed(_WORD.findall(piece[stops[-1] if stops else 0 :])))

    def sentence_after(self) -> tuple[str, ...]:
        """The words of the sentence after the expression."""
        end = self.place[1]
        piece = self.text[end : end + _REACH]
        stop = _STOP.search(piece)
        return tuple(word.lower() for word in _WORD.findall(piece[: stop.start() if stop else None]))

    def chosen(self, candidates: Callable[[int], str | None]) -> str | None:
        """The best of a date's occurrences, one a year: `candidates` gives the value in a year."""
        if self.narrative or not self.reference or self._year_said():
            return self._told(candidates)
        year = self.reference.year
        return self.nearest([value for value in map(candidates, range(year - 4, year + 5)) if value])

    def _year_said(self) -> bool:
        """Whether the same sentence has just named another day or month with its year ("on 6 May 2019 and again on 2 June")."""
        near = self.dated_at >= 0 and self.place[0] - self.dated_at < _NEARBY
        return near and self.last_place == self.dated_at and self.same_sentence()

    def _told(self, candidates: Callable[[int], str | None]) -> str | None:
        """In a narrative: in the year mentioned last, or in the next where the tale has passed the year's end."""
        if self.last_year is None:
            return None
        value = candidates(self.last_year)
        before = first_day(self.last or "")
        day = first_day(value or "")
        if before and day and before.year == day.year and before.month - day.month >= _TURN and len(self.last or "") > 4:
            return candidates(self.last_year + 1)
        return value

    def nearest(self, values: list[str]) -> str | None:
        """The occurrence nearest to the record's date; what contradicts the tense counts as farther away."""
        reference = self.reference
        if reference is None:
            return None
        dated = [(day, value) for value in values if (day := first_day(value))]
        if not dated:
            return None
        ahead = {"past": 5.0, "future": 0.3}.get(self.tense() or "", 1.4)

        def far(pair: tuple[date, str]) -> float:
            until = (pair[0] - reference).days
            return until * ahead if until > 0 else float(max(0, -until - days_in(pair[1]) + 1))

        return min(dated, key=far)[1]


def _tells(sentence: tuple[str, ...]) -> bool:
    """Whether an event's verb stands there; a participle after "is" tells how things are."""
    for i, word in enumerate(sentence):
        tense = _tense_of(word, sentence[i - 1] if i else "")
        if (
            tense in ("past", "future")
            and word not in ("can", "should", "may", "must")
            and not ({*sentence[max(0, i - 2) : i]} & _STATE)
        ):
            return True
    return False


def _tense_before(*nearest_first: str) -> Tense | None:
    for i, word in enumerate(nearest_first):
        before = nearest_first[i + 1] if i + 1 < len(nearest_first) else ""
        if tense := _tense_of(word, before):
            return tense
    return None


def _tense_after(following: tuple[str, ...]) -> Tense | None:
    for i, word in enumerate(following):
        if tense := _tense_of(word, following[i - 1] if i else ""):
            return tense
    return None


def _tense_of(word: str, before: str) -> Tense | None:
    if word in _FUTURE or word.endswith(("'ll", "’ll")):
        return "future"
    if word in past_verbs() or (word.endswith("ed") and word not in _NO_PAST):
        return "future" if before in ("be", "to") else "past"
    if word in _PRESENT:
        return "present"
    return None


@cache
def past_verbs() -> frozenset[str]:
    """Irregular forms that mark the past."""
    return words("time-past-verbs")


def make_month_day(month: int, day: int | None) -> Callable[[int], str | None]:
    """The value of a day or month in a given year."""
    if day is None:
        return lambda year: f"{year:04}-{month:02}"
    return lambda year: make_day(year, month, day)
