"""Whether the room can serve: what a proxy, a supervisor or a balancer asks every few seconds."""

from __future__ import annotations

import logging

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from servanda.errors import ServandaError
from servanda.faces.logs import told
from servanda.faces.web.room import as_json, room_of
from servanda.ledger import Ledger
from servanda.ledger.gauges import Pulse, pulse

ADDRESS = "/health"
PATIENCE = 5.0
"""Seconds after which a ledger that does not answer is taken to be gone."""

_LOG = logging.getLogger("servanda.health")


async def health(request: Request) -> Response:
    """Whether the room can serve; asked by anybody, and telling nobody where anything is."""
    found = await answering(room_of(request).ledger, request.app.state.probes)
    if found is None:
        remedy = "whoever keeps the room finds the reason in its log"
        return as_json({"status": "unavailable", "error": "the ledger does not answer", "place": None, "remedy": remedy}, 503)
    return as_json({"status": "ok", "ledger": found.store, "revision": found.revision})


async def answering(ledger: Ledger, probes: anyio.CapacityLimiter, patience: float = PATIENCE) -> Pulse | None:
    """A sign of life of the ledger, None where there is none in time. One question waits for an answer at a time."""
    with anyio.move_on_after(patience):
        try:
            return await run_sync(pulse, ledger, abandon_on_cancel=True, limiter=probes)
        except ServandaError as fault:
            told(_LOG, "ledger unavailable", logging.ERROR, fault=type(fault).__name__, why=fault.message, remedy=fault.remedy)
            return None
    told(_LOG, "ledger unavailable", logging.ERROR, fault="timeout", why=f"no answer in {patience:g} s", remedy=None)
    return None
