"""Private records: one's own, to write, open, make everyone's and take back. Nobody else is shown any of it."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request

from servanda import work
from servanda.comparison import updating
from servanda.errors import UsageError
from servanda.faces.moments import now
from servanda.faces.web.pages.records import summary_to_dict
from servanda.faces.web.paging import paged
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.shelves import own_notes
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import LONGEST, typed


def listed(request: Request) -> Page:
    """Private records of whoever asks, and those that he made everyone's."""
    name = visitor_of(request).name
    notes = own_notes(request) if name else None
    found = sorted(notes.records() if notes else [], key=lambda one: (one.read_at or "", one.id), reverse=True)
    published = room_of(request).ledger.published_by(name) if name else []
    part = paged(request, found)
    return Page(
        template="notes.html",
        title="Notes",
        shows={"notes": part.items, "part": part, "published": published, "named": name, "longest": LONGEST},
        value=lambda: [summary_to_dict(one) for one in part.items],
    )


def written(request: Request, sent: FormData) -> str:
    """Keep a text as a private record."""
    text = typed(sent, "text")
    if not text:
        raise UsageError("there is nothing to keep", remedy="write something, or drop a file on /add and tick private")
    if len(text) > LONGEST:
        raise UsageError(f"this has more than {LONGEST:,} characters", remedy="drop it on /add as a file, and tick private")
    own_notes(request).append(work.read_text(text), read_at=now())
    return "/notes"


def published(request: Request, sent: FormData) -> str:
    """Make a private record everyone's."""
    own_notes(request).publish(str(sent.get("record", "")), at=now())
    return "/notes"


def withdrawn(request: Request, sent: FormData) -> str:
    """Take back what was made everyone's, where nobody worked with it."""
    room, name = room_of(request), visitor_of(request).name
    own_notes(request)
    record = room.ledger.record(str(sent.get("record", ""))).record
    if name is None or record not in [one.record for one in room.ledger.published_by(name)]:
        raise UsageError("it is not yours", remedy="its owner can make it private")
    updating.withdraw(room.ledger, record, name, at=now())
    room.comparing.let_go()
    return "/notes"
