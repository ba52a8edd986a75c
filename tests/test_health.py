"""What machines ask that keep a room running: whether it serves, and what it did."""

from __future__ import annotations

import io
import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import pytest

import servanda
from servanda import open_ledger
from servanda.errors import LedgerBusyError
from servanda.faces import logs
from servanda.faces.web.door import Door as Doorway
from servanda.faces.web.health import answering
from servanda.faces.web.metrics import NOWHERE, Counts
from servanda.faces.web.room import Room
from servanda.ledger import Ledger, members, sessions
from tests.river_talks import ledger_of_talks
from tests.room import DAY, Answer, Door, annas_room, open_room

PASSWORD = "the lock keeper owns two hats"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return Path(ledger_of_talks(tmp_path))


@pytest.fixture
def door(place: Path) -> Iterator[Door]:
    with open_ledger(place, create=False) as ledger:
        servanda.compare(ledger)
        with annas_room(ledger) as door:
            yield door


@pytest.fixture
def team(place: Path) -> Iterator[Door]:
    """A room of a steward and a reader."""
    with open_ledger(place, create=False) as ledger:
        servanda.compare(ledger)
        members.add(ledger, "Stella", "steward", PASSWORD)
        members.add(ledger, "Rolf", "reader", PASSWORD)
        with open_room(Room(ledger, today=lambda: DAY, door=Doorway(ledger))) as door:
            yield door


def sample(answer: Answer, name: str) -> float:
    """The value of one sample."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", answer.text, re.M)
    assert found is not None, answer.text
    return float(found[1])


def key_of(door: Door, name: str, number: int) -> str:
    """A member's key to feeds."""
    return door.room.door.signs.feed(number, sessions.new_feed(door.room.ledger, name))


def lines(out: io.StringIO, holding: str) -> list[str]:
    """The lines that hold something, as soon as there is one: a request is told when it is answered, a moment later."""
    until = time.monotonic() + 10
    while time.monotonic() < until and holding not in out.getvalue():
        time.sleep(0.01)
    return [line for line in out.getvalue().splitlines() if holding in line]


