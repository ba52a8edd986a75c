"""The period a figure is for, where its sentence or the words that lead up to its list say so.

"In 2021 trade grew by 6 percent", "from January to August", "over the past three years".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from servanda.model import Figure, Record, Span, Time
from servanda.readings.layers import Stretch
from servanda.readings.quantities.roles import context

FARTHEST = 70
"""Characters between a figure and the time behind it that is still its own."""
CLOSE = 45
"""Characters between a figure and a time before it, or the end of its own phrase."""
REACH = 200
"""Characters before a figure in which the time of its clause may stand."""
LEAD = 60
"""Characters before a time that are looked at."""

_CALENDAR = re.compile(r"\d{3,4}(?:-|$)")
_YEAR = re.compile(r"\d{4}")
_LENGTH = re.compile(r"P\d")
_SIGN = re.compile(r"[,;:—(]")
_SIGNS = re.compile(r"[,;:—(.!?\n]|\b(?:and|but|that|while|whereas)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NEXT = re.compile(r"\s*(['’]s?\b|[\w-]+)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that can be a figure's period."""

    span: Span
    period: str
    leads: bool
    """Whether it opens its clause: "In 2021, trade …"."""


class Times:
    """The times of a record that say for when something holds."""

    def __init__(self, record: Record, times: Sequence[Time]) -> None:
        self._text = record.text
        ordered = sorted(times, key=lambda time: time.span.start)
        self._all = list(_joined(self._text, [dated for time in ordered if (dated := _dated(self._text, time)) is not None]))
        self._starts = [dated.span.start for dated in self._all]

    def within(self, start: int, end: int) -> list[Dated]:
        """Those of [start, end)."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of(self, sentence: Stretch, group: Sequence[Figure], at: int) -> Dated | None:
        """The period of one of a sentence's figures: the time right behind it, else the one before it."""
        span = group[at].span
        candidates = self.within(max(sentence[0], span.start - REACH), min(sentence[1], span.end + FARTHEST))
        if not candidates or self._is_known(group[at]):
            return None
        until = group[at + 1].span.start if at + 1 < len(group) else sentence[1]
        found, there = self._behind(group[at], candidates, until)
        return found if there else self._before(group[at], group[at - 1] if at else None, candidates)

    def carried(self, earlier: Figure, dated: Dated, figure: Figure) -> bool:
        """Whether a figure is for the period of the one before it: what is said again, or of the same subject without a break.

        "grew by a third in 2021, *or 34.4 percent, and amounted to $38 billion*".
        """
        start = max(earlier.span.end, dated.span.end)
        if start > figure.span.start or self.within(earlier.span.end, figure.span.end) not in ([], [dated]):
            return False
        between = self._text[start : figure.span.start]
        words = between.lower().replace(",", " , ").split()
        while words[:1] == [","]:
            del words[0]
        if words == ["or"]:
            return True
        goes_on = words[:1] == ["and"] and len(words) > 1 and words[1 + words[1].endswith("ly") :][:1] != []
        if not goes_on or len(between) > CLOSE or _SIGN.search(between.lstrip(", ")):
            return False
        verb, *rest = words[1 + words[1].endswith("ly") :]
        return verb in context("level") and context("apart").isdisjoint(rest)

    def _is_known(self, figure: Figure) -> bool:
        """Whether a figure counts what is known already, as a name does: "the three countries"; nor is "one" dated."""
        if figure.rule != "figures.count":
            return False
        before = self._text[max(0, figure.span.start - 16) : figure.span.start].lower().split()
        return figure.value == 1 or "-" in figure.span.text or bool(before and before[-1] in context("determiner"))

    def _behind(self, figure: Figure, candidates: list[Dated], until: int) -> tuple[Dated | None, bool]:
        """The time right behind a figure, if it is the figure's; and whether there is one, so that none before counts."""
        behind = [dated for dated in candidates if figure.span.end <= dated.span.start < until]
        if not behind or behind[0].leads:
            return None, False
        between = self._text[figure.span.end : behind[0].span.start]
        words = between.lower().split()
        listed = words[:1] == ["of"] and len(between) <= CLOSE  # "30 percent of land and sea by 2030"
        parted = context("apart") - ({"and", "or"} if listed else set())
        return (behind[0] if not _SIGN.search(between) and parted.isdisjoint(words) else None), True

    def _before(self, figure: Figure, earlier: Figure | None, candidates: list[Dated]) -> Dated | None:
        """The last time before a figure, if it leads the clause, or stands close with no other figure between."""
        before = [dated for dated in candidates if dated.span.end <= figure.span.start]
        if not before:
            return None
        dated = before[-1]
        between = self._text[dated.span.end : figure.span.start]
        words = between.lower().split()
        if dated.leads:
            return None if ";" in between or not context("contrast").isdisjoint(words) else dated
        alone = earlier is None or earlier.span.start < dated.span.end
        close = len(between) <= CLOSE and not _SIGN.search(between) and "to" not in words
        return dated if alone and close and context("apart").isdisjoint(words) else None


