"""One version of a record, laid out for comparing: its paragraphs, sentences and words, and whose they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from servanda.comparison.versions.tokens import Token, declared_at, tokens_in
from servanda.model import Block, Figure, Place, Reading, Time, Turn
from servanda.readings.answerable import answerable
from servanda.readings.corrections import Declared, declared_in
from servanda.readings.layers import sentences_in
from servanda.readings.spoken import body_start

Voice = tuple[int, str]
"""Number of the turn (-1 outside all turns), and in which part of it."""

_AROUND = 60
"""Characters of the words around an edit, on either side."""
_NEAR = 50
"""Figures and dates that are looked at before a place: they are short, and do not nest so deep."""
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
_END_SIGNS = re.compile(r"[.,;:!?…]*[\"”’»)\]]*")


class Side:
    """One version of a record."""

    def __init__(self, reading: Reading) -> None:
        record = reading.record
        self.text = record.text
        self.blocks = record.blocks
        self.paragraphs = [" ".join(self.text[block.start : block.end].split()) for block in self.blocks]
        self.declared = declared_in(self.text)
        self._block_starts = [block.start for block in self.blocks]
        self._record = record
        self._turns = sorted(reading.of(Turn), key=lambda turn: turn.span.start)
        self._voices = sorted(_voices(self._turns, self.text), key=lambda piece: piece[0])
        self._answerable = answerable(reading)
        values: list[Figure | Time] = [*reading.of(Figure), *reading.of(Time)]
        self._values = sorted(values, key=lambda value: value.span.start)

    def stretch(self, first: int, last: int) -> Stretch:
        """Some of its paragraphs."""
        behind = self.blocks[first - 1].end if first else 0
        return Stretch(self, self.blocks[first:last], self.declared, behind)

    def voice_of(self, offset: int) -> Voice:
        """In which turn, and in which part of it, a place lies."""
        declared = declared_at(self.declared, offset, offset + 1)
        if declared:
            offset = declared.start  # a printed correction is of the words among which it stands
        place = bisect_right(self._voices, offset, key=lambda piece: piece[0])
        return self._voices[place - 1][1] if place else (-1, "outside")

    def speaker_of(self, start: int, end: int) -> str | None:
        """Whose the words are: the speaker's whose turn it is, in a report their source's; None for the publisher."""
        index, part = self.voice_of(start)
        if part in ("body", "label"):
            return self._turns[index].speaker
        return self._answerable.at(start, end).speaker if part in ("outside", "publisher") else None

    def values_in(self, start: int, end: int) -> Iterator[Figure | Time]:
        """Figures and dates that a stretch touches."""
        place = bisect_left(self._values, end, key=lambda value: value.span.start)
        for value in reversed(self._values[max(0, place - _NEAR) : place]):
            if value.span.end > start:
                yield value

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The words before and after a stretch, of the same paragraph and the same voice, none of them cut."""
        place = max(0, bisect_right(self._block_starts, start) - 1)
        first, last = (self.blocks[place].start, self.blocks[place].end) if self.blocks else (start, end)
        voice = self.voice_of(start)
        words = list(_WORD.finditer(self.text, max(first, start - _AROUND), start))
        words = list(takewhile(lambda word: self.voice_of(word.start()) == voice, reversed(words)))
        before = words[-1].start() if words else start
        if words and before == start - _AROUND > first and len(words) > 1:
            before = words[-2].start()  # the first may be the end of a word
        later = list(_WORD.finditer(self.text, end, min(max(last, end), end + _AROUND)))
        later = list(takewhile(lambda word: self.voice_of(word.start()) == voice, later))
        after = later[-1].end() if later else end
        if later and after == end + _AROUND < last and len(later) > 1:
            after = later[-2].end()
        return _SPACE.sub(" ", self.text[before:start]), _SPACE.sub(" ", self.text[end:after])

    def place(self, start: int, end: int) -> Place:
        """A stretch of it, for a reader."""
        return self._record.located(self._record.cut(start, end), speaker=self.speaker_of(start, end))


def _voices(turns: Sequence[Turn], text: str) -> Iterator[tuple[int, Voice]]:
    """Where each voice sets in."""
    for index, turn in enumerate(turns):
        spoken = "publisher" if turn.role == "publisher" else "body"
        if turn.label is not None and spoken == "body":
            yield turn.span.start, (index, "label")
            yield body_start(turn, text), (index, spoken)
        else:
            yield turn.span.start, (index, spoken)
        for place, span in enumerate(turn.insertions):
            yield span.start, (index, f"insertion {place}")
            yield span.end, (index, spoken)
        yield turn.span.end, (-1, "outside")


