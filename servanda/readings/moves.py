"""What a turn of one who is not asking does: it answers, gives the floor, did not hear, is a courtesy, or asks back."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from servanda.readings.layers import Stretch
from servanda.words import rows

Move = Literal["answers", "passes", "unheard", "courtesy", "asks_back"]

SHORT = 400
"""Characters; a longer turn answers."""
_LONGEST_PASS = 22
"""Words of a sentence that may still give the floor."""
_BEFORE_THANKS = 2
_LONGEST_THANKS = 12
_LONGEST_CALL = 30
"""Words in which somebody who has answered calls on the next asker."""
_LONGEST_ALONE = 12
_LONGEST_QUESTION_BACK = 16
_LONGEST_NAME = 8
_WITHIN_NAMES = frozenset({"of", "from", "with", "at", "the", "and", "to", "de", "из", "от"})
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def move(text: str, sentences: list[Stretch], *, answered: bool, presides: bool = False) -> Move:
    """What a short turn does.

    `answered` says that the question before it has an answer already: then a bare name calls on the next asker, and "Okay."
    adds nothing. `presides` is said of moderators and staff, who give the floor in more words than others.
    """
    acts = [_act(text[start:end]) for start, end in sentences]
    if not acts:
        return "courtesy"
    if "passes" in acts and (presides or (answered and acts[-1] == "passes" and len(text.split()) <= _LONGEST_CALL)):
        return "passes"
    calls = "passes" in acts or answered
    if "answers" in acts or ("name" in acts and not calls):
        return "answers"
    if "unheard" in acts:
        return "unheard"
    if "passes" in acts or "name" in acts:
        return "passes"
    if "asks_back" in acts:
        return "asks_back"
    return "courtesy" if "courtesy" in acts or answered else "answers"


def _act(sentence: str) -> str:
    """What one sentence does: a move, or `idle` (it adds nothing), or `name` (a name and no more)."""
    words = _WORD.findall(sentence.replace("’", "'"))
    said = [word.lower() for word in words]
    if not said:
        return "idle"
    if len(said) <= _LONGEST_PASS and (act := _anywhere(f" {' '.join(said)} ")):
        return act
    if len(said) <= _LONGEST_ALONE and (act := _alone(words, said)):
        return act
    if sentence.rstrip(" \"'”’»)").endswith(("?", "？", "؟")) and len(said) <= _LONGEST_QUESTION_BACK:
        return "asks_back"
    if len(words) <= _LONGEST_NAME and all(word[0].isupper() or word in _WITHIN_NAMES for word in words):
        return "name"
    return "answers"


def _anywhere(padded: str) -> str | None:
    """What a phrase does that says enough wherever it stands; of several the one that says most."""
    found = {phrase: act for phrase, act in _phrases("anywhere") if f" {phrase} " in padded}
    acts = {act for phrase, act in found.items() if act != "courtesy" or _is_courteous(padded, phrase)}
    return next((act for act in ("answers", "unheard", "passes", "courtesy") if act in acts), None)


def _is_courteous(padded: str, phrase: str) -> bool:
    """Thanks and greetings say nothing only where a short sentence opens with them: not "we have a great many"."""
    before = padded[: padded.index(f" {phrase} ")].split()
    return len(before) <= _BEFORE_THANKS and "we" not in before and len(padded.split()) <= _LONGEST_THANKS


def _alone(words: list[str], said: list[str]) -> str | None:
    """What a sentence does that is made of nothing but such phrases, idle words and names."""
    known = _known()
    acts: set[str] = set()
    name_first = False
    index = 0
    while index < len(said):
        for length in (4, 3, 2, 1):
            phrase = " ".join(said[index : index + length])
            if phrase in known:
                acts.add(known[phrase])
                index += length
                break
        else:
            if not words[index][0].isupper():
                return None
            name_first = name_first or index == 0
            index += 1
    if name_first and "passes" not in acts:
        return None  # a capital begins every sentence: its first word is a name only where somebody is called on
    return next((act for act in ("unheard", "passes", "courtesy", "idle") if act in acts), None)


@cache
def _known() -> dict[str, str]:
    return {phrase: act for place in ("alone", "anywhere") for phrase, act in _phrases(place)}


@cache
def _phrases(where: str) -> tuple[tuple[str, str], ...]:
    return tuple((phrase, act) for phrase, act, place, *_ in rows("floor-cues") if place == where)
