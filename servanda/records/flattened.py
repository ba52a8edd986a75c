"""Heads that were run together with their body into one line: title, lead, date, place, and the title again."""

from __future__ import annotations

import re
from typing import Final

from servanda.records.datelines import cue_of
from servanda.records.dates import days_in
from servanda.records.opening import TITLE_LIMIT, Opening
from servanda.records.paragraphs import lines_of
from servanda.records.places import Stretch, place_at
from servanda.words import words

__all__ = ["flattened_opening"]

_SHORTEST: Final = 400
"""A first line longer than this holds head and body in one."""
_ZONE: Final = 900
"""How far into such a line a head can reach."""
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”»)]*\s+(?=[^\W\d_])")
_WORD: Final = re.compile(r"\S+")
_AFTER_COMMA: Final = re.compile(r",\s[^\W\d_a-zа-я][\w-]*")


def flattened_opening(text: str, start: int) -> Opening | None:
    """The head of a text whose first line is head and body in one; None where it is not."""
    first = next(lines_of(text, start), None)
    if first is None or first.end - first.start <= _SHORTEST:
        return None
    start, end = first.start, min(first.end, first.start + _ZONE)
    for day in days_in(text, start, end):
        before = text[start : day.start].split()
        stands_apart = day.timed or text[day.after : day.after + 4].lstrip()[:1].isupper()
        cue, _ = cue_of(" ".join(before[-2:]))
        if not before or not stands_apart or cue == "other" or before[-1].lower().strip("(,") in words("date-prepositions"):
            continue
        place = _place_after(text, day.after) if day.timed else None
        title = _title(text, start, day.start, place[1] if place else day.after)
        if cue == "published":
            return Opening(title=title, place=place, published=day)
        return Opening(title=title, place=place, dateline=day)
    return Opening()


def _place_after(text: str, start: int) -> Stretch | None:
    """A place known by name that follows a date, with what is named after its comma."""
    while start < len(text) and text[start].isspace():
        start += 1
    place = place_at(text, start)
    more = _AFTER_COMMA.match(text, place[1]) if place else None
    return (place[0], more.end()) if place and more else place


def _title(text: str, start: int, day: int, body: int) -> Stretch | None:
    """What is said again after the date; or what the lead says again; or, of one sentence, all that stands before the date."""
    head = text[start:day].rstrip()
    again = text[body : body + len(head) + 2].lstrip()
    same = 0
    while same < min(len(head), len(again)) and head[same] == again[same]:
        same += 1
    repeated = head[:same].rstrip() if same == len(head) else head[: head[:same].rfind(" ") + 1].rstrip()
    if len(repeated) >= 15:
        return (start, start + len(repeated))
    if not _SENTENCE_END.search(head + " X"):
        return (start, start + len(head)) if len(head) <= TITLE_LIMIT else None
    length = _before_lead(head)
    return (start, start + length) if length else None


def _before_lead(head: str) -> int:
    """Length of the longest beginning whose words the lead, which begins with a capital, takes up again; 0 for none."""
    parts = [(match.start(), match.group()) for match in _WORD.finditer(head)]
    shares: list[tuple[int, float]] = []
    for index in range(2, len(parts)):
        (offset, word), before = parts[index], parts[index - 1][1]
        if before[-1] in ".!?":
            break
        if not word[0].isupper() or len(before) <= 2 or before[-1] in ",;:":
            continue
        title = [_stem(part) for _, part in parts[:index] if len(part) > 3]
        lead = {_stem(part) for _, part in parts[index:]}
        shares.append((offset, sum(stem in lead for stem in title) / max(1, len(title))))
    least = max(0.5, 0.75 * max((share for _, share in shares), default=0.0))
    return max((len(head[:offset].rstrip()) for offset, share in shares if share >= least), default=0)


def _stem(word: str) -> str:
    """Enough of a word to know it by in another case."""
    return word.lower().strip(".,;:!?«»\"'()")[:5]
