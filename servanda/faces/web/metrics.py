"""What the room did, counted, and what its ledger holds: in the text format that Prometheus reads (0.0.4).

Written here, not taken from a library: it is some lines of text. The client for Python would be one more dependency of every
team's server, and its registry is of the whole process, where ours is of one room.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda._version import __version__
from servanda.comparison import updating
from servanda.errors import ForbiddenError, ServandaError
from servanda.faces.logs import REQUESTS, told
from servanda.faces.web.door import address_of
from servanda.faces.web.health import ADDRESS as HEALTH
from servanda.faces.web.health import answering
from servanda.faces.web.remembering import Kept
from servanda.faces.web.room import Room, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import gauges, sessions

ADDRESS = "/metrics"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds; 0.1 and 0.3 are what a page is held to (median and 95th percentile)."""
NOWHERE = "(none)"
"""The route of what leads to no page: an address that somebody made up is no label."""
_METHODS = ("GET", "HEAD", "POST")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds: whoever comes by one is elsewhere, whatever address the proxy has."""

_LOG = logging.getLogger(REQUESTS)

Labels = tuple[tuple[str, str], ...]


class Counts:
    """What was asked since the room was opened. Only its server's own thread counts."""

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str, int]] = Counter()
        self.failed_logins = 0
        self.since = time.time()
        self._seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._within: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self.answers[route, method, status] += 1
        self._seconds[route, method] += seconds
        self._within[route, method][bisect_left(BOUNDS, seconds)] += 1
        if (route, method) == ("/login", "POST") and status in (401, 429):
            self.failed_logins += 1

    def histogram(self) -> Iterator[tuple[str, Labels, float]]:
        """Samples of how long requests took, by route."""
        for (route, method), within in sorted(self._within.items()):
            labels: Labels = (("route", route), ("method", method))
            so_far = 0
            for bound, here in zip((*BOUNDS, "+Inf"), within, strict=True):
                so_far += here
                yield "_bucket", (*labels, ("le", f"{bound}")), so_far
            yield "_sum", labels, self._seconds[route, method]
            yield "_count", labels, so_far


