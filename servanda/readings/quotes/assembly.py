"""From proposals to quotations: marks own direct speech, and speech carried on is joined.

A content that begins or ends a few words inside quotation marks is drawn to the marks. Between the two steps here proposals are
weighed against one another (`arbitration`); then quoted speech that nobody claimed goes to the nearest reported words of its
paragraph, or to the speech it carries on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from servanda.readings.layers import sentences_in
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal, Stretch

_WORD = re.compile(r"\w+")
_BORDER = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_SLIP = 2
"""Words by which a content may miss the quotation marks and still be drawn to them."""
_SPEECH = 4
"""Words from which on a stretch between marks is speech, not a title or a word held with tongs."""
_OPENING, _CLOSING = "“\"«„'‘", '”"»'
_SENTENCE_ENDS = ".!?…"
_PAUSE = re.compile(r"[.,:;!?…–—)\]”\"'-](?!\w)")
_TAKEN_UP = frozenset(["but", "and", "that"])
"""Words with which speech is taken up again outside its marks: “A,” he said. But “B.”"""
_NEAR = 160
"""Characters, at most, between quoted speech and the reported words it belongs to: “A,” said N. “B.”"""


def drawn(text: str, marked: Sequence[Marked], proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals, their contents drawn to the marks that they nearly meet."""
    outer = [stretch for stretch in marked if stretch.level == 1]
    return [_drawn(text, outer, proposal) for proposal in proposals]


