"""From TIMEX3 values to half-open intervals, as the Recognizers' and duckling's test sets mean them.

What a value leaves out (before, after, early, the end of) is read from the words around the expression: those programmes
make it part of the interval, TIMEX3 of a modifier that the project does not keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from servanda.readings.timex.amounts import length
from servanda.readings.timex.tokens import Tokens

Bound = datetime | None
Interval = tuple[Bound, Bound]

_PART = {"MO": (8, 12), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18), "MI": (12, 13)}
_BEFORE = re.compile(
    r"\b(?:before|until|till|prior to|no later than|earlier than|sooner than|by|as late as)\s+"
    r"(?:the\s+|around\s+|about\s+)?(?:end of\s+)?$",
    re.I,
)
_AFTER = re.compile(r"\b(?:after|later than|following|past)\s+(?:the\s+)?$", re.I)
_SINCE = re.compile(
    r"\b(?:since|starting(?: on| from)?|beginning(?: on| from)?|as early as|not earlier than|no earlier than)\s+(?:the\s+)?$",
    re.I,
)
_FIRST_HALF = re.compile(r"\b(?:early(?: in)?|(?:beginning|start) of|first half of)\b", re.I)
_SECOND_HALF = re.compile(r"\b(?:late(?: in)?|end of|second half of|latter half of)\b", re.I)
_MIDDLE = re.compile(r"\b(?:mid|middle of)\b", re.I)
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:(\d+)Q)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$")


def months_on(day: datetime, count: int) -> datetime:
    index = day.year * 12 + day.month - 1 + count
    for back in range(4):
        try:
            return day.replace(year=index // 12, month=index % 12 + 1, day=day.day - back)
        except ValueError:
            continue
    return day


def added(start: datetime, value: str, sign: int) -> datetime | None:
    """A moment some length away."""
    match = _LENGTH.match(value)
    if not match:
        return None
    y, mo, w, d, q, h, mi, s = (int(group or 0) for group in match.groups())
    moved = months_on(start, sign * (12 * y + mo + 3 * q))
    return moved + sign * timedelta(weeks=w, days=d, hours=h, minutes=mi, seconds=s)


def interval_of(value: str, plain: Callable[[str], tuple[datetime, datetime] | None]) -> Interval | None:
    """The interval of one value; a time of day is open at its end, as the test sets write it."""
    day, _, clock = value.partition("T")
    if not clock or value.startswith("P"):
        return plain(value)
    whole = plain(day)
    if whole is None:
        return None
    if clock in _PART:
        low, high = _PART[clock]
        end = whole[0] + timedelta(hours=high)
        return whole[0] + timedelta(hours=low), end - timedelta(seconds=1) if high == 24 else end
    hour, minute, second = ([int(x) for x in clock.split(":")] + [0, 0])[:3]
    return whole[0] + timedelta(hours=hour, minutes=minute, seconds=second), None


def with_intervals(row: dict[str, Any], prediction: dict[str, Any], plain: Callable[[str], Any]) -> dict[str, Any]:
    """The prediction with the intervals that its value and the words around it stand for."""
    text, (start, end) = row["text"], prediction["span"]
    when = row.get("reference_datetime") or row["reference_date"]
    if not when:
        return prediction
    reference = datetime.fromisoformat(when).replace(tzinfo=None, microsecond=0)
    lead = prediction.get("lead", start)
    found = _read(text[:lead], text[lead:end], text[end:], prediction, reference, plain)
    if found is None or found == (None, None):
        return prediction
    return {**prediction, "intervals": [[bound.isoformat() if bound else None for bound in found]]}


def _read(
    before: str, words: str, after: str, prediction: dict[str, Any], reference: datetime, plain: Callable[[str], Any]
) -> Interval | None:
    value, last = prediction["value"], prediction.get("end_value")
    if value == "PRESENT_REF":
        return reference, None
    if moment := _counted(words, reference):
        return moment
    if prediction["type"] == "DURATION":
        return _length(before, words, value, reference)
    if prediction["type"] == "SET":
        return None
    first = interval_of(value, plain)
    if first is None:
        return None
    if last:
        other = interval_of(last, plain)
        return (_edge(before + _first_words(words), first), _edge(_last_words(words), other)) if other else None
    return _modified(before, words, after, first, reference)


def _first_words(words: str) -> str:
    return re.split(r"\s(?:to|and|until|till|through)\s|[-–—~]", words, maxsplit=1)[0]


def _last_words(words: str) -> str:
    return words[len(_first_words(words)) :]


def _edge(words: str, interval: Interval) -> Bound:
    """The bound that "the end of 2008", "the middle of March" name."""
    start, end = interval
    if start is None or end is None:
        return start
    if re.search(r"(?:end|close) of\b[^.]{0,24}$", words):
        return end
    if re.search(r"middle of\b[^.]{0,24}$", words):
        return months_on(start, 6) + timedelta(1) if (end - start).days > 300 else start + timedelta(15)
    return start


_COUNTED = re.compile(r"(.+?)\s+(ago|later|from now|hence)$", re.I | re.S)


def _counted(words: str, reference: datetime) -> Interval | None:
    """As in "two months ago" is a day here, "three minutes from now" a moment."""
    match = _COUNTED.match(words)
    tokens = Tokens(match[1], 0, len(match[1])) if match else None
    found = length(tokens, 0) if tokens else None
    if match is None or found is None or found.length.vague:
        return None
    value = found.length.resolve_value()
    moment = added(reference, value, -1 if match[2].lower() == "ago" else 1)
    if moment is None or "T" in value:
        return (moment, None) if moment else None
    day = moment.replace(hour=0, minute=0, second=0)
    return day, day + timedelta(1)


def _length(before: str, words: str, value: str, reference: datetime) -> Interval | None:
    """As in "the next five days" begin tomorrow, "the past two weeks" end today, "in three days" is a day."""
    clocked = "T" in value
    today = reference if clocked else reference.replace(hour=0, minute=0, second=0, microsecond=0)
    if quarters := re.match(r"P(\d+)Q$", value):
        return _quarters(words, int(quarters[1]), today)
    if re.search(r"\b(?:next|coming|upcoming|following|subsequent)\b", words, re.I):
        if re.search(r"within\s+(?:the\s+)?$", before, re.I):
            return today, added(today, value, 1)
        begin = today if clocked else today + timedelta(1)
        return begin, added(begin, value, 1)
    if re.search(r"\b(?:last|past|previous|recent)\b", words, re.I):
        return added(today, value, -1), today
    if re.search(r"\b(?:in|within|over)\s+(?:about\s+|the\s+)?$", before, re.I):
        moment = added(today, value, 1)
        if re.search(r"within\s+$", before, re.I):
            return today, moment
        return (moment, None if clocked else moment + timedelta(1)) if moment else None
    return None


def _modified(  # noqa: PLR0911 - a table of modifiers
    before: str, words: str, after: str, interval: Interval, reference: datetime
) -> Interval:
    start, end = interval
    if bound := re.match(r"(more|less) than .*\b(after|before|from)\b", words, re.I):
        return (None, start) if (bound[1].lower() == "more") == (bound[2].lower() == "before") else (start, None)
    today = reference.replace(hour=0, minute=0, second=0, microsecond=0)
    if start and (lasting := _LASTING.search(before)):
        number = 1 if lasting[1].startswith("a") else int(lasting[1])
        return start, added(start, f"P{number}{lasting[2][0].upper()}", 1)
    if start and end and (end - start).days > 20 and re.match(r"(?:the )?(?:mid|late|end)\b", words, re.I):
        start, end = _portion("", words, start, end, today)
    if re.match(r"\s*(?:or|and)\s+(?:later|after|onwards?|above|beyond|newer)(?=\s*(?:[.,;?!]|$))|\s*onwards?", after, re.I):
        return start, None
    if re.match(r"\s*(?:or|and)\s+(?:earlier|before|prior|older)(?=\s*(?:[.,;?!]|$))", after, re.I):
        return None, end
    if _BEFORE.search(before):
        return None, end if re.search(r"end of", before[-12:] + words, re.I) else start
    if _AFTER.search(before):
        return start if end is None or start is None or (end - start).days <= 1 else end, None
    if _SINCE.search(before):
        return start, None
    if end is None or start is None:
        return interval
    return _portion(before, words, start, end, today)


def _portion(before: str, words: str, start: datetime, end: datetime, today: datetime) -> Interval:
    around = before[-14:] + words
    days = (end - start).days
    if days <= 1:
        return _portion_of_day(around, start, end)
    if days > 300 and re.search(r"(?:end|beginning|start) of (?:the year )?\d{4}$", words):
        return (months_on(start, 8), end) if "end of" in words else (start, months_on(start, 4))
    middle = (
        months_on(start, 6)
        if days > 300
        else start + timedelta(15)
        if days > 20
        else start + timedelta(3 if days == 7 else days // 2)
    )
    if re.match(r"earlier\b", words, re.I):
        return start, min(today, middle)
    if re.match(r"later\b", words, re.I):
        return max(today, middle), end
    if _FIRST_HALF.search(around):
        return start, middle
    if _SECOND_HALF.search(around):
        return middle, end
    if _MIDDLE.search(around) and days > 20:
        return (months_on(start, 4), months_on(start, 8)) if days > 300 else (start + timedelta(9), start + timedelta(20))
    return start, end


def _portion_of_day(around: str, start: datetime, end: datetime) -> Interval:
    if re.search(r"\bend of\b", around, re.I):
        return end - timedelta(seconds=1), None
    half = start + (end - start) / 2
    if re.match(r"mid\b", around[14:] or around, re.I) or " mid" in around:
        return start + timedelta(hours=10), start + timedelta(hours=14)
    if (end - start) < timedelta(hours=5):
        half = start + timedelta(hours=2)
    if re.search(r"\b(?:early|earlier)\b", around, re.I):
        return start, half
    if re.search(r"\b(?:late|later)\b", around, re.I):
        return half, end
    return start, end


_LASTING = re.compile(r"\b(\d+|an?) (day|week|month)s?,? (?:starting(?: on| from)?|from)\s+$", re.I)


def _quarters(words: str, count: int, today: datetime) -> Interval:
    this = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    if re.search(r"\b(?:next|coming|upcoming|following)\b", words, re.I):
        return months_on(this, 3), months_on(this, 3 + 3 * count)
    return months_on(this, -3 * count), this


_BOUNDED = re.compile(r"\s*,?\s*(?:before|after|by|no later than|later than|earlier than|until|till)\s+$", re.I)


def merged(text: str, predictions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A day and the bounded time of day after it ("today before 4pm"), which these sets mark as one expression."""
    kept: list[dict[str, Any]] = []
    for prediction in predictions:
        before = kept[-1] if kept else None
        between = text[before["span"][1] : prediction["span"][0]] if before else ""
        if (
            before
            and prediction["type"] == "TIME"
            and before["type"] == "DATE"
            and len(before["value"]) == 10
            and _BOUNDED.match(between)
        ):
            kept.pop()
            joined = {**prediction, "lead": prediction["span"][0], "span": [before["span"][0], prediction["span"][1]]}
            kept.append(joined)
            continue
        kept.append(prediction)
    return kept
