"""Questions put in a parliament's debate to the one who has the floor: a member breaks in briefly, asks, and is answered.

Members ask rhetorically too, so only that pattern counts: the same speaker before and after, and between them another's few
words that end in a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.model import Turn
from servanda.readings.parts_played import ends_by_asking

_LONGEST = 1500
"""Characters of an intervention; more is a speech."""
_SHORTEST = 25
"""Characters, the label left out; "Why?" and "Which one?" are heckling."""

Pair = tuple[Turn, Turn]
"""Who asks, and who answers."""


def interventions(turns: Sequence[Turn]) -> Iterator[Pair]:
    """Each intervention that asks, with the turn that answers it, in order."""
    for before, asking, after in zip(turns, turns[1:], turns[2:], strict=False):
        floor = who(after)
        if floor and who(before) == floor and who(asking) not in ("", floor) and _asks(asking):
            yield asking, after


def _asks(turn: Turn) -> bool:
    said = turn.span.end - (turn.label.end if turn.label else turn.span.start)
    return turn.role == "principal" and _SHORTEST <= said <= _LONGEST and ends_by_asking(turn)


def who(turn: Turn) -> str:
    """Who speaks: by name, else by the label as printed."""
    return turn.speaker or (turn.label.text if turn.label else "")
