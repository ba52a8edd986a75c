"""A team's reading room: nobody comes in without an account, and nobody does more than his role allows."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import re
import threading
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.types import Message

from servanda import open_ledger
from servanda.errors import TooLargeError
from servanda.faces.web.app import application
from servanda.faces.web.door import FEEDS, Door
from servanda.faces.web.pages import feeds
from servanda.faces.web.room import Room
from servanda.faces.web.writing import LONGEST, MOST_BYTES
from servanda.ledger import failures, members, passwords, sessions
from tests.river_talks import ledger_of_talks
from tests.room import DAY, annas_room, open_room

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

    def test_a_refused_login_says_no_more_than_that(self, team: Team) -> None:
        told = set()
        for name in ("Anna", "Nobody", "<script>alert(1)</script>"):
            answer = team.browser().log_in(name, "wrong")
            assert answer.status == 401
            assert "<script>alert" not in answer.text
            told.add(re.search(r'role="alert">([^<]*)<', answer.text)[1])
        assert told == {"This name and this password do not belong together. Try again; a steward can set a new password."}

    def test_who_fails_too_often_is_told_to_wait_and_is_let_in_after(self, team: Team) -> None:
        browser = team.browser()
        for _ in range(failures.FREE_BY_NAME - 1):
            assert browser.log_in("Anna", "wrong").status == 401
        assert browser.log_in("Anna", "wrong").status == 429
        held_up = browser.log_in("Anna")
        assert held_up.status == 429
        assert "Wait 1 minute" in held_up.text
        team.clock.now += failures.FIRST_WAIT
        assert browser.log_in("Anna").status == 303

    @pytest.mark.parametrize(
        "address",
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login?next=/", "\t//x"],
    )
    def test_nobody_is_sent_elsewhere_after_the_login(self, team: Team, address: str) -> None:
        assert team.browser().log_in("Anna", next_=address).place == "/"
        quoted = urllib.parse.quote(address)
        assert team.browser("Anna").get(f"/login?next={quoted}").place == "/"

    def test_a_page_elsewhere_cannot_log_a_browser_in(self, team: Team) -> None:
        browser, other = team.browser(), team.browser()
        for token in ("", "guess", other.token("/login")):
            answer = browser.post("/login", name="Anna", password=PASSWORDS["Anna"], next="/", token=token)
            assert answer.status == 403

    def test_what_a_stranger_sends_is_read_only_as_far_as_a_login_goes(self, team: Team) -> None:
        browser = team.browser()
        long = browser.post("/login", name="Anna", password="x" * 20_000, token=browser.token("/login"))
        assert long.status == 413
        chunked = browser.ask("POST", "/login", headers={"transfer-encoding": "chunked"}, body=iter([b"name=", b"Anna"]))
        assert chunked.status == 413

    def test_many_who_knock_keep_nobody_inside_waiting(self, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        inside, held = team.browser("Anna"), threading.Event()
        monkeypatch.setattr(passwords, "fits", lambda *_: held.wait(20) and False)
        knocking = [threading.Thread(target=team.browser().log_in, args=(f"guess {number}", "x")) for number in range(50)]
        for one in knocking:
            one.start()
        try:
            assert inside.get("/due").status == 200
            assert not held.is_set()
        finally:
            held.set()
            for one in knocking:
                one.join(20)

    def test_no_password_and_no_name_that_is_nobodys_is_logged(self, team: Team, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "servanda.door")
        team.browser().log_in("anna", PASSWORDS["Anna"])
        team.browser().log_in("Anna", "wrong password here")
        team.browser().log_in("my password by mistake", "wrong")
        told = [json.loads(one.getMessage()) for one in caplog.records if one.name == "servanda.door"]
        assert [(one["event"], one["member"]) for one in told] == [
            ("logged in", "Anna"),
            ("refused", "Anna"),
            ("refused", None),
        ]
        assert all(one["address"] == "127.0.0.1" for one in told)
        assert "mistake" not in caplog.text
        assert "wrong password" not in caplog.text


class TestSession:
    @pytest.fixture
    def cookie(self, team: Team) -> str:
        return team.browser("Anna").cookies["servanda"]

    def test_a_cookie_is_out_of_reach_of_scripts_and_of_other_pages(self, team: Team) -> None:
        browser = team.browser()
        (cookie,) = [one for one in browser.log_in("Anna").cookies if one.startswith("servanda=")]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie

    def test_behind_tls_it_goes_by_tls_alone(self, team: Team) -> None:
        with open_room(Room(team.room.ledger, door=Door(team.room.ledger, secure=True))) as door:
            browser = Browser(door.address)
            marks = browser.get("/login").cookies
            set_ = [*marks, *browser.log_in("Anna").cookies]
        assert len(set_) > 1
        assert all(one.startswith("__Host-") and "Secure" in one for one in set_)

    def test_every_login_has_a_fresh_session_and_the_one_before_ends(self, team: Team) -> None:
        browser = team.browser("Anna")
        before = browser.cookies["servanda"]
        inside = browser.token()
        page = browser.get("/login")
        assert page.status == 303, "who is in is sent on"
        other = team.browser()
        other.cookies["servanda"] = before
        token = Browser(team.address, {"servanda-login": (mark := "m" * 43)}).token("/login")
        other.cookies["servanda-login"] = mark
        assert other.post("/login", name="Boris", password=PASSWORDS["Boris"], next="/", token=token).status == 303
        assert other.cookies["servanda"] != before
        assert browser.get("/records").status == 303
        assert inside

    def test_leaving_ends_it_for_whoever_kept_the_cookie(self, team: Team) -> None:
        browser = team.browser("Anna")
        kept = browser.cookies["servanda"]
        assert browser.post("/logout", token=browser.token()).place == "/login"
        again = Browser(team.address, {"servanda": kept})
        assert again.get("/records").status == 303
        assert again.get("/records.json").status == 401

    def test_it_ends_after_hours_in_which_nothing_was_asked_and_in_any_case(self, team: Team) -> None:
        browser = team.browser("Anna")
        team.clock.now += sessions.IDLE - 10
        assert browser.get("/due").status == 200
        team.clock.now += sessions.IDLE + 1
        assert browser.get("/due").status == 303

    def test_it_outlives_a_restart(self, team: Team) -> None:
        browser = team.browser("Anna")
        with open_room(Room(team.room.ledger, today=lambda: DAY, door=Door(team.room.ledger, clock=team.clock))) as door:
            assert Browser(door.address, browser.cookies).get("/due").status == 200

    def test_a_closed_account_is_out_at_once(self, team: Team) -> None:
        browser = team.browser("Anna")
        token, first = browser.token(), waiting(browser)
        members.disable(team.room.ledger, "Anna")
        assert browser.get("/records").status == 303
        assert rule(browser, first, token=token).status == 401
        assert team.browser().log_in("Anna").status == 401
        assert team.room.ledger.rulings() == []

    def test_another_password_logs_out_everybody_else(self, team: Team) -> None:
        here, there = team.browser("Anna"), team.browser("Anna")
        new = "a ladder on the harbour wall"
        fields = {"token": here.token(), "old": PASSWORDS["Anna"], "new": new, "again": new}
        assert here.post("/account/password", **{**fields, "again": "another"}).status == 400
        assert here.post("/account/password", **{**fields, "new": "short", "again": "short"}).status == 400
        refused = here.post("/account/password", **{**fields, "old": "wrong"})
        assert "The old password is another" in refused.text
        assert here.post("/account/password", **fields).status == 303
        assert here.get("/account").status == 200
        assert there.get("/account").status == 303
        assert team.browser().log_in("Anna").status == 401
        assert team.browser().log_in("Anna", new).status == 303

    def test_one_can_leave_everywhere(self, team: Team) -> None:
        here, there = team.browser("Anna"), team.browser("Anna")
        assert here.post("/account/leave", token=here.token()).status == 303
        assert (here.get("/due").status, there.get("/due").status) == (303, 303)

    def test_no_page_of_a_member_stays_in_a_browser_or_a_proxy(self, team: Team) -> None:
        browser = team.browser("Anna")
        for path in ("/", "/records", "/records.json", "/account", "/login"):
            assert browser.get(path).headers["cache-control"] == "no-store", path

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_a_cookie_of_which_a_byte_is_another_lets_nobody_in(self, team: Team, cookie: str, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(cookie) - 1))
        other = data.draw(st.integers(33, 126).map(chr).filter(lambda one: one != cookie[place]))
        browser = Browser(team.address, {"servanda": cookie[:place] + other + cookie[place + 1 :]})
        assert browser.get("/account").status == 303


class TestForms:
    def test_a_form_without_the_token_of_ones_own_session_writes_nothing(self, team: Team) -> None:
        anna, boris = team.browser("Anna"), team.browser("Boris")
        first = waiting(anna)
        elsewhere = team.browser("Anna")
        for token in ("", "guess", boris.token(), elsewhere.token(), team.room.only.token):
            assert rule(anna, first, token=token).status == 403
        assert team.room.ledger.rulings() == []
        assert rule(anna, first).status == 303

    def test_every_form_there_is_refuses_strangers_and_wrong_tokens(self, team: Team) -> None:
        written = [
            one.path for one in application(team.room).routes if isinstance(one, Route) and "POST" in (one.methods or ())
        ]
        assert {"/rule", "/undo", "/add", "/trace", "/logout", "/login"} <= set(written)
        anna, before = team.browser("Anna"), len(team.room.ledger.rulings())
        for path in written:
            if path != "/login":
                assert team.browser().post(path, token="guess").status == 401, path
                assert anna.post(path, token="guess").status == 403, path
        assert len(team.room.ledger.rulings()) == before

    def test_of_who_may_not_write_nothing_is_read(self, team: Team) -> None:
        def nothing() -> bytes:
            raise AssertionError("it was read")

        assert sent_to("/add", team, "Rita", nothing) == 403
        assert sent_to("/rule", team, "Rita", nothing) == 403

    def test_a_form_that_goes_on_for_ever_is_read_only_as_far_as_the_longest_draft_goes(self, team: Team) -> None:
        pieces: list[int] = []

        def ever_more() -> bytes:
            pieces.append(500_000)
            return b"text=" + b"x" * 500_000

        assert sent_to("/trace", team, "Rita", ever_more) == 413
        assert sum(pieces) < MOST_BYTES + 500_000

    def test_more_files_than_memory_holds_are_refused_together(self, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("servanda.faces.web.intake.HELD", 10)
        with pytest.raises(TooLargeError, match="too much waits"):
            team.room.intake.take([("a.txt", b"12345"), ("b.txt", b"123456")])
        assert team.room.intake.dropped == []

    def test_a_draft_in_any_script_may_be_as_long_as_it_says_there(self, team: Team) -> None:
        rita = team.browser("Rita")
        assert rita.post("/trace", token=rita.token(), text="\U00010348" * LONGEST).status == 200


def sent_to(path: str, team: Team, name: str, piece: Callable[[], bytes]) -> int:
    """The status of the answer to a form that never ends, whose pieces are asked for one by one."""
    cookies = "; ".join(f"{key}={value}" for key, value in team.browser(name).cookies.items())
    headers = {"host": "localhost", "cookie": cookies, "content-type": "application/x-www-form-urlencoded"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": piece(), "more_body": True}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    asyncio.run(application(team.room)(scope, receive, send))
    return statuses[0]


class TestRoles:
    def test_a_ruling_bears_the_name_of_whose_account_it_is(self, team: Team) -> None:
        anna = team.browser("Anna")
        assert anna.post("/rule", token=anna.token(), entry=waiting(anna)["id"], verdict="accepted", by="Boris").status == 303
        boris = team.browser("Boris")
        rule(boris, waiting(boris))
        assert [one.owner for one in team.room.ledger.rulings()] == ["Anna", "Boris"]

    def test_a_reader_sees_no_buttons_and_a_forged_form_is_refused_with_the_reason(self, team: Team) -> None:
        rita = team.browser("Rita")
        anna = team.browser("Anna")
        rule(anna, waiting(anna))
        entry = waiting(rita)["id"]
        for path in ("/", f"/entry/{entry}", "/review?kind=commitment", "/review/list", "/sample?n=5", "/rulings", "/add"):
            page = rita.get(path)
            assert page.status == 200, path
            assert not re.search(r'name="verdict"|action="/(undo|reply|add)"|type="file"', page.text), path
        for path in ("/rule", "/undo", "/add", "/reply"):
            answer = rita.post(path, token=rita.token(), entry=entry, verdict="accepted", number="1")
            assert answer.status == 403, path
            assert "you are a reader here" in answer.text
        assert [one.owner for one in team.room.ledger.rulings()] == ["Anna"]
        assert 'href="/review"' not in rita.get("/records").text

    def test_a_reader_may_still_hold_a_draft_against_the_records(self, team: Team) -> None:
        rita = team.browser("Rita")
        assert rita.post("/trace", token=rita.token(), text="“The second lock is open,” said Elena Marsh.").status == 200

    def test_a_reviewer_undoes_what_he_ruled_and_not_what_others_did(self, team: Team) -> None:
        anna, boris = team.browser("Anna"), team.browser("Boris")
        rule(anna, waiting(anna))
        assert "Undo ruling 1" in anna.get("/rulings").text
        assert "Undo ruling 1" not in boris.get("/rulings").text
        refused = boris.post("/undo", token=boris.token(), number=1)
        assert refused.status == 403
        assert "ruling 1 is Anna’s" in refused.text
        assert "a steward undoes what others ruled" in refused.text
        assert anna.post("/undo", token=anna.token(), number=1).status == 303
        assert [one.act for one in team.room.ledger.rulings()] == ["accepted", "undone"]

    def test_a_stroke_is_undone_by_whose_it_is(self, team: Team) -> None:
        anna, boris = team.browser("Anna"), team.browser("Boris")
        some = [f"{one['id']}@{one['seen']}" for one in anna.get("/review/list.json?kind=figure").value[:3]]
        assert anna.post("/rule", token=anna.token(), entry=some, verdict="rejected").status == 303
        assert boris.post("/undo", token=boris.token(), number=2).status == 403
        assert anna.post("/undo", token=anna.token(), number=2).status == 303

    def test_a_steward_undoes_what_others_ruled(self, team: Team) -> None:
        anna, stella = team.browser("Anna"), team.browser("Stella")
        rule(anna, waiting(anna))
        assert "Undo ruling 1" in stella.get("/rulings").text
        assert stella.post("/undo", token=stella.token(), number=1).status == 303
        assert team.room.ledger.rulings()[-1].owner == "Stella"

    def test_another_role_holds_at_once(self, team: Team) -> None:
        anna = team.browser("Anna")
        members.set_role(team.room.ledger, "Anna", "reader")
        assert rule(anna, waiting(anna)).status == 403
        assert "You are a reader here" in anna.get("/account").text

    def test_what_one_member_was_shown_is_not_shown_to_another(self, team: Team) -> None:
        anna, boris = team.browser("Anna"), team.browser("Boris")
        for path in ("/records", "/review?kind=commitment", "/rulings"):
            assert anna.token(path) in anna.get(path).text
            assert anna.token(path) not in boris.get(path).text


class TestFeeds:
    def test_a_feed_reader_comes_in_by_a_key_until_it_is_taken_back(self, team: Team) -> None:
        anna, reader = team.browser("Anna"), team.browser()
        assert "key=" not in anna.get("/account").text
        anna.post("/account/feed", token=anna.token())
        address = re.search(r"<code>http://[^/]*(/due\.ics\?key=[^<]*)</code>", anna.get("/account").text)[1]
        assert reader.get(address).text.startswith("BEGIN:VCALENDAR")
        key = address.partition("?")[2]
        assert address in anna.get("/due").text
        matter = anna.get("/matters.json").value[0]["id"]
        feed = reader.get(f"/matter/{matter}/feed.atom?{key}")
        assert feed.status == 200
        assert key not in feed.text
        assert reader.get(f"/search.atom?q=treaty&{key}").status == 200
        anna.post("/account/feed/end", token=anna.token())
        assert reader.get(address).status == 401

    def test_a_key_opens_feeds_and_nothing_else(self, team: Team) -> None:
        anna, reader = team.browser("Anna"), team.browser()
        anna.post("/account/feed", token=anna.token())
        key = re.search(r"key=([^<]*)</code>", anna.get("/account").text)[1]
        for path in ("/", "/records", "/account", "/record/feed.atom", "/records/due.ics", "/rulings.csv"):
            assert reader.get(f"{path}?key={key}").status == 303, path
        assert reader.get(f"/records.json?key={key}").status == 401
        assert reader.post(f"/due.ics?key={key}").status == 401
        assert reader.post(f"/rule?key={key}", token="", entry="x", verdict="accepted").status == 401

    def test_a_closed_accounts_key_opens_nothing(self, team: Team) -> None:
        anna, reader = team.browser("Anna"), team.browser()
        anna.post("/account/feed", token=anna.token())
        key = re.search(r"key=([^<]*)</code>", anna.get("/account").text)[1]
        assert reader.get(f"/due.ics?key={key}").status == 200
        members.disable(team.room.ledger, "Anna")
        assert reader.get(f"/due.ics?key={key}").status == 401

    def test_every_feed_there_is_can_be_asked_by_a_key(self) -> None:
        assert all(FEEDS.fullmatch(path.replace("{ref}", "x-1")) for path, _ in feeds.FEEDS)


class TestTrail:
    def test_the_trail_is_taken_along_whole(self, team: Team) -> None:
        stella = team.browser("Stella")
        some = [f"{one['id']}@{one['seen']}" for one in stella.get("/review/list.json").value]
        for stroke in range(4):  # more than one page holds
            assert stella.post("/rule", token=stella.token(), entry=some[:7], verdict="accepted").status == 303
            assert stella.post("/undo", token=stella.token(), number=stroke * 14 + 1).status == 303
        count = len(team.room.ledger.rulings())
        assert count == 56
        told = stella.get("/rulings.json").value
        assert [one["number"] for one in told] == list(range(count, 0, -1))
        lines = stella.get("/rulings.csv").text.split("\r\n")
        assert lines[0].startswith("kind,number,entry,verdict")
        assert [line.split(",")[1] for line in lines[1:-1]] == [str(number) for number in range(1, count + 1)]


class TestOnePerson:
    def test_a_room_without_accounts_asks_nobody_to_log_in(self, tmp_path: Path) -> None:
        with (
            open_ledger(ledger_of_talks(tmp_path), create=False) as ledger,
            annas_room(ledger) as door,
        ):
            browser = Browser(door.address)
            page = browser.get("/records")
            assert page.status == 200
            assert page.cookies == ()
            assert "Log out" not in page.text
            assert browser.get("/login").place == "/"
            assert browser.get("/account").status == 404

    def test_with_the_first_account_it_is_closed_to_strangers(self, tmp_path: Path) -> None:
        with (
            open_ledger(ledger_of_talks(tmp_path), create=False) as ledger,
            annas_room(ledger) as door,
        ):
            browser = Browser(door.address)
            assert browser.get("/records").status == 200
            members.add(ledger, "Stella", "steward", PASSWORDS["Stella"])
            assert browser.get("/records").status == 303
            assert browser.get("/records.json").status == 401
