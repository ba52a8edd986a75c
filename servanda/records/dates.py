"""Calendar days as heads of records print them, in many languages. Only whole days; what could be two days is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from servanda.words import rows

__all__ = ["Day", "day_in_name", "days_in"]

_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BEFORE_YEAR: Final = 45
_AFTER_YEAR: Final = 30
"""A day is printed within so many characters of its year."""
_CLOCK: Final = re.compile(
    r"(?:\s*[,|–-]?\s*(?:at\s+|T|в\s+|à\s+|a\s+las\s+|um\s+)?\d{1,2}(?:[:.h]\d\d(?::\d\d)?)?(?:\.\d+)?"
    r"(?:\s*(?:[ap]\.?\s?m\b\.?|noon|uhr|hrs?\b)|(?<=:\d\d)|(?<=h\d\d))(?:\s*(?:\(?[A-Z]{2,4}\b\)?|[+-]\d\d:?\d\d|Z))?)",
    re.IGNORECASE,
)
_WORD: Final = r"([^\W\d_]{2,13}|[^\W\d_]{3,4}(?=\.))"
_ISO: Final = re.compile(r"(?<![\d-])(\d{4})[-–](\d\d)[-–](\d\d)(?![\d-])")
_NUMERIC: Final = re.compile(r"(?<![\d./-])(\d{1,2})(\s?[./-]\s?)(\d{1,2})\2(\d{4})(?!\d)")
_DAY_FIRST: Final = re.compile(
    r"(?<![\d./:-])(\d{1,2})(?:st|nd|rd|th|er|re|eme|ème|º|°|\.)?(?:\s+day)?(?:\s+(?:of|de|di|do)\b|\s+d['’])?[\s\xa0]*"
    + _WORD
    + r"\.?,?(?:\s+(?:of|de|del))?[\s\xa0]+(\d{4})(?!\d)(?:\s*(?:года|году|год|г\.|року|р\.|г\b))?",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    r"(?<!\w)" + _WORD + r"\.?[\s\xa0]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\xa0]+(\d{4})(?!\d)", re.IGNORECASE
)
_YEAR_FIRST: Final = re.compile(
    r"(?<!\d)(\d{4})(?:\.|\s*m\.|\s+metų)\s+" + _WORD + r"\s+(\d{1,2})(?:\.|\s*d\.|\b)", re.IGNORECASE
)
_EAST: Final = re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_RANGE_BEFORE: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s*(?:[-–—]|and|to|и|bis|au|y|e|и)\s*$")
_IN_NAME: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it is printed."""

    start: int
    end: int
    iso: str
    after: int
    """End of the time of day that follows it, or `end`."""

    @property
    def timed(self) -> bool:
        """Whether a time of day stands beside it, as in a stamp."""
        return self.after > self.end


def days_in(text: str, start: int, end: int) -> Iterator[Day]:
    """Days printed in [start, end), in order. Ranges of days and days whose month cannot be told from the day are left out."""
    found: dict[int, Day] = {}
    for year in _YEAR.finditer(text, start, end):
        first, last = max(start, year.start() - _BEFORE_YEAR), min(end, year.end() + _AFTER_YEAR)
        for pattern, order in _PATTERNS:
            for match in pattern.finditer(text, first, last):
                if match.start() <= year.start() < match.end() and (day := _day(text, match, order, start, end)):
                    found.setdefault(day.start, day)
    yield from (found[place] for place in sorted(found))


def _day(text: str, match: re.Match[str], order: str, start: int, end: int) -> Day | None:
    iso = _iso(match, order)
    if iso is None or _RANGE_BEFORE.search(text, max(start, match.start() - 12), match.start()):
        return None
    clock = _CLOCK.match(text, match.end(), end)
    return Day(match.start(), match.end(), iso, clock.end() if clock else match.end())


def day_in_name(name: str) -> str | None:
    """The day in a file's name, where there is just one (`talks-2024-05-31.txt`)."""
    days = {iso for match in _IN_NAME.finditer(name) if (iso := _valid(match.group(1), match.group(3), match.group(4)))}
    return days.pop() if len(days) == 1 else None


_PATTERNS: Final = (
    (_ISO, "ymd"),
    (_NUMERIC, "numeric"),
    (_DAY_FIRST, "dwy"),
    (_MONTH_FIRST, "wdy"),
    (_YEAR_FIRST, "ywd"),
    (_EAST, "ymd"),
)


def _iso(match: re.Match[str], order: str) -> str | None:
    if order == "ymd":
        return _valid(match.group(1), match.group(2), match.group(3))
    if order == "numeric":
        return _numeric(match)
    parts = dict(zip(order, match.groups(), strict=True))
    for month in _months().get(parts["w"].lower(), ()):
        if iso := _valid(parts["y"], month, parts["d"]):
            return iso
    return None


def _numeric(match: re.Match[str]) -> str | None:
    """With stops or hyphens the day goes first; with strokes it depends on the country, so that 7/12 is two days."""
    first, sign, second, year = match.groups()
    if "/" not in sign or int(first) > 12 or first == second:
        return _valid(year, second, first)
    return _valid(year, first, second) if int(second) > 12 else None


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat() if int(year) >= 1600 else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, tuple[str, ...]]:
    """Month's name to its number; a name that two languages give to different months is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for word, number, _ in rows("month-names"):
        found[word] = (*found.get(word, ()), number)
    return {word: numbers for word, numbers in found.items() if len(set(numbers)) == 1}
