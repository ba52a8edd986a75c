"""What stands before an expression and belongs to it: "early", "the end of", "at least", "about", the article."""

from __future__ import annotations

from servanda.readings.timex.combining import (
    is_day,
)
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import dayparts, group
from servanda.readings.timex.meanings import (
    Clock,
    Meaning,
    Named,
    Unit,
    Weekday,
    WeekOf,
)
from servanda.readings.timex.tokens import Tokens

_APPROXIMATE = group("approximate")

_BOUNDS = frozenset(
    {
        ("at", "least"),
        ("more", "than"),
        ("less", "than"),
        ("at", "most"),
        ("up", "to"),
        ("no", "more", "than"),
        ("fewer", "than"),
        ("as", "early", "as"),
        ("as", "late", "as"),
    }
)

_EDGES = group("edges")

_PHASES = frozenset({"early", "late", "mid", "earlier", "later", "sometime"})


_LENGTHS = frozenset({"times.length", "times.ago", "times.later", "times.earlier"})

_CLOSED = ("times.bare-plural", "times.clock", "times.every", "times.rate", "times.set")
"""Rules whose expressions take nothing in."""

_OF_PARTS = frozenset({"early", "late", "latter", "first", "second", "later", "morning"})


def widened(t: Tokens, hit: Hit, free: int) -> Hit:
    """Take in what stands before: "early", "the end of", "at least", "about", the article."""
    start = hit.start
    for _ in range(3):
        before = _before(t, hit, start)
        if before is None or before < free:
            break
        start = before
    meaning = _part_of_day_of(t, hit, start)
    return hit._replace(start=start, meaning=meaning)


def _part_of_day_of(t: Tokens, hit: Hit, start: int) -> Meaning:
    """As in "the morning of May 5" is a time of day."""
    if is_day(hit.meaning):
        for i in range(start, hit.start):
            if t.words[i] in dayparts() and t.words[i + 1] in ("of", "hours"):
                return Clock(dayparts()[t.words[i]], hit.meaning)
            if t.words[i] == "week" and t.words[i + 1] == "of":
                return WeekOf(hit.meaning)
    return hit.meaning


def _before(t: Tokens, hit: Hit, start: int) -> int | None:
    """Where the expression begins with one more piece before it; None where none belongs to it."""
    word, second = t.words[start - 1], t.words[start - 2]
    if word == "of" or (word == "the" and second == "of"):
        return _edge(t, hit, start - 2 if word == "of" else start - 3)
    if hit.rule in _LENGTHS:
        return _bound(t, start)
    if hit.rule.startswith(_CLOSED):
        return None
    if hit.rule == "times.year" and word in ("about", "around", "ca", "circa"):
        return start - 1
    return _phase(t, hit, start)


def _bound(t: Tokens, start: int) -> int | None:
    """As in "at least", "more than", "about" before a length."""
    for bound in _BOUNDS:
        if start >= len(bound) and tuple(t.words[start - len(bound) : start]) == bound:
            return start - len(bound)
    word = t.words[start - 1]
    if word == "over" and t.words[start] not in ("a", "an", "one"):
        return None  # the preposition: "over three years"
    return start - 1 if word in _APPROXIMATE and t.words[start] != "the" else None


def _phase(t: Tokens, hit: Hit, start: int) -> int | None:
    """As in "early", "late", "mid-", "early in"."""
    word, second = t.words[start - 1], t.words[start - 2]
    if word in _PHASES and not (word in ("earlier", "later") and not _counts_back(hit)):
        return start - 2 if second == "the" or (second in ("very", "as") and word in ("early", "late")) else start - 1
    if word == "-" and second in ("mid", "early", "late") and t.glued(start):
        return start - 3 if t.words[start - 3] == "the" else start - 2
    if (
        word == "in"
        and second in ("early", "late", "later", "earlier")
        and hit.rule in ("times.year", "times.month-year", "times.the-unit")
    ):
        return start - 2
    return None


def _counts_back(hit: Hit) -> bool:
    return isinstance(hit.meaning, Unit | Weekday | Clock | Named) or hit.rule in ("times.today",)


def _edge(t: Tokens, hit: Hit, k: int) -> int | None:
    """The start of "the end of", "the early part of", "the beginning of" that ends at k."""
    word = t.words[k]
    if hit.rule in ("times.length", "times.bare-plural", "times.set-word", "times.reference", "times.ago"):
        return None
    if word in ("part", "half", "hours") and t.words[k - 1] in _OF_PARTS:
        k -= 1
        if t.words[k] == "morning" and t.words[k - 1] == "early":
            k -= 1
    elif word not in _EDGES:
        return None
    if word in ("morning", "afternoon", "evening", "night") and not is_day(hit.meaning):
        return None
    if word in ("week", "hours") and not is_day(hit.meaning):
        return None
    return k - 1 if t.words[k - 1] in ("the", "this") else k
