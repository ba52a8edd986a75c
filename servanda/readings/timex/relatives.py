"""Expressions counted from the day of speaking or from a day just mentioned: "last year", "three weeks ago", "the next day"."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from servanda.readings.timex.amounts import amount, length
from servanda.readings.timex.days import day_number
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import dayparts, months, ordinals, references, units, weekdays
from servanda.readings.timex.meanings import (
    Clock,
    Fixed,
    Length,
    MonthStep,
    Named,
    Offset,
    SameQuarter,
    SomePoint,
    SplitYear,
    TheUnit,
    Today,
    Unit,
    Weekday,
    WeekNumber,
)
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.years import year_number

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
_FROM_MENTION = frozenset({"previous", "preceding", "following", "same", "that", "subsequent", "prior", "ensuing"})
_PERIOD_WORDS = frozenset({"fiscal", "financial", "academic", "calendar", "school", "marketing", "full", "very", "couple"})
_SPLIT_YEARS = frozenset({"academic", "school", "marketing"})
_WHEN = {"earlier", "later", "early", "late"}
_COUNTED: dict[str, Literal["last", "this", "next", "coming"]] = {
    "last": "last",
    "past": "last",
    "previous": "last",
    "this": "this",
}
_COUNTED |= {"next": "next", "following": "next", "coming": "coming", "upcoming": "coming"}
_QUOTES = frozenset({'"', "“", "‘", "'", "`"})
_AGO = frozenset({"ago"})
_BEFORE = frozenset({"earlier", "before", "previously", "prior"})
_AFTER = frozenset({"later", "after", "afterwards", "afterward", "hence", "thereafter"})
_CALENDAR = frozenset({"year", "month", "week", "day", "quarter", "decade", "century", "weekend"})
_ARTICLES = frozenset({"the", "these", "those", "its", "their", "our"})
_SPAN_WORDS = frozenset(
    {"last", "past", "next", "coming", "previous", "first", "final", "following", "recent", "latest", "preceding", "upcoming"}
)
_SPAN_WORDS |= frozenset({"subsequent", "additional", "remaining", "another", "early"})
_VAGUE_LENGTHS = {"recent": "PAST_REF", "coming": "FUTURE_REF", "upcoming": "FUTURE_REF"}


def day_word(t: Tokens, i: int) -> Hit | None:
    """ "today", "tomorrow", "yesterday", with "the day after" or "before" in front."""
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


def tonight(t: Tokens, i: int) -> Hit | None:
    """ "tonight"."""
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
    """Whether "soon" looks ahead: after a verb of the future, or at a clause's end; "he soon left" and "soon after" tell of the past."""
    if t.words[i + 1] in ("after", "as", "afterwards", "afterward", "became", "before", "enough", "thereafter"):
        return False
    if t.words[i - 1] in ("as", "too", "so", "how", "not"):
        return False
    ahead = t.words[i - 1] in _AHEAD or t.words[i - 2] in _AHEAD or t.words[i - 1].endswith(("'ll", "’ll"))
    return ahead or not t.words[i + 1].isalpha()


_AHEAD = frozenset({"will", "shall", "be", "very", "can", "should", "must", "may", "might", "to", "hopefully", "pretty", "and"})


def _goes_on(t: Tokens, i: int) -> bool:
    """Whether a noun follows that "past" or "future" only qualifies ("the past performance", "the future king")."""
    word = t.words[i]
    return word[:1].isdigit() or word in units() or (word.isalpha() and word not in _FUNCTION) or (word == "-" and t.glued(i))


_FUNCTION = frozenset(
    "and or but of in on at to for with by from as is are was were will would has have had that which who when where if because so we "
    "i you he she it they not there this should can could may might must than then while since until also too".split()
)


