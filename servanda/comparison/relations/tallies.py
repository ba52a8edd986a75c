"""Running totals, and goals: how much of one thing was done so far, or is to be done, by one record and by a later one.

"To date we have planted more than 40,000 trees" and, in spring, "bringing the total to 52,000 trees" tell one series, though
neither names a period, and though what was added each time stands beside them; so do "our goal of 60,000 trees" and "we have
set a goal of 80,000 trees". A total is met by the one that was told last, a goal by the goal. What is only meant, what is
added, and what is held against something else is no total.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import fsum

from servanda.comparison.relations.contexts import is_added
from servanda.comparison.relations.likeness import Weights, in_same_words, stems_of, weights_of
from servanda.comparison.relations.measures import scopes_parted
from servanda.comparison.relations.order import when
from servanda.comparison.relations.periods import ordinal
from servanda.comparison.relations.quantities import Quantity, is_money
from servanda.comparison.relations.told import Told, told_alone
from servanda.model import Claim, Relation
from servanda.words import rows, words

RULE, GOALS = "relations.figures.so_far", "relations.figures.goal"

_SURE = 0.9
"""How sure it is that a total goes on with another that is told in the same words."""
_ONE_PLAIN, _FAST, _OTHER_WORDS = 0.05, 0.1, 0.3
"""What it is worth less where one alone is called a total, where it grew by half, and where no word is the same."""
_LEAST = 0.45
_HALF_AS_MUCH = 1.5
_MOST = 2.0
"""How many times larger a total may be than the last one; so many times more for each year between two of one sentence."""
_YEAR = 365.25
_OTHER_GOAL = 3.0
"""The same of a goal, which may be lowered too."""
_MONEY, _COUNT = 1_000_000, 1_000
"""Sums and counts below which nobody keeps a total for the public."""
_SHARED, _SHARE, _TELLING = 2, 0.5, 1.5
"""How many telling words two totals share at least, which share of the one that has fewer, and the bits of a telling word."""
_BACK = 8
"""Totals of a unit that a later one is held against."""
_BEHIND = 90
"""Characters behind a figure that say of what it is the total."""

_BREAK = re.compile(r"[;:!?–—]\s?|\.\s|,? including\b|\bof which\b|\bcompared\b", re.IGNORECASE)
_PERFECT = re.compile(r"(?:\b(?:has|have)|[’']ve)(?: \S+){1,7} *$", re.IGNORECASE)
"""What was done until now, whatever the verb: its figure stands right behind."""
_GOAL = re.compile(
    r"(?<!original )(?<!earlier )(?<!previous )(?<!initial )(?<!former )(?<!first )(?<!prior )"
    r"\b(?:goals?|targets?|objectives?|ambition)(?: that [\w ]{1,40}?)? (?:of|to|is)\b(?: (?!and\b|but\b)[\w’'-]+){0,8} *$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\bsince (?P<start>(?:[\w’'-]+ ){1,6}?"
    r"(?:signed|passed|enacted|launched|began|begun|started|took|taken|taking|came|coming|became|opened|entered|invaded|elected"
    r"|office|beginning|start|outbreak|launch|invasion|administration)\b[^,.;:()]{0,60})",
    re.IGNORECASE,
)
"""From when it is counted: "since the dam was opened"."""
_OFFICE = re.compile(r"\b(?:office|elected|administration|presidency|government)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[\w,’'] )[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure that is told as a total so far."""

    claim: Claim
    quantity: Quantity
    goal: bool
    """Whether it is what is to be reached, and not what was."""
    plain: bool
    """Whether its words call it one; else they only tell what has been done."""
    words: Weights
    """What it is the total of: the words of its part of the sentence."""
    names: frozenset[str]
    start: frozenset[str]
    """Stems that say from when it is counted, where it is said."""

    def goes_on(self, earlier: Tally) -> float:
        """How surely this total goes on with an earlier one; 0 where it does not."""
        same = in_same_words(self.claim.sentence, earlier.claim.sentence)
        if not (self.plain or earlier.plain or same):
            return 0.0
        if scopes_parted(self.claim, earlier.claim) or self._parted(earlier):
            return 0.0
        times = self.quantity.nominal / earlier.quantity.nominal
        least, most = (1 / _OTHER_GOAL, _OTHER_GOAL) if self.goal else (1.0, _MOST * (1 + same * self._years_since(earlier)))
        if not least <= times <= most or self.quantity.agrees(earlier.quantity) or self.quantity.kind != earlier.quantity.kind:
            return 0.0
        share = self._share(earlier)
        if share < _SHARE:
            return 0.0
        worth = _SURE - _OTHER_WORDS * (1 - share) - _FAST * (times > _HALF_AS_MUCH and not self.goal)
        return worth - _ONE_PLAIN * (not (self.plain and earlier.plain))

    def again(self, other: Tally) -> bool:
        """Whether another gives the same total."""
        return self.quantity.agrees(other.quantity) and self._share(other) >= _SHARE

    def _share(self, other: Tally) -> float:
        both = self.words.keys() & other.words.keys()
        telling = sum(self.words[word] >= _TELLING for word in both)
        if telling < (_SHARED if not self.goal or is_money(self.quantity.unit) else 1):
            return 0.0
        least = min(fsum(self.words.values()), fsum(other.words.values()))
        return min(1.0, fsum(self.words[word] for word in sorted(both)) / least)

    def _years_since(self, earlier: Tally) -> float:
        return ((ordinal(self.claim.day) or 0) - (ordinal(earlier.claim.day) or 0)) / _YEAR

    def _parted(self, other: Tally) -> bool:
        """Whether they are counted from two days, or each names somebody or something that the other's sentence does not."""
        if self.start and other.start and not self.start & other.start:
            return True
        return any(name not in other.claim.sentence for name in self.names) and any(
            name not in self.claim.sentence for name in other.names
        )


