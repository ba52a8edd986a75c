"""More records than there are: real ones again, with other people's names and other days in them.

A copy has for every surname that the records call anybody by another that nobody bears, the same in all records of that copy,
and every day moved by as many weeks, so that days of the week stay right. All else stays as it was: a copy says what its
original says, in as many words.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

WEEKS = 52
"""By so many weeks the days of a copy lie behind those of the copy before."""

Named = tuple[str, bytes]
"""A record: what it is called, and its bytes."""

_LABEL = re.compile(r"^(?:MR|MS|MRS|DR|SECRETARY|ADMINISTRATOR|DIRECTOR|AMBASSADOR|SENATOR|GENERAL)\.? ([A-Z]{3,}):", re.M)
_TITLED = re.compile(  # an escape of YAML's begins with a backslash, in the midst of a name
    r"\b(?:President|Secretary|Prime Minister|Chancellor|Senator|Ambassador|Administrator|Director|General|M[rs]\.|Mrs\.|Dr\.)"
    r"\s(?:[A-Z][^\W\d_]+\s)?([A-Z][^\W\d_]{2,})(?![\w\\-])"
)
_NO_SURNAME = frozenset(
    re.findall(
        r"\w+",
        """
    The And For Of Our His Her Their American United State States House White Defense Treasury Commerce Labor Energy Education
    Interior Transportation Agriculture Homeland Security Health Human Justice Affairs Council Office National General Minister
    Prime Vice First Deputy Assistant Under President Secretary Senator Director Speaker Leader Chair Counsel Press Day Emeritus
    Extraordinary Manager Power
    """,
    )
)
"""What stands behind a title and is nobody's name."""
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)}) (?P<day>[0-3]?\d), (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d)\b|\b(?P<alone>20[0-4]\d)\b"
)
SYLLABLES = (
    "bar",
    "den",
    "dol",
    "fen",
    "gar",
    "hal",
    "jor",
    "kel",
    "lan",
    "mir",
    "nor",
    "pel",
    "ros",
    "sal",
    "tar",
    "vel",
    "wen",
    "zor",
)
ENDS = ("", "a", "ek", "in", "o", "sen", "um", "ys")
"""What invented names are made of."""


def multiplied(records: Iterable[Named], times: int, *, seed: str = "growth") -> Iterator[Named]:
    """The records, then their copies: `times` times as many. The same seed gives the same bytes."""
    base = list(records)
    yield from base
    known_names = sorted(surnames(base))
    taken = set(known_names)
    for copy in range(1, times):
        names = _invented(known_names, taken, random.Random(f"{seed} {copy}"))
        known = re.compile(rf"\b(?:{'|'.join(map(re.escape, [*names, *map(str.upper, names)]))})\b") if names else None
        for name, content in base:
            text = content.decode("utf-8")
            if known is not None:
                text = known.sub(partial(_renamed, names), text)
            yield f"copy-{copy}/{name}", _moved(text, copy).encode()


def surnames(records: Iterable[Named]) -> set[str]:
    """What the records call people by: behind a title, or in a speaker's label."""
    found: set[str] = set()
    for _, content in records:
        text = content.decode("utf-8")
        found.update(label[0] + label[1:].lower() for label in _LABEL.findall(text))
        found.update(_TITLED.findall(text))
    return found - _NO_SURNAME


def _invented(every: Iterable[str], taken: set[str], draw: random.Random) -> dict[str, str]:
    """A name for each; none twice, and none that is taken."""
    names: dict[str, str] = {}
    for surname in every:
        made = surname
        while made in taken:
            made = "".join(draw.choices(SYLLABLES, k=2)).capitalize() + draw.choice(ENDS)
            made += draw.choice(SYLLABLES) if made in taken else ""
        taken.add(made)
        names[surname] = made
    return names


def _renamed(names: Mapping[str, str], found: re.Match[str]) -> str:
    word = found.group()
    return names[word] if word in names else names[next(name for name in names if name.upper() == word)].upper()


def _moved(text: str, copy: int) -> str:
    """Every day later by the copy's weeks, in the form in which it is written; a year alone by as many years."""
    by = datetime.timedelta(weeks=WEEKS * copy)

    def moved(found: re.Match[str]) -> str:
        if found["alone"]:
            return str(int(found["alone"]) + copy)
        try:
            if found["month"]:
                day = datetime.date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"])) + by
                return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
            return (datetime.date(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"])) + by).isoformat()
        except ValueError:  # no day of the calendar: it stays as it was
            return found.group()

    return _DAY.sub(moved, text)
