"""Findings of one record alone: somebody says that nothing is left to solve, and names what is left to solve beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.comparison.sentences.phrases import day_words, quoted, record_words
from servanda.ledger import Summary
from servanda.model import Commitment, Entry, Finding, Passage, Place, Position, Progress, Reading, Topic, digest
from servanda.standing import shown_first

_THINGS = r"(?:problems?|issues?|questions?|matters?|disputes?|disagreements?|differences|obstacles?)"
_NOTHING_LEFT = re.compile(
    rf"\bno (?:more |longer any )?(?:unresolved|unsolved|unsolvable|outstanding|remaining|pending) {_THINGS}\b"
    rf"|\b(?:resolved|solved|settled) all (?:of )?(?:the |our |these )?{_THINGS}\b"
    rf"|\ball (?:the |our )?{_THINGS} (?:have been|are|were) (?:resolved|solved|settled)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:remaining|outstanding|unresolved|unsolved|lingering) (?:[\w-]+ ){0,3}?"
    rf"(?:{_THINGS}|barriers?|restrictions?|measures|exemptions|bottlenecks|claims|debts?)\b"
    rf"|\b(?:{_THINGS}|barriers?|restrictions?) (?:that |which )?(?:still )?remain\b"
    r"|\b(?:still|yet) to be (?:resolved|solved|settled|removed|lifted)\b",
    re.IGNORECASE,
)
_STATEMENTS = (Commitment, Progress, Position, Topic)


def left_over_in(reading: Reading, summary: Summary) -> Iterator[Finding]:
    """A finding for each holder who says both in one record, at the first statement of each."""
    nothing: dict[str, Passage] = {}
    left: dict[str, Passage] = {}
    for entry in reading.entries:
        holder = _holder(entry)
        if not isinstance(entry, _STATEMENTS) or holder is None:
            continue
        if _NOTHING_LEFT.search(entry.span.text):
            nothing.setdefault(holder, entry)
        elif _LEFT.search(entry.span.text):
            left.setdefault(holder, entry)
    for holder in sorted(nothing.keys() & left.keys()):
        yield _finding(holder, nothing[holder], left[holder], summary)


def _holder(entry: Entry) -> str | None:
    return getattr(entry, "holder", None) or getattr(entry, "raised_by", None) or entry.speaker


def _finding(holder: str, nothing: Passage, left: Passage, summary: Summary) -> Finding:
    one, other = _place(nothing, holder, summary), _place(left, holder, summary)
    first, second = sorted((one, other), key=lambda place: place.start)
    seed = f"weakens|{nothing.id}|{left.id}|{one.record}"
    return Finding(
        id=f"finding-{digest(seed.encode())[:16]}",
        kind="weakens",
        sentence=(
            f"On {day_words(one.day)} {holder} said that nothing is left to solve: {quoted(one.text)}; "
            f"in the same record what remains is named: {quoted(other.text)}."
        ),
        later=second,
        earlier=first,
        confidence=round(min(nothing.confidence, left.confidence), 2),
        rule="remaining.beside",
        why=f"both are told of {holder} in {record_words(one)}",
        shown=shown_first(nothing.kind, nothing.confidence),
    )


def _place(entry: Passage, holder: str, summary: Summary) -> Place:
    return Place(
        record=summary.record,
        source=summary.source,
        title=summary.title,
        day=summary.event_date or summary.published or summary.reference_date,
        start=entry.span.start,
        end=entry.span.end,
        text=entry.span.text,
        speaker=entry.speaker or holder,
        entry=entry.id,
    )