class TestHealth:
    def test_a_room_that_serves_says_so_and_nothing_of_where_its_ledger_is(self, door: Door, place: Path) -> None:
        answer = door.get("/health")
        assert answer.status == 200
        assert answer.value == {"status": "ok", "ledger": "sqlite", "revision": answer.value["revision"]}
        assert str(place.parent) not in answer.text

    def test_nobody_has_to_log_in_to_ask(self, team: Door) -> None:
        assert team.get("/health").value["status"] == "ok"

    def test_a_ledger_whose_file_is_gone_is_no_health(self, door: Door, place: Path) -> None:
        place.unlink()
        answer = door.get("/health")
        assert answer.status == 503
        assert answer.value["status"] == "unavailable"
        assert str(place.parent) not in answer.text

    def test_a_ledger_that_does_not_answer_in_time_is_no_health(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("servanda.faces.web.health.pulse", lambda _: anyio.from_thread.run(anyio.sleep, 2))

        async def asked() -> None:
            assert await answering(None, anyio.CapacityLimiter(1), patience=0.05) is None  # type: ignore[arg-type]

        anyio.run(asked)


class TestMetrics:
    def test_requests_are_counted_by_route_and_status_never_by_what_was_asked(self, door: Door) -> None:
        ref = door.get("/records.json").value[0]["id"]
        for path in (f"/record/{ref}", f"/record/{ref}", "/record/record-ffffffffffffffff", "/no/such?page=secret"):
            door.get(path)
        told = door.get("/metrics")
        assert sample(told, 'servanda_requests_total{route="/record/{ref}",method="GET",status="200"}') == 2
        assert sample(told, 'servanda_requests_total{route="/record/{ref}",method="GET",status="404"}') == 1
        assert sample(told, f'servanda_requests_total{{route="{NOWHERE}",method="GET",status="404"}}') == 1
        assert ref not in told.text
        assert "secret" not in told.text

    def test_how_long_requests_took_is_a_histogram_that_holds_each_once(self, door: Door) -> None:
        for _ in range(3):
            door.get("/records")
        told = door.get("/metrics")
        assert sample(told, 'servanda_request_seconds_bucket{route="/records",method="GET",le="+Inf"}') == 3
        assert sample(told, 'servanda_request_seconds_count{route="/records",method="GET"}') == 3
        bounds = re.findall(r'seconds_bucket\{route="/records",method="GET",le="([^"]+)"\} (\d+)', told.text)
        assert [int(number) for _, number in bounds] == sorted(int(number) for _, number in bounds)

    def test_what_the_ledger_holds_is_told(self, door: Door) -> None:
        ledger = door.room.ledger
        before = door.get("/metrics")
        assert sample(before, "servanda_records") == ledger.latest(0, 0).total
        assert sample(before, "servanda_rulings_total") == 0
        assert sample(before, "servanda_comparing_waiting_records") == 0
        assert sample(before, "servanda_ledger_up") == 1
        entry = next(iter(ledger.entries("commitment", ledger.records()[0].record)), None) or next(
            iter(ledger.entries("figure", ledger.records()[0].record))
        )
        ledger.rule(str(entry["id"]), "accepted", by="Anna")
        after = door.get("/metrics")
        assert sample(after, "servanda_rulings_total") == 1
        assert sample(after, "servanda_comparing_waiting_records") == 1

    def test_each_metric_has_its_meaning_and_kind_before_its_samples(self, door: Door) -> None:
        lines = door.get("/metrics").text.splitlines()
        kinds = {line.split()[2]: line.split()[3] for line in lines if line.startswith("# TYPE")}
        assert {line.split()[2] for line in lines if line.startswith("# HELP")} == set(kinds)
        for line in lines:
            if not line.startswith("#"):
                name = re.sub(r"_(bucket|sum|count)$", "", re.split(r"[{ ]", line)[0])
                assert name in kinds, line

    def test_a_ledger_that_is_gone_is_told_to_be_down(self, door: Door, place: Path) -> None:
        place.unlink()
        told = door.get("/metrics")
        assert told.status == 200
        assert sample(told, "servanda_ledger_up") == 0
        assert "servanda_records" not in told.text

    def test_through_a_proxy_nobody_is_on_this_machine(self, door: Door, team: Door) -> None:
        assert team.get("/metrics").status == 200
        for header in ({"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
            assert door.get("/metrics", **header).status == 403
            assert team.get("/metrics", **header).status == 403

    def test_a_stewards_key_opens_them_from_elsewhere_and_a_readers_does_not(self, team: Door) -> None:
        elsewhere = {"X-Forwarded-For": "198.51.100.9"}
        steward, reader = key_of(team, "Stella", 1), key_of(team, "Rolf", 2)
        assert team.get("/metrics", Authorization=f"Bearer {steward}", **elsewhere).status == 200
        assert team.get("/metrics", Authorization=f"Bearer {reader}", **elsewhere).status == 403
        assert team.get("/metrics", Authorization="Bearer nonsense", **elsewhere).status == 403
        assert team.get(f"/metrics?key={steward}", **elsewhere).status == 403

    def test_logins_that_failed_are_counted(self) -> None:
        counts = Counts()
        for status in (303, 401, 429, 403):
            counts.count("/login", "POST", status, 0.1)
        assert counts.failed_logins == 2


class TestLogs:
    @pytest.fixture
    def written(self) -> Iterator[Callable[[logs.LogFormat | None], io.StringIO]]:
        """What a server would write in a form; afterwards the logs are as they were."""
        names = ("servanda", "uvicorn.error", logs.REQUESTS)
        before = {name: (one := logging.getLogger(name), one.level, one.handlers[:], one.propagate) for name in names}

        def begin(form: logs.LogFormat | None) -> io.StringIO:
            logs.set_up(form, to=(out := io.StringIO()))
            return out

        yield begin
        for log, level, handlers, propagate in before.values():
            log.setLevel(level)
            log.handlers[:], log.propagate = handlers, propagate

    def test_a_request_is_one_json_object_with_who_asked_and_no_more_of_what_than_its_route(
        self, written: Callable[[logs.LogFormat | None], io.StringIO], door: Door
    ) -> None:
        ref = door.get("/records.json").value[0]["id"]
        out = written("json")
        door.get(f"/record/{ref}?page=secret")
        (line,) = [json.loads(line) for line in lines(out, "/record/{ref}")]
        assert (line["event"], line["level"], line["route"], line["status"]) == ("request", "info", "/record/{ref}", 200)
        assert line["name"] == "Anna"
        assert line["seconds"] >= 0
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", line["time"])
        assert ref not in out.getvalue()
        assert "secret" not in out.getvalue()

    def test_a_request_is_a_line_for_people_too(
        self, written: Callable[[logs.LogFormat | None], io.StringIO], door: Door
    ) -> None:
        out = written("text")
        door.get("/records")
        (line,) = lines(out, "route=/records ")
        assert re.search(r"servanda\.requests request method=GET route=/records status=200 seconds=\S+ name=Anna", line)

    def test_unasked_no_request_has_a_line(self, written: Callable[[logs.LogFormat | None], io.StringIO], door: Door) -> None:
        out = written(None)
        door.get("/records")
        assert out.getvalue() == ""

    def test_what_machines_ask_every_few_seconds_has_none(
        self, written: Callable[[logs.LogFormat | None], io.StringIO], door: Door
    ) -> None:
        out = written("json")
        door.get("/health")
        door.get("/metrics")
        assert out.getvalue() == ""

    def test_a_fault_is_told_by_its_kind_and_place_without_what_it_says(
        self, written: Callable[[logs.LogFormat | None], io.StringIO]
    ) -> None:
        out = written("json")
        try:
            raise ValueError("the words of a record")
        except ValueError:
            logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
        line = json.loads(out.getvalue())
        assert (line["event"], line["fault"], line["level"]) == ("fault", "ValueError", "error")
        assert line["at"][-1].startswith("test_health.py:")
        assert "the words of a record" not in out.getvalue()

    def test_no_name_breaks_a_line_or_steers_a_terminal(self, written: Callable[[logs.LogFormat | None], io.StringIO]) -> None:
        hostile = "An\nna\x1b[31m\u202e"
        out = written("text")
        logs.told(logging.getLogger(logs.REQUESTS), "request", name=hostile)
        assert len(out.getvalue().splitlines()) == 1
        assert "\x1b" not in out.getvalue()
        out = written("json")
        logs.told(logging.getLogger(logs.REQUESTS), "request", name=hostile)
        assert json.loads(out.getvalue())["name"] == hostile
        assert "\u202e" not in out.getvalue()

    def test_a_ledger_that_fails_is_told_with_the_reason(
        self, written: Callable[[logs.LogFormat | None], io.StringIO], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(_ledger: Ledger) -> None:
            raise LedgerBusyError("another process holds the ledger", place="/srv/x", remedy="wait")

        monkeypatch.setattr("servanda.faces.web.health.pulse", busy)
        out = written("json")

        async def asked() -> None:
            await answering(None, anyio.CapacityLimiter(1))  # type: ignore[arg-type]

        anyio.run(asked)
        line = json.loads(out.getvalue())
        assert (line["event"], line["fault"]) == ("ledger unavailable", "LedgerBusyError")
