"""Full text, as SQLite has it (FTS5): words go into the index and out, and are looked for.

The index is *contentless*: it keeps where words stand, and no text. To take a passage out, its words must be given again.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Float, Integer, MetaData, Table, func, literal_column, text
from sqlalchemy.sql.elements import TextClause

from servanda.ledger.schema import FULL_TEXT

INDEX = Table(FULL_TEXT, MetaData(), Column("rowid", Integer, primary_key=True))
"""The index as a table to join with: `rowid` is a passage's number."""

RANK: ColumnElement[float] = func.bm25(literal_column(FULL_TEXT), type_=Float)
"""How little a passage is about what is looked for (BM25): the lower the better."""

_TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"
"""Words are runs of letters and digits, without regard to case and accents; English ones are cut to their stems."""

_ON, _OFF = "\x01", "\x02"

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens and the like: no part of the word they stand in."""
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in a row."""

    words: str
    """Has a letter or a digit at least."""
    begins: bool = False
    """Whether the last word may go on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a passage: of each group one term at least, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()


def make_full_text(connection: Connection) -> None:
    """Make the index.

    What is quoted has a column of its own: it stands in its paragraph too, and is looked for only where a speaker is asked for.
    """
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(words, quoted, content='', {_TOKENS})")


def keep_words(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put passages into the index: number, words, and words that are quoted."""
    if rows:
        statement = f"INSERT INTO {FULL_TEXT} (rowid, words, quoted) VALUES (?, ?, ?)"  # noqa: S608 - a constant of ours
        connection.exec_driver_sql(statement, _plain_rows(rows))


def forget_words(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Take passages out of the index. All three must be what `keep_words` was given."""
    if rows:
        statement = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, words, quoted) VALUES ('delete', ?, ?, ?)"  # noqa: S608
        connection.exec_driver_sql(statement, _plain_rows(rows))


def _plain_rows(rows: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    return [(number, _plain(words), _plain(quoted)) for number, words, quoted in rows]


def has(wanted: Wanted, *, quoted: bool) -> TextClause:
    """The condition that a row of `INDEX` has what is wanted; `quoted` looks in quoted words too."""
    columns = "{words quoted}" if quoted else "words"
    return text(f"{FULL_TEXT} MATCH :wanted").bindparams(wanted=f"{columns} : ({_expression(wanted)})")


def places(wanted: Wanted, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where what is wanted stands in each text, half-open and in order.

    An index of these texts alone is asked, so that what is shown is what was found.
    """
    terms = " OR ".join(_quoted(term) for group in wanted.groups for term in group)
    query = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
    mapped = [_plain_with_places(text) for text in texts]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE shown USING fts5(words, {_TOKENS})")
        database.executemany("INSERT INTO shown (rowid, words) VALUES (?, ?)", enumerate(plain for plain, _ in mapped))
        marked = dict(database.execute(query, (_ON, _OFF, terms)))
    return [
        [(origins[start][0], origins[end - 1][1]) for start, end in _between_marks(marked.get(number, ""))]
        for number, (_, origins) in enumerate(mapped)
    ]


def matching(wanted: Wanted, rows: Sequence[tuple[int, str, str]], *, quoted: bool) -> list[int]:
    """Of a few passages (number, words, and words that are quoted) those that have what is wanted, the best first.

    They are indexed for this one question, and in no ledger's index.
    """
    columns = "{words quoted}" if quoted else "words"
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE some USING fts5(words, quoted, {_TOKENS})")
        database.executemany("INSERT INTO some (rowid, words, quoted) VALUES (?, ?, ?)", _plain_rows(rows))
        query = "SELECT rowid FROM some WHERE some MATCH ? ORDER BY bm25(some), rowid"
        return [number for (number,) in database.execute(query, (f"{columns} : ({_expression(wanted)})",))]


def words_in(text: str) -> bool:
    """Whether there is a word in a text."""
    return any(map(str.isalnum, _plain(text)))


def _plain(text: str) -> str:
    """The text as it is indexed: letters that look alike are alike, and what is no text is blank."""
    return unicodedata.normalize("NFKC", _NO_TEXT.sub(" ", _UNSEEN.sub("", text)))


def _plain_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The same, and where in the text each of its signs comes from."""
    if _plain(text) == text:
        return text, [(place, place + 1) for place in range(len(text))]
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        pieces.append(_plain(text[start:end]))
        origins += [(start, end)] * len(pieces[-1])
    return "".join(pieces), origins


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each sign with the accents that follow it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
            start = place


def _between_marks(marked: str) -> Iterator[tuple[int, int]]:
    before, *pieces = marked.split(_ON)
    place = len(before)
    for piece in pieces:
        inside, _, outside = piece.partition(_OFF)
        yield place, place + len(inside)
        place += len(inside) + len(outside)


def _expression(wanted: Wanted) -> str:
    """In FTS5's own words. Every term is put in quotation marks: nothing that a user types is taken for a sign of the query."""
    found = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in wanted.groups)
    without = " OR ".join(map(_quoted, wanted.without))
    return f"({found}) NOT ({without})" if without else found


def _quoted(term: Term) -> str:
    inner = _plain(term.words).replace('"', " ")
    return f'"{inner}" *' if term.begins else f'"{inner}"'