def stepped(t: Tokens, i: int) -> Hit | None:
    """ "last year", "this week", "the following month", "next Monday", "that day", "last night", "last June"."""
    word = t.words[i]
    j = i + 1
    while t.words[j] in _PERIOD_WORDS and j < i + 3:
        j += 1
    if word == "this" and t.words[j] in ("coming", "past", "same"):
        return stepped(t, j)
    if word == "that" and t.words[j] == "same":
        return stepped(t, j)
    start = _leading(t, i)
    step = _STEPS[word]
    noun = t.words[j]
    if t.capital(i) and t.capital(j) and t.words[i - 1] in _QUOTES:
        return None  # a title: "This Week"
    if noun == "period" and word in ("latest",) and start < i:
        return Hit(start, j + 1, TheUnit("quarter"), "times.the-unit")
    if noun in units() and noun not in dayparts():
        return _stepped_unit(t, start, i, j)
    if noun in weekdays() and len(noun) > 3 + (word == "that"):
        return Hit(start, j + 1, Weekday(weekdays()[noun], _COUNTED.get(word)), "times.weekday")
    if (
        noun in months()
        and (t.capital(j) or noun not in ("may", "march"))
        and word in ("last", "next", "this", "past", "coming", "that")
    ):
        end = j + 2 if t.words[j + 1] == "." and len(noun) < 5 and t.words[j + 2][:1].isdigit() else j + 1
        day = day_number(t, end)
        return Hit(start, day[1] if day else j + 1, MonthStep(months()[noun], step, day[0] if day else None), "times.month")
    if noun in dayparts() and noun not in ("overnight", "daytime"):
        return _stepped_part(t, start, i, j)
    return None


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
    if noun.endswith("s") or unit not in _CALENDAR or (unit == "second" and word != "last"):
        return None
    step = _STEPS[word] * times
    if t.words[i + 1] in _SPLIT_YEARS and unit == "year":
        return Hit(start, j + 1, SplitYear(step), "times.academic-year")
    if word == "past" and start < i and unit in ("year", "decade", "century", "month", "week", "quarter"):
        return Hit(start, j + 1, Length(((Fraction(times), unit),)), "times.past-length")
    if word == "latest":
        return Hit(start, j + 1, TheUnit(unit), "times.the-unit") if start < i and unit in ("quarter", "year") else None
    mention = (
        word in _FROM_MENTION
        or (unit == "day" and word == "next")
        or (word == "next" and start < i and t.words[start] == "the")
    )
    if unit == "day" and word in ("last", "latest", "past", "coming"):
        return None
    if unit == "day" and word == "this":
        return Hit(start, j + 1, Unit("day", 0), "times.stepped-day")
    return Hit(
        start,
        j + 1,
        Unit(unit, step, "mention" if mention else "reference"),
        f"times.stepped-{'day' if unit == 'day' else 'unit'}",
    )


def _stepped_part(t: Tokens, start: int, i: int, j: int) -> Hit | None:
    word, code = t.words[i], dayparts()[t.words[j]]
    if t.words[j].endswith("s") and code:
        return None
    step = -1 if word == "last" else _STEPS[word]
    if word in ("latest", "past", "coming", "current"):
        return None
    origin = "reference" if word in ("last", "this") else "mention"
    return Hit(
        start, j + 1, Clock(code, Unit("day", step, "mention" if origin == "mention" else "reference")), "times.stepped-part"
    )


def counted(t: Tokens, i: int) -> Hit | None:
    """A length, and what is counted by one: "30 days", "three years ago", "a week later", "two days after Christmas"."""
    found = length(t, i)
    if found is None:
        return None
    if _is_age(t, found.end):
        return None
    j = found.end
    if t.words[j] == "or" and t.words[j + 1] in ("so", "more", "less"):
        j += 2
    after = t.words[j]
    start = i
    if after in _AGO:
        return Hit(start, j + 1, Offset(found.length, -1), "times.ago")
    if after == "from" and t.words[j + 1] in ("now", "today"):
        return Hit(start, j + 2, Offset(found.length, 1), "times.from-now")
    if after == "-" and t.words[j + 1] in ("earlier", "ago"):
        return bare_unit(t, j - 1)
    if after in _BEFORE and not _clause(t, j + 1, after):
        return Hit(start, j + 1, Offset(found.length, -1, None, "mention"), "times.earlier")
    if after in _AFTER and not _clause(t, j + 1, after):
        return Hit(start, j + 1, Offset(found.length, 1, None, "mention"), "times.later")
    return _plain_length(t, i, found.length, found.end, found.singular)


