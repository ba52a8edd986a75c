"""A reading room that is open while a test runs: a real server on a port of its own."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from servanda.faces.web.app import application
from servanda.faces.web.comparing import Comparing
from servanda.faces.web.room import Room
from servanda.ledger import Ledger

DAY = "2025-12-31"
"""The day that it is in the room."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server gave."""

    status: int
    headers: Mapping[str, str]
    text: str
    address: str

    @property
    def value(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Door:
    """The way into an open room."""

    address: str
    room: Room

    def get(self, path: str, **headers: str) -> Answer:
        return self._send(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path: str, **fields: Any) -> Answer:
        return self._send(urllib.request.Request(self.address + path, urllib.parse.urlencode(fields, doseq=True).encode()))

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode(), answer.geturl())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, dict(answer.headers), answer.read().decode(), answer.geturl())


@contextmanager
def open_room(room: Room) -> Iterator[Door]:
    """The room, until the test is done with it."""
    server = uvicorn.Server(uvicorn.Config(application(room), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1_500):
        if server.started:
            break
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Door(f"http://127.0.0.1:{port}", room)
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def annas_room(ledger: Ledger, comparing: Comparing | None = None) -> Iterator[Door]:
    """The room in which Anna rules, on `DAY`, until the test is done with it."""
    with open_room(Room(ledger, reviewer="Anna", today=lambda: DAY, comparing=comparing)) as door:
        yield door
