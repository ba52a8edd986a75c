"""A parliament's question time: where its headings say that members ask, and which of them ask and which answer.

A tabled question is put first, a minister answers it, and others ask supplementary questions on the same subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
    """The subjects on which a debate's headings, or the form of what is said first, tell that questions are put, in order."""
    headings = [block for block in record.blocks if block.kind == "heading"]
    starts = [turn.span.start for turn in turns]
    for start, end, titled in _subjects(record, headings):
        there = turns[bisect_left(starts, start) : bisect_left(starts, end)]
        here = tuple(turn for turn in there if not presides(turn))
        if len(here) > 1 and (titled or is_tabled(record, here[0])):
            yield from _parted(record, here)


def _parted(record: Record, turns: tuple[Turn, ...]) -> Iterator[Subject]:
    """One subject; where several tabled their questions and were answered together, one for each of them."""
    run = next((index for index, turn in enumerate(turns) if not is_tabled(record, turn)), len(turns))
    for index in range(run - 1 if run < len(turns) else 0):
        yield Subject((turns[index], turns[run]), (True, False))
    rest = turns[run - 1 :] if 0 < run < len(turns) else turns
    if len(rest) > 1:
        yield Subject(rest, _asking(record, rest))


def _subjects(record: Record, headings: Sequence[Block]) -> Iterator[tuple[int, int, bool]]:
    """The stretches between headings, and whether a heading of question time, or of what it holds, is the last."""
    level: int | None = None
    for index, heading in enumerate(headings):
        if _title().search(record.text[heading.start : heading.end]):
            level = heading.level if level is None or heading.level <= level else level
        elif level is not None and heading.level <= level:
            level = None
        end = headings[index + 1].start if index + 1 < len(headings) else len(record.text)
        yield heading.end, end, level is not None


def is_tabled(record: Record, turn: Turn) -> bool:
    """Whether a turn reads out, or prints, a question as it was tabled: "To ask the Minister what ...", "If she will ..."."""
    start = turn.label.end if turn.label else turn.span.start
    if turn.span.end - start > _LONGEST_TABLED:
        return False
    match = _tabled().match(record.text, start, turn.span.end)
    return match is not None and (match["asks"] is not None or record.text.find("?", start, turn.span.end) < 0)


_LONGEST_TABLED = 1500
"""Characters."""


@cache
def _tabled() -> re.Pattern[str]:
    return re.compile(
        r"[\s:*_]*(?:(?:Q\.?\s?)?\d{1,4}[.)]?\s+)?(?:\[\d+\]\s*)?"
        r"(?:(?P<asks>(?:[Tt]o ask|asked)\s+(?:the|Her|His|Mr|Ms|Mrs|Ministers|what|how|when|whether|which)\b)"
        r"|(?:What|How|When|Which|Whether|If|Who|Where|Why|(?:For|By|On|In|To|With|At|From) (?:what|how|which))\b)"
    )


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


def _asking(record: Record, turns: Sequence[Turn]) -> tuple[bool, ...]:
    """The one who speaks first asks, and all others do but who answers him, or answers another as the minister's colleague."""
    asker = _who(turns[0])
    answerers = {next((_who(turn) for turn in turns if _who(turn) != asker), "")}
    asked = {asker}
    found: list[bool] = []
    for turn in turns:
        if found and found[-1] and _who(turn) not in asked and "?" not in turn.span.text and not is_tabled(record, turn):
            answerers.add(_who(turn))
        found.append(_who(turn) not in answerers)
        asked.update((_who(turn),) if found[-1] else ())
    return tuple(found)


def _who(turn: Turn) -> str:
    return turn.speaker or (turn.label.text if turn.label else "")
