"""The reading room as an ASGI application: which address leads to which page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from pathlib import Path

import anyio
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from servanda.errors import ServandaError
from servanda.faces.export import html
from servanda.faces.web import health, metrics
from servanda.faces.web.admitting import Admitted
from servanda.faces.web.comparing import Moment
from servanda.faces.web.guarding import Guarded
from servanda.faces.web.openapi import check_asked, described
from servanda.faces.web.pages import (
    accounts,
    adding,
    due,
    feeds,
    findings,
    home,
    login,
    matters,
    meetings,
    notes,
    papers,
    people,
    records,
    review,
    search,
    second,
    trail,
    versions,
)
from servanda.faces.web.remembering import Follows, Kept
from servanda.faces.web.rendering import with_waiting
from servanda.faces.web.room import Page, Room, as_json, flag, lasting, room_of, shown, told_of_fault
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import form

HERE = Path(__file__).parent
LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""Names by which a browser on the same machine calls us. Others are refused: a page elsewhere could have its name lead here."""

MAKING = 2
"""Pages made at once: one interpreter makes no more of them by trying more, and what else it does would take longer."""

Shows = Callable[[Request], Page]

PAGES: tuple[tuple[str, Shows, str, Follows | None], ...] = (
    ("/records", records.listed, "page", "came"),
    ("/record/{ref}", records.whole, "", "its record"),
    ("/record/{ref}/changes", versions.changes, "earlier all", "its record"),
    ("/entry/{ref}", records.entry, "", "its record"),
    ("/matters", matters.listed, "on all page", "compared"),
    ("/matter/{ref}", matters.whole, "on all", "compared"),
    ("/people", people.listed, "name person_kind on all page", "compared"),
    ("/person/{ref}", people.whole, "on all", "compared"),
    ("/meetings", meetings.listed, "with since on page", "compared"),
    ("/meeting/{ref}", meetings.whole, "on", "compared"),
    ("/meeting/{ref}/accounts", accounts.beside, "on all", "compared"),
    ("/matter/{ref}/matrix", accounts.matrix, "on all", "compared"),
    ("/trace", papers.tracing, "", "everything"),
    ("/findings", findings.listed, "finding_kind since on all page", "compared"),
    ("/finding/{ref}", findings.whole, "", "compared"),
    ("/due", due.listed, "on by all", "compared"),
    ("/search", search.found, "q by since on private", "compared"),
    ("/review", review.queue, "entry entry_kind record after sure private", "everything"),
    ("/review/list", review.listed, "entry_kind record after sure private", "everything"),
    ("/review/disagreements", second.disagreements, "", "everything"),
    ("/review/stale", second.stale, "", "everything"),
    ("/notes", notes.listed, "page", "everything"),
    ("/sample", review.sampled, "n entry_kind seed", "everything"),
    ("/rulings", trail.trail, "", "everything"),
    ("/add", adding.adding, "", None),
)
"""Address, what it shows, what may be asked of it (`openapi.QUERIES`), and from what it follows; None where it is another at
each moment, whatever the ledger has. Every page has a second address that ends in `.json` and gives the same to programs."""


def application(room: Room, *, hosts: Sequence[str] = LOCAL) -> Starlette:
    """The application. `hosts` are the names by which it may be called."""
    routes, counts = _routes(), metrics.Counts()
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(metrics.Counted, counts=counts, routes=routes),
            Middleware(Guarded),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(Admitted, room=room),
        ],
        exception_handlers={ServandaError: told_of_fault, HTTPException: told_of_fault},
    )
    app.state.room = room
    app.state.counts = counts
    app.state.probes = anyio.CapacityLimiter(1)
    app.state.making = anyio.CapacityLimiter(MAKING)
    return app


