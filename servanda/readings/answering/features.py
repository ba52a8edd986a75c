"""What is measured of a question and its answer: the numbers that the model weighs.

Names are stable, since the weights go by them. Families: how long the answer is, what form the question has and where it stands
among those put with it, which cues the answer holds and how near its beginning, how much of the question's content it takes up,
and the products of these that a careful reader would look at ("yes" at the head of an answer to a yes-or-no question).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.readings.answering.asking import FORMS, form, word_set
from servanda.readings.answering.cues import Cue, Tokens, cues, tokens
from servanda.words import rows

Rarity = Callable[[str], float]
"""How telling a stem is: high where few answers hold it."""

_AVOIDING = ("decline", "defer", "ignorance", "unsure", "clarify", "other", "already", "attack", "ignorant", "refusing")
"""Kinds of cue that may stand for a reply withheld."""
_GROUPS = {"ignorant": {"ignorance", "unsure"}, "refusing": {"ignorance", "unsure", "decline", "clarify"}}
"""Kinds counted together as well as alone."""
_SHARES = ("you", "self", "ours", "others", "denial", "speech", "knowing", "pointing", "doubt", "boost")
"""Kinds of words whose share is measured, as in counts of function words for telling styles (Pennebaker & King 1999)."""
_HEAD, _FIRST, _TAIL, _TAKING_UP = 25, 6, 40, 40
"""Words: of an answer's head, of its very first words, of its end, and within which the question's words are looked for."""
_MOST_OPENING = 14
"""Words at the beginning that may say nothing yet ("Well, look, first of all")."""
_WINDOW = 3
"""Sentences in which a question is answered."""
_SUFFIXES = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")


@cache
def kinds() -> tuple[str, ...]:
    """Every kind of cue, in the order of their names; those counted together are kinds too."""
    return tuple(sorted({kind for _, kind in rows("reply-cues")} | set(_GROUPS)))


@lru_cache(maxsize=10_000)
def stem(low: str) -> str:
    """A word without the endings of English inflection."""
    low = low.removesuffix("'s").removesuffix("’s")
    if len(low) <= 3:
        return low
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 3:
            low = low[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            break
    return low[:-1] if low.endswith("e") and len(low) > 4 else low


def opener(low: str) -> bool:
    """Whether a word may open an answer and say nothing: "well", "look"."""
    return low in word_set("opener")


def content(low: str) -> str:
    """The stem of a word with content; empty for any other token."""
    return stem(low) if low[0].isalnum() and low not in word_set("empty") else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and its place among those put together."""

    text: str
    stems: frozenset[str]
    form: str
    index: int
    count: int
    apart: frozenset[str]
    """Stems that no other question of the same turn holds."""


def asked(texts: Sequence[str], index: int, *, of: str | None = None) -> Asked:
    """The question at a place among those of one turn. `of` is its subject in other words, where it was put in more words."""
    all_stems = [_read(text)[1] for text in texts]
    subject = texts[index] if of is None else of
    stems = _read(subject)[1]
    others: frozenset[str] = frozenset().union(*(each for at, each in enumerate(all_stems) if at != index))
    plain = _read(subject if subject.rstrip().endswith("?") else texts[index])[0]
    return Asked(subject, stems, form(plain), index, len(texts), stems - others)


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """A question's words and its content; each is wanted once for every question put with it."""
    lows = tokens(text).lows
    return lows, frozenset(filter(None, map(content, lows)))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's words, sentences and cues, found once for all questions of a turn."""

    words: Tokens
    sentences: tuple[tuple[int, int], ...]
    """Half-open, in tokens."""
    cues: tuple[Cue, ...]
    stems: tuple[str, ...]
    opening: int
    """The first token that may say something."""
    length: int
    """Words, marks not counted."""
    alone: dict[str, float]
    """The features that are the same whatever was asked."""


def answer(said: Tokens) -> Answer:
    """What there is to see in an answer whatever was asked."""
    lows = said.lows
    found = cues(lows)
    grouped = [Cue(group, cue.first, cue.after) for group, members in _GROUPS.items() for cue in found if cue.kind in members]
    opening = 0
    while opening < min(len(lows), _MOST_OPENING) and opener(lows[opening]):
        opening += 1
    sentences, length = _sentences(lows), sum(low[0].isalnum() for low in lows)
    every = tuple(sorted((*found, *grouped), key=lambda cue: cue.first))
    alone = {**_size(lows, length, every, len(sentences)), **_shares(lows, length, opening, len(sentences))}
    return Answer(said, sentences, every, tuple(map(content, lows)), opening, length, alone)


