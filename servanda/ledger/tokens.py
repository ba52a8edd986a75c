"""What a word is, for every store: SQLite's tokenizer says so, and what is looked for is told in its words.

A server keeps and finds words; which letters make one, and what its stem is, is the same wherever a ledger is kept.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table
from sqlalchemy.sql.elements import TextClause

TOKENIZER = "tokenize='porter unicode61 remove_diacritics 2'"
"""Words are runs of letters and digits, without regard to case and accents; English ones are cut to their stems."""

_ON, _OFF = "\x01", "\x02"

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens and the like: no part of the word they stand in."""
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ASCII = re.compile("[\t\n -~]+")
"""Signs that are indexed as they are."""


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


@dataclass(frozen=True, slots=True)
class Lookup:
    """How passages are found in a database's index."""

    index: Table
    """The index as a table to join with: `rowid` is a passage's number."""
    has: TextClause | ColumnElement[bool]
    """The condition that a row of it has what is wanted."""
    rank: ColumnElement[float]
    """How little a passage is about what is looked for (BM25): the lower the better."""


def tokens_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in their order, as they are kept and looked for."""
    found: list[list[str]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE given USING fts5(words, content='', {TOKENIZER})")
        database.execute("CREATE VIRTUAL TABLE told USING fts5vocab(given, 'instance')")
        database.executemany("INSERT INTO given (rowid, words) VALUES (?, ?)", enumerate(map(plain, texts)))
        rows = database.execute("SELECT doc, offset, term FROM told").fetchall()
    for number, _, term in sorted(rows):
        found[number].append(term)
    return found


def places(wanted: Wanted, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where what is wanted stands in each text, half-open and in order.

    An index of these texts alone is asked, so that what is shown is what was found.
    """
    terms = " OR ".join(_quoted(term) for group in wanted.groups for term in group)
    query = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
    mapped = [_plain_with_places(text) for text in texts]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE shown USING fts5(words, {TOKENIZER})")
        database.executemany("INSERT INTO shown (rowid, words) VALUES (?, ?)", enumerate(plain for plain, _ in mapped))
        marked = dict(database.execute(query, (_ON, _OFF, terms)))
    return [
        [(origins[start][0], origins[end - 1][1]) for start, end in _between_marks(marked.get(number, ""))]
        for number, (_, origins) in enumerate(mapped)
    ]


def plain_rows(rows: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Number, words and quoted words, as they are indexed."""
    return [(number, plain(words), plain(quoted)) for number, words, quoted in rows]


def matching(wanted: Wanted, rows: Sequence[tuple[int, str, str]], *, quoted: bool) -> list[int]:
    """Of a few passages (number, words, and words that are quoted) those that have what is wanted, the best first.

    They are indexed for this one question, and in no ledger's index.
    """
    columns = "{words quoted}" if quoted else "words"
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE some USING fts5(words, quoted, {TOKENIZER})")
        database.executemany("INSERT INTO some (rowid, words, quoted) VALUES (?, ?, ?)", plain_rows(rows))
        query = "SELECT rowid FROM some WHERE some MATCH ? ORDER BY bm25(some), rowid"
        return [number for (number,) in database.execute(query, (f"{columns} : ({expression_of(wanted)})",))]


def words_in(text: str) -> bool:
    """Whether there is a word in a text."""
    return any(map(str.isalnum, plain(text)))


def plain(text: str) -> str:
    """The text as it is indexed: letters that look alike are alike, and what is no text is blank."""
    return unicodedata.normalize("NFKC", _NO_TEXT.sub(" ", _UNSEEN.sub("", text)))


def _plain_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The same, and where in the text each of its signs comes from."""
    if plain(text) == text:
        return text, [(place, place + 1) for place in range(len(text))]
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        end = _end_of_plain(text, place)
        if end > place:
            pieces.append(text[place:end])
            origins += [(at, at + 1) for at in range(place, end)]
        else:
            end = _end_of_sign(text, place)
            pieces.append(plain(text[place:end]))
            origins += [(place, end)] * len(pieces[-1])
        place = end
    return "".join(pieces), origins


def _end_of_plain(text: str, start: int) -> int:
    """Where a run of signs ends that are indexed as they are; the last of them may have an accent, and is left to it."""
    run = _ASCII.match(text, start)
    end = run.end() if run else start
    return end - 1 if start < end < len(text) and unicodedata.combining(text[end]) else end


def _end_of_sign(text: str, start: int) -> int:
    """Where a sign ends with the accents that follow it."""
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _between_marks(marked: str) -> Iterator[tuple[int, int]]:
    before, *pieces = marked.split(_ON)
    place = len(before)
    for piece in pieces:
        inside, _, outside = piece.partition(_OFF)
        yield place, place + len(inside)
        place += len(inside) + len(outside)


def expression_of(wanted: Wanted) -> str:
    """In FTS5's own words. Every term is put in quotation marks: nothing that a user types is taken for a sign of the query."""
    found = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in wanted.groups)
    without = " OR ".join(map(_quoted, wanted.without))
    return f"({found}) NOT ({without})" if without else found


def _quoted(term: Term) -> str:
    inner = plain(term.words).replace('"', " ")
    return f'"{inner}" *' if term.begins else f'"{inner}"'
