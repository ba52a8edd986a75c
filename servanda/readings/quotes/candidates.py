"""Proposals as candidates beside one another: which meet, which speak of one cue, which exclude one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.readings.quotes.proposals import Proposal, Stretch

MODEL = "quotations.model"
"""The rule that the model's proposals name."""
_MOSTLY = 0.5
"""Share of two contents that must be common for them to be two readings of the same words."""
_MOST_OPEN = 40
"""Proposals before one, the nearest in order, that may reach as far as it: more are slips, and must not be searched through."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal and where it was found."""

    proposal: Proposal
    spoken: bool
    """Whether it stands in somebody's turn."""

    @property
    def by_model(self) -> bool:
        """Whether the trained model made it."""
        return self.proposal.rule == MODEL

    @property
    def hull(self) -> Stretch:
        """From the first to the last character of content and cue."""
        parts = [*self.proposal.content, *([self.proposal.cue] if self.proposal.cue else [])]
        return min(start for start, _ in parts), max(end for _, end in parts)

    def order(self) -> tuple[Stretch, str]:
        """By which candidates are put in the order of the text."""
        return self.hull, self.proposal.rule


def meetings(ordered: Sequence[Candidate]) -> list[list[int]]:
    """For each candidate those near it in order whose hulls it meets."""
    near: list[list[int]] = [[] for _ in ordered]
    hulls = [one.hull for one in ordered]
    reaching: list[int] = []
    for i, (start, _) in enumerate(hulls):
        reaching = [j for j in reaching if hulls[j][1] > start][-_MOST_OPEN:]
        for j in reaching:
            near[i].append(j)
            near[j].append(i)
        reaching.append(i)
    return near


def rival_of(ordered: Sequence[Candidate], i: int, near: Sequence[int]) -> int | None:
    """What the other party proposes for the same cue or, failing that, for most of the same words."""
    one = ordered[i]
    best: tuple[float, int | None] = (0.0, None)
    for j in near:
        other = ordered[j]
        if other.by_model == one.by_model:
            continue
        likeness = common(one.proposal, other.proposal) + (1.0 if same_cue(one.proposal, other.proposal) else 0.0)
        if likeness > best[0] and (likeness >= 1 or not _nested(one, other)):
            best = (likeness, j)
    return best[1]


def length(proposal: Proposal) -> int:
    """Characters of a content."""
    return sum(end - start for start, end in proposal.content)


def common(one: Proposal, other: Proposal) -> float:
    """Shared characters of two contents against all of both."""
    shared = sum(max(0, min(end, last) - max(start, first)) for start, end in one.content for first, last in other.content)
    return shared / (length(one) + length(other) - shared) if shared else 0.0


def meet(one: Stretch | None, other: Stretch | None) -> bool:
    """Whether both are there and share a character."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def same_cue(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals stand on the same reporting words."""
    return meet(one.cue, other.cue)


def within(inner: Candidate, outer: Candidate) -> bool:
    """Whether all of one, its cue too, stands in the content of the other."""
    start, end = inner.hull
    return inner.proposal.cue is not None and any(first <= start and end <= last for first, last in outer.proposal.content)


def _nested(one: Candidate, other: Candidate) -> bool:
    return within(one, other) or within(other, one)


def exclude(one: Candidate, other: Candidate) -> bool:
    """Whether only one of two can be right: one cue reports once, and words belong to one quotation on each level."""
    if one.by_model == other.by_model:
        return common(one.proposal, other.proposal) >= _MOSTLY and not _nested(one, other)
    if same_cue(one.proposal, other.proposal):
        return True
    return common(one.proposal, other.proposal) > 0 and not _nested(one, other)
