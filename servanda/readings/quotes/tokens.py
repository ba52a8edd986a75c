"""Sentences as rows of tokens, in which a stretch between marks is one token: within it is somebody else's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Stretch
from servanda.readings.tags import without_tags
from servanda.words import words

QUOTED = "“”"
"""The lower-case form that stands for a stretch between marks."""

_TOKEN = re.compile(r"\w+(?:[-’'.,&/](?!_)\w+)*|\.{2,}|[^\w\s]")
_PRINT = re.compile(
    r"\[(?=[^\[\]]{1,400}\]\((?:https?:|/|#|mailto:))|\]\((?:https?:|/|#|mailto:)[^()\s]*\)|\*\*(?=\S)|(?<=\S)\*\*"
)
"""What makes words a link or bold and is read by nobody: "[reported](address)", "**Jan Orel**"."""
_ENDING = frozenset(".!?…") | {"..", "...", "...."}
EMPHASIS = frozenset("*_") | {"__", "___"}
"""Tokens of Markdown's bold and italic print."""
_TAIL = _ENDING | EMPHASIS | frozenset(";:,")
_OPENING = frozenset('([{$€£#@*_“"„«–—-')
_FOLDED = str.maketrans("’―‒", "'——")
"""Apostrophes and dashes of several prints as one."""
_LONGEST = 400
"""Tokens after which a sentence is cut wherever it is, so that a text without full stops costs no more than another."""
_DASHES = frozenset("–—-")
_LONG_NAME = 8
"""Tokens of a name, with an office or a place, below speech."""
_LOOK_AHEAD = 18
"""Tokens after closing marks within which "said the minister" is looked for."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence's tokens: places, and lower-case forms."""

    text: str
    places: tuple[Stretch, ...]
    lows: tuple[str, ...]
    paragraph: int
    """Which paragraph it stands in."""

    def __len__(self) -> int:
        return len(self.lows)

    def at(self, i: int) -> str:
        """The lower-case form at a place; empty beyond the ends."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def printed(self, i: int) -> str:
        """The token as printed."""
        start, end = self.places[i]
        return self.text[start:end]

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= i < len(self.lows) and self.text[self.places[i][0]].isupper()

    def word(self, i: int) -> bool:
        """Whether the token is a word or a number."""
        return 0 <= i < len(self.lows) and self.lows[i][0].isalnum()

    def nickname(self, i: int) -> bool:
        """Whether a stretch between marks stands within a name: "Ivo “Red” Tarn"."""
        return _nickname(self.text, self.places, self.lows, i)

    def stretch(self, first: int, after: int) -> Stretch:
        """From one token's first character to the last of the token before another."""
        return (self.places[first][0], self.places[after - 1][1])

    @property
    def body(self) -> int:
        """Where the tokens end, the final full stop and emphasis that closes behind it left out."""
        end = len(self.lows)
        while end and self.lows[end - 1] in _TAIL:
            end -= 1
        return end


def sentences(text: str, start: int, end: int, marked: Sequence[Marked], paragraph: int) -> Iterator[Sentence]:
    """The sentences of a paragraph, whose outermost stretches between marks are given."""
    places: list[Stretch] = []
    lows: list[str] = []
    at = start
    for stretch in marked:
        _tokens(text, at, stretch.start, places, lows)
        places.append((stretch.start, stretch.end))
        lows.append(QUOTED)
        at = stretch.end
    _tokens(text, at, end, places, lows)
    begin = 1 if _labelled(places, lows) else 0
    for i in range(begin, len(lows)):
        if i < begin:
            continue  # emphasis that closes a sentence already told
        stops = lows[i] in _ENDING or lows[i] == QUOTED
        if lows[i] == QUOTED and i > begin and _signed(text, places, lows, begin, i):
            yield Sentence(text, tuple(places[begin:i]), tuple(lows[begin:i]), paragraph)
            begin = i
        after = _behind_emphasis(places, lows, i) if stops else i + 1
        if after == len(lows) or after - begin >= _LONGEST or (stops and _ends(text, places, lows, i, begin, after)):
            yield Sentence(text, tuple(places[begin:after]), tuple(lows[begin:after]), paragraph)
            begin = after


