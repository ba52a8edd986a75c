"""WordPiece tokens with offsets into the text, as an uncased BERT reads them.

Schuster & Nakajima 2012; the vocabulary and the rules of normalisation are those of the encoder's authors (Devlin et al. 2019).
A word is cut once and remembered: records repeat their words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[^\W_]+|[^\s]")
_DASHES = {"―": "—", "‒": "—"}
"""Dashes that the vocabulary was hardly shown, and the one it knows."""
_LONGEST = 100
"""A longer word is unknown, as in training."""
_REMEMBERED = 200_000
"""Words kept; beyond, the memory is begun anew, so that hostile text cannot fill the machine."""

Piece = tuple[int, int, int]
"""Vocabulary number, and where it begins and ends in its word."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A stretch of text in word pieces: their numbers, and their half-open offsets in the text."""

    ids: list[int]
    starts: list[int]
    ends: list[int]


class WordPiece:
    """A tokeniser over one vocabulary."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines)}
        self.unknown, self.begin, self.end = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._known: dict[str, tuple[Piece, ...]] = {}

    def cut(self, text: str, start: int, end: int) -> Pieces:
        """The pieces of text[start:end]."""
        out = Pieces([], [], [])
        for match in _WORD.finditer(text, start, end):
            word, at = match.group(), match.start()
            pieces = self._known.get(word)
            if pieces is None:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                pieces = self._known[word] = self._cut_word(word)
            for number, left, right in pieces:
                out.ids.append(number)
                out.starts.append(at + left)
                out.ends.append(at + right)
        return out

    def _cut_word(self, word: str) -> tuple[Piece, ...]:
        letters, places = _plain(word)
        if not letters:
            return ()
        if len(letters) > _LONGEST:
            return ((self.unknown, 0, len(word)),)
        found: list[Piece] = []
        begin = 0
        while begin < len(letters):
            end = len(letters)
            while end > begin:
                number = self._numbers.get(letters[begin:end] if begin == 0 else "##" + letters[begin:end])
                if number is not None:
                    break
                end -= 1
            else:
                return ((self.unknown, 0, len(word)),)
            found.append((number, places[begin], places[end - 1] + 1))
            begin = end
        return tuple(found)


def _plain(word: str) -> tuple[str, list[int]]:
    """Lower case without accents, and for each character left the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(word):
        for plain in unicodedata.normalize("NFD", _DASHES.get(character, character.lower())):
            category = unicodedata.category(plain)
            if category == "Mn" or category.startswith("C"):
                continue
            letters.append(plain)
            places.append(place)
    return "".join(letters), places
