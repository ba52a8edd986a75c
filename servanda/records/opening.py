"""What stands above a record's first sentence: masthead, title, date line, place, time of day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from servanda.records.datelines import CLOCK_ONLY, cue_of, field_of, read_dateline, read_news_place
from servanda.records.dates import Day, days_in
from servanda.records.kinds import greets, names_kind
from servanda.records.paragraphs import Line, is_label, is_numbered_heading, lines_of
from servanda.records.places import Stretch, is_known_place, place_at, place_in_title
from servanda.words import rows, words

__all__ = ["TITLE_LIMIT", "Opening", "read_opening"]

_LINES: Final = 40
_ZONE: Final = 4000
"""A head is not longer than this, in lines and in characters."""
TITLE_LIMIT: Final = 300
"""A longer line is no title."""

_HALF_DAY: Final = re.compile(r"[ap]\.?\s?m\b", re.IGNORECASE)
_CAPTIONS: Final = re.compile(r"WEBVTT[ \t]+(?:[-–—:][ \t]*)?")
"""The signature that a caption file's title may stand behind."""
_STATEMENT_HEAD: Final = 7
"""Lines, at most, in which a statement's head says who makes it and where."""
_NAME_WORDS: Final = 4
_HEAD_LINE: Final = 90
"""Characters of each, at most."""
_SITTING: Final = re.compile(r"\d{1,5}(?:st|nd|rd|th) (?:\w+ )?(?:meeting|sitting)|Séance \w+", re.IGNORECASE)
"""What an assembly's record has for a title."""
_SYMBOL: Final = re.compile(r"(?:[A-Z]+/)+[\w./()-]+$|No\.?\s*\d+$|[\d./-]+$|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Opening:
    """Offsets of what was found above the text; None is not found."""

    title: Stretch | None = None
    published: Day | None = None
    """A day that the record calls its publication, or that stands with a time of day as a site stamps it."""
    dateline: Day | None = None
    """A day that stands alone, or with a place."""
    titled: Day | None = None
    """A day at the title's end."""
    place: Stretch | None = None
    publisher: Stretch | None = None


def read_opening(text: str, start: int, *, titled: bool = False) -> Opening:
    """What stands above the text that begins at `start`; `titled` where the markup has given the title already."""
    lines = list(islice(lines_of(text[: start + _ZONE], start), _LINES))
    heading = next((line for line in lines if text.startswith("# ", line.start)), None)
    found = Opening(title=None if titled or heading is None else _title(text, [heading]))
    for number, line in enumerate(lines):
        inside = not line.apart and not _is_head_line(text, lines[number - 1])
        above = text[lines[number - 1].start : lines[number - 1].end] if number else ""
        cue, rest = cue_of(above)
        changed = _read_line(text, lines[number:], found, cue="" if rest else cue, titled=titled or inside)
        if changed is None:
            break
        found = changed
        if found.place is None and CLOCK_ONLY.match(text, line.start, line.end):
            found = replace(found, place=_scene(text, lines[:number], found))
    if found.title is None and not titled:
        sitting = next((line for line in lines if _SITTING.fullmatch(text, line.start, line.end)), None)
        found = replace(found, title=(sitting.start, sitting.end)) if sitting else found
    return _with_titles_day(text, _with_place(text, found, lines))


def _read_line(text: str, lines: list[Line], found: Opening, *, cue: str, titled: bool) -> Opening | None:
    """The head with what the first of some lines adds; None where the body begins.

    `cue` is what the line above calls a date.
    """
    line, following = lines[0], lines[1] if len(lines) > 1 else None
    if dated := _read_day(text, line, found, cue):
        return dated
    piece = text[line.start : line.end]
    head = _masthead(piece)
    if head == "publisher":
        return replace(found, publisher=found.publisher or (line.start, line.end))
    if is_numbered_heading(piece):
        return None
    if head or _SYMBOL.match(piece) or CLOCK_ONLY.match(piece):
        return found
    if field := field_of(piece):
        return replace(found, place=_field_value(text, line)) if field == "place" and not found.place else found
    if is_label(text, line) and (found.title or ":" not in piece[-1:]) and not _is_title_with_colon(text, line, following):
        return None
    title = None if titled or found.title else _title(text, lines)
    if title:
        return replace(found, title=title)
    return None if _is_prose(piece) else found


def _read_day(text: str, line: Line, found: Opening, cue: str) -> Opening | None:
    """The head with the day that a date line, an agency's first line or a letterhead gives; None for any other line."""
    day = next(days_in(text, line.start, line.end), None)
    if day is None:
        return None
    if placed := read_dateline(text, line, day):
        return _with_day(text, found, day, placed[0] or cue, placed[1])
    place = read_news_place(text, line, day)
    if place or _masthead(text[line.start : line.end]):
        return replace(found, place=found.place or place, dateline=found.dateline or day)
    return None


def _field_value(text: str, line: Line) -> Stretch | None:
    """What stands after the colon of a line such as "Venue: Harbour Hall"."""
    start = text.index(":", line.start) + 1
    while start < line.end and text[start] in " \t\xa0*_":
        start += 1
    return (start, line.end) if start < line.end else None


def _is_head_line(text: str, line: Line) -> bool:
    """Whether a line is a date line or a letterhead's, so that a title can follow it at once."""
    piece = text[line.start : line.end]
    return bool(_masthead(piece) or _SYMBOL.match(piece) or piece[0] == "<") or _is_day(text, line)


def _is_prose(piece: str) -> bool:
    return len(piece) > 220 or (len(piece) > 60 and piece[-1] in ".!?:;,")


def _is_title_with_colon(text: str, line: Line, following: Line | None) -> bool:
    """A headline may quote ("Minister: talks go on"); it stands apart and a date line or a blank line follows."""
    if following is None or text[line.end - 1] in ":.!?":
        return False
    return _is_day(text, following) or (following.apart and line.end - line.start < 200 and not is_label(text, following))


def _is_day(text: str, line: Line) -> bool:
    day = next(days_in(text, line.start, line.end), None)
    return day is not None and read_dateline(text, line, day) is not None


def _title(text: str, lines: list[Line]) -> Stretch | None:
    """The first of some lines, with those that belong to it, where they can be a title: words apart, without a stop."""
    line = lines[0]
    count = _statement_head(text, lines) or _run(text, lines)
    if not count:
        return None
    start, end = line.start, lines[count - 1].end
    if signature := _CAPTIONS.match(text, start, end):
        start = signature.end()
    while start < end and text[start] in "#*_ >\\":
        start += 1
    piece = text[start:end].rstrip("*_ #\\")
    if not 8 <= len(piece) <= TITLE_LIMIT or " " not in piece or piece[-1] in ".:;,":
        return None
    if not (piece[0].isupper() or piece[0].isdigit() or piece[0] in "“\"«„‘'¿¡") or piece.startswith("See "):
        return None
    if place_at(text, start) == (start, start + len(piece)) or greets(piece):
        return None
    return (start, start + len(piece))


def _run(text: str, lines: list[Line]) -> int:
    """How many lines stand together apart from what follows: one, or up to three in capitals or title case; 0 for none."""
    for count, line in enumerate(lines[:3], 1):
        following = lines[count] if count < len(lines) else None
        if following is None or _ends_title(text, line, following):
            piece = text[lines[0].start : line.end]
            return count if count == 1 or _is_title_case(piece) or (names_kind(piece) and not _is_prose(piece)) else 0
    return 0


def _statement_head(text: str, lines: list[Line]) -> int:
    """How many lines say whose statement it is, where the first is but the word ("STATEMENT / by / Jan Orel"); else 0."""
    if text[lines[0].start : lines[0].end].strip("*_# :").lower() not in words("statement-heads"):
        return 0
    count = 1
    for line in lines[1:_STATEMENT_HEAD]:
        piece = text[line.start : line.end]
        ended = piece[-1] in "!:;?" or (piece[-1] == "." and len(piece.split()) > _NAME_WORDS)
        if len(piece) > _HEAD_LINE or ended or greets(piece) or next(days_in(text, line.start, line.end), None):
            break
        count += 1
    return count if count > 1 else 0


def _ends_title(text: str, line: Line, following: Line) -> bool:
    """Whether what follows a line cannot belong to its title."""
    below = text[following.start : following.end]
    return following.apart or text[line.start] in "#<" or below[0] == "<" or _is_day(text, following) or bool(_masthead(below))


def _is_title_case(piece: str) -> bool:
    longer = [word for word in piece.split() if len(word) > 3]
    return sum(word[0].isupper() or not word[0].isalpha() for word in longer) >= 0.8 * len(longer)


def _with_day(text: str, found: Opening, day: Day, cue: str, place: Stretch | None) -> Opening:
    if place is not None and found.place is None:
        found = replace(found, place=place)
    if cue == "other":
        return found
    if cue == "published" or (not cue and place is None and _is_stamp(text, day)):
        return found if found.published else replace(found, published=day)
    return found if found.dateline else replace(found, dateline=day)


def _is_stamp(text: str, day: Day) -> bool:
    """Whether the time beside a day is a site's ("15:04"); "3 p.m." is when people met."""
    clock = text[day.end : day.after]
    return clock.lstrip(" ,T")[:1].isdigit() and not _HALF_DAY.search(clock)


def _scene(text: str, lines: list[Line], found: Opening) -> Stretch | None:
    """The lines above the time of day that name where it was."""
    floor = max(found.title[1] if found.title else 0, found.dateline.end if found.dateline else 0)
    above = [line for line in lines if line.start >= floor and line.end - line.start <= 80][-3:]
    above = [line for line in above if not _SYMBOL.match(text[line.start : line.end]) and not _is_day(text, line)]
    while above and (text[above[0].start : above[0].end].isupper() or _masthead(text[above[0].start : above[0].end])):
        above = above[1:]
    if not above or any(text[line.end - 1] in ":.!?" and len(text[line.start : line.end]) > 30 for line in above):
        return None
    first, last = above[0].start, above[-1].end
    while first < last and text[first] in "*_\\ (":
        first += 1
    while last > first and text[last - 1] in "*_\\ )":
        last -= 1
    lowered = text[first:last].lower()
    if first >= last or lowered.startswith(("via ", "by ")) or "conference call" in lowered:
        return None
    return (first, last)


def _with_place(text: str, found: Opening, lines: list[Line]) -> Opening:
    """A place on a line of its own under the date, or told in the title."""
    if found.place:
        return found
    after = found.dateline or found.published
    if after:
        for number, line in enumerate(lines[:-1]):
            if line.start <= after.start < line.end:
                for beside in (lines[number + 1], lines[number - 1] if number else lines[number + 1]):
                    piece = text[beside.start : beside.end].rstrip("*_ ")
                    if len(piece) <= 60 and is_known_place(piece) and (beside.start, beside.end) != found.title:
                        return replace(found, place=(beside.start, beside.start + len(piece)))
    return replace(found, place=place_in_title(text, found.title)) if found.title else found


def _with_titles_day(text: str, found: Opening) -> Opening:
    """The day of what the title tells, where the title ends with one."""
    if not found.title:
        return found
    for day in days_in(text, *found.title):
        if not text[day.after : found.title[1]].strip(" )].*"):
            return replace(found, titled=day)
    return found


def _masthead(piece: str) -> str:
    """What a line of a letterhead gives: `publisher`, `series`, or nothing."""
    lowered = " ".join(piece.lower().strip(" *_#.:").split())
    if len(lowered) > 120:
        return ""
    if lowered in _mastheads():
        return _mastheads()[lowered]
    if starting := next((kind for first, kind in _masthead_starts() if lowered.startswith(first)), None):
        return starting
    last = lowered.rsplit(" ", 1)[-1]
    return "series" if last in _masthead_words("end") and len(lowered.split()) <= 4 else ""


@cache
def _mastheads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("mastheads") if row[2] == "line"}


@cache
def _masthead_words(where: str) -> tuple[str, ...]:
    return tuple(row[0] for row in rows("mastheads") if row[2] == where)


@cache
def _masthead_starts() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in rows("mastheads") if row[2] == "start")