def _signed(text: str, places: list[Stretch], lows: list[str], begin: int, i: int) -> bool:
    """Whether speech and the name below or behind it fill the line before marks: "“So be it.” — Lena Orlan"."""
    if lows[begin] != QUOTED or lows[begin + 1] not in _DASHES or i - begin - 2 not in range(1, _LONG_NAME):
        return False
    return "\n" in text[places[i - 1][1] : places[i][0]]


def _behind_emphasis(places: list[Stretch], lows: list[str], i: int) -> int:
    """The token behind a stop or closing marks, and behind the emphasis that closes there: "so.** Then"."""
    after = i + 1
    while after < len(lows) and lows[after] in EMPHASIS and places[after][0] == places[after - 1][1]:
        after += 1
    return after


def _labelled(places: list[Stretch], lows: list[str]) -> bool:
    """Whether a paragraph begins with the label of a question, set off by space alone: "Q    The Speaker said …"."""
    return len(lows) > 1 and lows[0] == "q" and places[1][0] - places[0][1] > 1


def _tokens(text: str, start: int, end: int, places: list[Stretch], lows: list[str]) -> None:
    piece = text[start:end]
    if "](" in piece or "**" in piece:
        piece = _PRINT.sub(lambda match: " " * len(match.group()), piece)
    piece = without_tags(piece)
    low = piece.lower()
    if not low.isascii():
        low = low.translate(_FOLDED)
    if len(low) != len(piece):  # letters that are two in lower case
        low = "".join(letter.lower()[0].translate(_FOLDED) for letter in piece)
    for match in _TOKEN.finditer(piece):
        first, after = match.span()
        places.append((start + first, start + after))
        lows.append(low[first:after])


def _ends(text: str, places: list[Stretch], lows: list[str], i: int, begin: int, following: int) -> bool:
    """Whether a sentence ends with a stop or with closing marks; `following` is the token behind."""
    low = lows[i]
    if low == QUOTED:
        return _quoted_ends(text, places, lows, i, begin, following)
    after = text[places[following][0]]
    if not (after.isupper() or after.isdigit() or after in _OPENING or lows[following] == QUOTED):
        return False
    return low != "." or not _abbreviates(text, places[i - 1] if i > begin else None, places[i])


def _abbreviates(text: str, before: Stretch | None, dot: Stretch) -> bool:
    if before is None or before[1] != dot[0]:
        return False
    word = text[before[0] : before[1]]
    return word.lower() in _abbreviations() or (len(word) == 1 and word.isupper()) or ("." in word and not word[-1].isdigit())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in words("abbreviations"))


def _quoted_ends(text: str, places: list[Stretch], lows: list[str], i: int, begin: int, following: int) -> bool:
    """Whether speech closes its sentence: it ends like one, and no words of saying follow it."""
    start, end = places[i]
    last = text[start:end].rstrip("\"'”’»“‘›` *_)")[-1:]
    after = text[places[following][0]]
    if last not in ".!?…" or after.islower() or not last:
        return False
    if lows[following] == QUOTED:
        return True
    if not after.isalpha():
        return after in "(["
    if (i > begin and last == ".") or group(lows[following]) in ("pron", "det"):
        return True  # "he said" would not begin with a capital
    return not _attributed(text, places, lows, following, stop=last == ".")


def _nickname(text: str, places: Sequence[Stretch], lows: Sequence[str], i: int) -> bool:
    start, end = places[i]
    named = 0 < i < len(lows) - 1 and text[places[i - 1][0]].isupper() and text[places[i + 1][0]].isupper()
    return lows[i] == QUOTED and named and " " not in text[start:end]


def _attributed(text: str, places: list[Stretch], lows: list[str], begin: int, *, stop: bool) -> bool:
    """Whether "said the minister" follows marks; `stop` where they end with a full stop, which it then must itself."""
    for i in range(begin, min(len(lows), begin + _LOOK_AHEAD)):
        if lows[i] in _ENDING and lows[i - 1] not in _abbreviations() and len(lows[i - 1]) > 1:
            return False
        if lows[i] in (QUOTED, ";", ":") and not _nickname(text, places, lows, i):
            return False
        cue = forms().get(lows[i])
        if cue is not None and any("speech" in c.verb.frames and c.form != "ing" for c in cue) and group(lows[i]) is None:
            follows = lows[i + 1] if i + 1 < len(lows) else "."
            if stop:
                return follows in _ENDING
            return (
                follows in _ENDING or follows in ",:" or group(follows) in ("when", "prep", "adverb") or not follows.isalpha()
            )
    return False
