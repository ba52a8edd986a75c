"""`servanda serve`: the room opens on this machine, says where, and closes when it is told to."""

from __future__ import annotations

import errno
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda import open_ledger
from servanda.errors import UsageError
from servanda.faces import cli
from servanda.ledger import members
from tests.river_talks import ledger_of_talks

PASSWORD = "the lock keeper owns two hats"


def test_it_opens_says_where_and_closes_on_an_interrupt(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "servanda", "serve", "--ledger", ledger_of_talks(tmp_path), "--port", str(port)]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as room:
        assert room.stderr is not None
        address = next(found[0] for line in room.stderr if (found := re.search(r"http://\S+/", line)))
        assert address == f"http://127.0.0.1:{port}/"
        with urllib.request.urlopen(address, timeout=20) as page:
            assert page.status == 200
        room.send_signal(signal.SIGINT)
        room.stderr.read()
        assert room.wait(20) in (0, 130)


def test_a_port_that_is_taken_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        call = [sys.executable, "-m", "servanda", "serve", "--ledger", ledger_of_talks(tmp_path), "--port", port]
        told = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == cli.USAGE
    assert f"port {port} is taken" in told.stderr
    assert "--port" in told.stderr


def test_a_port_that_may_not_be_had_is_not_said_to_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> socket.socket:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", refused)
    told = (
        CliRunner()
        .invoke(cli.servanda, ["serve", "--ledger", ledger_of_talks(tmp_path), "--port", "80"], obj=cli.Settings())
        .exception
    )
    assert isinstance(told, UsageError)
    assert told.message == "port 80 cannot be listened at: Permission denied"


def asked(port: int, host: str, *, cookie: str = "", fields: dict[str, str] | None = None) -> tuple[int, str, str]:
    """What the login page answers a browser behind a proxy: status, cookie, text."""
    sent = {"host": host, "cookie": cookie, "x-forwarded-for": "198.51.100.9", "x-forwarded-proto": "https"}
    sent["content-type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        line.request("POST" if fields else "GET", "/login", urllib.parse.urlencode(fields or {}), sent)
        answer = line.getresponse()
        return answer.status, answer.getheader("set-cookie") or "", answer.read().decode()


class TestForTeams:
    """Where a room may be opened, and where not."""

    @pytest.fixture
    def refused(self, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
        """What is said of a call that cannot be meant."""

        def refused(*arguments: str) -> str:
            assert cli.main(["serve", *arguments]) == cli.USAGE
            return capsys.readouterr().err

        return refused

    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        return ledger_of_talks(tmp_path)

    @pytest.fixture
    def shared(self, place: str) -> str:
        with open_ledger(place, create=False) as ledger:
            members.add(ledger, "Stella", "steward", PASSWORD)
        return place

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
    def test_without_accounts_it_listens_on_this_machine_alone(
        self, refused: Callable[..., str], place: str, host: str
    ) -> None:
        told = refused("--ledger", place, "--host", host)
        assert "needs accounts" in told
        assert "servanda user add NAME --role steward" in told

    def test_without_accounts_it_has_no_public_name(self, refused: Callable[..., str], place: str) -> None:
        told = refused("--ledger", place, "--name", "https://talks.example.org")
        assert "needs accounts" in told

    def test_elsewhere_it_needs_the_name_by_which_browsers_reach_it(self, refused: Callable[..., str], shared: str) -> None:
        told = refused("--ledger", shared, "--host", "0.0.0.0")
        assert "--name https://" in told

    @pytest.mark.parametrize(
        "name", ["http://talks.example.org", "talks.example.org", "https://*", "https://a@b/", "https://[", "x"]
    )
    def test_a_name_is_one_to_which_passwords_go_by_tls(self, refused: Callable[..., str], shared: str, name: str) -> None:
        told = refused("--ledger", shared, "--name", name)
        assert "passwords never go without TLS" in told

    def test_a_proxy_is_of_a_room_that_has_a_name(self, refused: Callable[..., str], shared: str) -> None:
        assert "--name https://" in refused("--ledger", shared, "--proxy", "10.0.0.1")

    def test_nobody_rules_in_anothers_name_where_there_are_accounts(self, refused: Callable[..., str], shared: str) -> None:
        told = refused("--ledger", shared, "--as", "Anna")
        assert "leave --as out" in told

    def test_a_team_reaches_it_by_its_name_through_a_proxy_and_by_no_other(self, shared: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        call = [sys.executable, "-m", "servanda", "serve", "--ledger", shared, "--port", str(port)]
        with subprocess.Popen([*call, "--name", "https://talks.example.org"], stderr=subprocess.PIPE, text=True) as room:
            assert room.stderr is not None
            assert next(line for line in room.stderr if "https://talks.example.org" in line)
            _, cookie, page = asked(port, "talks.example.org")
            mark = cookie.partition(";")[0]
            assert mark.startswith("__Host-servanda-login=")
            token = re.search(r'name="token" value="([^"]*)"', page)
            assert token is not None
            fields = {"name": "Stella", "password": "wrong", "next": "/", "token": token[1]}
            assert asked(port, "talks.example.org", cookie=mark, fields=fields)[0] == 401
            assert asked(port, "evil.example")[0] == 400
            room.send_signal(signal.SIGINT)
            said = room.stderr.read()
            assert '{"event": "refused", "member": "Stella", "address": "198.51.100.9"}' in said
            assert "Traceback" not in said
            assert room.wait(20) in (0, 130)


def test_a_log_for_programs_is_json_to_the_last_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "servanda", "serve", "--ledger", ledger_of_talks(tmp_path), "--port", str(port)]
    with subprocess.Popen([*call, "--as", "Anna", "--log-format", "json"], stderr=subprocess.PIPE, text=True) as room:
        assert room.stderr is not None
        opened = json.loads(next(iter(room.stderr)))
        assert (opened["event"], opened["address"]) == ("open", f"http://127.0.0.1:{port}/")
        with urllib.request.urlopen(f"{opened['address']}search?q=secret", timeout=20) as page:
            assert page.status == 200
        room.send_signal(signal.SIGTERM)  # as a supervisor does
        said = room.stderr.read()
        asked, closed = (json.loads(line) for line in said.splitlines())
        assert (asked["route"], asked["status"], asked["name"]) == ("/search", 200, "Anna")
        assert closed["event"] == "closed"
        assert "secret" not in said
        assert room.wait(20) == 0
