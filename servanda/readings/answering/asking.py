"""What form a question has: yes or no, why, how much, who, or an opinion asked for."""

from __future__ import annotations

from functools import cache
from typing import Literal

from servanda.words import of_part

Form = Literal["yes_no", "yes_no_opinion", "what", "opinion", "who", "when", "where", "why", "how", "how_much", "tell", "named"]
"""`tell` asks to be told more, `named` only names its subject."""

FORMS: tuple[Form, ...] = (
    "yes_no",
    "yes_no_opinion",
    "what",
    "opinion",
    "who",
    "when",
    "where",
    "why",
    "how",
    "how_much",
    "tell",
    "named",
)
_ASKING: dict[str, Form] = {
    "who": "who",
    "whom": "who",
    "whose": "who",
    "when": "when",
    "where": "where",
    "why": "why",
    "how": "how",
    "what": "what",
    "which": "what",
}
_RELATIVE = frozenset({"when", "where", "who", "which", "what", "how"})
"""Words that begin a clause as often as they ask: they ask where a verb's helper stands near."""
_DIVIDING = frozenset({",", ";", ":", "and", "but", "or", "so", "—", "question"})
_MAY = frozenset({"can", "could", "would", "will"})
_ADVERBS = frozenset(
    {"also", "still", "now", "both", "personally", "yourself", "really", "already", "generally", "fully", "all"}
)
_NEAR = 5
_SHORT = 3
"""Letters up to which a word says too little to be known again: "do", "go"."""


def form(lows: tuple[str, ...]) -> Form:
    """The form of the first clause that asks, of a question's words as `cues.tokens` writes them out."""
    for at, low in enumerate(lows):
        if low in _ASKING:
            if low in _RELATIVE and not (word_set("helper") | word_set("beside")).intersection(lows[at + 1 : at + _NEAR]):
                continue
            return _open(lows, at)
        if low in word_set("helper") and _inverted(lows, at):
            return _closed(lows, at)
    return "named"


def predicate(lows: tuple[str, ...]) -> str | None:
    """What a yes-or-no question asks of who is addressed: "satisfied" in "are you satisfied with", "sign" in "will you sign".

    None for what nobody would answer by saying it again: "do you think", "can you tell us".
    """
    for at, low in enumerate(lows[:-2]):
        if low not in word_set("helper") or lows[at + 1] != "you" or not _inverted(lows, at):
            continue
        said = next((word for word in lows[at + 2 : at + 2 + _NEAR] if word not in _ADVERBS), "")
        plain = word_set("tell") | word_set("hold") | word_set("opinion") | word_set("helper") | word_set("empty")
        return said if said.isalpha() and len(said) > _SHORT and said not in plain else None
    return None


def _open(lows: tuple[str, ...], at: int) -> Form:
    following = lows[at + 1] if at + 1 < len(lows) else ""
    if lows[at] == "how" and following in word_set("extent"):
        return "how_much"
    if lows[at] == "what" and "time" in lows[at + 1 : at + 3]:
        return "when"
    if lows[at] in ("what", "how") and word_set("opinion").intersection(lows[at : at + 8]):
        return "opinion"
    return _ASKING[lows[at]]


def _closed(lows: tuple[str, ...], at: int) -> Form:
    near = lows[at + 1 : at + _NEAR]
    if lows[at] in _MAY and "you" in near and word_set("tell").intersection(near):
        embedded = (low for low in lows[at + 3 :] if low in _ASKING or low in ("whether", "if"))
        found = next(embedded, "")
        return _ASKING.get(found, "yes_no" if found else "tell")
    if lows[at] in ("do", "did") and "you" in near and word_set("hold").intersection(near):
        return "yes_no_opinion"
    return "yes_no"


def _inverted(lows: tuple[str, ...], at: int) -> bool:
    """Whether a helping verb stands before its subject, or opens the clause."""
    if at + 1 >= len(lows):
        return False
    return lows[at + 1] in word_set("subject") or at == 0 or lows[at - 1] in _DIVIDING


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of words by which questions and answers are known: see `words/data/reply-question-words.tsv`."""
    return of_part("reply-question-words", name)
