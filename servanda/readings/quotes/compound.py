"""Reports by two cues, of which the first only leads to the second: "[responded by] [saying] that …".

The model may find the same words twice, once behind each cue, the first time with the second cue at their head. They are one
report: its cue is both, its content what stands behind the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.readings.quotes.candidates import common
from servanda.readings.quotes.proposals import Proposal, Stretch

_AT_HEAD = 4
"""Characters, at most, between a content's beginning and the second cue that stands at its head."""
_LEADS = frozenset(("", ",", ":", "to", "by"))
"""What may stand there. Behind a subject of its own ("says it underscores that") the second cue reports within the first."""
_ALIKE = 0.5
"""Share of two contents that must be common for them to be the same report."""


def compounded(text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, those that report the same words by two cues in a row made one."""
    by_cue = {one.cue[0]: one for one in proposals if one.cue is not None}
    found = {id(one): one for one in proposals}
    for first in proposals:
        second, cue = _led_to(text, first, by_cue)
        if second is not None and id(second) in found and id(first) in found:
            found[id(first)] = replace(
                second,
                cue=cue,
                source=first.source or second.source,
                confidence=max(first.confidence, second.confidence),
            )
            del found[id(second)]
    return list(found.values())


def _led_to(text: str, first: Proposal, by_cue: Mapping[int, Proposal]) -> tuple[Proposal | None, Stretch | None]:
    """The proposal whose cue stands at the head of another's content, right behind that one's cue; and both cues as one."""
    begin = first.content[0][0]
    if first.cue is None or not 0 <= begin - first.cue[1] <= 1:
        return None, None
    second = next((by_cue[at] for at in range(begin, begin + _AT_HEAD + 1) if at in by_cue), None)
    if second is None or second.cue is None or common(first, second) < _ALIKE:
        return None, None
    cue = first.cue[0], second.cue[1]
    leads = text[begin : second.cue[0]].strip() in _LEADS and "\n" not in text[slice(*cue)]
    return (second, cue) if leads else (None, None)
