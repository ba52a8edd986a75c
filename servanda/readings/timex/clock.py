"""Times of day: "6:04 P.M. EST", "17:00", "5.30pm", "8 o'clock", "noon", "half past eight"."""

from __future__ import annotations

import re

from servanda.readings.timex.amounts import cardinal
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import cardinals, dayparts, group, months, weekdays
from servanda.readings.timex.meanings import Clock, Extent
from servanda.readings.timex.tokens import Tokens
from servanda.words import words

_COLONS = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$")
_STOPPED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)$")
_HOUR = re.compile(r"(1[0-2]|0?[1-9])$")
_BEFORE_CLOCK = group("before-clock")
_DASHES = frozenset("-–—‑")
_TENS = frozenset({"twenty", "thirty", "forty", "fifty"})
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_PART_HALF = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}


def clock(t: Tokens, i: int) -> Hit | None:
    """A time of day in digits or number words, with its half of the day and zone."""
    hour = _hour(t, i)
    if hour is None:
        return None
    h, minute, second, j, sure = hour
    half = _half_of_day(t, j)
    if half is None and (span := _shared_half(t, i, j, h, minute)):
        return span
    if half:
        half_word, j = half
        h = h % 12 + (12 if half_word == "pm" else 0) if h <= 12 else h
    elif t.words[j] in ("o'clock", "o’clock", "oclock"):
        j += 1
        part = _in_the_part(t, j)
        if part:
            h = h % 12 + (12 if part[0] == "pm" else 0)
            j = part[1]
    elif part := _in_the_part(t, j):
        h = h % 12 + (12 if part[0] == "pm" else 0)
        j = part[1]
    elif not sure or not _stands_as_clock(t, i, j):
        return None
    j = _zone(t, j)
    return Hit(i, j, Clock(_written(h, minute, second)), "times.clock")


def _written(hour: int, minute: int | None, second: int | None) -> str:
    value = f"{hour:02}:{minute or 0:02}"
    return value if second is None else f"{value}:{second:02}"


def _hour(t: Tokens, i: int) -> tuple[int, int | None, int | None, int, bool] | None:
    """Hour, minute, second, the token after, and whether the form alone says that it is a time of day."""
    word = t.words[i]
    if match := _COLONS.match(word):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None, i + 1, True
    if match := _STOPPED.match(word):
        return int(match[1]), int(match[2]), None, i + 1, False
    if match := _HOUR.match(word):
        return int(match[1]), None, None, i + 1, False
    number = cardinals().get(word)
    if number and number <= 12:
        j = i + 2 if t.words[i + 1] == "-" and t.glued(i + 1) and t.words[i + 2] in _TENS else i + 1
        minutes = cardinal(t, j) if t.words[j] in _TENS or t.words[j] in ("ten", "fifteen") else None
        if minutes and 10 <= minutes[0] < 60:
            return number, minutes[0], None, minutes[1], False
        return number, None, None, i + 1, False
    return None


def _half_of_day(t: Tokens, j: int) -> tuple[str, int] | None:
    word = t.words[j]
    if word in ("am", "pm"):
        return (word, j + 1) if t.printed(j) != "am" or t.words[j - 1][:1].isdecimal() else None
    if word in ("a", "p") and t.words[j + 1] == "." and t.words[j + 2] == "m":
        # the last full stop may end the sentence; it belongs to the abbreviation all the same
        end = j + 4 if t.words[j + 3] == "." else j + 3
        return f"{word}m", end
    if word in ("a", "p") and t.words[j + 1] == "m" and t.words[j + 2] != "'":
        return f"{word}m", j + 2
    return None


def _shared_half(t: Tokens, i: int, j: int, h: int, minute: int | None) -> Hit | None:
    """As in "from 5 to 6 p.m.": the half of the day is said once."""
    if t.words[j] not in _DASHES and t.words[j] not in ("to", "and", "until", "till"):
        return None
    other = _hour(t, j + 1)
    half = _half_of_day(t, other[3]) if other else None
    if other is None or half is None or (t.words[j] == "and" and t.words[i - 1] != "between"):
        return None
    last = other[0] % 12 + (12 if half[0] == "pm" else 0)
    first = h % 12 + (12 if half[0] == "pm" else 0)
    if first > last:
        first -= 12
    if not 0 <= first < 24:
        return None
    end = _zone(t, half[1])
    return Hit(i, end, Extent(Clock(_written(first, minute, None)), Clock(_written(last, other[1], None))), "times.clock-range")


def bare_hour(t: Tokens, i: int) -> Hit | None:
    """An hour that only the day beside it marks as one: "5" in "Friday at 5"."""
    hour = _hour(t, i)
    if hour is None or not _ends_bare(t, hour[3]):
        return None
    return Hit(i, hour[3], Clock(_written(hour[0], hour[1], hour[2])), "times.clock")


