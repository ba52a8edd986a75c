"""Days and months by name or number: "May 3, 2024", "27-28 June", "24.05.2024", "2022-02-18", "March"."""

from __future__ import annotations

from servanda.readings.timex.amounts import cardinal
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import group, months, ordinals, short_names
from servanda.readings.timex.meanings import DayNumber, Extent, Meaning, MonthDay
from servanda.readings.timex.solemn import before_month, before_year
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.years import year_number

_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset("-–—‑~")
_BEFORE_MONTH = group("before-month")
_NOT_AFTER_MAY = group("not-after-may")
_MONEY = frozenset("$€£¥₽₴")


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """The number of a day and the token after it: "27", "27th", "twenty-seventh"."""
    word = t.words[i]
    if word.isdecimal():
        day = int(word) if len(word) <= 2 else 0
        if not 1 <= day <= 31:
            return None
        if t.words[i + 1] in _SUFFIXES and (t.glued(i + 1) or t.words[i + 2] in (*months(), "day", ",")):
            return day, i + 2
        return day, i + 1
    known = ordinals()
    if word in known:
        return known[word], i + 1
    if word in ("twenty", "thirty"):
        j = i + 2 if t.words[i + 1] == "-" else i + 1
        if known.get(t.words[j], 99) < 10:
            return (20 if word == "twenty" else 30) + known[t.words[j]], j + 1
    return None


def _after_name(t: Tokens, i: int) -> int:
    """The token after a month's name and its full stop."""
    if t.words[i] in short_names() and t.words[i + 1] == "." and t.glued(i + 1):
        return i + 2
    return i + 1


def month_first(t: Tokens, i: int) -> Hit | None:
    """A date that begins with a month's name, or the name alone."""
    month = months()[t.words[i]]
    after = _after_name(t, i)
    j = after + 1 if t.words[after] in ("the", ",") and day_number(t, after + 1) and t.words[after] == "the" else after
    if t.words[j] in ("/", "-") and t.glued(j) and t.glued(j + 1):
        if t.words[j + 1] in months():
            return Hit(i, j, MonthDay(month), "times.month")
        return _glued_year(t, i, month, j + 1)
    day = day_number(t, j)
    if day and not _is_count(t, j, day[1]):
        return _with_day(t, i, month, day)
    spoken = cardinal(t, j)
    if spoken and 1 <= spoken[0] <= 31 and year_number(t, j) is None:
        return Hit(i, spoken[1], MonthDay(month, spoken[0], _year_after(t, spoken[1])), "times.month-day")
    year = year_number(t, j + 1 if t.words[j] in (",", "of") else j)
    if year and (t.words[j] != "of" or t.words[j + 1].isdecimal()):
        return Hit(i, year[1], MonthDay(month, None, year[0]), "times.month-year")
    return _alone(t, i, after, month)


def _glued_year(t: Tokens, i: int, month: int, j: int) -> Hit | None:
    year = year_number(t, j)
    if year:
        return Hit(i, year[1], MonthDay(month, None, year[0]), "times.month-year")
    day = day_number(t, j)
    return Hit(i, day[1], MonthDay(month, day[0]), "times.month-day") if day and t.words[j - 1] == "/" else None


def _is_count(t: Tokens, i: int, end: int) -> bool:
    """Whether the number after a month is no day: "in May 12 people", "in June 20 percent"."""
    return end == i + 1 and (
        t.words[end] in ("percent", "%", "people", "per", "million", "billion") or t.words[i - 1] in _MONEY
    )


def _with_day(t: Tokens, i: int, month: int, day: tuple[int, int]) -> Hit:
    other = _range_end(t, day[1])
    if other:
        year, end = _year(t, other[1])
        meaning = Extent(MonthDay(month, day[0], year), MonthDay(month, other[0], year))
        first = Hit(i, day[1], meaning.first, "times.month-day")
        last = Hit(other[2], end, meaning.last, "times.day-of-month")
        return Hit(i, end, meaning, "times.day-range", (first, last))
    listed = _listed(t, i, month, day)
    if listed:
        return listed
    year, end = _year(t, day[1])
    return Hit(i, end, MonthDay(month, day[0], year), "times.month-day-year" if year else "times.month-day")


