"""What is known of a candidate before it is weighed: plain facts with names, each a number."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from servanda.readings.quotes.candidates import Candidate, common, exclude, length, meet, rival_of, same_cue, within
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal

SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?][\"”’']{0,2}\s+[\"“‘']{0,2}[A-Z]")
"""Where a sentence seems to end: a word and its stop, and a capital behind."""
_WORD = re.compile(r"\w+")
_SURE = 0.02
"""No confidence is taken as nearer to none or to certainty than this."""
_SAME = 0.97
"""Share of two contents that must be common for both to be the same words."""
_FEW = 2
"""Characters by which two contents may differ at an end and still end together."""

Facts = dict[str, float]
"""What is known of a candidate, by name; what is not named is 0."""


def described(
    text: str, marked: Sequence[Marked], ordered: Sequence[Candidate], near: Sequence[Sequence[int]], *, model: bool
) -> list[Facts]:
    """The facts of each candidate."""
    outer = [stretch for stretch in marked if stretch.level == 1]
    starts = [stretch.start for stretch in outer]
    rivals = [rival_of(ordered, i, near[i]) for i in range(len(ordered))]
    agreed = _agreement(ordered, rivals)
    found = []
    for i, one in enumerate(ordered):
        facts = _own(text, outer, starts, one)
        if model:
            rival = rivals[i]
            facts.update(_against(one, None if rival is None else ordered[rival], agreed))
            facts["alone between marks"] = facts.get("alone", 0.0) * facts["between marks"]
            if rival is not None:
                mine, theirs = (_between(outer, starts, each.proposal) for each in (one, ordered[rival]))
                facts["leaves out marks"] = float(theirs > mine + _FEW)
                facts["takes in marks"] = float(mine > theirs + _FEW)
                facts["others are more"] = float(
                    sum(1 for j in near[i] if ordered[j].by_model != one.by_model and exclude(one, ordered[j])) > 1
                )
            facts.update(_nesting(ordered, i, near[i], facts))
        party = "model" if one.by_model else "rules"
        found.append({f"{party}, {name}": value for name, value in facts.items() if value})
    return found


def _own(text: str, outer: Sequence[Marked], starts: Sequence[int], one: Candidate) -> Facts:
    proposal = one.proposal
    words = sum(len(_WORD.findall(text, *stretch)) for stretch in proposal.content)
    total = length(proposal)
    between = _between(outer, starts, proposal)
    partly = float(0 < 2 * between <= total)
    return {
        "always": 1.0,
        f"by {proposal.rule}": 1.0,
        f"by {proposal.rule}, partly between marks": partly,
        "its confidence": _logit(proposal.confidence),
        "in a turn": float(one.spoken),
        "no source": float(proposal.source is None),
        "no cue": float(proposal.cue is None),
        "between marks": float(2 * between > total),
        "marks and words": float(0 < between < 0.97 * total),
        "partly between marks": partly,
        "cuts through marks": float(any(_cuts(outer, starts, *stretch) for stretch in proposal.content)),
        "goes over a sentence's end": float(any(_goes_on(text, outer, starts, *stretch) for stretch in proposal.content)),
        "in pieces": float(len(proposal.content) > 1),
        "length": math.log1p(words),
        "short": float(words < 3),
    }


def _logit(confidence: float) -> float:
    sure = min(1 - _SURE, max(_SURE, confidence))
    return math.log(sure / (1 - sure))


def _meeting(outer: Sequence[Marked], starts: Sequence[int], start: int, end: int) -> Iterator[Marked]:
    """Stretches between marks that meet [start, end)."""
    at = max(0, bisect_left(starts, start) - 2)
    while at < len(outer) and outer[at].start < end:
        if outer[at].end > start:
            yield outer[at]
        at += 1


def _between(outer: Sequence[Marked], starts: Sequence[int], proposal: Proposal) -> int:
    """Characters of a content that stand between marks."""
    return sum(
        min(end, marks.end) - max(start, marks.start)
        for start, end in proposal.content
        for marks in _meeting(outer, starts, start, end)
    )


def _cuts(outer: Sequence[Marked], starts: Sequence[int], start: int, end: int) -> bool:
    return any(
        marks.start < start < marks.end or marks.start < end < marks.end for marks in _meeting(outer, starts, start, end)
    )


def _goes_on(text: str, outer: Sequence[Marked], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a sentence seems to end within the content, outside marks."""
    return any(
        not any(marks.start < dot.start() < marks.end - 2 for marks in _meeting(outer, starts, dot.start(), dot.end()))
        for dot in SENTENCE_END.finditer(text, start, end)
    )


def _against(one: Candidate, rival: Candidate | None, agreed: float) -> Facts:
    """What the other party makes of the same words; `agreed` is how far both agree in the record."""
    if rival is None:
        return {
            "alone": 1.0,
            "alone, its confidence": _logit(one.proposal.confidence),
            "alone where both agree else": agreed,
        }
    mine, theirs = one.proposal, rival.proposal
    shared = common(mine, theirs)
    first, last = mine.content[0][0] - theirs.content[0][0], mine.content[-1][1] - theirs.content[-1][1]
    return {
        "same cue": float(same_cue(mine, theirs)),
        "same content": shared,
        "same words": float(shared >= _SAME),
        "begins earlier": float(first < -_FEW),
        "begins later": float(first > _FEW),
        "ends earlier": float(last < -_FEW),
        "ends later": float(last > _FEW),
        "differs where both agree else": agreed * (1 - shared),
        "same content where both agree else": agreed * shared,
        "other's confidence": _logit(theirs.confidence),
        f"against {theirs.rule}": 1.0 - shared,
        "same source": float(
            meet(mine.source, theirs.source) if mine.source and theirs.source else mine.source is theirs.source
        ),
        "other has no source": float(theirs.source is None),
    }


def _nesting(ordered: Sequence[Candidate], i: int, near: Sequence[int], facts: Facts) -> Facts:
    """Whether a candidate stands in another's content; marks within unmarked words are the surest sign of a true one."""
    if not any(within(ordered[i], ordered[j]) for j in near):
        return {}
    marks = facts["between marks"]
    return {
        "within another": 1.0,
        "between marks within another": marks,
        "alone within another": marks * facts.get("alone", 0.0),
    }


def _agreement(ordered: Sequence[Candidate], rivals: Sequence[int | None]) -> float:
    """How far rules explain the record: the share of what the model finds in reports that they find too, drawn to a half."""
    by_model = [i for i, one in enumerate(ordered) if one.by_model and not one.spoken]
    both = sum(
        1 for i in by_model if (j := rivals[i]) is not None and common(ordered[i].proposal, ordered[j].proposal) >= _SAME
    )
    return (both + 2) / (len(by_model) + 4)
