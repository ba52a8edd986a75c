"""Full text over somebody's private records: they are few, in no index, and gone through when he asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.comparison.search.passages import passages_in
from servanda.ledger import Ledger, fulltext
from servanda.ledger.fulltext import Wanted
from servanda.ledger.passages import words_to_index
from servanda.model import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a private record, with what the index would have of one of everyone's."""

    sha256: str
    source: str | None
    title: str | None
    day: str | None
    text: str
    """Of the whole record."""
    words: str
    """Of the passage, at their places in it."""
    span_start: int
    span_end: int
    speaker: str | None
    voice: Voice


def passages_of(ledger: Ledger, *, since: str | None, on: str | None) -> Iterator[Passage]:
    """The passages of the records that a ledger shows, of these days where any are named."""
    for summary in ledger.records():
        day = summary.day
        if (since is not None and (day is None or day < since)) or (on is not None and (day is None or day > on)):
            continue
        reading = ledger.ruled(summary.record)
        found = list(passages_in(reading))
        for one, (_, words, quoted) in zip(found, words_to_index(reading.record.text, range(len(found)), found), strict=True):
            yield Passage(
                sha256=summary.record,
                source=summary.source,
                title=summary.title,
                day=day,
                text=reading.record.text,
                words=words or quoted,
                span_start=one.start,
                span_end=one.end,
                speaker=one.speaker,
                voice=one.voice,
            )


def having(wanted: Wanted, found: Sequence[Passage], *, quoted: bool) -> list[Passage]:
    """Those that have what is wanted, the best first."""
    rows = [(number, "", one.words) if one.voice == "quoted" else (number, one.words, "") for number, one in enumerate(found)]
    return [found[number] for number in fulltext.matching(wanted, rows, quoted=quoted)]