def _range_end(t: Tokens, i: int, *, before_month: bool = False) -> tuple[int, int, int] | None:
    """The second day of a range: its number, the token after it, and its own first token."""
    word = t.words[i]
    between = word == "and" and "between" in (t.words[i - 2], t.words[i - 3])
    if word not in _DASHES and word not in ("to", "through", "till", "until") and not between:
        return None
    j = i + 2 if t.words[i + 1] == "the" else i + 1
    day = day_number(t, j)
    month_follows = day is not None and t.words[day[1]] in months() and t.words[day[1]] != "may"
    if day is None or (month_follows and not before_month) or t.words[day[1]] in (":", "p", "pm", "am"):
        return None
    return day[0], day[1], j


def _listed(t: Tokens, i: int, month: int, day: tuple[int, int]) -> Hit | None:
    """As in "May 3, 4 and 7, 2024": each day an expression of its own."""
    members = [(day[0], i, day[1])]
    end = day[1]
    while True:
        j = end + 1 if t.words[end] in (",", "and", "&") else end
        closing = t.words[end] in ("and", "&")
        if t.words[end] == "," and t.words[j] == "and":
            j, closing = j + 1, True
        following = day_number(t, j) if j > end and t.words[j][:1].isdecimal() else None
        if following is None:
            return None
        members.append((following[0], j, following[1]))
        end = following[1]
        if closing:
            break
    if (
        t.words[end].isalpha()
        and t.words[end] not in _BEFORE_MONTH
        and t.words[end] not in ("at", "on", "the", "with", "as", "will", "were", "was")
    ):
        return None
    year, last = _year(t, end)
    hits = tuple(
        Hit(begin, last if begin == members[-1][1] else stop, MonthDay(month, number, year), "times.day-list")
        for number, begin, stop in members
    )
    return Hit(i, last, hits[0].meaning, "times.day-list", hits)


def _year(t: Tokens, i: int) -> tuple[Meaning | None, int]:
    solemn = before_year(t, i)
    if solemn is not None:
        found = year_number(t, solemn)
        return (found[0], found[1]) if found else (None, i)
    year = _year_after(t, i)
    if year is None:
        return None, i
    j = i + 1 if t.words[i] in (",", "of") else i
    found = year_number(t, j)
    return (found[0], found[1]) if found else (None, i)


def _year_after(t: Tokens, i: int) -> Meaning | None:
    """The year after a day: ", 2024", "2024", "of 2024"."""
    j = i + 1 if t.words[i] in (",", "of") else i
    found = year_number(t, j)
    if found is None or (t.words[i] == "," and len(t.words[j]) != 4 and not t.words[j].isalpha()):
        return None
    return found[0]


def _alone(t: Tokens, i: int, after: int, month: int) -> Hit | None:
    """A month's name by itself. "May" and "March" are words too; so are short forms."""
    word, before = t.words[i], t.words[i - 1]
    if word in short_names() and not (
        before in _BEFORE_MONTH and t.capital(i) and not (t.capital(after) and t.words[after].isalpha())
    ):
        return None
    if not t.capital(i) and not _lower_month(t, i, after):
        return None
    if word in ("may", "march", "august", "april", "june") and not _clearly_month(t, i, after):
        return None
    end = after if after == i + 1 or t.words[after] or t.words[i] != "may" else i + 1
    if after == i + 2:
        end = i + 1 if not t.words[after] or t.capital(after) else after
    return Hit(i, end, MonthDay(month), "times.month")


def _lower_month(t: Tokens, i: int, after: int) -> bool:
    """Whether a month's name without its capital is meant as one."""
    before = t.words[i - 1]
    if t.words[i] in ("may", "march"):
        return before in ("in", "since", "until") and not t.words[after].isalpha()
    return before in ("in", "last", "next", "this", "of", "since", "until", "by", "the", "from", "to", "between", "and", "for")


def _clearly_month(t: Tokens, i: int, after: int) -> bool:
    before, following = t.words[i - 1], t.words[after]
    if before == "the" and t.words[i] in ("march", "may"):
        return False
    if following in _NOT_AFTER_MAY and t.words[i] == "may":
        return before in ("in", "last", "since", "by")
    if before in _BEFORE_MONTH:
        return not (
            t.capital(after)
            and t.words[i] in ("april", "june", "may", "august")
            and following.isalpha()
            and before in ("and", "for", "of", "to", "from", "by")
        )
    if t.words[i] in ("may", "march"):
        return following in ("of", "last", "this")
    return not (t.capital(after) and following.isalpha())


