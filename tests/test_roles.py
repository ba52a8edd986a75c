"""A team's reading room: nobody does more than his role allows, and forms and feeds are those of whoever brings them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.types import Message

from servanda.errors import TooLargeError
from servanda.faces.web.app import application
from servanda.faces.web.door import FEEDS
from servanda.faces.web.pages import feeds
from servanda.faces.web.writing import LONGEST, MOST_BYTES
from servanda.ledger import members
from tests.team import Team, open_team, rule, waiting


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with open_team(tmp_path) as opened:
        yield opened


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
