"""What is sent to be written: only by whom it is allowed, and only with the token of his own pages.

No page from elsewhere can so rule in a reader's name. Every form comes through `received`, and names the right that it needs.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Message, Receive

from servanda.faces.web.visiting import Visitor, visitor_of
from servanda.model import Right

Written = Callable[[Request, FormData], str | Response]
"""What is done with a form: gives the address to go on with, or what is answered."""

MOST_FIELDS = 2_000
"""Fields of a form: as many entries can be ruled upon in one stroke, and no more."""
LONGEST = 200_000
"""Characters of a text that is typed or pasted: a longer one is better given as a file."""
MOST_BYTES = 4 * 1024 * 1024
"""Of a form without files: the longest text is fewer in any script, however a browser writes it."""

OUT_OF_DATE = "this page is out of date: open it again, then send it"


def form(done: Written, *, right: Right) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a form from whoever has the right, and answers it or sends him on."""

    async def answer(request: Request) -> Response:
        async with received(request, right) as sent:
            answered = await run_in_threadpool(done, request, sent)
        return RedirectResponse(answered, 303) if isinstance(answered, str) else answered

    return answer


@asynccontextmanager
async def received(
    request: Request, right: Right, *, most: int = MOST_BYTES, files: int = 0, fields: int = MOST_FIELDS
) -> AsyncIterator[FormData]:
    """A form that may be acted upon, of so many bytes at most.

    Raises 403 unless whoever sends it may do so, which is asked before any of it is read, and sends it from a page of his
    own; 413 where it goes on for longer, whatever it had promised.
    """
    visitor = visitor_of(request)
    if not visitor.may(right):
        raise HTTPException(403, f"{WANTS[right]}, and you are a {visitor.role or 'stranger'} here")
    bounded = Request(request.scope, _bounded(request.receive, most))
    async with bounded.form(max_files=files, max_fields=fields, max_part_size=MOST_BYTES) as sent:
        _check_token(visitor, sent)
        yield sent


def _bounded(receive: Receive, most: int) -> Receive:
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, f"this has more than {most:,} bytes: send less at a time")
        return message

    return bounded


def _check_token(visitor: Visitor, sent: FormData) -> None:
    token = str(sent.get("token", ""))
    if not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), visitor.token.encode()):
        raise HTTPException(403, OUT_OF_DATE)


def typed(sent: FormData, name: str) -> str:
    """A field as it was typed; a browser sends line ends of its own."""
    return str(sent.get(name, "")).strip().replace("\r\n", "\n")


WANTS: dict[Right, str] = {
    "read": "only members read here",
    "rule": "a reviewer or a steward rules upon entries",
    "add": "a reviewer or a steward adds records",
    "settle": "a steward settles this",
}
"""Who may do it, in words."""


def inside(address: str, otherwise: str = "/") -> str:
    """An address of this room, whatever was sent."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain else otherwise
