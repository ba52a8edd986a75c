"""What is counted from the day of speaking or from a day just mentioned: "last year", "tomorrow", "the next day"."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from servanda.readings.timex.days import day_number
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import dayparts, group, months, references, units, weekdays
from servanda.readings.timex.meanings import (
    Clock,
    Fixed,
    Length,
    MonthStep,
    SomePoint,
    SplitYear,
    TheUnit,
    Today,
    Unit,
    Weekday,
)
from servanda.readings.timex.tokens import Tokens

_STEPS = {
    "last": -1,
    "this": 0,
    "next": 1,
    "current": 0,
    "coming": 1,
    "upcoming": 1,
    "previous": -1,
    "preceding": -1,
    "following": 1,
}
_STEPS |= {"same": 0, "past": -1, "that": 0, "subsequent": 1, "prior": -1, "latest": 0, "ensuing": 1}

_FROM_MENTION = group("from-mention")

_PERIOD_WORDS = group("period-words")

_BUDGET_YEARS = frozenset({"financial", "fiscal"})
_SPLIT_YEARS = frozenset({"academic", "school", "marketing"})

_COUNTED: dict[str, Literal["last", "this", "next", "coming"]] = {
    "last": "last",
    "past": "last",
    "previous": "last",
    "this": "this",
}
_COUNTED |= {"next": "next", "following": "next", "coming": "coming", "upcoming": "coming"}

_DOUBLED = frozenset({("this", "coming"), ("this", "past"), ("this", "same"), ("that", "same"), ("this", "upcoming")})
_OF_MONTHS = frozenset({"last", "next", "this", "past", "coming", "that"})
_AHEAD = group("ahead")
_CALENDAR = group("calendar")
_FUNCTION = group("function")
_QUOTES = frozenset({'"', "“", "‘", "'", "`"})


def day_word(t: Tokens, i: int) -> Hit | None:
    """As in "today", "tomorrow", "yesterday", with "the day after" or "before" in front."""
    word = t.words[i]
    if word == "today":
        if t.capital(i) and t.capital(i - 1) and t.words[i - 1].isalpha() and not t.printed(i).isupper():
            return None  # a name: "USA Today"
        return Hit(i, i + 1, Today(), "times.today")
    step = 1 if word == "tomorrow" else -1
    start = i
    if t.words[i - 2] == "day" and t.words[i - 1] == ("after" if step == 1 else "before"):
        step *= 2
        start = i - 3 if t.words[i - 3] == "the" else i - 2
    return Hit(start, i + 1, Unit("day", step), "times.day-word")


def tonight(_: Tokens, i: int) -> Hit | None:
    """As in "tonight"."""
    return Hit(i, i + 1, Clock("NI"), "times.tonight")


def reference(t: Tokens, i: int) -> Hit | None:
    """A phrase for an unnamed present, past or future; looked for at its last word but "the past" must stand alone."""
    known = references()
    for size in range(6, 0, -1):
        if i + 1 - size < 0:
            continue
        phrase = tuple(t.words[i + 1 - size : i + 1])
        value = known.get(phrase)
        if value is None:
            continue
        if phrase[-1] in ("past", "term", "future") and _goes_on(t, i + 1):
            return None
        if phrase == ("soon",) and not _is_future_soon(t, i):
            return None
        start = i + 1 - size
        if phrase[0] == "at" or phrase[0] == "in":
            start += 1
        return Hit(start, i + 1, Fixed(value), "times.reference")
    return None


def _is_future_soon(t: Tokens, i: int) -> bool:
    """Whether "soon" looks ahead: after a verb of the future, or at a clause's end; "he soon left" tells of the past."""
    if t.words[i + 1] in ("after", "as", "afterwards", "afterward", "became", "before", "enough", "thereafter"):
        return False
    if t.words[i - 1] in ("as", "too", "so", "how", "not"):
        return False
    ahead = t.words[i - 1] in _AHEAD or t.words[i - 2] in _AHEAD or t.words[i - 1].endswith(("'ll", "’ll"))
    return ahead or not t.words[i + 1].isalpha()


def _goes_on(t: Tokens, i: int) -> bool:
    """Whether a noun follows that "past" or "future" only qualifies ("the past performance", "the future king")."""
    word = t.words[i]
    return word[:1].isdecimal() or word in units() or (word.isalpha() and word not in _FUNCTION) or (word == "-" and t.glued(i))


