"""Which records a page shows: everyone's, or the private ones of whoever asks. None are anybody else's."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from servanda.errors import NotFoundError, UsageError
from servanda.faces.web.room import flag, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import Ledger


def own_notes(request: Request) -> Ledger:
    """The private records of whoever asks. Raises `UsageError` where nobody is known."""
    name = visitor_of(request).name
    if not name:
        raise UsageError("private records are somebody's, and nobody is known here", remedy="open the room with --as NAME")
    return room_of(request).ledger.notes_of(name)


def asked_for(request: Request) -> Ledger:
    """Everyone's records, or with `private=1` those of whoever asks."""
    return own_notes(request) if flag(request, "private") else room_of(request).ledger


def with_record(request: Request, ref: str) -> Ledger:
    """Where a record is: among everyone's, else among those of whoever asks. Raises `NotFoundError` where it is in neither."""
    return _where(request, lambda ledger: ledger.record(ref))


def with_entry(request: Request, ref: str) -> Ledger:
    """The same of an entry."""
    return _where(request, lambda ledger: ledger.place_of(ref))


def with_ruling(request: Request, number: int) -> Ledger:
    """The same of a ruling; everyone's where it is in neither."""
    ledger = room_of(request).ledger
    if visitor_of(request).name:
        notes = own_notes(request)
        if any(one.number == number for one in notes.rulings()):
            return notes
    return ledger


def _where(request: Request, seek: Callable[[Ledger], object]) -> Ledger:
    ledger = room_of(request).ledger
    try:
        seek(ledger)
    except NotFoundError as fault:
        if not visitor_of(request).name:
            raise
        notes = own_notes(request)
        try:
            seek(notes)
        except NotFoundError:
            raise fault from None
        return notes
    return ledger