def _clause(t: Tokens, i: int, word: str) -> bool:
    """Whether "before" or "after" takes something with it, and so says no point by itself."""
    if word in ("earlier", "later", "hence", "previously", "thereafter", "afterwards", "afterward"):
        return False
    following = t.words[i]
    return following[:1].isalnum() and following not in ("and", "but", "in", "at", "when")


def _is_age(t: Tokens, i: int) -> bool:
    if t.words[i] == "-":
        return t.words[i + 1] in ("old", "olds")
    return t.words[i] in ("old", "older", "younger", "senior", "junior") or (t.words[i] == "of" and t.words[i + 1] == "age")


def _plain_length(t: Tokens, i: int, found: Length, end: int, singular: bool) -> Hit | None:
    unit = found.parts[0][1]
    if unit == "second" and t.words[end - 1] == "second" and t.words[i] in ("a", "one"):
        return None
    if (
        unit == "quarter"
        and t.words[i - 1] not in _SPAN_WORDS
        and (t.words[i] in ("a", "one", "three") and (not singular or t.words[end] == "of") or "-" in t.words[i:end])
    ):
        return None  # a fraction
    if unit in ("quarter", "year") and len(t.words[i]) == 4 and t.words[i].isdigit():
        return _numbered_year(t, i, end) if singular else None
    if t.words[end] == "-" and t.words[end + 1] == "long" and t.glued(end + 1):
        end += 2
    elif t.words[end] == "long" and not t.words[end + 1].isalpha():
        end += 1
    if singular and t.words[i] in ("a", "an") and _is_rate(t, i):
        return Hit(i, end, Fixed(found.resolve_value(), "SET"), "times.rate")
    start, spanning = _span_start(t, i)
    if singular and not spanning and t.words[i] not in ("a", "an", "one"):
        start = i  # it qualifies a noun, whose article it is: "a two-day visit"
        if t.words[start] in ("a", "an"):
            start += 1
    if t.words[end] == "or" and t.words[end + 1] in ("so", "more", "less"):
        end += 2
    if spanning in _VAGUE_LENGTHS and found.vague:
        return Hit(start, end, Fixed(_VAGUE_LENGTHS[spanning]), "times.vague-length")
    return Hit(start, end, found, "times.length")


def _numbered_year(t: Tokens, i: int, end: int) -> Hit | None:
    """ "the 1988 quarter"."""
    if t.words[end - 1] != "quarter":
        return None
    return Hit(i - 1 if t.words[i - 1] == "the" else i, end, SameQuarter(Fixed(t.words[i])), "times.earlier")


def _span_start(t: Tokens, i: int) -> tuple[int, str]:
    """Take in "the last", "these", "the first" before a number, "at least" is taken in later."""
    spanning = ""
    if t.words[i - 1] in _SPAN_WORDS:
        spanning = t.words[i - 1]
        i -= 1
    if t.words[i - 1] in _ARTICLES or (t.words[i - 1] in ("a", "an") and t.words[i] not in ("a", "an")):
        i -= 1
    return i, spanning


def _is_rate(t: Tokens, i: int) -> bool:
    """Whether "a year" means every year: "$500 million a year", "twice a week"."""
    before = t.words[i - 1]
    if before in (
        "once",
        "twice",
        "times",
        "%",
        "percent",
        "hours",
        "million",
        "billion",
        "thousand",
        "trillion",
        "dollars",
        "euros",
        "days",
        "barrels",
        "tons",
        "tonnes",
    ):
        return True
    return before[:1].isdigit() or before == "24"


