"""A process to be killed: for each line on its standard input it forks a writer that reads, keeps and rules until it is ended.

A line is JSON: `ledger`, `first` (number of the first record), and what ends the writer besides its parent's kill: `at`, the
number of the database statement before which it ends itself, by `how` ("kill", or "fail" for an error in place of the
statement), or None. Prints `writer PID`, then what
was acknowledged, `kept N`, `ruled N` or `decided N`, then `gone`. Everything is loaded
and used once before the first fork, so that a kill hits the ledger at work and not Python starting up.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, event

from servanda import work
from servanda.ledger import Ledger, decisions

TALK = (
    "Posted: 24.05.2024\n\nPresident of Ardania Mira Halden: Talk {0}. Trade with Belmora grew by {0} percent in 2023, and we "
    "will open the bridge at Corvin by May.\n\nQuestion: Who pays for it?\n\nMira Halden: We do, with {0} million euros.\n"
)


def talk(number: int) -> str:
    return TALK.format(number + 2)


def source(number: int) -> str:
    return f"/talks/{number}.txt"


def say(what: str, number: int) -> None:
    os.write(1, f"{what} {number}\n".encode())


def one_round(ledger: Ledger, number: int, tell: Callable[[str, int], None] = say) -> None:
    """A record is read and kept, two entries are ruled upon, something is decided: each is acknowledged once it is kept."""
    reading = work.read_text(talk(number), source=source(number), model=False)
    ledger.append(reading)
    tell("kept", number)
    turns = [entry for entry in reading.entries if entry.kind == "turn"]
    for turn, verdict in zip(turns[:2], ("accepted", "rejected"), strict=True):
        tell("ruled", ledger.rule(turn.id, verdict, by="anna", at="2024-05-24T10:00:00+00:00").number)
    with ledger.writes() as connection:
        made = decisions.keep_decision(connection, f"matter-{number}", "rename", {"name": "bridge"}, owner="anna")
    tell("decided", made.number)


def write(ledger: str, first: int, at: int | None, how: str) -> None:
    if at is not None:
        end_at(at, how)
    with Ledger.open(ledger) as opened:
        if at is None:
            for number in count(first):
                one_round(opened, number)
        one_round(opened, first)
    say("done", 1)


def end_at(at: int, how: str) -> None:
    """End this process before its so many-th statement or commit, or let that statement fail."""
    done = count(1)

    def end(*_: Any) -> None:
        if next(done) != at:
            return
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(Engine, "before_cursor_execute", end)
    event.listen(Engine, "commit", end)


def _silent(_what: str, _number: int) -> None:
    pass


def main() -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder, "warm.servanda")) as ledger:
        one_round(ledger, 0, tell=_silent)
    for line in sys.stdin:
        asked = json.loads(line)
        writer = os.fork()
        if writer == 0:
            try:
                write(**asked)
            except Exception as fault:
                os.write(1, f"failed {type(fault).__name__}\n".encode())
                os._exit(1)
            os._exit(0)
        os.write(1, f"writer {writer}\n".encode())
        os.waitpid(writer, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