def _routes() -> list[BaseRoute]:
    routes: list[BaseRoute] = [Route("/", _page(home.home)), Route("/home.json", _page(home.home))]
    for path, shows, queries, follows in PAGES:
        answer = _page(shows, queries.split(), follows) if follows else _fleeting(shows)
        routes += [Route(f"{path}.json", answer), Route(path, answer)]
    return [
        *routes,
        Route("/record/{ref}/at/{start:int}-{end:int}", records.at),
        Route("/record/{ref}/text", records.text),
        Route("/matter/{ref}/figures.svg", matters.drawing),
        Route("/rulings.csv", trail.table),
        Route("/openapi.json", _description),
        Route(health.ADDRESS, health.health),
        Route(metrics.ADDRESS, metrics.metrics),
        Route("/brief", papers.brief),
        Route("/brief.json", papers.brief),
        Route("/login", login.login),
        Route("/login", login.logged_in, methods=["POST"]),
        Route("/logout", form(login.logged_out, right="read"), methods=["POST"]),
        Route("/account", login.account),
        Route("/account/password", form(login.password_changed, right="read"), methods=["POST"]),
        Route("/account/leave", form(login.left_everywhere, right="read"), methods=["POST"]),
        Route("/account/feed", form(login.feed_made, right="read"), methods=["POST"]),
        Route("/account/feed/end", form(login.feed_ended, right="read"), methods=["POST"]),
        Route("/trace", form(papers.traced, right="read"), methods=["POST"]),
        Route("/add", adding.added, methods=["POST"]),
        Route("/notes", form(notes.written, right="read"), methods=["POST"]),
        Route("/notes/publish", form(notes.published, right="add"), methods=["POST"]),
        Route("/notes/withdraw", form(notes.withdrawn, right="add"), methods=["POST"]),
        Route("/rule", form(review.ruled, right="rule"), methods=["POST"]),
        Route("/reply", form(second.replied, right="rule"), methods=["POST"]),
        Route("/undo", form(review.undone, right="rule"), methods=["POST"]),
        *(Route(path, feed) for path, feed in feeds.FEEDS),
        Route("/static/record.css", _look_of_records),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _description(_request: Request) -> Response:
    """What programs may ask of this room."""
    pages = [(path, (shows.__doc__ or "").split("\n")[0], tuple(queries.split())) for path, shows, queries, _ in PAGES]
    brief = ("/brief", (papers.brief.__doc__ or "").split("\n")[0], ("with", "matter", "since", "on"))
    return as_json(described([*pages, brief]))


def _look_of_records(_request: Request) -> Response:
    """The same look that a report page has."""
    return Response(html.sheet("report"), media_type="text/css")


def _fleeting(shows: Shows) -> Callable[[Request], Awaitable[Response]]:
    """What answers with a page that is made anew each time it is asked for."""

    async def answer(request: Request) -> Response:
        check_asked(request, ())
        return await run_sync(lambda: shown(request, shows(request)), limiter=request.app.state.making)

    return answer


def _page(
    shows: Shows, queries: Sequence[str] = (), follows: Follows = "everything"
) -> Callable[[Request], Awaitable[Response]]:
    """What answers with a page that follows from the ledger and the day alone, and is remembered.

    Few are made at once, and the others wait without a thread: what is remembered is answered meanwhile, and rulings are kept.
    """

    async def answer(request: Request) -> Response:
        check_asked(request, queries)
        # what is private is compared with nothing, and shown as it was ruled upon
        of: Follows = "everything" if flag(request, "private") else follows
        body = await run_in_threadpool(_known_body, request, of)
        if body is None:
            body = await run_sync(_made, request, shows, of, limiter=request.app.state.making)
        if request.url.path.endswith(".json"):
            return Response(body, media_type="application/json")
        return Response(with_waiting(body, room_of(request).comparing.waiting), media_type="text/html")

    return answer


def _key(request: Request, moment: Moment, follows: Follows) -> tuple[Hashable, ...]:
    """All that a page follows from, but for rulings upon its record."""
    parts: dict[Follows, tuple[Hashable, ...]] = {
        "everything": (moment.everything,),
        "came": (moment.came,),
        "its record": (moment.came, moment.carried),
        "compared": (moment.came, moment.known),
    }
    return request.url.path, request.url.query, room_of(request).today, visitor_of(request), *parts[follows]


def _known_body(request: Request, follows: Follows) -> bytes | None:
    """A page as it was made before, where it would be made the same again."""
    room = room_of(request)
    kept = room.remembered.get(_key(request, room.moment, follows))
    if kept is None or (kept.records and room.ruled.is_since(kept.records, kept.ruling)):
        return None
    return kept.body


def _made(request: Request, shows: Shows, follows: Follows) -> bytes:
    """A page, made unless somebody had it made while this one waited for his turn."""
    body = _known_body(request, follows)
    if body is not None:
        return body
    room = room_of(request)
    moment = room.moment
    page = shows(request)
    body = lasting(request, page)
    after = room.moment
    if after.everything == moment.everything:  # else something came while it was made, and nobody knows what it tells
        room.remembered.put(_key(request, after, follows), Kept(body, page.records, after.ruling))
    return body
