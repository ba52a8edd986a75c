"""The trained model of reported words: cues first, then what each cue reports and whose words they are.

An encoder reads a window of text once; its states are kept. A second, small network takes the states around one cue and says
for each word piece whether it belongs to that cue's content or source. So content and source are found *given the cue* (as in
Pareti 2015's pipeline and later joint models), and no text is encoded twice. Both networks are 8-bit ONNX files beside the
vocabulary in `weights/`, with their card. They run on one thread in batches of one, so that the same text gives the
same numbers whatever else is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from servanda.readings.letters import BLANK, CAPITALISED
from servanda.readings.networks import network
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.readings.quotes.wordpiece import Pieces, WordPiece
from servanda.words import words

WEIGHTS = Path(__file__).parent / "weights"
NAME = "quotation-tagger/1"
"""Name and version of the weights, as a reading names what made it."""
_WINDOW = 222
"""Word pieces read at once, as in training; the two that begin and end a window not counted."""
_REACH = 80
"""Word pieces on either side of a cue within which its content and source are sought, as in training."""
_LIKELY = 0.2
"""A piece at least this likely to begin a cue is tried; the second network refuses what reports nothing."""
_CONTENT, _SOURCE = 1, 3
"""Tags that begin a content and a source; the next number goes on with it; 0 is neither."""
_NEVER = -1e9
_REST_OF_NAME = re.compile(rf"(?P<rest>(?:{BLANK}{CAPITALISED}){{1,4}}),?(?:\s+[a-z]+){{0,3}},?\s*")
"""What was cut off a name, and an adverb or "in turn" before the cue."""
_HEADING = re.compile(r"[^\s.!?…:;,\"'”’»)\]—–-][^\S\n]*\n\s*\n")
"""The end of a heading or a caption: a blank line behind no stop."""


def available() -> bool:
    """Whether the weights and what runs them are installed (`pip install servanda[model]`)."""
    return find_spec("onnxruntime") is not None and (WEIGHTS / "encoder.onnx").exists()


@cache
def tagger() -> Tagger:
    """The model, loaded once in each process."""
    return Tagger(WEIGHTS)


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    """Half-open, counted in pieces of the window."""
    likely: float


class Tagger:
    """Both networks and their vocabulary."""

    def __init__(self, folder: Path) -> None:
        import numpy

        self._np = numpy
        self._encoder, self._given_cue = network(folder / "encoder.onnx"), network(folder / "given_cue.onnx")
        self._words = WordPiece(folder / "vocabulary.txt")
        self._allowed = numpy.array(
            [[0.0 if tag not in (2, 4) or before in (tag, tag - 1) else _NEVER for tag in range(5)] for before in range(5)],
            dtype=numpy.float32,
        )

    def propose(self, text: str, sentences: Sequence[Stretch], marked: Sequence[Marked]) -> list[Proposal]:
        """What is reported in the sentences, which are in order; neighbours are read together, up to a window's length."""
        found: list[Proposal] = []
        outer = [stretch for stretch in marked if stretch.level == 1]
        for start, end in _windows(self._words, text, sentences):
            found.extend(self._read(self._words.cut(text, start, end), outer))
        whole = (_whole(text, proposal) for one in found if (proposal := _in_words(text, one)).content)
        return [proposal for proposal in whole if proposal is not None]

    def _read(self, pieces: Pieces, outer: Sequence[Marked]) -> list[Proposal]:
        np, count = self._np, len(pieces.ids)
        if not count:
            return []
        found: list[Proposal] = []
        for begin in range(0, count, _WINDOW):
            part = Pieces(*(column[begin : begin + _WINDOW] for column in (pieces.ids, pieces.starts, pieces.ends)))
            ids = np.array([[self._words.begin, *part.ids, self._words.end]], dtype=np.int64)
            types = np.array([[0, *_in_marks(part, outer), 0]], dtype=np.int64)
            states, likely = self._encoder.run(None, {"ids": ids, "types": types})
            cues = _cues(likely[0])
            if cues:
                found.extend(self._given(states[0], cues, part))
        return found

    def _given(self, states: Any, cues: list[_Cue], part: Pieces) -> list[Proposal]:
        found = []
        for cue in cues:
            proposal = self._one(states, cue, part)
            if proposal:
                found.append(proposal)
        return found

    def _one(self, states: Any, cue: _Cue, part: Pieces) -> Proposal | None:
        np = self._np
        first, last = _around(cue, len(states))
        inside = np.zeros((1, last - first), dtype=np.float32)
        inside[0, max(0, cue.start - first) : cue.end - first] = 1
        distance = distances(np, cue.start - first, cue.end - first, last - first)[None]
        scores = self._given_cue.run(None, {"states": states[None, first:last], "cue": inside, "distance": distance})[0][0]
        _forbid(scores, first, len(part.ids), cue)
        tags = self._best(scores)
        content, source = _stretches(tags, _CONTENT, first, part), _stretches(tags, _SOURCE, first, part)
        if not content:
            return None
        sure = float(np.exp(np.mean([scores[i, tag] for i, tag in enumerate(tags) if tag in (_CONTENT, _CONTENT + 1)])))
        return Proposal(
            content=tuple(content),
            cue=(part.starts[cue.start - 1], part.ends[cue.end - 2]),
            source=source[0] if source else None,
            confidence=round(cue.likely * sure, 4),
            rule="quotations.model",
        )

    def _best(self, scores: Any) -> list[int]:
        """The likeliest tags in which nothing goes on that did not begin (Viterbi, where the likeliest of each do not do)."""
        np = self._np
        tags: list[int] = scores.argmax(axis=1).tolist()
        if all(tag not in (2, 4) or before in (tag, tag - 1) for before, tag in zip([0, *tags], tags, strict=False)):
            return tags
        best = scores[0].copy()
        best[[2, 4]] = _NEVER
        steps = []
        for row in scores[1:]:
            through = best[:, None] + self._allowed
            step = through.argmax(axis=0)
            steps.append(step)
            best = through[step, np.arange(5)] + row
        tags = [int(best.argmax())]
        for step in reversed(steps):
            tags.append(int(step[tags[-1]]))
        return tags[::-1]


