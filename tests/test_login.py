"""A team's reading room: nobody comes in without an account, and a session ends when it should."""

from __future__ import annotations

import json
import logging
import re
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import open_ledger
from servanda.faces.web.door import Door
from servanda.faces.web.room import Room
from servanda.ledger import failures, members, passwords, sessions
from tests.river_talks import ledger_of_talks
from tests.room import DAY, annas_room, open_room
from tests.team import PASSWORDS, Browser, Team, open_team, rule, waiting


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with open_team(tmp_path) as opened:
        yield opened


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