def bare_unit(t: Tokens, i: int) -> Hit | None:
    """A unit without a number: "for years", "recent weeks", "the year", "the coming days", "year-end"."""
    word = t.words[i]
    unit, times = units()[word]
    before = t.words[i - 1]
    if word.endswith("s") or word in ("millennia", "centuries"):
        return _bare_plural(t, i, unit)
    if before == "the" and t.words[i + 1] in ("before", "after") and unit in ("day", "year", "week", "month"):
        return _day_before(t, i, unit)
    if unit == "year" and t.words[i + 1] in ("-", "'s", "’s") and t.words[i + 2] == "end":
        return Hit(i - 1 if before == "the" else i, i + 3, Unit("year"), "times.year-end")
    if unit == "year" and t.words[i + 1] == "end":
        return Hit(i, i + 2, Unit("year"), "times.year-end")
    if t.words[i + 1] == "-" and t.words[i + 2] in ("earlier", "ago") and unit in _CALENDAR:
        return _year_ago(t, i, unit)
    if unit == "year" and (t.words[i + 1][:1].isdigit() or t.words[i + 1] in ("two", "nineteen", "twenty")):
        return None
    if t.words[i + 1] == "-" and t.words[i + 2] == "long" and t.glued(i + 2) and before not in ("-",):
        return Hit(i, i + 3, Length(((Fraction(times), unit),)), "times.length")
    if unit == "week" and t.words[i + 1].isdigit() and 1 <= int(t.words[i + 1]) <= 53 and t.words[i + 2] != ",":
        return _numbered_week(t, i)
    if before == "of" and t.words[i - 2] in ("end", "beginning", "start") and unit in ("month", "year", "week"):
        return Hit(i, i + 1, Unit(unit), "times.the-unit")
    if before == "the" and unit in ("week", "weekend", "month", "quarter", "year"):
        return _the_unit(t, i, unit)
    return None


def _year_ago(t: Tokens, i: int, unit: str) -> Hit:
    """ "year-earlier", "the year-ago quarter", "the year-earlier third quarter"."""
    start = i - 1 if t.words[i - 1] == "the" else i
    back = Offset(Length(((Fraction(1), unit),)), -1)
    j = i + 3
    if t.words[j] in ("quarter", "period") and unit == "year":
        return Hit(start, j + 1, back, "times.earlier")
    if t.words[j] in ordinals() and ordinals()[t.words[j]] <= 4 and t.words[j + 1] == "quarter":
        return Hit(start, j + 2, Named(f"Q{ordinals()[t.words[j]]}", Unit("year", -1)), "times.quarter")
    return Hit(i, j, back, "times.ago")


def _numbered_week(t: Tokens, i: int) -> Hit:
    start = i - 1 if t.words[i - 1] == "the" else i
    j = i + 3 if t.words[i + 2] == "of" else i + 2
    year = year_number(t, j) if t.words[j].isdigit() else None
    return Hit(
        start, year[1] if year else i + 2, WeekNumber(int(t.words[i + 1]), year[0] if year else None), "times.week-number"
    )


def whole_year(t: Tokens, i: int) -> Hit | None:
    """ "the full year", "the fiscal year"."""
    if t.words[i + 1] != "year" or t.words[i - 1] != "the" or t.words[i + 2][:1].isdigit() or t.words[i + 2] == "-":
        return None
    if t.words[i + 2] in ("ended", "ending"):
        return Hit(i - 1, i + 2, Length(((Fraction(1), "year"),)), "times.length")
    return Hit(i - 1, i + 2, TheUnit("year"), "times.the-unit")


def _the_unit(t: Tokens, i: int, unit: str) -> Hit | None:
    if t.words[i + 1] in ("-", "when", "that") or t.words[i - 2] in ("of",) and unit == "week":
        return None
    if t.words[i + 1] == "of" and unit in ("week", "weekend") and (t.words[i + 2] in months() or t.words[i + 2] in ("the",)):
        return Hit(i - 1, i + 1, Unit(unit), "times.week-of")
    if unit == "year" and t.words[i + 1] in ("ended", "ending"):
        return Hit(i - 1, i + 1, Length(((Fraction(1), unit),)), "times.length")
    return Hit(i - 1, i + 1, TheUnit(unit), "times.the-unit")


