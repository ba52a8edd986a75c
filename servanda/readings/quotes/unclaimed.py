"""Direct speech beside a verb that no list knows: "“Bravo!” he beamed", "she boomed: “…”"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.found import Found, Part
from servanda.readings.quotes.nominals import phrase_after, subject_before, verb_group
from servanda.readings.quotes.tokens import QUOTED, Sentence
from servanda.readings.quotes.verbs import earlier_subject

_NEAR = 10
"""Tokens from marks within which the verb must stand."""
_LONG = 10
"""Characters from which on a stretch between marks is speech, not a name."""
_SAYING = frozenset(["put", "began", "went", "added"])


def unclaimed(s: Sentence, found: Sequence[Found]) -> Iterator[Found]:
    """Speech that nobody claimed, with the verb beside it if one stands there."""
    claimed = {i for item in found for part in item.content for i in range(*part)}
    for i, low in enumerate(s.lows):
        if low != QUOTED or i in claimed or s.places[i][1] - s.places[i][0] < _LONG:
            continue
        item = _announced(s, i) if s.at(i - 1) in (":", ",") else _answered(s, i)
        if item is not None:
            yield item


def _announced(s: Sentence, i: int) -> Found | None:
    for j in range(i - 2, max(-1, i - 2 - _NEAR), -1):
        if s.at(j) in (",", ";", QUOTED):
            break
        if _verb(s, j):
            item = None if group(s.at(j - 1)) == "det" else _found(s, i, j, 0.7 if s.at(i - 1) == ":" else 0.6)
            if item is not None or s.at(i - 1) != ":":
                return item
            break
    return Found(((i, i + 1),), None, None, "quotes.marks", 0.6) if s.at(i - 1) == ":" else None


def _answered(s: Sentence, i: int) -> Found | None:
    if s.word(i - 1) and group(s.at(i - 1)) not in ("conj", "adverb"):
        return None  # a title or a word within a phrase: "the author of “Rivers,” thanked"
    start, end = s.places[i]
    if s.text[start:end].rstrip("\"'”’»“‘›` ")[-1:] not in ",!?" and s.at(i + 1) != ",":
        return None
    for j in range(i + 1, min(len(s), i + 1 + _NEAR)):
        if _verb(s, j):
            return _found(s, i, j, 0.7)
        if s.at(j) in (";", ":", QUOTED) or group(s.at(j)) in ("conj", "sub"):
            return None
    return None


def _verb(s: Sentence, j: int) -> bool:
    low = s.at(j)
    if s.capital(j) or group(low) is not None:
        return False
    return (low.endswith("ed") and len(low) > 4) or low in forms() or low in _SAYING


def _found(s: Sentence, i: int, j: int, confidence: float) -> Found | None:
    first, opens, passive, _ = verb_group(s, j)
    source: Part | None = None
    subject = None if passive else subject_before(s, first)
    if subject is not None:
        source = (subject.first, subject.after)
    elif j == i + 1 or s.at(j - 1) == ",":
        end = phrase_after(s, j + 1, s.body)
        source = (j + 1, end) if end > j + 1 else None
    elif s.at(first - 1) in ("and", "while"):
        earlier = earlier_subject(s, first - 1)
        source = (earlier.first, earlier.after) if earlier is not None else None
    if source is None:
        return None
    return Found(((i, i + 1),), (opens, j + 1), source, "quotes.marks", confidence)
