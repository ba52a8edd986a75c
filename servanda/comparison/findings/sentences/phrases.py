"""Parts of the sentences that findings are told in: days, who says so, and the record's own words, cut where they are long."""

from __future__ import annotations

import re
from pathlib import PurePath

from servanda.comparison.relations.likeness import subject
from servanda.model import Claim, Place

LONGEST = 180
"""Characters of a record's words that a sentence gives; the whole is a span away."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SPACE = re.compile(r"\s+")


def day_words(day: str | None) -> str:
    """A day as it is written out: "27 June 2024"."""
    if not day:
        return "a day that is not known"
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def quoted(text: str, within: str | None = None) -> str:
    """A record's words in quotation marks, on one line, cut at words' ends where they are long.

    `within` is a stretch of them that must be seen, if there is room for it.
    """
    line = _SPACE.sub(" ", text).strip(' "“”«»,;:')
    core = _SPACE.sub(" ", within).strip(" .") if within else ""
    at = max(0, line.find(core)) if core else 0
    if at + len(core) > LONGEST:
        first = line.find(" ", min(at, len(line) - LONGEST) - 1) + 1
        return f"“… {_shortened(line[first:])}”"
    return f"“{_shortened(line)}”"


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:–-')} …"


def words_of(claim: Claim) -> str:
    """A claim's words, with what it is about in sight."""
    return quoted(claim.place.text.removesuffix("."), subject(claim))


def who(claim: Claim) -> str:
    """Whose words they are: a person's or body's, else the record's; what a record tells of somebody he has not said there."""
    if claim.said_by and (claim.place.speaker or claim.values.get("voice") != "publisher"):
        return claim.said_by
    told = f", telling of {claim.said_by.strip(' ,;')}," if claim.said_by else ""
    return f"{record_words(claim.place)}{told}"


def record_words(place: Place) -> str:
    """A record by its title, else by its file's name."""
    if place.title:
        return f"the record {quoted(place.title)}"
    return f"the record {PurePath(place.source).name}" if place.source else "a record"
