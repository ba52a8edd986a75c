"""Headings that an outlet puts between the questions and answers of an interview: nobody said them.

A line of a few words in a paragraph of its own, without a stop, right before the next label, after a full sentence: spoken
words end in a stop there. Where a record has one, such lines within its longer answers are headings too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from servanda.model import Record
from servanda.readings.layers import Stretch
from servanda.readings.letters import CAPITALS
from servanda.readings.sightings import Sighting
from servanda.words import table

_REACH = 160
"""Characters before a label in which a heading and the end of the sentence above it stand."""
_FEWEST = 3
"""Words: fewer may be an answer ("North Belmora") or a call for the next question."""
_LINE = rf"[ \t]*(?P<heading>[{CAPITALS}“\"][^\n.?!:;()\[\]…—]{{6,90}}[\w”\"’])[ \t]*\r?\n[ \t\r]*\n"
_STOPPED = r"(?<=[.?!…”\"’)\]])[ \t]*\r?\n[ \t\r]*\n"


def subheadings(record: Record, labels: Sequence[Sighting]) -> list[Stretch]:
    """The headings between and within a record's turns, in order."""
    text = record.text
    if any(one.layout != "line" for one in labels[:2]):
        return []
    found = [place for label in labels[1:] if (place := _above(text, label.begin))]
    return sorted({*found, *_within(text, labels)}) if found else []


def _above(text: str, begin: int) -> Stretch | None:
    match = _before_label().search(text, max(0, begin - _REACH), begin)
    return match.span("heading") if match and _is_heading(match.group("heading")) else None


def _within(text: str, labels: Sequence[Sighting]) -> Iterator[Stretch]:
    for label, following in pairwise(labels):
        for match in _between_paragraphs().finditer(text, label.body, following.begin):
            if _is_heading(match.group("heading")):
                yield match.span("heading")


def _is_heading(line: str) -> bool:
    """Words enough, and none of them in the first or second person, as talk has them."""
    said = [word.strip("“”\"'’,").lower() for word in line.split()]
    return len(said) >= _FEWEST and said[0] != "q" and not any(word in table("speech-words") for word in said)


@cache
def _before_label() -> re.Pattern[str]:
    return re.compile(rf"{_STOPPED}{_LINE}[\s>*_]*\Z")


@cache
def _between_paragraphs() -> re.Pattern[str]:
    return re.compile(rf"{_STOPPED}(?={_LINE}[ \t]*\S)")
