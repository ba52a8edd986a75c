"""Findings of one record alone: somebody says that nothing is left to solve, and names what is left to solve beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.comparison.findings.sentences.phrases import day_words, quoted, record_words
from servanda.ledger import Summary
from servanda.model import Commitment, Entry, Finding, FindingKind, Position, Progress, Reading, Span, Topic, digest
from servanda.readings.answerable import answerable
from servanda.readings.layers import sentences
from servanda.readings.spoken import body_start

_THINGS = r"(?:problems?|issues?|questions?|matters?|disputes?|disagreements?|differences|obstacles?)"
_ALL_SOLVED = (
    rf"\bno (?:more |longer any )?(?:unresolved|unsolved|outstanding|remaining|pending) {_THINGS}\b"
    rf"|\b(?:resolved|solved|settled) all (?:of )?(?:the |our |these )?{_THINGS}\b"
    rf"|\ball (?:the |our )?{_THINGS} (?:have been|are|were) (?:resolved|solved|settled)\b"
)
_SOLVED = re.compile(_ALL_SOLVED, re.IGNORECASE)
_NOTHING_LEFT = re.compile(rf"\bno (?:more |longer any )?unsolvable {_THINGS}\b|{_ALL_SOLVED}", re.IGNORECASE)
_LEFT = re.compile(
    r"(?<!\bno )(?<!\bany )\b(?:remaining|outstanding|unresolved|unsolved|lingering) (?:[\w-]+ ){0,3}?"
    rf"(?:{_THINGS}|barriers?|restrictions?|measures|exemptions|bottlenecks|claims|debts?)\b"
    rf"|\b(?:{_THINGS}|barriers?|restrictions?) (?:that |which )?(?:still )?remain\b"
    r"|\b(?:still|yet) to be (?:resolved|solved|settled|removed|lifted)\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    rf"\b(?:those|ones|some|many|several|{_THINGS}) (?:(?:that|which) )?(?:have been|has been|were|was|are|is) "
    r"(?:still |just |only |merely )?(?:postponed|put off|deferred|shelved|left open|unresolved|unsolved|unsettled)\b",
    re.IGNORECASE,
)
"""Problems that are put off, and so not solved; that a problem cannot be solved is more than that."""
_BESIDE: tuple[tuple[FindingKind, re.Pattern[str], re.Pattern[str]], ...] = (
    ("weakens", _NOTHING_LEFT, _LEFT),
    ("contradicts", _SOLVED, _PUT_OFF),
)
"""What it is to say that nothing is left, and then to name something."""
_PLAIN = 0.9
"""How sure it is that a sentence in which the words stand says so."""
_STATEMENTS = (Commitment, Progress, Position, Topic)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that one of the two was said with."""

    span: Span
    confidence: float
    seen: str
    """The words of it that say so."""
    entry: str | None = None


def left_over_in(reading: Reading, summary: Summary) -> Iterator[Finding]:
    """A finding for each holder who says both in one record, at the first place of each."""
    text = reading.record.text
    if not (_NOTHING_LEFT.search(text) and (_LEFT.search(text) or _PUT_OFF.search(text))):
        return
    places = _Places(reading)
    for kind, all_solved, something_left in _BESIDE:
        nothing, left = places.by_holder(all_solved), places.by_holder(something_left)
        for holder in sorted(nothing.keys() & left.keys()):
            if nothing[holder].span != left[holder].span:
                yield _finding(kind, holder, nothing[holder], left[holder], summary)


class _Places:
    """Who says what at the places of a record: a statement where there is one, else the sentence."""

    def __init__(self, reading: Reading) -> None:
        self._record = reading.record
        self._sentences = reading.layer(sentences)
        self._statements = [entry for entry in reading.entries if isinstance(entry, _STATEMENTS)]
        self._answerable = answerable(reading)

    def by_holder(self, pattern: re.Pattern[str]) -> dict[str, _Said]:
        """The words of each holder in which a pattern is found: his first statement, else his first sentence."""
        stated: dict[str, _Said] = {}
        plain: dict[str, _Said] = {}
        for match in pattern.finditer(self._record.text):
            start, end = match.span()
            over = [entry for entry in self._statements if entry.span.start <= start and end <= entry.span.end]
            entry = max(over, key=lambda one: (one.confidence, one.id), default=None)
            answer = self._answerable.at(start, end)
            holder = _holder(entry) if entry else answer.speaker
            if holder and entry:
                stated.setdefault(holder, _Said(entry.span, entry.confidence, match.group(), entry.id))
            elif holder:
                first, last = next(one for one in self._sentences if one[0] <= start < one[1])
                body = body_start(answer.turn, self._record.text) if answer.turn else 0
                plain.setdefault(holder, _Said(self._record.cut(max(first, body), last), _PLAIN, match.group()))
        return {**plain, **stated}


def _holder(entry: Entry) -> str | None:
    return getattr(entry, "holder", None) or getattr(entry, "raised_by", None) or entry.speaker


def _finding(kind: FindingKind, holder: str, nothing: _Said, left: _Said, summary: Summary) -> Finding:
    one, other = (summary.located(said.span, speaker=holder, entry=said.entry) for said in (nothing, left))
    first, second = sorted((one, other), key=lambda place: place.start)
    seed = f"{kind}|{one.record}|{one.start}-{one.end}|{other.start}-{other.end}"
    return Finding(
        id=f"finding-{digest(seed.encode())[:16]}",
        kind=kind,
        sentence=(
            f"On {day_words(one.day)} {holder} said that nothing is left to solve: "
            f"{quoted(one.text.removesuffix('.'), nothing.seen)}; "
            f"in the same record what remains is named: {quoted(other.text.removesuffix('.'), left.seen)}."
        ),
        later=second,
        earlier=first,
        confidence=round(min(nothing.confidence, left.confidence), 2),
        rule="remaining.beside",
        why=f"both are words of {holder} in {record_words(one)}",
    )
