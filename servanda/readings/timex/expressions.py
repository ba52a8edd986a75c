"""Whole expressions: the grammar's parts put together, and the words before them that belong to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from servanda.readings.timex import clock, days, parts, relatives, years
from servanda.readings.timex.hits import Hit, Rule
from servanda.readings.timex.lexicon import (
    cardinals,
    dayparts,
    holidays,
    months,
    ordinals,
    references,
    seasons,
    units,
    weekdays,
)
from servanda.readings.timex.meanings import (
    Clock,
    DayNumber,
    Extent,
    Fixed,
    Holiday,
    Length,
    Meaning,
    MonthDay,
    Named,
    Offset,
    TheUnit,
    Today,
    Unit,
    Weekday,
)
from servanda.readings.timex.tokens import Tokens
from servanda.words import table

_DASHES = frozenset("-–—‑~")
_TO = frozenset({"to", "through", "until", "till", "thru"})
_DIGIT: tuple[Rule, ...] = (
    days.numeric,
    days.day_first,
    days.day_alone,
    years.year,
    years.decade,
    clock.clock,
    relatives.counted,
    parts.part_at,
    clock.past_hour,
)
_LINKS = frozenset({",", "at", "on", "of", "in", "@", "around", "'s", "’s"})
_OFFSETS = frozenset({"after", "before", "from", "since"})
_OF_A_QUARTER = frozenset(
    "results result loss losses profit profits earnings report reports net income revenue sales dividend figures".split()
)
_PART_CODES = frozenset({"MO", "AF", "EV", "NI", "DT"})
_POINTS = (MonthDay, Fixed, Weekday, Unit, Holiday, Today)


@cache
def triggers() -> dict[str, tuple[Rule, ...]]:
    """Which rules to try at which word."""
    found: dict[str, list[Rule]] = {}

    def add(names: object, *rules: Rule) -> None:
        for name in names:  # type: ignore[attr-defined]
            entry = found.setdefault(name, [])
            entry.extend(rule for rule in rules if rule not in entry)

    add(months(), days.month_first)
    add(weekdays(), relatives.weekday)
    add(ordinals(), days.day_first, parts.part_at)
    add(("twenty", "thirty"), days.day_first)
    add(("last", "final"), parts.part_at)
    add(cardinals(), relatives.counted, years.year, clock.clock)
    add(("half", "quarter", "ten", "twenty", "five"), clock.past_hour)
    add(
        (
            "a",
            "an",
            "half",
            "several",
            "many",
            "few",
            "couple",
            "some",
            "dozens",
            "hundreds",
            "thousands",
            "numerous",
            "countless",
        ),
        relatives.counted,
    )
    add(("a", "an", "some"), relatives.vague_time)
    add(units(), relatives.bare_unit)
    add(("century", "centuries"), years.century)
    add(("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), years.decade)
    add(("ad", "'", "’", "‘"), years.year)
    add(("q", "h"), parts.coded)
    add(seasons(), parts.season)
    add((words[0] for words in holidays()), parts.feast)
    add((words[-1] for words in references()), relatives.reference)
    add(("today", "tomorrow", "yesterday"), relatives.day_word)
    add(("tonight", "tonite"), relatives.tonight)
    add(
        (
            "last",
            "this",
            "next",
            "current",
            "coming",
            "upcoming",
            "previous",
            "preceding",
            "following",
            "same",
            "past",
            "that",
            "subsequent",
            "prior",
            "latest",
        ),
        relatives.stepped,
    )
    add(("full", "fiscal", "financial", "calendar"), relatives.whole_year)
    add(("every", "each"), relatives.recurring)
    add(("per",), relatives.per_unit)
    add(("point",), relatives.some_point)
    add(("now",), relatives.now_word)
    add(("noon", "midday", "midnight"), clock.named_hour)
    add(table("time-sets"), _set_word)
    return {word: tuple(rules) for word, rules in found.items()}


def _set_word(t: Tokens, i: int) -> Hit | None:
    if t.words[i] == "daily" and t.capital(i) and t.capital(i - 1) and t.words[i - 1].isalpha():
        return None
    if t.words[i] == "quarterly" and t.words[i + 1] in _OF_A_QUARTER:
        return None  # results of one quarter, not of every one
    return Hit(i, i + 1, Fixed(table("time-sets")[t.words[i]], "SET"), "times.set-word")


def at(t: Tokens, i: int) -> Hit | None:
    """The simple expression whose leading word stands at i: the hit that reaches farthest, the first rule among equals."""
    word = t.words[i]
    rules = triggers().get(word) or (_DIGIT if word[:1].isdigit() else ())
    best = _hours_before_day(t, i) if t.words[i - 1] in ("from", "between") and i else None
    for rule in rules:
        hit = rule(t, i)
        if hit and (best is None or hit.end > best.end):
            best = hit
    return best


def find(t: Tokens) -> Iterator[Hit]:
    """Every expression of a stretch, in order; none overlaps another."""
    known = triggers()
    free = 0
    candidates = [i for i in range(t.count) if t.words[i] in known or t.words[i][0].isdigit()]
    for i in candidates:
        if i < free:
            continue
        hit = at(t, i)
        if hit is None or hit.start < free:
            continue
        hit = _widened(t, _joined(t, hit, free), free)
        yield hit
        free = hit.end


def _joined(t: Tokens, hit: Hit, free: int) -> Hit:
    """Take in what follows and belongs to the expression: its year, its day, the other end of a range."""
    hit = _composed(t, hit)
    hit = _ranged(t, hit)
    if hit.rule == "times.clock-range":
        hit = _clocks_before_day(t, hit)
    return _composed(t, hit) if isinstance(hit.meaning, Extent) else hit


def _clocks_before_day(t: Tokens, hit: Hit) -> Hit:
    """ "5 to 6 p.m. tomorrow", "5 to 6 p.m. on April 22"."""
    j = hit.end + 1 if t.words[hit.end] in ("on", "of", ",") else hit.end
    day = at(t, j) if t.words[j] else None
    if day is None or day.start != j or not isinstance(hit.meaning, Extent):
        return hit
    day = _composed(t, day)
    meaning = _on_day(hit.meaning, day.meaning) if _is_day(day.meaning) else None
    return Hit(hit.start, day.end, meaning, hit.rule) if meaning else hit


def _composed(t: Tokens, hit: Hit) -> Hit:
    for _ in range(3):
        longer = _with_following(t, hit)
        if longer is None:
            return hit
        hit = longer
    return hit


def _with_following(t: Tokens, hit: Hit) -> Hit | None:
    end = hit.end
    word = t.words[end]
    if _is_day(hit.meaning):
        if word in dayparts() and word not in ("overnight", "daytime"):
            return _with_part(hit, t.words[end], end)
        if t.phrase(end, ("in", "the")) and t.words[end + 2] in dayparts():
            return _with_part(hit, t.words[end + 2], end + 2)
    if (_is_day(hit.meaning) or _is_part(hit.meaning)) and (found := _bare_clock(t, hit, end)):
        return found
    j = end
    if (
        word in _LINKS
        or (word == "-" and t.glued(end) and t.glued(end + 1))
        or (isinstance(hit.meaning, Length) and word in _OFFSETS)
        or (word in ("from", "between") and _is_day(hit.meaning))
    ):
        j += 1
    if t.words[j] == "the" and word in ("of", "before", "after"):
        j += 1
    following = at(t, j) if t.words[j] else None
    if following is None or not j - 1 <= following.start <= j:
        return None
    if word in ("from", "between"):
        following = _ranged(t, following)
    elif word == "-" and not isinstance(following.meaning, Named):
        return None
    meaning = combined(hit.meaning, following.meaning, word if j > end else "")
    if meaning is None:
        return None
    return Hit(hit.start, following.end, meaning, hit.rule if word == "of" else _rule_of(hit, following))


def _bare_clock(t: Tokens, hit: Hit, end: int) -> Hit | None:
    """An hour beside a day that nothing but the day marks as one: "Friday at 5", "tomorrow from 7 to 7:30"."""
    link = t.words[end]
    found = clock.bare_range(t, end + 1 if link in ("from", "between", "at", ",") else end, between=link == "between")
    if found is None and link in ("at", "@", "around"):
        found = clock.bare_hour(t, end + 1)
    if found is None:
        return None
    meaning = _in_part(hit.meaning, found.meaning) if _is_part(hit.meaning) else _with_clock(hit.meaning, found.meaning, "")
    return Hit(hit.start, found.end, meaning, "times.day-clock") if meaning else None


def _is_part(meaning: Meaning) -> bool:
    return isinstance(meaning, Clock) and meaning.text in _PART_CODES


def _in_part(part: Meaning, clocks: Meaning) -> Meaning | None:
    """ "tonight from 7 to 7:30", "last night at 8": the part of the day says which half is meant."""
    if isinstance(clocks, Extent):
        first, last = _in_part(part, clocks.first), _in_part(part, clocks.last)
        return Extent(first, last) if first and last else None
    if not isinstance(part, Clock) or not isinstance(clocks, Clock):
        return None
    hour = int(clocks.text[:2])
    if part.text in ("AF", "EV", "NI") and hour < 12:
        hour += 12
    return Clock(f"{hour:02}{clocks.text[2:]}", part.day, part.origin)


def _hours_before_day(t: Tokens, i: int) -> Hit | None:
    """ "between 3 and 8 yesterday", "from 10:30 to 3 on May 5"."""
    before = t.words[i - 1]
    if before not in ("from", "between"):
        return None
    found = clock.bare_range(t, i, between=before == "between", ends=False)
    if found is None:
        return None
    j = found.end + 1 if t.words[found.end] in ("on", "of", ",") else found.end
    day = at(t, j) if t.words[j] and not t.words[j][:1].isdigit() else days.numeric(t, j)
    if day is None or day.start != j:
        return None
    if _is_part(day.meaning):
        meaning = _in_part(day.meaning, found.meaning)
    else:
        day = _composed(t, day)
        meaning = _on_day(found.meaning, day.meaning) if isinstance(found.meaning, Extent) and _is_day(day.meaning) else None
    return Hit(i, day.end, meaning, "times.clock-range") if meaning else None


def _rule_of(hit: Hit, following: Hit) -> str:
    return "times.day-clock" if "clock" in hit.rule + following.rule else hit.rule


def _with_part(hit: Hit, word: str, end: int) -> Hit | None:
    if word.endswith("s"):
        return None
    return Hit(hit.start, end + 1, Clock(dayparts()[word], hit.meaning), "times.day-part")


def _is_day(meaning: Meaning) -> bool:
    if isinstance(meaning, MonthDay):
        return meaning.day is not None
    if isinstance(meaning, Fixed):
        return len(meaning.value) == 10 and meaning.type == "DATE"
    if isinstance(meaning, Unit):
        return meaning.unit == "day"
    return isinstance(meaning, Weekday | DayNumber | Holiday | Today)


def _is_year_like(meaning: Meaning) -> bool:
    if isinstance(meaning, Fixed):
        return meaning.type == "DATE" and (len(meaning.value) == 4 or meaning.value.startswith("BC"))
    return isinstance(meaning, Unit | TheUnit) and meaning.unit == "year"


def combined(first: Meaning, second: Meaning, link: str) -> Meaning | None:
    """What two neighbouring expressions mean together, or None where they stand apart."""
    if isinstance(first, Clock) or isinstance(second, Clock | Extent):
        return _with_clock(first, second, link)
    if isinstance(first, Length):
        return _counted_from(first, second, link)
    if (
        isinstance(first, Weekday)
        and isinstance(second, MonthDay | Fixed)
        and _is_day(second)
        and link in ("", ",", "of", "@", "around")
    ):
        return second
    if isinstance(first, Unit) and first.unit == "week" and isinstance(second, Weekday) and link in ("", ",", "on"):
        return replace(second, week=first)
    if _is_year_like(second) and (found := _within_year(first, second, link)):
        return found
    if (
        isinstance(second, Named | MonthDay)
        and second.year is None
        and _is_year_like(first)
        and link in ("'s", "’s", "of", "", "-")
    ):
        return replace(second, year=first)
    if isinstance(first, Unit) and first.unit in ("week", "weekend") and _is_day(second) and link == "of":
        return parts.WeekOf(second, None, first.unit)
    if isinstance(first, Weekday) and isinstance(second, Unit) and second.unit == "week":
        return replace(first, week=second)
    return None


def _with_clock(first: Meaning, second: Meaning, link: str) -> Meaning | None:
    """A day and a time of day, in either order; "5 p.m. this afternoon"; "Friday from 5 to 6 p.m."."""
    if isinstance(second, Extent):
        clocks = isinstance(second.first, Clock) and isinstance(second.last, Clock)
        return _on_day(second, first) if clocks and _is_day(first) and link in ("", ",", "at", "from", "between") else None
    if isinstance(first, Clock) and isinstance(second, Clock):
        if second.text in _PART_CODES and first.text not in _PART_CODES and first.day is None:
            return replace(first, day=second.day)
        if (
            first.text in _PART_CODES
            and second.text not in _PART_CODES
            and second.day is None
            and link in ("", ",", "at", "@", "around")
        ):
            return replace(second, day=first.day)
        return None
    if isinstance(first, Clock):
        return replace(first, day=second) if first.day is None and _is_day(second) and link in ("", ",", "on", "of") else None
    if isinstance(second, Clock) and _is_day(first) and second.day is None and link in ("", ",", "at", "on", "@", "around"):
        return replace(second, day=first)
    return None


def _on_day(clocks: Extent, day: Meaning) -> Extent | None:
    first, last = clocks.first, clocks.last
    if not (isinstance(first, Clock) and isinstance(last, Clock)) or first.day or last.day:
        return None
    return Extent(replace(first, day=day), replace(last, day=day))


def _counted_from(length: Length, second: Meaning, link: str) -> Meaning | None:
    """ "two days after Christmas"."""
    if link not in _OFFSETS or not (_is_day(second) or isinstance(second, MonthDay)) or length.high is not None:
        return None
    return Offset(length, -1 if link == "before" else 1, second)


def _within_year(first: Meaning, second: Meaning, link: str) -> Meaning | None:
    if isinstance(first, Unit) and first.unit == "year" and isinstance(second, Fixed) and link == ",":
        return second
    if link in ("", ",", "of") or (link == "in" and isinstance(second, Fixed)):
        return _in_year(first, second, link)
    return None


def _in_year(first: Meaning, year: Meaning, link: str) -> Meaning | None:
    if isinstance(first, MonthDay) and first.year is None:
        return replace(first, year=year)
    if isinstance(first, Named | Holiday) and first.year is None and first.step is None:
        return replace(first, year=year)
    if isinstance(first, Extent):
        begin, last = _in_year(first.first, year, link), _in_year(first.last, year, link)
        return Extent(begin, last) if begin and last else None
    return None


def _ranged(t: Tokens, hit: Hit) -> Hit:
    """The other end of a range, after a dash, "to", "through", or "and" where "between" stands before."""
    end = hit.end
    word = t.words[end]
    between = word == "and" and t.words[hit.start - 1] == "between"
    if not (word in _DASHES or word in _TO or between) or isinstance(hit.meaning, Extent):
        return hit
    j = end + 1
    if t.words[j] == "the":
        j += 1
    other = at(t, j)
    if other is None or not j - 1 <= other.start <= j:
        return hit
    other = _composed(t, other)
    meaning = _range_of(hit.meaning, other.meaning)
    if meaning is None:
        return hit
    first = hit._replace(meaning=meaning.first)
    return Hit(hit.start, other.end, meaning, "times.range", (first, other))


def _range_of(first: Meaning, last: Meaning) -> Extent | None:
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        if first.year is None and last.year is not None:
            first = replace(first, year=_year_before(last.year) if first.month > last.month else last.year)
        return Extent(first, last)
    if isinstance(first, MonthDay) and first.year is None and isinstance(last, Fixed) and len(last.value) == 10:
        return Extent(replace(first, year=Fixed(last.value[:4])), last)
    if isinstance(first, Clock) and isinstance(last, Clock):
        return Extent(replace(first, day=first.day or last.day), replace(last, day=last.day or first.day))
    if isinstance(first, Fixed) and isinstance(last, Fixed) and first.type == last.type == "DATE":
        ordered = len(first.value) == len(last.value) and first.value < last.value or first.value.startswith("BC")
        return Extent(first, last) if ordered else None
    if isinstance(first, Named) and isinstance(last, Named) and last.year is not None:
        return Extent(first if first.year else replace(first, year=last.year), last)
    if isinstance(last, Fixed) and last.value == "PRESENT_REF" and isinstance(first, _POINTS):
        return Extent(first, Today())
    if isinstance(first, _POINTS) and isinstance(last, _POINTS) and not _is_rate_or_reference(first, last):
        return Extent(first, last)
    return None


def _year_before(year: Meaning) -> Meaning:
    """ "Nov-Feb 2017" begins the year before."""
    if isinstance(year, Fixed) and year.value.isdigit():
        return Fixed(f"{int(year.value) - 1:04}")
    return year


def _is_rate_or_reference(*ends: Meaning) -> bool:
    return any(isinstance(end, Fixed) and (end.type != "DATE" or end.value.endswith("_REF")) for end in ends)


_APPROXIMATE = frozenset({"about", "around", "nearly", "almost", "approximately", "roughly", "over", "ca", "circa"})
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
_EDGES = frozenset(
    {
        "end",
        "beginning",
        "start",
        "middle",
        "close",
        "rest",
        "remainder",
        "turn",
        "height",
        "eve",
        "outset",
        "morning",
        "afternoon",
        "evening",
        "night",
        "hours",
        "week",
    }
)
_PHASES = frozenset({"early", "late", "mid", "earlier", "later", "sometime"})


def _widened(t: Tokens, hit: Hit, free: int) -> Hit:
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
    """ "the morning of May 5" is a time of day."""
    if _is_day(hit.meaning):
        for i in range(start, hit.start):
            if t.words[i] in dayparts() and t.words[i + 1] in ("of", "hours"):
                return Clock(dayparts()[t.words[i]], hit.meaning)
            if t.words[i] == "week" and t.words[i + 1] == "of":
                return parts.WeekOf(hit.meaning)
    return hit.meaning


def _before(t: Tokens, hit: Hit, start: int) -> int | None:
    word, second, third = t.words[start - 1], t.words[start - 2], t.words[start - 3]
    is_length = hit.rule in ("times.length", "times.ago", "times.later", "times.earlier")
    if word == "of" or (word == "the" and second == "of"):
        k = start - 2 if word == "of" else start - 3
        return _edge(t, hit, k)
    if is_length or hit.rule == "times.year":
        for bound in _BOUNDS:
            if is_length and tuple(t.words[start - len(bound) : start]) == bound and start >= len(bound):
                return start - len(bound)
        if word == "over" and t.words[start] not in ("a", "an", "one"):
            return None
        if word in _APPROXIMATE and t.words[start] != "the" and (is_length or word in ("about", "around", "ca", "circa")):
            return start - 1
    if (
        hit.rule in ("times.bare-plural",)
        or is_length
        or hit.rule.startswith(("times.clock", "times.every", "times.rate", "times.set"))
    ):
        return None
    if word in _PHASES and not (word in ("earlier", "later") and not _counts_back(hit)):
        return start - 2 if second == "the" or (second in ("very", "as") and word in ("early", "late")) else start - 1
    if word == "-" and second in ("mid", "early", "late") and t.glued(start):
        return start - 3 if third == "the" else start - 2
    if word == "in" and second in ("early", "late", "later", "earlier") and hit.rule in ("times.year", "times.month-year"):
        return start - 2
    return None


def _counts_back(hit: Hit) -> bool:
    return isinstance(hit.meaning, Unit | Weekday | Clock | Named) or hit.rule in ("times.today",)


def _edge(t: Tokens, hit: Hit, k: int) -> int | None:
    """The start of "the end of", "the early part of", "the beginning of" that ends at k."""
    word = t.words[k]
    if hit.rule in ("times.length", "times.bare-plural", "times.set-word", "times.reference", "times.ago"):
        return None
    if word in ("part", "half", "hours") and t.words[k - 1] in (
        "early",
        "late",
        "latter",
        "first",
        "second",
        "later",
        "morning",
    ):
        k -= 1
        if t.words[k] == "morning" and t.words[k - 1] == "early":
            k -= 1
    elif word not in _EDGES:
        return None
    if word in ("morning", "afternoon", "evening", "night") and not _is_day(hit.meaning):
        return None
    if word in ("week", "hours") and not _is_day(hit.meaning):
        return None
    return k - 1 if t.words[k - 1] in ("the", "this") else k
