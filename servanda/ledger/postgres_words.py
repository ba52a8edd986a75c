"""Full text as PostgreSQL has it (`tsvector` under GIN): see `fulltext.Words`.

Words are cut by `tokens`, and given to the server as they are: it knows no language, and leaves no word out. So the passages
that are found, and their order, are those of an embedded ledger.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, MetaData, Table, bindparam, cast, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR
from sqlalchemy.schema import Column

from servanda.ledger.columns import Whole, Words
from servanda.ledger.copying_in import copied_in
from servanda.ledger.schema import FULL_TEXT
from servanda.ledger.tokens import Lookup, Wanted, tokens_of

_INDEX = Table(
    FULL_TEXT,
    MetaData(),
    Column("rowid", Whole, primary_key=True),
    Column("length", Whole, nullable=False),
    Column("words", TSVECTOR),
    Column("quoted", TSVECTOR),
)
_TOTAL = Table(f"{FULL_TEXT}_total", MetaData(), Column("passages", Whole), Column("length", Whole))
"""One row: how many passages there are, and how many words they have."""
_COUNT = f"{FULL_TEXT}_count"

_MAKING = (
    f"CREATE TABLE {FULL_TEXT} (rowid BIGINT PRIMARY KEY, length BIGINT NOT NULL, words TSVECTOR, quoted TSVECTOR)",
    f"CREATE INDEX ix_{FULL_TEXT}_words ON {FULL_TEXT} USING gin (words)",
    f"CREATE INDEX ix_{FULL_TEXT}_quoted ON {FULL_TEXT} USING gin (quoted)",
    f"CREATE TABLE {_TOTAL.name} (passages BIGINT NOT NULL, length BIGINT NOT NULL)",
    f"INSERT INTO {_TOTAL.name} VALUES (0, 0)",  # noqa: S608 - constants of ours
    # how often words in a row stand in a passage; the last may go on
    f"""
    CREATE FUNCTION {_COUNT}(vector TSVECTOR, wanted TEXT[], begins BOOLEAN) RETURNS BIGINT
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT count(*) FROM (
            SELECT 1
            FROM unnest(wanted) WITH ORDINALITY AS asked (word, place)
            JOIN unnest(vector) AS had ON had.lexeme = asked.word
                OR (begins AND asked.place = cardinality(wanted) AND starts_with(had.lexeme, asked.word))
            CROSS JOIN unnest(had.positions) AS position
            GROUP BY position - asked.place HAVING count(*) = cardinality(wanted)
        ) AS together
    $$
    """,  # noqa: S608
)

_LAST = 16_381
"""The last place in a passage that is told apart: a server's limit is 16,383, and what stands next to it is no phrase."""
_BEYOND = 16_383
_MOST_BYTES = 1_000_000
"""What a server takes of one passage: 1,048,575 bytes of words and places."""
_LONGEST = 500
"""Signs of a word that count: a server takes 2,046 bytes."""

_TENDS_TO = 1.64493406685
"""The sum of 1/i² over all i, in the digits that the server has."""
_K1, _B = 1.2, 0.75
"""Constants of BM25, as FTS5 has them."""


def make(connection: Connection) -> None:
    """Make the index: `rowid` is a passage's number, `length` how many words it has."""
    for statement in _MAKING:
        connection.exec_driver_sql(statement)


