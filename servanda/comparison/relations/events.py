"""An event that one record announces and a later one tells as held: a referendum, a summit, a visit, an exercise.

Records seldom name an event in the same words before and after it ("the upcoming meeting of the leaders of the Council", "the
Council's heads of state met"), so less of its name must be shared than of a deed; but its time must fit. Nothing is told of an
event of which the words say only that it is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from math import fsum
from typing import Literal, NamedTuple

from servanda.comparison.relations.likeness import weights_of
from servanda.comparison.relations.order import is_later
from servanda.comparison.relations.periods import days_of
from servanda.model import Claim
from servanda.words import rows, words

When = Literal["announced", "held"]

_SOON = timedelta(days=120)
"""How long after its announcement an event of no known day is taken to be the one that is told as held."""
_SINCE = timedelta(days=60)
"""How long after its day it is still told of as held, where the telling gives no day."""
_MODIFIERS, _BEHIND = 4, 14
"""Words before an event's noun, and behind it, that say which it is."""
_TELLING = 1.5
"""Bits of a word by which an event is known; a word of a name of several words has so many at least."""
_IN_NAME = 0.4
"""Bits that such a word has by itself: "state" has less."""
_SAME = 0.4
"""Share of the name with fewer words that both names have."""
_PLAIN = ("meeting", "forum", "visit", "occasion", "opening", "launch", "ceremony")
"""Sorts of events of which there are many: more than one telling word must be shared."""
_ANNOUNCING, _TELLING_HELD = ("mention", "topic", "commitment", "forecast"), ("mention", "topic", "progress")
"""Kinds of claims in whose sentences an event is announced, and told as held."""
_COMING = ("coming", "repar", "ook forward", "ooking forward", "ill ", "duled", "lanned for", "is to ", "are to ")
"""Letters of which every announcement has some: looked for first, since most sentences have none of them."""
_BREAK = re.compile(r"[,;:.!?()–—]\s|\s[–—]")
_LETTERS = re.compile(r"[^\W_]+")
_NAMES = re.compile(r"\b[A-Z][\w'’-]*(?: (?:of |and |on |for )?(?:the )?[A-Z][\w'’-]*)+")
_DENIED = re.compile(r"\b(?:never|not|n['’]t|nor)(?: \w+){0,2} ?$", re.IGNORECASE)
"""What takes back the words behind it: a search that ends where these begin."""
_YEARLY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_NEAR = 90
"""Characters from an event's noun to the day that it is announced for."""


class Event(NamedTuple):
    """An event as one claim names it."""

    sort: str
    name: Mapping[str, float]
    """Stems of the words that say which it is, with their bits."""
    at: int
    """Where its noun stands in the sentence."""


def held_as_announced(later: Claim, earlier: Claim) -> bool:
    """Whether the later claim tells as held what the earlier one announced."""
    if earlier.kind not in _ANNOUNCING or later.kind not in _TELLING_HELD or not _may_announce(earlier.sentence):
        return False
    if not is_later(later, earlier) or later.day == earlier.day or not _may_be_of_one(later, earlier):
        return False
    return any(
        _is_one(after, before) and _in_time(later, after, earlier, before)
        for before in _events(earlier.sentence, "announced")
        for after in _events(later.sentence, "held")
    )


def names_event(text: str) -> bool:
    """Whether words name an event, of which there are several, one after another."""
    return bool(_nouns().search(text))


def _may_announce(sentence: str) -> bool:
    return any(letters in sentence for letters in _COMING)


def _may_be_of_one(later: Claim, earlier: Claim) -> bool:
    """Whether no states are named, or one at least by both."""
    return not later.scope or not earlier.scope or bool(set(later.scope) & set(earlier.scope))


def _is_one(after: Event, before: Event) -> bool:
    """Whether two names are of one event."""
    if after.sort != before.sort:
        return False
    both = after.name.keys() & before.name.keys()
    if len(both) < (2 if after.sort in _PLAIN else 1):
        return False
    least = min(fsum(after.name.values()), fsum(before.name.values()))
    return fsum(after.name[word] for word in sorted(both)) >= _SAME * least


