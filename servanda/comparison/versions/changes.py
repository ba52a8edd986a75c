"""What sort of change it is that words of one version of a record became others in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from servanda.comparison.versions.alignment import Gap
from servanda.comparison.versions.laid_out import Stretch
from servanda.model import Changed, Figure, Time
from servanda.words import words

SIGNS = frozenset('?"()')
"""Signs that change what is said without a word: a question, words as another's, an aside."""

_MARK_FIRST = re.compile(r"[\[(*\s]*([^\W\d_][^:\[\]()]{0,40}?)[\])*\s]*(?:[:\])]|\s[-–—])[\])*\s]*(?=\w)")
_MARK_LAST = re.compile(r"[\[(]([^\[\]()]{1,40})[\])]\s*$")


def changed_between(old: Stretch, new: Stretch, gap: Gap) -> Changed:
    """What sort of change it is that the tokens of a gap in one version are those of the other."""
    lost, won = old.keys(gap.old_start, gap.old_end), new.keys(gap.new_start, gap.new_end)
    if _spelt(lost) == _spelt(won):
        signs = [sorted(key for key in keys if key in SIGNS) for keys in (lost, won)]
        return "punctuation" if signs[0] != signs[1] else "typography"
    if _is_notice(old, gap.old_start, gap.old_end) and _is_notice(new, gap.new_start, gap.new_end):
        return "notice"
    voices = {old.voice_of(index)[1] for index in range(gap.old_start, gap.old_end)}
    voices |= {new.voice_of(index)[1] for index in range(gap.new_start, gap.new_end)}
    if "label" in voices:
        return "label"
    if _is_of_figures(old, new, gap):
        return "figures"
    shared = Counter(lost) & Counter(won)
    names = old.names_in(gap.old_start, gap.old_end, shared.copy()) + new.names_in(gap.new_start, gap.new_end, shared)
    return "names" if names and all(names) else "words"


def _spelt(keys: Sequence[str]) -> str:
    """Letters and digits, however they are parted into words."""
    return "".join(key for key in keys if key not in SIGNS)


def _is_of_figures(old: Stretch, new: Stretch, gap: Gap) -> bool:
    """Whether a figure or a date became another, was added or was taken out."""
    sides = [
        (stretch, first, last)
        for stretch, first, last in ((old, gap.old_start, gap.old_end), (new, gap.new_start, gap.new_end))
        if first < last
    ]
    digits = [sorted(key for key in stretch.keys(first, last) if key[-1:].isdigit()) for stretch, first, last in sides]
    if len(sides) == 1:
        stretch, first, last = sides[0]
        return len(digits[0]) == last - first or _within_a_value(stretch, first, last)
    told = [_values(*side) for side in sides]
    changed = digits[0] != digits[1] or (all(told) and told[0] != told[1])
    return changed or all(_within_a_value(*side, kind=Time) for side in sides)


def _within_a_value(stretch: Stretch, first: int, last: int, kind: type[Figure | Time] | None = None) -> bool:
    """Whether tokens are part of one figure or date, and of nothing beyond it."""
    start, end = stretch.tokens[first].start, stretch.tokens[last - 1].end
    values = stretch.side.values_in(start, end)
    return any(isinstance(value, kind or object) and value.span.start <= start and end <= value.span.end for value in values)


def _values(stretch: Stretch, first: int, last: int) -> list[str]:
    """What the figures and dates that tokens touch say."""
    if first >= last:
        return []
    found = stretch.side.values_in(stretch.tokens[first].start, stretch.tokens[last - 1].end)
    return sorted(
        repr((value.type, value.value, value.end_value))
        if isinstance(value, Time)
        else repr((value.value, value.low, value.high, value.modifier, value.unit))
        for value in found
    )


def _is_notice(stretch: Stretch, first: int, last: int) -> bool:
    """Whether tokens outside all turns say nothing but that the record was changed; no tokens say nothing else."""
    if first >= last:
        return True
    if any(stretch.voice_of(index)[1] not in ("outside", "publisher") for index in (first, last - 1)):
        return False
    said = " ".join(stretch.keys(first, last))
    if said in _marks():
        return True
    return stretch.whole_sentences(first, last) and any(phrase in said for phrase in words("version-notices"))


@cache
def _marks() -> frozenset[str]:
    return words("version-marks")


def without_mark(title: str) -> tuple[str | None, str]:
    """The mark that a title bears of being a later version's (`CORRECTED:`), and the title without it."""
    for match in (_MARK_FIRST.match(title), _MARK_LAST.search(title)):
        if match and match.group(1).strip().casefold() in _marks():
            return match.group(1).strip(), f"{title[: match.start()]}{title[match.end() :]}".strip()
    return None, title.strip()
