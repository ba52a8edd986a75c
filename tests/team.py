"""A team's reading room over the example of the river talks, and browsers that ask it."""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from servanda import open_ledger
from servanda.faces.web.door import Door
from servanda.faces.web.room import Room
from servanda.ledger import members, passwords
from tests.river_talks import ledger_of_talks
from tests.room import DAY, open_room

PASSWORDS = {
    "Anna": "seven lanterns over Kessin",
    "Boris": "a barge of wet chestnuts",
    "Rita": "nobody reads the tide tables",
    "Stella": "the lock keeper owns two hats",
}
ROLES = {"Anna": "reviewer", "Boris": "reviewer", "Rita": "reader", "Stella": "steward"}
CHEAP = passwords.Cost(16, 8, 1)


class Clock:
    """The time at the door."""

    def __init__(self) -> None:
        self.now = 1_766_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    cookies: tuple[str, ...]

    @property
    def value(self) -> object:
        return json.loads(self.text)

    @property
    def place(self) -> str | None:
        return self.headers.get("location")


@dataclass(slots=True)
class Browser:
    """A browser without scripts: keeps cookies, follows nothing by itself."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, **fields: object) -> Answer:
        return self.ask("POST", path, urllib.parse.urlencode(fields, doseq=True))

    def ask(
        self, method: str, path: str, body: str | Iterable[bytes] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        line = http.client.HTTPConnection(urllib.parse.urlsplit(self.address).netloc, timeout=20)
        sent = {"content-type": "application/x-www-form-urlencoded"} if body is not None else {}
        sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body, {**sent, **(headers or {})})
        got = line.getresponse()
        set_ = tuple(value for name, value in got.getheaders() if name.lower() == "set-cookie")
        for one in set_:
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode(), set_)
        line.close()
        return answer

    def token(self, path: str = "/account") -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.get(path).text)
        assert found, path
        return found[1]

    def log_in(self, name: str, password: str | None = None, next_: str = "/") -> Answer:
        token = self.token("/login")
        return self.post("/login", name=name, password=password or PASSWORDS[name], next=next_, token=token)


@dataclass(frozen=True, slots=True)
class Team:
    """A team's open room, and the clock at its door."""

    room: Room
    address: str
    clock: Clock

    def browser(self, name: str | None = None) -> Browser:
        made = Browser(self.address)
        if name:
            assert made.log_in(name).status == 303
        return made


@contextmanager
def open_team(folder: Path) -> Iterator[Team]:
    """The room of a team of four, over a ledger in a folder. Passwords cost next to nothing while it is open."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch, open_ledger(ledger_of_talks(folder), create=False) as ledger:
        patch.setattr(passwords, "COST", CHEAP)
        for name, role in ROLES.items():
            members.add(ledger, name, role, PASSWORDS[name])
        room = Room(ledger, today=lambda: DAY, door=Door(ledger, clock=clock))
        with open_room(room) as door:
            yield Team(room, door.address, clock)


def waiting(browser: Browser) -> dict:
    return browser.get("/review.json?kind=commitment").value


def rule(browser: Browser, entry: dict, verdict: str = "accepted", token: str | None = None) -> Answer:
    token = browser.token() if token is None else token
    return browser.post("/rule", token=token, entry=entry["id"], seen=entry["seen"], verdict=verdict)
