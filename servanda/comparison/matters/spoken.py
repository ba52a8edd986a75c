"""Where later records speak of a commitment in its own telling words, whatever they say of it.

Less than to tell what became of it, and more than silence: of what is spoken of, nobody may say that nothing was found.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from servanda.comparison.matters.naming import SHARED, named, share, shared
from servanda.ledger import store
from servanda.ledger.fulltext import Term, Wanted
from servanda.ledger.passages import Sought, best_passages, few_passages, located, sources
from servanda.ledger.store import Found
from servanda.model import Claim, Place
from servanda.readings.layers import sentences_in

_LOOKED_FOR = 3
"""Words of a commitment, each of which is looked for with any other."""
_LOOKED_AT = 60
"""Passages that are looked at for each, the best first."""
_OF_IT = 0.4
"""Of what a promise says, a sentence that speaks of it says so much."""
_BEGINNING = 4
"""Letters that a word keeps at least where its ending is left open."""


def spoken_of(
    connection: Connection, same: Sequence[Claim], readings: Collection[int], *, since: str, until: str
) -> Place | None:
    """The sentence of these readings, from one day to another, that speaks most plainly of what these claims promise.

    One of the day when it is due, or later, is preferred to one before.
    """
    due: str = same[0].values["deadline_end"]
    promise = max((claim.place.text for claim in same), key=lambda text: (len(named(text)), text))
    records = {claim.place.record for claim in same}
    best: tuple[tuple[object, ...], Found, int, int] | None = None
    passages = _passages(connection, promise, since, until)
    able = [row for row in passages if row.reading_id in readings and row.sha256 not in records]
    texts = store.texts_of(connection, sorted({row.text_id for row in able}))
    for row in able:
        text = texts[row.text_id]
        for start, end in sentences_in(text, row.span_start, row.span_end):
            sentence = text[start:end]
            of_it = share(promise, sentence)
            if of_it < _OF_IT or len(shared(promise, sentence)) < SHARED:
                continue
            rank = (row.day >= due, of_it, row.day, row.sha256, -start)
            if best is None or rank > best[0]:
                best = rank, row, start, end
    return _place(connection, best[1], texts[best[1].text_id], best[2], best[3]) if best else None


def _passages(connection: Connection, promise: str, since: str, until: str) -> list[Found]:
    """Passages with one of the promise's telling words and any other, each once."""
    terms = [_term(word) for word in named(promise)]
    found: dict[int, Found] = {}
    for place, term in enumerate(terms[:_LOOKED_FOR]):
        others = tuple(terms[place + 1 :])
        if others:
            sought = Sought(wanted=Wanted(((term,), others)), since=since, until=until)
            few = few_passages(connection, sought, most=_LOOKED_AT)
            best = best_passages(connection, sought, limit=_LOOKED_AT) if few is None else few
            found.update((row.id, row) for row in best)
    return [found[number] for number in sorted(found)]


def _term(word: str) -> Term:
    """A word with its ending left open: *open* finds *opened*."""
    cut = word[:-2] if word.endswith(("ed", "es", "ly")) else word.rstrip("sey") if len(word) > _BEGINNING else word
    return Term(cut, begins=True) if len(cut) >= _BEGINNING else Term(word, begins=len(word) >= _BEGINNING)


def _place(connection: Connection, row: Found, text: str, start: int, end: int) -> Place:
    origin = sources(connection, {row.reading_id})[row.reading_id]
    return located(row, origin, start, end, text[start:end], speaker=row.speaker)
