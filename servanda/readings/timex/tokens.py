"""A stretch of text as lower-cased words with their offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.readings.tags import TAG

if TYPE_CHECKING:
    from servanda.readings.timex.hits import Hit

_ADDRESS = r"(?:https?://|www\.)[^\s<>\"]+"
_BEFORE_ITEM = r"(?:1[5-9]|20)\d\d(?=\.\d{1,2}\.(?!\d))"
"""A year whose full stop is followed at once by the number of the next paragraph: "12 October 1940.2. The present …"."""
_TOKEN = re.compile(
    rf"(?P<tag>{TAG})|"
    + _ADDRESS
    + "|"
    + _BEFORE_ITEM
    + r"|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’](?!s\b|S\b)[^\W\d_]+)?|['’][sS]\b|[^\w\s]|_+"
)
_PADDING = 8


class Tokens:
    """Words, web addresses and marks of one stretch, lower case. Beyond both ends every word is the empty string."""

    __slots__ = ("count", "ends", "hits", "starts", "text", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        matches = [match.span() for match in _TOKEN.finditer(text, start, end) if match.lastgroup != "tag"]
        self.count = len(matches)
        self.starts = [span[0] for span in matches] + [end] * _PADDING
        self.ends = [span[1] for span in matches] + [end] * _PADDING
        self.words = [text[a:b].lower() for a, b in matches] + [""] * _PADDING
        self.hits: dict[int, Hit | None] = {}
        """What the rules made of a place already tried: joins and ranges ask for the same place again."""

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a space, though a tag may part them."""
        if not 0 < i < self.count:
            return False
        before, after = self.ends[i - 1], self.starts[i]
        return before == after or (self.text[before] == "<" and self.text[after - 1] == ">")

    def printed(self, i: int) -> str:
        """Token i as printed."""
        return self.text[self.starts[i] : self.ends[i]]

    def capital(self, i: int) -> bool:
        """Whether token i begins with a capital letter."""
        return self.text[self.starts[i] : self.starts[i] + 1].isupper()

    def phrase(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether these words stand at i."""
        return tuple(self.words[i : i + len(phrase)]) == phrase
