"""One passage of the ledger as a source of words: how they lie on it, what differs, whose they are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from servanda.comparison.tracing.aligning import Fit, Pair, fitted, found_whole
from servanda.comparison.tracing.differing import difference, retold_key
from servanda.comparison.tracing.rarity import bits
from servanda.comparison.tracing.voices import Owner, owners, scene
from servanda.comparison.tracing.wording import Words, record_words
from servanda.comparison.versions.tokens import Token
from servanda.ledger import store
from servanda.ledger.store import Found
from servanda.model import Difference

_AROUND = 160
"""Characters beside a passage in which the words may go on, beside as many as there are."""
_SLACK = 30
"""Words that are looked at on either side of where a quotation should lie, beside half of its own number."""

_FEW = 4
"""Words, of which even one may be all that two stretches have in common."""
_ONE_IN = 4
"""Of so many pairs of neighbours one at least must stand in a stretch for it to be a source."""
_ONE_IN_FIRST = 6
"""The same, at first look, where words that are only set otherwise are taken for others."""
_WORTH = 0.4
"""Share of the words that must stand in a stretch for whose it is to be asked."""
_NO_WORD = re.compile(r"\W+")
_SAME_PAIRS = 8
"""Places at which the same pair of neighbours is looked at."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Words as they lie on a stretch of a record."""

    row: Found
    start: int
    """Where the first word in common stands in the record's text, and where the last ends."""
    end: int
    differences: tuple[Difference, ...]
    matched: int
    """Words in common."""
    of: int
    """Words there are."""
    shared: float
    """Bits of the words in common, and of all."""
    all: float
    run: int
    """Words in common that stand beside one another, at most."""
    turned: bool
    """Whether words are in common only as far as retelling turns tenses and persons."""
    owners: tuple[Owner, ...]

    @property
    def share(self) -> float:
        """How much of the words stands there, by number or by how much they tell, whichever is less."""
        return min(self.matched / self.of, self.shared / self.all if self.all else 0.0)


class Texts:
    """Texts of the ledger, each fetched once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: dict[int, str] = {}

    def __getitem__(self, text_id: int) -> str:
        if text_id not in self._texts:
            self._texts[text_id] = store.text_of(self._connection, text_id)
        return self._texts[text_id]


def laid_on(
    connection: Connection,
    texts: Texts,
    row: Found,
    text: str,
    words: Words,
    *,
    told: bool,
    elsewhere: tuple[int, int] | None,
    alone: bool = False,
) -> Laid | None:
    """How words lie on a passage, or, where it has not all of them, on it and what is around it; None where little is in common.

    `elsewhere` is the stretch of this very text that is traced: it is no source of itself. `alone` looks at the passage only.
    """
    other = texts[row.text_id]
    blanks = (elsewhere,) if elsewhere else ()
    own = record_words(other, row.span_start, row.span_end, blanks)
    if alone or (own and found_whole(words.keys, tuple(token.key for token in own)) is not None):
        found = _fit(words, own, told=told)
        worth = found is not None and _is_worth_it(words, found[0])
        return _laid(connection, row, text, other, words, own, found, told=told) if found and worth else None
    length = words.tokens[-1].end - words.tokens[0].start
    first, last = max(0, row.span_start - _AROUND - length), min(len(other), row.span_end + _AROUND + length)
    if not _has_pairs(words, other[first:last]):
        return None
    there = record_words(other, first, last, blanks)
    found = _fit(words, there, told=told)
    if found is not None and found[0].apart and _is_worth_it(words, found[0]):
        insertions = scene(connection, row.reading_id, first, last).insertions
        if insertions:
            there = record_words(other, first, last, (*blanks, *insertions))
            found = _fit(words, there, told=told)
    if found is None or not _is_worth_it(words, found[0]):
        return None
    return _laid(connection, row, text, other, words, there, found, told=told)


def _has_pairs(words: Words, window: str) -> bool:
    """Whether enough pairs of neighbours stand in a stretch for it to be worth laying words on: a first look, and a quick one."""
    if len(words.tokens) < _FEW:
        return True
    plain = f" {_NO_WORD.sub(' ', window).casefold()} "
    met = sum(f" {one} {other} " in plain for one, other in pairwise(words.keys))
    return met >= len(words.tokens) // _ONE_IN_FIRST


def _is_worth_it(words: Words, fit: Fit) -> bool:
    """Whether so much is in common that it may be a source at all, whoever speaks."""
    return len(fit.pairs) >= _WORTH * len(words.tokens)


def _fit(words: Words, there: Sequence[Token], *, told: bool) -> tuple[Fit, int] | None:
    """How words lie on others, and how many of those were left out before; None where they have too little in common."""
    mine, theirs = words.keys, tuple(token.key for token in there)
    if told:
        mine, theirs = tuple(map(retold_key, mine)), tuple(map(retold_key, theirs))
    near = _near(mine, theirs)
    if near is None:
        return None
    first, last = near if not words.free else (0, len(theirs))
    fit = fitted(mine, theirs[first:last], words.free)
    return None if fit is None else (fit, first)


def _near(mine: Sequence[str], theirs: Sequence[str]) -> tuple[int, int] | None:
    """Between which words it should lie: where most pairs of neighbours stand as they should to one another.

    None where hardly any pair of neighbours stands there.
    """
    if len(mine) < _FEW:
        return 0, len(theirs)
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(theirs)):
        places.setdefault(pair, []).append(place)
    votes: Counter[int] = Counter()
    met = 0
    for place, pair in enumerate(pairwise(mine)):
        found = places.get(pair, ())
        met += bool(found)
        for there in found[:_SAME_PAIRS]:
            votes[there - place] += 1
    if met < len(mine) // _ONE_IN:
        return None
    if not votes:
        return 0, len(theirs)
    best = max(votes, key=lambda one: (votes[one], -abs(one)))
    slack = _SLACK + len(mine) // 2
    return max(0, best - slack), min(len(theirs), best + len(mine) + slack)


def _laid(
    connection: Connection,
    row: Found,
    text: str,
    other: str,
    words: Words,
    there: Sequence[Token],
    found: tuple[Fit, int],
    *,
    told: bool,
) -> Laid:
    fit, skipped = found
    seen = there[skipped:]
    keys = words.keys
    start, end = seen[fit.pairs[0][1]].start, seen[fit.pairs[-1][1]].end
    differences = [difference(apart, words.tokens, seen, text, other, retold=told) for apart in fit.apart]
    return Laid(
        row=row,
        start=start,
        end=end,
        differences=tuple(one for one in differences if one is not None),
        matched=len(fit.pairs),
        of=len(keys),
        shared=sum(bits(keys[here]) for here, _ in fit.pairs),
        all=sum(map(bits, keys)),
        run=_longest_run(fit.pairs),
        turned=told and any(keys[here] != seen[place].key for here, place in fit.pairs),
        owners=tuple(owners(connection, row.reading_id, start, end)),
    )


def _longest_run(pairs: Sequence[Pair]) -> int:
    longest = run = 1
    for (i, j), (k, m) in pairwise(pairs):
        run = run + 1 if (k - i, m - j) == (1, 1) else 1
        longest = max(longest, run)
    return longest
