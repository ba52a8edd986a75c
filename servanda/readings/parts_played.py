"""Which turns are an asker's: by the part the turn has, by its label, or by what its speaker does throughout the record."""

from __future__ import annotations

import re
from collections import Counter

from servanda.model import Turn
from servanda.readings.clauses import part

_AT_THE_END = 160
"""Characters at a turn's end in which a question mark makes it end by asking."""
_FEWEST = 3
"""Turns by which one is known as an interviewer."""
_ASKS_MOSTLY = 0.6
_ASKS_SELDOM = 0.34
_LONGEST_LABEL = 5
"""Words of a label in which one of them ("Host", "Journalist") tells the part."""
_WORD = re.compile(r"\w+")


def ends_by_asking(turn: Turn) -> bool:
    """Whether there is a question mark near the turn's end."""
    return "?" in turn.span.text[-_AT_THE_END:]


def askers(turns: tuple[Turn, ...]) -> list[bool]:
    """For each turn whether it is an asker's."""
    found = [turn.role == "asker" or _is_labelled_asker(turn) for turn in turns]
    if not any(found):
        interviewers = _interviewers(turns)
        found = [_who(turn) in interviewers for turn in turns]
    return found


def _is_labelled_asker(turn: Turn) -> bool:
    if turn.label is None:
        return False
    words = _WORD.findall(turn.label.text.lower())
    return len(words) <= _LONGEST_LABEL and not part("asker").isdisjoint(words)


def _who(turn: Turn) -> str:
    return turn.speaker or (turn.label.text if turn.label else "")


def _interviewers(turns: tuple[Turn, ...]) -> set[str]:
    """In a talk of a few: the one who mostly asks, if the others seldom do."""
    said = Counter(_who(turn) for turn in turns)
    asked = Counter(_who(turn) for turn in turns if ends_by_asking(turn))
    mostly = {who for who, times in said.items() if who and times >= _FEWEST and asked[who] >= _ASKS_MOSTLY * times}
    seldom = all(asked[who] <= _ASKS_SELDOM * times for who, times in said.items() if who not in mostly)
    return mostly if len(mostly) == 1 and seldom and len(said) > 1 else set()
