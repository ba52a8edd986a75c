"""A team's reading room: nobody comes in without an account, and nobody does more than his role allows."""

from __future__ import annotations

import http.client
import json
import logging
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from servanda import open_ledger
from servanda.faces.web.app import application
from servanda.faces.web.door import FEEDS, Door
from servanda.faces.web.pages import feeds
from servanda.faces.web.room import Room
from servanda.ledger import failures, members, passwords, sessions
from tests.river_talks import ledger_of_talks
from tests.room import DAY, open_room

PASSWORDS = {
    "Anna": "seven lanterns over Kessin",
    "Boris": "a barge of wet chestnuts",
    "Rita": "nobody reads the tide tables",
}
ROLES = {"Anna": "reviewer", "Boris": "reviewer", "Rita": "reader", "Stella": "steward"}
PASSWORDS["Stella"] = "the lock keeper owns two hats"


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

    def ask(self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
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


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(16, 8, 1))


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    clock = Clock()
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger:
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


class TestComingIn:
    def test_a_stranger_is_sent_to_the_login_and_from_there_to_where_he_wanted(self, team: Team) -> None:
        browser = team.browser()
        sent = browser.get("/records?page=2")
        assert (sent.status, sent.place) == (303, "/login?next=%2Frecords%3Fpage%3D2")
        page = browser.get(sent.place)
        assert page.status == 200
        assert 'name="next" value="/records?page=2"' in page.text
        assert browser.log_in("Anna", next_="/records?page=2").place == "/records?page=2"
        assert browser.get("/records").status == 200

    def test_a_name_is_known_whatever_its_case(self, team: Team) -> None:
        assert team.browser().log_in("aNNA", PASSWORDS["Anna"]).status == 303

    def test_a_program_is_told_in_its_own_form(self, team: Team) -> None:
        for path in ("/records.json", "/rulings.json", "/openapi.json", "/nothing.json"):
            told = team.browser().get(path)
            assert told.status == 401, path
            assert told.value["remedy"] == "log in at /login"

    def test_a_stranger_gets_no_page_no_feed_and_writes_nothing(self, team: Team) -> None:
        browser = team.browser()
        inside = team.browser("Anna")
        record = inside.get("/records.json").value[0]["id"]
        matter = inside.get("/matters.json").value[0]["id"]
        for path in ("/", f"/record/{record}", f"/record/{record}/text", f"/matter/{matter}/figures.svg", "/brief?with=Weller"):
            assert browser.get(path).status == 303, path
        for path in (f"/matter/{matter}/feed.atom", "/search.atom?q=treaty", "/due.ics", "/rulings.csv"):
            assert browser.get(path).status in (303, 401), path
            assert "Lidd" not in browser.get(path).text
        for path in ("/rule", "/undo", "/add", "/trace", "/logout", "/account/password"):
            assert browser.post(path, token="", entry="x", verdict="accepted").status == 401, path
        assert team.room.ledger.rulings() == []
