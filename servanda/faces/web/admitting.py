"""Who is let in: in a room for one person everybody on this machine, in a team's its members."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.errors import LoginError, ServandaError
from servanda.faces.web.door import FEEDS
from servanda.faces.web.room import Room, told_of_fault
from servanda.faces.web.visiting import STRANGER, Visitor, let_in

LOGIN = "/login"
_OPEN = "/static/"
"""What everybody may fetch: it is the same in every room."""
_KEEPERS = ("/health", "/metrics")
"""What machines ask that keep the room running: the one tells nothing, the other finds out itself who asks."""


class Admitted:
    """An application that knows of each request who asks it, and answers members only where there are any."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out who asks, and pass the request on, or answer a stranger."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN) or scope["path"] in _KEEPERS:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            visitor = await run_in_threadpool(self._visitor, request)
        except ServandaError as fault:
            await told_of_fault(request, fault)(scope, receive, send)
            return
        let_in(request, visitor)
        if visitor is self._room.only:
            await self._app(scope, receive, send)
        elif visitor is STRANGER and scope["path"] != LOGIN:
            await _turned_away(request)(scope, receive, _unkept(send))
        else:
            await self._app(scope, receive, _unkept(send))

    def _visitor(self, request: Request) -> Visitor:
        return self._room.door.visitor(request) if self._room.door.team else self._room.only


def _turned_away(request: Request) -> Response:
    """A person is sent to the login, and back to where he wanted to go; a program is told."""
    path = request.url.path
    if request.method in ("GET", "HEAD") and not (path.endswith(".json") or FEEDS.fullmatch(path)):
        asked = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"{LOGIN}?{urlencode({'next': asked})}" if asked != "/" else LOGIN, 303)
    remedy = "your account's page has addresses for feed readers" if FEEDS.fullmatch(path) else f"log in at {LOGIN}"
    return told_of_fault(request, LoginError("only members read here", place=path, remedy=remedy))


def _unkept(send: Send) -> Send:
    """Nobody who uses this browser or this proxy after a member finds his pages in it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return sent
