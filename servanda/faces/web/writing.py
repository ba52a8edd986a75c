"""What is sent to be written: only with this room's own token, so that no page from elsewhere can rule in a reader's name."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.faces.web.room import Room, room_of

Written = Callable[[Room, FormData], str | Response]
"""What is done with a form: gives the address to go on with, or what is answered."""

MOST_FIELDS = 2_000
"""Fields of a form: as many entries can be ruled upon in one stroke, and no more."""


def form(done: Written) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a form, and answers it or sends the reader on."""

    async def answer(request: Request) -> Response:
        room = room_of(request)
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
            if not hmac.compare_digest(str(sent.get("token", "")).encode(), room.token.encode()):
                raise HTTPException(403, "this page is out of date: open it again, then send it")
            answered = await run_in_threadpool(done, room, sent)
        return RedirectResponse(answered, 303) if isinstance(answered, str) else answered

    return answer


def inside(address: str, otherwise: str = "/") -> str:
    """An address of this room, whatever was sent."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain else otherwise
