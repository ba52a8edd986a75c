"""Numbers of lines, for faces that tell many places of one record."""

from __future__ import annotations

import re
from bisect import bisect_left


class LineNumbers:
    """Numbers the lines of a text from 1. The text is gone through once, however many places are asked for."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def at(self, offset: int) -> int:
        """The line an offset stands on; a line end belongs to the line it ends."""
        return bisect_left(self._ends, offset) + 1
