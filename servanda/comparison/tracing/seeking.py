"""Where in the ledger words might stand: passages that have runs of them, or their rarest words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

from sqlalchemy import Connection

from servanda.comparison.tracing.rarity import bits
from servanda.comparison.tracing.wording import Words
from servanda.ledger import fulltext
from servanda.ledger.fulltext import Term, Wanted
from servanda.ledger.store import Found
from servanda.ledger.tracing import passages_with

_RUN, _SHORTEST = 5, 3
"""Words of a run that is looked for as it stands; of a short quotation, so many at least."""
_RUNS, _RUNS_OF_MANY, _MANY = 4, 3, 12
"""Runs that are looked for, and of so many words or more: where one word was altered, the others still stand."""
_RAREST = 6
"""Words that are looked for, wherever they stand."""
_ENOUGH = 5
"""Telling words, of which all but one find a passage without its runs."""
_ACROSS = 40
"""Words beyond which they may lie across passages."""
_TELLING, _LEAST = 2.0, 2
"""Bits that a word tells at least, and words that tell so much, for sentences to be like one another in whatever order."""
_PHRASED, _WORDED = 8, 6
"""Passages that are looked at for runs, and for the rarest words."""


def looked_for(
    connection: Connection, text: str, words: Words, *, until: str | None, widely: bool
) -> Iterator[Sequence[Found]]:
    """The passages in which words may stand, the likeliest ways first; `widely` also where more than one was altered.

    Telling words find a passage soonest. Runs find the rest: words that tell little, and those that lie across passages.
    """
    telling = len(_rarest(words)) >= _ENOUGH
    if telling:
        yield with_rare_words(connection, words, until=until)
    if not telling or words.free or len(words.tokens) > _ACROSS:
        yield with_runs(connection, text, words, until=until)
    if widely:
        if not telling:
            yield with_rare_words(connection, words, until=until)
        yield with_rare_words(connection, words, until=until, missing=2)


def with_runs(connection: Connection, text: str, words: Words, *, until: str | None, limit: int = _PHRASED) -> Sequence[Found]:
    """The passages that have one of a few runs of these words, those with most of them first."""
    terms = tuple(Term(run) for run in dict.fromkeys(_runs(text, words)) if fulltext.words_in(run))
    if not terms:
        return ()
    return passages_with(connection, Wanted((terms,)), until=until, limit=limit)


def _runs(text: str, words: Words) -> Iterator[str]:
    """Runs that no mark of omission parts, spread over the words; the rarest stretches where there are many."""
    tokens = words.tokens
    most = _RUNS if len(tokens) < _MANY else _RUNS_OF_MANY
    run = min(_RUN, max(_SHORTEST, len(tokens) // 3))
    borders = sorted({0, *words.free, len(tokens)})
    runs: list[tuple[int, int]] = []
    for first, last in pairwise(borders):
        length = last - first
        if length <= run:
            runs.append((first, last))
            continue
        step = max(1, (length - run) // (2 * _RUNS))
        runs += [(place, place + run) for place in range(first, last - run + 1, step)]
    ranked = sorted(runs, key=lambda one: (-sum(bits(token.key) for token in tokens[one[0] : one[1]]), one))
    chosen: list[tuple[int, int]] = []
    for one in ranked:
        if len(chosen) < most and all(one[1] <= other[0] or one[0] >= other[1] for other in chosen) and one[1] > one[0]:
            chosen.append(one)
    for first, last in sorted(chosen):
        yield text[tokens[first].start : tokens[last - 1].end]


def with_rare_words(
    connection: Connection, words: Words, *, speakers: Collection[str] | None = None, until: str | None, missing: int = 1
) -> Sequence[Found]:
    """The passages that have the rarest of these words, but for so many of them at most: what was altered may be one."""
    terms = _rarest(words)
    if len(terms) < _LEAST + missing:
        return ()
    groups = tuple(combinations(terms, missing + 1))  # all but `missing` are there where no more than that can be left out
    return passages_with(connection, Wanted(groups), speakers=speakers, until=until, limit=_WORDED)


def few_of_them(connection: Connection, words: Words, *, speakers: Collection[str], until: str | None) -> Sequence[Found]:
    """The passages of some speakers that have at least two of the rarest words."""
    terms = _rarest(words)
    if len(terms) < _LEAST:
        return ()
    groups = tuple(combinations(terms, max(1, len(terms) - 1)))
    return passages_with(connection, Wanted(groups), speakers=speakers, until=until, limit=_WORDED)


def _rarest(words: Words) -> list[Term]:
    """The words that tell most, as far as they tell anything: of the others nearly every passage has some."""
    rare = sorted({key for key in words.keys if key.isalnum() and bits(key) >= _TELLING}, key=lambda key: (-bits(key), key))
    return [Term(key) for key in rare if fulltext.words_in(key)][:_RAREST]
