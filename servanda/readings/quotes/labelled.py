"""Excerpts of a transcript that a report sets between quotation marks: each paragraph opens anew, and names who speaks.

    “BARLOW: Will the bridge be finished by May?

    “ORLIN: It will. We have the crews.”

The label is the source, its colon the cue. One label alone may be a title ("“Rivers: a history”"), so that two in neighbouring
paragraphs are asked for. Paragraphs without a label go on with the speech before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal, Stretch

RULE, _CONFIDENCE = "quotes.labelled", 0.9
_NAME = r"[^\W\d_a-z][\w.'’-]{0,24}"
_LABEL = re.compile(rf"[“„«\"']{{1,2}}\s*(?P<label>{_NAME}(?:[ \u00a0]{_NAME}){{0,3}})(?P<colon>:)\s+")


def labelled_speech(text: str, marked: Sequence[Marked]) -> list[Proposal]:
    """One proposal for each label in an excerpt, in the order of the text."""
    return [proposal for excerpt in _excerpts(text, marked) for proposal in _speeches(text, excerpt)]


def outside(proposals: Sequence[Proposal], labelled: Sequence[Proposal]) -> list[Proposal]:
    """Proposals that claim nothing of an excerpt but what stands within one speaker's words."""
    if not labelled:
        return list(proposals)
    pieces = [piece for one in labelled for piece in one.content]  # in the order of the text, none over another
    return [one for one in proposals if _claims_nothing(pieces, _hull(one))]


def _claims_nothing(pieces: Sequence[Stretch], hull: Stretch) -> bool:
    at = bisect_right(pieces, hull[0], key=lambda piece: piece[1])
    while at < len(pieces) and pieces[at][0] < hull[1]:
        if not _apart(hull, pieces[at]):
            return False
        at += 1
    return True


def _hull(proposal: Proposal) -> Stretch:
    parts = [*proposal.content, *([proposal.cue] if proposal.cue else [])]
    return min(start for start, _ in parts), max(end for _, end in parts)


def _apart(hull: Stretch, piece: Stretch) -> bool:
    """Whether the two share nothing, or the first stands in the second and is not all of it."""
    start, end = hull
    within = piece[0] <= start and end <= piece[1] and 2 * (end - start) < piece[1] - piece[0]
    return within or end <= piece[0] or piece[1] <= start


def _excerpts(text: str, marked: Sequence[Marked]) -> Iterator[list[tuple[Marked, re.Match[str] | None]]]:
    """Runs of neighbouring stretches that begin with a label and hold two at least."""
    run: list[tuple[Marked, re.Match[str] | None]] = []
    for marks in (stretch for stretch in marked if stretch.level == 1):
        label = _LABEL.match(text, marks.start, marks.end)
        if run and (text[run[-1][0].end : marks.start].strip() or not (label or marks.carried)):
            yield from _long_enough(run)
            run = []
        if run or label:
            run.append((marks, label))
    yield from _long_enough(run)


def _long_enough(run: list[tuple[Marked, re.Match[str] | None]]) -> Iterator[list[tuple[Marked, re.Match[str] | None]]]:
    if sum(label is not None for _, label in run) > 1:
        yield run


def _speeches(text: str, excerpt: Sequence[tuple[Marked, re.Match[str] | None]]) -> Iterator[Proposal]:
    speech: Proposal | None = None
    for marks, label in excerpt:
        if label is None and speech is not None:
            speech = replace(speech, content=(*speech.content, (marks.start, marks.end)))
        elif label is not None and text[label.end() : marks.end].strip():
            if speech is not None:
                yield speech
            speech = Proposal(((label.end(), marks.end),), label.span("colon"), label.span("label"), _CONFIDENCE, RULE)
    if speech is not None:
        yield speech
