"""An answer that is nothing but a refusal: "I would point you to the Ministry.", "We don't have an update on that. Go ahead."

The model weighs what interviews showed it; spokespersons refuse in more words, and briefly. Where each sentence that tells
anything opens with words of refusal, the reply is none, whatever the rest would make likely.
"""

from __future__ import annotations

from servanda.readings.answering.asking import word_set
from servanda.readings.answering.cues import Cue, refusals
from servanda.readings.answering.features import Answer, opener

_LONGEST = 60
"""Words of an answer that does nothing but refuse."""
_AT_ONCE = 6
"""Tokens behind "well" and "look" within which a sentence opens: "On that, again, I don't have …"."""
_REST = 16
"""Tokens that may follow a refusal in its sentence and say only of what: "… for any details of his journey"."""
_TELLING = 3
"""Words that tell something from which a sentence counts: "Go ahead, Marta." does not."""
_TURNS = frozenset({"but", "because", "though", "although", "however"})
"""Words with which a sentence goes on to say something after all."""


def refused(said: Answer) -> Cue | None:
    """The words that refuse, where the answer does nothing else."""
    lows = said.words.lows
    if said.length > _LONGEST:
        return None
    found = refusals(lows)
    first: list[Cue] = []
    for begin, end in said.sentences:
        if sum(_tells(low) for low in lows[begin:end]) < _TELLING:
            continue
        here = _opening(found, lows, begin, end)
        if here is None:
            return None
        first.append(here)
    return next((cue for cue in first if cue.kind != "defer"), None)


def _opening(found: list[Cue], lows: tuple[str, ...], begin: int, end: int) -> Cue | None:
    """The refusal with which a sentence opens, if it says nothing more."""
    told = begin
    while told < end and opener(lows[told]):
        told += 1
    for cue in found:
        if begin <= cue.first <= told + _AT_ONCE and cue.after <= end and lows[cue.first - 1 : cue.first] != ("never",):
            rest = lows[cue.after : end]
            return cue if len(rest) <= _REST and _TURNS.isdisjoint(rest) else None
    return None


def _tells(low: str) -> bool:
    return low[0].isalnum() and low not in word_set("courtesy") and not opener(low)
