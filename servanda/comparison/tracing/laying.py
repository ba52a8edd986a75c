"""One passage of the ledger as a source of words: how they lie on it, what differs, whose they are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from sqlalchemy import Connection

from servanda.comparison.tracing.aligning import Fit, Pair, fitted, found_whole
from servanda.comparison.tracing.differing import difference, retold_key
from servanda.comparison.tracing.rarity import bits
from servanda.comparison.tracing.voices import Owner, owners, scene
from servanda.comparison.tracing.wording import Words, record_words
from servanda.comparison.versions.tokens import Token
from servanda.ledger import store
from servanda.ledger.passages import sources
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


class Layer:
    """Lays the words of a text on passages of the ledger. Each text of the ledger is fetched once."""

    def __init__(self, connection: Connection, text: str) -> None:
        self._connection = connection
        self._text = text
        self._texts: dict[int, str] = {}
        self._origins: dict[int, tuple[str | None, str | None]] = {}

    def text_of(self, row: Found) -> str:
        """The text that a passage is of."""
        if row.text_id not in self._texts:
            self._texts[row.text_id] = store.text_of(self._connection, row.text_id)
        return self._texts[row.text_id]

    def origin_of(self, row: Found) -> tuple[str | None, str | None]:
        """Where the record that a passage is of was found, and its title."""
        if row.reading_id not in self._origins:
            self._origins.update(sources(self._connection, {row.reading_id}))
        return self._origins[row.reading_id]

    def laid(
        self, row: Found, words: Words, *, told: bool, elsewhere: tuple[int, int] | None = None, alone: bool = False
    ) -> Laid | None:
        """How words lie on a passage, or, where it has not all of them, on it and what is around it; None where hardly any.

        `elsewhere` is the stretch of this very text that is traced: it is no source of itself. `alone`: on the passage only.
        """
        other = self.text_of(row)
        around = 0 if alone else _AROUND + words.tokens[-1].end - words.tokens[0].start
        first, last = max(0, row.span_start - around), min(len(other), row.span_end + around)
        if not _has_pairs(words, other[first:last]):
            return None
        blanks = (elsewhere,) if elsewhere else ()
        there = record_words(other, first, last, blanks)
        own = tuple(token for token in there if row.span_start <= token.start and token.end <= row.span_end)
        if found_whole(words.keys, tuple(token.key for token in own)) is not None:
            there = own
        found = _fit(words, there, told=told)
        if found is not None and found.fit.apart:
            insertions = scene(self._connection, row.reading_id, first, last).insertions
            if insertions:
                there = record_words(other, first, last, (*blanks, *insertions))
                found = _fit(words, there, told=told)
        return None if found is None else self._as_it_lies(row, words, there, found, told=told)

    def _as_it_lies(self, row: Found, words: Words, there: Sequence[Token], found: _Found, *, told: bool) -> Laid:
        seen, pairs = there[found.first :], found.fit.pairs
        keys, other = words.keys, self.text_of(row)
        start, end = seen[pairs[0][1]].start, seen[pairs[-1][1]].end
        apart = (difference(one, words.tokens, seen, self._text, other, retold=told) for one in found.fit.apart)
        differences = tuple(one for one in apart if one is not None)
        return Laid(
            row=row,
            start=min((start, *(one.there_start for one in differences))),
            end=max((end, *(one.there_end for one in differences))),
            differences=differences,
            matched=len(pairs),
            of=len(keys),
            shared=fsum(bits(keys[here]) for here, _ in pairs),
            all=fsum(map(bits, keys)),
            run=_longest_run(pairs),
            turned=told and any(keys[here] != seen[place].key for here, place in pairs),
            owners=tuple(owners(self._connection, row.reading_id, start, end)),
        )


class _Found(NamedTuple):
    fit: Fit
    first: int
    """Words of the stretch before those that it was laid on."""


def _has_pairs(words: Words, window: str) -> bool:
    """Whether enough pairs of neighbours stand in a stretch for words to be laid on it: a first look, and a quick one."""
    if len(words.tokens) < _FEW:
        return True
    plain = f" {_NO_WORD.sub(' ', window).casefold()} "
    met = sum(f" {one} {other} " in plain for one, other in pairwise(words.keys))
    return met >= len(words.tokens) // _ONE_IN_FIRST


def _fit(words: Words, there: Sequence[Token], *, told: bool) -> _Found | None:
    """How words lie on others; None where too little is in common for a source, whoever speaks."""
    mine, theirs = words.keys, tuple(token.key for token in there)
    if told:
        mine, theirs = tuple(map(retold_key, mine)), tuple(map(retold_key, theirs))
    near = _near(mine, theirs)
    if near is None:
        return None
    first, last = near if not words.free else (0, len(theirs))
    fit = fitted(mine, theirs[first:last], words.free)
    return None if fit is None or len(fit.pairs) < _WORTH * len(mine) else _Found(fit, first)


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


def _longest_run(pairs: Sequence[Pair]) -> int:
    longest = run = 1
    for (i, j), (k, m) in pairwise(pairs):
        run = run + 1 if (k - i, m - j) == (1, 1) else 1
        longest = max(longest, run)
    return longest