def _joined(text: str, found: list[Dated]) -> Iterator[Dated]:
    """The times, those put as the two ends of one interval as one: "between 14 February 2023 and 30 June 2023"."""
    skip = False
    for first, last in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        skip = last is not None and first.period < last.period and _is_interval(text, first, last)
        yield replace(first, period=f"{first.period}/{last.period}") if skip else first


def _is_interval(text: str, first: Dated, last: Dated) -> bool:
    between = text[first.span.end : last.span.start].strip()
    before = text[max(0, first.span.start - 16) : first.span.start].lower().split()
    return between == "and" and "between" in before and "/" not in first.period + last.period


def _dated(text: str, time: Time) -> Dated | None:
    """A time as a period; None where it says of something else when it was, or is only compared with."""
    before, leads = _before_time(text, time.span.start)
    if _is_compared(before) or _modifies(text, time.span.end, before[-1]) or _of_a_thing(before):
        return None
    period = _period(time, before[-1])
    return Dated(time.span, period, leads) if period else None


def _before_time(text: str, start: int) -> tuple[list[str], bool]:
    """The last two words of the clause before a time ("" where there are fewer), and whether only lead-in words stand there."""
    head = text[max(0, start - LEAD) : start]
    *_, clause = _SIGNS.split(head)
    words = [word.lower() for word in _WORD.findall(clause)]
    whole = len(clause) < len(head) or start <= LEAD
    leads = whole and len(words) <= 4 and all(word in context("lead-in") for word in words)
    return ["", "", *words][-2:], leads


def _is_compared(before: list[str]) -> bool:
    return not context("comparing").isdisjoint(before)


def _modifies(text: str, end: int, previous: str) -> bool:
    """Whether a time stands before a noun as its attribute or with a possessive: "the 2018 treaty", "last year's level"."""
    following = _NEXT.match(text, end)
    word = (following.group(1) or "") if following else ""
    if word.startswith(("'", "’")):
        return True
    named = previous in context("determiner") or previous.endswith(("'s", "’s"))
    return named and word[:1].isalpha() and word not in context("after-time")


def _of_a_thing(before: list[str]) -> bool:
    """Whether a time tells when a thing was made that the sentence names: "the treaty signed in 1999", "the Pact of 2003"."""
    if before[-1] == "of" and before[-2] not in context("part-of-time"):
        return True
    return before[-1] in context("made") or (before[-2] in context("made") and before[-1] in ("in", "on", "at"))


def _period(time: Time, previous: str) -> str | None:
    """TIMEX3 interval: a date, `FIRST/LAST`, `FIRST/..` ("since"), `../LAST` ("until"); a length of time where it is past."""
    if time.type == "DURATION":
        words = time.span.text.lower().split()
        return time.value if not context("span").isdisjoint(words) and _LENGTH.match(time.value) else None
    if time.type != "DATE" or not _CALENDAR.match(time.value):
        return None
    if time.end_value:
        return f"{time.value}/{time.end_value}"
    if previous in context("opening"):
        return f"{time.value}/.." if _YEAR.match(time.value) else None
    return f"../{time.value}" if previous in context("closing") else time.value


class Leads:
    """The time in the words that lead up to a list, where there is only one: "In January–August:"."""

    def __init__(self, record: Record, times: Times) -> None:
        self._text = record.text
        self._blocks = record.blocks
        self._starts = [block.start for block in record.blocks]
        self._times = times
        self._known: dict[int, Dated | None] = {}

    def of(self, figure: Figure) -> Dated | None:
        """The period of the list in which a figure stands."""
        index = bisect_right(self._starts, figure.span.start) - 1
        if index < 0 or self._blocks[index].kind != "item":
            return None
        lead = index
        while lead > 0 and self._blocks[lead].kind == "item":
            if lead in self._known:
                break
            lead -= 1
        found = self._known[lead] if lead in self._known else self._of_lead(lead)
        self._known[index] = found
        return found

    def _of_lead(self, lead: int) -> Dated | None:
        block = self._blocks[lead]
        if block.kind == "item" or not self._text[block.start : block.end].rstrip().endswith(":"):
            return None
        dated = self._times.within(block.start, block.end)
        return dated[0] if len(dated) == 1 else None
