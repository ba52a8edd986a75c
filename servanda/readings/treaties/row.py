"""A sentence as a row of words, with the few questions that names and events ask of it."""

from __future__ import annotations

from functools import cached_property

from servanda.readings.grammar.tokens import Token, tokens

_SMALL = 4
"""Words of fewer letters stand small in headlines too."""


class Row:
    """The words and marks of one sentence. Beyond both ends every word is empty."""

    __slots__ = ("__dict__", "end", "start", "text", "tokens")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.tokens: tuple[Token, ...] = tuple(tokens(text, start, end))

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, i: int) -> str:
        """Word i in small letters; empty beyond the ends."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def printed(self, i: int) -> str:
        """Word i as printed."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def capital(self, i: int) -> bool:
        """Whether word i begins with a capital letter."""
        return self.printed(i)[:1].isupper()

    def word(self, i: int) -> bool:
        """Whether word i is a word or a number, not a mark."""
        return self.printed(i)[:1].isalnum()

    def glued(self, i: int) -> bool:
        """Whether word i follows the one before without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def broken(self, i: int) -> bool:
        """Whether an empty line parts word i from the one before."""
        return 0 < i < len(self.tokens) and self.text.count("\n", self.tokens[i - 1].end, self.tokens[i].start) > 1

    def place(self, offset: int) -> int:
        """The first word that ends beyond an offset."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def headline(self) -> bool:
        """Whether nearly all longer words begin with capitals, and no full stop ends them, so that a capital tells nothing."""
        if self.low(len(self) - 1) in (".", ";"):
            return False
        longer = [token.text for token in self.tokens if len(token.text) >= _SMALL and token.text[0].isalpha()]
        return len(longer) >= 4 and sum(word[0].isupper() for word in longer) >= 0.85 * len(longer)
