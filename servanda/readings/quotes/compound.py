"""Reports by two cues, of which the first only leads to the second: "[responded by] [saying] that …".

The model may find the same words twice, once behind each cue, the first time with the second cue at their head. They are one
report: its cue is both, its content what stands behind the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.readings.quotes.candidates import common
from servanda.readings.quotes.proposals import Proposal

_AT_HEAD = 4
"""Characters, at most, between a content's beginning and the second cue that stands at its head: a comma, a "to"."""
_ALIKE = 0.5
"""Share of two contents that must be common for them to be the same report."""


def compounded(text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, those that report the same words by two cues in a row made one."""
    found = list(proposals)
    for second in proposals:
        first = next((one for one in found if one is not second and _leads_to(text, one, second)), None)
        if first is not None and second in found:
            found[found.index(first)] = _both(first, second)
            found.remove(second)
    return found


def _leads_to(text: str, first: Proposal, second: Proposal) -> bool:
    if first.cue is None or second.cue is None:
        return False
    begin = first.content[0][0]
    return (
        0 <= begin - first.cue[1] <= 1
        and 0 <= second.cue[0] - begin <= _AT_HEAD
        and "\n" not in text[first.cue[0] : second.cue[1]]
        and common(first, second) >= _ALIKE
    )


def _both(first: Proposal, second: Proposal) -> Proposal:
    assert first.cue is not None
    assert second.cue is not None
    return replace(
        second,
        cue=(first.cue[0], second.cue[1]),
        source=first.source or second.source,
        confidence=max(first.confidence, second.confidence),
    )