def assemble(text: str, marked: Sequence[Marked], proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals with the quoted speech that nobody claimed, in the order of the text."""
    outer = [stretch for stretch in marked if stretch.level == 1]
    return _once(_joined(text, outer, _with_what_follows(text, sorted(proposals, key=_place))))


def _place(proposal: Proposal) -> Stretch:
    return proposal.content[0]


def kept_in_paragraphs(text: str, marked: Sequence[Marked], proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals whose unmarked content stops at the border of the cue's paragraph: a headline above is no part of it."""
    outer = [stretch for stretch in marked if stretch.level == 1]
    return [replace(one, content=_kept(text, outer, one.content, one.cue)) if one.cue else one for one in proposals]


def _kept(text: str, outer: Sequence[Marked], content: Sequence[Stretch], cue: Stretch) -> tuple[Stretch, ...]:
    """Pieces in the cue's paragraph; those in another too where speech between marks may go on there."""
    pieces = tuple(_nearest(text, outer, piece, cue) for piece in content)
    beside = tuple(piece for piece in pieces if not _BORDER.search(text, min(piece[1], cue[1]), max(piece[0], cue[0])))
    return pieces if not beside or any(_near(outer, *piece) for piece in beside) else beside


def _nearest(text: str, outer: Sequence[Marked], part: Stretch, cue: Stretch) -> Stretch:
    start, end = part
    for border in _BORDER.finditer(text, start, end):
        if any(marks.start < border.start() < marks.end for marks in _near(outer, border.start(), border.end())):
            continue
        if cue[0] < border.start():
            return start, border.start()
        start = border.end()
    return start, end


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if start < end else 0


def _near(outer: Sequence[Marked], start: int, end: int) -> list[Marked]:
    """Stretches between marks that meet [start, end); they are in order and do not overlap."""
    at = bisect_left(outer, start, key=lambda stretch: stretch.end)
    found = []
    while at < len(outer) and outer[at].start < end:
        found.append(outer[at])
        at += 1
    return found


def _drawn(text: str, outer: Sequence[Marked], proposal: Proposal) -> Proposal:
    """Contents drawn to the marks they nearly meet, and joined where only white space parts them."""
    merged: list[Stretch] = []
    for start, end in sorted(_drawn_stretch(text, outer, stretch) for stretch in proposal.content):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return replace(proposal, content=tuple(merged))


def _drawn_stretch(text: str, outer: Sequence[Marked], stretch: Stretch) -> Stretch:
    start, end = stretch
    for marks in _near(outer, start, end):
        if start <= marks.start < end < marks.end and text[end - 1] in _SENTENCE_ENDS:
            end = marks.end  # speech that opens within a content goes on until its marks close
        within = marks.start <= start and end <= marks.end and 5 * (end - start) >= 2 * (marks.end - marks.start)
        if marks.start < start < marks.end and (within or _words(text, marks.start, start) <= _SLIP):
            start = marks.start
        if marks.start < end < marks.end and (within or _words(text, end, marks.end) <= _SLIP):
            end = marks.end
    return start, end


def _with_what_follows(text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Speech without a cue that stands right behind quoted speech in its paragraph is one with it: “A,” said N. “B.” “C.”"""
    found: list[Proposal] = []
    for one in proposals:
        before = found[-1] if found else None
        if before is not None and one.cue is None and _follows(text, before.content[-1], one.content[0]):
            found[-1] = replace(before, content=(*before.content, *one.content))
        else:
            found.append(one)
    return found


def _follows(text: str, before: Stretch, after: Stretch) -> bool:
    between = text[before[1] : after[0]]
    return before[1] <= after[0] and not between.strip() and "\n" not in between and _quoted(text, *before)


def _joined(text: str, outer: Sequence[Marked], proposals: list[Proposal]) -> list[Proposal]:
    """Quoted speech that nobody claimed, given to its neighbour."""
    ends = list(proposals)
    for marks in outer:
        if _words(text, marks.start, marks.end) < _SPEECH or _claimed(ends, marks):
            continue
        best = _neighbour(text, ends, marks)
        if best is not None:
            content = tuple(sorted((*ends[best].content, (marks.start, marks.end))))
            ends[best] = replace(ends[best], content=content)
    return ends


def _around(proposals: Sequence[Proposal], marks: Marked) -> range:
    """Proposals close enough in order to be neighbours."""
    at = bisect_left(proposals, (marks.start, marks.end), key=_place)
    return range(max(0, at - 6), min(len(proposals), at + 3))


def _claimed(proposals: Sequence[Proposal], marks: Marked) -> bool:
    held = 0
    for i in _around(proposals, marks):
        held += sum(max(0, min(end, marks.end) - max(start, marks.start)) for start, end in proposals[i].content)
    return 2 * held >= marks.end - marks.start


def _neighbour(text: str, proposals: Sequence[Proposal], marks: Marked) -> int | None:
    """The speech that is carried on here, or whose cue stands between it and these words: “A,” said N. “B.”"""
    best: tuple[int, int] | None = None
    for i in _around(proposals, marks):
        cue = proposals[i].cue
        for start, end in proposals[i].content:
            left, right = (end, marks.start) if end <= marks.start else (marks.end, start)
            if left > right or right - left > _NEAR:
                continue
            between = text[left:right]
            carried_on = marks.carried and right == marks.start and not between.strip()
            divided = (
                "\n" not in between
                and cue is not None
                and left <= cue[0]
                and cue[1] <= right
                and _quoted(text, start, end)
                and _resumes(text, proposals[i], marks.start)
            )
            if (carried_on or divided) and (best is None or len(between) < best[0]):
                best = (len(between), i)
    return None if best is None else best[1]


def _resumes(text: str, proposal: Proposal, mark: int) -> bool:
    """Whether speech may go on at a mark: behind its attribution and a pause. After other words it is held with tongs."""
    parts = [part for part in (proposal.cue, proposal.source) if part is not None and part[1] <= mark]
    since = max(end for _, end in parts) if parts else mark
    begun = sentences_in(text, since, mark)
    if len(begun) > 1 and len(_WORD.findall(text, *begun[-1])) > 1:
        return False  # a sentence of its own leads to these marks: “A,” he said. The report ends with her words, “B.”
    for pause in _PAUSE.finditer(text, since, mark):
        since = pause.end()
    words = _WORD.findall(text, since, mark)
    return not words or words[0].lower() in _TAKEN_UP


def _quoted(text: str, start: int, end: int) -> bool:
    return text[start] in _OPENING or text[end - 1] in _CLOSING


def _once(proposals: list[Proposal]) -> list[Proposal]:
    """One proposal a set of contents, the surest."""
    best: dict[tuple[Stretch, ...], Proposal] = {}
    for proposal in proposals:
        held = best.get(proposal.content)
        if held is None or proposal.confidence > held.confidence:
            best[proposal.content] = proposal
    return sorted(best.values(), key=_place)