def keep(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put passages in."""
    made = list(_rows(rows))
    copied_in(connection, FULL_TEXT, ("rowid", "length", "words", "quoted"), made)
    _count(connection, len(made), sum(length for _, length, _, _ in made))


def forget(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Take passages out."""
    numbers = [number for number, _, _ in rows]
    gone = connection.execute(_INDEX.delete().where(_INDEX.c.rowid == func.any(_array(numbers))).returning(_INDEX.c.length))
    lengths = [row.length for row in gone]
    _count(connection, -len(lengths), -sum(lengths))


def empty(connection: Connection) -> None:
    """Take out all passages."""
    connection.execute(_INDEX.delete())
    connection.execute(_TOTAL.update().values(passages=0, length=0))


def looked_up(connection: Connection, wanted: Wanted, *, quoted: bool) -> Lookup:
    """The rows, with BM25 (S. Robertson and H. Zaragoza, 2009) in the terms and the order in which FTS5 computes it."""
    groups, without = _cut(wanted)
    if not all(groups):
        return Lookup(_INDEX, false(), literal(0.0))
    query = " & ".join(f"({' | '.join(map(_query, group))})" for group in groups)
    if without:
        query += f" & !({' | '.join(map(_query, without))})"
    terms = [term for group in groups for term in group]
    return Lookup(_INDEX, _has(query, quoted=quoted), _rank(connection, terms, quoted=quoted))


_Cut = tuple[tuple[str, ...], bool]
"""The words of a term, and whether the last may go on."""


def _cut(wanted: Wanted) -> tuple[list[list[_Cut]], list[_Cut]]:
    """The groups and what is left out, each term cut into words; one that has none is nowhere."""
    every = [*wanted.groups, wanted.without]
    words = iter(tokens_of([term.words for group in every for term in group]))
    cut = [[(_shortened(next(words)), term.begins) for term in group] for group in every]
    told = [[term for term in group if term[0]] for group in cut]
    return told[:-1], told[-1]


def _shortened(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word[:_LONGEST] for word in words)


def _query(term: _Cut) -> str:
    words, begins = term
    return " <-> ".join(map(_lexeme, words)) + (":*" if begins else "")


def _lexeme(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _has(query: str, *, quoted: bool) -> ColumnElement[bool]:
    asked = cast(literal(query, Words), TSQUERY)
    in_words: ColumnElement[bool] = _INDEX.c.words.bool_op("@@")(asked)
    return or_(in_words, _INDEX.c.quoted.bool_op("@@")(asked)) if quoted else in_words


def _rank(connection: Connection, terms: Sequence[_Cut], *, quoted: bool) -> ColumnElement[float]:
    counted = [
        select(func.count()).select_from(_INDEX).where(_has(_query(term), quoted=quoted)).scalar_subquery() for term in terms
    ]
    passages, length, *having = connection.execute(select(_TOTAL.c.passages, _TOTAL.c.length, *counted)).one()
    mean = length / passages if length else 1.0
    vector = func.coalesce(_INDEX.c.words, _INDEX.c.quoted) if quoted else _INDEX.c.words
    score: ColumnElement[float] = literal(0.0, Float(53))
    for (words, begins), rows in zip(terms, having, strict=True):
        weight = math.log((passages - rows + 0.5) / (rows + 0.5))
        often = cast(_often(vector, words, begins=begins), Float(53))
        size = _K1 * (1 - _B + _B * cast(_INDEX.c.length, Float(53)) / mean)
        score = score + (weight if weight > 0 else 1e-6) * ((often * (_K1 + 1.0)) / (often + size))
    return -1.0 * score


def _often(vector: ColumnElement[Any], words: tuple[str, ...], *, begins: bool) -> ColumnElement[Any]:
    """How often a term stands in a passage."""
    if len(words) > 1 or begins:
        counted: ColumnElement[int] = getattr(func, _COUNT)(vector, cast(list(words), ARRAY(Words)), begins)
        return counted
    # A server counts no words, but ranks by them, and soon: where all places weigh the same, one word that stands n times is
    # ranked as the sum of 1/i², i from 1 to n, by what that sum tends to. What is wanting is nearly 1 / (n + ½).
    alike = cast(literal("{1,1,1,1}", Words), ARRAY(REAL))
    ranked = cast(func.ts_rank(alike, vector, cast(literal(_lexeme(words[0]), Words), TSQUERY)), Float(53))
    return func.round(1.0 / (_TENDS_TO * (1.0 - ranked)) - 0.5)


def _rows(rows: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Number, how many words, and where each stands."""
    tokens = tokens_of([words or quoted for _, words, quoted in rows])
    for (number, words, _), found in zip(rows, tokens, strict=True):
        vector = _vector(found)
        yield (number, len(found), vector, None) if words else (number, len(found), None, vector)


def _vector(found: Sequence[str]) -> str:
    """Words and their places, as the server takes them."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(found, 1):
        own = places.setdefault(word[:_LONGEST], [])
        if place <= _LAST:
            own.append(place)
        elif not own:
            own.append(_BEYOND)
    told, size = [], 0
    for word, own in places.items():
        size += 4 * len(word) + 2 * len(own) + 8
        if size > _MOST_BYTES:
            break
        told.append(f"{_lexeme(word)}:{','.join(map(str, own))}")
    return " ".join(told)


def _array(numbers: Sequence[int]) -> ColumnElement[Any]:
    return cast(bindparam("numbers", list(numbers)), ARRAY(Whole))


def _count(connection: Connection, passages: int, length: int) -> None:
    connection.execute(_TOTAL.update().values(passages=_TOTAL.c.passages + passages, length=_TOTAL.c.length + length))
