"""From the paths on a command line to what is to be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from servanda.errors import UnreadableError
from servanda.records.intake import BYTES_LIMIT
from servanda.work import Given, expand


def _standard_input() -> bytes:
    if sys.stdin is None:  # `<&-` in a shell, or started without one
        raise UnreadableError("standard input is closed", place="-", remedy="pipe a record into it, or name a file")
    return sys.stdin.buffer.read(BYTES_LIMIT + 1)  # one too many is enough to be refused


def inputs_of(paths: Iterable[str]) -> list[Path | Given]:
    """The files meant, in the order given and each once; `-` is what stands on standard input."""
    inputs: dict[Path | Given, None] = {}
    for path in paths:
        if path == "-":
            inputs[Given(_standard_input())] = None
        else:
            inputs.update(dict.fromkeys(expand((path,))))
    return list(inputs)
