"""Which rules to try at which word."""

from __future__ import annotations

from functools import cache

from servanda.readings.timex import (
    clock,
    counting,
    days,
    lexicon,
    numerals,
    parts,
    recurrences,
    relatives,
    units,
    weekdays,
    years,
)
from servanda.readings.timex.hits import Hit, Rule
from servanda.readings.timex.lexicon import cardinals, group, holidays, months, ordinals, references, seasons
from servanda.readings.timex.meanings import (
    Fixed,
)
from servanda.readings.timex.tokens import Tokens
from servanda.words import table

_DIGIT: tuple[Rule, ...] = (
    numerals.numeric,
    days.day_first,
    days.day_alone,
    years.year,
    years.decade,
    clock.clock,
    counting.counted,
    parts.part_at,
    clock.past_hour,
)

_OF_A_QUARTER = group("of-a-quarter")


@cache
def triggers() -> dict[str, tuple[Rule, ...]]:
    """Which rules to try at which word."""
    found: dict[str, list[Rule]] = {}

    def add(names: object, *rules: Rule) -> None:
        for name in names:  # type: ignore[attr-defined]
            entry = found.setdefault(name, [])
            entry.extend(rule for rule in rules if rule not in entry)

    add(months(), days.month_first)
    add(lexicon.weekdays(), weekdays.weekday)
    add(ordinals(), days.day_first, parts.part_at)
    add(("twenty", "thirty"), days.day_first, parts.part_at)
    add(("last", "final"), parts.part_at)
    add(cardinals(), counting.counted, years.year, clock.clock)
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
        counting.counted,
    )
    add(("a", "an", "some"), counting.vague_time)
    add(lexicon.units(), units.bare_unit)
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
    add(("full", "fiscal", "financial", "calendar"), units.whole_year)
    add(("every", "each"), recurrences.recurring)
    add(("per",), recurrences.per_unit)
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
    if i not in t.hits:
        t.hits[i] = _best_at(t, i)
    return t.hits[i]


def _best_at(t: Tokens, i: int) -> Hit | None:
    word = t.words[i]
    rules = triggers().get(word) or (_DIGIT if word[:1].isdecimal() else ())
    best: Hit | None = None
    for rule in rules:
        hit = rule(t, i)
        if hit and (best is None or hit.end > best.end):
            best = hit
    return best