def bare_range(t: Tokens, i: int, *, between: bool, ends: bool = True) -> Hit | None:
    """Two hours that only the day beside them marks as such: "7 to 7:30", "10-4"."""
    first = _hour(t, i)
    if first is None:
        return None
    half = _half_of_day(t, first[3])
    j = half[1] if half else first[3]
    if t.words[j] not in _DASHES and t.words[j] not in ("to", "until", "till") and not (between and t.words[j] == "and"):
        return None
    last = _hour(t, j + 1)
    if last is None:
        return None
    other = _half_of_day(t, last[3])
    end = other[1] if other else last[3]
    if ends and not other and not _ends_bare(t, end):
        return None
    begin = first[0] % 12 + (12 if half and half[0] == "pm" else 0) if half else first[0]
    finish = last[0] % 12 + (12 if other[0] == "pm" else 0) if other else last[0]
    if other and not half and begin < 12 and begin + 12 <= finish and other[0] == "pm":
        begin += 12
    if finish < begin and not other:
        finish += 12
    if not 0 <= begin <= finish < 25:
        return None
    meaning = Extent(Clock(_written(begin, first[1], first[2])), Clock(_written(finish, last[1], last[2])))
    return Hit(i, end, meaning, "times.clock-range")


def _ends_bare(t: Tokens, end: int) -> bool:
    """Whether a number ends here, and counts nothing."""
    return (not t.words[end].isalnum() and t.words[end] not in ("%", "-", "/", "$")) or t.words[end] in (
        "and",
        "or",
        "for",
        "on",
        "in",
        "with",
        "tomorrow",
    )


def _in_the_part(t: Tokens, j: int) -> tuple[str, int] | None:
    """As in "in the morning" after an hour."""
    k = j + 2 if t.phrase(j, ("in", "the")) else j + 1 if t.words[j] == "at" else 0
    if not k or t.words[k] not in dayparts():
        return None
    half = _PART_HALF.get(dayparts()[t.words[k]])
    return (half, k + 1) if half else None


def _stands_as_clock(t: Tokens, i: int, j: int) -> bool:
    """Whether digits with a colon are a time of day and no score, ratio or verse."""
    before, after = t.words[i - 1], t.words[j]
    if after in (":", "%") and t.glued(j):
        return False
    if t.words[i].count(":") == 2:
        return before not in ("#",)
    verse = t.capital(i - 1) and before not in weekdays() and before not in months() and before not in _BEFORE_CLOCK
    return i == 0 or (not verse and before not in ("ratio", "score", "odds", "verse", "."))


def _zone(t: Tokens, j: int) -> int:
    """The token after the zone, where one is printed."""
    k = j
    if t.words[k] in ("+", "-") and t.glued(k) and t.glued(k + 1) and _COLONS.match(t.words[k + 1]):
        return k + 2
    if t.words[k] == "z" and t.glued(k):
        return k + 1
    if t.words[k] == "(" and t.words[k + 1] in words("time-zones") and t.words[k + 2] == ")":
        return k + 3
    if t.words[k] in words("time-zones") and (t.printed(k).isupper() or t.words[k + 1] == "time"):
        return k + 2 if t.words[k + 1] == "time" else k + 1
    if t.words[k] == "hours" and t.words[k - 1].count(":") == 1:
        return k + 1
    return j


def named_hour(t: Tokens, i: int) -> Hit | None:
    """As in "noon", "midday", "midnight"."""
    if t.words[i + 1] in ("-", "oil", "sun", "express") or t.words[i - 1] == "-" or (t.capital(i) and t.words[i - 1]):
        return None
    return Hit(i, i + 1, Clock(_NAMED[t.words[i]]), "times.noon")


def past_hour(t: Tokens, i: int) -> Hit | None:
    """As in "half past eight", "quarter to nine", "20 past five"."""
    if t.words[i] not in ("half", "quarter", "ten", "twenty", "five") or t.words[i + 1] not in ("past", "to"):
        return None
    minutes = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20, "five": 5}[t.words[i]]
    hour = cardinals().get(t.words[i + 2]) or (int(t.words[i + 2]) if _HOUR.match(t.words[i + 2]) else None)
    if hour is None or hour > 12 or (t.words[i + 1] == "to" and t.words[i] != "quarter"):
        return None
    total = hour * 60 + (minutes if t.words[i + 1] == "past" else -minutes)
    end = i + 3
    half = _half_of_day(t, end) or _in_the_part(t, end)
    if half:
        total, end = total % 720 + (720 if half[0] == "pm" else 0), half[1]
    elif t.words[i + 1] == "to" or t.words[i] != "half":
        return None
    return Hit(i, end, Clock(_written(total // 60, total % 60, None)), "times.clock")
