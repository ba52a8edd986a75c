"""Questions that a labelled transcript prints without a label: a turn of somebody else inside that of the one who answers.

Sure only where the same label comes twice on end, and what stands last before the second speaks to its bearer and asks:
"PRESIDENT OREL: ... / Mr. President, when will you go? / PRESIDENT OREL: In May."
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from servanda.model import Record, Turn
from servanda.readings.introductions import introduction
from servanda.readings.labels import shape
from servanda.readings.layers import Stretch

LONGEST = 1500
"""Characters of a question."""
_MOST = 3
"""Paragraphs of one."""
_VOCATIVE = re.compile(
    r"(?:(?:thank you|good (?:morning|afternoon|evening)|hello|hi)[ ,.!]+)*(?:mr|mrs|ms|madam|madame)\.?\s+"
    r"(?P<office>president|prime minister|minister|secretary|chancellor|speaker|ambassador|vice president|premier)\b",
    re.I,
)


def with_unlabelled(record: Record, turns: Sequence[Turn], paragraphs: Callable[[], tuple[Stretch, ...]]) -> list[Turn]:
    """The turns, those parted in which another asks without a label. `paragraphs` gives the record's, when wanted."""
    offices = _offices(turns)
    found: list[Turn] = []
    for index, turn in enumerate(turns):
        following = turns[index + 1] if index + 1 < len(turns) else None
        if _could_hold_one(turn, following):
            found.extend(_parted(record, turn, paragraphs(), offices))
        else:
            found.append(turn)
    return found


def _could_hold_one(turn: Turn, following: Turn | None) -> bool:
    if turn.role != "principal" or turn.label is None or following is None or following.label is None:
        return False
    return turn.span.text.endswith(("?", "?”", '?"')) and _base(turn.label.text) == _base(following.label.text)


def _base(label: str) -> str:
    seen = shape(label)
    return seen.base if seen else label


def _offices(turns: Sequence[Turn]) -> dict[str, str]:
    """All that the labels say of those who bear a surname, lower case."""
    found: dict[str, str] = {}
    for label in {turn.label.text for turn in turns if turn.label}:
        surname = _base(label).rsplit(maxsplit=1)[-1].lower()
        found[surname] = f"{found.get(surname, '')} {label.lower()}"
    return found


def _parted(record: Record, turn: Turn, paragraphs: tuple[Stretch, ...], offices: dict[str, str]) -> Iterator[Turn]:
    assert turn.label is not None  # noqa: S101  the caller looked
    end = turn.span.end
    last = bisect_left(paragraphs, (end, end)) - 1
    for index in range(last, max(last - _MOST, -1), -1):
        start = paragraphs[index][0]
        if start <= turn.label.end or end - start > LONGEST:
            break
        if _begins_question(record.text, start, end, offices.get(_base(turn.label.text).rsplit(maxsplit=1)[-1].lower(), "")):
            said, asked = record.trimmed(turn.span.start, start), record.trimmed(start, end)
            if said and asked:
                yield replace(turn, span=said, insertions=tuple(one for one in turn.insertions if one.end <= said.end))
                yield replace(
                    turn,
                    span=asked,
                    label=None,
                    role="asker",
                    anomaly="missing_label",
                    insertions=tuple(one for one in turn.insertions if one.start >= asked.start),
                    confidence=0.8,
                    rule="turns.unlabelled",
                )
                return
    yield turn


def _begins_question(text: str, start: int, end: int, office: str) -> bool:
    """Whether a paragraph speaks to the bearer of an office, or begins with who is asking."""
    spoken_to = _VOCATIVE.match(text, start, end)
    if spoken_to:
        return spoken_to.group("office").lower() in office
    said = introduction(text, start, end)
    return said is not None and said.name is not None and said.outlet is not None