def _day_before(t: Tokens, i: int, unit: str) -> Hit | None:
    step = -1 if t.words[i + 1] == "before" else 1
    following = t.words[i + 2]
    if following[:1].isalnum() and following not in ("and", "but", "in", "at", "when"):
        return None
    return Hit(i - 1, i + 2, Unit(unit, step, "mention"), "times.day-before")


def _bare_plural(t: Tokens, i: int, unit: str) -> Hit | None:
    before = t.words[i - 1]
    if _is_age(t, i + 1) or before in ("light", "-", "$", "/") or before[:1].isdigit():
        return None
    if t.words[i + 1] == "ago":
        return Hit(i, i + 2, Fixed("PAST_REF"), "times.vague-ago")
    if t.words[i + 1] in ("earlier", "before", "later", "after") and not _clause(t, i + 2, t.words[i + 1]):
        value = "PAST_REF" if t.words[i + 1] in ("earlier", "before") else "FUTURE_REF"
        return Hit(i, i + 2, Fixed(value), "times.vague-later")
    vague = Length(((None, unit),))
    if t.words[i + 1][:1].isdigit() or (unit == "hour" and t.words[i + 1] == "of") or (unit == "quarter" and before == "such"):
        return None
    if (
        t.words[i + 1] in ("or", "and")
        and t.words[i + 2] in units()
        and t.words[i + 2].endswith("s")
        and before not in _VAGUE_LENGTHS
    ):
        return Hit(i, i + 3, vague, "times.bare-plural")
    if before in _VAGUE_LENGTHS:
        start = i - 2 if t.words[i - 2] in ("the", "these") else i - 1
        end = i + 3 if t.words[i + 1] in ("and", "or") and t.words[i + 2] in units() else i + 1
        return Hit(start, end, Fixed(_VAGUE_LENGTHS[before]), "times.vague-length")
    if before == "these" and unit == "day":
        return Hit(i - 1, i + 1, Fixed("PRESENT_REF"), "times.reference")
    if unit == "second" or unit == "minute" and before not in ("for", "just", "few", "within", "in"):
        return None
    end = i + 1
    if t.words[end] == "-" and t.words[end + 1] == "long":
        end += 2
    start, spanning = _span_start(t, i)
    if not spanning and t.words[i - 1] == "the" and t.words[i + 1] not in ("ahead",):
        start = i
    if t.words[i + 1] == "ahead":
        return Hit(start, i + 2, Fixed("FUTURE_REF"), "times.vague-length")
    if spanning in ("past", "last", "next") and start < i:
        return Hit(start, end, Fixed("FUTURE_REF" if spanning == "next" else "PAST_REF"), "times.vague-length")
    return Hit(start, end, vague, "times.bare-plural")


def weekday(t: Tokens, i: int) -> Hit | None:
    """A weekday; short forms only before a date or a full stop; in the plural what recurs."""
    word = t.words[i]
    number = weekdays()[word]
    if word in ("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"):
        return _short_weekday(t, i, number)
    if t.words[i - 1] in ("black", "bloody", "good", "super", "cyber", "ash", "palm", "easter") and t.capital(i - 1):
        return None
    return _with_number(t, i, i + 1, number)


def _with_number(t: Tokens, i: int, end: int, number: int) -> Hit:
    """Take in the day of the month beside a weekday: "Friday the 13th", "Mon 13th"."""
    j = end + 1 if t.words[end] == "the" else end
    day = day_number(t, j)
    if (
        day
        and (day[1] > j + 1 or j > end)
        and t.words[day[1]] not in months()
        and t.words[day[1]] not in ("of", "day", "quarter")
    ):
        return Hit(i, day[1], Weekday(number, day=day[0]), "times.weekday-day")
    return Hit(i, end, Weekday(number), "times.weekday")