class Stretch:
    """Consecutive paragraphs of a version, as sentences of tokens."""

    def __init__(self, side: Side, blocks: Sequence[Block], declared: Sequence[Declared] = (), behind: int = 0) -> None:
        """`behind` is where it stands if it has no paragraph; what is `declared` struck out is left out."""
        self.side = side
        self._declared = declared
        self.text = side.text
        self.tokens: list[Token] = []
        self._sentences: list[tuple[int, int, int, int]] = []
        """Of each sentence with a word in it: its first token, the one behind its last, its start and its end."""
        for block in blocks:
            self._add(block)
        self._firsts = [sentence[0] for sentence in self._sentences]
        self._end = blocks[-1].end if blocks else behind

    def _add(self, block: Block) -> None:
        tokens = tokens_in(self.text, block.start, block.end, self._declared)
        at = 0
        for start, end in sentences_in(self.text, block.start, block.end):
            first = at
            while at < len(tokens) and tokens[at].start < end:
                at += 1
            if first < at:
                before = len(self.tokens)
                self.tokens.extend(tokens[first:at])
                self._sentences.append((before, len(self.tokens), start, end))

    def sentence_keys(self) -> list[tuple[str, ...]]:
        """Each sentence by the keys of its tokens."""
        return [tuple(token.key for token in self.tokens[first:last]) for first, last, _, _ in self._sentences]

    @property
    def sentences(self) -> int:
        """How many sentences have a word in them."""
        return len(self._sentences)

    def sentence_of(self, index: int) -> int:
        """Number of the sentence in which a token stands."""
        return bisect_right(self._firsts, index) - 1

    def sentence_place(self, first: int, last: int) -> Place:
        """Where sentences stand, from this one to that before the other."""
        return self.side.place(self._sentences[first][2], self._sentences[last - 1][3])

    def first_token(self, sentence: int) -> int:
        """Index of a sentence's first token; behind the last sentence, of none."""
        return self._firsts[sentence] if sentence < len(self._firsts) else len(self.tokens)

    def printed(self, index: int, *, with_gap: bool) -> str:
        """A token as it is printed, white space made even, with what stands before the next token if so asked."""
        token = self.tokens[index]
        end = token.end
        if with_gap:
            end = self.tokens[index + 1].start if index + 1 < len(self.tokens) else self._end
        return " ".join(self.text[token.start : end].split())

    def voice_of(self, index: int) -> Voice:
        """In which turn, and in which part of it, a token lies."""
        return self.side.voice_of(self.tokens[index].start)

    def offset_of(self, index: int) -> int:
        """Where a token begins; behind the last, where the stretch ends."""
        return self.tokens[index].start if index < len(self.tokens) else self._end

    def is_declared(self, first: int, last: int) -> bool:
        """Whether some of these tokens stand in a correction that the record prints itself."""
        return any(declared_at(self.side.declared, token.start, token.end) for token in self.tokens[first:last])

    def place(self, first: int, last: int, *, with_signs: bool = False) -> Place | None:
        """Where tokens stand, with the marks of a printed correction, and the full stop of a whole sentence.

        `with_signs` takes in what is set behind the last of them.
        """
        if first >= last:
            return None
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if with_signs:
            return self.side.place(start, self.set_with(last))
        for token in (self.tokens[first], self.tokens[last - 1]):
            declared = declared_at(self.side.declared, token.start, token.end)
            if declared:
                start, end = min(start, declared.start), max(end, declared.end)
        sentence = self._bounds(last - 1)
        if self._begins_sentence(first) and last == sentence[1]:
            signs = _END_SIGNS.match(self.text, end, sentence[3])
            end = signs.end() if signs else end
        return self.side.place(start, end)

    def keys(self, first: int, last: int) -> list[str]:
        """The keys of some tokens."""
        return [token.key for token in self.tokens[first:last]]

    def names_in(self, first: int, last: int, but: Counter[str]) -> list[bool]:
        """For each word among tokens, but for so many of these keys, whether it is written as a name is."""
        told = []
        for index in range(first, last):
            token = self.tokens[index]
            if but[token.key] > 0:
                but[token.key] -= 1
            elif token.key[:1].isalpha():
                printed = self.text[token.start]
                told.append(printed.isupper() and not self._begins_sentence(index))
        return told

    def whole_sentences(self, first: int, last: int) -> bool:
        """Whether tokens are one or more whole sentences."""
        return self._begins_sentence(first) and last == self._bounds(last - 1)[1]

    def set_with(self, last: int) -> int:
        """Where the signs end that are set behind the token before this one: dashes, commas."""
        start = self.tokens[last - 1].end
        end = self.tokens[last].start if last < len(self.tokens) else self._end
        return start + len(self.text[start:end].rstrip())

    def around(self, first: int, last: int) -> tuple[str, str]:
        """The words before and after some tokens."""
        place = self.place(first, last)
        assert place is not None  # noqa: S101 - asked for tokens only
        return self.side.around(place.start, place.end)

    def _begins_sentence(self, index: int) -> bool:
        """Whether a token is the first of its sentence, or the first behind a speaker's label."""
        return self._bounds(index)[0] == index or self.voice_of(index) != self.voice_of(index - 1)

    def _bounds(self, index: int) -> tuple[int, int, int, int]:
        return self._sentences[self.sentence_of(index)]