def _sentences(lows: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    begin = 0
    for at, low in enumerate(lows):
        if low in (".", "?", "!") or at + 1 == len(lows):
            if at > begin:
                found.append((begin, at + 1))
            begin = at + 1
    return tuple(found) or ((0, len(lows)),)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How much of a question's content an answer takes up, as shares of the content's weight."""

    whole: float
    apart: float
    head: float
    sentence: float
    window: float
    at: int
    """The sentence from which the question is answered best."""
    weights: dict[str, float]
    total: float

    def share(self, stems: Iterable[str]) -> float:
        """The share of the question's content that is among some stems."""
        return sum(self.weights[each] for each in self.weights.keys() & set(stems)) / self.total


def taken_up(question: Asked, said: Answer, rarity: Rarity) -> TakenUp:
    """Compare contents."""
    weights = {each: rarity(each) for each in sorted(question.stems)}
    total = sum(weights.values()) or 1.0
    present = weights.keys() & set(said.stems)

    def share(first: int, after: int) -> float:
        return sum(weights[each] for each in sorted(weights.keys() & set(said.stems[first:after]))) / total

    ends = [said.sentences[min(at + _WINDOW, len(said.sentences)) - 1][1] for at in range(len(said.sentences))]
    windows = [share(begin, end) for (begin, _), end in zip(said.sentences, ends, strict=True)]
    best = max(range(len(windows)), key=lambda at: (windows[at], -at))
    apart = sum(weights[each] for each in sorted(question.apart)) or 1.0
    return TakenUp(
        whole=sum(weights[each] for each in sorted(present)) / total,
        apart=sum(weights[each] for each in sorted(present & question.apart)) / apart,
        head=share(0, said.opening + _TAKING_UP),
        sentence=max(share(begin, end) for begin, end in said.sentences),
        window=windows[best],
        at=best,
        weights=weights,
        total=total,
    )


def features(question: Asked, said: Answer, taken: TakenUp) -> dict[str, float]:
    """All numbers that are not nought, by name."""
    found = {
        **said.alone,
        **_place(question),
        **_overlap(question, said, taken),
        **_counts(said, taken),
        **_withheld(question, said, taken),
    }
    found |= _together(question, found)
    return {name: float(value) for name, value in found.items() if value}


def _size(lows: tuple[str, ...], length: int, found: tuple[Cue, ...], sentences: int) -> dict[str, float]:
    telling = sum(not opener(low) and low not in ("?", "!") for low in lows)
    return {
        "length": math.log1p(length),
        "sentences": math.log1p(sentences),
        **{f"shorter than {limit}": length < limit for limit in (8, 20, 50, 100)},
        "longer than 400": length > 400,
        "says nothing": math.exp(-telling / 6),
        "courtesy only": length < 25 and all(cue.kind in ("end", "floor", "clarify") for cue in found),
        "question marks": lows.count("?"),
        "asks at once": "?" in lows[:30],
        "ends asking": lows[-1:] == ("?",),
        "holds a number": any(low[0].isdigit() for low in lows),
    }


def _place(question: Asked) -> dict[str, float]:
    return {
        "questions": min(6, question.count),
        "place": min(5, question.index),
        "is first": question.index == 0,
        "is last": question.index == question.count - 1,
        "is only": question.count == 1,
        "question words": math.log1p(len(question.text.split())),
        **{f"form {each}": question.form == each for each in FORMS},
    }


def _overlap(question: Asked, said: Answer, taken: TakenUp) -> dict[str, float]:
    held = sum(each in question.stems for each in said.stems)
    return {
        "taken up": taken.whole,
        "taken up apart": taken.apart,
        "taken up at head": taken.head,
        "taken up in a sentence": taken.sentence,
        "taken up in a window": taken.window,
        "place of best": taken.at / len(said.sentences),
        "best at once": taken.at == 0,
        "density": 10 * held / (said.length + 20),
        "content": min(12, len(question.stems)),
        "no content": not question.stems,
    }


def _counts(said: Answer, taken: TakenUp) -> dict[str, float]:
    counted = Counter(cue.kind for cue in said.cues)
    head = {cue.kind for cue in said.cues if cue.first < said.opening + _HEAD}
    first = {cue.kind for cue in said.cues if cue.first < said.opening + _FIRST}
    begin, end = window(said, taken)
    inside = {cue.kind for cue in said.cues if begin <= cue.first < end}
    found: dict[str, float] = {}
    for kind in kinds():
        found |= {
            f"any {kind}": kind in counted,
            f"rate {kind}": 100 * counted[kind] / (said.length + 20),
            f"head {kind}": kind in head,
            f"first {kind}": kind in first,
            f"window {kind}": kind in inside,
        }
    found["window holds a number"] = any(low[0].isdigit() for low in said.words.lows[begin:end])
    return found


def _shares(lows: tuple[str, ...], length: int, opening: int, sentences: int) -> dict[str, float]:
    counted, head = Counter(lows), lows[: opening + _HEAD]
    found: dict[str, float] = {"share of questions": counted["?"] / sentences}
    for kind in _SHARES:
        known = word_set(kind)
        found[f"share {kind}"] = sum(counted[low] for low in known) / (length + 5)
        found[f"share {kind} at head"] = sum(low in known for low in head) / (len(head) + 5)
    return found


def window(said: Answer, taken: TakenUp) -> tuple[int, int]:
    """The tokens of the sentences that take the question up best, half-open."""
    last = min(taken.at + _WINDOW, len(said.sentences)) - 1
    return said.sentences[taken.at][0], said.sentences[last][1]


def _withheld(question: Asked, said: Answer, taken: TakenUp) -> dict[str, float]:
    """How near the beginning, and how near the question's own words, a cue of a reply withheld stands."""
    found: dict[str, float] = {}
    only, first = float(question.count == 1), float(question.index == 0)
    tail = len(said.words.lows) - _TAIL
    brief = math.exp(-said.length / 80)
    sentence_of = [at for at, (begin, end) in enumerate(said.sentences) for _ in range(begin, end)]
    for kind in _AVOIDING:
        here = [cue for cue in said.cues if cue.kind == kind]
        if not here:
            continue
        near = max(math.exp(-max(0, cue.first - said.opening) / 25) for cue in here)
        places = {sentence_of[min(cue.first, len(sentence_of) - 1)] for cue in here}
        found |= {
            f"near {kind}": near,
            f"near {kind}, only": near * only,
            f"near {kind}, first": near * first,
            f"beside {kind}": max(taken.share(_around(said, at, 1)) for at in places),
            f"within {kind}": max(taken.share(_around(said, at, 0)) for at in places),
            f"brief {kind}": brief,
            f"brief {kind} at head": brief * (here[0].first < said.opening + _HEAD),
            f"tail {kind}": here[-1].first > tail,
        }
    asks_again = found.get("tail clarify", 0.0)
    found["asks again for another"] = asks_again * (1 - first) * (1 - taken.whole)
    found["asks again, several"] = asks_again * (1 - only)
    return found


def _around(said: Answer, at: int, reach: int) -> tuple[str, ...]:
    begin = said.sentences[max(0, at - reach)][0]
    return said.stems[begin : said.sentences[min(len(said.sentences) - 1, at + reach)][1]]


def _together(question: Asked, found: dict[str, float]) -> dict[str, float]:
    closed = float(question.form in ("yes_no", "yes_no_opinion"))
    opinion = question.form in ("opinion", "yes_no_opinion")
    only = float(question.count == 1)
    at_once = max(found["first yes"], found["first no"])
    return {
        "closed, yes at once": closed * found["first yes"],
        "closed, no at once": closed * found["first no"],
        "closed, yes at head": closed * found["head yes"],
        "closed, no at head": closed * found["head no"],
        "closed, neither at head": closed * (1 - max(found["head yes"], found["head no"])),
        "closed, neither": closed * (1 - max(found["any yes"], found["any no"])),
        "closed, taken up": closed * found["taken up at head"],
        "open, taken up": (1 - closed) * found["taken up at head"],
        "closed, length": closed * found["length"],
        "open, length": (1 - closed) * found["length"],
        "why, reason": float(question.form == "why") * found["any reason"],
        "how much, number": float(question.form == "how_much") * found["window holds a number"],
        "opinion, given": float(opinion) * found["head opinion"],
        "only, at once": only * at_once,
        "only, taken up": only * found["taken up at head"],
        "only, length": only * found["length"],
        "first, at once": float(question.index == 0) * closed * at_once,
    }
