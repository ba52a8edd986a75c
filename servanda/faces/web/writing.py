"""What is sent to be written: only by whom it is allowed, and only with the token of his own pages.

No page from elsewhere can so rule in a reader's name. Every form comes through `checked`, and names the right that it needs.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.faces.web.visiting import visitor_of
from servanda.model import Right

Written = Callable[[Request, FormData], str | Response]
"""What is done with a form: gives the address to go on with, or what is answered."""

MOST_FIELDS = 2_000
"""Fields of a form: as many entries can be ruled upon in one stroke, and no more."""

OUT_OF_DATE = "this page is out of date: open it again, then send it"


def form(done: Written, *, right: Right) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a form from whoever has the right, and answers it or sends him on."""

    async def answer(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
            checked(request, sent, right)
            answered = await run_in_threadpool(done, request, sent)
        return RedirectResponse(answered, 303) if isinstance(answered, str) else answered

    return answer


def checked(request: Request, sent: FormData, right: Right) -> None:
    """Raises 403 unless whoever sends this may do so, and sends it from a page of his own."""
    visitor = visitor_of(request)
    if not visitor.may(right):
        raise HTTPException(403, f"{WANTS[right]}, and you are a {visitor.role or 'stranger'} here")
    token = str(sent.get("token", ""))
    if not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), visitor.token.encode()):
        raise HTTPException(403, OUT_OF_DATE)


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
