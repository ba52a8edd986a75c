"""Which proposals are kept, and how sure they are: rules and the trained model are weighed against one another.

Each proposal is described by a few plain facts: which rule made it and how sure that rule was, whether the other party found
the same words under the same cue, how far both agree in this record, whether the words stand between marks. A logistic weight
for each fact (`words/data/quotation-weights.tsv`, fitted on texts the model was not trained on) gives the chance that the
proposal is right. Of two that exclude one another the likelier is kept; a quotation within a quotation excludes nobody.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.mentions import agentless
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.words import rows

MODEL = "quotations.model"
"""The rule that the model's proposals name."""
LEAST, LEAST_IN_TURNS = 0.3, 0.6
"""Worth below which a proposal is not made, in reports and in turns: where dropping begins to cost more than it spares."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?][\"”’']{0,2}\s+[\"“‘']{0,2}[A-Z]")
_SURE = 0.02
"""No confidence is taken as nearer to none or to certainty than this."""
SAME = 0.97
"""Share of two contents that must be common for both to be the same words."""
_FEW = 2
"""Characters by which two contents may differ at an end and still end together."""
_FAR = 400
"""Characters, at most, between two cues of one subject."""
_LOOKED_BACK = 12
"""Proposals before one, in order, among which those it meets are looked for."""

Facts = dict[str, float]
"""What is known of a proposal, by name; what is not named is 0."""


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


def arbitrate(text: str, marked: Sequence[Marked], candidates: Iterable[Candidate], *, model: bool) -> list[Proposal]:
    """The proposals that are kept, in the order of the text, each with the chance that it is right as its confidence.

    `model` says whether the trained model has read the text. By rules alone all proposals are kept: they exclude one another
    already, and what rules find unlikely they do not propose.
    """
    ordered = sorted(candidates, key=lambda one: (one.hull, one.proposal.rule))
    near = _meetings(ordered)
    facts = described(text, marked, ordered, near, model=model)
    kept = _chosen(ordered, near, facts) if model else list(range(len(ordered)))
    sure = "with the model" if model else "by rules"
    found = [replace(ordered[i].proposal, confidence=round(_weighed(sure, facts[i]), 4)) for i in kept]
    return [_sourced(text, found, number, ordered, near[i]) for number, i in enumerate(kept)] if model else found


def _sourced(text: str, found: Sequence[Proposal], number: int, ordered: Sequence[Candidate], near: Sequence[int]) -> Proposal:
    """A proposal of the model without a source: the rules' for the same cue, or that of the words before in its sentence."""
    one = found[number]
    if one.source is not None or one.cue is None or one.rule != MODEL or agentless(text[slice(*one.cue)]):
        return one
    rival = next(
        (ordered[j].proposal for j in near if _same_cue(one, ordered[j].proposal) and ordered[j].proposal.source), None
    )
    before = found[number - 1] if number else None
    if rival is not None:
        return replace(one, source=rival.source)
    if before is not None and before.cue is not None and before.source is not None and _goes_on_from(text, before.cue, one.cue):
        return replace(one, source=before.source)
    return one


def _goes_on_from(text: str, before: Stretch, cue: Stretch) -> bool:
    """Whether two cues stand in one sentence, in this order and near."""
    between = text[before[1] : cue[0]] if before[1] <= cue[0] <= before[1] + _FAR else "\n"
    return "\n" not in between and _SENTENCE_END.search(between) is None


def _chosen(ordered: Sequence[Candidate], near: Sequence[Sequence[int]], facts: Sequence[Facts]) -> list[int]:
    """The worthiest first, and none that excludes a worthier one. In turns, which the model never saw, rules go first."""
    worth = [_worth(one, known) for one, known in zip(ordered, facts, strict=True)]
    kept: set[int] = set()
    for i in sorted(range(len(ordered)), key=lambda i: (-worth[i], i)):
        least = LEAST_IN_TURNS if ordered[i].spoken else LEAST
        if worth[i] >= least and not any(j in kept and _exclude(ordered[i], ordered[j]) for j in near[i]):
            kept.add(i)
    return sorted(kept)


def _worth(one: Candidate, facts: Facts) -> float:
    if one.spoken and not one.by_model:
        return 1.0
    worth = _weighed("choice", facts)
    if facts.get("rules, between marks within another"):
        return max(worth, LEAST)  # marks within words that are themselves reported are a quotation of their own
    return worth


def _weighed(what: str, facts: Facts) -> float:
    """The logistic of the weighted facts."""
    weights = _weights(what)
    total = sum(weights.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _weights(what: str) -> dict[str, float]:
    return {name: float(weight) for of, name, weight in rows("quotation-weights") if of == what}


def described(
    text: str, marked: Sequence[Marked], ordered: Sequence[Candidate], near: Sequence[Sequence[int]], *, model: bool
) -> list[Facts]:
    """The facts of each candidate."""
    outer = [stretch for stretch in marked if stretch.level == 1]
    starts = [stretch.start for stretch in outer]
    rivals = [_rival(ordered, i, near[i]) for i in range(len(ordered))]
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
                    sum(1 for j in near[i] if ordered[j].by_model != one.by_model and _exclude(one, ordered[j])) > 1
                )
            facts.update(_nesting(ordered, i, near[i], facts))
        party = "model" if one.by_model else "rules"
        found.append({f"{party}, {name}": value for name, value in facts.items() if value})
    return found


