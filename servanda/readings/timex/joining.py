"""What follows an expression and belongs to it: its year, its day, its hour, the other end of a range."""

from __future__ import annotations

from servanda.readings.timex import clock, numerals
from servanda.readings.timex.combining import (
    OFFSETS,
    combined,
    in_part,
    is_day,
    is_part,
    on_day,
    range_of,
    with_clock,
)
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import dayparts
from servanda.readings.timex.meanings import (
    Clock,
    Extent,
    Length,
    Named,
    Unit,
)
from servanda.readings.timex.tokens import Tokens
from servanda.readings.timex.triggers import at

_DASHES = frozenset("-–—‑~")

_TO = frozenset({"to", "through", "until", "till", "thru"})

_EDGES = frozenset({"end", "beginning", "start", "middle", "close"})

_BEGINNING = frozenset({"beginning", "starting", "commencing"})

_LINKS = frozenset({",", "at", "on", "of", "in", "@", "around", "'s", "’s"})


def joined(t: Tokens, hit: Hit) -> Hit:
    """Take in what follows and belongs to the expression: its year, its day, the other end of a range."""
    hit = composed(t, hit)
    hit = ranged(t, hit)
    if hit.rule == "times.clock-range":
        hit = _clocks_before_day(t, hit)
    return composed(t, hit) if isinstance(hit.meaning, Extent) else hit


def _clocks_before_day(t: Tokens, hit: Hit) -> Hit:
    """As in "5 to 6 p.m. tomorrow", "5 to 6 p.m. on April 22"."""
    j = hit.end + 1 if t.words[hit.end] in ("on", "of", ",") else hit.end
    day = at(t, j) if t.words[j] else None
    if day is None or day.start != j or not isinstance(hit.meaning, Extent):
        return hit
    day = composed(t, day)
    meaning = on_day(hit.meaning, day.meaning) if is_day(day.meaning) else None
    return Hit(hit.start, day.end, meaning, hit.rule) if meaning else hit


def composed(t: Tokens, hit: Hit) -> Hit:
    """Take in what makes the expression more exact, as far as it goes."""
    for _ in range(3):
        longer = _with_following(t, hit)
        if longer is None:
            return hit
        hit = longer
    return hit


def _with_following(t: Tokens, hit: Hit) -> Hit | None:
    end = hit.end
    word = t.words[end]
    if is_day(hit.meaning):
        if word in dayparts() and word not in ("overnight", "daytime"):
            return _with_part(hit, t.words[end], end)
        if t.phrase(end, ("in", "the")) and t.words[end + 2] in dayparts():
            return _with_part(hit, t.words[end + 2], end + 2)
    if (is_day(hit.meaning) or is_part(hit.meaning)) and (found := _bare_clock(t, hit, end)):
        return found
    word, j = _link(t, hit)
    following = at(t, j) if t.words[j] else None
    if following is None or not j - 1 <= following.start <= j:
        return None
    if word in ("from", "between"):
        following = ranged(t, following)
    elif word == "-" and not isinstance(following.meaning, Named):
        return None
    meaning = combined(hit.meaning, following.meaning, word)
    if meaning is None:
        return None
    return Hit(hit.start, following.end, meaning, hit.rule if word == "of" else _rule_of(hit, following))


def _link(t: Tokens, hit: Hit) -> tuple[str, int]:
    """The word that links an expression to what follows, empty where none does, and the token after it."""
    end, word = hit.end, t.words[hit.end]
    if word in _BEGINNING and isinstance(hit.meaning, Unit) and hit.meaning.unit == "week":
        return "of", end + 2 if t.words[end + 1] == "on" else end + 1
    if word == "," and t.words[end + 1] == "at":
        return "at", end + 2
    if word == "t" and t.glued(end) and t.glued(end + 1) and hit.rule == "times.iso":
        return "", end + 1
    linked = word in _LINKS or (word == "-" and t.glued(end) and t.glued(end + 1))
    linked = (
        linked or (isinstance(hit.meaning, Length) and word in OFFSETS) or (word in ("from", "between") and is_day(hit.meaning))
    )
    if not linked:
        return "", end
    return word, end + 2 if t.words[end + 1] == "the" and word in ("of", "before", "after") else end + 1


def _bare_clock(t: Tokens, hit: Hit, end: int) -> Hit | None:
    """An hour beside a day that nothing but the day marks as one: "Friday at 5", "tomorrow from 7 to 7:30"."""
    link = t.words[end]
    found = clock.bare_range(t, end + 1, between=link == "between") if link in ("from", "between", "at") else None
    if found is None and link in ("at", "@", "around"):
        found = clock.bare_hour(t, end + 1)
    if found is None:
        return None
    meaning = in_part(hit.meaning, found.meaning) if is_part(hit.meaning) else with_clock(hit.meaning, found.meaning, "")
    return Hit(hit.start, found.end, meaning, "times.day-clock") if meaning else None


def hours_before_day(t: Tokens, i: int) -> Hit | None:
    """As in "between 3 and 8 yesterday", "from 10:30 to 3 on May 5"."""
    before = t.words[i - 1]
    if before not in ("from", "between"):
        return None
    found = clock.bare_range(t, i, between=before == "between", ends=False)
    if found is None:
        return None
    j = found.end + 1 if t.words[found.end] in ("on", "of", ",") else found.end
    day = at(t, j) if t.words[j] and not t.words[j][:1].isdecimal() else numerals.numeric(t, j)
    if day is None or day.start != j:
        return None
    day = composed(t, day)
    if is_part(day.meaning):
        meaning = in_part(day.meaning, found.meaning)
    else:
        meaning = on_day(found.meaning, day.meaning) if isinstance(found.meaning, Extent) and is_day(day.meaning) else None
    return Hit(i, day.end, meaning, "times.clock-range") if meaning else None


def _rule_of(hit: Hit, following: Hit) -> str:
    return "times.day-clock" if "clock" in hit.rule + following.rule else hit.rule


def _with_part(hit: Hit, word: str, end: int) -> Hit | None:
    if word.endswith("s"):
        return None
    return Hit(hit.start, end + 1, Clock(dayparts()[word], hit.meaning), "times.day-part")


def ranged(t: Tokens, hit: Hit) -> Hit:
    """The other end of a range, after a dash, "to", "through", or "and" where "between" stands before."""
    end = hit.end
    word = t.words[end]
    between = word == "and" and t.words[_edge_before(t, hit.start) - 1] == "between"
    if not (word in _DASHES or word in _TO or between) or isinstance(hit.meaning, Extent):
        return hit
    if word == "—" and not (t.glued(end) and t.glued(end + 1)):
        return hit  # the break in a sentence
    j = _past_edge(t, end + 1)
    other = at(t, j)
    if other is None or not j - 1 <= other.start <= j:
        return hit
    other = composed(t, other)
    meaning = range_of(hit.meaning, other.meaning)
    if meaning is None:
        return hit
    first = hit._replace(meaning=meaning.first)
    return Hit(hit.start, other.end, meaning, "times.range", (first, other))


def _past_edge(t: Tokens, i: int) -> int:
    """The token after "the", "the end of", "the middle of", which the second end of a range may begin with."""
    j = i + 1 if t.words[i] == "the" else i
    if t.words[j] in _EDGES and t.words[j + 1] == "of":
        return j + 3 if t.words[j + 2] == "the" else j + 2
    return j


def _edge_before(t: Tokens, i: int) -> int:
    """Where "the end of" before i begins; i where none stands there."""
    if t.words[i - 1] == "of" and t.words[i - 2] in _EDGES:
        return i - 3 if t.words[i - 3] == "the" else i - 2
    return i