def _windows(words: WordPiece, text: str, sentences: Sequence[Stretch]) -> list[Stretch]:
    """Neighbouring sentences together, as many as a window holds."""
    found: list[Stretch] = []
    begin, held, until = 0, 0, -1
    for start, end in sentences:
        long = len(words.cut(text, start, end).ids)
        near = until >= 0 and not text[until:start].strip()
        if until >= 0 and near and held + long <= _WINDOW:
            held += long
        else:
            if until >= 0:
                found.append((begin, until))
            begin, held = start, long
        until = end
    if until >= 0:
        found.append((begin, until))
    return found


def _in_words(text: str, proposal: Proposal) -> Proposal:
    """A proposal whose stretches end where words do: pieces of words are told apart one by one. A cue's words are its own."""
    source = _without_stop(text, _to_words(text, *proposal.source)) if proposal.source else None
    cue = _to_words(text, *proposal.cue) if proposal.cue else None
    source = _up_to(text, source, cue) if source and cue else source
    content = [_to_words(text, *part) for part in proposal.content]
    if cue is not None:
        content = [_behind(text, cue, part) for part in content]
    return replace(proposal, content=tuple(part for part in content if part[0] < part[1]), cue=cue, source=source)


def _to_words(text: str, start: int, end: int) -> Stretch:
    """A stretch drawn out to the borders of the words in which it begins and ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _without_stop(text: str, stretch: Stretch) -> Stretch:
    """A mention without the full stop of its sentence; that of an abbreviation is its own ("Jan F.", "the U.S.")."""
    start, end = stretch
    last = text[start:end].rsplit(maxsplit=1)[-1]
    word = last.removesuffix(".")
    is_own = len(word) < 2 or "." in word or word.lower() in words("abbreviations")
    return (start, end - 1) if word != last and not is_own else stretch


def _up_to(text: str, source: Stretch, cue: Stretch) -> Stretch:
    """A mention with the rest of its name, where nearly only that stands between it and the cue: "President | Orel said"."""
    found = _REST_OF_NAME.fullmatch(text, source[1], cue[0])
    return (source[0], found.end("rest")) if found is not None else source


def _behind(text: str, cue: Stretch, part: Stretch) -> Stretch:
    """A stretch without the words of the cue with which it begins."""
    start, end = part
    if cue[0] <= start < cue[1]:
        start = min(cue[1], end)
        while start < end and text[start].isspace():
            start += 1
    return start, end


def _whole(text: str, proposal: Proposal) -> Proposal | None:
    """A proposal without what a heading or a caption before it lent to its source; None where one parts it in two."""
    cue, source = proposal.cue, proposal.source
    if cue is None:
        return proposal
    if any(_HEADING.search(text, min(cue[1], part[0]) - 1, max(cue[0], part[1])) for part in proposal.content):
        return None
    if source is None or not _HEADING.search(text, min(source[0], cue[0]), max(source[1], cue[1])):
        return proposal
    last = max((match.end() for match in _HEADING.finditer(text, *source)), default=None)
    return replace(proposal, source=None if last is None or source[0] > cue[0] else (last, source[1]))


def _in_marks(part: Pieces, outer: Sequence[Marked]) -> list[int]:
    """1 for each piece between quotation marks; `outer` are the stretches of the first level, in order and apart."""
    flags = [0] * len(part.ids)
    at = bisect_left(outer, part.starts[0], key=lambda stretch: stretch.end)
    while at < len(outer) and outer[at].start <= part.starts[-1]:
        first = bisect_left(part.starts, outer[at].start)
        last = bisect_left(part.starts, outer[at].end)
        flags[first:last] = [1] * (last - first)
        at += 1
    return flags


def _cues(likely: Any) -> list[_Cue]:
    """Likely cues in a window; columns say outside, begins, goes on."""
    found: list[_Cue] = []
    at, last = 1, len(likely) - 1
    while at < last:
        begins, goes_on = float(likely[at, 1]), float(likely[at, 2])
        if begins <= _LIKELY and not (begins + goes_on > 0.6 and begins > goes_on):
            at += 1
            continue
        end = at + 1
        while end < last and likely[end, 2] > max(0.4, likely[end, 1], 0.7 * likely[end, 0]):
            end += 1
        found.append(_Cue(at, end, begins))
        at = end
    return found


def _around(cue: _Cue, count: int) -> Stretch:
    if count <= 2 * _REACH:
        return 0, count
    first = max(0, min((cue.start + cue.end) // 2 - _REACH, count - 2 * _REACH))
    return first, first + 2 * _REACH


def distances(np: Any, start: int, end: int, count: int) -> Any:
    """Signed distance of each piece from the cue, in 32 steps: by one up to seven, then by its logarithm."""
    at = np.arange(count)
    signed = np.where(at < start, at - start, np.where(at >= end, at - end + 1, 0))
    far = np.abs(signed)
    steps = np.where(far < 8, far, np.minimum(15, 8 + np.log2(np.maximum(far, 1) / 8) * 1.75)).astype(np.int64)
    return np.where(signed < 0, 16 + steps, steps)


def _forbid(scores: Any, first: int, count: int, cue: _Cue) -> None:
    """A cue is no part of what it reports, and a window's two ends are no text."""
    for i in range(len(scores)):
        at = first + i
        if at < 1 or at > count or cue.start <= at < cue.end:
            scores[i, 1:] = _NEVER


def _stretches(tags: list[int], begins: int, first: int, part: Pieces) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0
    while at < len(tags):
        if tags[at] != begins:
            at += 1
            continue
        end = at + 1
        while end < len(tags) and tags[end] == begins + 1:
            end += 1
        found.append((part.starts[first + at - 1], part.ends[first + end - 2]))
        at = end
    return found
