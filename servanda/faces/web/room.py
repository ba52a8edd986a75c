"""What all pages of a reading room share: the ledger, the day, and how a page becomes an answer."""

from __future__ import annotations

import datetime
import json
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from servanda.comparison import Comparison
from servanda.errors import (
    ForbiddenError,
    HeldUpError,
    LedgerBusyError,
    LedgerError,
    LoginError,
    NotFoundError,
    ServandaError,
    StaleError,
    UsageError,
)
from servanda.faces.web.comparing import AtOnce, Comparing, Moment
from servanda.faces.web.door import Door
from servanda.faces.web.intake import Intake, beside
from servanda.faces.web.remembering import Remembered, Ruled
from servanda.faces.web.rendering import render, render_lasting
from servanda.faces.web.visiting import Visitor
from servanda.ledger import Ledger

Made = TypeVar("Made")

STATUSES: tuple[tuple[type[ServandaError], int], ...] = (
    (NotFoundError, 404),
    (StaleError, 409),
    (UsageError, 400),
    (ForbiddenError, 403),
    (HeldUpError, 429),
    (LoginError, 401),
    (LedgerBusyError, 503),
    (LedgerError, 500),
    (ServandaError, 400),
)
"""Which status tells of which fault: the first class that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address shows: to a person through a template, to a program as JSON."""

    template: str
    title: str
    shows: Mapping[str, Any] = field(default_factory=dict)
    """What the template is given."""
    value: Callable[[], Any]
    """The same as a JSON value, made only where it is asked for."""
    records: tuple[str, ...] = ()
    """Where it follows from some records alone: their SHA-256, those of all their versions among them."""


class Room:
    """A reading room over one ledger. `today` is asked anew at each page: a room may stay open for weeks.

    `reviewer` is in whose name is ruled what is ruled here, where nobody has to log in (`only`). Where the ledger has accounts,
    `door` knows who asks.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        reviewer: str | None = None,
        today: Callable[[], str] | None = None,
        door: Door | None = None,
        comparing: Comparing | None = None,
        intake: Intake | None = None,
    ) -> None:
        self.ledger = ledger
        self.only = Visitor(name=reviewer, role="steward", token=secrets.token_urlsafe(32))
        self.door = door or Door(ledger)
        self.remembered = Remembered()
        self.ruled = Ruled(ledger)
        self.intake = intake or Intake(ledger, aside=beside(ledger))
        self._today = today or current_day
        self._made: dict[str, tuple[tuple[str, str, str], object]] = {}
        self._lock = threading.Lock()
        self.comparing = comparing or AtOnce(ledger)

    @property
    def today(self) -> str:
        """The day (ISO) against which it is measured what is due."""
        return self._today()

    @property
    def moment(self) -> Moment:
        """What has come to the ledger, and what of it is shown: while it is the same, every page of a day is."""
        return self.comparing.moment

    def compared(self) -> Comparison:
        """What the records say together, as far as it is known: see `Comparing`."""
        return self.comparing.compared()

    def compared_so(self, name: str, make: Callable[[], Made]) -> Made:
        """What follows from `compared` and the day alone, made again only where these are others than the last time."""
        moment = self.moment
        key = (self.today, moment.came, moment.known)
        with self._lock:
            kept = self._made.get(name)
        if kept is not None and kept[0] == key:
            return cast("Made", kept[1])
        made = make()
        if self.moment.everything == moment.everything:  # else something came while it was made
            with self._lock:
                self._made[name] = key, made
        return made


def current_day() -> str:
    """The day that it is (ISO), in UTC."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def room_of(request: Request) -> Room:
    """The room in which something is asked."""
    room: Room = request.app.state.room
    return room


def asked(request: Request, name: str) -> str | None:
    """What is asked for in the query, without spaces around it; None where nothing is."""
    return request.query_params.get(name, "").strip() or None


def day_asked(request: Request, name: str = "on") -> str | None:
    """A day of the query; None where none is given. Raises `UsageError` where it is no day."""
    given = asked(request, name)
    try:
        return datetime.date.fromisoformat(given).isoformat() if given else None
    except ValueError as fault:
        raise UsageError(f"{given!r} is no day of the calendar", remedy="write it as 2024-05-24") from fault


def flag(request: Request, name: str) -> bool:
    """Whether a box of the query is ticked."""
    return request.query_params.get(name, "") not in ("", "0", "no")


def shown(request: Request, page: Page) -> Response:
    """A page in the form asked for: `.json` at the end of the address gives the value, else the template is filled."""
    if request.url.path.endswith(".json"):
        return as_json(page.value())
    return Response(render(page.template, request, title=page.title, **page.shows), media_type="text/html")


def lasting(request: Request, page: Page) -> bytes:
    """The same, to be remembered: how many records are being compared is put in when it is answered (`with_waiting`)."""
    if request.url.path.endswith(".json"):
        return bytes(as_json(page.value()).body)
    return render_lasting(page.template, request, title=page.title, **page.shows).encode()


def as_json(value: Any, status: int = 200) -> Response:
    """A JSON document, in plain ASCII: a record may hold what no other encoding takes."""
    if isinstance(value, Iterable) and not isinstance(value, Mapping | str):
        value = list(value)
    return Response(json.dumps(value, separators=(",", ":")).encode("ascii"), status, media_type="application/json")


def told_of_fault(request: Request, fault: Exception) -> Response:
    """One line that says what is wrong, where, and what to do: as a page, or as JSON where that was asked for."""
    if isinstance(fault, ServandaError):
        status = next(status for kind, status in STATUSES if isinstance(fault, kind))
        said: dict[str, Any] = {"error": fault.message, "place": fault.place, "remedy": fault.remedy}
    elif isinstance(fault, HTTPException):
        status = fault.status_code
        said = {"error": "there is no page here" if status == 404 else fault.detail, "place": request.url.path, "remedy": None}
    else:
        raise fault
    if request.url.path.endswith(".json"):
        return as_json(said, status)
    words = render("fault.html", request, title="Not found" if status == 404 else "That did not work", **said)
    return Response(words, status, media_type="text/html")
