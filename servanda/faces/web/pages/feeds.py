"""Feeds to follow: Atom of a matter, a person or a search, and an iCalendar of what is due."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response

from servanda.faces import chronicle
from servanda.faces.safety import one_line
from servanda.faces.web.pages.search import LIMIT
from servanda.faces.web.rendering import place_address, record_name
from servanda.faces.web.room import asked, room_of
from servanda.faces.wording import shortened
from servanda.model import Due, Place

_MOST = 60
"""Entries of a feed: the latest."""
_NO_DAY = "1970-01-01"
"""What a feed says of a record whose day is not known: Atom wants one."""
_FOLD = 73
"""Bytes of an iCalendar line, two less than the format allows."""


@dataclass(frozen=True, slots=True)
class _Item:
    place: Place
    title: str
    words: str


def matter(request: Request) -> Response:
    """What is told of a matter."""
    found = room_of(request).compared().matter(request.path_params["ref"])
    items = (
        _Item(one.place, f"{chronicle.who(one)}: {chronicle.facets(one)}", chronicle.sentence_of(one))
        for one in found.claims[::-1]
    )
    return _atom(request, f"/matter/{found.id}", found.name, items)


def person(request: Request) -> Response:
    """What somebody undertook, wanted and told as done."""
    said = room_of(request).compared().said(request.path_params["ref"], limit=_MOST)
    items = (_Item(one.place, chronicle.facets(one), chronicle.sentence_of(one)) for one in said.claims)
    return _atom(request, f"/person/{said.person.id}", said.person.name, items)


def search(request: Request) -> Response:
    """The passages that have some words, the latest first."""
    words = asked(request, "q") or ""
    hits = room_of(request).compared().search(words, by=asked(request, "by"), limit=LIMIT).hits
    places = sorted((hit.place for hit in hits), key=lambda one: one.day or "", reverse=True)
    items = (_Item(one, one.speaker or "publisher", one.text) for one in places)
    return _atom(request, f"/search?{_unlocked(request).query}", f"Search: {words}", items)


def calendar(request: Request) -> Response:
    """What is due, as days of a calendar."""
    room = room_of(request)
    dues = room.compared().due(room.today, by=asked(request, "by")).dues
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servanda//Due//EN", "X-WR-CALNAME:Due"]
    for one in dues:
        lines += _event(request, one)
    body = "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])
    return Response(body.encode("utf-8", "replace"), media_type="text/calendar; charset=utf-8")


FEEDS: tuple[tuple[str, Callable[[Request], Response]], ...] = (
    ("/matter/{ref}/feed.atom", matter),
    ("/person/{ref}/feed.atom", person),
    ("/search.atom", search),
    ("/due.ics", calendar),
)


def _unlocked(request: Request) -> URL:
    """The address that was asked, without the key of whoever asks: a feed may be passed on."""
    return request.url.remove_query_params("key")


def _atom(request: Request, path: str, title: str, items: Iterable[_Item]) -> Response:
    base = str(request.base_url).rstrip("/")
    entries = [_entry(base, one) for one, _ in zip(items, range(_MOST), strict=False)]
    updated = max((day for day, _ in entries), default=_NO_DAY)
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_text(base + path)}</id>\n<title>{_text(title)} · Servanda</title>\n<updated>{updated}T00:00:00Z</updated>\n"
        f"<link rel={quoteattr('alternate')} href={quoteattr(base + path)}/>\n"
        f"<link rel={quoteattr('self')} href={quoteattr(str(_unlocked(request)))}/>\n<author><name>Servanda</name></author>\n"
        + "".join(words for _, words in entries)
        + "</feed>\n"
    )
    return Response(body.encode("utf-8", "replace"), media_type="application/atom+xml")


def _entry(base: str, one: _Item) -> tuple[str, str]:
    day, address = one.place.day or _NO_DAY, base + place_address(one.place)
    return day, (
        f"<entry><id>{_text(address)}</id><title>{_text(shortened(one.title, 120))}</title><updated>{day}T00:00:00Z</updated>"
        f"<link href={quoteattr(address)}/><source><title>{_text(record_name(one.place))}</title></source>"
        f'<content type="text">{_text(one.words)}</content></entry>\n'
    )


def _text(words: str) -> str:
    return escape(one_line(words))


def _event(request: Request, one: Due) -> list[str]:
    base = str(request.base_url).rstrip("/")
    if one.claim:
        summary = f"{(one.claim.values['actor'] or '').strip(' ,;') or 'actor not named'}: {one.claim.place.text}"
        told = f"Said by {chronicle.who(one.claim)} on {one.claim.day}, in {record_name(one.claim.place)}."
        address = base + place_address(one.claim.place)
    else:
        summary, told = f"{one.matter_name or one.matter}: {one.next_step or 'due'}", "Set by a user, in no record."
        address = f"{base}/matter/{one.matter}"
    name = hashlib.sha256(f"{one.day} {address}".encode()).hexdigest()[:24]
    day = one.day.replace("-", "")
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@servanda",
        f"DTSTAMP:{day}T000000Z",
        f"DTSTART;VALUE=DATE:{day}",
        f"SUMMARY:{_calendar_text(shortened(summary, 200))}",
        f"DESCRIPTION:{_calendar_text(told)}",
        f"URL:{address}",
        "END:VEVENT",
    ]


def _calendar_text(words: str) -> str:
    """RFC 5545, 3.3.11."""
    return one_line(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """RFC 5545, 3.1: lines are cut by their length in bytes, never within a character."""
    out, width = "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if width + size > _FOLD:
            out, width = f"{out}\r\n ", 1
        out, width = out + character, width + size
    return f"{out}\r\n"
