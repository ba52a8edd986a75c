"""What the words around a figure make of it: a growth or a share; told as it is, or only meant; what another is held to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from servanda.model import Claim
from servanda.words import of_part, table

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?|[:;,.()–—]")
_BEFORE, _AFTER = 100, 40
"""Characters of the sentence before and behind a figure that are looked at."""
_FAR_BACK = 12
"""Words before "by" among which the verb of a growth is looked for."""
_OF_WHAT = (["in"], ["for"], ["to"], ["toward"], ["towards"], ["of"])
"""What leads from a sum to what it is given for."""
_TO_TIME = 10
"""Characters in which a preposition and an article stand."""
_BESIDE = 3
"""Words beside a figure that say that it is added."""
_NEAR = 4
"""Words between a figure and the word that tells its kind."""
_BETWEEN_TIMES = re.compile(r"\s*(?:in|during|for)?\s*(?:\d{4}|(?:last|this) year)\b")
_RESTATED = re.compile(
    r"(?:\s|[,:(–—-]|\b(?:or|even|that is|namely|by|about|in fact)\b"
    r"|\b(?:to be )?(?:more )?(?:precise|exact)(?:ly)?\b)*"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is told of a figure by the words around it."""

    change: Literal["up", "down"] | None = None
    done: bool = False
    ahead: bool = False
    """Whether it is meant, hoped, feared or supposed."""
    base: bool = False
    """Whether another is measured against it: "*from 30* to 35 percent"."""
    past: bool = False
    """Whether it was so once: "unemployment *was* over 6 percent"."""
    part: bool = False
    """Whether it is one sum of many: "*gave* $5 million", "$5 million *in* grants"."""
    of_group: bool = False
    """Whether it is a share of those of whom something is said: "60 percent *of* teachers"."""
    unit: str | None = None
    """The unit that a list before it lent: "over 30 percent, 35 or even 38"."""


def setting_of(claim: Claim) -> Setting:
    """What the words around a figure tell of it."""
    at = claim.sentence.find(claim.place.text)
    end = at + len(claim.place.text)
    before = _words(claim.sentence[max(0, at - _BEFORE) : at]) if at >= 0 else []
    behind = _words(claim.sentence[end : end + _AFTER]) if at >= 0 else []
    return Setting(
        change=_change(claim.values, before, behind),
        done=_is_done(before, behind),
        ahead=_is_ahead(before, behind),
        base=_is_base(before, behind),
        past=_has(_until_sign(before[::-1]), "past"),
        part=_has(before[-_NEAR:], "given") or (behind[:1] in _OF_WHAT and not _is_dated_behind(claim)),
        of_group=behind[:1] == ["of"],
    )


def _is_dated_behind(claim: Claim) -> bool:
    """Whether a time stands right behind a figure: "$5 billion in 2023"."""
    end = len(claim.place.text)
    return any(0 <= time.at - end <= _TO_TIME for time in claim.times)


def restates(earlier: Claim, later: Claim) -> bool:
    """Whether a figure says again what the one before it in the sentence said: "by about 6 percent, about 5.7 percent"."""
    if earlier.place.record != later.place.record or earlier.sentence != later.sentence:
        return False
    start = earlier.sentence.find(earlier.place.text)
    behind = start + len(earlier.place.text)
    end = later.sentence.find(later.place.text, behind)
    between = later.sentence[behind:end]
    if start < 0 or end < 0 or not between.strip() or len(between) > _AFTER:
        return False
    time = _BETWEEN_TIMES.match(between)
    return bool(_RESTATED.fullmatch(between[time.end() :] if time else between))


def is_added(claim: Claim) -> bool:
    """Whether the words at a figure tell that it comes to others, or is one of many: "an *additional* 40,000 homes"."""
    at = claim.sentence.find(claim.place.text)
    end = at + len(claim.place.text)
    before = _words(claim.sentence[max(0, at - _BEFORE) : at])[-_BESIDE:] if at >= 0 else []
    behind = _words(claim.sentence[end : end + _AFTER])[:_BESIDE] if at >= 0 else []
    near = [*before, *_words(claim.place.text), *behind]
    added = of_part("tally-words", "added")
    return any(word in added and " ".join(near[place : place + 2]) != "more than" for place, word in enumerate(near))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _has(words: Sequence[str], part: str) -> bool:
    """Whether a word or phrase of a part stands among words."""
    single, several = _by_length(part)
    if not single.isdisjoint(words):
        return True
    line = f" {' '.join(words)} " if several else ""
    return any(phrase in line for phrase in several)


@cache
def _by_length(part: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a part, and its phrases between spaces."""
    several = sorted(phrase for phrase in phrases(part) if " " in phrase)
    return phrases(part) - frozenset(several), tuple(f" {phrase} " for phrase in several)


def _is_ahead(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether the clause says of it what is meant, hoped or supposed; "I would like to say that" says so of no figure."""
    start = len(before) - before[::-1].index("that") if "that" in before else 0
    clause = f" {' '.join(before[start:])} "
    for phrase in phrases("courtesy"):
        clause = clause.replace(f" {phrase} ", " ")
    return _has(clause.split(), "ahead") or _has(behind[:_NEAR], "ahead")


def _change(values: Mapping[str, Any], before: Sequence[str], behind: Sequence[str]) -> Literal["up", "down"] | None:
    """Which way a growth goes: as the figure says, or as the words at it do."""
    told = values.get("change")
    if told in ("up", "down"):
        return "up" if told == "up" else "down"
    if before and before[-1] in ("to", "at"):
        return None
    measure = _words(values.get("measure") or "")
    back = _FAR_BACK if before[-1:] == ["by"] else _NEAR
    for word in (*reversed(before[-back:]), *behind[:2], *measure[-1:]):
        found = table("figure-changes").get(word)
        if found and word not in ("more", "up", "down", "higher", "lower", "add", "cut"):
            return "up" if found == "up" else "down"
    return None


def _is_done(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a share is how far something is done: "90 percent complete", "fulfilled by 26 percent"."""
    return _has(_until_sign(behind)[:_NEAR], "done") or _has(_until_sign(before[::-1])[:_NEAR], "done")


def _until_sign(words: Sequence[str]) -> list[str]:
    for at, word in enumerate(words):
        if word in ",;:.()–—":
            return list(words[:at])
    return list(words)


def _is_base(before: Sequence[str], behind: Sequence[str]) -> bool:
    if not before:
        return False
    if before[-1] == "from":
        return "to" in behind[:_NEAR]
    return before[-1] in phrases("base") or " ".join(before[-2:]) in phrases("base")


@cache
def phrases(part: str) -> frozenset[str]:
    """Words and phrases of one part of the list by which figures are compared."""
    return of_part("comparing-figures", part)
