"""Whose a message is of which a report speaks: "Jan Orel sent a message to the forum. … The message reads, in part: …"."""

from __future__ import annotations

import re

from servanda.readings.quotes.parties import is_subject, person_in
from servanda.readings.quotes.people import Cast
from servanda.words import table, words

_REACH = 900
"""Characters before a message is cited within which it is told who sent it."""
_POINTED = re.compile(r"(?:the|this|that|his|her)\s+(?:[a-z]+\s+)?(?P<noun>[a-z]+)", re.I)
"""What was told of before: "the message", "his congratulatory letter"."""
_BEHIND = 6
"""Words behind a subject among which the verb stands: the rest of his name, an adverb."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")


def sender(cast: Cast, text: str, phrase: str, place: int) -> str | None:
    """Whose a message, letter or the like is that a phrase before a place points to; None where nothing tells who sent it."""
    pointed = _POINTED.fullmatch(phrase)
    noun = pointed["noun"].lower() if pointed else ""
    if table("text-kinds").get(noun) != "given":
        return None
    start = max(0, place - _REACH)
    found = None
    office_ends = -1
    for begin, end, run in cast.mentions(start, place):
        apposed = 0 <= office_ends < begin and text[office_ends:begin].strip() == ","
        subject = apposed or is_subject(cast, text, begin, run)
        person = person_in(cast, run) if subject else None
        if person is not None and _sends(text, end, place, noun):
            found = person.name
        office_ends = end if subject and person is None else -1
    return found


def _sends(text: str, start: int, limit: int, noun: str) -> bool:
    """Whether what stands behind a subject tells that he sent a writing of that name, in the same sentence."""
    ended = _SENTENCE_END.search(text, start, limit)
    said = re.findall(r"\w+", text[start : ended.start() if ended else limit].lower())
    verb = next((index for index, word in enumerate(said[:_BEHIND]) if word in words("sending-verbs")), None)
    return verb is not None and any(word in (noun, f"{noun}s") for word in said[verb + 1 :])
