"""Whether a capitalised word is the language's own: it stands in small letters elsewhere in the record."""

from __future__ import annotations

import re

REACH = 400_000
"""Characters of a record that are looked through."""

_WORD = re.compile(r"(?<![\w/\-.@])[^\W\d_]{3,}(?![\w/\-@])")
"""No part of an address on the web: it holds names in small letters."""


class SmallWords:
    """The words that a text prints in small letters; gathered when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(said for said in _WORD.findall(self._text, 0, REACH) if said.islower())
        return word.lower() in self._words
