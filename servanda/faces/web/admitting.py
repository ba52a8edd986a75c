"""Who is let in: in a room for one person, everybody on this machine."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.faces.web.room import Room
from servanda.faces.web.visiting import let_in


class Admitted:
    """An application that knows of each request who asks it."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who asks, and pass the request on."""
        if scope["type"] == "http":
            let_in(Request(scope), self._room.only)
        await self._app(scope, receive, send)
