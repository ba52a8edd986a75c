"""What stands above a record's first sentence: masthead, title, date line, place, time of day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from servanda.records.dates import Day, days_in
from servanda.records.paragraphs import Line, is_label, lines_of
from servanda.words import rows, words

__all__ = ["Opening", "Stretch", "read_opening", "signing"]

Stretch = tuple[int, int]
"""Half-open offsets into the text."""

_LINES: Final = 40
_ZONE: Final = 4000
_FLAT: Final = 400
"""A first line longer than this holds head and body in one."""
_FLAT_ZONE: Final = 900
_TITLE: Final = 300

_EDGES: Final = " \t\xa0*_#>([|,;–—-\\"
_ENDS: Final = " \t\xa0*_)]|,;–—-\\."
_CLOCK_ONLY: Final = re.compile(
    r"[*_(\[]*(?:at\s+)?\d{1,2}[:.]?\d{0,2}\s*(?:[AaPp]\.?\s?[Mm]\b\.?|noon|[Hh](?:rs|ours)?)\s*\(?(?:[A-Z]{2,5}|[Ll]ocal)?(?:\s*[Tt]ime)?\)?[*_)\]]*\\?$"
)
_SYMBOL: Final = re.compile(r"(?:[A-Z]+/)+[\w./()-]+$|No\.?\s*\d+$|[\d./-]+$|\W+$")
_SIGNED: Final = re.compile(
    r"\b(?:signed|done|concluded|adopted|made|fait|signée?|hecho|firmad[oa]|geschehen|unterzeichnet|совершено|подписан[оаы]?|вчинено|підписан[оаи]?|fatto|feito|sporządzono)\s+"
    r"(?:at|in|à|en|zu|в|у|a|em|w)\s+(?:the\s+city\s+of\s+|г(?:ороде|\.)\s+)?([^\W\d_][^\d\n,;:()]{1,40}?)\s*(?:,\s*)?(?:on|this|the|le|el|am|il|em|dnia|den|as of)?\s*(?:the\s+)?(?=\d)",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”»)]*\s+(?=[^\W\d_])")
_PREPOSITIONS: Final = frozenset(
    [
        "on",
        "of",
        "from",
        "dated",
        "since",
        "until",
        "by",
        "before",
        "after",
        "in",
        "at",
        "for",
        "to",
        "от",
        "до",
        "с",
        "в",
        "на",
        "за",
        "по",
        "к",
        "из",
        "du",
        "le",
        "depuis",
        "del",
        "de",
        "el",
        "vom",
        "am",
        "bis",
        "seit",
        "dal",
        "al",
        "z",
        "od",
    ]
)


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


def read_opening(text: str, start: int) -> Opening:
    """What stands above the text that begins at `start`."""
    lines = list(islice(lines_of(text[: start + _ZONE], start), _LINES))
    if not lines:
        return Opening()
    if lines[0].end - lines[0].start > _FLAT:
        return _flattened(text, lines[0].start, min(lines[0].end, lines[0].start + _FLAT_ZONE))
    found = Opening()
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        changed = _read_line(text, line, following, found)
        if changed is None:
            break
        found = changed
        if found.place is None and _CLOCK_ONLY.match(text, line.start, line.end):
            found = replace(found, place=_scene(text, lines[:number], found))
    return _with_titles_day(text, _with_place(text, found, lines))


def _read_line(text: str, line: Line, following: Line | None, found: Opening) -> Opening | None:
    """The head with what a line adds; None where the body begins."""
    for day in days_in(text, line.start, line.end):
        placed = _dateline(text, line, day)
        if placed:
            return _with_day(text, found, day, *placed)
        break
    piece = text[line.start : line.end]
    head = _masthead(piece)
    if head == "publisher":
        return found if found.publisher else replace(found, publisher=(line.start, line.end))
    if head or _SYMBOL.match(piece) or _CLOCK_ONLY.match(piece):
        return found
    if is_label(text, line) and (found.title or ":" not in piece[-1:]) and not _is_title_with_colon(text, line, following):
        return None
    if found.title is None:
        title = _title(text, line, following)
        return replace(found, title=title) if title else (None if _is_prose(piece) else found)
    return None if _is_prose(piece) else found


def _is_prose(piece: str) -> bool:
    return len(piece) > 220 or (len(piece) > 60 and piece[-1] in ".!?:;,")


def _is_title_with_colon(text: str, line: Line, following: Line | None) -> bool:
    """A headline may quote ("Minister: talks go on"); it stands apart and a date line or a blank line follows."""
    return (
        text[line.end - 1] != ":"
        and following is not None
        and (
            _is_day(text, following)
            or (
                following.apart
                and line.end - line.start < 200
                and text[line.end - 1] not in ".!?"
                and not is_label(text, following)
            )
        )
    )


def _is_day(text: str, line: Line) -> bool:
    day = next(days_in(text, line.start, line.end), None)
    return day is not None and _dateline(text, line, day) is not None


def _title(text: str, line: Line, following: Line | None) -> Stretch | None:
    """A line that can be a title: words that begin large and end without a stop, standing apart."""
    start = line.start
    while start < line.end and text[start] in "#*_ >\\":
        start += 1
    piece = text[start : line.end].rstrip("*_ #\\")
    if (
        not 8 <= len(piece) <= _TITLE
        or len(piece.split()) < 2
        or piece[0].islower()
        or (piece[-1] in ".:;,)" and not piece.endswith(")"))
    ):
        return None
    if piece.startswith(("http", "<", "[", "(", "-", "See ")):
        return None
    alone = (
        following is None
        or following.apart
        or _is_day(text, following)
        or text[line.start] == "#"
        or _masthead(text[following.start : following.end])
    )
    return (start, start + len(piece)) if alone else None


def _dateline(text: str, line: Line, day: Day) -> tuple[str, Stretch | None] | None:
    """What a line that is nothing but a date says of it: `published`, `event_date`, `other` or nothing, and the place beside it."""
    before, after = text[line.start : day.start].strip(_EDGES), text[day.after : line.end].strip(_EDGES + _ENDS)
    cue, left = _cue(before)
    left = _without_weekday(left)
    place: Stretch | None = None
    if left:
        place = _placed(text, line.start, day.start, left, sure=bool(_CLOCK_ONLY.match(after)) or text[day.start - 1] == "(")
        if place is None:
            return None
    after = _without_weekday(after)
    if (
        after
        and not _CLOCK_ONLY.match(after)
        and not after.startswith(("№", "No.", "Issue", "EST", "EDT", "CET", "UTC", "GMT"))
    ):
        place = _placed(text, day.after, line.end, after, sure="|" in text[day.after : line.end])
        if place is None:
            return None
    return cue, place


def _cue(before: str) -> tuple[str, str]:
    """What a date is called, and what stands before it besides."""
    lowered = " ".join(before.lower().split())
    for words_, attribute in _cues():
        if lowered.startswith(words_) and not lowered[len(words_) : len(words_) + 1].isalpha():
            return attribute, before[len(words_) :].strip(_EDGES + ":")
    return "", before.rstrip(":")


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
    if not sure and not _known_place(piece):
        return None
    begin = text.find(piece, start, end)
    return (begin, begin + len(piece)) if begin >= 0 else None


def _known_place(piece: str) -> bool:
    return any(
        part.strip(" *_") in words("places") or part.strip(" *_").lower() in words("countries")
        for part in (piece, *piece.split(","))
    )


def _with_day(text: str, found: Opening, day: Day, cue: str, place: Stretch | None) -> Opening:
    if place is not None and found.place is None:
        found = replace(found, place=place)
    if cue == "other":
        return found
    if cue == "published" or (
        not cue
        and day.timed
        and place is None
        and text[day.end : day.after].lstrip(" ,")[:1].isdigit()
        and not _half_day(text, day)
    ):
        return found if found.published else replace(found, published=day)
    return found if found.dateline else replace(found, dateline=day)


def _half_day(text: str, day: Day) -> bool:
    """A time such as "3 p.m." is when people met; sites stamp "15:04"."""
    return bool(re.search(r"[ap]\.?\s?m\b", text[day.end : day.after], re.IGNORECASE))


def _scene(text: str, lines: list[Line], found: Opening) -> Stretch | None:
    """The lines above the time of day that name where it was."""
    floor = max(found.title[1] if found.title else 0, found.dateline.end if found.dateline else 0)
    above = [line for line in lines if line.start >= floor and line.end - line.start <= 80][-3:]
    above = [line for line in above if not _SYMBOL.match(text[line.start : line.end])]
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
                below = lines[number + 1]
                piece = text[below.start : below.end].strip("*_ .")
                if len(piece) <= 60 and _known_place(piece):
                    return replace(found, place=(below.start, below.start + len(piece)))
    return replace(found, place=_titles_place(text, found.title)) if found.title else found


def _titles_place(text: str, title: Stretch) -> Stretch | None:
    """ "… | Kyiv, Ukraine" or "… in Geneva"."""
    piece = text[title[0] : title[1]]
    bar = piece.rfind(" | ")
    if bar > 0 and len(piece) - bar < 60 and not any(sign.isdigit() for sign in piece[bar:]):
        return (title[0] + bar + 3, title[1])
    for match in re.finditer(
        r"(?<!\w)(?:in|at|à|en|в|у|w|v|i)\s+([^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,2})", piece, re.IGNORECASE
    ):
        parts = match.group(1).split()
        for count in range(len(parts), 0, -1):
            name = " ".join(parts[:count]).rstrip(".,")
            if name in words("places"):
                begin = text.find(name, title[0] + match.start(1), title[1])
                return (begin, begin + len(name)) if begin >= 0 else None
    return None


def _with_titles_day(text: str, found: Opening) -> Opening:
    """ "…, 12 January 2024": the day of what the title tells."""
    if not found.title:
        return found
    for day in days_in(text, *found.title):
        if not text[day.after : found.title[1]].strip(" )].*"):
            return replace(found, titled=day)
    return found


def _flattened(text: str, start: int, end: int) -> Opening:
    """A head that was run together with its body: title, lead, date, place, title again."""
    for day in days_in(text, start, end):
        before = text[start : day.start].split()
        if not before or before[-1].lower().strip("(,") in _PREPOSITIONS:
            continue
        follows = text[day.after : day.after + 40].lstrip()
        if not day.timed and not follows[:1].isupper():
            continue
        cue, _ = _cue(" ".join(before[-2:]))
        place = _place_after(text, day.after) if day.timed else None
        title = _flattened_title(text, start, day.start, place[1] if place else day.after)
        found = Opening(
            title=title,
            place=place,
            dateline=None if cue == "published" else day,
            published=day if cue == "published" else None,
        )
        return found if found.place else replace(found, place=None)
    return Opening()


def _place_after(text: str, start: int) -> Stretch | None:
    """A place known by name that follows a date, with what is named after its comma."""
    start += len(text[start : start + 4]) - len(text[start : start + 4].lstrip())
    for length in (3, 2, 1):
        match = re.compile(r"[^\W\d_][\w-]*" + r"\s[^\W\d_][\w-]*" * (length - 1)).match(text, start)
        if match and match.group() in words("places"):
            more = re.compile(r",\s[^\W\d_a-zа-я][\w-]*").match(text, match.end())
            return (start, more.end() if more else match.end())
    return None


def _flattened_title(text: str, start: int, day: int, body: int) -> Stretch | None:
    """The title of a head that was run together: what is said again after the date, or what the lead says again, or all of it."""
    head = text[start:day].rstrip()
    again = text[body : body + len(head) + 2].lstrip()
    common = next(
        (index for index, (one, other) in enumerate(zip(head, again, strict=False)) if one != other), min(len(head), len(again))
    )
    common = len(head[:common].rstrip()) if common == len(head) else head[:common].rfind(" ")
    if common >= 15:
        return (start, start + common)
    if not _SENTENCE_END.search(head + " X"):
        return (start, start + len(head)) if len(head) <= _TITLE else None
    return _before_lead(text, start, head)


def _before_lead(text: str, start: int, head: str) -> Stretch | None:
    """The longest beginning whose words the lead takes up again; the lead begins with a capital."""
    parts = [(match.start(), match.group()) for match in re.finditer(r"\S+", head)]
    best: tuple[float, int] | None = None
    for index in range(2, len(parts)):
        offset, word = parts[index]
        before = parts[index - 1][1]
        if not word[0].isupper() or len(before) <= 2 or before[-1] in ".!?,;:":
            if before[-1] in ".!?":
                break
            continue
        stems = [_stem(part) for _, part in parts[:index] if len(part) > 3]
        lead = {_stem(part) for _, part in parts[index:]}
        share = sum(stem in lead for stem in stems) / len(stems) if stems else 0.0
        if share >= 0.5 and (best is None or share >= best[0]):
            best = (share, offset)
    return (start, start + len(head[: best[1]].rstrip())) if best else None


def _stem(word: str) -> str:
    return word.lower().strip(".,;:!?«»\"'()")[:5]


def signing(text: str) -> tuple[Day, Stretch] | None:
    """ "Done at Minsk on 8 December 1991": the day and place of signing, looked for at both ends of a text."""
    for start, end in ((0, min(len(text), 3000)), (max(0, len(text) - 4000), len(text))):
        for match in _SIGNED.finditer(text, start, end):
            day = next(days_in(text, match.end(), min(end, match.end() + 60)), None)
            if day and day.start - match.end() <= 2 and text[match.start(1)].isupper():
                return day, match.span(1)
    return None


def _masthead(piece: str) -> str:
    """What a line of a letterhead gives: `publisher`, `series`, or nothing."""
    lowered = " ".join(piece.lower().strip(" *_#.:").split())
    if len(lowered) > 60:
        return ""
    if lowered in _mastheads():
        return _mastheads()[lowered]
    last = lowered.rsplit(" ", 1)[-1]
    return "series" if last in _masthead_ends() and len(lowered.split()) <= 4 else ""


@cache
def _mastheads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("mastheads") if row[2] == "line"}


@cache
def _masthead_ends() -> frozenset[str]:
    return frozenset(row[0] for row in rows("mastheads") if row[2] == "end")


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((row[0], row[1]) for row in rows("head-cues")), key=lambda cue: -len(cue[0])))
