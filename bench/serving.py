"""A reading room in a process of its own, for what asks it."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@contextmanager
def opened(ledger: Path) -> Iterator[int]:
    """The reading room in a process of its own; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "servanda", "serve", "--ledger", str(ledger), "--port", str(port), "--as", "bench"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the reading room did not open")


def asked(port: int, method: str, address: str, body: str | None = None) -> tuple[int, str]:
    """Status, and the page, or the address that one is sent on to; 0 where no answer came. `body` is a form, as it is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, address, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        answer = connection.getresponse()
        words = answer.read().decode()
        return answer.status, answer.getheader("location") or words
    except OSError:
        return 0, ""
    finally:
        connection.close()


def token_of(page: str) -> str:
    """What a page's forms are sent with. Raises `RuntimeError` where it has none."""
    found = _TOKEN.search(page)
    if found is None:
        raise RuntimeError("the page has no token")
    return found[1]
