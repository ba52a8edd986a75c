"""Lines that are nothing but a date: with what it is called, a weekday, a time of day, a place."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from servanda.records.dates import Day
from servanda.records.paragraphs import Line
from servanda.records.places import Stretch, is_known_place
from servanda.words import rows, words

__all__ = ["CLOCK_ONLY", "cue_of", "field_of", "read_dateline", "read_news_place"]

_EDGES: Final = " \t\xa0*_#>([|,;–—-\\"
_ENDS: Final = " \t\xa0*_)]|,;–—-\\."
CLOCK_ONLY: Final = re.compile(
    r"[*_(\[]*(?:at\s+)?\d{1,2}[:.]?\d{0,2}\s*(?:[AaPp]\.?\s?[Mm]\b\.?|noon|[Hh](?:rs|ours)?)\s*\(?(?:[A-Z]{2,5}|[Ll]ocal)?(?:\s*[Tt]ime)?\)?[*_)\]]*\\?$"
)


def read_dateline(text: str, line: Line, day: Day) -> tuple[str, Stretch | None] | None:
    """What a line that is nothing but a date calls it (`published`, `event_date`, `other`, nothing), and the place beside it.

    None for any other line.
    """
    before, after = text[line.start : day.start].strip(_EDGES), text[day.after : line.end].strip(_EDGES + _ENDS)
    cue, left = cue_of(before)
    left = _without_weekday(left)
    place: Stretch | None = None
    if left:
        place = _placed(text, line.start, day.start, left, sure=bool(CLOCK_ONLY.match(after)) or text[day.start - 1] == "(")
        if place is None:
            return None
    after = _without_weekday(after)
    if after and not CLOCK_ONLY.match(after) and not after.startswith(("№", "No.", "Issue", "EST", "EDT", "CET", "UTC", "GMT")):
        place = _placed(text, day.after, line.end, after, sure=day.timed or "|" in text[day.after : line.end])
        if place is None:
            return None
    return cue, place


def field_of(piece: str) -> str:
    """What a line such as "Venue: Harbour Hall" tells (`place`, `other`); nothing where it is no field of a head."""
    name, colon, _ = piece.partition(":")
    attribute = dict(_cues()).get(" ".join(name.lower().strip(_EDGES).split()), "") if colon else ""
    return attribute if attribute in {"place", "other"} else ""


def cue_of(before: str) -> tuple[str, str]:
    """What a date is called, and what stands before it besides."""
    lowered = " ".join(before.lower().split())
    for words_, attribute in _cues():
        if lowered.startswith(words_) and not lowered[len(words_) : len(words_) + 1].isalpha():
            return attribute, before[len(words_) :].strip(_EDGES + ":")
    return "", before.rstrip(":")


def read_news_place(text: str, line: Line, day: Day) -> Stretch | None:
    """The place of an agency's line that goes on as prose: "GENEVA, 3 March 2022 – The ministers …"."""
    before = text[line.start : day.start].strip(_EDGES)
    goes_on = text[day.after : day.after + 2].lstrip()[:1] in set(".:–—-(/")
    if goes_on and before and before.title() in words("places"):
        begin = text.index(before, line.start)
        return (begin, begin + len(before))
    return None


def _without_weekday(piece: str) -> str:
    kept = [part for part in re.split(r"[\s,]+", piece) if part]
    if len(kept) == 1 and kept[0].lower().strip("().") in words("weekday-names"):
        return ""
    if kept and kept[-1].lower() in words("weekday-names"):
        return piece[: piece.rindex(kept[-1])].strip(_EDGES)
    return piece


def _placed(text: str, start: int, end: int, piece: str, *, sure: bool) -> Stretch | None:
    """Where a place stands, if what is left of a date line is one."""
    if not 2 <= len(piece) <= 70 or len(piece.split()) > 9 or any(sign.isdigit() for sign in piece) or not piece[0].isupper():
        return None
    if not sure and (len(piece.split(",", 1)[0].split()) > 3 or not is_known_place(piece)):
        return None
    begin = text.find(piece, start, end)
    return (begin, begin + len(piece)) if begin >= 0 else None


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((row[0], row[1]) for row in rows("head-cues")), key=lambda cue: -len(cue[0])))
