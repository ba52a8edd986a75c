"""What a record says of itself: title, publisher, dates, place, language, kind; each with the words it stands on.

Markup goes before print, print before the file's name; what none of them tells stays unknown. A press report is of its day; a
communiqué's or an agreement's date is its publication, unless it says when it was signed; a transcript's date is that of the
talk, unless the record calls it its publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from servanda.model import Block, RecordKind
from servanda.records.dates import Day, day_in_name
from servanda.records.extraction import PUBLISHER_LIMIT, Extraction
from servanda.records.flattened import flattened_opening
from servanda.records.frontmatter import front_matter
from servanda.records.kinds import kind_of
from servanda.records.language import language_of
from servanda.records.opening import Opening, read_opening
from servanda.records.places import Stretch, place_of_talks, signing

__all__ = ["Head", "head_of"]

_CREDIT: Final = re.compile(
    r"^[ \t>*_]*(?:photo credit|credit|publisher|published by|issued by|©|copyright|\(c\)(?=\s*\d{4}))[ \t:©]*(?:\d{4}[ \t,]*)?"
    r"([^\W\d_][^\n:]{2,80}?)(?:[ \t]*[,.]?[ \t]*all rights reserved)?[.*_]*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NEWSLETTER: Final = re.compile(
    r"\b(?:at|to|from|on|of) ([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}['’]s? (?:Substack|Newsletter|Blog))\b"
)
_CREDITS: Final = ("credit", "publish", "issued by", "©", "copyright", "(c)")
_NEWSLETTERS: Final = ("substack", "newsletter", "blog")
"""Words without which the patterns above need not be tried."""
_LINE_END: Final = re.compile(r",?[\\ \t\xa0]*[\r\n]+\s*")
_SPOKEN: Final = frozenset({"transcript", "debate", "briefing"})


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a record. None is unknown."""

    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    event_date: str | None = None
    place: str | None = None
    language: str | None = None
    kind: RecordKind | None = None
    grounds: tuple[tuple[str, int, int], ...] = ()
    """Attribute and offsets of the words it stands on."""


def head_of(extraction: Extraction, source: str | None, *, kind: RecordKind | None = None, language: str | None = None) -> Head:
    """What the record's markup, head and, in doubt, name say of it; `kind` and `language` as asked for go before."""
    text, facts = extraction.text, extraction.facts
    start, fields = front_matter(text) if extraction.media_type == "text/markdown" else (0, {})
    opening = flattened_opening(text, start) or read_opening(text, start, titled=facts.title is not None)
    grounds: list[tuple[str, int, int]] = []

    def said(attribute: str, place: Stretch | None) -> str | None:
        if place is None:
            return None
        grounds.append((attribute, *place))
        piece = text[place[0] : place[1]]
        if attribute == "place":
            piece = _LINE_END.sub(", ", piece).replace("*", "")
        return " ".join(piece.split())

    title = facts.title or said("title", opening.title)
    kind = kind or facts.kind or kind_of(text, title, extraction.blocks, fields.get("tags", ""))
    published, event = _days(text, kind, opening)
    at = opening.place or (event[1] if event else None)
    if at is None and not (kind in _SPOKEN and opening.title is None):
        at = place_of_talks(text, opening.title[1] if opening.title else start, event[0].iso if event else None)
    place = facts.place or said("place", at)
    publisher = facts.publisher or said("publisher", opening.publisher or _credit(text))
    if not facts.published and published:
        grounds.append(("published", published.start, published.end))
    if not facts.event_date and event:
        grounds.append(("event_date", event[0].start, event[0].end))
    known = facts.published or (published.iso if published else None)
    held = facts.event_date or (event[0].iso if event else None)
    return Head(
        blocks=_with_title(extraction.blocks, opening.title),
        title=title,
        publisher=publisher if publisher and len(publisher) <= PUBLISHER_LIMIT else None,
        published=known,
        event_date=held or (None if known else day_in_name(PurePath(source).name if source else "")),
        place=place if place and len(place) <= PUBLISHER_LIMIT else None,
        language=language or language_of(text[start:]) or facts.language,
        kind=kind,
        grounds=tuple(grounds),
    )


def _days(text: str, kind: RecordKind | None, opening: Opening) -> tuple[Day | None, tuple[Day, Stretch | None] | None]:
    """The day of publication, and the day (and place) of the talks, as far as the text tells."""
    published, held = opening.published, opening.titled
    if kind in _SPOKEN:
        held = opening.dateline or held
        return published, (held, None) if held else None
    if kind in {"communique", "agreement"}:
        signed = signing(text)
        return published or opening.dateline, signed or ((held, None) if held else None)
    published = published or opening.dateline
    held = held or published
    return published, (held, None) if held else None


def _credit(text: str) -> Stretch | None:
    """A publisher named in a credit line, or a newsletter that names itself: head and foot of the text are looked at."""
    for begin, end in ((0, min(len(text), 2000)), (max(0, len(text) - 3000), len(text))):
        lowered = text[begin:end].lower()
        for pattern, hints in ((_CREDIT, _CREDITS), (_NEWSLETTER, _NEWSLETTERS)):
            match = pattern.search(text, begin, end) if any(hint in lowered for hint in hints) else None
            if match and match.group(1)[0].isupper():
                return match.span(1)
    return None


def _with_title(blocks: tuple[Block, ...], title: Stretch | None) -> tuple[Block, ...]:
    """A paragraph that is the title and nothing more is a heading."""
    if title is None:
        return blocks
    for number, block in enumerate(blocks[:20]):
        if (
            block.kind == "paragraph"
            and block.speaker is None
            and block.start <= title[0]
            and title[1] <= block.end <= title[1] + 4
        ):
            return (*blocks[:number], replace(block, kind="heading", level=1), *blocks[number + 1 :])
    return blocks
