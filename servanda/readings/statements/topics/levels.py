"""Between which levels a matter moves: departments and experts, governments and ministers, heads of state or government."""

from __future__ import annotations

from functools import cache

from servanda.model import Level
from servanda.readings.grammar import Sentence
from servanda.readings.statements.parts import Run
from servanda.words import rows

_LONGEST = 3
"""Words of the longest phrase of the list."""


_LEVELS = frozenset(("department", "government", "head"))


def level_in(sentence: Sentence, run: Run) -> Level | None:
    """The level that the first fitting words of a run name; None where none does."""
    for i in range(*run):
        for size in range(min(_LONGEST, run[1] - i), 0, -1):
            level = _levels().get(" ".join(sentence.low(i + k) for k in range(size)))
            if level is not None:
                return level
    return None


def moved(sentence: Sentence, run: Run) -> tuple[Level | None, Level | None]:
    """From which level and to which: `raised from the level of experts to that of ministers`, `referred to the presidents`."""
    places = {lead: [i for i in range(*run) if sentence.low(i) == lead] for lead in ("from", "to")}
    near = {
        lead: next((level for i in found if (level := level_in(sentence, (i + 1, min(i + 7, run[1]))))), None)
        for lead, found in places.items()
    }
    return near["from"], near["to"]


def level_named(label: str) -> Level | None:
    """The level of an office as a label prints it: "President of Ardania Mira Tal"; None where it names none."""
    said = label.lower().split()
    for size in range(_LONGEST, 0, -1):
        for i in range(len(said) - size + 1):
            if level := _levels().get(" ".join(said[i : i + size])):
                return level
    return None


@cache
def _levels() -> dict[str, Level]:
    return {phrase: level for phrase, level in rows("level-words") if level in _LEVELS}  # type: ignore[misc]