def _short_weekday(t: Tokens, i: int, number: int) -> Hit | None:
    end = i + 2 if t.words[i + 1] == "." and t.glued(i + 1) else i + 1
    j = end + 1 if t.words[end] == "," else end
    dated = t.words[j] in months() or t.words[j][:1].isdigit()
    if not t.capital(i) or not (dated or t.words[i - 1] in ("on", "next", "last", "this")):
        return None
    return _with_number(t, i, end, number)


def recurring(t: Tokens, i: int) -> Hit | None:
    """ "every year", "each Monday", "every other week", "every three months", "every morning"."""
    j = i + 1
    times = 1
    if t.words[j] in ("other", "second"):
        times, j = 2, j + 1
    number = amount(t, j) if t.words[j] not in ("a", "an") and times == 1 else None
    if number and number.value:
        found = length(t, j)
        if found:
            return Hit(i, found.end, Fixed(found.length.resolve_value(), "SET"), "times.every")
    if t.words[j] in ("single", "passing", "working", "given", "business"):
        j += 1
    word = t.words[j]
    if word in units() and word not in ("second", "minute"):
        unit, size = units()[word]
        return Hit(i, j + 1, Fixed(Length(((Fraction(times * size), unit),)).resolve_value(), "SET"), "times.every")
    if word in weekdays() and len(word) > 3:
        return Hit(i, j + 1, Fixed(f"XXXX-WXX-{weekdays()[word]}", "SET"), "times.every")
    if word in months() and t.capital(j):
        return Hit(i, j + 1, Fixed(f"XXXX-{months()[word]:02}", "SET"), "times.every")
    if word in dayparts():
        return Hit(i, j + 1, Fixed(f"XXXX-XX-XXT{dayparts()[word]}", "SET"), "times.every")
    return None


def per_unit(t: Tokens, i: int) -> Hit | None:
    """ "per year", "per day"."""
    found = units().get(t.words[i + 1])
    if found is None or t.words[i + 1].endswith("s") or found[0] in ("hour", "minute", "second") or t.words[i + 1] == "-":
        return None
    return Hit(i, i + 2, Fixed(Length(((Fraction(found[1]), found[0]),)).resolve_value(), "SET"), "times.rate")


def vague_time(t: Tokens, i: int) -> Hit | None:
    """ "a long time", "a while", "some time", "a very short period of time"; "… ago" is past."""
    j = i + 1
    if t.words[i] in ("a", "an"):
        while t.words[j] in (
            "very",
            "fairly",
            "rather",
            "relatively",
            "quite",
            "little",
            "long",
            "short",
            "lengthy",
            "considerable",
            "certain",
        ):
            j += 1
        if t.words[j] not in ("time", "while", "period"):
            return None
        if t.words[j] in ("time", "period") and (j == i + 1 or t.words[j - 1] == "certain"):
            return None
    elif t.words[i] == "some" and t.words[j] == "time":
        pass
    else:
        return None
    end = j + 1
    if t.words[j] == "period" and t.words[end] != "of":
        return None
    if t.phrase(end, ("of", "time")):
        end += 2
    if t.words[end] == "ago":
        return Hit(i, end + 1, Fixed("PAST_REF"), "times.vague-ago")
    return Hit(i, end, Fixed("PXX", "DURATION"), "times.vague-time")


def now_word(t: Tokens, i: int) -> Hit | None:
    """A bare "now", which the project's definitions leave out and other schemes mark."""
    return Hit(i, i + 1, Fixed("PRESENT_REF"), "times.now") if t.words[i + 1] != "-" else None


def some_point(t: Tokens, i: int) -> Hit | None:
    """ "at some point"."""
    return Hit(i - 2, i + 1, SomePoint(), "times.some-point") if t.phrase(i - 2, ("at", "some")) and i >= 2 else None
