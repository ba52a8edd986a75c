"""A ledger of as many entries as one likes, made of the readings of a few records: what would take days to read takes minutes.

A copy of a reading has other names in place of some, each as long as the one before, so that every place in it holds. So it is
a record of its own, with entries of its own, and whoever looks for a word that is no name finds it in all of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy import func, select

from bench.multiplying import ENDS, SYLLABLES, surnames
from servanda.comparison.search.passages import passages_in
from servanda.ledger import Ledger
from servanda.ledger.passages import Stretch, keep_passages
from servanda.ledger.schema import reading as reading_table
from servanda.model import Origin, Reading, Span, digest, text_digest

SHARE = 0.5
"""Of the names, that are others in a copy."""
IN_VAIN = 50
"""Copies of all records that may be tried, one after the other, without one that is new."""
FILLED = "/filled/"
"""Where such a ledger's documents are said to lie."""

_Kept = tuple[Reading, tuple[Stretch, ...]]


def filled(ledger: Ledger, base: Sequence[Reading], entries: int) -> None:
    """Keep readings and copies of them, with what is searched in, until there are so many entries."""
    known = [(one, tuple(passages_in(one))) for one in base]
    for number, (reading, found) in enumerate(_endless(known)):
        if entries <= 0:
            break
        ledger.append(reading, document=f"{FILLED}{number}.md")
        with ledger.writes() as connection:
            last = connection.scalar(select(func.max(reading_table.c.id))) or 0
            keep_passages(connection, last, reading.record.text, found, day=f"20{number % 25:02}-01-01")
        entries -= len(reading.entries)


def _endless(known: Sequence[_Kept]) -> Iterator[_Kept]:
    """The readings, then copies of them, each another record: short names are soon all used up, and a copy comes again."""
    yield from known
    every = sorted(surnames((one.record.source or "", one.record.text.encode()) for one, _ in known))
    there, last = {one.record.origin.text for one, _ in known}, 0
    for copy in count(1):
        draw = random.Random(f"filling {copy}")
        names = {name: _as_long(name, draw) for name in every if draw.random() < SHARE}
        made = [renamed(reading, found, names) for reading, found in known]
        others = {one.record.origin.text: (one, found) for one, found in made if one.record.origin.text not in there}
        last = copy if others else last
        if copy - last > IN_VAIN:
            raise ValueError("too few are named in these records: there can be no more copies with other names")
        there |= others.keys()
        yield from others.values()


def _as_long(name: str, draw: random.Random) -> str:
    made = "".join(draw.choices([*SYLLABLES, *filter(None, ENDS)], k=len(name)))
    return made[: len(name)].capitalize()


def renamed(reading: Reading, found: Iterable[Stretch], names: Mapping[str, str]) -> _Kept:
    """A reading, and what is searched in it, with other names, each as long as the one before."""
    every = {**names, **{name.upper(): other.upper() for name, other in names.items()}}
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, every))})\b") if every else re.compile(r"(?!)")

    def told(words: str) -> str:
        return known.sub(lambda name: every[name.group()], words)

    text = told(reading.record.text)
    content = text.encode("utf-8", "surrogatepass")
    origin = Origin(digest(content), text_digest(text))
    bare = replace(reading.record, origin=origin, text=text, content=content, grounds=())

    def carried(value: Any) -> Any:
        if isinstance(value, Span):
            return bare.cut(value.start, value.end)
        if isinstance(value, Origin):
            return origin
        if isinstance(value, str):
            return told(value)
        if isinstance(value, tuple):
            return tuple(map(carried, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: carried(getattr(value, field.name)) for field in fields(value) if field.init})
        return value

    entries, problems = carried(reading.entries), carried(reading.problems)
    stretches = tuple(replace(one, speaker=one.speaker and told(one.speaker)) for one in found)
    return Reading(record=bare, entries=entries, problems=problems, reader=reading.reader), stretches
