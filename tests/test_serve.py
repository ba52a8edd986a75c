"""`servanda serve`: the room opens on this machine, says where, and closes when it is told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from servanda.faces import cli
from tests.river_talks import ledger_of_talks


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