def stepped(t: Tokens, i: int) -> Hit | None:
    """As in "last year", "this week", "the following month", "next Monday", "that day", "last night", "last June"."""
    word = t.words[i]
    j = i + 1
    while t.words[j] in _PERIOD_WORDS and j < i + 3:
        j += 1
    if (word, t.words[j]) in _DOUBLED:
        return stepped(t, j)
    if t.capital(i) and t.capital(j) and t.words[i - 1] in _QUOTES:
        return None  # a title: "This Week"
    start = _leading(t, i)
    noun = t.words[j]
    if noun == "period":
        return Hit(start, j + 1, TheUnit("period"), "times.the-unit") if word == "latest" and start < i else None
    if noun in units() and noun not in dayparts():
        return _stepped_unit(t, start, i, j)
    if noun in weekdays() and len(noun) > 3 + (word == "that"):
        return Hit(start, j + 1, Weekday(weekdays()[noun], _COUNTED.get(word)), "times.weekday")
    if noun in months() and (t.capital(j) or noun not in ("may", "march")) and word in _OF_MONTHS:
        return _stepped_month(t, start, i, j)
    if noun in dayparts() and noun not in ("overnight", "daytime"):
        return _stepped_part(t, start, i, j)
    return None


def _stepped_month(t: Tokens, start: int, i: int, j: int) -> Hit:
    """As in "last June", "last Oct. 23"."""
    after = j + 2 if t.words[j + 1] == "." and len(t.words[j]) < 5 and t.words[j + 2][:1].isdecimal() else j + 1
    day = day_number(t, after)
    meaning = MonthStep(months()[t.words[j]], _STEPS[t.words[i]], day[0] if day else None)
    return Hit(start, day[1] if day else j + 1, meaning, "times.month")


def _leading(t: Tokens, i: int) -> int:
    """The article or demonstrative before a counted unit."""
    if t.words[i - 1] == "that" and t.words[i] == "same":
        return i - 1
    if t.words[i - 1] in ("the", "this", "its") and t.words[i] not in ("this", "that"):
        return i - 1
    return i


def _stepped_unit(t: Tokens, start: int, i: int, j: int) -> Hit | None:
    word, noun = t.words[i], t.words[j]
    unit, times = units()[noun]
    if noun.endswith("s") or unit not in _CALENDAR:
        return None
    if unit == "day":
        return _stepped_day(word, start, j)
    step = _STEPS[word] * times
    if t.words[i + 1] in _SPLIT_YEARS and unit == "year":
        return Hit(start, j + 1, SplitYear(step), "times.academic-year")
    if word == "past" and start < i and unit != "weekend":
        return Hit(start, j + 1, Length(((Fraction(times), unit),)), "times.past-length")
    if word == "latest":
        return Hit(start, j + 1, TheUnit(unit), "times.the-unit") if start < i and unit in ("quarter", "year") else None
    budgeted = t.words[i + 1] in _BUDGET_YEARS  # "the next financial year": always the speaker's own
    mention = word in _FROM_MENTION or (word == "next" and start < i and t.words[start] == "the" and not budgeted)
    return Hit(start, j + 1, Unit(unit, step, "mention" if mention else "reference"), "times.stepped-unit")


def _stepped_day(word: str, start: int, j: int) -> Hit | None:
    """As in "the next day", "that day", "this day"."""
    if word in ("last", "latest", "past", "coming"):
        return None
    return Hit(start, j + 1, Unit("day", _STEPS[word], "reference" if word == "this" else "mention"), "times.stepped-day")


def _stepped_part(t: Tokens, start: int, i: int, j: int) -> Hit | None:
    """As in "this morning", "last night", "the next evening"."""
    word = t.words[i]
    if t.words[j].endswith("s") or word in ("latest", "past", "coming", "current"):
        return None
    day = Unit("day", _STEPS[word], "reference" if word in ("last", "this") else "mention")
    return Hit(start, j + 1, Clock(dayparts()[t.words[j]], day), "times.stepped-part")


def now_word(t: Tokens, i: int) -> Hit | None:
    """A bare "now", which the project's definitions leave out and other schemes mark."""
    return Hit(i, i + 1, Fixed("PRESENT_REF"), "times.now") if t.words[i + 1] != "-" else None


def some_point(t: Tokens, i: int) -> Hit | None:
    """As in "at some point"."""
    return Hit(i - 2, i + 1, SomePoint(), "times.some-point") if t.phrase(i - 2, ("at", "some")) and i >= 2 else None