def day_first(t: Tokens, i: int) -> Hit | None:
    """A date that begins with the day: "27 June 2024", "the 5th of May", "27-28 June", "3, 4 and 7 May"."""
    day = day_number(t, i)
    if day is None or t.words[i - 1] in _MONEY:
        return None
    j = day[1]
    other = _range_end(t, j, before_month=True) if t.words[j] not in months() else None
    if other is None and t.words[j] in ("and", "&", ",") and day_number(t, j + 1):
        return _days_before_month(t, i)
    end_day = other[1] if other else j
    found = _month_after_day(t, end_day)
    if found is None:
        return None
    month, after = found
    if t.words[after] == "," and not year_number(t, after + 1) and before_year(t, after) is None:
        year, end = None, after
    else:
        year, end = _year_or_glued(t, after)
    start = i - 1 if t.words[i - 1] == "the" else i
    if other is None:
        return Hit(start, end, MonthDay(month, day[0], year), "times.month-day-year" if year else "times.month-day")
    meaning = Extent(MonthDay(month, day[0], year), MonthDay(month, other[0], year))
    first = Hit(start, day[1], meaning.first, "times.day-of-month")
    return Hit(start, end, meaning, "times.day-range", (first, Hit(other[2], end, meaning.last, "times.month-day")))


def _year_or_glued(t: Tokens, i: int) -> tuple[Meaning | None, int]:
    if t.words[i] in ("/", "-") and t.glued(i) and t.glued(i + 1):
        found = year_number(t, i + 1)
        return (found[0], found[1]) if found else (None, i)
    return _year(t, i)


def _month_after_day(t: Tokens, i: int) -> tuple[int, int] | None:
    i = before_month(t, i)
    j = i + 1 if t.words[i] in ("of", "/", "-", ".") else i
    if t.words[i] in ("/", "-", ".") and not t.glued(i):
        return None
    month = months().get(t.words[j])
    if month is None or (t.words[j] == "may" and not t.capital(j) and t.words[i] != "of" and not _dated(t, j)):
        return None
    if (
        t.words[j] in ("march", "mar", "sun", "sat")
        and not t.capital(j)
        and not t.words[j - 1][:1].isdecimal()
        and t.words[i] != "of"
    ):
        return None
    return month, _after_name(t, j)


def _dated(t: Tokens, i: int) -> bool:
    """Whether a day in digits stands before a word and a year in digits after it: then even "may" is the month."""
    before = t.words[i - 2] if t.words[i - 1] in _SUFFIXES else t.words[i - 1]
    after = t.words[i + 2] if t.words[i + 1] == "," else t.words[i + 1]
    return before.isdecimal() and after.isdecimal() and len(after) == 4


def _days_before_month(t: Tokens, i: int) -> Hit | None:
    members: list[tuple[int, int, int]] = []
    j = i
    while (day := day_number(t, j)) and len(members) < 12:
        members.append((day[0], j, day[1]))
        if t.words[day[1]] not in (",", "and", "&"):
            break
        j = day[1] + (2 if t.words[day[1]] == "," and t.words[day[1] + 1] == "and" else 1)
        if t.words[j] == "the":
            j += 1
    found = _month_after_day(t, members[-1][2]) if len(members) > 1 else None
    if found is None:
        return None
    year, end = _year(t, found[1])
    hits = tuple(
        Hit(begin, end if begin == members[-1][1] else stop, MonthDay(found[0], number, year), "times.day-list")
        for number, begin, stop in members
    )
    return Hit(i, end, hits[0].meaning, "times.day-list", hits)


_BEFORE_ALONE = group("before-alone")
_AFTER_ALONE = group("after-alone")


def day_alone(t: Tokens, i: int) -> Hit | None:
    """As in "on the 4th", "by the 25th": a day of the month understood."""
    day = day_number(t, i)
    start = i - 1 if t.words[i - 1] == "the" else i
    if day is None or day[1] != i + 2 or t.words[start - 1] not in (_BEFORE_ALONE if start < i else ("on", "by")):
        return None
    end = day[1]
    if (
        (t.words[end].isalpha() and t.words[end] not in _AFTER_ALONE)
        or (t.words[end] in _DASHES and t.glued(end))
        or t.words[end] == ","
    ):
        return None
    return Hit(start, end, DayNumber(day[0]), "times.day-alone")
