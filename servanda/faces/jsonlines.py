"""Entries as JSON Lines, on their way to a file, a pipe or a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.faces.safety import json_escaped
from servanda.outward import to_line


def json_lines(entries: Iterable[dict[str, Any]], target: str) -> Iterator[bytes]:
    """One line an entry, UTF-8. On a terminal what could steer it is escaped, which means the same in JSON."""
    on_terminal = target == "-" and sys.stdout.isatty()
    for entry in entries:
        line = to_line(entry)
        yield f"{json_escaped(line) if on_terminal else line}\n".encode()


def print_json_lines(entries: Iterable[dict[str, Any]]) -> None:
    """The same on standard output. Whoever stopped reading there is found out now, and not when the program ends."""
    sys.stdout.buffer.writelines(json_lines(entries, "-"))
    sys.stdout.buffer.flush()
