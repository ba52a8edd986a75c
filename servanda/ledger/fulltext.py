"""Full text: words go into the index and out, and are looked for, by each database's own means.

What is kept are the words of passages, and where they stand; no text. What a word is, is said in `tokens`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection

from servanda.ledger import postgres_words, sqlite_words
from servanda.ledger.tokens import Lookup, Term, Wanted, matching, places, words_in

__all__ = [
    "Lookup",
    "Term",
    "Wanted",
    "empty_words",
    "forget_words",
    "keep_words",
    "looked_up",
    "make_full_text",
    "matching",
    "places",
    "words_in",
]


class Words(Protocol):
    """What a database must be able to do. A passage's words are in its row as `words`, or as `quoted`; the other is empty."""

    def make(self, connection: Connection) -> None:
        """Make the index."""

    def keep(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Put passages in: number, words, words that are quoted."""

    def forget(self, connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Take passages out. All three must be what `keep` was given."""

    def empty(self, connection: Connection) -> None:
        """Take out all passages, whatever was given for them."""

    def looked_up(self, connection: Connection, wanted: Wanted, *, quoted: bool) -> Lookup:
        """How the rows are found that have what is wanted; `quoted` looks in quoted words too."""


_WORDS: dict[str, Words] = {"sqlite": sqlite_words, "postgresql": postgres_words}


def make_full_text(connection: Connection) -> None:
    """Make the index.

    What is quoted has a column of its own: it stands in its paragraph too, and is looked for only where a speaker is asked for.
    """
    _WORDS[connection.dialect.name].make(connection)


def keep_words(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put passages into the index: number, words, and words that are quoted."""
    if rows:
        _WORDS[connection.dialect.name].keep(connection, rows)


def forget_words(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Take passages out of the index. All three must be what `keep_words` was given."""
    if rows:
        _WORDS[connection.dialect.name].forget(connection, rows)


def empty_words(connection: Connection) -> None:
    """Take all passages out of the index."""
    _WORDS[connection.dialect.name].empty(connection)


def looked_up(connection: Connection, wanted: Wanted, *, quoted: bool) -> Lookup:
    """The passages that have what is wanted; `quoted` looks in quoted words too."""
    return _WORDS[connection.dialect.name].looked_up(connection, wanted, quoted=quoted)
