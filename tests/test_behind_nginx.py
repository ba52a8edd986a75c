"""A team's room behind nginx, with the configuration that the documentation gives: a real proxy, real TLS, a real server."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from servanda import open_ledger
from servanda.ledger import members
from tests.river_talks import ledger_of_talks

CONFIGURATION = Path(__file__).parent.parent / "examples" / "operations" / "nginx.conf"
NAME = "talks.example.org"
PASSWORD = "the lock keeper owns two hats"
NGINX = os.environ.get("SERVANDA_NGINX") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

pytestmark = pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="nginx and openssl are not installed")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(slots=True)
class Browser:
    """Whoever comes from elsewhere, with the cookies that he was given."""

    port: int
    trusted: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, body: bytes | str | None = None, *, host: str = NAME, kind: str = "", **headers: str) -> Answer:
        """What is answered to a GET, or a POST where there is a body."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        with closing(http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)) as line:
            line.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 60), server_hostname=NAME)
            sent = {"Host": host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
            sent |= {"Content-Type": kind or "application/x-www-form-urlencoded"} if body is not None else {}
            line.request("GET" if body is None else "POST", path, body, sent)
            answer = line.getresponse()
            for value in answer.headers.get_all("set-cookie") or []:
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            told = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, told, answer.read().decode())

    def log_in(self, name: str) -> Answer:
        token = re.search(r'name="token" value="([^"]*)"', self.ask("/login").text)
        assert token is not None
        sent = {"name": name, "password": PASSWORD, "next": "/", "token": token[1]}
        return self.ask("/login", urllib.parse.urlencode(sent))


@dataclass(frozen=True, slots=True)
class Place:
    """The proxy with the room behind it."""

    plain: int
    tls: int
    room: int
    trusted: Path
    log: Path

    def browser(self) -> Browser:
        return Browser(self.tls, self.trusted)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def certificate(folder: Path) -> tuple[Path, Path]:
    made, key = folder / "talks.pem", folder / "talks.key"
    call = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    call += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(made)]
    subprocess.run(call, check=True, capture_output=True)
    return made, key


def configured(folder: Path, place: Place, key: Path) -> Path:
    """The configuration of the documentation, with this test's ports and files, where the system's own would include it."""
    told = CONFIGURATION.read_text(encoding="utf-8")
    for said, here in (
        ("listen 80;", f"listen 127.0.0.1:{place.plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{place.tls} "),
        ("127.0.0.1:8420", f"127.0.0.1:{place.room}"),
        (f"/etc/ssl/{NAME}.pem", str(place.trusted)),
        (f"/etc/ssl/private/{NAME}.key", str(key)),
    ):
        assert said in told
        told = told.replace(said, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = f"daemon off;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{told}\n}}\n"
    out = folder / "nginx.conf"
    out.write_text(whole, encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("proxy")
    folder.chmod(0o755)
    ledger = ledger_of_talks(folder)
    with open_ledger(ledger, create=False) as opened:
        members.add(opened, "Stella", "steward", PASSWORD)
    made, key = certificate(folder)
    place = Place(free_port(), free_port(), free_port(), made, folder / "room.log")
    room = [sys.executable, "-m", "servanda", "serve", "--ledger", ledger, "--port", str(place.room)]
    room += ["--name", f"https://{NAME}", "--log-format", "json"]
    proxy = [str(NGINX), "-e", "stderr", "-c", str(configured(folder, place, key)), "-p", str(folder)]
    with (
        place.log.open("w") as log,
        (folder / "nginx.log").open("w") as proxys_log,
        subprocess.Popen(room, stderr=log) as serving,
        subprocess.Popen(proxy, stderr=proxys_log) as passing,
    ):
        try:
            for port in (place.room, place.tls):
                wait_for(port)
            yield place
        finally:
            for process in (passing, serving):
                process.send_signal(signal.SIGTERM)
                process.wait(30)


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nobody listens at port {port}")


def test_who_comes_without_tls_is_sent_to_it(place: Place) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", place.plain, timeout=20)) as line:
        line.request("GET", "/records?page=2", headers={"Host": NAME})
        answer = line.getresponse()
    assert (answer.status, answer.getheader("location")) == (301, f"https://{NAME}/records?page=2")


def test_a_member_logs_in_and_his_cookie_goes_by_tls_alone(place: Place) -> None:
    browser = place.browser()
    answer = browser.log_in("Stella")
    assert answer.status == 303
    assert re.match(r"__Host-servanda=[^;]+;.*HttpOnly", answer.headers["set-cookie"])
    assert "Secure" in answer.headers["set-cookie"]
    assert browser.ask("/").status == 200
    assert browser.ask("/").headers["strict-transport-security"].startswith("max-age=")


def test_by_another_name_nobody_is_answered(place: Place) -> None:
    context = ssl.create_default_context(cafile=str(place.trusted))
    with socket.create_connection(("127.0.0.1", place.tls), 20) as line, pytest.raises(ssl.SSLError, match="unrecognized name"):
        context.wrap_socket(line, server_hostname="evil.example")
    assert place.browser().ask("/login", host="evil.example").status in (400, 403, 421)


def test_the_log_tells_who_asked_not_the_proxy(place: Place) -> None:
    browser = place.browser()
    browser.ask("/login", **{"X-Forwarded-For": "203.0.113.77"})
    lines = [json.loads(line) for line in place.log.read_text(encoding="utf-8").splitlines()]
    asked = [line for line in lines if line.get("route") == "/login"]
    assert asked
    assert {line["address"] for line in asked} == {"127.0.0.1"}  # what a visitor says of himself is overwritten


def test_a_feed_is_followed_by_its_key_and_names_the_rooms_own_address(place: Place) -> None:
    browser = place.browser()
    browser.log_in("Stella")
    token = re.search(r'name="token" value="([^"]*)"', browser.ask("/account").text)
    assert token is not None
    assert browser.ask("/account/feed", urllib.parse.urlencode({"token": token[1]})).status == 303
    key = re.search(r"key=([\w.~-]+)", browser.ask("/account").text + browser.ask("/due").text)
    assert key is not None
    reader = place.browser()
    assert reader.ask("/due.ics").status == 401
    feed = reader.ask(f"/search.atom?q=river&key={key[1]}")
    assert feed.status == 200
    assert f"https://{NAME}/" in feed.text
    assert "http://" not in re.sub(r'xmlns="[^"]*"', "", feed.text)


def test_a_record_is_added_and_one_that_is_too_large_is_refused_before_it_is_sent_on(place: Place) -> None:
    browser = place.browser()
    browser.log_in("Stella")
    token = re.search(r'name="token" value="([^"]*)"', browser.ask("/add").text)
    assert token is not None
    kind = "multipart/form-data; boundary=end"
    parts = [
        f'--end\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token[1]}\r\n',
        '--end\r\nContent-Disposition: form-data; name="files"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n',
        "ELENA MARSH: We will dredge the lower Lidd in 2027.\r\n--end--\r\n",
    ]
    assert browser.ask("/add", "".join(parts), kind=kind).status == 303
    refused = browser.ask("/add", b"", kind=kind, **{"Content-Length": str(300 * 2**20)})
    assert refused.status == 413


def test_health_is_anybodys_and_metrics_are_this_machines(place: Place) -> None:
    browser = place.browser()
    assert json.loads(browser.ask("/health").text)["status"] == "ok"
    assert browser.ask("/metrics").status == 404
    with closing(http.client.HTTPConnection("127.0.0.1", place.room, timeout=20)) as line:
        line.request("GET", "/metrics")
        assert line.getresponse().status == 200
