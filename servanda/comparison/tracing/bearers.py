"""Whether a name that a text gives words to and a name that a record has are one person's."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection

from servanda.comparison.people.gazetteer import body_skeleton
from servanda.comparison.people.spelling import key, name_words, word_key
from servanda.ledger import names
from servanda.words import table


class Bearers:
    """The names that records of a ledger have, as far as a text asks for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._spellings: dict[str, tuple[str, ...]] = {}

    def spellings(self, name: str) -> tuple[str, ...]:
        """The names in readings that are spellings of this one, or have its words."""
        if name not in self._spellings:
            words = [word_key(word) for word in _telling(name)]
            skeletons = {key(name), body_skeleton(name)}
            if words:
                skeletons.update(names.skeletons_with(self._connection, words))
            self._spellings[name] = tuple(names.spellings(self._connection, sorted(skeletons - {""})))
        return self._spellings[name]

    def same(self, asked: str, given: str) -> bool:
        """Whether both are one person's, as far as names tell: every word of the shorter is in the longer."""
        return asked == given or _same(asked, given) or given in self.spellings(asked)


@lru_cache(maxsize=4096)
def _same(one: str, other: str) -> bool:
    mine, theirs = _keys(one), _keys(other)
    if not mine or not theirs:
        return key(one) == key(other)
    shorter, longer = sorted((mine, theirs), key=len)
    return all(any(word & more for more in longer) for word in shorter)


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((word_key(word), word_key(word, given=True))) for word in _telling(name))


def _telling(name: str) -> tuple[str, ...]:
    """The words of a name that are no office's: of "President Weller" the second."""
    words = name_words(name)
    return tuple(word for word in words if word.lower().strip(".") not in table("offices")) or words
