"""What the small encoders of statements are shown: a sentence and the end of the one before it, without its names and numbers.

`judging` and `acts` each ask a network of their own, and show it the same. Each is an 8-bit ONNX file in `weights/`, with its
card; they read the vocabulary of the quotation model, whose rare pieces they do not know apart. Names and numbers they see only
as such, as the weights do: no person, place or day makes a promise likelier. One thread and batches of one, so that the same
text gives the same numbers whatever else is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.readings.grammar.lexicon import closed
from servanda.readings.layers import Stretch
from servanda.readings.networks import network
from servanda.readings.quotes import tagger
from servanda.readings.quotes.wordpiece import Pieces, WordPiece

__all__ = ["WEIGHTS", "Encoder", "Window", "pieces_of"]

WEIGHTS = Path(__file__).parent / "weights"
_NAMED, _NUMBER = 103, 1001
"""The pieces `[MASK]` and `#`, which stand for names and numbers."""
_WORD = re.compile(r"[^\W_]+")
_OPENING = frozenset('.:;!?…“"«([*•–—')
"""Marks behind which a capital may only open what is said."""
_BEFORE, _SENTENCE = 20, 100
"""Pieces read of the sentence before, its last ones, and of the sentence itself, its first ones; as in training."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once: the end of the sentence before, then the sentence."""

    ids: list[int]
    first: int
    """Where the sentence begins among the pieces; it ends before the last."""
    sentence: Pieces

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The pieces of a clause, half open: at least one, the nearest where what is read ends before it."""
        count = len(self.sentence.ids)
        begin = min(bisect_right(self.sentence.ends, start), count - 1)
        return self.first + begin, self.first + max(begin + 1, min(bisect_left(self.sentence.starts, end), count))


def pieces_of(words: WordPiece, lead: str, before: Stretch, text: str, sentence: Stretch) -> Window:
    """A window: of the text `lead` the stretch `before`, then of `text` the stretch `sentence`."""
    cut = _nameless(text, words.cut(text, *sentence))
    read = Pieces(cut.ids[:_SENTENCE] or [words.unknown], cut.starts[:_SENTENCE] or [0], cut.ends[:_SENTENCE] or [0])
    told = _nameless(lead, words.cut(lead, *before)).ids[-_BEFORE:]
    return Window([words.begin, *told, words.end, *read.ids, words.end], len(told) + 2, read)


def _nameless(text: str, pieces: Pieces) -> Pieces:
    """The pieces of a sentence, one for each name and each number; a small word with a capital that may open it is no name."""
    found = Pieces([], [], [])
    hidden = False
    for place, (piece, start, end) in enumerate(zip(pieces.ids, pieces.starts, pieces.ends, strict=True)):
        goes_on = place > 0 and start == pieces.ends[place - 1] and text[start].isalnum() and text[start - 1].isalnum()
        if goes_on and hidden:
            found.ends[-1] = end
            continue
        opens = place == 0 or text[pieces.starts[place - 1]] in _OPENING
        hidden = not goes_on and (text[start].isdigit() or _named(text, start, opens=opens))
        found.ids.append((_NUMBER if text[start].isdigit() else _NAMED) if hidden else piece)
        found.starts.append(start)
        found.ends.append(end)
    return found


def _named(text: str, start: int, *, opens: bool) -> bool:
    """Whether a word is printed as a name."""
    if not text[start].isupper():
        return False
    word = _WORD.match(text, start)
    low = word.group().lower() if word else ""
    return low != "i" and not (opens and low in closed())


class Encoder:
    """A network and its vocabulary; what runs it must be installed (`tagger.available`)."""

    def __init__(self, weights: Path) -> None:
        import numpy

        self._np = numpy
        self._network = network(weights)
        self._words = WordPiece(tagger.WEIGHTS / "vocabulary.txt")

    def _window(self, text: str, before: Stretch | None, sentence: Stretch) -> Window:
        """What is shown of a sentence of a text, with the one before."""
        return pieces_of(self._words, text, before or (0, 0), text, sentence)

    def _scores(self, window: Window, **besides: Any) -> Any:
        """The network's scores; `besides` is what it is given beside the window."""
        np = self._np
        inside = np.zeros((1, len(window.ids)), np.float32)
        inside[0, window.first : -1] = 1
        return self._network.run(None, {"ids": np.array([window.ids], dtype=np.int64), "inside": inside, **besides})[0]
