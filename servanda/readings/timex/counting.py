"""Lengths, and what is counted by one: "30 days", "three years ago", "a week later", "at least two months"."""

from __future__ import annotations

from fractions import Fraction

from servanda.readings.timex.amounts import length
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import group, ordinals
from servanda.readings.timex.meanings import (
    Fixed,
    Length,
    Named,
    Offset,
    SameQuarter,
    Unit,
)
from servanda.readings.timex.tokens import Tokens

_AGO = frozenset({"ago"})

_BEFORE = frozenset({"earlier", "before", "previously", "prior"})

_AFTER = frozenset({"later", "after", "afterwards", "afterward", "hence", "thereafter"})

_ARTICLES = frozenset({"the", "these", "those"})

_SPAN_WORDS = group("span-words")

VAGUE_LENGTHS = {"recent": "PAST_REF", "coming": "FUTURE_REF", "upcoming": "FUTURE_REF"}


def counted(t: Tokens, i: int) -> Hit | None:
    """A length, and what is counted by one: "30 days", "three years ago", "a week later", "two days after Christmas"."""
    found = length(t, i)
    if found is None:
        return None
    if is_age(t, found.end):
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
        return year_ago(t, j - 1, found.length.parts[0][1])
    if after in _BEFORE and not clause(t, j + 1, after):
        return Hit(start, j + 1, Offset(found.length, -1, None, "mention"), "times.earlier")
    if after in _AFTER and not clause(t, j + 1, after):
        return Hit(start, j + 1, Offset(found.length, 1, None, "mention"), "times.later")
    return _plain_length(t, i, found.length, found.end, found.singular)


def year_ago(t: Tokens, i: int, unit: str) -> Hit:
    """As in "year-earlier", "the year-ago quarter", "the year-earlier third quarter"."""
    start = i - 1 if t.words[i - 1] == "the" else i
    back = Offset(Length(((Fraction(1), unit),)), -1)
    j = i + 3
    if t.words[j] in ("quarter", "period") and unit == "year":
        return Hit(start, j + 1, back, "times.earlier")
    if t.words[j] in ordinals() and ordinals()[t.words[j]] <= 4 and t.words[j + 1] == "quarter":
        return Hit(start, j + 2, Named(f"Q{ordinals()[t.words[j]]}", Unit("year", -1)), "times.quarter")
    return Hit(i, j, back, "times.ago")


def clause(t: Tokens, i: int, word: str) -> bool:
    """Whether "before" or "after" takes something with it, and so says no point by itself."""
    if word in ("earlier", "later", "hence", "previously", "thereafter", "afterwards", "afterward"):
        return False
    following = t.words[i]
    return following[:1].isalnum() and following not in ("and", "but", "in", "at", "when")


def is_age(t: Tokens, i: int) -> bool:
    """Whether a length before i is somebody's age: "-old", "years of age"."""
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
        and ((t.words[i] in ("a", "one", "three") and (not singular or t.words[end] == "of")) or "-" in t.words[i:end])
    ):
        return None  # a fraction
    if unit in ("quarter", "year") and len(t.words[i]) == 4 and t.words[i].isdecimal():
        return _numbered_year(t, i, end) if singular else None
    if t.words[end] == "-" and t.words[end + 1] == "long" and t.glued(end + 1):
        end += 2
    elif t.words[end] == "long" and not t.words[end + 1].isalpha():
        end += 1
    if singular and t.words[i] in ("a", "an") and _is_rate(t, i):
        return Hit(i, end, Fixed(found.resolve_value(), "SET"), "times.rate")
    start, spanning = span_start(t, i)
    if singular and not spanning and t.words[i] not in ("a", "an", "one"):
        start = i  # it qualifies a noun, whose article it is: "a two-day visit"
        if t.words[start] in ("a", "an"):
            start += 1
    if t.words[end] == "or" and t.words[end + 1] in ("so", "more", "less"):
        end += 2
    if spanning in VAGUE_LENGTHS and found.vague:
        return Hit(start, end, Fixed(VAGUE_LENGTHS[spanning]), "times.vague-length")
    return Hit(start, end, found, "times.length")


def _numbered_year(t: Tokens, i: int, end: int) -> Hit | None:
    """As in "the 1988 quarter"."""
    if t.words[end - 1] != "quarter":
        return None
    return Hit(i - 1 if t.words[i - 1] == "the" else i, end, SameQuarter(Fixed(t.words[i])), "times.earlier")


def span_start(t: Tokens, i: int) -> tuple[int, str]:
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
    return before[:1].isdecimal() or before == "24"


def vague_time(t: Tokens, i: int) -> Hit | None:
    """As in "a long time", "a while", "some time", "a very short period of time"; "… ago" is past."""
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
