"""Full text: what a user types, the passages that have it, and where in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from servanda.comparison.people.gazetteer import body_skeleton
from servanda.comparison.people.spelling import key, name_words, word_key
from servanda.comparison.search import private
from servanda.errors import UsageError
from servanda.ledger import Ledger, fulltext, names, passages, store
from servanda.ledger.fulltext import Term, Wanted
from servanda.ledger.passages import Sought
from servanda.ledger.store import Found
from servanda.model import Hit, Place
from servanda.readings.layers import Stretch, sentences_in

MOST = 50
"""Words and phrases that may be asked for at once."""
READABLE = 400
"""Characters: what is asked for is shown with all that stands between, up to here."""

_TYPED = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: the best passages, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    speakers: tuple[str, ...] | None = None
    """The names meant by the one asked for, as records have them; None where none was."""


def search(
    ledger: Ledger, words: str, *, by: str | None = None, since: str | None = None, on: str | None = None, limit: int = 10
) -> Hits:
    """The passages that have all words, whatever their case, their accents and their English endings; best first.

    `"words in a row"`, `this OR that`, `-without` and `begin*` mean what they mean elsewhere; whatever else is typed is taken
    for words. `by` keeps to what a person says, or is quoted with, in any spelling of the name. `since` and `on` keep to
    records of that day or later, of that day or earlier: then those without a day are left out. In somebody's private records
    alone is searched where the ledger shows these. Raises `UsageError` where there is no word to look for.
    """
    wanted = understood(words)
    if ledger.owner is not None:
        return _among_private(ledger, wanted, by=by, since=since, on=on, limit=limit)
    with ledger.reads() as connection:
        speakers = None if by is None else tuple(_called(connection, by))
        if speakers == ():
            return Hits((), 0, speakers)
        sought = Sought(wanted=wanted, speakers=speakers, since=since, until=on)
        total, rows = passages.find_passages(connection, sought, limit=limit)
        return Hits(tuple(_hits(connection, wanted, rows)), total, speakers)


def _among_private(ledger: Ledger, wanted: Wanted, *, by: str | None, since: str | None, on: str | None, limit: int) -> Hits:
    found = list(private.passages_of(ledger, since=since, on=on))
    speakers = None if by is None else tuple(sorted({*called(by, {one.speaker for one in found if one.speaker})}))
    if speakers is not None:
        found = [one for one in found if one.speaker in speakers]
    best = private.having(wanted, found, quoted=by is not None)
    marks = fulltext.places(wanted, [one.words for one in best[:limit]])
    hits = [
        _hit(one, (one.source, one.title), one.text, [(one.span_start + start, one.span_start + end) for start, end in placed])
        for one, placed in zip(best, marks, strict=False)
    ]
    return Hits(tuple(hits), len(best), speakers)


def understood(words: str) -> Wanted:
    """What is looked for. Raises `UsageError` where that is nothing, or too much."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = negated = False
    for match in _TYPED.finditer(words.translate(_MARKS)):
        word = match["word"]
        if word in ("OR", "|", "AND", "&", "NOT"):
            either, negated = word in ("OR", "|"), word == "NOT"
            continue
        term = _term(match["phrase"] if word is None else word)
        if term is None:
            continue
        if match["minus"] or negated:
            without.append(term)
        elif either and groups:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        either = negated = False
    if not groups:
        raise UsageError("there is no word to look for", remedy='give one, as in: servanda search "border trade"')
    if sum(map(len, groups)) + len(without) > MOST:
        raise UsageError(f"these are more than {MOST} words to look for", remedy="put quotation marks around words in a row")
    return Wanted(tuple(groups), tuple(without))


def _term(typed: str) -> Term | None:
    words = typed.strip().rstrip("*")
    return Term(words, begins=typed.strip().endswith("*")) if fulltext.words_in(words) else None


def called(asked: str, names: Iterable[str]) -> Iterator[str]:
    """Of a few names, those that have every word of the name asked for, however it is spelt."""
    wanted = [_keys(word) for word in name_words(asked)]
    for name in names:
        given = [_keys(word) for word in name_words(name)]
        if all(any(one & other for other in given) for one in wanted):
            yield name


def _keys(word: str) -> frozenset[str]:
    return frozenset((word_key(word), word_key(word, given=True)))


def _called(connection: Connection, name: str) -> list[str]:
    """The names, as readings have them, that are spellings of this one or have its words."""
    words = [word_key(word) for word in name_words(name)]
    if not any(words):
        raise UsageError(f"{name!r} is no name", remedy="give a name, or a part of it")
    skeletons = {key(name), body_skeleton(name), *names.skeletons_with(connection, words)}
    return names.spellings(connection, sorted(skeletons))


def _hits(connection: Connection, wanted: Wanted, rows: Sequence[Found]) -> Iterator[Hit]:
    texts = store.texts_of(connection, {row.text_id for row in rows})
    found = fulltext.places(wanted, [passages.words_of(connection, row, texts[row.text_id]) for row in rows])
    origins = passages.sources(connection, {row.reading_id for row in rows})
    for row, marks in zip(rows, found, strict=True):
        placed = [(row.span_start + start, row.span_start + end) for start, end in marks]
        yield _hit(row, origins[row.reading_id], texts[row.text_id], placed)


def _hit(row: Found | private.Passage, origin: tuple[str | None, str | None], text: str, marks: list[Stretch]) -> Hit:
    start, end = _shown(text, row.span_start, row.span_end, marks)
    return Hit(
        place=Place(
            record=row.sha256,
            source=origin[0],
            title=origin[1],
            day=row.day,
            start=start,
            end=end,
            text=text[start:end],
            speaker=row.speaker,
        ),
        voice=row.voice,
        line=text.count("\n", 0, start) + 1,
        highlights=tuple((left, right) for left, right in marks if start <= left and right <= end),
    )


def _shown(text: str, start: int, end: int, marks: list[Stretch]) -> Stretch:
    """The sentences with what is asked for and all between them, if they are short; else the one that has most of it."""
    told = [(left, right) for left, right in sentences_in(text, start, end) if _within(marks, left, right)]
    if not told:
        return start, end
    if told[-1][1] - told[0][0] <= READABLE:
        return told[0][0], told[-1][1]
    return max(told, key=lambda sentence: _within(marks, *sentence))


def _within(marks: list[Stretch], start: int, end: int) -> int:
    return sum(start <= left and right <= end for left, right in marks)
