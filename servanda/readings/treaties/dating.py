"""When and where an event happened: the date and the place that stand beside the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model import Time
from servanda.readings.treaties.events import Told
from servanda.readings.treaties.lexicon import dated_words, group, verbs
from servanda.readings.treaties.names import Name
from servanda.readings.treaties.row import Row

_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?$")
_FAR = 10
"""Words between an event and a date, beyond which the date is somebody else's."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and a place beside an event."""

    time: Time | None = None
    place: tuple[int, int] | None = None
    """Words of the place."""
    sure: bool = True
    """Whether the date stands right beside the event."""


def dated(row: Row, told: Told, times: Sequence[Time], names: list[Name], taken: set[Time]) -> Dated:
    """The date and place of an event, from the times of its sentence that stand in no name.

    `taken` holds the dates that stand behind earlier events of the sentence; they are no other event's.
    """
    free = [time for time in times if usable(time) and not _in_name(row, time, names)]
    end = max([told.after, *(name.closed for name in told.names)])
    place = place_at(row, end)
    after = _after(row, told, end, free, names)
    if after is not None:
        taken.add(after)
        behind = row.place(after.span.end - 1) + 1
        return Dated(after, place or place_at(row, behind) or _place_before(row, end, after))
    before, sure = _before(row, told, [time for time in free if time not in taken])
    return Dated(before, place, sure)


def usable(time: Time) -> bool:
    """Whether a time is a day, month or year of the calendar."""
    named = time.span.text.lower() not in ("the year", "the day", "the month")
    return named and time.type == "DATE" and time.end_value is None and bool(_CALENDAR.match(time.value))


def _in_name(row: Row, time: Time, names: list[Name]) -> bool:
    first, last = row.place(time.span.start), row.place(time.span.end - 1)
    return any(name.first <= first and last < name.after for name in names)


def _after(row: Row, told: Told, end: int, times: Sequence[Time], names: list[Name]) -> Time | None:
    """The first date behind, where nothing between belongs to something else."""
    for time in times:
        at = row.place(time.span.start)
        if at < told.verb:
            continue
        if at < end:
            return time if told.way != "object" or at > told.verb else None
        if at - end > _FAR or not _way_open(row, end, at, names):
            return None
        return time
    return None


def _way_open(row: Row, first: int, after: int, names: list[Name]) -> bool:
    if any(first <= name.first < after for name in names):
        return False
    return not any(_shuts(row, k, after) for k in range(first, after))


_NOT_IN_THE_WAY = frozenset(("both", "only", "now", "soon"))


def _shuts(row: Row, k: int, after: int) -> bool:
    """Whether a word between an event and a date tells that the date is not the event's."""
    low = row.low(k)
    if low in group("refused-before"):
        return low != "by" or k >= after - 2  # "by 2030" is no day of an event, "by Ardania on 3 May" is one
    if low in (";", ":", "and") or (low in group("stops") and low not in _NOT_IN_THE_WAY):
        return True
    return low in verbs() and verbs()[low].use == "done"


def _before(row: Row, told: Told, times: Sequence[Time]) -> tuple[Time | None, bool]:
    """The nearest date before in the same clause ("On 6 October we signed", "in 1997, when it was signed"), or the first."""
    begin = min([told.first, *(name.first for name in told.names)]) if told.way == "subject" else told.first
    if told.way == "noun" and not _takes_place(row, told):
        return _right_before(row, told, times), True
    for time in reversed(times):
        first, last = row.place(time.span.start), row.place(time.span.end - 1) + 1
        if last > begin:
            continue
        if row.low(first - 1) in group("refused-before") or (
            row.low(first - 1) == "since" and told.event != "entered_into_force"
        ):
            return None, True
        if begin - last <= _FAR and _same_clause(row, last, begin):
            return time, True
        return (
            (time, False)
            if first <= 1 and told.way in ("it", "the", "subject") and _only_of_it(row, last, begin)
            else (None, True)
        )
    return None, True


def _takes_place(row: Row, told: Told) -> bool:
    """Whether the noun is what happened: "today there was an exchange", "the signing took place"."""
    if row.low(told.first) == "there" or row.low(told.first - 1) == "witnessed":
        return True
    return row.low(told.after) in ("took", "was", "were") and row.low(told.after + 1) in ("place", "held")


def _right_before(row: Row, told: Told, times: Sequence[Time]) -> Time | None:
    """As in "today's signing of the treaty"."""
    for time in times:
        if row.place(time.span.end - 1) + 1 in (told.first, told.verb, told.first - 1) and row.low(told.first - 1) in (
            "'s",
            "’s",
            "",
        ):
            return time
    return None


_FINITE = frozenset(["was", "were", "is", "are", "has", "have", "had", "will", "would", "said", "says", "stated", "noted"])


def _same_clause(row: Row, first: int, after: int) -> bool:
    """Whether no other verb stands between a date and an event behind it."""
    for k in range(first, after):
        low = row.low(k)
        if low in _FINITE or low in (";", ":", "which", "who", "whose") or (low in verbs() and verbs()[low].use == "done"):
            return False
        if low == "that" and k > first:
            return False
    return True


def _only_of_it(row: Row, first: int, after: int) -> bool:
    """Whether a sentence that opens with its date joins the event to what it tells first, by "and"."""
    return any(row.low(k) == "and" for k in range(max(first, after - 6), after))


def place_at(row: Row, i: int) -> tuple[int, int] | None:
    """The words of a place that stands at i: "in Minsk", "at the city of Varna"."""
    k = i + 1 if row.low(i) == "," else i
    if row.low(k) not in ("in", "at"):
        return None
    k += 1
    if row.low(k) in ("the", "this") and row.low(k + 1) in ("city", "town", "capital"):
        k += 3 if row.low(k + 2) == "of" else 2
    elif row.low(k) == "the" and row.capital(k + 1):
        k += 1
    first = k
    while row.capital(k) and row.low(k) not in dated_words() and row.low(k) not in group("determiners"):
        k += 1
    if k == first:
        return None
    return (first - 1, k) if row.printed(first - 1) == "The" else (first, k)


def _place_before(row: Row, end: int, time: Time) -> tuple[int, int] | None:
    for k in range(end, row.place(time.span.start)):
        found = place_at(row, k)
        if found:
            return found
    return None