def _in_time(later: Claim, after: Event, earlier: Claim, before: Event) -> bool:
    """Whether what is told as held can be what was announced: on its day, where that is known, or soon."""
    told, said = date.fromisoformat(later.day or ""), date.fromisoformat(earlier.day or "")
    due, was = _day_of(earlier, before), _day_of(later, after)
    if due and due[1] < said:
        return False
    first, last = due or (said, said + _SOON)
    if was:
        return was[0] <= last and was[1] >= first and was[0] <= told
    return first <= told <= (last + _SINCE if due else last)


def _day_of(claim: Claim, event: Event) -> tuple[date, date] | None:
    """The days that stand nearest to an event's noun in the sentence of a claim; None where it has none."""
    at = claim.sentence.find(claim.place.text)
    near = sorted((abs(at + time.at - event.at), time.at, time.value) for time in claim.times if _YEARLY.fullmatch(time.value))
    if not near or near[0][0] > _NEAR:
        return None
    days = days_of(near[0][2])
    return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None


@lru_cache(maxsize=50_000)
def _events(sentence: str, when: When) -> tuple[Event, ...]:
    """The events that a sentence announces, or tells as held."""
    found: dict[int, Event] = {}
    for side, cues in _cues()[when].items():
        for cue in cues.finditer(sentence):
            noun = None if _DENIED.search(sentence, 0, cue.start()) else _noun(sentence, cue, side)
            if noun and noun.start() not in found:
                found[noun.start()] = Event(_sorts()[noun.group().lower()], _name(sentence, noun, cue), noun.start())
    return tuple(event for _, event in sorted(found.items()) if event.name)


def _noun(sentence: str, cue: re.Match[str], side: str) -> re.Match[str] | None:
    """The event that a cue speaks of: the first named behind it, or the last one before, in its part of the sentence."""
    if side == "before":
        return max(_nouns().finditer(sentence, _part(sentence, cue)[0], cue.start()), key=re.Match.start, default=None)
    found = _nouns().search(sentence, cue.end(), _part(sentence, cue)[1])
    if found and _sorts()[found.group().lower()] == "occasion":  # "the most important event – the referendum"
        return _nouns().search(sentence, found.end()) or found
    return found


def _part(sentence: str, place: re.Match[str]) -> tuple[int, int]:
    """Where the part of a sentence begins and ends in which something stands."""
    breaks = [match.span() for match in _BREAK.finditer(sentence)]
    start = max((end for _, end in breaks if end <= place.start()), default=0)
    return start, min((first for first, _ in breaks if first >= place.end()), default=len(sentence))


def _name(sentence: str, noun: re.Match[str], cue: re.Match[str]) -> Mapping[str, float]:
    """The telling words around an event's noun, in its part of the sentence, with their bits."""
    start, end = _part(sentence, noun)
    if start < cue.end() <= noun.start():  # before "hosted" stands the host
        start = cue.end()
    before = _LETTERS.findall(sentence[start : noun.start()])[-_MODIFIERS:]
    behind = _LETTERS.findall(sentence[noun.end() : end].replace(cue.group(), " "))[:_BEHIND]
    idle = _idle() | set(weights_of(noun.group()))
    names = " ".join(_NAMES.findall(sentence[start:end]))
    in_names = {word for word, weight in weights_of(names).items() if weight >= _IN_NAME}
    weights = weights_of(" ".join([*before, *behind]))
    told = {word: max(weight, _TELLING) if word in in_names else weight for word, weight in weights.items()}
    return {word: weight for word, weight in told.items() if weight >= _TELLING and word not in idle}


@cache
def _idle() -> frozenset[str]:
    """Stems of words that say when an event is, and not which."""
    cues = [phrase for phrase, role, _ in rows("event-words") if role != "noun"]
    return frozenset(weights_of(" ".join([*cues, *words("month-names"), *words("weekday-names")])))


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    by: dict[str, dict[str, list[str]]] = {"announced": defaultdict(list), "held": defaultdict(list)}
    for phrase, role, side in rows("event-words"):
        if role != "noun":
            by[role][side].append(re.escape(phrase).replace(re.escape("*"), r"\w*"))
    return {role: {side: _pattern(phrases) for side, phrases in sides.items()} for role, sides in by.items()}


@cache
def _sorts() -> dict[str, str]:
    return {phrase: sort for phrase, role, sort in rows("event-words") if role == "noun"}


@cache
def _nouns() -> re.Pattern[str]:
    return _pattern(sorted(map(re.escape, _sorts()), key=len, reverse=True))


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)
