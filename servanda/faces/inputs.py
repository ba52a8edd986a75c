"""From the paths on a command line to what is to be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from servanda.work import Given, expand


def inputs_of(paths: Iterable[str]) -> list[Path | Given]:
    """The files meant, in the order given and each once; `-` is what stands on standard input."""
    inputs: dict[Path | Given, None] = {}
    for path in paths:
        if path == "-":
            inputs[Given(sys.stdin.buffer.read())] = None
        else:
            inputs.update(dict.fromkeys(expand((path,))))
    return list(inputs)
