"""Coming in, leaving, and what is one's own: password and feeds."""

from __future__ import annotations

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.errors import HeldUpError, LoginError, NotFoundError, UsageError
from servanda.faces.moments import now
from servanda.faces.web.door import address_of, note
from servanda.faces.web.rendering import render
from servanda.faces.web.room import room_of
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import OUT_OF_DATE, inside
from servanda.ledger import members, passwords, sessions
from servanda.model import RIGHTS

_FIELDS = 8
"""Fields of a form of ours: no more are looked at."""
_BYTES = 16_384
"""Of a form that a stranger sends: a longer one is not read."""


def login(request: Request) -> Response:
    """The place to log in; who is in, or needs not to, is sent on."""
    if visitor_of(request).role is not None:
        return RedirectResponse(_next(request.query_params.get("next", "")), 303)
    return _login(request)


async def logged_in(request: Request) -> Response:
    """Take a name and a password, and let their owner in."""
    door = room_of(request).door
    size = request.headers.get("content-length", "")
    if not (size.isascii() and size.isdecimal() and int(size) <= _BYTES):
        raise HTTPException(413, "that is no name and no password")
    async with request.form(max_files=0, max_fields=_FIELDS) as sent:
        name, password, back, token = (str(sent.get(field, "")) for field in ("name", "password", "next", "token"))
    expected = door.token_before(door.before(request))
    if not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), expected.encode()):
        raise HTTPException(403, OUT_OF_DATE)
    async with door.doorway:
        return await run_in_threadpool(_let_in, request, name, password, back)


def _let_in(request: Request, name: str, password: str, back: str) -> Response:
    room, before = room_of(request), visitor_of(request)
    try:
        session = sessions.log_in(room.ledger, name, password, address=address_of(request), now=room.door.now)
    except LoginError as fault:
        note(request, "held up" if isinstance(fault, HeldUpError) else "refused", members.name_of(room.ledger, name))
        return _login(request, fault, name=name, back=back)
    if before.session:  # whoever was in on this browser is so no more
        sessions.log_out(room.ledger, before.session)
    note(request, "logged in", members.name_of(room.ledger, name))
    response = RedirectResponse(_next(back), 303)
    room.door.admit(response, session)
    return response


def logged_out(request: Request, _sent: FormData) -> Response:
    """End this session."""
    return _leave(request, everywhere=False)


def left_everywhere(request: Request, _sent: FormData) -> Response:
    """End all sessions of this account."""
    return _leave(request, everywhere=True)


def account(request: Request) -> Response:
    """What a member's account is, and what he can do about it."""
    return _account(request)


def password_changed(request: Request, sent: FormData) -> Response:
    """Take a member's old password and a new one."""
    room, name = room_of(request), _own_name(request)
    old, new, again = (str(sent.get(field, "")) for field in ("old", "new", "again"))
    try:
        if passwords.normal(new) != passwords.normal(again):
            raise UsageError("the new password was not written the same way twice", remedy="write it again")
        session = sessions.change_password(
            room.ledger, name, old, new, address=address_of(request), now=room.door.now, at=now()
        )
    except LoginError as fault:
        note(request, "held up" if isinstance(fault, HeldUpError) else "refused", name)
        return _account(request, fault if isinstance(fault, HeldUpError) else LoginError("the old password is another"))
    except UsageError as fault:
        return _account(request, fault)
    note(request, "password changed", name)
    response = RedirectResponse("/account?done=password", 303)
    room.door.admit(response, session)
    return response


def feed_made(request: Request, _sent: FormData) -> str:
    """A new key that opens feeds in a member's name; the one before opens nothing any more."""
    sessions.new_feed(room_of(request).ledger, _own_name(request))
    return "/account#feeds"


def feed_ended(request: Request, _sent: FormData) -> str:
    """No key opens feeds in his name any more."""
    sessions.end_feed(room_of(request).ledger, _own_name(request))
    return "/account#feeds"


def _login(request: Request, fault: LoginError | None = None, *, name: str = "", back: str | None = None) -> Response:
    door = room_of(request).door
    mark = door.before(request)
    held_up = isinstance(fault, HeldUpError)
    body = render(
        "login.html",
        request,
        twin=False,
        title="Log in",
        fault=fault,
        name=name,
        next=_next(request.query_params.get("next", "") if back is None else back),
        token=door.token_before(mark),
    )
    status = 200 if fault is None else 429 if held_up else 401
    response = Response(body, status, media_type="text/html")
    door.mark(response, mark)
    return response


def _leave(request: Request, *, everywhere: bool) -> Response:
    room, visitor = room_of(request), visitor_of(request)
    name = _own_name(request)
    if everywhere:
        sessions.log_out_everywhere(room.ledger, name)
    elif visitor.session:
        sessions.log_out(room.ledger, visitor.session)
    note(request, "logged out everywhere" if everywhere else "logged out", name)
    response = RedirectResponse("/login", 303)
    room.door.dismiss(response)
    return response


def _account(request: Request, fault: LoginError | UsageError | None = None) -> Response:
    visitor = visitor_of(request)
    _own_name(request)
    assert visitor.role is not None  # noqa: S101 - nobody else comes here
    body = render(
        "account.html",
        request,
        twin=False,
        title="Your account",
        fault=fault,
        done=request.query_params.get("done"),
        rights=RIGHTS[visitor.role],
        least=passwords.LEAST,
        base=str(request.base_url).rstrip("/"),
    )
    status = 200 if fault is None else 429 if isinstance(fault, HeldUpError) else 400
    return Response(body, status, media_type="text/html")


def _own_name(request: Request) -> str:
    """The name of the member who asks. Raises `NotFoundError` in a room for one person."""
    visitor = visitor_of(request)
    if visitor.session is None or visitor.name is None:
        raise NotFoundError("this room is one person's, and has no accounts", remedy="`servanda user add` makes one")
    return visitor.name


def _next(address: str) -> str:
    """Where to go after the login: somewhere in this room that is a page."""
    address = inside(address)
    return "/" if address.partition("?")[0] in ("/login", "/logout") else address