def relations_of(claims: Iterable[Claim], tallied: Callable[[Claim], Tally | None] | None = None) -> list[Relation]:
    """What the totals of one matter are to those that were told last before. The order given makes no difference.

    `tallied` is `tally_of`, or what remembers its answers.
    """
    found: list[Relation] = []
    told: dict[tuple[str, bool], deque[Tally]] = defaultdict(lambda: deque(maxlen=_BACK))
    for claim in sorted(claims, key=when):
        one = (tallied or tally_of)(claim)
        if one is None:
            continue
        series = told[one.quantity.unit, one.goal]
        if not any(other.claim.day == claim.day and one.again(other) for other in series):
            found.extend(_gone_on(one, series))
        series.append(one)
    return found


def _gone_on(later: Tally, series: Iterable[Tally]) -> Iterator[Relation]:
    """The relation to the last total, or goal, that it goes on with, of an earlier day."""
    for earlier in reversed([*series]):
        if (earlier.claim.day or "") >= (later.claim.day or ""):
            continue
        if later.again(earlier):
            return  # nothing came to it
        surety = later.goes_on(earlier)
        if surety >= _LEAST:
            yield Relation(
                later=later.claim,
                earlier=earlier.claim,
                relation="updates",
                confidence=round(surety, 2),
                rule=GOALS if later.goal else RULE,
                why=f"compared: {'a goal' if later.goal else 'a total so far'} and the one told last before, both of "
                f"{_named(later, earlier)}",
            )
            return


def _named(later: Tally, earlier: Tally) -> str:
    """The words of the later total that the earlier one has too, as they stand."""
    both = later.words.keys() & earlier.words.keys()
    found = {word.lower(): None for word in _WORD.findall(later.claim.sentence) if both & weights_of(word).keys()}
    return ", ".join(f"“{word}”" for word in found)


def tally_of(claim: Claim) -> Tally | None:
    """A claim as a total so far, or as a goal, where it is told as one."""
    told = told_alone(claim) if claim.kind == "figure" and claim.day else None
    at = claim.sentence.find(claim.place.text)
    if told is None or at < 0 or told.quantity.modifier in ("at_most", "less_than") or is_added(claim):
        return None
    before = _BREAK.split(claim.sentence[:at])[-1]
    behind = _BREAK.split(claim.sentence[at + len(claim.place.text) :][:_BEHIND], maxsplit=1)[0]
    goal = bool(_GOAL.search(before))
    since = _SINCE.search(claim.sentence)
    plain = goal or bool(_said("total").search(f"{before} {behind}")) or (since is not None and bool(_PERFECT.search(before)))
    if not (goal and _may_be_goal(told.quantity)) and not (_is_done(told) and (plain or _PERFECT.search(before))):
        return None
    if not goal and _said("aside").search(before):
        return None
    own = f"{before} {claim.place.text} {behind}"
    return Tally(claim, told.quantity, goal, plain, _telling(own), frozenset(_NAME.findall(own)), _start(since))


def _start(since: re.Match[str] | None) -> frozenset[str]:
    """From when a total is counted; whoever took office, his government began then."""
    if since is None:
        return frozenset()
    return frozenset({"office"}) if _OFFICE.search(since["start"]) else stems_of(since["start"])


def _may_be_goal(quantity: Quantity) -> bool:
    return quantity.kind == "share" or (quantity.kind == "level" and _is_large(quantity))


def _is_done(told: Told) -> bool:
    return not told.ahead and told.window is None and told.quantity.kind == "level" and _is_large(told.quantity)


def _is_large(quantity: Quantity) -> bool:
    return quantity.nominal >= (_MONEY if is_money(quantity.unit) else _COUNT)


def _telling(text: str) -> Weights:
    """The words of a text that say what is counted: no names of who counts or pays, no numbers, nothing that says it is all."""
    kept = weights_of(_NAME.sub(" ", _said("total").sub(" ", text)))
    return {word: weight for word, weight in kept.items() if not _NUMBER.search(word) and word not in _sizes()}


@cache
def _sizes() -> frozenset[str]:
    """Stems of words that only say how many."""
    return frozenset(weights_of(" ".join([*words("number-words"), *words("figure-modifiers")])))


@cache
def _said(role: str) -> re.Pattern[str]:
    phrases = [re.escape(phrase).replace(re.escape("*"), r"\w*") for phrase, of in rows("tally-words") if of == role]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
