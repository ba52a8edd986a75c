"""A parliament's question time: where its headings say that members ask, and which of them ask and which answer.

A tabled question is put first, a minister answers it, and others ask supplementary questions on the same subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from servanda.model import Block, Record, Turn
from servanda.words import rows


@dataclass(frozen=True, slots=True)
class Subject:
    """The turns on one subject of a question time, without the chair's, and for each whether its speaker asks."""

    turns: tuple[Turn, ...]
    asks: tuple[bool, ...]


def question_time(record: Record, turns: Sequence[Turn]) -> Iterator[Subject]:
    """The subjects on which a debate's headings say that oral questions are put, in order."""
    headings = [block for block in record.blocks if block.kind == "heading"]
    for start, end in _subjects(record, headings):
        here = tuple(turn for turn in turns if start <= turn.span.start < end and not presides(turn))
        if len(here) > 1:
            yield Subject(here, _asking(here))


def _subjects(record: Record, headings: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The stretches between headings while a heading of question time, or of what it holds, is the last."""
    level: int | None = None
    for index, heading in enumerate(headings):
        if _title().search(record.text[heading.start : heading.end]):
            level = heading.level if level is None or heading.level <= level else level
        elif level is not None and heading.level <= level:
            level = None
        if level is not None:
            end = headings[index + 1].start if index + 1 < len(headings) else len(record.text)
            yield heading.end, end


@cache
def _title() -> re.Pattern[str]:
    """A heading of question time."""
    choices = "|".join(re.escape(row[0]) for row in rows("question-time"))
    return re.compile(rf"^\W*(?:{choices})\b", re.I)


_CHAIR = re.compile(
    r"\b(?:deputy |acting |mr |madam |the )*(?:speaker|chair(?:man|woman|person)?|presid(?:ent|ing officer))\b", re.I
)


def presides(turn: Turn) -> bool:
    """Whether the chair has the floor, who neither asks nor answers, or somebody unnamed."""
    said = turn.label.text if turn.label else turn.speaker
    return said is None or bool(_CHAIR.match(said))


def _asking(turns: Sequence[Turn]) -> tuple[bool, ...]:
    """The one who speaks first asks, and all others do but who answers him, or answers another as the minister's colleague."""
    asker = _who(turns[0])
    answerers = {next((_who(turn) for turn in turns if _who(turn) != asker), "")}
    asked = {asker}
    found: list[bool] = []
    for turn in turns:
        if found and found[-1] and _who(turn) not in asked and "?" not in turn.span.text:
            answerers.add(_who(turn))
        found.append(_who(turn) not in answerers)
        asked.update((_who(turn),) if found[-1] else ())
    return tuple(found)


def _who(turn: Turn) -> str:
    return turn.speaker or (turn.label.text if turn.label else "")
