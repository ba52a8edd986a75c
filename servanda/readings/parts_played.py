"""Which turns are an asker's: by the part the turn has, by its label, or by what its speaker does throughout the record."""

from __future__ import annotations

import re
from collections import Counter

from servanda.model import Turn
from servanda.readings.clauses import part

_AT_THE_END = 160
"""Characters at a turn's end in which a question mark makes it end by asking."""
_FEWEST = 3
"""Questions by which one is known as an interviewer."""
_ASKS_MOSTLY = 0.5
_ASKS_SELDOM = 0.3
_FEW_OTHERS_ASK = 0.2
"""Share of turns that are askers' by their part, up to which a record may be a conversation that somebody moderates."""
_CONVERSATION = 8
"""Persons, at most."""
_ASKS_AT_TIMES = 0.2
_MORE_THAN_GUEST = 3
"""How many times more often than the guest a moderator asks."""
_MORE_THAN_A_WORD = 4
"""Words of a turn that tells what its speaker does; shorter ones are thrown in."""
_LONGEST_LABEL = 5
"""Words of a label in which one of them ("Host", "Journalist") tells the part."""
_WORD = re.compile(r"\w+")


def ends_by_asking(turn: Turn) -> bool:
    """Whether there is a question mark near the turn's end."""
    return "?" in turn.span.text[-_AT_THE_END:]


def askers(turns: tuple[Turn, ...]) -> list[bool]:
    """For each turn whether it is an asker's."""
    found = [turn.role == "asker" or _is_labelled_asker(turn) for turn in turns]
    others = [turn for turn, asks in zip(turns, found, strict=True) if not asks]
    if sum(found) > _FEW_OTHERS_ASK * len(turns):
        return found  # the others are asked, however often they ask what they answer themselves
    interviewers = _interviewers(others)
    if not interviewers:
        interviewers = _moderators([turn for turn in others if turn.role != "other" or not any(found)])
    return [asks or _who(turn) in interviewers for turn, asks in zip(turns, found, strict=True)]


def _is_labelled_asker(turn: Turn) -> bool:
    if turn.label is None:
        return False
    words = _WORD.findall(turn.label.text.lower())
    return len(words) <= _LONGEST_LABEL and not part("asker").isdisjoint(words)


def _who(turn: Turn) -> str:
    return turn.speaker or (turn.label.text if turn.label else "")


def _interviewers(turns: list[Turn]) -> set[str]:
    """In a talk of a few: the one who mostly asks, if the others seldom do. Empty where there is no such one."""
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for turn in turns:
        if len(turn.span.text[:_AT_THE_END].split()) >= _MORE_THAN_A_WORD:
            said[_who(turn)] += 1
            asked[_who(turn)] += ends_by_asking(turn)
    mostly = {who for who, times in said.items() if who and asked[who] >= max(_FEWEST, _ASKS_MOSTLY * times)}
    seldom = all(asked[who] <= _ASKS_SELDOM * times for who, times in said.items() if who not in mostly)
    return mostly if len(mostly) == 1 and seldom and len(said) > 1 else set()


def _moderators(turns: list[Turn]) -> set[str]:
    """In a conversation: who asks now and then and says less at a time, where the one who says most hardly asks at all."""
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    length: Counter[str] = Counter()
    for turn in turns:
        who = _who(turn)
        length[who] += turn.span.end - turn.span.start
        if len(turn.span.text[:_AT_THE_END].split()) >= _MORE_THAN_A_WORD:
            said[who] += 1
            asked[who] += ends_by_asking(turn)
    if not 1 < len(said) <= _CONVERSATION:
        return set()
    guest = length.most_common(1)[0][0]
    if not said[guest]:
        return set()
    bar = max(_ASKS_AT_TIMES, _MORE_THAN_GUEST * asked[guest] / said[guest])
    return {
        who
        for who, times in said.items()
        if who not in ("", guest)
        and asked[who] >= max(_FEWEST, bar * times)
        and length[who] * said[guest] < length[guest] * times
    }