def _own(text: str, outer: Sequence[Marked], starts: Sequence[int], one: Candidate) -> Facts:
    proposal = one.proposal
    words = sum(len(_WORD.findall(text, *stretch)) for stretch in proposal.content)
    total = _length(proposal)
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
        for dot in _SENTENCE_END.finditer(text, start, end)
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
    common = _common(mine, theirs)
    first, last = mine.content[0][0] - theirs.content[0][0], mine.content[-1][1] - theirs.content[-1][1]
    return {
        "same cue": float(_same_cue(mine, theirs)),
        "same content": common,
        "same words": float(common >= SAME),
        "begins earlier": float(first < -_FEW),
        "begins later": float(first > _FEW),
        "ends earlier": float(last < -_FEW),
        "ends later": float(last > _FEW),
        "differs where both agree else": agreed * (1 - common),
        "same content where both agree else": agreed * common,
        "other's confidence": _logit(theirs.confidence),
        f"against {theirs.rule}": 1.0 - common,
        "same source": float(
            _meet(mine.source, theirs.source) if mine.source and theirs.source else mine.source is theirs.source
        ),
        "other has no source": float(theirs.source is None),
    }


def _nesting(ordered: Sequence[Candidate], i: int, near: Sequence[int], facts: Facts) -> Facts:
    """Whether a candidate stands in another's content; marks within unmarked words are the surest sign of a true one."""
    if not any(_within(ordered[i], ordered[j]) for j in near):
        return {}
    marks = facts["between marks"]
    return {
        "within another": 1.0,
        "between marks within another": marks,
        "alone within another": marks * facts.get("alone", 0.0),
    }


def _meetings(ordered: Sequence[Candidate]) -> list[list[int]]:
    """For each candidate those near it in order whose hulls it meets."""
    near: list[list[int]] = [[] for _ in ordered]
    for i, one in enumerate(ordered):
        start = one.hull[0]
        for j in range(max(0, i - _LOOKED_BACK), i):
            if ordered[j].hull[1] > start:
                near[i].append(j)
                near[j].append(i)
    return near


def _rival(ordered: Sequence[Candidate], i: int, near: Sequence[int]) -> int | None:
    """What the other party proposes for the same cue or, failing that, for most of the same words."""
    one = ordered[i]
    best: tuple[float, int | None] = (0.0, None)
    for j in near:
        other = ordered[j]
        if other.by_model == one.by_model:
            continue
        likeness = _common(one.proposal, other.proposal) + (1.0 if _same_cue(one.proposal, other.proposal) else 0.0)
        if likeness > best[0] and (likeness >= 1 or not _nested(one, other)):
            best = (likeness, j)
    return best[1]


def _agreement(ordered: Sequence[Candidate], rivals: Sequence[int | None]) -> float:
    """How far rules explain the record: the share of what the model finds in reports that they find too, drawn to a half."""
    by_model = [i for i, one in enumerate(ordered) if one.by_model and not one.spoken]
    both = sum(
        1 for i in by_model if (j := rivals[i]) is not None and _common(ordered[i].proposal, ordered[j].proposal) >= SAME
    )
    return (both + 2) / (len(by_model) + 4)


def _length(proposal: Proposal) -> int:
    return sum(end - start for start, end in proposal.content)


def _common(one: Proposal, other: Proposal) -> float:
    """Shared characters of two contents against all of both."""
    shared = sum(max(0, min(end, last) - max(start, first)) for start, end in one.content for first, last in other.content)
    return shared / (_length(one) + _length(other) - shared) if shared else 0.0


def _meet(one: Stretch | None, other: Stretch | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _same_cue(one: Proposal, other: Proposal) -> bool:
    return _meet(one.cue, other.cue)


def _within(inner: Candidate, outer: Candidate) -> bool:
    """Whether all of one, its cue too, stands in the content of the other."""
    start, end = inner.hull
    return inner.proposal.cue is not None and any(first <= start and end <= last for first, last in outer.proposal.content)


def _nested(one: Candidate, other: Candidate) -> bool:
    return _within(one, other) or _within(other, one)


def _exclude(one: Candidate, other: Candidate) -> bool:
    """Whether only one of two can be right: one cue reports once, and words belong to one quotation on each level."""
    if one.by_model == other.by_model:
        return one.proposal.content == other.proposal.content
    if _same_cue(one.proposal, other.proposal):
        return True
    return _common(one.proposal, other.proposal) > 0 and not _nested(one, other)
