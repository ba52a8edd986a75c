"""Writers that are killed: a process starts them one after the other and passes on what each says until its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self


class Writers:
    """Asks a module for writers: a line in for each, then `writer PID`, what it acknowledged line by line, and `gone`."""

    def __init__(self, module: str) -> None:
        root = Path(__file__).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, asked: str, *, after: int) -> tuple[int, list[str], Iterator[str]]:
        """One writer, once it has said so many words: its PID, these words, and those that it will say until its end."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{asked}\n")
        self._process.stdin.flush()
        lines = self._lines()
        writer, said = 0, list[str]()
        while not writer or len(said) < after:  # a quick writer may speak before its parent names it
            line = next(lines)
            if line.startswith("writer"):
                writer = int(line.split()[1])
            else:
                said.append(line)
        return writer, said, lines

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        while (line := self._process.stdout.readline().strip()) not in ("gone", ""):
            yield line
