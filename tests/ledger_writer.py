"""A process to be killed: for each number on its standard input it forks a writer that appends record after record.

Prints `writer PID`, then the number of each record that `append` said was kept, then `gone`. Everything is loaded and used
once before the first fork, so that a kill hits the ledger at work and not Python starting up.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.ledger import Ledger
from tests.ledger_readings import long_talk

SENTENCES = 150


def write_for_ever(file: str, first: int) -> None:
    with Ledger.open(file) as ledger:
        for number in count(first):
            ledger.append(long_talk(number, SENTENCES))
            os.write(1, f"{number}\n".encode())


def main() -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder, "warm.servanda")) as ledger:
        ledger.append(long_talk(0, sentences=2))
    for line in sys.stdin:
        file, first = line.rsplit(maxsplit=1)
        writer = os.fork()
        if writer == 0:
            write_for_ever(file, int(first))
        os.write(1, f"writer {writer}\n".encode())
        os.waitpid(writer, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