class Counted:
    """An application whose answers are counted, timed, and told in the log of requests."""

    def __init__(self, app: ASGIApp, counts: Counts, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._counts = counts
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        status = 500  # what is answered where something of ours fails

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        route = self._route(scope)
        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - begin
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            self._counts.count(route, method, status, seconds)
            if route not in (HEALTH, ADDRESS):  # machines ask these every few seconds
                request = Request(scope)
                name, address = visitor_of(request).name, address_of(request)
                told(
                    _LOG,
                    "request",
                    method=method,
                    route=route,
                    status=status,
                    seconds=round(seconds, 4),
                    name=name,
                    address=address,
                )

    def _route(self, scope: Scope) -> str:
        """The address as the room describes it: with `{ref}` where an id stands."""
        for route in self._routes:
            if isinstance(route, Route | Mount) and route.matches(scope)[0] is not Match.NONE:
                return route.path
        return NOWHERE


async def metrics(request: Request) -> Response:
    """What was counted, for whoever keeps the room. Raises `ForbiddenError` for anybody else."""
    room: Room = room_of(request)
    if not (_is_here(request) or await run_in_threadpool(_is_stewards, room, request)):
        raise ForbiddenError(
            "metrics are for this machine and for stewards", remedy="send a steward's key as `Authorization: Bearer KEY`"
        )
    counts: Counts = request.app.state.counts
    alive = await answering(room.ledger, request.app.state.probes)
    held: Mapping[str, float] = {}
    if alive is not None:
        with suppress(ServandaError):  # it was there a moment ago: the next time it is told to be down
            held = await run_in_threadpool(_held, room)
    revision = alive.revision if alive else ""
    body = "".join(_lines(counts, held, revision, up=alive is not None))
    return Response(body, media_type="text/plain; version=0.0.4; charset=utf-8")


def _is_here(request: Request) -> bool:
    """Whether it is asked on this machine, and not through a proxy that stands on it."""
    try:
        loopback = ipaddress.ip_address(address_of(request)).is_loopback
    except ValueError:
        return False
    return loopback and request.url.hostname in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


def _is_stewards(room: Room, request: Request) -> bool:
    """Whether a steward asks: by his session, or by the key that opens his feeds."""
    if not room.door.team:
        return False
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and (named := room.door.signs.feed_of(key.strip())):
        member = sessions.follower(room.ledger, *named)
        return member is not None and member.role == "steward"
    return room.door.visitor(request).role == "steward"


def _held(room: Room) -> dict[str, float]:
    """What the ledger holds. How many records there are is asked anew only where one came or went: an archive has millions."""
    ledger = room.ledger
    state = updating.state(ledger, room.today)
    key = ("records held", state.stand)
    if (counted := room.remembered.get(key)) is None:
        counted = Kept(str(ledger.latest(0, 0).total).encode())
        room.remembered.put(key, counted)
    return {
        "records": int(counted.body),
        "rulings": gauges.rulings_kept(ledger),
        "waiting": 0 if state.is_settled else updating.waiting(ledger),
        "bytes": gauges.size_of(ledger),
    }


def _lines(counts: Counts, held: Mapping[str, float], revision: str, *, up: bool) -> Iterator[str]:
    answers = (
        ("", (("route", route), ("method", method), ("status", str(status))), number)
        for (route, method, status), number in sorted(counts.answers.items())
    )
    yield from _metric("servanda_requests_total", "counter", "Requests answered since the room was opened.", answers)
    yield from _metric("servanda_request_seconds", "histogram", "Seconds until a request was answered.", counts.histogram())
    yield from _one("servanda_logins_failed_total", "counter", "Logins refused or held up.", counts.failed_logins)
    build: Labels = (("version", __version__), ("revision", revision))
    yield from _metric("servanda_build_info", "gauge", "Version, and revision of the ledger's tables.", [("", build, 1)])
    yield from _one("servanda_ledger_up", "gauge", "1 where the ledger answers.", int(up))
    for name, metric, kind, meaning in _HELD:
        if name in held:
            yield from _one(metric, kind, meaning, held[name])
    for metric, kind, meaning, value in _process(counts.since):
        yield from _one(metric, kind, meaning, value)


_HELD = (
    ("records", "servanda_records", "gauge", "Everyone's records in the ledger."),
    ("rulings", "servanda_rulings_total", "counter", "Rulings acknowledged, ever, upon everyone's records."),
    (
        "waiting",
        "servanda_comparing_waiting_records",
        "gauge",
        "Records that came or were ruled upon since all was last compared.",
    ),
    ("bytes", "servanda_ledger_bytes", "gauge", "Bytes of the ledger on the disk."),
)


def _process(since: float) -> Iterator[tuple[str, str, str, float]]:
    """What every exporter tells of its process, by the names that are usual."""
    yield "process_cpu_seconds_total", "counter", "Seconds of processors.", time.process_time()
    yield "process_start_time_seconds", "gauge", "When the room was opened, in seconds since 1970.", since
    with suppress(OSError):  # Linux alone tells
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        yield "process_resident_memory_bytes", "gauge", "Bytes of memory held.", pages * os.sysconf("SC_PAGE_SIZE")


def _one(name: str, kind: str, meaning: str, value: float) -> Iterator[str]:
    return _metric(name, kind, meaning, [("", (), value)])


def _metric(name: str, kind: str, meaning: str, samples: Iterable[tuple[str, Labels, Any]]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n"
    for end, labels, value in samples:
        inner = ",".join(f'{label}="{_escaped(said)}"' for label, said in labels)
        yield f"{name}{end}{{{inner}}} {value}\n" if inner else f"{name}{end} {value}\n"


def _escaped(said: str) -> str:
    return said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
